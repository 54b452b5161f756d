"""What Office files draw beside their text: SmartArt, boxes on sheets; headings numbered by an outline."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import datetime, time

import docx
import openpyxl
import pptx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlideURI
from pptx.util import Inches

from ingest.readers import read_bytes
from ingest.readers.cell_values import shown
from tests.old_files import compound

DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATA = f"{REL}/diagramData"
POINTS = (
    f'<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{DRAWN}"><dgm:ptLst>'
    "<dgm:pt><dgm:t><a:p><a:r><a:t>Chủ tịch </a:t></a:r><a:r><a:t>xã</a:t></a:r></a:p></dgm:t></dgm:pt>"
    "<dgm:pt><dgm:t><a:p><a:r><a:t>Phó Chủ tịch</a:t></a:r></a:p></dgm:t></dgm:pt>"
    "</dgm:ptLst></dgm:dataModel>"
).encode()
GRAPHIC = (
    f'<a:graphic xmlns:a="{DRAWN}"><a:graphicData uri="{DGM}">'
    f'<dgm:relIds xmlns:dgm="{DGM}" xmlns:r="{REL}" r:dm="{{}}"/></a:graphicData></a:graphic>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_with_diagram(points: bytes) -> bytes:
    document = docx.Document()
    document.add_paragraph("Sơ đồ tổ chức:")
    part = Part(PackURI("/word/diagrams/data1.xml"), "application/xml", points, document.part.package)
    name = document.part.relate_to(part, DATA)
    drawing = f'<w:p xmlns:w="{WORD}"><w:r><w:drawing>{GRAPHIC.format(name)}</w:drawing></w:r></w:p>'
    document.element.body.insert(1, parse_xml(drawing))
    document.add_paragraph("Hết sơ đồ.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_diagram_in_word_is_read_in_its_place() -> None:
    text = read_bytes(word_with_diagram(POINTS), ".docx").text
    assert text.split("\n") == ["Sơ đồ tổ chức:", "Chủ tịch xã", "Phó Chủ tịch", "Hết sơ đồ."]


def test_a_damaged_diagram_loses_no_other_text() -> None:
    text = read_bytes(word_with_diagram(POINTS[:90]), ".docx").text
    assert text.split("\n") == ["Sơ đồ tổ chức:", "Hết sơ đồ."]


def test_a_diagram_on_a_slide() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    frame = slide.shapes.add_table(1, 1, Inches(1), Inches(1), Inches(2), Inches(1))
    part = SlidePart(SlideURI("/ppt/diagrams/data1.xml"), "application/xml", slide.part.package, POINTS)
    name = slide.part.relate_to(part, DATA)
    frame._element.replace(frame._element.graphic, pptx.oxml.parse_xml(GRAPHIC.format(name)))
    stream = io.BytesIO()
    show.save(stream)
    assert read_bytes(stream.getvalue(), ".pptx").text.split("\n") == ["Chủ tịch xã", "Phó Chủ tịch"]


def packed(data: bytes, more: Mapping[str, str]) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, content in more.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_boxes_on_the_sheets_of_an_xlsx_stand_behind_the_rows() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tên thôn", "Số hộ"])
    stream = io.BytesIO()
    book.save(stream)
    spread = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    box = (
        f'<xdr:wsDr xmlns:xdr="{spread}" xmlns:a="{DRAWN}"><xdr:sp><xdr:txBody>'
        "<a:p><a:r><a:t>Người lập biểu: </a:t></a:r><a:r><a:t>Lê Văn Tám</a:t></a:r></a:p>"
        '<a:p><a:r><a:rPr><a:latin typeface=".VnTime"/></a:rPr><a:t>Tæng hîp cña x·</a:t></a:r></a:p>'
        "</xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    text = read_bytes(packed(stream.getvalue(), {"xl/drawings/drawing1.xml": box}), ".xlsx").text
    assert text.split("\n") == ["Tên thôn | Số hộ", "Người lập biểu: Lê Văn Tám", "Tổng hợp của xã"]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def box(kind: int, text: str, wide: bool) -> bytes:
    """The records of an object with a text: what it is, its letters, its runs."""
    letters = b"\1" + text.encode("utf-16-le") if wide else b"\0" + text.encode("latin-1")
    about = struct.pack("<HH10xH4x", 0, 0, len(text))[:18].ljust(18, b"\0")
    about = about[:10] + struct.pack("<H", len(text)) + about[12:]
    common = struct.pack("<4H", 0x15, 0x12, kind, 1).ljust(22, b"\0")
    runs = struct.pack("<2HI", 0, 0, 0) + struct.pack("<2HI", len(text), 0, 0)
    return record(0x5D, common) + record(0x1B6, about) + record(0x3C, letters) + record(0x3C, runs)


def test_boxes_of_an_xls_are_read_and_notes_on_cells_are_not() -> None:
    import olefile
    import xlwt

    book = xlwt.Workbook()
    book.add_sheet("Biểu").write(0, 0, "Tên thôn")
    stream = io.BytesIO()
    book.save(stream)
    with olefile.OleFileIO(io.BytesIO(stream.getvalue())) as ole:
        workbook = ole.openstream("Workbook").read()
    end = record(0x0A, b"")
    boxes = (0x06, "Người lập\nLê Văn Tám", True), (0x02, "Ghi chu", False), (0x19, "Xem lai", False)
    whole = workbook[: workbook.rindex(end)] + b"".join(box(*one) for one in boxes) + end
    text = read_bytes(compound({"Workbook": whole.ljust(5000, b"\0")}), ".xls").text
    assert text.split("\n") == ["Tên thôn", "Người lập", "Lê Văn Tám", "Ghi chu"]


def test_headings_of_an_odt_have_the_numbers_of_their_outline() -> None:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    names = f'xmlns:office="{office}" xmlns:text="{text}" xmlns:style="{style}"'
    styles = (
        f'<office:document-styles {names}><office:styles><text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="1"'
        ' style:num-suffix="."/><text:outline-level-style text:level="3" style:num-format=""/>'
        "</text:outline-style></office:styles></office:document-styles>"
    )
    heads = [(1, "MỤC TIÊU"), (2, "Chung"), (2, "Riêng"), (3, "Ghi chú"), (1, "GIẢI PHÁP"), (2, "Vốn")]
    body = "".join(f'<text:h text:outline-level="{level}">{words}</text:h>' for level, words in heads)
    body += '<text:h text:outline-level="1" text:is-list-header="true">PHỤ LỤC</text:h>'
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("styles.xml", styles)
        archive.writestr("content.xml", f"{content}</office:document-content>")
    assert read_bytes(stream.getvalue(), ".odt").text.split("\n") == [
        "I. MỤC TIÊU", "1. Chung", "2. Riêng", "Ghi chú", "II. GIẢI PHÁP", "1. Vốn", "PHỤ LỤC",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (15.0, '0" hộ"', "15 hộ"),
        (1500000.0, "#,##0 [$₫-42A]", "1.500.000 ₫"),
        (12.0, '"Đợt "0', "Đợt 12"),
        (123.0, "00000", "00123"),
        (1234567890.0, "#,##0,,", "1.235"),
        (6.25, "0.0", "6,3"),
        (2.5, "0.##", "2,5"),
        (-5.25, "#,##0.0;(#,##0.0)", "-5,3"),
        (0.93, "0%", "93%"),
        (1e300, "0.00", f"1{'0' * 299}"[:1]),
    ],
)
def test_a_number_is_written_as_its_cell_shows_it(value: float, form: str, text: str) -> None:
    assert shown(value, form) == text or (value > 1e200 and shown(value, form).startswith(text))


def test_a_page_that_word_saved_whole_is_read_as_a_page() -> None:
    page = "<html><body><p>Nghị định này quy định về đất đai.</p></body></html>"
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        f'Content-Type: text/html; charset="utf-8"\r\n\r\n{page}\r\n--x--\r\n'
    )
    assert read_bytes(data.encode(), ".mht").text == "Nghị định này quy định về đất đai."


def test_notes_of_an_rtf_stand_last_and_leave_their_marks() -> None:
    note = r"{\super\chftn{\footnote\pard\plain{\super\chftn} Theo s\u7889? li\u7879?u c\u7911?a x\'e3.\par}}"
    custom = r"{\super *}{\footnote * Ghi ch\'fa.}"
    data = (
        r"{\rtf1\ansi{\fonttbl{\f0 Times;}}\pard T\u7927? l\u7879? h\u7897? ngh\'e8o" + note
        + r" gi\u7843?m" + custom + r" nhanh.\par H\u7871?t.\par}"
    )  # fmt: skip
    assert read_bytes(data.encode(), ".rtf").text.split("\n") == [
        "Tỷ lệ hộ nghèo[1] giảm*[2] nhanh.", "Hết.", "[1] Theo số liệu của xã.", "[2] * Ghi chú.",
    ]  # fmt: skip


def test_a_table_inside_a_cell_parts_no_columns() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("TT", "Nội dung", "Số"), ("1", "Gồm:", "5")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "xã", "phường"
    stream = io.BytesIO()
    document.save(stream)
    assert read_bytes(stream.getvalue(), ".docx").text == "TT | Nội dung | Số\n1 | Gồm: xã, phường | 5"


def test_a_text_that_dos_ended_is_read() -> None:
    assert read_bytes("Dòng một\r\nDòng hai\r\n\x1a".encode(), ".txt").text == "Dòng một\nDòng hai\n"


def test_a_mail_that_names_no_charset_is_read_by_its_bytes() -> None:
    data = b"From: a@b.example\r\nSubject: x\r\n\r\n" + "Thân thư không khai bảng mã.".encode()
    assert read_bytes(data, ".eml").text.endswith("Thân thư không khai bảng mã.")


def test_times_and_parts_of_days_are_written_as_the_cell_shows_them() -> None:
    day = datetime(2024, 5, 12)
    assert [shown(day, form) for form in ("dd/mm/yyyy", "mm/yyyy", "yyyy", "[$-42A]d/m;@", "")] == [
        "12/05/2024", "05/2024", "2024", "12/05/2024", "12/05/2024",
    ]  # fmt: skip
    assert (shown(time(8, 30), ""), shown(time(8, 30, 5), "")) == ("08:30", "08:30:05")
