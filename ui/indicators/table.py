"""From figures to rows: filtered, grouped into indicators, sorted, with the values that disagree."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ingest.facts.periods import Period
from ingest.facts.record import STATUSES
from ingest.facts.words import fold
from ui.indicators.figures import Figure
from ui.indicators.naming import fields
from ui.indicators.state import Look

_HEADS = re.compile(
    r"(?:tỷ lệ|tỷ trọng|số|tổng|thu|chi|tốc độ|tăng trưởng|GRDP|giá trị|sản lượng|diện tích|vốn|kim ngạch|"
    r"cơ cấu|thu nhập|doanh thu|năng suất|chỉ số|tuổi thọ|mức|dân số|kinh tế số|độ|quy mô|xuất khẩu)\b",
    re.I,
)
_KNOWN_CAPITALS = frozenset({"GRDP", "USD", "OCOP", "FDI", "ODA", "PCI", "PAPI", "BHYT", "GDP"})


@dataclass(frozen=True)
class Row:
    """One indicator with its figures, by place, the latest period first, results before targets."""

    key: str
    measure: str
    figures: tuple[Figure, ...]

    @property
    def id(self) -> str:
        """Names it in an address; the same whatever else is filtered."""
        return row_id(self.key, self.measure)

    @cached_property
    def name(self) -> str:
        """The name that most documents use, the shortest of these; none in capitals if there is another."""
        uses: Counter[str] = Counter(
            name for name, _ in {(one.name, one.fact.document) for one in self.figures}
        )
        return min(uses, key=lambda name: (_shouted(name), -uses[name], len(name), name))

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(one.fact.place for one in self.figures if one.fact.place)

    @cached_property
    def documents(self) -> frozenset[str]:
        return frozenset(one.fact.document for one in self.figures)

    @cached_property
    def field(self) -> str:
        """The field of government of its first figure that has one."""
        return next((one.field for one in self.figures if one.field), "")

    @cached_property
    def differing(self) -> frozenset[str]:
        """Ids of the figures that another document contradicts: nothing that the two state of the same place,
        period and standing agrees."""
        same: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
        for one in self.figures:
            if one.fact.place and one.fact.period and one.fact.status:
                same[one.fact.place, one.fact.period, one.fact.status].append(one)
        return frozenset(one.id for group in same.values() for one in _contradicted(group))


def shown(figures: Iterable[Figure], look: Look) -> list[Row]:
    """The indicators that ``look`` asks for, in its order."""
    groups: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in filtered(figures, look):
        groups[figure.key, figure.measure].append(figure)
    rows = [Row(key, measure, tuple(sorted(held, key=_order))) for (key, measure), held in _joined(groups)]
    if look.differing:
        rows = [row for row in rows if row.differing]
    return sorted(rows, key=_SORTS[look.order])


def filtered(figures: Iterable[Figure], look: Look) -> list[Figure]:
    """The figures that fulfil every filter of ``look``."""
    wanted = [f" {word}" for word in fold(look.words).split()]
    years = [int(year) for year in look.years]

    def fits(one: Figure) -> bool:
        fact = one.fact
        return (
            (look.norms or one.planned)
            and (not look.places or fact.place in look.places)
            and (not look.statuses or fact.status in look.statuses)
            and (not look.fields or one.field in look.fields)
            and (not look.document or fact.document == look.document)
            and (not years or any(_within(year, fact.period) for year in years))
            and (not wanted or _holds(one, wanted))
        )

    return [one for one in figures if fits(one)]


def row_id(key: str, measure: str) -> str:
    """Eight digits that name an indicator."""
    return f"{zlib.crc32(f'{key}|{measure}'.encode()):08x}"


def columns_of(rows: Sequence[Row], across: str) -> list[str]:
    """Places, those with most of what others state too first; or periods, the latest first."""
    if across == "year":
        periods = {one.fact.period for row in rows for one in row.figures if one.fact.period}
        return [told(period) for period in sorted(periods, key=lambda one: (-one.last, one.last - one.first))]
    common: Counter[str] = Counter(place for row in rows if len(row.places) > 1 for place in row.places)
    alone: Counter[str] = Counter(place for row in rows for place in row.places)
    return sorted(alone, key=lambda place: (-common[place], -alone[place], place))


def cell_of(row: Row, column: str, across: str) -> list[Figure]:
    """The figures of a row that stand in a column, the latest first; one of several that say the same."""
    held = [one for one in row.figures if _column(one, across) == column]
    held.sort(key=lambda one: _newest(one.fact.period))
    seen: dict[tuple[object, ...], Figure] = {}
    for one in held:
        seen.setdefault(
            (one.fact.place, one.fact.period, one.fact.status, one.bounds, one.fact.direction), one
        )
    return list(seen.values())


def told(period: Period | None) -> str:
    """``"2023"``, ``"2020–2025"``; empty for none."""
    if period is None:
        return ""
    return str(period.first) if period.first == period.last else f"{period.first}–{period.last}"


def choices(figures: Iterable[Figure], name: str) -> dict[str, int]:
    """Values that a filter may take, with their number of figures; the commonest first, years the latest."""
    counts: Counter[str] = Counter()
    for one in figures:
        if name == "places" and one.fact.place:
            counts[one.fact.place] += 1
        elif name == "years" and one.fact.period:
            counts[str(one.fact.period.last)] += 1
        elif name == "fields" and one.field:
            counts[one.field] += 1
    if name == "fields":
        return {field: counts[field] for field in fields() if counts[field]}
    if name == "years":
        return dict(sorted(counts.items(), reverse=True))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _joined(
    groups: dict[tuple[str, str], list[Figure]],
) -> Iterable[tuple[tuple[str, str], list[Figure]]]:
    """The groups; a figure without a unit joins the one group of its name that has one."""
    units: defaultdict[str, set[str]] = defaultdict(set)
    for key, measure in groups:
        if measure:
            units[key].add(measure)
    for key, measure in list(groups):
        if not measure and len(units[key]) == 1:
            groups[key, next(iter(units[key]))].extend(groups.pop((key, measure)))
    return groups.items()


def _within(year: int, period: Period | None) -> bool:
    return period is not None and period.first <= year <= period.last


def _holds(one: Figure, wanted: Collection[str]) -> bool:
    name = f" {fold(one.fact.indicator)} {fold(one.name)}"
    return all(word in name for word in wanted)


def _column(one: Figure, across: str) -> str:
    return told(one.fact.period) if across == "year" else one.fact.place or ""


def _contradicted(group: Sequence[Figure]) -> Iterator[Figure]:
    by_document: defaultdict[str, list[Figure]] = defaultdict(list)
    for one in group:
        by_document[one.fact.document].append(one)
    for id, own in by_document.items():
        others = (held for other, held in by_document.items() if other != id)
        if any(not any(agree(one, two) for one in own for two in held) for held in others):
            yield from own


def agree(one: Figure, other: Figure) -> bool:
    """Whether two values are the same as far as the coarser of them goes: 88,6 nghìn tỷ and 88.612 tỷ."""
    return all(_same(a, b) for a, b in zip(one.bounds, other.bounds, strict=True))


def _same(a: Decimal, b: Decimal) -> bool:
    coarser = Decimal(1).scaleb(max(int(a.as_tuple().exponent), int(b.as_tuple().exponent)))
    return bool(a.quantize(coarser) == b.quantize(coarser))


def _order(one: Figure) -> tuple[object, ...]:
    status = STATUSES.index(one.fact.status) if one.fact.status else len(STATUSES)
    return (one.fact.place or "~", _newest(one.fact.period), -status, one.fact.document, one.fact.number)


def _newest(period: Period | None) -> tuple[int, int]:
    return (-period.last, -period.first) if period else (0, 0)


def _shouted(name: str) -> bool:
    return sum(word.isupper() and len(word) > 1 and word not in _KNOWN_CAPITALS for word in name.split()) > 1


def _spread(row: Row) -> tuple[object, ...]:
    known = bool(_HEADS.match(row.name)) and len(row.key.split()) > 1
    return (-min(len(row.places), 99), not known, -len(row.documents), -len(row.figures), row.name)


_SORTS = {
    "spread": _spread,
    "field": lambda row: (_field_at(row.field), *_spread(row)),
    "name": lambda row: (fold(row.name), row.name, row.measure),
    "count": lambda row: (-len(row.figures), row.name),
}


def _field_at(field: str) -> int:
    return fields().index(field) if field in fields() else len(fields())
