"""The judged questions: one JSON object a line, read strictly, and their unaccented variants."""

from __future__ import annotations

import hashlib
import json
import math
import random
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from index.syllables import unaccent
from settings import PolicyError

BUNDLED = Path(__file__).resolve().parent / "bundled.jsonl"  # questions about the bundled corpus


class EvalError(PolicyError):
    """The evaluation cannot go on; the line says what is wrong and what to do next."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that answers, verbatim from one line of the document ``doc``."""

    doc: str
    quote: str


@dataclass(frozen=True, slots=True)
class Expected:
    """The short answer that document ``doc`` gives to a question that compares."""

    doc: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its judgement. No ``evidence`` means: the right reply is to say so.

    ``kind`` is number, fact, task, compare, meta or none; ``style`` is formal, keyword, abbrev,
    nodiacritic, paraphrase or typo. Both are only names of table rows here, so new ones may come.
    ``note`` is the author's remark: kept, but no part of what is asked or judged (see :func:`fingerprint`).
    """

    id: str
    question: str
    kind: str
    style: str
    evidence: tuple[Evidence, ...] = ()
    answer: str | None = None
    answers: tuple[Expected, ...] = ()
    note: str = field(default="", compare=False, repr=False)

    @property
    def answerable(self) -> bool:
        return bool(self.evidence)


def read_questions(path: Path) -> list[Question]:
    """Read a question file; blank lines are passed over.

    Raises:
        EvalError: no such file, not UTF-8, no question at all, or a bad line (named by its number).
    """
    try:
        return parse_questions(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); give --queries a .jsonl file") from error
    except UnicodeDecodeError as error:
        raise EvalError(f"{path}: not UTF-8 text; save it as UTF-8") from error


def parse_questions(text: str, name: str) -> list[Question]:
    """As :func:`read_questions`, for the text of the file ``name``."""
    questions: dict[str, Question] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        question = _question(line, f"{name}, line {number}")
        if question.id in questions:
            raise EvalError(f"{name}, line {number}: id {question.id!r} stands twice; give each its own")
        questions[question.id] = question
    if not questions:
        raise EvalError(f"{name}: holds no question; write one JSON object a line")
    return list(questions.values())


def as_row(question: Question) -> dict[str, object]:
    """The question as an object of a question file, fields that it does not use left out."""
    row = {key: value for key, value in asdict(question).items() if value or key in ("evidence", "answer")}
    return row | {"answer": question.answer}


def fingerprint(questions: Iterable[Question]) -> str:
    """Twelve hex digits that change whenever a question or its judgement does, whatever is noted of it."""
    return hashlib.sha256(repr(list(questions)).encode()).hexdigest()[:12]


def stripped(questions: Iterable[Question]) -> list[Question]:
    """The same questions typed without any diacritics: "đường" becomes "duong"."""
    return [replace(q, question=unaccent(q.question)) for q in questions]


def half_stripped(questions: Iterable[Question], seed: int = 0) -> list[Question]:
    """The same questions with half of the syllables that bear marks typed without (rounded up).

    Which half follows from ``seed`` and the question's id alone, so that a question keeps its
    variant when others are added around it.
    """
    return [replace(q, question=_half(q.question, f"{seed}:{q.id}")) for q in questions]


def _half(text: str, seed: str) -> str:
    syllables = text.split(" ")
    marked = [at for at, syllable in enumerate(syllables) if unaccent(syllable) != syllable]
    for at in random.Random(seed).sample(marked, math.ceil(len(marked) / 2)):
        syllables[at] = unaccent(syllables[at])
    return " ".join(syllables)


def _question(line: str, where: str) -> Question:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise EvalError(f"{where}: not JSON ({error}); correct that line") from error
    if not isinstance(row, dict):
        raise EvalError(f"{where}: not a JSON object; write {{...}} a line")
    question = Question(
        id=_string(row, "id", where),
        question=unicodedata.normalize("NFC", _string(row, "question", where)),
        kind=_string(row, "kind", where),
        style=_string(row, "style", where),
        evidence=tuple(Evidence(_string(e, "doc", where), _string(e, "quote", where))
                       for e in _objects(row, "evidence", where, needed=True)),
        answer=None if row.get("answer") is None else _string(row, "answer", where),
        answers=tuple(Expected(_string(e, "doc", where), _string(e, "answer", where))
                      for e in _objects(row, "answers", where, needed=False)),
        note=_string(row, "note", where) if row.get("note") else "",
    )  # fmt: skip
    _sound(question, where)
    return question


def _sound(question: Question, where: str) -> None:
    if question.id.split() != [question.id]:
        raise EvalError(f"{where}: id {question.id!r} holds a space, which TREC files cannot carry")
    for evidence in question.evidence:
        # A quote that folds to nothing would make every passage relevant.
        if not any(c.isalnum() for c in evidence.quote):
            raise EvalError(f"{where}: quote {evidence.quote!r} holds no letter or digit; quote some text")


def _string(row: object, key: str, where: str) -> str:
    if not isinstance(row, dict) or key not in row:
        raise EvalError(f"{where}: lacks the field {key!r}")
    value = row[key]
    if not isinstance(value, str) or not value.strip():
        raise EvalError(f"{where}: {key!r} must be a text, not {value!r}")
    return value


def _objects(row: dict[str, object], key: str, where: str, *, needed: bool) -> list[object]:
    if key not in row and needed:
        raise EvalError(f"{where}: lacks the field {key!r} (an empty list where nothing answers)")
    value = row.get(key) or []
    if not isinstance(value, list):
        raise EvalError(f"{where}: {key!r} must be a list, not {value!r}")
    return value
