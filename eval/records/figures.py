"""Figures of a record from its questions: all of them, or those that one person may know of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.answers import Judged
from eval.answers import figures as answer_figures
from eval.compare import Difference, difference
from eval.measures import MEASURES, Scores, interval
from eval.questions import Evidence, Question
from eval.records.types import Result
from eval.suite import DEPTH

Bounded = tuple[float, tuple[float, float]]  # a mean with its 95 % bootstrap interval


def visible(results: Iterable[Result], allowed: frozenset[str] | None) -> list[Result]:
    """Results of questions about nothing but the documents ``allowed`` (``None``: all).

    A question that names no document may have been asked about any, so it does not show either.
    """
    return [one for one in results if allowed is None or (one.documents and set(one.documents) <= allowed)]


def measured(results: Iterable[Result]) -> list[Result]:
    """Those with something to find."""
    return [one for one in results if one.scores is not None]


def overall(results: Sequence[Result]) -> dict[str, Bounded]:
    """Each measure's mean over the questions with its interval; empty where there is none."""
    rows = [one.scores for one in results if one.scores is not None]
    if not rows:
        return {}
    return {name: _bounded([row[name] for row in rows]) for name in MEASURES}


def recall(results: Sequence[Result]) -> list[float]:
    """R@1 … R@:data:`DEPTH`: the share of questions with a relevant result among the first k."""
    ranks = [one.rank for one in measured(results)]
    if not ranks:
        return []
    return [sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in range(1, DEPTH + 1)]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one style or kind, with one measure's mean and interval."""

    name: str
    questions: int
    mean: float
    low: float
    high: float


def groups(results: Sequence[Result], by: str, measure: str) -> list[Group]:
    """The measure by ``style`` or ``kind``, in the order of their names."""
    found: dict[str, list[float]] = defaultdict(list)
    for one in results:
        if one.scores is not None:
            found[one.style if by == "style" else one.kind].append(one.scores[measure])
    rows = []
    for name, values in sorted(found.items()):
        mean, (low, high) = _bounded(values)
        rows.append(Group(name, len(values), mean, low, high))
    return rows


@dataclass(frozen=True, slots=True)
class Change:
    """A question of two records: rank of the first relevant result in each, ``None`` for none."""

    result: Result
    before: int | None
    after: int | None
    gain: float


def differences(a: Sequence[Result], b: Sequence[Result]) -> dict[str, Difference]:
    """What ``b`` has more than ``a``, measure by measure, over the questions of both; empty for none."""
    one, other = _scores(a), _scores(b)
    shared = {id: row for id, row in one.items() if id in other}
    return {name: difference(shared, other, name) for name in MEASURES} if shared else {}


def changes(a: Sequence[Result], b: Sequence[Result], measure: str = "MRR@10") -> list[Change]:
    """Questions of both that differ, the largest loss first, the largest gain last."""
    before = {one.question: one for one in measured(a)}
    found = []
    for one in measured(b):
        if (old := before.get(one.question)) and old.scores and one.scores:
            gain = one.scores[measure] - old.scores[measure]
            if gain:
                found.append(Change(one, old.rank, one.rank, gain))
    return sorted(found, key=lambda change: (change.gain, change.result.question))


def misses(results: Iterable[Result], depth: int) -> list[Result]:
    """Questions with no relevant result among the first ``depth``, the worst first."""
    found = [one for one in measured(results) if one.rank is None or one.rank > depth]
    return sorted(found, key=lambda one: (-(one.rank or DEPTH + 1), one.question))


def answers(results: Iterable[Result]) -> dict[str, float | int | None]:
    """The figures of :func:`eval.answers.figures`; empty where no answer was asked for."""
    judged = [one for result in results if (one := judged_of(result))]
    return dict(answer_figures(judged)) if judged else {}


def judged_of(result: Result) -> Judged | None:
    """How the answer did; ``None`` where none was asked for."""
    if result.answer is None:
        return None
    evidence = tuple(Evidence(document, "") for document in result.documents)
    question = Question(result.question, result.text, result.kind, result.style, evidence)
    kept: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in result.answer.items()}
    return Judged(question, **kept)


def _scores(results: Iterable[Result]) -> Scores:
    return {one.question: dict(one.scores) for one in results if one.scores is not None}


def _bounded(values: Sequence[float]) -> Bounded:
    return sum(values) / len(values), interval(values)
