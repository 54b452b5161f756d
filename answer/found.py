"""An answer before it becomes a citation: spans in a document."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.types import Document

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Spans of the answer and of its quote in ``document.text``; ``score`` is the confidence, 0 to 1."""

    document: Document
    text: Span
    quote: Span
    score: float
    value: str | None = None
    unit: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question came to: answers, best first, or the reason why there are none."""

    found: tuple[Found, ...]
    reason: str | None
