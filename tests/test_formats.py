"""Every format an office holds: the same content gives the same text, damage gives a reason and no crash."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.util import Cm

from ingest.readers import RawText, Rejected, read_bytes, read_file
from ingest.readers.cell_values import shown
from ingest.readers.packages import MAX_PART
from ingest.readers.runs import BYTE_AD, modernised
from tests.old_files import HIDDEN, Par, Text, compound, outlook, row, word97

FONTS = ["Arial", ".VnTime", ".VnTimeH", "VNI-Times"]
TITLE, LINE = "KẾ HOẠCH", "Giảm nghèo bền vững năm 2023"
ROWS = [["Chỉ tiêu", "Năm", "Giá trị"], ["Tỷ lệ hộ nghèo", "2023", "3,5%"]]
WANTED = f"{TITLE}\n{LINE}\nChỉ tiêu | Năm | Giá trị\nTỷ lệ hộ nghèo | 2023 | 3,5%"
# The same in fonts of the time.
OLD_TITLE, OLD_LINE = "KÕ ho¹ch", "Gi¶m nghÌo bÒn v÷ng n¨m 2023"
OLD_ROWS = [["ChØ tiªu", "N¨m", "Gi¸ trÞ"], ["Tû lÖ hé nghÌo", "2023", "3,5%"]]


def text_of(data: bytes, suffix: str = "") -> str:
    return read_bytes(data, suffix).text


def refused(data: bytes, suffix: str = "") -> str:
    with pytest.raises(Rejected) as error:
        read_bytes(data, suffix)
    said = str(error.value)
    assert "\n" not in said and ":" in said and "Traceback" not in said
    return said


def doc(old: bool = False) -> bytes:
    title, line, rows, font = (OLD_TITLE, OLD_LINE, OLD_ROWS, 1) if old else (TITLE, LINE, ROWS, 0)
    table = [
        par for cells in rows for par in row([[Text(cell, font)] for cell in cells], [0, 2000, 4000, 6000])
    ]
    return word97([Par([Text(title, 2 if old else 0)]), Par([Text(line, font)]), *table], FONTS, wide=not old)


def rtf(old: bool = False) -> bytes:
    title, line, rows = (OLD_TITLE, OLD_LINE, OLD_ROWS) if old else (TITLE, LINE, ROWS)

    def coded(text: str) -> str:
        if old:
            return "".join(char if char < "\x80" else f"\\'{ord(char):02x}" for char in text)
        return "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in text)

    def line_of(cells: list[str]) -> str:
        inside = "".join("\\pard\\intbl " + coded(cell) + "\\cell " for cell in cells)
        return "\\trowd\\cellx2000\\cellx4000\\cellx6000 " + inside + "\\row"

    lines = "".join(map(line_of, rows))
    fonts = "".join(rf"{{\f{number}\fnil\fcharset0 {name};}}" for number, name in enumerate(FONTS))
    big, small = ("2", "1") if old else ("0", "0")
    body = rf"\pard\plain\f{big} {coded(title)}\par \f{small} {coded(line)}\par {lines}"
    return (
        rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{fonts}}}{{\info{{\title sai}}}}" + body + r"\pard\par}"
    ).encode()


def xls(old: bool = False) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bieu", cell_overwrite_ok=True)
    small, big = (
        xlwt.easyxf(f"font: name {name}") for name in ((".VnTime", ".VnTimeH") if old else ("Arial", "Arial"))
    )
    sheet.write(0, 0, OLD_TITLE if old else TITLE, big)
    sheet.write(1, 0, OLD_LINE if old else LINE, small)
    for number, cells in enumerate(OLD_ROWS if old else ROWS):
        for column, cell in enumerate(cells):
            sheet.write(2 + number, column, cell, small)
    sheet.write(3, 1, 2023, xlwt.easyxf("font: name Arial"))
    sheet.write(3, 2, 0.035, xlwt.easyxf("font: name Arial", num_format_str="0.0%"))
    return saved(book.save)


def xlsx(old: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([OLD_TITLE if old else TITLE])
    sheet.append([OLD_LINE if old else LINE])
    for cells in OLD_ROWS if old else ROWS:
        sheet.append(cells)
    sheet["B4"], sheet["C4"] = 2023, 0.035
    sheet["C4"].number_format = "0.0%"
    if old:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            cell.font = openpyxl.styles.Font(name=".VnTimeH" if cell.row == 1 else ".VnTime")
    return saved(book.save)


def word(old: bool = False) -> bytes:
    document = docx.Document()
    for number, line in enumerate((OLD_TITLE, OLD_LINE) if old else (TITLE, LINE)):
        run = document.add_paragraph().add_run(line)
        run.font.name = (".VnTimeH", ".VnTime")[number] if old else "Arial"
    table = document.add_table(2, 3)
    for place, cells in enumerate(OLD_ROWS if old else ROWS):
        for column, cell in enumerate(cells):
            piece = table.cell(place, column).paragraphs[0].add_run(cell)
            piece.font.name = ".VnTime" if old else "Arial"
    return saved(document.save)


def opendocument(kind: str, body: str, font: str) -> bytes:
    stream = io.BytesIO()
    names = " ".join(f'xmlns:{key}="urn:{key}"' for key in ("office", "style", "text", "table"))
    style = f'<style:style style:name="P1"><style:text-properties style:font-name="{font}"/></style:style>'
    content = (
        f"<office:document-content {names}><office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def table_of(rows: list[list[str]]) -> str:
    lines = (
        "".join(
            f'<table:table-cell><text:p text:style-name="P1">{cell}</text:p></table:table-cell>'
            for cell in cells
        )
        for cells in rows
    )
    return "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)


def odt(old: bool = False) -> bytes:
    lines = [TITLE, OLD_LINE if old else LINE]
    text = "".join(f'<text:p text:style-name="P1">{line}</text:p>' for line in lines)
    rows = table_of(OLD_ROWS if old else ROWS)
    return opendocument(
        "text",
        f"<office:text>{text}<table:table>{rows}</table:table></office:text>",
        ".VnTime" if old else "Arial",
    )


def ods(old: bool = False) -> bytes:
    rows = table_of([[TITLE], [OLD_LINE if old else LINE], *(OLD_ROWS if old else ROWS)])
    return opendocument(
        "spreadsheet",
        f'<office:spreadsheet><table:table table:name="B">{rows}</table:table></office:spreadsheet>',
        ".VnTime" if old else "Arial",
    )


def slides(old: bool = False) -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = TITLE
    box = slide.shapes.add_textbox(Cm(1), Cm(5), Cm(10), Cm(2)).text_frame
    run = box.paragraphs[0].add_run()
    run.text, run.font.name = (OLD_LINE, ".VnTime") if old else (LINE, "Arial")
    table = slide.shapes.add_table(2, 3, Cm(1), Cm(8), Cm(20), Cm(4)).table
    for number, cells in enumerate(OLD_ROWS if old else ROWS):
        for column, cell in enumerate(cells):
            piece = table.cell(number, column).text_frame.paragraphs[0].add_run()
            piece.text, piece.font.name = cell, ".VnTime" if old else "Arial"
    return saved(show.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def mail(attachments: dict[str, bytes], html: bool = False) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Mời họp", "vp@xa.gov.vn", "ubnd@xa.gov.vn"
    message.set_content(f"<p>{LINE}</p>" if html else LINE, subtype="html" if html else "plain")
    for name, content in attachments.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


MAKERS: dict[str, Callable[[bool], bytes]] = {
    "docx": word,
    "doc": doc,
    "rtf": rtf,
    "xls": xls,
    "xlsx": xlsx,
    "odt": odt,
    "ods": ods,
    "pptx": slides,
}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("old", [False, True])
def test_the_same_content_gives_the_same_text_in_every_format_and_font(kind: str, old: bool) -> None:
    raw = read_bytes(MAKERS[kind](old), f".{kind}")
    assert raw.shown == WANTED
    assert raw.text.casefold() == WANTED.casefold()
    assert any("TCVN3" in warning for warning in raw.warnings) == old


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".txt", ""])
def test_the_content_tells_the_kind_whatever_the_name_says(kind: str, suffix: str) -> None:
    assert read_bytes(MAKERS[kind](False), suffix).kind == kind


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_never_a_crash(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(WHOLE))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    try:
        read_bytes(bytes(damaged[:cut]), ".doc")
    except Rejected as error:
        assert str(error) and "\n" not in str(error)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_cut_in_half_is_refused(kind: str) -> None:
    whole = MAKERS[kind](False)
    refused(whole[: len(whole) // 2], f".{kind}")


# Word 97


def test_cells_stand_under_their_columns_where_rows_differ_in_borders() -> None:
    wide = row([[Text("Chỉ tiêu")], [Text("Kết quả")]], [0, 2000, 6000])
    rows = [*wide, *row([[Text(cell)] for cell in ("Hộ nghèo", "2022", "2023")], [0, 2000, 4000, 6000])]
    assert text_of(word97(rows, FONTS, wide=True)) == "Chỉ tiêu | Kết quả\nHộ nghèo | 2022 | 2023"
    narrow = row([[Text("Tổng cộng")], [Text("15")]], [0, 4000, 6000])
    assert text_of(word97([*rows, *narrow], FONTS, wide=True)).endswith("Tổng cộng | | 15")


def test_hidden_text_and_field_codes_are_no_text() -> None:
    runs = [Text("Điều 1. "), Text("nháp", changes=HIDDEN), Text("\x13 HYPERLINK x \x14Phạm vi\x15 áp dụng")]
    assert text_of(word97([Par(runs)], FONTS, wide=True)) == "Điều 1. Phạm vi áp dụng"


def test_one_word_in_two_fonts_is_one_word() -> None:
    runs = [Text("QuyÕt ®Þnh sè 12/Q§-", 1), Text("UBND", 0), Text(" cña Uû", 1), Text("y ban", 0)]
    assert text_of(word97([Par(runs)], FONTS)).startswith("Quyết định số 12/QĐ-UBND của Uỷ")


def test_old_fonts_mix_in_one_document() -> None:
    lines = [Par([Text("Quyeát ñònh cuûa UÛy ban", 3)]), Par([Text("Uû ban nh©n d©n", 1)])]
    assert text_of(word97(lines, FONTS)) == "Quyết định của Ủy ban\nUỷ ban nhân dân"


# Text without fonts

TYPED = "QuyÕt ®Þnh cña Uû ban nh©n d©n vÒ hç trî ng\xadêi nghÌo"
READ = "Quyết định của Uỷ ban nhân dân về hỗ trợ người nghèo"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-16"])
def test_plain_text_of_old_times_is_read(encoding: str) -> None:
    assert text_of(f"{TYPED}\n{TYPED}\n".encode(encoding), ".txt") == f"{READ}\n{READ}\n"


def test_a_web_page_of_old_times_is_read() -> None:
    page = f"<html><meta charset=windows-1252><body><p>{TYPED}</p><p>{TYPED}</p></body></html>"
    assert text_of(page.encode("latin-1"), ".html") == f"{READ}\n{READ}"


def test_pages_stay_where_they_begin_when_letters_shrink() -> None:
    line = "Quyeát ñònh cuûa UÛy ban nhaân daân"
    pages = (0, len(line) + 1)
    raw = modernised(RawText(f"{line}\n{line}", pages, 2, "pdf"))
    assert [raw.text[page:].split("\n")[0] for page in raw.pages] == ["Quyết định của Ủy ban nhân dân"] * 2


def test_the_byte_of_a_letter_that_no_font_explains_leaves_nothing() -> None:
    raw = modernised(RawText(f"Báo{BYTE_AD} cáo kết quả", (), None, "pdf"))
    assert raw.text == "Báo cáo kết quả"


# Workbooks


def test_a_cell_may_hold_two_fonts() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "X"
    with zipfile.ZipFile(io.BytesIO(saved(book.save))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # As Excel stores it: a shared string of two runs.
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    schema = "http://schemas.openxmlformats.org"
    rich = (
        '<r><t xml:space="preserve">Biểu số </t></r><r><rPr><rFont val=".VnTime"/></rPr><t>tæng hîp</t></r>'
    )
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{schema}/spreadsheetml/2006/main" count="1"><si>{rich}</si></sst>'.encode()
    )
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind.encode())
    cell = "xl/worksheets/sheet1.xml"
    parts[cell] = parts[cell].replace(b't="inlineStr"><is><t>X</t></is>', b't="s"><v>0</v>')
    assert b't="s"' in parts[cell]
    assert text_of(zipped(parts)) == "Biểu số tổng hợp"


def test_sheets_bear_their_names_where_there_are_several() -> None:
    book = openpyxl.Workbook()
    for name in ("Thu", "Chi"):
        book.create_sheet(name).append([f"Dự toán {name.lower()}", 1500])
    assert text_of(saved(book.save)) == "Thu\nDự toán thu | 1500\nChi\nDự toán chi | 1500"


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        (1234567.0, "#,##0", "1.234.567"),
        (1234.5, "#,##0.00", "1.234,50"),
        (0.035, "0.0%", "3,5%"),
        (2023.0, "General", "2023"),
        (2.75, "General", "2,75"),
        (0.1 + 0.2, "General", "0,3"),
        (-12.0, '#,##0" đồng"', "-12 đồng"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_written_as_vietnamese_readers_write_them(value: float, form: str, wanted: str) -> None:
    assert shown(value, form) == wanted


# Files that hold files


def test_an_archive_gives_each_member_under_its_name() -> None:
    raw = read_bytes(zipped({"cv/kế hoạch.doc": doc(old=True), "b.txt": LINE.encode()}), ".zip")
    assert raw.shown == f"cv/kế hoạch.doc\n{WANTED}\nb.txt\n{LINE}"
    assert raw.kind == "zip"


def test_a_member_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    raw = read_bytes(zipped({"a.txt": LINE.encode(), "trong.doc": b"", "anh.png": b"\x89PNG\r\n"}), ".zip")
    assert LINE in raw.text
    assert [warning.split(":")[0] for warning in raw.warnings] == ["trong.doc", "anh.png"]


@pytest.mark.parametrize("html", [False, True])
def test_a_mail_gives_its_head_and_body_and_names_what_hangs_on_it(html: bool) -> None:
    text = text_of(mail({"bieu.xls": xls(), "ghi chú.txt": b"Xong"}, html), ".eml")
    assert text.startswith("Chủ đề: Mời họp\nTừ: vp@xa.gov.vn")
    assert text.endswith(f"Đính kèm: bieu.xls; ghi chú.txt\n{LINE}")


def test_an_outlook_message_gives_the_same() -> None:
    text = text_of(outlook("Mời họp", LINE, {"kế hoạch.doc": doc()}), ".msg")
    assert text == f"Chủ đề: Mời họp\nĐính kèm: kế hoạch.doc\n{LINE}"


def test_an_outlook_body_that_is_rtf_alone_is_read() -> None:
    codes = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in LINE)
    rich = b"{\\rtf1\\ansi\\fromtext " + codes.encode("ascii") + b"\\par}"
    text = text_of(outlook("Mời họp", "", {}, rich), ".msg")
    assert text == f"Chủ đề: Mời họp\n{LINE}"
    assert "hỏng" in refused(outlook("Mời họp", "", {}, rich[:-1]), ".msg")


@pytest.mark.parametrize("name", ["../ngoai.txt", "/etc/x.txt", "a/../../b.txt", "C:\\x.txt", "..\\x.txt"])
def test_a_path_that_leads_outside_refuses_the_archive(name: str) -> None:
    assert "phá hoại" in refused(zipped({"a.txt": b"chu", name: b"chu"}))


def test_bombs_are_refused_before_they_burst() -> None:
    zeros = b" " * (MAX_PART + 1)
    assert "quá lớn" in refused(zipped({"a.txt": zeros}))
    nested = zipped({"a.txt": LINE.encode()})
    for number in range(5):
        nested = zipped({f"{number}.zip": nested})
    assert "lồng" in refused(nested)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "ppt/presentation.xml", "content.xml"])
def test_declared_entities_are_refused(part: str) -> None:
    lol = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'">]><a>&b;</a>'
    members = {"mimetype": b"application/vnd.oasis.opendocument.text", part: lol}
    assert "thực thể" in refused(zipped(members))


# What is refused, and why


def test_reasons_say_what_is_wrong() -> None:
    assert "0 byte" in refused(b"", ".doc")
    assert "mật khẩu" in refused(word97([Par([Text("x")])], FONTS, encrypted=True), ".doc")
    assert "mật khẩu" in refused(compound({"EncryptedPackage": b"x" * 64, "EncryptionInfo": b"y"}), ".docx")
    assert "PowerPoint" in refused(compound({"PowerPoint Document": b"x"}), ".ppt")
    assert "giải nén" in refused(b"Rar!\x1a\x07\x00" + bytes(64), ".doc")
    assert "chương trình" in refused(b"MZ" + bytes(200), ".doc")
    assert "hỏng" in refused(compound({"WordDocument": b"x" * 100}), ".doc")
    assert "hỏng" in refused(compound({"Workbook": b"x" * 100}), ".xls")


def test_macros_are_named_and_never_run() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    raw = read_bytes(zipped({**parts, "xl/vbaProject.bin": b"x"}), ".xlsm")
    assert raw.text == WANTED
    assert any("macro" in warning for warning in raw.warnings)


def test_real_files_in_two_formats_say_the_same(shared: Path) -> None:
    folder = shared / "data" / "office" / "modern"
    if not (folder / "Phuluc3.doc").is_file():
        pytest.skip("no real office files beside the project")
    old, new = (
        sorted(read_file(folder / f"Phuluc3.{ending}").text.split("\n")) for ending in ("doc", "docx")
    )
    assert old == new


WHOLE = [make(old) for make in MAKERS.values() for old in (False, True)]
WHOLE += [
    zipped({"a.doc": doc(), "b.rtf": rtf()}),
    mail({"a.xls": xls()}),
    outlook("a", LINE, {"b.doc": doc()}),
]
