"""A stretch of a sentence that may answer."""

from __future__ import annotations

from dataclasses import dataclass

from answer.found import Span


@dataclass(frozen=True, slots=True)
class Option:
    """``worth`` is what its source makes it worth before it is looked at."""

    span: Span
    worth: float
