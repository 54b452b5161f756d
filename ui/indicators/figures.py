"""The figures of a store as the page needs them: named, measured, each with the sentence it stands in."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from index.content import DocumentInfo
from ingest.facts import FactRecord
from ingest.facts.sentences import paragraph_around, split
from ingest.store import has_store, open_store
from ingest.types import Document
from settings import Settings
from ui.indicators.naming import bare, field_of, key_of, measure_of
from ui.marks import Span

_TIMES = frozenset(
    {"ngày", "ngày làm việc", "giờ", "giờ làm việc", "phút", "tháng", "năm", "tuần", "quý", "cấp", "lần"}
)
_LONGEST = 600  # characters of a sentence that is shown whole


@dataclass(frozen=True, slots=True)
class Figure:
    """One fact with what the page says of it.

    Attributes:
        id: names it in an address.
        name: the indicator for the eye; ``key`` and ``measure`` tell which others it stands beside.
        quote: span of the sentence or row in the document's text; ``words`` is that text.
        label: how a reader cites its section; ``page`` from 1 where the format has pages.
    """

    fact: FactRecord
    name: str
    key: str
    measure: str
    field: str
    quote: Span
    words: str
    label: str
    page: int | None

    @property
    def id(self) -> str:
        return f"{zlib.crc32(f'{self.fact.document} {self.fact.number}'.encode()):08x}"

    @property
    def planned(self) -> bool:
        """Whether it is a target, an estimate or a result of a period, and no time limit."""
        known = self.fact.status is not None and self.fact.period is not None
        return known and self.measure not in _TIMES

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest value with the unit's scale multiplied out: 88,6 nghìn tỷ is 88.6e12.

        Their exponents tell how exact they are: 88,6 nghìn tỷ is so to a tenth of a nghìn tỷ.
        """
        power = self.fact.scale.adjusted()
        return self.fact.low.scaleb(power), self.fact.high.scaleb(power)

    @property
    def amount(self) -> float:
        """The middle of its bounds: what is drawn and sorted."""
        low, high = self.bounds
        return float(low + high) / 2


@dataclass(frozen=True)
class Figures:
    """All figures of a store at one moment, by document, with what the documents are called."""

    all: tuple[Figure, ...]
    infos: Mapping[str, DocumentInfo]

    @cached_property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that state a figure."""
        return frozenset(one.fact.document for one in self.all)


def read_figures(settings: Settings) -> Figures:
    """Every figure of the documents in the store; none where there is no store yet.

    Raises:
        ingest.store.StoreError: the store cannot be opened.
    """
    if not has_store(settings):
        return Figures((), {})
    with open_store(settings) as opened:
        found: list[Figure] = []
        infos: dict[str, DocumentInfo] = {}
        for id, facts in groupby(opened.facts(), key=lambda fact: fact.document):
            document = opened.document(id)
            infos[id] = DocumentInfo(
                **{field.name: getattr(document, field.name) for field in fields(DocumentInfo)}
            )
            found.extend(_figures(document, facts))
    return Figures(tuple(found), infos)


def sentence_of(text: str, fact: FactRecord, row: Span | None = None) -> Span:
    """The sentence or list item of ``text`` that states ``fact``, or ``row``, the table row that does."""
    if row and row[0] <= fact.start and fact.end <= row[1] <= row[0] + _LONGEST:
        return row
    start, end = paragraph_around(text, fact.start, fact.end)
    held = [(low, high) for low, high in split(text, start, end) if low < fact.end and fact.start < high]
    span = (held[0][0], held[-1][1]) if held else (start, end)
    if span[1] - span[0] <= _LONGEST:
        return span
    return max(span[0], fact.start - _LONGEST // 2), min(span[1], fact.end + _LONGEST // 2)


def _figures(document: Document, facts: Iterator[FactRecord]) -> Iterator[Figure]:
    labels = {section.id: section.label for section in document.sections}
    rows = {one.id: (one.start, one.end) for one in document.sections if one.kind == "table row"}
    for fact in facts:
        if fact.end > len(document.text):  # replaced between the two readings: the next look sees it whole
            continue
        name = bare(fact.indicator, fact.unit)
        start, end = sentence_of(document.text, fact, rows.get(fact.section or ""))
        yield Figure(
            fact=fact,
            name=name,
            key=key_of(name),
            measure=measure_of(name, fact.unit, fact.direction),
            field=field_of(name),
            quote=(start, end),
            words=document.text[start:end],
            label=labels.get(fact.section or "", ""),
            page=document.page_of(fact.start),
        )
