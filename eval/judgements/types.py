"""What a judgement is, and what it is about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from eval.questions import EvalError, Question
from ingest.types import Passage

GRADES = (0, 1, 2, 3)  # not relevant, on the subject, answers in part, answers


class JudgementError(EvalError):
    """A judgement or an exchange of judgements that cannot be."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A passage that is to be judged for a question.

    Attributes:
        passage, document: ids.
        digest: of the passage's text when it was pooled; empty where it was read from a file. A passage
            that reads otherwise now is judged anew.
    """

    passage: str
    document: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person's grade, 0 to 3, of a passage for a question; ``None`` says that it cannot be told."""

    question: str
    pooled: Pooled
    rater: str
    grade: int | None
    at: str  # UTC, ISO 8601


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question of a set that people made; ``author`` typed it or read it from a file."""

    question: Question
    author: str
    typed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit log: what one action made of a judgement, grades as text, ``"–"`` for none."""

    at: str
    rater: str
    action: str
    set: str
    question: str
    passage: str
    before: str
    after: str


def digest(text: str) -> str:
    """Twelve hex digits that change whenever the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def pooled(passage: Passage) -> Pooled:
    """What is kept of a passage that was found."""
    return Pooled(passage.id, passage.document, digest(passage.text))
