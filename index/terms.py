"""Which terms of a passage are indexed, and which terms of a question are looked up with what weight."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Protocol

from index.lexical import Terms, Weighted
from ingest.types import Passage

READING = 1  # version of `reading` and of what Knowledge learns: a change makes every index out of date


def reading(passage: Passage) -> tuple[str, str]:
    """Context and text of a passage as encoder and analyzer read them: no markup, lines joined."""
    from ingest.reading import readable

    return _readable_context(passage.context), readable(passage.text)


@lru_cache(maxsize=4096)
def _readable_context(text: str) -> str:
    """Headings repeat from passage to passage: read once."""
    from ingest.reading import readable

    return readable(text)


class Analyzer(Protocol):
    """Makes the terms of passages and of questions; ``version`` changes whenever they would."""

    @property
    def version(self) -> str: ...

    @property
    def fields(self) -> tuple[str, ...]: ...

    def passage(self, text: str, context: str) -> Terms:
        """Terms of a passage and its headings, by field."""

    def question(self, text: str) -> Weighted:
        """Terms of a question with weights, by field."""


class Vietnamese:
    """Terms of :mod:`index.analyzer`; those of the headings in fields of their own, ``context_…``."""

    weights = {  # noqa: RUF012 - read only
        "syllables": 1.0,
        "pairs": 1.0,
        "words": 0.5,
        "plain": 0.1,
        "plain_pairs": 0.1,
        "context_syllables": 0.3,
        "context_pairs": 0.3,
        "context_words": 0.15,
        "context_plain": 0.03,
        "context_plain_pairs": 0.03,
    }

    def __init__(self) -> None:
        from index.analyzer import FIELDS

        self._names = FIELDS
        self.fields = (*FIELDS, *(f"context_{name}" for name in FIELDS))

    @property
    def version(self) -> str:
        """Number of the analyzer, and a fingerprint of the abbreviations it spells out."""
        import zlib

        from index.abbreviations import CURATED
        from index.analyzer import VERSION

        return f"vietnamese-{VERSION}-{zlib.crc32(CURATED.read_bytes()):08x}"

    def passage(self, text: str, context: str) -> Terms:
        """Terms of a passage and its headings, by field."""
        from index.analyzer import analyze

        own, above = analyze(text), _context(context)
        terms = {name: own.of(name) for name in self._names}
        return terms | {f"context_{name}": list(above[name]) for name in self._names}

    def question(self, text: str) -> Weighted:
        """Terms of a question with weights, by field; a repeated term weighs more."""
        from index.analyzer import analyze

        terms = analyze(text)
        weighted = {}
        for field in self.fields:
            counts = Counter(terms.of(field.removeprefix("context_")))
            weight = self.weights.get(field, 0.0)
            weighted[field] = [(term, weight * count) for term, count in counts.items()]
        return weighted


@lru_cache(maxsize=4096)
def _context(text: str) -> dict[str, tuple[str, ...]]:
    """Headings repeat from passage to passage: analysed once."""
    from index.analyzer import FIELDS, analyze

    terms = analyze(text)
    return {name: tuple(terms.of(name)) for name in FIELDS}
