"""Whether a document is about the place that a question names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from answer.question import Asked
from answer.question_places import below
from index.content import DocumentInfo
from ingest.facts.words import fold
from ingest.places import PROVINCES


def place_fits(asked: Asked, info: DocumentInfo) -> bool:
    """Whether a document is of a place the question asks about; its title tells where nothing else does."""
    wanted = _folded(asked.places)
    if not wanted or _folded((info.place or "",)) <= wanted:
        return True
    if info.place is not None:
        return False
    own = _line(info.title, info.issuer or "")
    return any(f" {one} " in own for one in wanted)


def told_for(asked: Asked, info: DocumentInfo, text: str) -> bool:
    """Whether a document that names neither its place nor its issuer, as one copied without its letterhead,
    speaks for a province the question asks about: its text names none so often."""
    if not asked.places or info.place or info.issuer:
        return False
    often = _named_most(text)
    return often is not None and fold(often) in _folded(asked.places)


@lru_cache(maxsize=256)
def _named_most(text: str) -> str | None:
    """The province that a text names oftener than any other; ``None`` where it names none, or two alike."""
    line = " ".join(text.split())
    first, second = Counter({name: line.count(name) for name in PROVINCES}).most_common(2)
    return first[0] if first[1] > second[1] else None


@lru_cache(maxsize=4096)
def _line(title: str, issuer: str) -> str:
    return f" {fold(f'{title} {issuer}')} "


def inside(asked: Asked, infos: Iterable[DocumentInfo], texts: Iterable[str]) -> Asked:
    """The question with communes of which no document is, but of which ``texts`` speak, as names of a place
    in a place: "ở xã Lũng Cao" does not ask for documents of that commune alone."""
    communes = below(asked.text, asked.places)
    own = {fold(name) for name in {info.place or "" for info in infos}} if communes else set()
    small = [one for one in communes if fold(one) not in own]
    if not small:
        return asked
    spoken = f" {' '.join(fold(text) for text in texts)} "
    told = {one for one in small if f" {fold(one)} " in spoken}
    places = tuple(one for one in asked.places if one not in told)
    return replace(asked, places=places, names=(*asked.names, *(fold(one) for one in told)))


@lru_cache(maxsize=4096)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    """Names as they are compared; kept, because documents share few places."""
    return frozenset(fold(one) for one in names)
