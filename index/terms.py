"""Which terms of a passage are indexed, and which terms of a question are looked up with what weight."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from index.lexical import Terms, Weighted
from index.types import Understood
from index.weights import SHIPPED, Weights
from ingest.types import Passage

READING = 1  # version of `reading`: a change makes every vector out of date


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

    def question(self, asked: Understood) -> Weighted:
        """Terms of a question with weights, by field."""


class Vietnamese:
    """Terms of :mod:`index.analyzer`; those of the headings in fields of their own, ``context_…``."""

    def __init__(self, weights: Weights = SHIPPED) -> None:
        from index.analyzer import FIELDS

        self._weights = weights
        self._names = FIELDS
        self.fields = (*FIELDS, *(f"context_{name}" for name in FIELDS))

    @property
    def version(self) -> str:
        """Numbers of the analyzer and of what Knowledge learns, and the abbreviations' fingerprint."""
        import zlib

        from index.abbreviations import CURATED
        from index.analyzer import VERSION
        from index.understand import LEARNT

        return f"vietnamese-{VERSION}.{LEARNT}-{zlib.crc32(CURATED.read_bytes()):08x}"

    def passage(self, text: str, context: str) -> Terms:
        """Terms of a passage and its headings, by field."""
        from index.analyzer import analyze

        own, above = analyze(text), _context(context)
        terms = {name: own.of(name) for name in self._names}
        return terms | {f"context_{name}": list(above[name]) for name in self._names}

    def question(self, asked: Understood) -> Weighted:
        """Terms of a question with weights, by field.

        Names of places weigh little, because the documents' own places are weighed apart
        (:mod:`index.evidence`), question words nothing, other wordings less than those typed.
        """
        from index.analyzer import analyze
        from index.syllables import canonical_text
        from index.understand import place_spans

        weights = self._weights
        segmented = any(weights.fields.get(f"{above}words") for above in ("", "context_"))
        terms = analyze(asked.text, segmented=segmented)
        meant = canonical_text(asked.text)
        places = {
            word for start, end in place_spans(meant, asked.places) for word in meant[start:end].split()
        }
        other = _other_wordings(asked.also)
        weighted = {}
        for name in self._names:
            typed = {term: _weight(term, places, weights) for term in terms.of(name)}
            both = dict.fromkeys(other.get(name, ()), weights.other_wording) | typed
            for field in (name, f"context_{name}"):
                weight = weights.fields.get(field, 0.0)
                weighted[field] = [(term, weight * own) for term, own in both.items() if own]
        return {field: weighted[field] for field in self.fields}


def _weight(term: str, places: set[str], weights: Weights) -> float:
    from index.analyzer import EMPTY

    parts = term.split("_")
    if any(part in places for part in parts):
        return weights.place_name
    return weights.question_word if all(part in EMPTY for part in parts) else 1.0


def _other_wordings(also: tuple[str, ...]) -> dict[str, list[str]]:
    """Syllables and pairs of other wordings, which are canonical already."""
    from index.analyzer import EMPTY

    phrases = [wording.split() for wording in also]
    return {
        "syllables": [word for words in phrases for word in words if word not in EMPTY],
        "pairs": [f"{a}_{b}" for words in phrases for a, b in pairwise(words)],
    }


@lru_cache(maxsize=4096)
def _context(text: str) -> dict[str, tuple[str, ...]]:
    """Headings repeat from passage to passage: analysed once."""
    from index.analyzer import FIELDS, analyze

    terms = analyze(text)
    return {name: tuple(terms.of(name)) for name in FIELDS}
