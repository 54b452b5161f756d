"""Tables of PDF files that draw no rules: a cell of several lines is one cell, however its page was drawn."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Iterator, Sequence

import pytest
from fpdf import FPDF
from fpdf.enums import VAlign
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.readers import read_bytes
from ingest.readers.pdf_chars import Char
from ingest.readers.pdf_unruled import unruled
from tests.test_pdf_tables import FONT, HEADS, ROWS, SPANS, as_lines, lines_of, paper, placed, words

TABLE = [
    HEADS, ("I", "Chỉ tiêu kinh tế", "", ""), *ROWS, ("", "Trong đó: xã bãi ngang", "xã", "2"),
    ("4", "Thu ngân sách", "triệu đồng", "12.300"),
]  # fmt: skip


def told(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines that ``rows`` make: an empty cell behind the last one needs no bar."""
    return [" | ".join(cells).rstrip(" |").lstrip(" ") for cells in rows]


def by_cell(rows: Sequence[Sequence[str]], align: VAlign, leading: float | None, padding: float) -> FPDF:
    """Cell after cell, as word processors print."""
    sheet = paper()
    with sheet.table(
        col_widths=SPANS[: len(rows[0])], first_row_as_headings=False, borders_layout="NONE",
        line_height=leading, padding=padding, v_align=align, text_align="LEFT",
    ) as table:  # fmt: skip
        for cells in rows:
            line = table.row()
            for text in cells:
                line.cell(text)
    return sheet


def by_line(rows: Sequence[Sequence[str]], align: VAlign, leading: float, padding: float) -> FPDF:
    """From the top of the page downwards, as printers' files are."""
    sheet, y = paper(), 40.0
    for cells in rows:
        wrapped = [
            textwrap.wrap(text, letters) or [""] for text, letters in zip(cells, (6, 30, 14, 14), strict=True)
        ]
        most = max(map(len, wrapped))
        for down, x, text in sorted(_fragments(wrapped, most, align, leading)):
            sheet.text(x, y + down, text)
        y += most * leading + padding
    return sheet


def _fragments(
    wrapped: list[list[str]], most: int, align: VAlign, leading: float
) -> Iterator[tuple[float, float, str]]:
    for x, lines in zip((20.0, 32.0, 105.0, 140.0), wrapped, strict=True):
        above = (most - len(lines)) / 2 * leading if align == VAlign.M else 0.0
        for number, line in enumerate(lines):
            yield above + number * leading, x, line


@pytest.mark.parametrize("align", [VAlign.T, VAlign.M])
@pytest.mark.parametrize(("leading", "padding"), [(None, 0), (5, 0), (5, 2)])
def test_cells_drawn_one_after_the_other(align: VAlign, leading: float | None, padding: float) -> None:
    assert lines_of(by_cell(TABLE, align, leading, padding)) == told(TABLE)


@pytest.mark.parametrize("align", [VAlign.T, VAlign.M])
@pytest.mark.parametrize(("leading", "padding"), [(6, 0), (5, 3)])
def test_lines_drawn_one_after_the_other(align: VAlign, leading: float, padding: float) -> None:
    assert lines_of(by_line(TABLE, align, leading, padding)) == told(TABLE)


cell = st.lists(words, min_size=1, max_size=9).map(" ".join)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(cell, cell, cell), min_size=4, max_size=7),
    st.sampled_from([VAlign.T, VAlign.M]),
    st.sampled_from([2.0, 3.0]),
)
@example([("hộ", "chuẩn chuẩn chuẩn", "hộ"), *[("hộ", "hộ", "hộ")] * 3], VAlign.T, 2.0)  # close cells above
def test_any_cells_in_numbered_rows(rows: list[tuple[str, str, str]], align: VAlign, padding: float) -> None:
    numbered = [(str(number), *cells) for number, cells in enumerate(rows, 1)]
    assert lines_of(by_cell(numbered, align, 5, padding)) == as_lines(numbered)


def test_words_of_a_justified_cell_stand_apart_and_are_one_cell() -> None:
    sheet = paper()
    rows = [
        ("1", "Xây mới nhà văn hóa tại ba thôn"),
        ("2", "Sửa chữa kênh mương của toàn xã"),
        ("3", "Trồng cây"),
    ]
    y = 40.0
    for number, text in rows:
        sheet.text(20, y, number)
        for line in textwrap.wrap(text, 18):
            words, x = line.split(), 40.0
            space = (46 - sum(map(sheet.get_string_width, words))) / max(1, len(words) - 1)
            for word in words:
                sheet.text(x, y, f"{word} ")
                x += sheet.get_string_width(word) + space
            y += 6
        sheet.text(130, y - 6 * len(textwrap.wrap(text, 18)), f"{number}50")
    assert lines_of(sheet) == [f"{number} | {text} | {number}50" for number, text in rows]


@pytest.mark.parametrize("line_by_line", [False, True])
def test_two_columns_of_text_are_read_one_after_the_other(line_by_line: bool) -> None:
    sheet = paper()
    columns = [
        "Ủy ban nhân dân xã giao công chức văn hóa theo dõi việc thực hiện kế hoạch và báo cáo hằng quý.",
        "Mặt trận Tổ quốc vận động nhân dân tham gia, giám sát việc sử dụng kinh phí tại các thôn trong xã.",
    ]
    lines = [
        (60.0 + 6 * number, x, line)
        for x, text in zip((20.0, 110.0), columns, strict=True)
        for number, line in enumerate(textwrap.wrap(text, 26))
    ]
    for y, x, line in sorted(lines) if line_by_line else lines:
        sheet.text(x, y, line)
    assert lines_of(sheet) == columns


def test_a_short_line_below_the_table_is_no_part_of_it() -> None:
    rows = [
        ("TT", "Tên thôn", "Số hộ", "Hộ nghèo"), ("1", "Thôn Đông", "312", "15"),
        ("2", "Thôn Đoài", "287", "9"), ("3", "Thôn Hạ", "198", "7"), ("", "Nguồn: xã", "", ""),
    ]  # fmt: skip
    assert placed(rows, (20, 40, 90, 130)) == [*as_lines(rows[:-1]), "Nguồn: xã"]


def test_a_list_of_countless_lines_takes_no_time() -> None:
    sheet = FPDF(format=(200, 9_000))
    sheet.add_font("body", fname=str(FONT)) if FONT.is_file() else pytest.skip("no DejaVu Sans")
    sheet.set_font("body", size=11)
    sheet.add_page()
    for number in range(1_400):
        sheet.text(20, 20 + 6 * number, "–")
        sheet.text(40, 20 + 6 * number, f"hộ {number}")
    data = bytes(sheet.output())
    started = time.process_time()
    assert read_bytes(data, ".pdf").text.count("hộ") == 1_400
    assert time.process_time() - started < 4


def test_letters_without_height_are_no_table() -> None:
    def letter(at: float, base: float) -> list[Char]:
        return [Char("a", 0.0, at, at, base, 0.0, 0.1, False, (at, base))]

    assert list(unruled([letter(at, 10.0 * at % 3) for at in range(9)])) == []
