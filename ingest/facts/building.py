"""From a figure in its text to the record that is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.facts.figures import Figure
from ingest.facts.names import canonical_indicator
from ingest.facts.periods import Period
from ingest.facts.plain import Plain
from ingest.facts.record import FactRecord, Span, Status, comparator_of, decimal_of, direction_of, scale_of
from ingest.types import Document

_BOUND = re.compile(r"(?:\s[^\W\d]+){0,4}\s(?:trở lên|trở xuống)(?!\w)")
_BOUND_AHEAD = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|tối đa|không quá)\s(?:mỗi|một|hằng|hàng)\s\w+\s$", re.IGNORECASE
)
_NUMERAL = re.compile(r"(?:(?<![\w%])-)?\d[\d.,]*(?<![.,])")


@dataclass(frozen=True, slots=True)
class Naming:
    """The words that name an indicator, and where they stand in the document."""

    words: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What else the text says of a figure."""

    period: Period | None
    status: Status | None
    place: str | None
    organisation: str | None
    section: str | None


def built(
    document: Document, part: Plain, figure: Figure, naming: Naming, said: Said, thousands: bool = False
) -> FactRecord:
    """The record of ``figure``, whose offsets are those of ``part``."""
    low, high, of = _values(figure.value, thousands)
    start, end = part.span(figure.start, figure.end)
    written = part.text[figure.start : figure.end] + (_bound_beside(part.text, figure) or "")
    return FactRecord(
        document=document.id,
        section=said.section,
        start=start,
        end=end,
        text=document.text[start:end],
        number=part.span(figure.at, figure.at + len(figure.value)),
        low=low,
        high=high,
        of=of,
        unit=figure.unit,
        scale=scale_of(figure.unit),
        comparator=comparator_of(written, low != high),
        direction=direction_of(figure.direction),
        period=said.period,
        status=said.status,
        place=said.place,
        organisation=said.organisation,
        indicator=canonical_indicator(naming.words),
        words=naming.spans,
    )


def _bound_beside(text: str, figure: Figure) -> str | None:
    """The bound that stands a few words off: "15 năm kinh nghiệm trở lên", "ít nhất mỗi năm 01 lần"."""
    found = _BOUND.match(text, figure.end)
    found = found or _BOUND_AHEAD.search(text, max(0, figure.start - 30), figure.start)
    return f" {found[0]}" if found else None


def naming_of(part: Plain, spans: tuple[Span, ...]) -> Naming:
    """The words of ``part`` at ``spans``, with their places in the document."""
    words = " ".join(part.text[start:end] for start, end in spans)
    return Naming(words, tuple(part.span(*span) for span in spans))


def together(*namings: Naming) -> Naming:
    """One name of several: the row's and the column's."""
    words = " ".join(one.words for one in namings if one.words)
    return Naming(words, tuple(span for one in namings for span in one.spans))


def _values(written: str, thousands: bool) -> tuple[Decimal, Decimal, Decimal | None]:
    """Bounds and denominator of a numeral, a range or a fraction."""
    if thousands:
        written = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", written)
    numbers = [decimal_of(one) for one in _NUMERAL.findall(written)]
    if "/" in written and len(numbers) == 2:
        return numbers[0], numbers[0], numbers[1]
    return numbers[0], numbers[-1], None
