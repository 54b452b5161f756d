"""Workbooks (.xls, .xlsx): every sheet as rows, numbers as a Vietnamese reader writes them.

xlrd and openpyxl read the files and tell the font of each cell and of each stretch inside it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.canonical import one_line, tidy_lines
from ingest.legacy import Converter, Run
from ingest.readers.base import Kind, RawText, Rejected
from ingest.readers.cell_values import shown
from ingest.readers.packages import opened
from ingest.readers.runs import joined, legacy_warnings
from ingest.readers.sheet_boxes import drawn_in_xls, drawn_in_xlsx
from ingest.readers.sheet_margins import margins_of_xls, margins_of_xlsx
from ingest.readers.tables import row_lines

MAX_CELLS = 2_000_000
_EMPTY = (0, 6)  # kinds of xlrd: no cell, a cell with a format alone

_CORRUPT = "bảng tính hỏng hoặc bị cắt cụt: mở bằng Excel hoặc LibreOffice, lưu lại rồi nạp lại"
_LOCKED = "bảng tính có mật khẩu: bỏ mật khẩu rồi nạp lại"
LARGE = f"bảng tính có hơn {MAX_CELLS} ô: tách thành các tệp nhỏ hơn rồi nạp lại"
_FORMULAS = "{} ô công thức chưa có giá trị lưu kèm nên bị bỏ trống: mở bằng Excel, lưu lại rồi nạp lại"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: its column and what it shows."""

    column: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows, blank ones left out."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_xls(data: bytes) -> RawText:
    """Every sheet of an Excel 97-2003 file.

    Raises:
        Rejected: a broken or encrypted workbook, or one without end.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = [Sheet(sheet.name, tuple(_xls_rows(book, sheet))) for sheet in book.sheets()]
    except Rejected:
        raise
    except xlrd.XLRDError as error:
        raise Rejected(_LOCKED if "encrypted" in str(error).lower() else _CORRUPT) from error
    except Exception as error:  # xlrd meets damage with whatever error comes first
        raise Rejected(_CORRUPT) from error
    fonts = [font.name for font in book.font_list]
    drawn = [Run(text, fonts[font] if font < len(fonts) else None) for text, font in drawn_in_xls(data)]
    return as_text(sheets, "xls", margins_of_xls(data), drawn)


def read_xlsx(data: bytes) -> RawText:
    """Every sheet of an Excel workbook, formulas by the values stored with them.

    Raises:
        Rejected: a broken or malicious workbook, or one without end.
    """
    import openpyxl

    if not data.startswith(b"PK"):
        from ingest.readers.office_xml import read_excel_xml

        return read_excel_xml(data)
    with opened(data) as archive:
        margins, blank = margins_of_xlsx(archive)
        drawn = [Run(text, font) for text, font in drawn_in_xlsx(archive)]
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
        sheets = [Sheet(sheet.title, tuple(_xlsx_rows(sheet))) for sheet in book.worksheets]
    except Rejected:
        raise
    except Exception as error:  # openpyxl meets damage with whatever error comes first
        raise Rejected(_CORRUPT) from error
    raw = as_text(sheets, "xlsx", margins, drawn)
    return replace(raw, warnings=(*raw.warnings, _FORMULAS.format(blank))) if blank else raw


def as_text(sheets: Sequence[Sheet], kind: Kind, margins: str = "", drawn: Sequence[Run] = ()) -> RawText:
    """The sheets' names and rows, a line each, then what is written in boxes; old fonts converted."""
    runs = (run for sheet in sheets for row in sheet.rows for cell in row for run in joined(cell.runs))
    converter = Converter([*runs, *drawn])
    filled = [sheet for sheet in sheets if sheet.rows]
    lines: list[str] = []
    for sheet in filled:
        if len(filled) > 1:
            lines.append(one_line(sheet.name))
        lines.extend(_lines(sheet, converter))
    lines.extend(map(converter.text, drawn))
    text = tidy_lines("\n".join(lines))
    return RawText(text, (), None, kind, None, legacy_warnings(converter), (), margins)


def _lines(sheet: Sheet, converter: Converter) -> Iterator[str]:
    columns = sorted({cell.column for row in sheet.rows for cell in row})
    place = {column: number for number, column in enumerate(columns)}
    for row in sheet.rows:
        cells = [""] * len(columns)
        for cell in row:
            cells[place[cell.column]] = "".join(map(converter.text, joined(cell.runs))).strip()
        yield row_lines(cells)


def _xls_rows(book: Any, sheet: Any) -> Iterator[tuple[Cell, ...]]:
    if sheet.nrows * max(1, sheet.ncols) > 20 * MAX_CELLS:
        raise Rejected(LARGE)
    for row in range(sheet.nrows):
        # Most places of a sheet are empty: their kinds are looked at before any cell is made.
        filled = (column for column, kind in enumerate(sheet.row_types(row)) if kind not in _EMPTY)
        cells = (_xls_cell(book, sheet, row, column) for column in filled)
        if kept := tuple(cell for cell in cells if cell is not None):
            yield kept


def _xls_cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:
    import xlrd

    cell = sheet.cell(row, column)
    if cell.value == "":
        return None
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    font = book.font_list[style.font_index].name if style is not None else None
    if cell.ctype == xlrd.XL_CELL_TEXT:
        changes = sheet.rich_text_runlist_map.get((row, column), ())
        return Cell(column, tuple(_stretches(book, cell.value, font, changes)))
    form = book.format_map.get(style.format_key) if style is not None else None
    return Cell(column, (Run(_xls_value(book, cell, form.format_str if form else ""), font),))


def _stretches(book: Any, text: str, font: str | None, changes: Iterable[tuple[int, int]]) -> Iterator[Run]:
    start = 0
    for place, number in [*changes, (len(text), 0)]:
        if place > start:
            yield Run(text[start:place], font)
        start = max(start, place)
        font = book.font_list[number].name if number < len(book.font_list) else font


def _xls_value(book: Any, cell: Any, form: str) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
            return shown(moment.time() if 0 <= cell.value < 1 else moment, form)
        except (ValueError, OverflowError):
            return shown(cell.value, "")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), "")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    return shown(cell.value, form)


def _xlsx_rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    count = 0
    for row in sheet.iter_rows():
        cells = tuple(
            Cell(cell.column, tuple(_xlsx_runs(cell)))
            for cell in row
            if cell.value is not None and cell.value != "" and cell.data_type != "e"
        )
        count += len(cells)
        if count > MAX_CELLS:
            raise Rejected(LARGE)
        if cells:
            yield cells


def _xlsx_runs(cell: Any) -> Iterator[Run]:
    from openpyxl.cell.rich_text import CellRichText

    font = cell.font.name if cell.font is not None else None
    if isinstance(cell.value, CellRichText):
        for piece in cell.value:
            if isinstance(piece, str):
                yield Run(piece, font)
            else:
                yield Run(piece.text or "", (piece.font.rFont if piece.font else None) or font)
    elif isinstance(cell.value, str):
        yield Run(cell.value, font)
    else:
        yield Run(shown(cell.value, cell.number_format or ""), font)
