"""Figures with their citations as files: a spreadsheet, and text that any program reads.

A document's words never become a formula: what begins like one is kept as text in both.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ui.about import citation_text, day_of, title_of
from ui.indicators import strings
from ui.indicators.figures import Figure, Figures
from ui.indicators.matrix import status_of
from ui.indicators.table import Row, told
from ui.reading import read

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_000  # characters that a cell of a spreadsheet holds
_WIDTHS = (44, 22, 16, 14, 12, 16, 16, 14, 22, 12, 70, 60, 18, 13, 30, 7, 80)

Value = str | int | float | None


def lines_of(rows: Sequence[Row], figures: Figures) -> Iterator[tuple[Value, ...]]:
    """A line for every figure of ``rows``, under :data:`ui.indicators.strings.HEADINGS`."""
    for row in rows:
        for one in row.figures:
            yield _line(row, one, figures)


def as_csv(rows: Sequence[Row], figures: Figures) -> bytes:
    """UTF-8 with a mark of order, as the spreadsheet programs of an office expect it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(strings.HEADINGS)
    writer.writerows([_harmless(value) for value in line] for line in lines_of(rows, figures))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Row], figures: Figures) -> bytes:
    """One sheet, its headings fixed and filtered, long texts wrapped."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(strings.SHEET)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    top = Alignment(vertical="top", wrap_text=True)
    heads = [WriteOnlyCell(sheet, value=text) for text in strings.HEADINGS]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for line in lines_of(rows, figures):
        cells = [WriteOnlyCell(sheet, value=value) for value in line]
        for cell in cells:
            cell.alignment = top
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(row: Row, one: Figure, figures: Figures) -> tuple[Value, ...]:
    fact, info = one.fact, figures.infos.get(one.fact.document)
    line: tuple[Value, ...] = (
        read(row.name).line,
        row.field or strings.NO_FIELD,
        fact.place,
        told(fact.period) or None,
        status_of(one),
        _plain_number(fact.low),
        _plain_number(fact.high),
        fact.unit,
        read(fact.text).line,
        strings.YES if one.id in row.differing else None,
        read(one.words).line,
        title_of(info, fact.document),
        info.number if info else None,
        day_of(info.issued) or None if info else None,
        one.label,
        one.page,
        citation_text(info, fact.document, one.label, one.page, one.words),
    )
    return tuple(_clean(value) for value in line)


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _clean(value: Value) -> Value:
    return _CONTROL.sub("", value)[:_LONGEST] if isinstance(value, str) else value


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
