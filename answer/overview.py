"""Several answers side by side: one line a place, sorted by value, the spread, and who disagrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.types import Citation
from ingest.facts.figures import figures
from ingest.facts.words import phrase

SAME = 0.5  # of the syllables that say what is measured: two figures are of one thing from it on
_SAY_NOTHING = frozenset(
    phrase(
        "tỷ lệ số tổng mức tính đến hết năm trong vào đạt được có là và của các trên dưới ít nhất khoảng "
        "phấn đấu thực hiện ước còn giảm tăng tỉnh huyện xã địa bàn toàn"
    )
)
_SCALES = (("nghìn", 1e3), ("ngàn", 1e3), ("triệu", 1e6), ("tỷ", 1e9), ("tỉ", 1e9))


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest of answers in one unit; ``gap`` is their difference in that unit."""

    lowest: Citation
    highest: Citation
    gap: float
    unit: str


def in_order(answers: Sequence[Citation]) -> list[Citation]:
    """Answers by value, the highest first, where all are figures of one unit and of several places; else
    as they come."""
    values = {id(one): amount(one) for one in answers}
    units = {one_unit(one) for one in answers}
    if len(units) != 1 or None in values.values() or not _of_many_places(answers):
        return list(answers)
    return sorted(answers, key=lambda one: (-(values[id(one)] or 0.0), one.place or "", one.document))


def spread(answers: Sequence[Citation]) -> Spread | None:
    """How far the figures of several places lie apart; of the commonest unit, ``None`` where fewer than two
    can be compared."""
    units = Counter(one_unit(one) for one in answers if amount(one) is not None)
    if not units:
        return None
    unit = min(units, key=lambda name: (-units[name], name))
    alike = in_order([one for one in answers if one_unit(one) == unit and amount(one) is not None])
    if not _of_many_places(alike):
        return None
    high, low = amount(alike[0]) or 0.0, amount(alike[-1]) or 0.0
    return Spread(alike[-1], alike[0], high - low, unit)


def marked(answers: Sequence[Citation], about: Sequence[str]) -> tuple[Citation, ...]:
    """The answers, those marked that disagree: another one states another value for the same thing, place,
    period and standing (target or result). ``about`` says in words what each measures."""
    held = [(one, amount(one), words) for one, words in zip(answers, about, strict=True)]
    return tuple(
        replace(one, disagrees=any(_differ(one, value, words, *other) for other in held))
        for one, value, words in held
    )


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


def _of_many_places(answers: Sequence[Citation]) -> bool:
    return len({one.place for one in answers}) > 1


def _differ(
    one: Citation,
    value: float | None,
    about: str,
    other: Citation,
    said: float | None,
    other_about: str,
) -> bool:
    if value is None or said is None or value == said or not (one.place and one.period):
        return False
    return _case(one) == _case(other) and alike(about, other_about)


def alike(one: str, other: str) -> bool:
    """Whether two clauses measure one thing: most of what the shorter one says, the other says too."""
    first, second = _things(one), _things(other)
    return bool(first & second) and len(first & second) >= SAME * min(len(first), len(second))


def _things(about: str) -> frozenset[str]:
    """The syllables that say what is measured."""
    return frozenset(one for one in phrase(about) if not one.isdigit()) - _SAY_NOTHING


def _case(one: Citation) -> tuple[object, ...]:
    return one.place, one.period, one.status, one_unit(one)
