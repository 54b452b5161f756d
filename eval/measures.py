"""Retrieval measures, computed by ir_measures, as means over any group of questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

# R@k is success at k: a question scores 1 when any relevant passage stands in the first k, for any
# one of its evidences answers it. It is not the share of all relevant passages found.
MEASURES: dict[str, ir_measures.Measure] = {
    "R@1": Success @ 1,
    "R@3": Success @ 3,
    "R@5": Success @ 5,
    "R@10": Success @ 10,
    "MRR@10": RR @ 10,
    "nDCG@10": nDCG @ 10,
}
DEPTH = 10

Scores = dict[str, dict[str, float]]


def ranking(question: str, passages: Sequence[str]) -> list[ScoredDoc]:
    """One question's ids in rank order as scored rows. The score is 1/rank: trec_eval sorts by score
    and breaks ties by id, so equal scores of a retriever would otherwise reorder its own list."""
    return [ScoredDoc(question, id_, 1.0 / rank) for rank, id_ in enumerate(passages, 1)]


def score(qrels: Iterable[Qrel], run: Iterable[ScoredDoc]) -> Scores:
    """Measures of each judged question, ``{question: {"R@1": …}}``; a question without results has 0."""
    names = {measure: name for name, measure in MEASURES.items()}
    scores: Scores = {}
    for metric in ir_measures.iter_calc(list(names), list(qrels), list(run)):
        scores.setdefault(metric.query_id, {})[names[metric.measure]] = float(metric.value)
    return scores


def means(scores: Mapping[str, Mapping[str, float]], questions: Iterable[str]) -> dict[str, float]:
    """Mean of each measure over those of ``questions`` that were judged; empty where none was."""
    rows = [scores[id_] for id_ in questions if id_ in scores]
    return {name: sum(row[name] for row in rows) / len(rows) for name in MEASURES} if rows else {}


def recall_curve(qrels: Iterable[Qrel], run: Iterable[ScoredDoc], depth: int) -> list[float]:
    """R@1 … R@depth: mean success at k over the judged questions."""
    measures = [Success @ k for k in range(1, depth + 1)]
    found = ir_measures.calc_aggregate(measures, list(qrels), list(run))
    return [float(found[measure]) for measure in measures]


def interval(values: Sequence[float], seed: int = 0, draws: int = 10_000) -> tuple[float, float]:
    """95 % percentile bootstrap interval of the mean (Efron & Tibshirani 1993, ch. 13), seeded."""
    sample = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(sample), size=(draws, len(sample)))
    low, high = np.percentile(sample[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
