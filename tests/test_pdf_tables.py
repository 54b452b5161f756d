"""Tables of PDF files: a row a line, cells in their columns, whatever their borders and pages."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from fpdf.fonts import FontFace
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from ingest.document import parse
from ingest.facts import facts_of
from ingest.readers import ocr, read_bytes
from ingest.readers.pdf_rules import Rule, grids

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
HEADS = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2024")
ROWS = (
    ("1", "Tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều của toàn huyện", "%", "3,5"),
    (
        "2",
        "Số lao động được giải quyết việc làm mới trong năm, kể cả đi làm việc ở nước ngoài",
        "người",
        "1.250",
    ),
    ("3", "Xã đạt chuẩn nông thôn mới nâng cao", "xã", "4"),
)
SPANS = (20.0, 70.0, 40.0, 50.0)


def paper() -> FPDF:
    if not FONT.is_file():
        pytest.skip("no font with Vietnamese letters (DejaVu Sans) on this machine")
    sheet = FPDF()
    sheet.add_font("body", fname=str(FONT))
    sheet.set_font("body", size=11)
    sheet.add_page()
    return sheet


def lines_of(sheet: FPDF) -> list[str]:
    return read_bytes(bytes(sheet.output()), ".pdf").text.split("\n")


def ruled(rows: Sequence[Sequence[str]], widths: Sequence[float] = SPANS) -> list[str]:
    sheet = paper()
    with sheet.table(col_widths=tuple(widths), first_row_as_headings=False) as table:
        for cells in rows:
            line = table.row()
            for cell in cells:
                line.cell(cell)
    return lines_of(sheet)


def as_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" | ".join(cells) for cells in rows]


def test_cells_of_several_lines_stay_in_their_row() -> None:
    assert ruled([HEADS, *ROWS]) == as_lines([HEADS, *ROWS])


WORDS = "hộ nghèo thu nhập đầu người giáo dục y tế nông thôn mới đạt chuẩn xã phường năm"
words = st.sampled_from(WORDS.split())
cell = st.lists(words, min_size=1, max_size=9).map(" ".join)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(cell, cell, cell), min_size=2, max_size=6))
def test_a_table_says_the_same_in_pdf_and_in_word(rows: list[tuple[str, str, str]]) -> None:
    document = docx.Document()
    table = document.add_table(len(rows), 3)
    for number, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    assert ruled(rows, (50, 60, 70)) == read_bytes(stream.getvalue(), ".docx").text.split("\n")


def test_merged_headings_stand_once_above_their_columns() -> None:
    sheet = paper()
    with sheet.table(col_widths=(20, 70, 45, 45), num_heading_rows=2, headings_style=FontFace()) as table:
        first, second = table.row(), table.row()
        first.cell("TT", rowspan=2)
        first.cell("Chỉ tiêu", rowspan=2)
        first.cell("Năm 2024", colspan=2)
        second.cell("Kế hoạch")
        second.cell("Thực hiện")
        body = table.row()
        for text in ("1", "Thu ngân sách (tỷ đồng)", "120", "131,5"):
            body.cell(text)
    assert lines_of(sheet) == [
        "TT | Chỉ tiêu | Năm 2024",
        "|  | Kế hoạch | Thực hiện",
        "1 | Thu ngân sách (tỷ đồng) | 120 | 131,5",
    ]


@pytest.mark.parametrize("style", ["boxes", "lines", "bars", "no sides"])
def test_however_the_border_is_drawn(style: str) -> None:
    """Boxes around cells, long lines, filled bars a point wide, and no border left and right."""
    sheet = paper()
    xs, ys = [20.0, 60.0, 110.0, 160.0], [40.0, 55.0, 70.0]
    texts = [("Tên xã", "Số hộ", "Ghi chú"), ("Phú Thọ", "312", "đã rà soát")]
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            sheet.text(xs[column] + 3, ys[row] + 9, text)
            if style == "boxes":
                sheet.rect(xs[column], ys[row], xs[column + 1] - xs[column], 15)
    if style in ("lines", "no sides"):
        for x in xs[1:-1] if style == "no sides" else xs:
            sheet.line(x, ys[0], x, ys[-1])
        for y in ys:
            sheet.line(xs[0], y, xs[-1], y)
    if style == "bars":
        for x in xs:
            sheet.rect(x, ys[0], 0.3, ys[-1] - ys[0], style="F")
        for y in ys:
            sheet.rect(xs[0], y, xs[-1] - xs[0], 0.3, style="F")
    assert lines_of(sheet) == as_lines(texts)


def test_a_heading_repeated_on_each_page_is_told_once() -> None:
    sheet = paper()
    rows = [
        (str(number), f"Chỉ tiêu số {number} của kế hoạch phát triển", "%", f"{number},5")
        for number in range(1, 60)
    ]
    with sheet.table(col_widths=SPANS, headings_style=FontFace()) as table:
        for cells in [HEADS, *rows]:
            line = table.row()
            for text in cells:
                line.cell(text)
    assert len(sheet.pages) > 1
    assert lines_of(sheet) == as_lines([HEADS, *rows])


def test_a_row_torn_by_a_page_is_one() -> None:
    sheet = paper()

    def drawn(y: float, *cells: str) -> None:
        for x, width, text in zip((20.0, 40.0, 140.0), (20.0, 100.0, 40.0), cells, strict=True):
            sheet.rect(x, y, width, 12)
            sheet.text(x + 2, y + 7, text)

    drawn(238, "TT", "Chỉ tiêu", "Giá trị")
    drawn(250, "1", "Tỷ lệ dân số tham gia bảo hiểm y tế của", "93 %")
    sheet.add_page()
    drawn(20, "", "toàn huyện đến cuối năm", "")
    drawn(32, "2", "Số thôn có nhà văn hóa", "41")
    assert lines_of(sheet) == [
        "TT | Chỉ tiêu | Giá trị",
        "1 | Tỷ lệ dân số tham gia bảo hiểm y tế của toàn huyện đến cuối năm | 93 %",
        "2 | Số thôn có nhà văn hóa | 41",
    ]


def test_rows_without_a_rule_between_are_parted_at_their_figures() -> None:
    sheet = paper()
    labels = [
        "Thu nội địa",
        "Thu từ xuất khẩu, nhập",
        "khẩu và thuế giá trị",
        "Thu viện trợ",
        "Thu chuyển nguồn",
    ]
    for x, width in zip((20.0, 90.0), (70.0, 50.0), strict=True):
        sheet.rect(x, 40, width, 12)
        sheet.rect(x, 52, width, 60)
    sheet.text(24, 47, "Nội dung")
    sheet.text(94, 47, "Dự toán")
    for number, label in enumerate(labels):
        sheet.text(24, 60 + 9 * number, label)
    for number, value in ((0, "1.200"), (1, "350"), (3, "12"), (4, "8")):
        sheet.text(94, 60 + 9 * number, value)
    assert lines_of(sheet) == [
        "Nội dung | Dự toán",
        "Thu nội địa | 1.200",
        "Thu từ xuất khẩu, nhập khẩu và thuế giá trị | 350",
        "Thu viện trợ | 12",
        "Thu chuyển nguồn | 8",
    ]


def test_a_frame_around_text_and_underlines_are_no_table() -> None:
    sheet = paper()
    sheet.rect(10, 10, 190, 270)
    sheet.text(20, 30, "Điều 1. Phạm vi điều chỉnh")
    sheet.line(20, 32, 60, 32)
    sheet.text(20, 40, "Điều 2. Đối tượng áp dụng")
    assert lines_of(sheet) == ["Điều 1. Phạm vi điều chỉnh", "Điều 2. Đối tượng áp dụng"]


def test_rows_of_a_pdf_give_facts_with_heading_and_unit() -> None:
    lines = ["KẾ HOẠCH", "Phát triển kinh tế - xã hội năm 2024", *ruled([HEADS, *ROWS])]
    facts = facts_of(parse("\n".join(lines), id="x", source="x.pdf"))
    found = {(str(fact.low), fact.unit, fact.period.last if fact.period else None) for fact in facts}
    assert {("3.5", "%", 2024), ("1250", "người", 2024), ("4", "xã", 2024)} <= found


def scanned(sheet: FPDF, degrees: float) -> bytes:
    """The first page as a scanner gives it, lying askew on its glass."""
    with pdfium.PdfDocument(bytes(sheet.output())) as document:
        picture = document[0].render(scale=200 / 72).to_pil().convert("L").rotate(degrees, fillcolor=255)
    stream = io.BytesIO()
    picture.save(stream, "PNG", dpi=(200, 200))
    return stream.getvalue()


@pytest.mark.parametrize("degrees", [0.0, 0.7, -1.2])
def test_a_table_that_was_scanned_is_read_by_its_rows(degrees: float) -> None:
    if ocr.version() is None:
        pytest.skip(f"no Tesseract with Vietnamese on this machine: {ocr.INSTALL}")
    sheet = paper()
    rows = [("STT", "Chỉ tiêu", "Đơn vị", "Năm 2024"), *(("10" + row[0], *row[1:]) for row in ROWS)]
    with sheet.table(col_widths=SPANS, headings_style=FontFace()) as table:
        for cells in rows:
            line = table.row()
            for text in cells:
                line.cell(text)
    read = read_bytes(scanned(sheet, degrees), ".png").text.split("\n")
    assert [line.count("|") for line in read] == [3] * len(rows)
    right = sum(fuzz.ratio(line, " | ".join(cells)) > 90 for line, cells in zip(read, rows, strict=True))
    assert right == len(rows)


def test_a_drawing_of_countless_lines_takes_no_time() -> None:
    sheet = paper()
    for _ in range(6):
        sheet.polyline([(x % 190 + 10.0, (x * 7) % 270 + 10.0) for x in range(12_000)])
    sheet.text(20, 20, "Bản đồ hành chính huyện")
    data = bytes(sheet.output())
    started = time.process_time()
    assert read_bytes(data, ".pdf").text == "Bản đồ hành chính huyện"
    assert time.process_time() - started < 2


rules = st.builds(Rule, st.booleans(), st.floats(0, 800), st.floats(0, 400), st.floats(400, 800))


@settings(max_examples=60, deadline=None)
@given(st.lists(rules, max_size=40), st.floats(0, 800), st.floats(0, 800))
def test_a_point_lies_in_at_most_one_cell_of_a_grid(drawn: list[Rule], x: float, y: float) -> None:
    for grid in grids(drawn):
        assert grid.xs == sorted(grid.xs) and grid.ys == sorted(grid.ys, reverse=True)
        if (place := grid.cell(x, y)) is not None:
            row, column = place
            assert 0 <= row < grid.rows and 0 <= column < grid.columns
            corner = grid.cell(
                (grid.xs[column] + grid.xs[column + 1]) / 2, (grid.ys[row] + grid.ys[row + 1]) / 2
            )
            assert corner == place


def test_a_letterhead_drawn_line_by_line_is_read_by_its_halves() -> None:
    sheet = paper()
    left = ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 12/KH-UBND")
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Bình, ngày 5 tháng 3 năm 2024",
    )
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.text(20, 20 + 7 * number, one)
        sheet.text(100, 20 + 7 * number, other)
    sheet.text(95, 48, "KẾ HOẠCH")
    sheet.text(60, 55, "Giảm nghèo bền vững trên địa bàn xã năm 2024")
    assert lines_of(sheet) == [*left, *right, "KẾ HOẠCH", "Giảm nghèo bền vững trên địa bàn xã năm 2024"]


def test_recipients_and_the_signature_beside_them_do_not_mix() -> None:
    sheet = paper()
    sheet.text(20, 20, "Điều 3. Các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.")
    left = ("Nơi nhận:", "- Như Điều 3;", "- Sở Nội vụ;", "- Lưu: VT.")
    for number, line in enumerate(left):
        sheet.text(20, 40 + 7 * number, line)
        if number < 2:
            sheet.text(110, 40 + 7 * number, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")[number])
    sheet.text(112, 90, "Nguyễn Văn Mẫu")
    assert lines_of(sheet)[1:] == [*left, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu"]


def placed(rows: Sequence[Sequence[str]], places: Sequence[float]) -> list[str]:
    """The lines of a page on which each cell begins at its place, millimetres from the left."""
    sheet = paper()
    for number, row in enumerate(rows):
        for place, cell in zip(places, row, strict=True):
            sheet.text(place, 40 + 7 * number, cell)
    return lines_of(sheet)


def test_columns_close_together_are_told_by_the_lines_above_and_below() -> None:
    rows = [
        ("Chỉ tiêu", "Đơn vị", "2022", "2023"), ("Hộ nghèo", "hộ", "35", "28"),
        ("Thu ngân", "triệu", "1200", "1450"), ("Hộ mới", "hộ", "46", "41"),
    ]  # fmt: skip
    assert placed(rows, (20, 46, 64, 80)) == as_lines(rows)


def test_the_same_wide_spaces_on_two_lines_are_no_columns() -> None:
    rows = [("Thu ngân", "triệu", "1200", "1450"), ("Chi ngân", "triệu", "1150", "1390")]
    assert not any("|" in line for line in placed(rows, (20, 45, 62, 77)))
