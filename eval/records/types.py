"""What is kept of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from eval.questions import EvalError

State = Literal["waiting", "running", "done", "failed", "stopped"]
SILENCE = 60.0  # seconds without a sign of life after which a run is given up


class RecordError(EvalError):
    """An evaluation that cannot be kept or run."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured: a set, asked in one variant, searched by one configuration."""

    set: str
    variant: str
    configuration: str
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """An evaluation: planned, under way or done.

    Attributes:
        at: when it was asked for (UTC, ISO 8601); ``who`` asked.
        about: mode, weights, model, reranker: all that tells its configuration from others.
        done, total: questions; ``total`` 0 while its index is made ready.
        note: why it failed.
        fingerprint: of its questions with their judgements; two records with the same can be compared.
    """

    id: int
    at: str
    who: str
    plan: Plan
    about: Mapping[str, Any]
    state: State
    done: int
    total: int
    note: str
    documents: int
    passages: int
    median_ms: float | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Result:
    """One question of a record.

    Attributes:
        documents: that its judgements name; empty where the right reply is that there is no answer.
        scores: measures by name; ``None`` where nothing is judged relevant.
        rank: of the first relevant result; ``None`` where none came. ``first``: id of the first passage.
        answer: how its answer did, fields of :class:`eval.answers.Judged`; ``None`` where none was asked.
    """

    question: str
    text: str
    kind: str
    style: str
    documents: tuple[str, ...]
    scores: Mapping[str, float] | None
    rank: int | None
    first: str
    answer: Mapping[str, Any] | None
