"""Places that are compared: what the other one says of the same thing in other words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from answer.candidates import Candidate
from answer.narrowed import Whose
from answer.overview import alike
from answer.quoting import confidence

SURE, LIKELY = 0.9, 0.25  # of an answer of one place, and of that of another which is worded otherwise


def worded_otherwise(kept: Sequence[Candidate], facts: Iterable[Candidate], whose: Whose) -> list[Candidate]:
    """Of places that are compared, beside a sure answer, the best figure of each other one that counts the
    same and is said of the same, though in other words: "cơ cấu lao động: nông nghiệp 25%" beside "Tỷ lệ lao
    động nông nghiệp 44%"."""
    if not kept or confidence(kept[0]) < SURE:
        return []
    found: dict[tuple[str, ...], Candidate] = {}
    told = {whose(one) for one in kept}
    for one in facts:
        if whose(one) not in told and _says_the_same(kept[0], one):
            found.setdefault(whose(one), one)
    return list(found.values())


def of_one_thing(kept: Sequence[Candidate], place: Callable[[Candidate], str | None]) -> list[Candidate]:
    """Of each place its first answer, and others only where they are said of the same: no farming's growth
    beside that of the whole."""
    first: dict[str | None, Candidate] = {}
    return [one for one in kept if one is first.setdefault(place(one), one) or _alike(first[place(one)], one)]


def _says_the_same(sure: Candidate, one: Candidate) -> bool:
    if sure.fact is None or one.fact is None or one.when < 0 or confidence(one) < LIKELY:
        return False
    if any(one.features[name] > 0 for name in ("contrary", "foreign", "miscounted", "misdated")):
        return False
    unit, other = sure.fact.figure, one.fact.figure
    if (unit.kind, unit.unit) != (other.kind, other.unit):
        return False
    counted = unit.kind == "count"  # what is counted says enough: "25/25 chỉ tiêu"
    return counted or _alike(sure, one)


def _alike(one: Candidate, other: Candidate) -> bool:
    said = (f"{fact.outer} {fact.own}" for fact in (one.fact, other.fact) if fact is not None)
    return alike(*said)
