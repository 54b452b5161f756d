"""Ranges that a text sets ("từ 02 (hai) giờ đến 04 (bốn)", "5 < số tầng <= 10", "trước năm 1999") and the
values of a question that fall into them or outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf, nextafter

from ingest.facts.words import fold

_N = r"(\d+(?:[.,]\d+)?)"
_LETTERS = r"(?:\s?\([^()\d]{1,20}\))?"  # "02 (hai) giờ"
_U = r"(?:\s?([^\W\d_]+))?"
_YEAR = r"(?:hết\s)?(năm\s)?"
_TWO = re.compile(
    rf"(?<![\w.,/]){_YEAR}{_N}{_LETTERS}{_U}\s?(?:đến|tới|-|–)\s?(?:dưới\s)?{_YEAR}{_N}(?![\d.,]*[/\d]){_LETTERS}{_U}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"{_N}\s?(<=?|≤)\s?([^<>≤≥|\d]+?)\s?(<=?|≤)\s?{_N}")
_SIGN = re.compile(rf"([^\W\d_]+)\s?(<=?|>=?|≤|≥)\s?{_N}")
_ONE = re.compile(
    rf"(?<!\w)(trước|dưới|sau|trên|hơn|từ)\s(năm\s)?{_N}(?![\d.,]*[/\d]){_LETTERS}{_U}",
    re.IGNORECASE,
)
_POINT = re.compile(rf"(?<![\w.,/-]){_N}{_LETTERS}{_U}(?![\d/])")
_UNITS = {"h": "gio", "g": "gio", "gio": "gio"}


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``, both within it, of a folded ``unit``; years are of ``"nam"``."""

    low: float
    high: float
    unit: str

    def holds(self, other: Range) -> bool:
        """Whether another range of the same unit lies in this one."""
        return self.unit == other.unit and self.low <= other.low and other.high <= self.high


@lru_cache(maxsize=4096)
def ranges(text: str) -> tuple[Range, ...]:
    """The ranges that a text sets."""
    return tuple(one for one in _ranges(text) if one.unit)


@lru_cache(maxsize=64)
def values(text: str) -> tuple[Range, ...]:
    """The ranges and the single values that a question says."""
    bare = re.sub(r"(?<=\d)x(?=\d)", " đến ", text)  # see answer.ranges
    found = list(ranges(bare))
    rest = _ONE.sub(" ", _TWO.sub(" ", bare))
    for match in _POINT.finditer(rest):
        number = _number(match[1])
        found.append(Range(number, number, _unit(number, "", match[2])))
    return tuple(one for one in found if one.unit)


def within(question: str, text: str) -> bool | None:
    """Whether a value of the question lies in a range that a text sets; ``None`` where it sets none."""
    said = values(question)
    units = {one.unit for one in said}
    set_ = [one for one in ranges(text) if one.unit in units]
    if not set_:
        return None
    return any(one.holds(value) for one in set_ for value in said)


def _ranges(text: str) -> Iterator[Range]:
    taken: list[tuple[int, int]] = []
    for match in _TWO.finditer(text):
        low, high = _number(match[2]), _number(match[5])
        if low < high:
            taken.append(match.span())
            yield Range(low, high, _unit(low, match[1] or match[4], match[3] or match[6]))
    for match in _BETWEEN.finditer(text):
        taken.append(match.span())
        low, high = _number(match[1]), _number(match[5])
        yield Range(
            nextafter(low, inf) if match[2] == "<" else low,
            nextafter(high, -inf) if match[4] == "<" else high,
            fold(match[3]).rpartition(" ")[2],
        )
    for match in (*_SIGN.finditer(text), *_ONE.finditer(text)):
        if not any(low <= match.start() < high or match.start() <= low < match.end() for low, high in taken):
            yield _open(match)


def _open(match: re.Match[str]) -> Range:
    if match.re is _SIGN:
        number, unit, sign = _number(match[3]), fold(match[1]), match[2].replace("≤", "<=").replace("≥", ">=")
    else:
        number = _number(match[3])
        unit = _unit(number, match[2], match[4])
        sign = {"trước": "<", "dưới": "<", "từ": ">=", "sau": ">"}.get(match[1].lower(), ">")
    if sign[0] == "<":
        step = number - 1 if unit == "nam" else nextafter(number, -inf)
        return Range(-inf, number if sign == "<=" else step, unit)
    return Range(number if sign == ">=" else nextafter(number, inf), inf, unit)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _unit(number: float, year: str | None, word: str | None) -> str:
    if year or (1900 <= number < 2100 and number == int(number)):
        return "nam"
    unit = fold(word or "")
    return _UNITS.get(unit, unit)
