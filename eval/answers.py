"""Whether answers are exact, honest and verbatim."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answer.types import Answer, Citation
from eval.questions import Question

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_LONGEST_FREE = 40  # an answer of up to so many characters is never too long
FIRST = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """One question's answer, judged; ``None`` where a figure does not apply to the question.

    Attributes:
        exact_first, exact_three: an exact answer at rank 1, among the first three.
        compared: share of the documents to be compared whose answer is exact, 0 to 1.
        right_document: the first citation lies in a document that evidence names.
        quotes: how many citations were checked; ``broken`` says what is wrong with those that failed.
    """

    question: Question
    abstained: bool
    exact_first: bool | None
    exact_three: bool | None
    compared: float | None
    right_document: bool | None
    quotes: int
    broken: tuple[str, ...]
    given: tuple[str, ...]


def is_exact(given: str, expected: str) -> bool:
    """Whether ``given`` holds ``expected``, or all its numbers, without hiding it in a long text.

    Both are compared as lower-case words and numbers, so that "3%" is not found inside "93%".
    ``given`` may be at most three times as long as ``expected``, or 40 characters.
    """
    if len(given) > max(3 * len(expected), _LONGEST_FREE):
        return False
    have, want = _tokens(given), _tokens(expected)
    numbers = {token for token in want if token[0].isdigit()}
    return _holds(have, want) or bool(numbers and numbers <= set(have))


def judge_answer(question: Question, answer: Answer, text_of: Callable[[str], str | None]) -> Judged:
    """Judge one answer; ``text_of`` gives the canonical text of a document, ``None`` where unknown."""
    given = answer.answers
    exact = [_exact(question, citation) for citation in given[:FIRST]]
    judged = question.answerable and bool(question.answer or question.answers)
    return Judged(
        question=question,
        abstained=answer.abstained,
        exact_first=any(exact[:1]) if judged else None,
        exact_three=any(exact) if judged else None,
        compared=_compared(question, given) if question.answers else None,
        right_document=_right_document(question, given) if question.answerable and given else None,
        quotes=len(given),
        broken=tuple(fault for citation in given if (fault := _fault(citation, text_of(citation.document)))),
        given=tuple(citation.text for citation in given),
    )


def figures(judged: Iterable[Judged]) -> dict[str, float | int | None]:
    """Figures of a group: shares 0 to 1, ``None`` where nothing in the group can be counted.

    ``exact@1`` and ``exact@3`` are over the ``judged`` questions (those with an expected answer),
    ``compare`` over the ``compared`` ones, ``answered`` and ``document`` over the answerable ones
    (``document`` where an answer was given). Abstention precision: of the abstained, how many have no
    answer; recall: of those without an answer, how many were abstained.
    """
    rows = list(judged)
    without = [not row.question.answerable for row in rows]
    return {
        "judged": sum(row.exact_first is not None for row in rows),
        "exact@1": _share(row.exact_first for row in rows),
        "exact@3": _share(row.exact_three for row in rows),
        "compared": sum(row.compared is not None for row in rows),
        "compare": _share(row.compared for row in rows),
        "document": _share(row.right_document for row in rows),
        "answered": _share(not row.abstained for row in rows if row.question.answerable),
        "unanswerable": sum(without),
        "abstention_precision": _share(
            none for row, none in zip(rows, without, strict=True) if row.abstained
        ),
        "abstention_recall": _share(row.abstained for row, none in zip(rows, without, strict=True) if none),
    }


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFC", text).lower())


def _holds(have: list[str], want: list[str]) -> bool:
    return any(have[at : at + len(want)] == want for at in range(len(have) - len(want) + 1))


def _exact(question: Question, citation: Citation) -> bool:
    """Exact for the question's one answer, or for what the citation's own document is to answer."""
    expected = [e.answer for e in question.answers if e.doc == citation.document]
    if question.answer is not None:
        expected.append(question.answer)
    return any(is_exact(citation.text, one) for one in expected)


def _compared(question: Question, given: Iterable[Citation]) -> float:
    right = {c.document for c in given if _exact(question, c)}
    wanted = {e.doc for e in question.answers}
    return len(right & wanted) / len(wanted)


def _right_document(question: Question, given: tuple[Citation, ...]) -> bool:
    return given[0].document in {e.doc for e in question.evidence}


def _fault(citation: Citation, text: str | None) -> str | None:
    """What breaks the law that an answer is a quote; ``None`` where it holds."""
    if text is None:
        return f"{citation.document}: no such document"
    if text[citation.start : citation.end] != citation.quote:
        return f"{citation.document}:{citation.start}:{citation.end}: the quote is not the document's text"
    if citation.text not in citation.quote:
        return f"{citation.document}:{citation.start}:{citation.end}: {citation.text!r} is not in its quote"
    return None


def _share(values: Iterable[bool | float | None]) -> float | None:
    counted = [float(value) for value in values if value is not None]
    return sum(counted) / len(counted) if counted else None
