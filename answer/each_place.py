"""Which period a question means for each document: that of its place, where it compares several, and the
term before that of the document, where it says "nhiệm kỳ trước".

"Bắc Giang năm 2023 và Hậu Giang năm 2020", "Bắc Giang với Hậu Giang (tới 2025)": a year that is said of one
place asks nothing of the other. "Bắc Giang và Hậu Giang năm 2023" means both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from answer.question import Asked
from ingest.facts.periods import Period, agreement, periods
from ingest.facts.words import fold, syllables
from ingest.types import Document

_TERM = re.compile(r"nhiệm kỳ (?:qua|trước|vừa qua|rồi)|khoá trước|khóa trước", re.IGNORECASE)
_BEARS_TERM = re.compile(r"nhiệm kỳ\s+((?:19|20)\d\d)\s*[-–]\s*(?:19|20)\d\d", re.IGNORECASE)
_YEARS = 5  # of a term, from one congress to the next: 2015, 2020, 2025
_BRACKET = re.compile(r"\s*\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The periods that a question asks of a document; ``own`` is the document's term, where it asks for the
    one before: what is said without a date takes it from the title of a report to a congress."""

    periods: tuple[Period, ...]
    own: Period | None = None

    def agreement(self, stated: Period | None) -> float:
        """How a stated period serves, from -1 to 1; see :func:`ingest.facts.periods.agreement`."""
        return 0.0 if stated == self.own else agreement(self.periods, stated)


def wanted_of(asked: Asked, document: Document) -> Wanted:
    """The periods that a question asks of a document: of its place, where it parts them, else all that it
    names, or the term before that of the document."""
    if not asked.periods and _TERM.search(asked.text):
        return _term_before(document)
    if len(asked.places) < 2 or document.place is None:
        return Wanted(asked.periods)
    return Wanted(_parted(asked).get(fold(document.place), asked.periods))


def _term_before(document: Document) -> Wanted:
    """The term that ended when that of a document began: the last one that its title names, or its year's."""
    named = _BEARS_TERM.findall(document.title)
    if not named and document.year is None:
        return Wanted(())
    began = int(named[-1]) if named else (document.year or 0) // _YEARS * _YEARS
    return Wanted((Period(began - _YEARS, began),), Period(began, began + _YEARS))


@lru_cache(maxsize=32)
def _parted(asked: Asked) -> dict[str, tuple[Period, ...]]:
    """Periods by place, folded; empty where what is said of time is said of all places."""
    parts = _said_of_each(asked)
    own = {place: periods(text) for place, text in parts.items()}
    dated = [place for place, text in parts.items() if own[place] or _TERM.search(text)]
    if len(dated) > 1 and len({own[place] for place in dated}) > 1:
        return own
    enclosed = {
        place: periods(bracket[1])
        for place, text in parts.items()
        if (bracket := _BRACKET.match(text)) and periods(bracket[1])
    }
    return {place: enclosed.get(place, ()) for place in parts} if enclosed else {}


def _said_of_each(asked: Asked) -> dict[str, str]:
    """What a question says right after each place that it names, up to the next one."""
    words = syllables(asked.text)
    plains = [one.plain for one in words]
    at: list[tuple[int, int, str]] = []
    for place in asked.places:
        name = fold(place).split()
        found = (i for i in range(len(plains) - len(name) + 1) if plains[i : i + len(name)] == name)
        if (first := next(found, None)) is not None:
            at.append((words[first].start, words[first + len(name) - 1].end, " ".join(name)))
    at.sort()
    ends = [start for start, _, _ in at[1:]] + [len(asked.text)]
    return {name: asked.text[end:stop] for (_, end, name), stop in zip(at, ends, strict=True)}
