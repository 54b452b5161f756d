"""Several rankings made one; the only place where equal scores are put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

from index.weights import SHIPPED, Weights

Ranking = Sequence[tuple[str, float]]
Key = TypeVar("Key", str, int)  # id of a passage, or its row

RRF_K = 60  # Cormack, Clarke & Büttcher 2009


def ordered(pairs: Iterable[tuple[Key, float]]) -> list[tuple[Key, float]]:
    """Best first; equal scores by id, or by row."""
    return sorted(sorted(pairs, key=itemgetter(0)), key=itemgetter(1), reverse=True)


def fuse(rankings: Mapping[str, Ranking], k: int, weights: Weights = SHIPPED) -> list[tuple[str, float]]:
    """The ``k`` best of all rankings together, scores from 0 to 1; one ranking stays as it is."""
    if len(rankings) == 1:
        return ordered(next(iter(rankings.values())))[:k]
    if weights.fusion == "rrf":
        return list(stretched(_reciprocal(rankings)).items())[:k]
    total: dict[str, float] = {}
    scaled = {
        name: _anchored(name, ranking, weights) if weights.fusion == "anchored" else stretched(ranking)
        for name, ranking in sorted(rankings.items())
        if ranking
    }
    found = dict.fromkeys(id for ranking in scaled.values() for id in ranking)
    for name, ranking in scaled.items():
        share = weights.dense_share if name == "dense" else 1 - weights.dense_share
        lowest = min(ranking.values())  # what a passage that it did not offer has at most
        for id in found:
            total[id] = total.get(id, 0.0) + share * ranking.get(id, lowest)
    return ordered((id, round(score, 6)) for id, score in total.items())[:k]


def reranked(
    fused: Sequence[tuple[str, float]], weigh: Callable[[str], float], k: int, weighed: int = SHIPPED.weighed
) -> list[tuple[str, float]]:
    """The ``k`` best after ``weigh`` has been added to the first ``weighed`` (or ``k``, if more)."""
    first = fused[: max(k, weighed)]
    return ordered((id, round(score + weigh(id), 6)) for id, score in first)[:k]


def _reciprocal(rankings: Mapping[str, Ranking]) -> list[tuple[str, float]]:
    total: dict[str, float] = {}
    for _, ranking in sorted(rankings.items()):
        for rank, (id, _) in enumerate(ranking, 1):
            total[id] = total.get(id, 0.0) + 1 / (RRF_K + rank)
    return ordered((id, round(score, 9)) for id, score in total.items())


def _anchored(name: str, ranking: Ranking, weights: Weights) -> dict[str, float]:
    """The best has 1. Others fall with what they lack of it on a scale that hardly moves with the question:
    a hundred passages that are all near keep high scores, where stretching them to 0..1 would tell apart
    what the retriever did not.

    Cosines fall by 1 for each ``dense_scale``, or over all of the ranking where they differ more; a score
    of BM25, which has a zero, is taken above half of the last one's.
    """
    high, low = ranking[0][1], ranking[-1][1]
    if name == "dense":
        scale = max(weights.dense_scale, high - low)
        return {id: 1 - (high - score) / scale for id, score in ranking}
    floor = low / 2
    return {id: (score - floor) / (high - floor) if high > floor else 1.0 for id, score in ranking}


def stretched(ranking: Ranking) -> dict[str, float]:
    """Scores by id, min-max: the best of the ranking has 1, the worst 0."""
    if not ranking:
        return {}
    high, low = ranking[0][1], ranking[-1][1]
    return {id: (score - low) / (high - low) if high > low else 1.0 for id, score in ranking}
