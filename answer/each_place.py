"""Which period a question that compares places means for each of them.

"Bắc Giang năm 2023 và Hậu Giang năm 2020", "Bắc Giang với Hậu Giang (tới 2025)": a year that is said of one
place asks nothing of the other. "Bắc Giang và Hậu Giang năm 2023" means both.
"""

from __future__ import annotations

import re
from functools import lru_cache

from answer.question import Asked
from ingest.facts.periods import Period, periods
from ingest.facts.words import fold, syllables

_TERM = re.compile(r"nhiệm kỳ (?:qua|trước|vừa qua|rồi)|khoá trước|khóa trước", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]*)\)")


def periods_of(asked: Asked, place: str | None) -> tuple[Period, ...]:
    """The periods that a question asks of ``place``; all that it names, where it does not part them."""
    if len(asked.places) < 2 or place is None:
        return asked.periods
    return _parted(asked).get(fold(place), asked.periods)


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
