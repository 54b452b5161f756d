"""``python -m eval compare``: two runs over the same questions, question by question."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from eval import trec
from eval.measures import MEASURES, Scores, interval, score
from eval.questions import EvalError, read_questions
from settings import Settings

RESAMPLES = 9_999
_CHANGED = "MRR@10"  # tells most about where the first relevant result moved

_EPILOG = """\
mean: B minus A over all judged questions, with its 95 % bootstrap interval over the questions (paired:
both runs answer the same questions). p: two-sided randomization test, the chance of a difference at
least as large if it did not matter which run gave which result. won, lost: questions that B answers
better, worse."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Run B minus run A in one measure, paired by question."""

    mean: float
    low: float
    high: float
    p: float
    won: int
    lost: int
    tied: int


def main(argv: Sequence[str], _settings: Settings | None = None) -> int:
    """Run ``python -m eval compare`` with these arguments; returns the exit status."""
    args = _arguments(argv)
    qrels = trec.read_qrels(args.qrels)
    a, b = (score(qrels, trec.read_run(path)) for path in (args.run_a, args.run_b))
    if not a:
        raise EvalError(f"{args.qrels}: judges no question; give the qrels of these runs")
    texts = {q.id: q.question for q in read_questions(args.queries)} if args.queries else {}
    found = {name: difference(a, b, name) for name in MEASURES}
    changed = changes(a, b)
    if args.json:
        rows = [{"id": id_, "a": a[id_], "b": b[id_]} for id_ in changed]
        print(json.dumps({"measures": {n: asdict(d) for n, d in found.items()}, "changed": rows}))
    else:
        print("\n".join([*_table(a, b, found), "", *_changed(a, b, changed, texts)]))
    return 0


def difference(a: Scores, b: Scores, measure: str) -> Difference:
    """What ``b`` has more than ``a`` in ``measure``, over the questions of ``a``."""
    gaps = np.asarray([b[id_][measure] - row[measure] for id_, row in a.items()], dtype=np.float64)
    low, high = interval(gaps.tolist())
    won, lost = int((gaps > 0).sum()), int((gaps < 0).sum())
    return Difference(float(gaps.mean()), low, high, _chance(gaps), won, lost, len(gaps) - won - lost)


def changes(a: Scores, b: Scores) -> list[str]:
    """Questions that changed, the largest loss first, the largest gain last."""
    gap = {id_: b[id_][_CHANGED] - row[_CHANGED] for id_, row in a.items()}
    return sorted((id_ for id_ in gap if gap[id_]), key=lambda id_: (gap[id_], id_))


def _chance(gaps: NDArray[np.float64]) -> float:
    """p of Fisher's randomization test (Smucker, Allan & Carterette 2007), exact where few questions
    differ. Questions that tie add nothing to any resample."""
    moved = gaps[gaps != 0]
    if len(moved) < 2:  # one question either way is no evidence, and the test needs two
        return 1.0
    found = stats.permutation_test(
        (moved, np.zeros_like(moved)),
        lambda x, y, axis: np.sum(x - y, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=500,
        rng=np.random.default_rng(0),
    )
    return float(found.pvalue)


def _table(a: Scores, b: Scores, found: Mapping[str, Difference]) -> list[str]:
    head = f"{'measure':<9}{'A':>7}{'B':>7}{'B-A':>8}{'95 % interval':>18}{'p':>8}"
    head += f"{'won':>6}{'lost':>6}{'tied':>6}"
    lines = [head]
    for name, d in found.items():
        mean_a, mean_b = (sum(row[name] for row in scores.values()) / len(scores) for scores in (a, b))
        span = f"{d.low:+.3f} to {d.high:+.3f}"
        counts = f"{d.won:>6}{d.lost:>6}{d.tied:>6}"
        lines.append(f"{name:<9}{mean_a:>7.3f}{mean_b:>7.3f}{d.mean:>+8.3f}{span:>18}{d.p:>8.4f}{counts}")
    return lines


def _changed(a: Scores, b: Scores, ids: Sequence[str], texts: Mapping[str, str]) -> list[str]:
    head = f"{len(ids)} of {len(a)} questions changed; rank of the first relevant result in A and in B:"
    return [
        head,
        *(f"{_rank(a[id_]):>5}{_rank(b[id_]):>5}  {id_}  {texts.get(id_, '')}".rstrip() for id_ in ids),
    ]


def _rank(row: Mapping[str, float]) -> str:
    return str(round(1 / row[_CHANGED])) if row[_CHANGED] else ">10"


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval compare",
        description="Compare two runs question by question.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("run_a", type=Path, metavar="RUN_A", help="TREC run to compare with")
    add("run_b", type=Path, metavar="RUN_B", help="TREC run that may be better")
    add("--qrels", type=Path, required=True, metavar="FILE", help="TREC qrels of both")
    add("--queries", type=Path, metavar="FILE.jsonl", help="the questions, to show their words")
    add("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)
