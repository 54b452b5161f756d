"""One evaluation from its plan to its results."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ir_measures import Qrel, ScoredDoc

from answer.engine import Engine
from eval.answers import judge_answer
from eval.collection import Collection
from eval.judgements.configurations import Configuration, configurations
from eval.judgements.exchange import ANSWERS, consensus
from eval.judgements.sets import SUITE, read_set
from eval.judgements.store import Judgements
from eval.measures import ranking, score
from eval.questions import Question, fingerprint
from eval.records.store import Records
from eval.records.types import Plan, Record, RecordError, Result
from eval.relevance import UNREACHABLE, judge
from eval.sets import VARIANTS, Bench, benches
from eval.suite import DEPTH, PASSAGES
from index.engine import Index
from settings import Settings

_TOLD = 0.25  # seconds between reports of progress


class Stopped(Exception):
    """Somebody stopped the evaluation."""


@dataclass(frozen=True, slots=True)
class _Work:
    """An evaluation made ready: all questions of the set, those that search is measured on in ``bench``."""

    record: Record
    records: Records
    configuration: Configuration
    bench: Bench
    questions: Sequence[Question]
    documents: dict[str, tuple[str, ...]]


def measure(record: Record, records: Records, settings: Settings, shared: Path) -> None:
    known = configurations(settings.store)
    if record.plan.configuration not in known:
        raise RecordError(f"no configuration {record.plan.configuration!r}; choose another")
    configuration = known[record.plan.configuration]
    used = configuration.settings_from(settings)
    if used.model != settings.model and used.store == settings.store:
        raise RecordError(f"{configuration.settings}: another model needs a store of its own; name one in it")
    job = _made_ready(record, records, configuration, settings, used, shared)
    index = _ranked(job.bench.collection.fresh_index(), configuration)
    index.warm(configuration.mode)
    results, took = _searched(job, index)
    if record.plan.answers:
        results = _answered(job, index, results, used)
    records.finish(
        record.id,
        results,
        configuration.describe(settings),
        documents=len(job.bench.collection.documents),
        passages=len(job.bench.collection.passages),
        median_ms=statistics.median(took) if took else None,
        fingerprint=fingerprint(job.questions),
    )


def _made_ready(
    record: Record,
    records: Records,
    configuration: Configuration,
    settings: Settings,
    used: Settings,
    shared: Path,
) -> _Work:
    plan = record.plan
    given = read_set(plan.set, Judgements(settings), shared)
    asked = [one.question for one in given.questions]
    if plan.set in SUITE:
        bench = next(iter(benches([plan.set], shared, used)))
    else:
        bench = _own(plan, asked, settings, used)
    documents = {qrel.query_id: () for qrel in bench.qrels} | _documents(bench, asked)
    questions = VARIANTS[plan.variant](asked)
    measured = VARIANTS[plan.variant](bench.questions)
    return _Work(record, records, configuration, replace(bench, questions=measured), questions, documents)


def _own(plan: Plan, asked: Sequence[Question], settings: Settings, used: Settings) -> Bench:
    """A set that people made, over the program's own index: grades where there are any, else evidence.

    A passage counts from grade :data:`ANSWERS` on: one that is on the subject and no more is no find.
    """
    collection = Collection(used)
    ids = {question.id for question in asked}
    graded = [qrel for qrel in consensus(Judgements(settings).of(plan.set)) if qrel.query_id in ids]
    judged = {qrel.query_id for qrel in graded}
    counted = [qrel._replace(relevance=qrel.relevance * (qrel.relevance >= ANSWERS)) for qrel in graded]
    qrels = [*counted, *judge([q for q in asked if q.id not in judged], collection.passages)]
    relevant = {qrel.query_id for qrel in qrels if qrel.relevance > 0}
    if not relevant:
        raise RecordError(
            f"the set {plan.set!r} has neither grades from {ANSWERS} on nor evidence; "
            "judge some of it on the page Đối chiếu"
        )
    measured = [question for question in asked if question.id in relevant]
    kept = [qrel for qrel in qrels if qrel.query_id in relevant]
    return Bench(plan.set, measured, collection, kept, by_document=False)


def _documents(bench: Bench, asked: Sequence[Question]) -> dict[str, tuple[str, ...]]:
    """The documents that each question's judgements name."""
    named: dict[str, dict[str, None]] = {q.id: dict.fromkeys(e.doc for e in q.evidence) for q in asked}
    for qrel in bench.qrels:
        if qrel.relevance > 0 and qrel.doc_id != UNREACHABLE:
            named.setdefault(qrel.query_id, {})[qrel.doc_id.split("#")[0]] = None
    return {id: tuple(documents) for id, documents in named.items()}


