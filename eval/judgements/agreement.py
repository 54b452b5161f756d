"""How far raters agree beyond chance: Cohen's kappa of two, Fleiss' kappa of all, by statsmodels."""

from __future__ import annotations

import math
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from eval.judgements.types import GRADES, Judgement


@dataclass(frozen=True, slots=True)
class Pair:
    """Two raters over the passages that both graded.

    Attributes:
        items: how many; ``same``: the share with the same grade.
        kappa: Cohen's (1960), with its 95 % interval; ``weighted`` counts a grade's distance linearly
            (Cohen 1968). ``None`` where it is not defined: nothing in common, or chance alone would make
            every grade agree.
    """

    a: str
    b: str
    items: int
    same: float | None
    kappa: float | None
    low: float | None
    high: float | None
    weighted: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Several raters: Fleiss' kappa (1971) over the ``items`` that all of them graded, and each pair."""

    raters: tuple[str, ...]
    items: int
    fleiss: float | None
    pairs: tuple[Pair, ...]


def agreement(judgements: Iterable[Judgement], raters: Sequence[str] = ()) -> Agreement:
    """Agreement of ``raters`` (all there are), over grades; "cannot be told" is no grade."""
    grades: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one in judgements:
        if one.grade is not None and (not raters or one.rater in raters):
            grades[one.question, one.pooled.passage][one.rater] = one.grade
    names = tuple(sorted({name for row in grades.values() for name in row}))
    shared = _table(grades.values(), names)
    return Agreement(
        raters=names,
        items=len(shared),
        fleiss=_fleiss(shared) if len(names) > 1 else None,
        pairs=tuple(_pair(grades.values(), a, b) for a, b in combinations(names, 2)),
    )


def _table(rows: Iterable[dict[str, int]], names: Sequence[str]) -> NDArray[np.int64]:
    """Grades of the items that all of ``names`` graded, (items, raters)."""
    whole = [[row[name] for name in names] for row in rows if set(names) <= set(row)]
    return np.asarray(whole, np.int64).reshape(len(whole), len(names))


def _pair(rows: Iterable[dict[str, int]], a: str, b: str) -> Pair:
    from statsmodels.stats.inter_rater import cohens_kappa, to_table

    both = _table(rows, (a, b))
    if not len(both):
        return Pair(a, b, 0, None, None, None, None, None)
    same = float((both[:, 0] == both[:, 1]).mean())
    counts = to_table(both, bins=np.arange(len(GRADES) + 1) - 0.5)[0]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # a division by zero is told as None
        plain = cohens_kappa(counts)
        weighted = cohens_kappa(counts, wt="linear", return_results=False)
    kappa, low, high = _known(plain.kappa), _known(plain.kappa_low), _known(plain.kappa_upp)
    low, high = low if low is None else max(low, -1.0), high if high is None else min(high, 1.0)
    return Pair(a, b, len(both), same, kappa, low, high, _known(weighted))


def _fleiss(shared: NDArray[np.int64]) -> float | None:
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    if not len(shared):
        return None
    with np.errstate(all="ignore"):
        return _known(fleiss_kappa(aggregate_raters(shared, n_cat=len(GRADES))[0]))


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
