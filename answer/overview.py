"""Several answers side by side: one line a place, sorted by value, the spread, and who disagrees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.types import Citation
from ingest.facts.figures import figures

_SCALES = (("nghìn", 1e3), ("ngàn", 1e3), ("triệu", 1e6), ("tỷ", 1e9), ("tỉ", 1e9))


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest of answers in one unit; ``gap`` is their difference in that unit."""

    lowest: Citation
    highest: Citation
    gap: float
    unit: str


def in_order(answers: Sequence[Citation]) -> list[Citation]:
    """Answers by value, the highest first, where all are figures of one unit; else as they come."""
    values = {id(one): amount(one) for one in answers}
    units = {one_unit(one) for one in answers}
    if len(units) != 1 or any(value is None for value in values.values()):
        return list(answers)
    return sorted(answers, key=lambda one: (-(values[id(one)] or 0.0), one.place or "", one.document))


def spread(answers: Sequence[Citation]) -> Spread | None:
    """How far figures lie apart; of the commonest unit, ``None`` where fewer than two can be compared."""
    units = Counter(one_unit(one) for one in answers if amount(one) is not None)
    if not units:
        return None
    unit = min(units, key=lambda name: (-units[name], name))
    alike = in_order([one for one in answers if one_unit(one) == unit and amount(one) is not None])
    if len(alike) < 2:
        return None
    high, low = amount(alike[0]) or 0.0, amount(alike[-1]) or 0.0
    return Spread(alike[-1], alike[0], high - low, unit)


def marked(answers: Sequence[Citation]) -> tuple[Citation, ...]:
    """The answers, those marked that disagree: another document states another value for the same
    place, period and standing (target or result)."""
    said: dict[tuple[object, ...], set[float]] = defaultdict(set)
    for one in answers:
        if (value := amount(one)) is not None and one.place and one.period:
            said[_same(one)].add(value)
    return tuple(replace(one, disagrees=len(said.get(_same(one), ())) > 1) for one in answers)


def amount(one: Citation) -> float | None:
    """The value of an answer as a number, scales multiplied ("88,6 nghìn tỷ" is 88.6e12)."""
    found = figures(one.text)
    if one.value is None or len(found) != 1:
        return None
    number = found[0].low
    for word, scale in _SCALES:
        if one.unit and f" {word} " in f" {one.unit.lower()} ":
            number *= scale
    return number


def one_unit(one: Citation) -> str:
    """The unit without its scale: "nghìn tỷ đồng" and "triệu đồng" are both "đồng"."""
    scales = {word for word, _ in _SCALES}
    return " ".join(word for word in (one.unit or "").lower().split() if word not in scales)


def _same(one: Citation) -> tuple[object, ...]:
    return one.place, one.period, one.status, one_unit(one)