def _ranked(index: Index, configuration: Configuration) -> Index:
    return index.weighted(configuration.weights)


def _searched(job: _Work, index: Index) -> tuple[list[Result], list[float]]:
    """Every question searched and scored; milliseconds of each search."""
    total = len(job.questions) * (2 if job.record.plan.answers else 1)
    measured = {question.id for question in job.bench.questions}
    run: list[ScoredDoc] = []
    firsts: dict[str, str] = {}
    took: list[float] = []
    for done in _told(job, 0, total):
        question = job.questions[done]
        began = time.perf_counter()
        hits = job.configuration.search(index, question.question, PASSAGES)
        took.append(1000 * (time.perf_counter() - began))
        firsts[question.id] = hits[0].passage.id if hits else ""
        if question.id in measured:
            run += ranking(question.id, [hit.passage.id for hit in hits])
    counted = job.bench.judged(run, DEPTH)
    scores = score(job.bench.qrels, counted)
    ranks = _ranks(job.bench.qrels, counted)
    return [_result(job, q, scores.get(q.id), ranks.get(q.id), firsts[q.id]) for q in job.questions], took


def _result(
    job: _Work, question: Question, scores: dict[str, float] | None, rank: int | None, first: str
) -> Result:
    documents = job.documents.get(question.id, ())
    return Result(
        question.id, question.question, question.kind, question.style, documents, scores, rank, first, None
    )


def _ranks(qrels: Sequence[Qrel], run: Sequence[ScoredDoc]) -> dict[str, int]:
    """Rank of the first relevant result of each question that has one; ``run`` is in rank order."""
    relevant = {(qrel.query_id, qrel.doc_id) for qrel in qrels if qrel.relevance > 0}
    seen: dict[str, int] = {}
    found: dict[str, int] = {}
    for row in run:
        seen[row.query_id] = seen.get(row.query_id, 0) + 1
        if (row.query_id, row.doc_id) in relevant and seen[row.query_id] <= DEPTH:
            found.setdefault(row.query_id, seen[row.query_id])
    return found


def _answered(job: _Work, index: Index, results: Sequence[Result], used: Settings) -> list[Result]:
    """The same results with how each question's answer did."""
    engine, mode, exact = Engine(index, used.abstain_below), job.configuration.mode, job.configuration.exact
    answered: list[Result] = []
    for done in _told(job, len(job.questions), 2 * len(job.questions)):
        question = job.questions[done - len(job.questions)]
        answer = engine.answer(question.question, mode=mode, exact=exact)
        judged = asdict(judge_answer(question, answer, job.bench.collection.text_of))
        del judged["question"]
        answered.append(replace(results[len(answered)], answer=judged))
    return answered


def _told(job: _Work, begin: int, total: int) -> Iterator[int]:
    """Numbers of the questions from ``begin`` on, one pass over the set, with progress told now and then.

    Raises:
        Stopped: somebody stopped the evaluation.
    """
    last = 0.0
    for done in range(begin, begin + len(job.questions)):
        if time.monotonic() - last > _TOLD:
            last = time.monotonic()
            if not job.records.beat(job.record.id, done, total):
                raise Stopped
        yield done
