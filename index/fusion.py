"""Several rankings made one; the only place where equal scores are put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

DENSE_SHARE = 0.5  # of a hybrid score; the lexical ranking gives the rest
WEIGHED = 60  # fused passages that evidence is weighed for


def ordered(pairs: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Best first; equal scores by id."""
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def fuse(rankings: Mapping[str, Sequence[tuple[str, float]]], k: int) -> list[tuple[str, float]]:
    """The ``k`` best by a convex combination of scores scaled to 0..1; one ranking stays as it is."""
    if len(rankings) == 1:
        return ordered(next(iter(rankings.values())))[:k]
    total: dict[str, float] = {}
    for name, ranking in sorted(rankings.items()):
        share = DENSE_SHARE if name == "dense" else 1 - DENSE_SHARE
        for id, score in _scaled(ranking):
            total[id] = total.get(id, 0.0) + share * score
    return ordered((id, round(score, 6)) for id, score in total.items())[:k]


def reranked(
    fused: Sequence[tuple[str, float]], weigh: Callable[[str], float], k: int
) -> list[tuple[str, float]]:
    """The ``k`` best after ``weigh`` has been added to the first ``WEIGHED`` (or ``k``, if more)."""
    first = fused[: max(k, WEIGHED)]
    return ordered((id, round(score + weigh(id), 6)) for id, score in first)[:k]


def _scaled(ranking: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Min-max: the best has 1, the worst 0."""
    if not ranking:
        return []
    high, low = ranking[0][1], ranking[-1][1]
    return [(id, (score - low) / (high - low) if high > low else 1.0) for id, score in ranking]
