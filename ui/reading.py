"""Source text as it is shown: markup of OCR dropped, broken lines joined, offsets kept.

``Shown.origin[i]`` is the source offset of the character shown at ``i``; it only grows, so a span
of the source maps to a span of what is shown by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.reading import readable_spans
from ui.marks import Span

_SHORT = 2000  # characters; titles and quotes come again and again, whole documents are not kept


@dataclass(frozen=True, slots=True)
class Shown:
    """A text on the page and where each of its characters comes from."""

    text: str
    origin: Sequence[int]

    @property
    def line(self) -> str:
        """The text on one line with single spaces."""
        return " ".join(self.text.split())

    def span(self, start: int, end: int) -> Span:
        """Where the source's ``[start, end)`` is shown; empty where nothing of it is."""
        return bisect_left(self.origin, start), bisect_left(self.origin, end)


def read(source: str) -> Shown:
    """``source`` as a reader sees it."""
    return _kept(source) if len(source) <= _SHORT else Shown(*readable_spans(source))


@lru_cache(maxsize=1024)
def _kept(source: str) -> Shown:
    return Shown(*readable_spans(source))
