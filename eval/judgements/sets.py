"""Sets of questions to judge: those of the suite, those read from files, and questions that people typed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import articles
from eval.collection import folder_of
from eval.judgements.store import Judgements
from eval.judgements.types import JudgementError, KeptQuestion
from eval.questions import Question, read_questions
from eval.sets import QUICK, SHARED, SLOW, documents_of, files, home
from index.generation import IndexMissing, current
from settings import Settings

TYPED = "typed"  # the set of the questions that people typed
SUITE = (*QUICK, *SLOW)
RESERVED = (*SUITE, TYPED)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set as it stands.

    Attributes:
        by_document: its judgements name documents, not passages.
    """

    name: str
    questions: tuple[KeptQuestion, ...]
    by_document: bool = False

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that its evidence names."""
        return frozenset(e.doc for kept in self.questions for e in kept.question.evidence)


def set_names(kept: Judgements, shared: Path = SHARED) -> list[str]:
    """Sets that there are: of the suite those whose files are found, then the kept ones, then the typed."""
    suite = [name for name in SUITE if all(path.exists() for path in files(name, shared))]
    return [*suite, *(name for name in kept.sets() if name not in RESERVED), TYPED]


def read_set(name: str, kept: Judgements, shared: Path = SHARED) -> QuestionSet:
    """A set by its name.

    Raises:
        JudgementError: there is none of this name.
    """
    if name not in set_names(kept, shared):
        raise JudgementError(f"no set of questions named {name!r}; import its file or choose another")
    if name in articles.SETS:
        questions = articles.SETS[name][0](home(name, shared)).questions
        return QuestionSet(name, _given(questions), by_document=True)
    if name in SUITE:
        return QuestionSet(name, _given(read_questions(files(name, shared)[0])))
    return QuestionSet(name, kept.questions(name))


def type_question(kept: Judgements, text: str, author: str) -> str:
    """Keep a question that a person typed; its id, the same whenever the same words are typed."""
    id = "q" + hashlib.sha256(text.casefold().encode()).hexdigest()[:10]
    if all(one.question.id != id for one in kept.questions(TYPED)):
        kept.add_questions(TYPED, [Question(id, text, "typed", "typed")], author, typed=True)
    return id


def store_of(
    given: QuestionSet, own: Collection[str], settings: Settings, shared: Path = SHARED
) -> Path | None:
    """The store whose index a set is asked of: the program's own where it holds the set's documents, else
    the one that an evaluation made of them, or ``None`` where none was made yet."""
    if given.documents <= set(own) or given.name not in RESERVED:
        return settings.store
    folder = folder_of(documents_of(given.name, settings, shared), settings.store)
    try:
        current(folder)
    except IndexMissing:
        return None
    return folder


def visible(given: QuestionSet, allowed: frozenset[str] | None, rater: str) -> tuple[KeptQuestion, ...]:
    """The questions that a person may know of who may see the documents ``allowed`` (``None``: all).

    A question tells of the documents that its evidence names; one without any that a person made may
    tell of any, so only its author knows of it.
    """
    if allowed is None:
        return given.questions
    return tuple(one for one in given.questions if _shows(one, allowed, rater))


def _shows(one: KeptQuestion, allowed: frozenset[str], rater: str) -> bool:
    documents = {evidence.doc for evidence in one.question.evidence}
    if not documents and one.author:
        return one.author == rater
    return documents <= allowed


def _given(questions: Sequence[Question]) -> tuple[KeptQuestion, ...]:
    return tuple(KeptQuestion(question, "", typed=False) for question in questions)
