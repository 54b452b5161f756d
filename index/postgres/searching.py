"""Both retrievers in SQL: vectors by a graph or exactly, terms by an inner product over candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.dense import DIGITS as DENSE_DIGITS
from index.dense import Rows
from index.encoder import Vectors
from index.fusion import ordered
from index.lexical import DIGITS, Weighted
from index.postgres.bm25 import TERMS, key_of_term, number_of, rarity
from index.postgres.state import State
from index.postgres.tables import PLACES, first_row

Ask = Callable[[str, Any], list[tuple[Any, ...]]]
Scored = list[tuple[int, float]]

EXACT = 5_000  # passages up to which all are compared: a graph would hardly be faster
EXACT_IN = 20_000  # likewise among those that pass a filter: a graph would look at many that do not
CANDIDATES = (
    3_000  # passages that the terms of a question may offer to be scored: the best ten are among them
)
_KNOWN = 100_000  # terms whose frequency a reader keeps


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader of a revision sees.

    Attributes:
        gone: revisions whose documents were replaced or dropped before it, and still have rows.
        revisions: of each document, by ordinal.
    """

    state: State
    gone: tuple[int, ...]
    revisions: tuple[int, ...]

    def where(self, values: dict[str, Any], allowed: Sequence[int] | None) -> str:
        """Condition on rows; ``allowed`` are revisions. Adds its ``values``."""
        if allowed is not None:
            values["allowed"] = list(allowed)
            return "revision = ANY(%(allowed)s)"
        values["end"] = first_row(self.state.revision + 1)
        if not self.gone:
            return "row < %(end)s"
        values["gone"] = list(self.gone)
        return "row < %(end)s AND revision <> ALL(%(gone)s)"


class DensePart:
    """As :class:`index.dense.DenseIndex`, over halfvec."""

    def __init__(self, ask: Ask, seen: Seen) -> None:
        self._ask, self._seen = ask, seen

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> Scored:
        """The ``k`` rows with the largest inner product; among few rows exactly, else by the graph."""
        from pgvector import HalfVector

        available = self._seen.state.passages if allowed is None else len(allowed)
        if k <= 0 or not available:
            return []
        values: dict[str, Any] = {"q": HalfVector(vector), "k": k}
        revisions = None if allowed is None else np.unique(allowed >> PLACES).tolist()
        where = self._seen.where(values, revisions)
        few = EXACT if allowed is None else EXACT_IN
        # A sum cannot be read off the graph, so all rows that pass are compared.
        order = "(vector <#> %(q)s) + 0, row" if available <= few else "vector <#> %(q)s"
        found = self._ask(
            f"SELECT row, vector <#> %(q)s FROM {self._seen.state.schema}.vectors "
            f"WHERE {where} ORDER BY {order} LIMIT %(k)s",
            values,
        )
        return ordered((row, round(-negative, DENSE_DIGITS)) for row, negative in found)


class LexicalPart:
    """As :class:`index.lexical.LexicalIndex`, over sparsevec."""

    def __init__(self, ask: Ask, seen: Seen) -> None:
        self._ask, self._seen = ask, seen
        self._frequencies: dict[int, int] = {}

    def search(self, terms: Weighted, k: int, documents: Sequence[int] | None = None) -> Scored:
        """The ``k`` rows with the largest score among those that hold a telling term."""
        from pgvector import SparseVector

        pairs = [(f, term, weight) for f, listed in terms.items() for term, weight in listed if weight > 0]
        revisions = None if documents is None else [self._seen.revisions[one] for one in documents]
        if not pairs or k <= 0 or not self._seen.state.passages or revisions == []:
            return []
        weighed = self._weighed(pairs)
        chosen, offered = telling([(key, weight, holding) for _, key, weight, holding in weighed], CANDIDATES)
        values: dict[str, Any] = {
            "q": SparseVector({number: weight for number, _, weight, _ in weighed}, TERMS),
            "keys": chosen,
            "k": k,
            "most": CANDIDATES,
        }
        where = f"keys && %(keys)s::integer[] AND {self._seen.where(values, revisions)}"
        source = f"{self._seen.state.schema}.terms WHERE {where}"
        if offered > CANDIDATES:  # one term that every other passage holds tells little: any of these will do
            source = f"(SELECT row, weights FROM {source} LIMIT %(most)s) AS candidates"
        found = self._ask(
            f"SELECT row, weights <#> %(q)s FROM {source} ORDER BY weights <#> %(q)s, row LIMIT %(k)s", values
        )
        return ordered((row, round(-negative, DIGITS)) for row, negative in found if negative < 0)

    def frequency(self, field: str, term: str) -> int:
        number = number_of(field, term)
        return self._holding([number])[number]

    def _weighed(self, pairs: Sequence[tuple[str, str, float]]) -> list[tuple[int, int, float, int]]:
        """Number, key, weight with rarity, and frequency of each term that any passage holds."""
        size = self._seen.state.passages
        known = set(self._seen.state.fields)
        numbered = [
            (number_of(field, term), key_of_term(term), weight)
            for field, term, weight in pairs
            if field in known
        ]
        frequencies = self._holding([number for number, _, _ in numbered])
        merged: dict[int, tuple[int, float, int]] = {}
        for number, key, weight in numbered:
            holding = frequencies[number]
            if holding:
                before = merged[number][1] if number in merged else 0.0
                merged[number] = (key, before + weight * rarity(holding, size), holding)
        return [(number, *rest) for number, rest in merged.items()]

    def _holding(self, numbers: Sequence[int]) -> dict[int, int]:
        """How many passages hold each of the terms of these numbers."""
        known = self._frequencies
        missing = [number for number in dict.fromkeys(numbers) if number not in known]
        if missing:
            state = self._seen.state
            rows = self._ask(
                f"SELECT DISTINCT ON (term) term, passages FROM {state.schema}.frequencies "
                "WHERE term = ANY(%s) AND since <= %s ORDER BY term, since DESC",
                (missing, state.revision),
            )
            known = known if len(known) < _KNOWN else {number: known.get(number, 0) for number in numbers}
            known = self._frequencies = {**known, **dict.fromkeys(missing, 0), **dict(rows)}
        return known


def telling(terms: Sequence[tuple[int, float, int]], most: int) -> tuple[list[int], int]:
    """Keys of the terms that tell most, while those offer at most ``most`` passages together; and how many.

    A passage that ranks high holds at least one of the terms that weigh most; pairs of syllables do,
    which are rare, where single syllables stand in every other passage. The first is taken in any case.

    Args:
        terms: key, weight times rarity, and frequency; a key may repeat, under other fields.
    """
    weight: dict[int, float] = {}
    holding: dict[int, int] = {}
    for key, weighed, passages in terms:
        weight[key] = weight.get(key, 0.0) + weighed
        holding[key] = max(holding.get(key, 0), passages)
    chosen: list[int] = []
    offered = 0
    for key in sorted(weight, key=lambda key: (-weight[key], key)):
        if not chosen or offered + holding[key] <= most:
            chosen.append(key)
            offered += holding[key]
    return chosen, offered
