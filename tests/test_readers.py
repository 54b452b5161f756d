"""Readers: what was right stays, what can be read is read in order, the rest is refused with a reason."""

from __future__ import annotations

import io
import os
import random
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical import canonical
from ingest.readers import RawText, Rejected, read_bytes, read_file
from ingest.readers.base import MAX_BYTES
from ingest.readers.docx import MAX_PART
from ingest.readers.numbering import in_format
from ingest.readers.plain import read_plain
from ingest.reading import readable, readable_spans

FONTS = [
    Path(folder, name)
    for folder in ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/Library/Fonts")
    for name in ("DejaVuSans.ttf", "Arial Unicode.ttf")
]
PART = "word/document.xml"
LETTERHEAD = "ỦY BAN NHÂN DÂN XÃ AN BÌNH"
PARAGRAPH = (
    "Ủy ban nhân dân xã yêu cầu các thôn rà soát hộ nghèo, hộ cận nghèo, lập danh sách người chưa có "
    "thẻ bảo hiểm y tế và báo cáo kết quả về xã trước ngày 30 tháng 6 để tổng hợp, trình huyện xem xét"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

vietnamese = st.text(
    st.sampled_from("aăâbcdđeêghiôơuưyàảãáạẩệộ ỨĐ.,;:()*_#\\-–\n\t0123456789|“”\r\ufeff\u0301\xa0")
)


def text_of(data: bytes, suffix: str) -> str:
    return read_bytes(data, suffix).text


def word(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def on_paper(paper: FPDF) -> FPDF:
    font = next((path for path in FONTS if path.is_file()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters (DejaVu Sans) on this machine")
    paper.add_font("body", fname=str(font))
    paper.set_font("body", size=12)
    paper.set_margin(25)
    return paper


def pdf(build: Callable[[FPDF], None], password: str | None = None) -> bytes:
    paper = on_paper(FPDF())
    build(paper)
    if password is not None:
        paper.set_encryption(owner_password="chu", user_password=password)
    return bytes(paper.output())


def reason(data: bytes, suffix: str) -> str:
    with pytest.raises(Rejected) as refused:
        read_bytes(data, suffix)
    said = str(refused.value)
    assert "\n" not in said
    assert ":" in said, "a reason also says what to do next"
    return said


# Canonical text


@given(vietnamese)
def test_canonical_text_is_nfc_with_plain_newlines_and_a_fixed_point(text: str) -> None:
    once = canonical(text)
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\r\ufeff\0")
    assert canonical(once) == once


@given(vietnamese)
def test_plain_text_that_is_canonical_stays_as_it_is(text: str) -> None:
    """As far as its reader goes; tests/test_repair.py shows that the repair changes nothing right."""
    right = canonical(text) + " chữ"
    assert read_plain(right.encode(), "txt").text == right
    assert read_plain(right.encode(), "md").text == right


def test_the_real_documents_are_only_normalised(shared: Path) -> None:
    for path in (shared / "corpus").glob("*.txt"):
        assert read_file(path).text == unicodedata.normalize("NFC", path.read_bytes().decode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_encodings_give_the_same_text(encoding: str, form: Literal["NFC", "NFD"]) -> None:
    text = f"{LETTERHEAD}\nĐiều 1. {PARAGRAPH}.\n"
    given_bytes = unicodedata.normalize(form, text).replace("\n", "\r\n").encode(encoding)
    assert text_of(given_bytes, ".txt") == text


def test_windows_1258_is_read_with_a_warning() -> None:
    text = "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
    # Windows-1258 keeps the letters with a circumflex or a horn, and writes the tone as a mark after them.
    raw = b"".join(_in_1258(char) for char in text)
    read = read_bytes(raw, ".txt")
    assert read.text == text
    assert any("1258" in warning for warning in read.warnings)


def _in_1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        base, tone = _without_tone(char)
        return (base + tone).encode("cp1258")


def _without_tone(char: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", char)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


def test_a_form_feed_begins_a_page() -> None:
    read = read_bytes("Trang một\n\fTrang hai\fTrang ba".encode(), ".txt")
    assert read.page_count == 3
    starts = [read.text[offset:].split("\n")[0] for offset in read.pages]
    assert starts == ["Trang một", "Trang hai", "Trang ba"]


# HTML


def test_html_blocks_stand_on_lines_of_their_own_and_chrome_is_dropped() -> None:
    page = """<html><head><title>Kế hoạch</title><style>p {}</style></head><body>
      <nav><a>Trang chủ</a></nav><script>var x = "mã";</script>
      <h1>KẾ  HOẠCH</h1><p>Phát triển <b>kinh</b>
      tế<br>xã hội<ul><li>Một<li>Hai</ul>
      <table><tr><th>Chỉ tiêu<th>Mức<tr><td>Hộ nghèo<td>2,5%</table></body></html>"""
    read = read_bytes(page.encode(), ".html")
    lines = [
        "KẾ HOẠCH",
        "Phát triển kinh tế",
        "xã hội",
        "- Một",
        "- Hai",
        "Chỉ tiêu | Mức",
        "Hộ nghèo | 2,5%",
    ]
    assert read.text.split("\n") == lines
    assert read.title == "Kế hoạch"


def test_a_merged_cell_counts_once_and_keeps_the_columns_in_place() -> None:
    page = "<table><tr><td rowspan=2>Lúa<td>2022<td>480<tr><td>2023<td>600</table>"
    first, second = text_of(page.encode(), ".html").split("\n")
    assert first.split(" | ") == ["Lúa", "2022", "480"]
    assert second.split("|")[1:] == [" 2023 ", " 600"]


def test_the_content_says_that_it_is_html_whatever_the_name() -> None:
    page = b"<!DOCTYPE html><html><body><p>V\xc4\x83n b\xe1\xba\xa3n</p></body></html>"
    assert read_bytes(page, ".txt").kind == read_bytes(page, ".doc").kind == "html"
    assert read_bytes("# Tiêu đề\nCó <b>đậm</b>".encode(), ".md").kind == "md"


BITS = [
    "<p>",
    "</p>",
    "<td>",
    "<table>",
    "</div>",
    "<li",
    "<!--",
    "chữ",
    "&",
    "&amp;",
    "]]>",
    "\0",
    "<ul>",
    "</",
]


@given(st.lists(st.sampled_from(BITS)))
def test_no_markup_however_broken_stops_the_reader(pieces: list[str]) -> None:
    page = "<html><body>" + " ".join(pieces) + " cuối"
    try:
        read = read_bytes(page.encode(), ".html")
    except Rejected:
        return
    assert canonical(read.text) == read.text


def test_an_external_entity_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("BÍ MẬT", encoding="utf-8")
    head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    assert "BÍ MẬT" not in text_of(f"{head}<html><body><p>a &x; b</p></body></html>".encode(), ".html")
    hostile = _with_part(word(lambda d: d.add_paragraph("Nội dung")), PART, _entity(secret))
    assert "thực thể" in reason(hostile, ".docx")


def _entity(secret: Path) -> Callable[[bytes], bytes]:
    def change(xml: bytes) -> bytes:
        start = xml.index(b"<w:document")
        dtd = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
        return xml[:start] + dtd + xml[start:].replace("Nội dung".encode(), b"N &x; d")

    return change


def _with_part(package: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, change(old.read(member)) if member == name else old.read(member))
    return stream.getvalue()


# Word


def test_word_paragraphs_and_tables_come_in_order_and_heads_are_left_out() -> None:
    def build(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "ĐẦU TRANG"
        document.add_heading("Chương I", 1)
        document.add_paragraph("Trước\tbảng").add_run().add_break()
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(table.rows[0].cells, ["Chỉ tiêu", "Đơn vị", "Mức"], strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(1, 1)).text = "Hộ nghèo"
        table.cell(1, 2).text = "2,5%"
        document.add_paragraph("Sau bảng")

    lines = ["Chương I", "Trước bảng", "Chỉ tiêu | Đơn vị | Mức", "Hộ nghèo | | 2,5%", "Sau bảng"]
    assert text_of(word(build), ".docx").split("\n") == lines


def test_a_letterhead_drawn_as_a_table_is_read_block_by_block() -> None:
    def build(document: docx.document.Document) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = f"{LETTERHEAD}\nSố: 12/QĐ-UBND"
        table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"

    lines = [LETTERHEAD, "Số: 12/QĐ-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert text_of(word(build), ".docx").split("\n") == lines


LEVELS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")]


def test_automatic_numbering_is_written_out_as_word_shows_it() -> None:
    def build(document: docx.document.Document) -> None:
        _add_list(document, "77")
        for level in (0, 1, 1, 2, 2, 3, 1, 0, 1, 2):
            _numbered(document, "77", level, "việc")

    markers = [line.removesuffix(" việc") for line in text_of(word(build), ".docx").split("\n")]
    assert markers == ["I.", "1.", "2.", "a)", "b)", "-", "3.", "II.", "1.", "a)"]


def test_a_list_that_starts_anew_and_text_inside_a_marker() -> None:
    def build(document: docx.document.Document) -> None:
        _add_list(document, "77", [("decimal", "Điều %1."), ("decimal", "%1.%2.")])
        numbering = document.part.numbering_part.element
        again = f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>'
        again += '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
        numbering.append(parse_xml(again))
        for number, level in (("77", 0), ("77", 1), ("77", 0), ("78", 0), ("78", 0), ("78", 1)):
            _numbered(document, number, level, "x")

    lines = text_of(word(build), ".docx").split("\n")
    assert lines == ["Điều 1. x", "1.1. x", "Điều 2. x", "Điều 9. x", "Điều 10. x", "10.1. x"]


def _add_list(
    document: docx.document.Document, number: str, levels: list[tuple[str, str]] | None = None
) -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    inner = "".join(level.format(index, *what) for index, what in enumerate(levels or LEVELS))
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    one = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    numbering.append(parse_xml(one))


def _numbered(document: docx.document.Document, number: str, level: int, text: str) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    inner = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>"))


@given(st.integers(1, 3999))
def test_roman_numbers_add_up(number: int) -> None:
    value = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000), strict=True))
    digits = [value[letter] for letter in in_format(number, "upperRoman")]
    signed = [-one if one < max(digits[index:]) else one for index, one in enumerate(digits)]
    assert sum(signed) == number


def test_deleted_text_is_gone_and_inserted_boxed_and_controlled_text_is_there() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = (
        "<w:r><w:pict><w:txbxContent><w:p>"
        + run.format("trong khung")
        + "</w:p></w:txbxContent></w:pict></w:r>"
    )
    body = (
        f"<w:p {nsdecls('w')}>{run.format('giữ ')}<w:ins>{run.format('thêm ')}</w:ins>"
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        f"<w:smartTag>{run.format('nơi')}</w:smartTag>{box}</w:p>"
    )
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('ô nhập')}</w:p></w:sdtContent></w:sdt>"

    def build(document: docx.document.Document) -> None:
        document.element.body.insert(0, parse_xml(control))
        document.element.body.insert(0, parse_xml(body))

    assert text_of(word(build), ".docx").split("\n") == ["giữ thêm nơi", "trong khung", "ô nhập"]


# PDF


def test_pdf_lines_become_paragraphs_and_markers_begin_new_ones() -> None:
    def build(paper: FPDF) -> None:
        paper.add_page()
        for text in ("I. MỤC TIÊU", f"{PARAGRAPH}.", f"1. {PARAGRAPH}.", "a) Một việc;", "- Hai việc."):
            paper.multi_cell(0, 7, text, new_x="LMARGIN", new_y="NEXT")

    lines = text_of(pdf(build), ".pdf").split("\n")
    assert lines == ["I. MỤC TIÊU", f"{PARAGRAPH}.", f"1. {PARAGRAPH}.", "a) Một việc;", "- Hai việc."]


def test_a_sentence_cut_by_the_page_is_whole_and_running_heads_are_gone() -> None:
    class Paper(FPDF):
        def header(self) -> None:
            self.cell(0, 8, "CÔNG BÁO/Số 12 + 13", align="C", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 8, str(self.page_no()), align="C")

    paper = on_paper(Paper())
    paper.add_page()
    sentence = ", ".join(
        f"thôn {number} rà soát {number * 37} hộ, giúp {number * 11} hộ" for number in range(1, 120)
    )
    paper.multi_cell(0, 9, sentence + ".")
    read = read_bytes(bytes(paper.output()), ".pdf")
    assert read.page_count == len(read.pages) >= 2
    assert read.text == sentence + "."
    assert all(read.text[offset - 1] == " " for offset in read.pages[1:])


def test_a_scan_is_refused_with_ocr_as_the_next_step() -> None:
    def build(paper: FPDF) -> None:
        paper.add_page()
        paper.rect(20, 20, 100, 100, style="F")

    said = reason(pdf(build), ".pdf")
    assert "quét" in said and "OCR" in said


# What is refused


def test_what_cannot_be_read_is_refused_with_what_to_do() -> None:
    whole = word(lambda document: document.add_paragraph("Nội dung"))
    assert "rỗng" in reason(b"", ".txt")
    for suffix in (".doc", ".docx"):
        assert "97-2003" in reason(OLE, suffix)
    assert "cắt cụt" in reason(whole[: len(whole) // 2], ".docx")
    assert "ảnh" in reason(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, ".pdf")
    assert "cắt cụt" in reason(rb"{\rtf1 chu", ".doc")
    assert "không phải văn bản" in reason(random.Random(1).randbytes(5000), ".txt")
    assert "không có chữ" in reason(b" \n \n", ".txt")


def test_a_cut_or_locked_pdf_is_refused() -> None:
    def build(paper: FPDF) -> None:
        paper.add_page()
        paper.multi_cell(0, 7, PARAGRAPH)

    whole = pdf(build)
    for share in (0.1, 0.5, 0.9, 0.99):
        assert "cắt cụt" in reason(whole[: int(len(whole) * share)], ".pdf")
    assert "mật khẩu" in reason(pdf(build, password="khach"), ".pdf")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(PART, "w") as member:
        for _ in range(MAX_PART // 2**20 + 1):
            member.write(b" " * 2**20)
    assert "quá lớn" in reason(stream.getvalue(), ".docx")


def test_folders_pipes_giants_and_missing_files_are_refused(tmp_path: Path) -> None:
    giant = tmp_path / "giant.txt"
    with giant.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    os.mkfifo(tmp_path / "pipe")
    for name in (".", "pipe", "giant.txt", "missing.txt"):
        with pytest.raises(Rejected):
            read_file(tmp_path / name)


@given(st.data())
def test_a_damaged_file_is_read_or_refused_never_a_crash(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([WORD, HTML, PDF]))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = read_bytes(bytes(damaged), ".docx")
    except Rejected:
        return
    assert isinstance(read, RawText)


def _plain_pdf() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.multi_cell(0, 7, "Phan thu nhat. Muc tieu nam 2023. " * 5)
    return bytes(paper.output())


PDF = _plain_pdf()
WORD = word(lambda document: document.add_paragraph(PARAGRAPH))
HTML = f"<html><body><p>{PARAGRAPH}</p><table><tr><td>1<td>2</table></body></html>".encode()


def test_real_office_files_are_read_or_refused_for_the_right_reason(shared: Path) -> None:
    folder = shared / "data" / "office" / "modern"
    if not folder.is_dir():
        pytest.skip("no real office files beside the project")
    for path in sorted(folder.iterdir())[:12]:
        if path.read_bytes().startswith(OLE[:8]):
            assert read_file(path).kind == "doc"


# Text for reading


@given(vietnamese)
def test_reading_keeps_every_letter_and_digit_in_order(text: str) -> None:
    source = canonical(text)
    assert [c for c in readable(source) if c.isalnum()] == [c for c in source if c.isalnum()]


@given(vietnamese)
def test_every_character_read_knows_where_it_came_from(text: str) -> None:
    source = canonical(text)
    read, offsets = readable_spans(source)
    assert len(read) == len(offsets)
    assert list(offsets) == sorted(set(offsets))
    for char, offset in zip(read, offsets, strict=True):
        assert source[offset] == char or (char.isspace() and source[offset].isspace())


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("*** Về xã hội**", "Về xã hội"),
        ("(*thu nhập đạt 53 triệu đồng*)", "(thu nhập đạt 53 triệu đồng)"),
        ("có **25** chỉ tiêu (*)", "có 25 chỉ tiêu (*)"),
        ("## Mục tiêu\n\n\\- Một \\(1\\)", "Mục tiêu\n- Một (1)"),
        ("quản lý đất đai, đầu tư\n\nxây dựng còn hạn chế.", "quản lý đất đai, đầu tư xây dựng còn hạn chế."),
        ("được quan tâm, phối hợp,\nThường trực chỉ đạo.", "được quan tâm, phối hợp, Thường trực chỉ đạo."),
        ("Hoàn thành.\nTiếp tục.", "Hoàn thành.\nTiếp tục."),
        ("gồm\na) việc thứ nhất", "gồm\na) việc thứ nhất"),
        ("diện tích 2*3 m, tên tệp ke_hoach_2023", "diện tích 2*3 m, tên tệp ke_hoach_2023"),
    ],
)
def test_text_for_reading(source: str, wanted: str) -> None:
    assert readable(source) == wanted
