"""Judgements and runs to and from files that other tools read: TREC qrels, TREC runs, question files."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from ir_measures import Qrel, ScoredDoc

from eval import trec
from eval.judgements.store import Judgements
from eval.judgements.types import GRADES, Judgement, JudgementError, Pooled
from eval.questions import Evidence, Question, as_row, parse_questions
from eval.relevance import fold
from eval.trec import Row
from index.syllables import TOKEN
from ingest.types import Passage

ANSWERS = 2  # from this grade on a passage is evidence


def consensus(judgements: Iterable[Judgement], rater: str | None = None) -> list[Qrel]:
    """Grades as qrels: of one rater, or of all the median of each passage, of two middle ones the lower."""
    grades: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in judgements:
        if one.grade is not None and rater in (None, one.rater):
            grades[one.question, one.pooled.passage].append(one.grade)
    return [Qrel(q, passage, int(statistics.median_low(given))) for (q, passage), given in grades.items()]


def questions_text(
    questions: Iterable[Question], qrels: Iterable[Qrel], passage_of: Callable[[str], Passage | None]
) -> str:
    """A question file in which the passages graded :data:`ANSWERS` or more are the evidence.

    A quote is one whole line of its passage, the one that shares most with the question. A question of
    which nothing was graded keeps the evidence it had.
    """
    graded: dict[str, list[Qrel]] = defaultdict(list)
    for qrel in qrels:
        graded[qrel.query_id].append(qrel)
    lines = []
    for question in questions:
        if rows := graded.get(question.id):
            best = [q.doc_id for q in rows if q.relevance >= ANSWERS]
            found = [passage for passage in map(passage_of, best) if passage]
            evidence = tuple(dict.fromkeys(_evidence(question, passage) for passage in found))
            question = replace(question, evidence=evidence or question.evidence)
        lines.append(json.dumps(as_row(question), ensure_ascii=False) + "\n")
    return "".join(lines)


def take_questions(kept: Judgements, name: str, text: str, author: str) -> tuple[str, int]:
    """Keep the questions of an uploaded file as a set of the file's name; the set and their number.

    Raises:
        eval.questions.EvalError: not a question file; the line says where.
    """
    set_name = PurePath(name).stem
    return set_name, kept.add_questions(set_name, parse_questions(text, name), author)


def take_qrels(
    kept: Judgements, set_name: str, name: str, text: str, rater: str, known: Iterable[str]
) -> int:
    """Keep the grades of an uploaded qrels file as those of ``rater``; their number.

    Args:
        known: ids of the set's questions.

    Raises:
        eval.questions.EvalError: not qrels, a grade beyond 3, or none of the set's questions.
    """
    rows = _of_set(trec.parse_qrels(text, name), known, name, set_name)
    if wrong := [row for row in rows if row.relevance not in GRADES]:
        raise JudgementError(f"{name}: grade {wrong[0].relevance} of {wrong[0].doc_id} is none of 0, 1, 2, 3")
    kept.take_in(set_name, [(row.query_id, _pooled(row.doc_id), int(row.relevance)) for row in rows], rater)
    return len(rows)


def take_run(kept: Judgements, set_name: str, name: str, text: str, known: Iterable[str]) -> tuple[str, int]:
    """Keep an uploaded run under the file's name; that name and its number of questions.

    Raises:
        eval.questions.EvalError: not a run, or none of the set's questions.
    """
    rows = _of_set(trec.parse_run(text, name), known, name, set_name)
    tag = PurePath(name).stem
    kept.keep_run(set_name, tag, _ranks(rows))
    return tag, len({row.query_id for row in rows})


def _of_set(rows: Sequence[Row], known: Iterable[str], name: str, set_name: str) -> list[Row]:
    ids = set(known)
    found = [row for row in rows if row.query_id in ids]
    if not found:
        raise JudgementError(f"{name}: names no question of the set {set_name!r}; choose its set first")
    return found


def _ranks(rows: Sequence[ScoredDoc]) -> Iterable[tuple[str, str, int]]:
    count: dict[str, int] = defaultdict(int)
    for row in rows:
        count[row.query_id] += 1
        yield row.query_id, row.doc_id, count[row.query_id]


def _pooled(passage: str) -> Pooled:
    """A passage that a file names; its document stands before the ``#`` of its id."""
    return Pooled(passage, passage.split("#")[0])


def _evidence(question: Question, passage: Passage) -> Evidence:
    wanted = {word.lower() for word in TOKEN.findall(question.question)}
    lines = [line for line in passage.text.splitlines() if fold(line)]
    shared = [len(wanted & {word.lower() for word in TOKEN.findall(line)}) for line in lines]
    best = max(range(len(lines)), key=lambda i: (shared[i], len(lines[i]), -i))
    return Evidence(passage.document, lines[best].strip())
