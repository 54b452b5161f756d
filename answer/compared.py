"""Places that are compared: what the other one says of the same thing in other words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answer.candidates import Candidate
from answer.narrowed import Whose
from answer.overview import alike
from answer.quoting import confidence

SURE, LIKELY = 0.9, 0.25  # of an answer of one place, and of that of another which is worded otherwise


def worded_otherwise(kept: Sequence[Candidate], facts: Iterable[Candidate], whose: Whose) -> list[Candidate]:
    """Of places that are compared, beside a sure answer, the best figure of each other one that counts the
    same and is said of the same, though in other words: "cơ cấu lao động: nông nghiệp 25%" beside "Tỷ lệ lao
    động nông nghiệp 44%"."""
    best: dict[tuple[str, ...], Candidate] = {}
    for one in facts:
        best.setdefault(whose(one), one)
    told = {whose(one) for one in kept}
    if not kept or confidence(kept[0]) < SURE:
        return []
    return [one for key, one in best.items() if key not in told and _says_the_same(kept[0], one)]


def _says_the_same(sure: Candidate, one: Candidate) -> bool:
    if sure.fact is None or one.fact is None or one.when < 0 or confidence(one) < LIKELY:
        return False
    if any(one.features[name] > 0 for name in ("contrary", "foreign", "miscounted", "misdated")):
        return False
    unit, other = sure.fact.figure, one.fact.figure
    if (unit.kind, unit.unit) != (other.kind, other.unit):
        return False
    counted = unit.kind == "count"  # what is counted says enough: "25/25 chỉ tiêu"
    return counted or alike(*(f"{fact.outer} {fact.own}" for fact in (sure.fact, one.fact)))
