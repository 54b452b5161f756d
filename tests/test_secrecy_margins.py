"""A stamp of state secrecy in the heads and feet of pages, in watermarks and drawings, in every format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from pptx.util import Cm

from ingest.readers import Rejected, read_bytes
from ingest.secrecy import refuse_secret
from ingest.work import Reading, Task, read
from tests.old_files import Par, Text, word97
from tests.test_formats import FONTS, saved, zipped

TITLE = "KẾ HOẠCH DIỄN TẬP"
LINE = "Các thôn chuẩn bị lực lượng trước ngày 20 tháng 5 năm 2024."
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def word(stamp: str, place: str = "header") -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(LINE)
    section = document.sections[0]
    part = section.footer if place == "footer" else section.header
    if place == "watermark":
        drawn = f'<w:pict><v:shape><v:textpath string="{stamp}"/></v:shape></w:pict>'
        part.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')} {VML}>{drawn}</w:r>"))
    else:
        part.paragraphs[0].text = stamp
    return saved(document.save)


def word_foot(stamp: str) -> bytes:
    return word(stamp, "footer")


def word_watermark(stamp: str) -> bytes:
    return word(stamp, "watermark")


def rtf(stamp: str) -> bytes:
    def coded(text: str) -> str:
        return "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in text)

    head = rf"{{\header\pard\intbl\qc {coded(stamp)}\par}}"
    return rf"{{\rtf1\ansi{head}\pard {coded(TITLE)}\par {coded(LINE)}\par}}".encode()


def rtf_watermark(stamp: str) -> bytes:
    coded = "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in stamp)
    shape = rf"{{\shp{{\*\shpinst{{\sp{{\sn gtextUNICODE}}{{\sv {coded}}}}}}}}}"
    return rf"{{\rtf1\ansi{{\header\pard {shape}\par}}\pard Tong ket\par}}".encode()


def old_word(stamp: str) -> bytes:
    return word97([Par([Text(TITLE)]), Par([Text(LINE)])], FONTS, wide=True, head=stamp)


def old_word_old_font(stamp: str) -> bytes:
    typed = {"TỐI MẬT": "tèi mËt", "BÁO CÁO TUẦN": "b¸o c¸o tuÇn"}[stamp]
    return word97([Par([Text("KÕ ho¹ch", 2)]), Par([Text("HuyÖn uû", 1)])], FONTS, head=typed, head_font=2)


def sheet(stamp: str) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([TITLE])
    book.active.oddHeader.center.text = f"&B{stamp}"
    book.active.oddHeader.right.text = "&P"
    return saved(book.save)


def old_sheet(stamp: str) -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Bieu")
    page.write(0, 0, TITLE)
    # xlwt's own setter knows bytes of ASCII alone
    page._Worksheet__header_str = f'&L&"Arial,Bold"&14{stamp}&RTrang &P'
    return saved(book.save)


def drawn_on_sheet(stamp: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sheet(""))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    shape = f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><a:p><a:r><a:t>{stamp}</a:t></a:r></a:p></xdr:wsDr>'
    return zipped({**parts, "xl/drawings/drawing1.xml": shape.encode()})


def opendocument(stamp: str, kind: str = "text") -> bytes:
    names = " ".join(f'xmlns:{key}="urn:{key}"' for key in ("office", "style", "text", "table"))
    head = f"<style:header><text:p>{stamp}</text:p></style:header>"
    page = f"<style:master-page>{head}</style:master-page>"
    styles = f"<office:document-styles {names}>{page}</office:document-styles>"
    body = f"<office:text><text:p>{TITLE}</text:p><text:p>{LINE}</text:p></office:text>"
    if kind == "spreadsheet":
        cell = f"<table:table-cell><text:p>{TITLE}</text:p></table:table-cell>"
        body = f'<table:table table:name="B"><table:table-row>{cell}</table:table-row></table:table>'
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    parts = {"mimetype": mimetype, "styles.xml": styles, "content.xml": content}
    return zipped({name: part.encode() for name, part in parts.items()})


def ods(stamp: str) -> bytes:
    return opendocument(stamp, "spreadsheet")


def slides(stamp: str) -> bytes:
    show = pptx.Presentation()
    show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = TITLE
    tree = show.slides[0].shapes.add_textbox(Cm(1), Cm(1), Cm(9), Cm(2))
    tree.text_frame.text = stamp
    show.slide_masters[0].shapes._spTree.append(tree._element)  # drawn on the master, shown on every slide
    return saved(show.save)


def paged(stamp: str) -> bytes:
    font = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if not font.is_file():
        pytest.skip("no font with Vietnamese letters (DejaVu Sans) on this machine")
    paper = FPDF()
    paper.add_font("body", fname=str(font))
    paper.set_font("body", size=12)
    for number in range(3):
        paper.add_page()
        paper.text(20, 100, f"{number + 1}. {LINE}")
        paper.text(95, 12, stamp)
    return bytes(paper.output())


def packed(stamp: str) -> bytes:
    return zipped({"a.docx": word(stamp)})


MAKERS = [
    word, word_foot, word_watermark, rtf, rtf_watermark, old_word, old_word_old_font, sheet, old_sheet,
    drawn_on_sheet, opendocument, ods, slides, paged, packed,
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS)
def test_a_stamp_in_the_head_or_foot_of_a_page_is_seen_and_is_no_text(
    make: Callable[[str], bytes], tmp_path: Path
) -> None:
    raw = read_bytes(make("TỐI MẬT"), "")
    assert "MẬT" not in raw.shown.upper()
    with pytest.raises(Rejected) as refused:
        refuse_secret(raw.shown, raw.margins)
    assert "Tối mật" in str(refused.value)
    path = tmp_path / "a"
    path.write_bytes(make("TỐI MẬT"))
    if make is not packed:  # its members are files of their own
        assert "Tối mật" in (read(Task(path, "a", None, Reading("1"))).reason or "")


@pytest.mark.parametrize("make", MAKERS)
def test_another_head_is_none(make: Callable[[str], bytes]) -> None:
    raw = read_bytes(make("BÁO CÁO TUẦN"), "")
    refuse_secret(raw.shown, raw.margins)


@pytest.mark.parametrize(
    "head", ["Quy chế bảo vệ bí mật nhà nước", "CỤC BẢO MẬT", "MẬT</text:p><text:p>GIẢI MẬT"]
)
def test_a_head_that_only_speaks_of_secrets_is_none(head: str) -> None:
    raw = read_bytes(opendocument(head), "")
    refuse_secret(raw.shown, raw.margins)


def test_a_word_file_is_read_the_same_with_and_without_a_head() -> None:
    for make in (word, rtf, old_word, sheet, opendocument):
        assert read_bytes(make("TỐI MẬT"), "").text == read_bytes(make(""), "").text
