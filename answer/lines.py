"""Lines of a text as spans: what a datum is quoted with."""

from __future__ import annotations

from answer.found import Span


def line_around(text: str, span: Span) -> Span:
    """The line, or the lines, that hold a span, without outer space and markup."""
    start = text.rfind("\n", 0, span[0]) + 1
    return stripped(text, (start, line_end(text, span[1])))


def line_end(text: str, at: int) -> int:
    """Where the line of ``at`` ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def stripped(text: str, span: Span) -> Span:
    """A span without outer white space and emphasis."""
    start, end = span
    while start < end and text[start] in " \t*\n":
        start += 1
    while end > start and text[end - 1] in " \t*\n":
        end -= 1
    return start, end
