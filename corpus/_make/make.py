"""Write the bundled digests from their plain sources: ``python -m corpus._make.make [FOLDER]``.

The default folder is ``corpus/``. Running it again changes no byte. The PDFs need the font DejaVu
Serif (Debian package fonts-dejavu-core, or the copy inside the Python package matplotlib), and
the Python package fpdf2.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus._make.as_docx import docx
from corpus._make.as_pdf import pdf
from corpus._make.as_text import html, markdown
from corpus._make.blocks import Digest, read_source
from settings import PolicyError

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Write every digest; exit status 1 with one line where a font is missing."""
    folder = Path(arguments[0]) if arguments else HERE.parent
    try:
        for path in make(folder):
            print(path)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make(folder: Path) -> list[Path]:
    """Write all digests into ``folder`` and return their paths, in the order of their names."""
    return [write(read_source(source), folder) for source in sorted(HERE.glob("*.txt"))]


def write(digest: Digest, folder: Path) -> Path:
    """Write one digest in the format that its head names."""
    kind = digest.head["format"]
    path = folder / f"{digest.id}.{kind}"
    path.write_bytes(_rendered(digest, kind))
    return path


def _rendered(digest: Digest, kind: str) -> bytes:
    if kind == "docx":
        return docx(digest)
    if kind == "pdf":
        return pdf(digest)
    return (html(digest) if kind == "html" else markdown(digest)).encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
