"""From canonical text to a Document: sections from the grammar, metadata from the text."""

from __future__ import annotations

from ingest.grammar import outline, sections_of
from ingest.legacy import shown
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
    capitals: tuple[tuple[int, int], ...] = (),
) -> Document:
    """Read ``text`` (NFC, never changed) as one document.

    ``title`` is what the file itself says (a docx property, an HTML title): used only where the
    text names no title. ``pages`` are the offsets at which pages start. Headings, letterheads and the
    like are told by what the page shows: in capitals in the spans ``capitals``.
    """
    page = shown(text, capitals)
    found = read_metadata(page)
    return Document(
        id=id,
        text=text,
        title=found.title or title or _opening(page) or id,
        number=found.number,
        kind=found.kind,
        issuer=found.issuer,
        place=found.place,
        issued=found.issued,
        year=found.year,
        signer=found.signer,
        source=source,
        sections=sections_of(page),
        pages=pages,
        warnings=warnings,
        capitals=capitals,
    )


def _opening(text: str) -> str:
    """The first words of running text, for a document that bears no title."""
    lines = (line.text for line in outline(text).lines if not line.row and len(line.text.split()) > 3)
    words = next(lines, "").split()
    return " ".join(words[:20]) + ("…" if len(words) > 20 else "")
