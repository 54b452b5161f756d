"""Whether a document is about the place that a question names."""

from __future__ import annotations

from answer.question import Asked
from index.content import DocumentInfo
from ingest.facts.words import fold


def place_fits(asked: Asked, info: DocumentInfo) -> bool:
    """Whether a document is of a place the question asks about; its title tells where nothing else does."""
    wanted = {fold(one) for one in asked.places}
    if not wanted or fold(info.place or "") in wanted:
        return True
    own = f" {fold(f'{info.title} {info.issuer or str()}')} "
    return info.place is None and any(f" {one} " in own for one in wanted)
