"""What a search returns and what it understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.places import successor, taken_in
from ingest.types import Passage

Mode = Literal["hybrid", "dense", "lexical"]
MODES: tuple[Mode, ...] = ("hybrid", "dense", "lexical")

# Filters a caller may set: each key maps to the accepted values (any of them), e.g.
# {"year": ["2023"], "place": ["Bắc Giang"], "kind": ["Nghị quyết"], "document": ["bac-giang-2023"]}.
Filters = Mapping[str, tuple[str, ...]]
FILTER_KEYS = ("year", "place", "kind", "issuer", "document")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its place in a ranking; ``rank`` starts at 1 and follows ``score`` downwards.

    ``sources`` names each retriever with the rank it gave the passage, ``None`` where it did not
    return it: ``{"dense": 3, "lexical": None}``.
    """

    passage: Passage
    score: float
    rank: int
    sources: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One rewriting of the question that a caller can undo: ``before`` as typed, ``after`` as searched."""

    kind: Literal["diacritics", "abbreviation", "typo"]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is really searched.

    Attributes:
        original: as typed (NFC, outer space stripped).
        text: with diacritics restored and abbreviations spelled out.
        changes: every rewriting between the two.
        years, places, kinds, numbers: evidence read from the question, never a hard filter.
        asks: what of a document is asked for, e.g. ``{"signer", "number", "issued", "issuer"}``.
        also: other wordings of its phrases, searched besides at less weight.
        related: provinces whose documents speak for a named one too, at less weight, by the mergers of
            1 July 2025: those that it took in, or the one that took it in.
    """

    original: str
    text: str
    changes: tuple[Change, ...] = ()
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    asks: frozenset[str] = field(default_factory=frozenset)
    also: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """``text`` for a reader, with what became of its places; only ``text`` is searched."""
        words = self.text
        for name in self.places:
            before = ", ".join(old for old in taken_in(name) if old in {*self.related, *self.places})
            note = f"nay thuộc {successor(name)}" if successor(name) else before and f"có cả {before} cũ"
            found = re.search(rf"(?i:\b{re.escape(name)}\b(?: (?:cũ|mới)\b|\s*\((?:cũ|mới)\))?)", words)
            if note and found:
                words = f"{words[: found.end()]} ({note}){words[found.end() :]}"
        return words
