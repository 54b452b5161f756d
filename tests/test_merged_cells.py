"""Facts of tables from Word, Excel and web pages: bare years as headings, years beside, merged cells."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import openpyxl
import pytest

from ingest.document import parse
from ingest.facts import facts_of
from ingest.facts.periods import Period
from ingest.readers import read_bytes

HEAD = (
    "ỦY BAN NHÂN DÂN XÃ AN BÌNH", "Số: 12/BC-UBND", "An Bình, ngày 03 tháng 02 năm 2024", "BÁO CÁO",
    "Kết quả thực hiện các chỉ tiêu",
)  # fmt: skip
Rows = Sequence[Sequence[object]]
Spans = Sequence[tuple[int, int, int, int]]  # first row and column, last row and column of merged cells


def word(rows: Rows, spans: Spans) -> str:
    made = docx.Document()
    for line in HEAD:
        made.add_paragraph(line)
    table = made.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
    for top, left, bottom, right in spans:
        table.cell(top, left).merge(table.cell(bottom, right)).text = str(rows[top][left])
    stream = io.BytesIO()
    made.save(stream)
    return read_bytes(stream.getvalue(), ".docx").text


def workbook(rows: Rows, spans: Spans) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in HEAD:
        sheet.append([line])
    for row in rows:
        sheet.append([None if value == "" else value for value in row])
    down = len(HEAD) + 1
    for top, left, bottom, right in spans:
        sheet.merge_cells(None, top + down, left + 1, bottom + down, right + 1)
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes(stream.getvalue(), ".xlsx").text


def page(rows: Rows, spans: Spans) -> str:
    size = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in spans}
    hidden = {
        (row, column)
        for top, left, bottom, right in spans
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }

    def cell(at: int, column: int, value: object) -> str:
        down, across = size.get((at, column), (1, 1))
        return f'<td rowspan="{down}" colspan="{across}">{value}</td>'

    lines = (
        "".join(cell(at, column, one) for column, one in enumerate(row) if (at, column) not in hidden)
        for at, row in enumerate(rows)
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    return read_bytes(f"<html><body>{head}<table>{body}</table></body></html>".encode(), ".html").text


Make = Callable[[Rows, Spans], str]
FORMATS = pytest.mark.parametrize("make", [word, workbook, page])


def told(text: str) -> set[tuple[str, str, str | None, Period | None, str | None]]:
    """Indicator, figure as it stands, unit, period and status of each fact."""
    document = parse(text, id="a", source="a")
    return {
        (fact.indicator, text[fact.number[0] : fact.number[1]], fact.unit, fact.period, fact.status)
        for fact in facts_of(document)
    }


def year(number: int) -> Period:
    return Period(number, number)


@FORMATS
@pytest.mark.parametrize("counted", [False, True])
def test_bare_years_head_their_columns(make: Make, counted: bool) -> None:
    rows: list[list[object]] = [
        ["Chỉ tiêu", "Đơn vị", 2022, 2023], ["Hộ nghèo", "hộ", 35, 28], ["Hộ cận nghèo", "hộ", 46, 41],
    ]  # fmt: skip
    if counted:
        rows = [[first, *row] for first, row in zip(("STT", 1, 2), rows, strict=True)]
    facts = told(make(rows, []))
    found = {(name.split()[1], figure, unit, period) for name, figure, unit, period, _ in facts}
    assert found == {
        ("nghèo", "35", "hộ", year(2022)), ("nghèo", "28", "hộ", year(2023)),
        ("cận", "46", "hộ", year(2022)), ("cận", "41", "hộ", year(2023)),
    }  # fmt: skip


@FORMATS
def test_a_year_in_a_column_of_its_own_dates_its_row(make: Make) -> None:
    rows: list[list[object]] = [["Chỉ tiêu", "Năm", "Số hộ (hộ)"]]
    rows += [["Hộ nghèo", 2022, 35], ["Hộ nghèo", 2023, 28]]
    found = {(figure, period) for _, figure, _, period, _ in told(make(rows, []))}
    assert found == {("35", year(2022)), ("28", year(2023))}


@FORMATS
def test_a_name_over_several_rows_names_each(make: Make) -> None:
    rows: list[list[object]] = [
        ["Chỉ tiêu", "Đơn vị", "Năm", "Kết quả"],
        ["Hộ nghèo", "hộ", 2022, 35], ["", "hộ", 2023, 28],
        ["Đường bê tông", "km", 2022, 12], ["", "km", 2023, 15],
    ]  # fmt: skip
    for spans in ([(1, 0, 2, 0), (3, 0, 4, 0)], [(1, 0, 2, 0), (1, 1, 2, 1), (3, 0, 4, 0), (3, 1, 4, 1)]):
        if len(spans) == 4:
            rows = [*rows[:2], ["", "", 2023, 28], rows[3], ["", "", 2023, 15]]
        facts = told(make(rows, spans))
        found = {(name.split()[0], figure, unit, period) for name, figure, unit, period, _ in facts}
        assert found == {
            ("hộ", "35", "hộ", year(2022)), ("hộ", "28", "hộ", year(2023)),
            ("đường", "12", "km", year(2022)), ("đường", "15", "km", year(2023)),
        }  # fmt: skip


@FORMATS
@pytest.mark.parametrize("heads", [(2022, 2023), ("Năm 2022", "Năm 2023")])
def test_a_heading_over_several_columns_heads_each(make: Make, heads: tuple[object, object]) -> None:
    rows: list[list[object]] = [
        ["Chỉ tiêu", "Đơn vị", heads[0], "", heads[1], ""],
        ["", "", "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"],
        ["Hộ nghèo", "hộ", 36, 35, 30, 28],
        ["Đường bê tông", "km", 10, 12, 14, 15],
    ]
    found = {(figure, unit, period, status) for _, figure, unit, period, status in told(
        make(rows, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)])
    )}  # fmt: skip
    assert found == {
        ("36", "hộ", year(2022), "target"), ("35", "hộ", year(2022), "result"),
        ("30", "hộ", year(2023), "target"), ("28", "hộ", year(2023), "result"),
        ("10", "km", year(2022), "target"), ("12", "km", year(2022), "result"),
        ("14", "km", year(2023), "target"), ("15", "km", year(2023), "result"),
    }  # fmt: skip


@FORMATS
def test_a_total_without_a_name_takes_none_from_above(make: Make) -> None:
    rows: list[list[object]] = [["Thôn", "Số hộ nghèo (hộ)", "Số hộ cận nghèo (hộ)"]]
    rows += [["Thôn Đông", 35, 40], ["", 35, 40]]
    names = [name for name, *_ in told(make(rows, []))]
    assert len(names) == 2
