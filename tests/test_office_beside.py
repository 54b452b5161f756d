"""Files of one XML, and what lies in office files beside their text: read where simple, told where not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from ingest.readers import read_bytes
from tests.test_formats import LINE, TITLE, WANTED, ods, odt, refused, saved, text_of, xlsx, zipped
from tests.test_scans import FIRST, engine, no_engine, picture_of

__all__ = ["engine", "no_engine"]  # fixtures

WORD_XML = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="aux">
<w:body><wx:sect><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>
<w:p><w:pPr><w:listPr><wx:t wx:val="1."/></w:listPr></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Hộ nghèo</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>35</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect></w:body>
</w:wordDocument>"""
EXCEL_XML = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.0%"/></Style></Styles>
<Worksheet ss:Name="Bieu"><Table><Row><Cell><Data ss:Type="String">{TITLE}</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Chỉ tiêu</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">Năm</Data></Cell>
<Cell><Data ss:Type="String">Giá trị</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Hộ nghèo</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">2023</Data></Cell>
<Cell ss:StyleID="s1"><Data ss:Type="Number">0.035</Data></Cell></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("suffix", [".doc", ".xml", ".txt"])
def test_word_files_of_one_xml_are_read(suffix: str) -> None:
    raw = read_bytes(WORD_XML.encode(), suffix)
    assert raw.text == f"{TITLE}\n1. {LINE}\nHộ nghèo | 35"
    assert "TỐI MẬT" in raw.margins


def test_workbooks_of_one_xml_are_read() -> None:
    assert text_of(EXCEL_XML.encode(), ".xls") == (
        f"{TITLE}\nChỉ tiêu | Năm | | Giá trị\nHộ nghèo | | 2023 | 3,5%"
    )


@pytest.mark.parametrize(("kind", "make"), [("text", odt), ("spreadsheet", ods)])
def test_flat_files_of_libreoffice_are_read(kind: str, make: Callable[[], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(make())) as archive:
        content = archive.read("content.xml").decode()
    mimetype = f' office:mimetype="application/vnd.oasis.opendocument.{kind}"'
    flat = content.replace("<office:document-content", f"<?xml version='1.0'?><office:document{mimetype}")
    assert text_of(flat.replace("document-content>", "document>").encode(), ".odt") == WANTED


def test_other_xml_is_refused_and_so_is_damaged_one() -> None:
    assert "XML" in refused(b'<?xml version="1.0"?><hoadon><tien>5</tien></hoadon>', ".xml")
    assert "hỏng" in refused(WORD_XML.encode()[:-30], ".doc")


def document() -> docx.document.Document:
    made = docx.Document()
    made.add_paragraph(LINE)
    return made


def added(data: bytes, **parts: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    more = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    return zipped({**whole, **more})


def test_endnotes_of_word_stand_below_the_text() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = "<w:p><w:r><w:t>Theo báo cáo năm 2022.</w:t></w:r></w:p>"
    note = f'<w:endnotes {w}><w:endnote w:id="2">{said}</w:endnote></w:endnotes>'
    data = added(saved(document().save), word__endnotes_xml=note.encode())
    assert text_of(data).endswith(f"{LINE}\n[2] Theo báo cáo năm 2022.")


@pytest.mark.usefixtures("engine")
def test_pictures_of_pages_pasted_into_word_are_read() -> None:
    made = document()
    made.add_picture(picture_of(FIRST), width=Cm(15))
    raw = read_bytes(saved(made.save), ".docx")
    assert raw.text.startswith(LINE) and "Phê duyệt kế hoạch giảm nghèo" in raw.text
    assert any("ảnh chèn" in warning for warning in raw.warnings)


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_they_are_told() -> None:
    made = document()
    made.add_picture(picture_of(FIRST), width=Cm(15))
    (warning,) = read_bytes(saved(made.save), ".docx").warnings
    assert "1 ảnh" in warning and "tesseract" in warning


def test_a_logo_is_no_page() -> None:
    made, logo = document(), io.BytesIO()
    Image.new("RGB", (200, 200), "red").save(logo, "PNG")
    made.add_picture(logo)
    assert read_bytes(saved(made.save), ".docx").warnings == ()


def test_charts_and_files_inside_word_are_told() -> None:
    data = added(saved(document().save), word__charts__chart1_xml=b"<c/>", word__embeddings__a_xlsx=b"x",
                 word__embeddings__b_bin=b"x")  # fmt: skip
    said = " ".join(read_bytes(data, ".docx").warnings)
    assert "1 biểu đồ" in said and "1 tệp nhúng" in said


def test_the_figures_of_a_chart_on_a_slide_are_a_table() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = TITLE
    data: Any = CategoryChartData  # untyped
    data = data()
    data.categories = ["2022", "2023"]
    data.add_series("Hộ nghèo", (5.5, 3.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(5), Cm(12), Cm(8), data)
    raw = read_bytes(saved(show.save), ".pptx")
    assert raw.text == f"{TITLE}\nHộ nghèo\n2022 | 5,5\n2023 | 3,5"
    assert raw.warnings == ()


def test_formulas_that_were_never_worked_out_are_told() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Tổng", "=1+2"])
    (warning,) = read_bytes(saved(book.save), ".xlsx").warnings
    assert warning.startswith("1 ô công thức")
    assert read_bytes(xlsx(), ".xlsx").warnings == ()


def test_lists_of_libreoffice_bear_their_numbers() -> None:
    style = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
        'style:num-suffix=")"/></text:list-style>'
    )

    def item(text: str, inside: str = "") -> str:
        return f"<text:list-item><text:p>{text}</text:p>{inside}</text:list-item>"

    inner = f"<text:list>{item('Thôn Đông')}{item('Thôn Tây')}</text:list>"
    first = f'<text:list text:style-name="L1">{item("Mục tiêu")}{item("Nhiệm vụ", inner)}</text:list>'
    more = f'<text:list text:style-name="L1" text:continue-numbering="true">{item("Kinh phí")}</text:list>'
    anew = f'<text:list text:style-name="L1">{item("Khác")}</text:list>'
    plain = f"<text:list>{item('Lưu văn thư')}</text:list>"
    body = f"<office:text>{first}<text:p>Ghi chú</text:p>{more}{anew}{plain}</office:text>"
    with zipfile.ZipFile(io.BytesIO(odt())) as archive:
        content = archive.read("content.xml").decode()
    start, end = content.index("<office:text>"), content.index("</office:body>")
    content = content[:start] + body + content[end:]
    content = content.replace("</office:automatic-styles>", f"{style}</office:automatic-styles>")
    members = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    assert text_of(zipped(members)) == (
        "1. Mục tiêu\n2. Nhiệm vụ\na) Thôn Đông\nb) Thôn Tây\nGhi chú\n3. Kinh phí\n1. Khác\n- Lưu văn thư"
    )


@pytest.mark.parametrize("make", [odt, ods])
def test_a_password_and_macros_of_libreoffice_are_told(make: Callable[[], bytes]) -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert "mật khẩu" in refused(added(make(), **{"META-INF__manifest_xml": manifest}))
    whole = {"mimetype": b"application/vnd.oasis.opendocument.text", "encrypted-package": b"x" * 99}
    assert "mật khẩu" in refused(zipped(whole))
    raw = read_bytes(added(make(), Basic__Standard__Module1_xml=b"<a/>"), ".odt")
    assert raw.text == WANTED and any("macro" in warning for warning in raw.warnings)


def test_a_winmail_dat_says_what_to_do() -> None:
    assert "winmail.dat" in refused(b"\x78\x9f\x3e\x22\x01\x00" + bytes(200), ".dat")
