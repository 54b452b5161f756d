"""From canonical text to a Document: sections from the grammar, metadata from the text."""

from __future__ import annotations

from ingest.grammar import sections_of
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
        title=found.title or title or id,
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
