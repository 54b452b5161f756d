"""An answer before it becomes a citation: spans in a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.facts.periods import Period
from ingest.types import Document

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Spans of the answer and of its quote in ``document.text``; ``score`` is the confidence, 0 to 1.

    ``about``: of a figure, the words of its clause, which say what it measures; empty for words.
    """

    document: Document
    text: Span
    quote: Span
    score: float
    value: str | None = None
    unit: str | None = None
    period: Period | None = None
    status: Literal["target", "result"] | None = None
    about: str = ""

    @property
    def year(self) -> int | None:
        """The year that the period ends with."""
        return self.period.last if self.period else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question came to: answers, best first, or the reason why there are none."""

    found: tuple[Found, ...]
    reason: str | None
