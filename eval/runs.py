"""Put every question to the index and to the answer engine, keep what came and how long it took."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ir_measures import ScoredDoc
from tqdm import tqdm

from answer.types import Answer
from eval.answers import Judged, judge_answer
from eval.measures import DEPTH, ranking
from eval.questions import EvalError, Question
from index.types import Filters, Hit, Mode

_WARM_UP = "khởi động"


class Searcher(Protocol):
    """What is needed of an index."""

    def search(
        self, query: str, k: int = 10, mode: Mode = "hybrid", filters: Filters | None = None
    ) -> Sequence[Hit]: ...


class Answerer(Protocol):
    """What is needed of an answer engine."""

    def answer(self, question: str) -> Answer: ...


@dataclass(frozen=True, slots=True)
class First:
    """The head of one question's results: passage id and its text."""

    passage: str
    text: str


@dataclass(frozen=True, slots=True)
class Searched:
    """Results of one way of searching over all questions.

    Attributes:
        mode: hybrid, dense, lexical, or the tag of a run that was read from a file.
        run: ids in rank order; ``firsts``: the first result of each question that has one.
        characters: length of each passage returned; ``median_ms`` ``None`` where nothing was timed.
    """

    mode: str
    run: list[ScoredDoc]
    firsts: dict[str, First]
    characters: list[int]
    median_ms: float | None


@dataclass(frozen=True, slots=True)
class Answered:
    """All questions answered and judged."""

    judged: list[Judged]
    median_ms: float


def search_all(index: Searcher, questions: Sequence[Question], mode: Mode, k: int = DEPTH) -> Searched:
    """Search every question once for ``k`` passages, timed once a first search has loaded the model."""
    index.search(_WARM_UP, k=k, mode=mode)
    run: list[ScoredDoc] = []
    firsts: dict[str, First] = {}
    characters: list[int] = []
    took: list[float] = []
    for question in shown(questions, mode):
        began = time.perf_counter()
        hits = index.search(question.question, k=k, mode=mode)
        took.append(1000 * (time.perf_counter() - began))
        run += ranking(question.id, [hit.passage.id for hit in hits])
        characters += [len(hit.passage.text) for hit in hits]
        if hits:
            firsts[question.id] = First(hits[0].passage.id, hits[0].passage.text)
    return Searched(mode, run, firsts, characters, statistics.median(took))


def answer_all(
    engine: Answerer, questions: Sequence[Question], text_of: Callable[[str], str | None]
) -> Answered:
    """Answer every question once and judge it, timed as in ``search_all``."""
    engine.answer(_WARM_UP)
    judged: list[Judged] = []
    took: list[float] = []
    for question in shown(questions, "answer"):
        began = time.perf_counter()
        answer = engine.answer(question.question)
        took.append(1000 * (time.perf_counter() - began))
        judged.append(judge_answer(question, answer, text_of))
    return Answered(judged, statistics.median(took))


def from_run(
    tag: str, rows: Sequence[ScoredDoc], questions: Sequence[Question], texts: Mapping[str, str]
) -> Searched:
    """A run read from a file, as if it had been searched; rows of other questions are left out.
    ``texts``: passage id to text; a passage that the index lacks has none and is not measured in length."""
    asked = {question.id for question in questions}
    run = [row for row in rows if row.query_id in asked]
    if not run:
        raise EvalError(f"the run {tag!r} answers none of the questions; give the run of this question file")
    firsts: dict[str, First] = {}
    for row in run:
        firsts.setdefault(row.query_id, First(row.doc_id, texts.get(row.doc_id, "")))
    return Searched(tag, run, firsts, [len(texts[r.doc_id]) for r in run if r.doc_id in texts], None)


def shown(questions: Sequence[Question], what: str) -> Iterable[Question]:
    """The questions, with their progress on a terminal."""
    return tqdm(questions, desc=what, unit="q", leave=False, disable=not sys.stderr.isatty())
