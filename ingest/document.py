"""From canonical text to a Document: sections from the grammar, metadata from the text."""

from __future__ import annotations

from ingest.grammar import outline, sections_of
from ingest.metadata import read_metadata
from ingest.types import Document


def parse(
    text: str,
    *,
    id: str,
    source: str,
    pages: tuple[int, ...] = (),
    warnings: tuple[str, ...] = (),
    title: str | None = None,
) -> Document:
    """Read ``text`` (NFC, never changed) as one document.

    ``title`` is what the file itself says (a docx property, an HTML title): used only where the
    text names no title. ``pages`` are the offsets at which pages start.
    """
    found = read_metadata(text)
    return Document(
        id=id,
        text=text,
        title=found.title or title or _opening(text) or id,
        number=found.number,
        kind=found.kind,
        issuer=found.issuer,
        place=found.place,
        issued=found.issued,
        year=found.year,
        signer=found.signer,
        source=source,
        sections=sections_of(text),
        pages=pages,
        warnings=warnings,
    )


def _opening(text: str) -> str:
    """The first words of running text, for a document that bears no title."""
    lines = (line.text for line in outline(text).lines if not line.row and len(line.text.split()) > 3)
    words = next(lines, "").split()
    return " ".join(words[:20]) + ("…" if len(words) > 20 else "")
