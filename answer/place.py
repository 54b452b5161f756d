"""Whether a document is about the place that a question names."""

from __future__ import annotations

from functools import lru_cache

from answer.question import Asked
from index.content import DocumentInfo
from ingest.facts.words import fold


def place_fits(asked: Asked, info: DocumentInfo) -> bool:
    """Whether a document is of a place the question asks about; its title tells where nothing else does."""
    wanted = _folded(asked.places)
    if not wanted or _folded((info.place or "",)) <= wanted:
        return True
    if info.place is not None:
        return False
    own = _line(info.title, info.issuer or "")
    return any(f" {one} " in own for one in wanted)


@lru_cache(maxsize=4096)
def _line(title: str, issuer: str) -> str:
    return f" {fold(f'{title} {issuer}')} "


@lru_cache(maxsize=4096)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    """Names as they are compared; kept, because documents share few places."""
    return frozenset(fold(one) for one in names)
