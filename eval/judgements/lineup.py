"""One question's results side by side: the same passage under the same number, what differs marked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in one column.

    Attributes:
        passage: its id. rank: from 1.
        number: the same for the same passage in every column, from 1.
        only_here: no other column has it.
        moved: ranks that it stands higher (positive) or lower than in the first column; ``None`` in the
            first column and where that one lacks it.
    """

    passage: str
    rank: int
    number: int
    only_here: bool
    moved: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """The ranking of one configuration; ``key`` names it."""

    key: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Lineup:
    """Columns from left to right, and the union of their passages in the order in which to judge them."""

    columns: tuple[Column, ...]
    pool: tuple[str, ...]


def line_up(rankings: Mapping[str, Sequence[str]], question: str, rater: str, *, blind: bool) -> Lineup:
    """Rankings (ids of passages, best first, by configuration) side by side.

    Blind, the order of the columns and of the pool follows from question and rater alone: neither tells
    which configuration found what, and a reload shows the same. Named, columns stand as given, and the
    pool goes by best rank.
    """
    keys = _shuffled(rankings, question, rater) if blind else list(rankings)
    ranks = {key: {id: rank for rank, id in enumerate(rankings[key], 1)} for key in keys}
    best = {
        id: min(row[id] for row in ranks.values() if id in row) for ids in rankings.values() for id in ids
    }
    union = sorted(best, key=lambda id: (best[id], id))
    pool = _shuffled(union, question, rater) if blind else union
    number = {id: n for n, id in enumerate(pool, 1)}
    columns = tuple(
        Column(
            key, tuple(_place(id, rank, number[id], ranks, first=key == keys[0]) for id, rank in row.items())
        )
        for key, row in ranks.items()
    )
    return Lineup(columns, tuple(pool))


def _place(id: str, rank: int, number: int, ranks: Mapping[str, Mapping[str, int]], *, first: bool) -> Place:
    having = sum(id in row for row in ranks.values())
    base = next(iter(ranks.values())).get(id)
    only = having == 1 and len(ranks) > 1
    return Place(id, rank, number, only, None if first or base is None else base - rank)


def _shuffled(names: Iterable[str], question: str, rater: str) -> list[str]:
    """An order that looks random and is always the same for this question and rater."""
    return sorted(names, key=lambda n: hashlib.sha256(f"{rater}\0{question}\0{n}".encode()).digest())
