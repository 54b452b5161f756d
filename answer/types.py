"""Answers that point: every text stands verbatim in a span of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.types import Hit, Understood


@dataclass(frozen=True, slots=True)
class Citation:
    """One answer with the span that proves it.

    ``quote == document.text[start:end]`` and ``text in quote``. ``value`` is the number as written
    without its unit (``"93"``), ``unit`` as written (``"%"``); both ``None`` where the answer is words.
    ``year`` and ``place`` say for which year and whose it is; ``score`` is the confidence, 0 to 1.

    ``period`` says the whole period in words ("giai đoạn 2020-2025" for the target of a term), ``status``
    whether a figure is a target (chỉ tiêu) or a result (kết quả); ``None`` where the text does not say.
    ``disagrees``: another answer states another value for the same thing, place, period and status.
    """

    text: str
    value: str | None
    unit: str | None
    document: str
    section: tuple[str, ...]
    label: str
    quote: str
    start: int
    end: int
    year: int | None
    place: str | None
    score: float
    passage: str | None = None
    page: int | None = None
    period: str | None = None
    status: Literal["target", "result"] | None = None
    disagrees: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question. ``abstained`` is true exactly when ``answers`` is empty; ``reason``
    then says in Vietnamese why, and what is nearest. ``read`` tells how the question was understood."""

    question: str
    understood: str
    abstained: bool
    reason: str | None
    answers: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    took_ms: float
    read: Understood | None = None
