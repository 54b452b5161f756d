"""From figures to rows: filtered, grouped into indicators, sorted, with the values that disagree."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ingest.facts.periods import Period
from ingest.facts.record import STATUSES
from ingest.facts.words import fold
from ui.indicators import strings
from ui.indicators.figures import Figure
from ui.indicators.filtering import filtered, nearly, split
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
    rows = _rows(filtered(figures, look))
    if look.differing:
        rows = [row for row in rows if row.differing]
    rows.sort(key=_SORTS[look.order])
    return _by_column(rows, look) if look.by else rows


def row_id(key: str, measure: str) -> str:
    """Eight digits that name an indicator."""
    return f"{zlib.crc32(f'{key}|{measure}'.encode()):08x}"


def columns_of(rows: Sequence[Row], across: str) -> list[str]:
    """Places, those with most of what others state too first; or periods, the latest first; last of all
    figures that name none."""
    columns = _periods(rows) if across == "year" else _places(rows)
    lacking = strings.NO_PERIOD if across == "year" else strings.NO_PLACE
    without = any(_column(one, across) == lacking for row in rows for one in row.figures)
    return [*columns, lacking] if without else columns


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


def facets(figures: Iterable[Figure], look: Look) -> dict[str, dict[str, int]]:
    """For each list of values how many figures would be shown if one of them alone were chosen there, all
    other filters as they are."""
    return {
        name: {
            value: _shown_of(own, look) for value, own in split(held, name, getattr(look, name)).items()
        }
        for name, held in nearly(figures, look).items()
    }  # fmt: skip


def _shown_of(figures: Sequence[Figure], look: Look) -> int:
    if not look.differing:
        return len(figures)
    return sum(len(row.figures) for row in _rows(figures) if row.differing)


def _rows(figures: Iterable[Figure]) -> list[Row]:
    groups: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.key, figure.measure].append(figure)
    return [Row(key, measure, tuple(sorted(held, key=_order))) for (key, measure), held in _joined(groups)]


def _periods(rows: Sequence[Row]) -> list[str]:
    periods = {one.fact.period for row in rows for one in row.figures if one.fact.period}
    return [told(period) for period in sorted(periods, key=lambda one: (-one.last, one.last - one.first))]


def _places(rows: Sequence[Row]) -> list[str]:
    common: Counter[str] = Counter(place for row in rows if len(row.places) > 1 for place in row.places)
    alone: Counter[str] = Counter(place for row in rows for place in row.places)
    return sorted(alone, key=lambda place: (-common[place], -alone[place], place))


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


def _column(one: Figure, across: str) -> str:
    if across == "year":
        return told(one.fact.period) or strings.NO_PERIOD
    return one.fact.place or strings.NO_PLACE


def _by_column(rows: list[Row], look: Look) -> list[Row]:
    """The rows by the value that is large in the column ``look.by``, the largest first: one unit after the
    other, the commonest first; then those without a value, in the order they had."""
    values = {row.id: held[0].amount for row in rows if (held := cell_of(row, look.by, look.columns))}
    uses = Counter(row.measure for row in rows if row.id in values)

    def at(row: Row) -> tuple[object, ...]:
        if row.id not in values:
            return (True,)
        amount = values[row.id]
        return (False, -uses[row.measure], row.measure, amount if look.rising else -amount)

    return sorted(rows, key=at)


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
