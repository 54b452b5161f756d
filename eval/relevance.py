"""Which passages answer a question: the document is right and the quote stands inside."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ir_measures import Qrel

from eval.questions import Question
from ingest.types import Passage

# Stands in the qrels of a question whose evidence no passage holds whole, so that the question
# counts as a miss in every measure instead of dropping out of the mean.
UNREACHABLE = "no-passage-holds-the-quote"


def fold(text: str) -> str:
    """``text`` reduced to lower-case letters and digits; diacritics stay, they change the meaning."""
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalnum())


def is_relevant(question: Question, document: str, text: str) -> bool:
    """Whether a passage ``text`` of ``document`` holds any quote of the question's evidence."""
    folded = fold(text)
    return any(e.doc == document and fold(e.quote) in folded for e in question.evidence)


def judge(questions: Iterable[Question], passages: Iterable[Passage]) -> list[Qrel]:
    """Qrels (grade 1) of every relevant passage, questions in order, passages as given.

    Questions without evidence get none; a question whose evidence lies in no passage gets the one
    unreachable id ``UNREACHABLE``.
    """
    wanted = list(questions)
    folded = _folded(passages, {e.doc for q in wanted for e in q.evidence})
    return [qrel for q in wanted if q.answerable for qrel in _judged(q, folded)]


def unknown_documents(questions: Iterable[Question], documents: Iterable[str]) -> dict[str, list[str]]:
    """Documents that evidence names and the index lacks, with the ids of the questions that name them."""
    known = set(documents)
    lacking: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        for doc in sorted({e.doc for e in question.evidence} - known):
            lacking[doc].append(question.id)
    return dict(lacking)


def _folded(passages: Iterable[Passage], documents: set[str]) -> dict[str, list[tuple[str, str]]]:
    by_document: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for passage in passages:
        if passage.document in documents:
            by_document[passage.document].append((passage.id, fold(passage.text)))
    return by_document


def _judged(question: Question, folded: Mapping[str, Sequence[tuple[str, str]]]) -> list[Qrel]:
    found: dict[str, None] = {}
    for evidence in question.evidence:
        quote = fold(evidence.quote)
        found.update((id_, None) for id_, text in folded.get(evidence.doc, ()) if quote in text)
    return [Qrel(question.id, id_, 1) for id_ in found or [UNREACHABLE]]
