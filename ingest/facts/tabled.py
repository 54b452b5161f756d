"""Figures of a sentence or table row, bound to what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ingest.facts.binding import Fact, facts_in_prose, period_of, status_in
from ingest.facts.cells import NUMERAL, ORDER_HEAD, Cell, Row, is_order
from ingest.facts.figures import Figure
from ingest.facts.grid import bare_figure, spoken
from ingest.facts.merged import time_beside
from ingest.facts.sentences import Sentence
from ingest.facts.stretches import STROKE

_ASIDE = re.compile(r"\((?:đã|bao gồm|gồm|kể cả|trừ|không)(?!\w)[^()]*\)?", re.IGNORECASE)
_LIES = re.compile(r"\sthuộc(?: các| địa bàn)?\s(?=(?:tỉnh|thành phố|huyện|thị xã|xã|phường|đặc khu)(?!\w))")
_CAPTION = re.compile(r"\W*(?:Đơn vị(?: tính)?|ĐVT)\s*:(?!.{80})", re.IGNORECASE)
_ITEM = re.compile(r"\n(?=[-+•*]\s)")
_NO_AMOUNT = re.compile(r"\bmã\b|số hiệu|điện thoại|^(?:năm|thời gian)$|^ngày\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def facts(sentence: Sentence, title: str = "", year: int | None = None) -> tuple[Fact, ...]:
    """All facts of a sentence; ``title`` and ``year`` are the document's, for what nothing else dates."""
    if sentence.row is None:
        return () if _CAPTION.match(sentence.text) else facts_in_prose(sentence, title, year)
    if sentence.is_heading:
        return ()
    found: list[Fact] = []
    start = 0
    for at, cell in enumerate(sentence.row.cells):
        if not _names_no_amount(cell, at):
            found.extend(_of_cell(sentence, sentence.row, cell, start, title, year))
        start += len(cell.text) + len(STROKE)
    return tuple(found)


def _names_no_amount(cell: Cell, at: int) -> bool:
    """A cell that only counts the rows, or is a code or a date."""
    head = cell.heading.strip()
    return bool(ORDER_HEAD.match(head) or _NO_AMOUNT.search(head)) or (at == 0 and is_order(cell.text))


def _of_cell(
    sentence: Sentence, row: Row, cell: Cell, start: int, title: str, year: int | None
) -> list[Fact]:
    """A cell that is an amount is of its row and its column; in words, of its own clause as well."""
    named = " ".join(part.text for part in (row.parent, row.name) if part is not None and part is not cell)
    figure = bare_figure(cell, row)
    if figure is not None:
        said = " ".join(
            _short(part) for part in (row.parent, row.name) if part is not None and part is not cell
        )
        time = time_beside(row, cell)
        unit = f"{figure.unit} " if figure.unit and figure.unit not in cell.heading else ""
        own = f"{said} {spoken(cell.heading)} {unit}{time}".replace("\n", " ")
        period = period_of(sentence, title, year, own)
        status = status_in(own, sentence, period, year)
        outer = f"{named} {sentence.lead}".replace("\n", " ")
        return [Fact(sentence, _moved(figure, start), own, outer, period, status)]
    text = cell.text.replace("\n", " ")
    if cell is row.name and any(NUMERAL.fullmatch(one.text.strip()) for one in row.cells if one is not cell):
        text = _ASIDE.sub(lambda one: " " * len(one[0]), text)  # its amounts stand in their own cells
    label = row.label if row.label is not cell else None
    return [
        replace(
            one,
            sentence=sentence,
            figure=_moved(one.figure, start + low),
            own=label.text.replace("\n", " ") if label else one.own,
            outer=f"{named} {cell.heading} {text if label else one.outer} {sentence.lead}".replace("\n", " "),
        )
        for low, high in _items(cell.text)
        for one in facts_in_prose(
            replace(sentence, text=text[low:high], at=cell.plain.at[low:high], row=None), title, year
        )
    ]


def _items(text: str) -> Iterator[tuple[int, int]]:
    """The items of a list within a cell, or all of it."""
    starts = [0, *(mark.end() for mark in _ITEM.finditer(text))]
    return pairwise([*starts, len(text)])


def _short(name: Cell) -> str:
    """What a row is of, without where it lies and what a bracket counts in: "Mỏ A (mở rộng) thuộc xã B"."""
    text = _ASIDE.sub(" ", name.text.replace("\n", " "))
    return _LIES.split(text)[0] or text


def _moved(figure: Figure, by: int) -> Figure:
    return replace(figure, start=figure.start + by, end=figure.end + by, at=figure.at + by)
