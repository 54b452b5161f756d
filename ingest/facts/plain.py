"""Text without markup and line breaks that knows where each of its characters stands."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Words that single spaces part, as long as they go.
_PIECE = re.compile(r"[^\s*_#\\|]+(?: [^\s*_#\\|]+)*|[_#|](?=\w)")


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` reads as one line; character ``i`` of it stands at ``at[i]`` of the document."""

    text: str
    at: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the document, white space at both ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            return (self.at[start - 1] + 1,) * 2 if start else (self.at[0], self.at[0])
        return self.at[start], self.at[end - 1] + 1

    def lines(self) -> Iterator[Plain]:
        """Its lines one by one."""
        start = 0
        for line in self.text.split("\n"):
            yield Plain(line, self.at[start : start + len(line)])
            start += len(line) + 1


def plain(text: str, start: int, end: int) -> Plain:
    """``text[start:end]`` with emphasis dropped and white space collapsed."""
    pieces: list[str] = []
    at, last = array("L"), start
    for found in _PIECE.finditer(text, start, end):
        low, high = found.span()
        if pieces and low > last and _parted(text, last, low):
            pieces.append(" ")
            at.append(last)
        pieces.append(found[0])
        at.extend(range(low, high))
        last = high
    return Plain("".join(pieces), at)


def lined(parts: Sequence[Plain]) -> Plain:
    """Several lines as one text, a line break between."""
    text, at = "\n".join(part.text for part in parts), array("L")
    for number, part in enumerate(parts):
        if number:
            at.append(at[-1] + 1 if at else 0)  # never the end of a span
        at.extend(part.at)
    return Plain(text, at)


def _parted(text: str, last: int, low: int) -> bool:
    """Emphasis alone does not part a word: "**C****ÔNG**"."""
    return any(char.isspace() or char == "|" for char in text[last:low])
