"""PDF files by pypdfium2: characters (or the picture of a page) to lines, lines to paragraphs."""

from __future__ import annotations

import pypdfium2 as pdfium

from ingest.canonical import one_line
from ingest.confidence import confidence_warning
from ingest.readers import ocr
from ingest.readers.base import RawText, Rejected
from ingest.readers.pdf_columns import by_columns
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_paragraphs import join_shown, margins_of, without_running_heads
from ingest.readers.pdf_rows import whole_tables
from ingest.readers.scan_layers import better, is_garbled, no_layer, worth
from ingest.readers.scans import is_scan, read_scans

MAX_PAGES = 5000
_TAIL = 4096  # bytes in which a whole file has its end mark, some junk behind it allowed

_CORRUPT = "tệp PDF hỏng hoặc bị cắt cụt: tải hoặc chép lại tệp gốc rồi nạp lại"
_LOCKED = "tệp PDF có mật khẩu: lưu một bản không mật khẩu rồi nạp lại"
_SCAN = f"PDF là bản quét (ảnh), không có lớp chữ, cần nhận dạng chữ (OCR): {ocr.INSTALL} rồi nạp lại"
_GARBLED = (
    f"phông chữ trong PDF không có bảng mã nên chữ đọc ra sai: {ocr.INSTALL} để nhận dạng, hoặc xin bản .docx"
)
_UNREAD = "PDF là bản quét (ảnh), nhận dạng (OCR) không ra chữ: quét lại rõ hơn (300 dpi) rồi nạp lại"
_PARTLY = (
    "trang {} là ảnh, không có lớp chữ hoặc chỉ có vài dòng, nên chữ trong ảnh bị bỏ qua: "
    f"{ocr.INSTALL} rồi nạp lại"
)
_EMPTY = "trang {} không có chữ nào đọc được (ảnh mờ hoặc trang trắng)"
_MANY = f"PDF dài hơn {MAX_PAGES} trang: tách thành các tệp nhỏ hơn rồi nạp lại"


def read_pdf(data: bytes) -> RawText:
    """The text of every page, running heads left out, hard-wrapped lines joined into paragraphs.

    A page without a text layer, or with one that says little of it, is read from its picture where the
    engine is installed; else the picture is left out with a warning, and a file of nothing else is rejected.

    Raises:
        Rejected: a broken or encrypted file, a scan or fonts without an encoding where no engine is.
    """
    document = _open(data)
    try:
        if len(document) > MAX_PAGES:
            raise Rejected(_MANY)
        read = [_page(document, number) for number in range(len(document))]
        pages = [lines for lines, _ in read]
        scans = [number for number, (_, scan) in enumerate(read) if scan]
        warnings = _read_pictures(document, pages, scans)
        title = one_line(document.get_metadata_dict().get("Title") or "")
    finally:
        document.close()
    kept = without_running_heads(pages)
    text, offsets, capitals = join_shown(whole_tables(kept))
    margins = margins_of(pages, kept)
    return RawText(text, offsets, len(pages), "pdf", title or None, warnings, capitals, margins)


def _read_pictures(
    document: pdfium.PdfDocument, pages: list[list[Line]], scans: list[int]
) -> tuple[str, ...]:
    """Puts what the engine reads into ``pages``; warnings on these and on pages without any text."""
    warnings: list[str] = []
    if scans and ocr.version() is None:
        _refuse_scan(pages)
        for number in scans:
            pages[number] = worth(pages[number])
        warnings.append(_PARTLY.format(_list(scans)))
    elif scans:
        found = {}
        for page in read_scans(document, scans):
            pages[page.number] = better(pages[page.number], page.lines, page.confidence)
            if page.lines and pages[page.number] is page.lines:
                found[page.number + 1] = page.confidence
        warnings += [confidence_warning(found)] if found else []
    if not any(pages):
        raise Rejected(_UNREAD)
    left = set(scans) if ocr.version() is None else set()
    empty = [number for number, page in enumerate(pages) if not page and number not in left]
    return (*warnings, _EMPTY.format(_list(empty))) if empty else tuple(warnings)


def _open(data: bytes) -> pdfium.PdfDocument:
    # PDFium mends a file without its end by guessing, and pages may be missing without a word.
    if b"%%EOF" not in data[-_TAIL:] and b"startxref" not in data[-_TAIL:]:
        raise Rejected(_CORRUPT)
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # PDFium keeps its last error: after a locked file it calls any broken one locked.
        locked = b"/Encrypt" in data and "password" in str(error).lower()
        raise Rejected(_LOCKED if locked else _CORRUPT) from error


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[Line], bool]:
    """The lines of a page's text layer, and whether the page is a picture."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return [], False  # one broken page does not lose the others; it is named in the warnings
    try:
        lines = by_columns(lines_of(page, text, page.get_mediabox()))
        return lines, is_scan(page, lines)
    finally:
        text.close()
        page.close()


def _refuse_scan(pages: list[list[Line]]) -> None:
    if is_garbled(line for page in pages for line in page):
        raise Rejected(_GARBLED)
    if no_layer(pages):
        raise Rejected(_SCAN)


def _list(numbers: list[int]) -> str:
    return ", ".join(str(number + 1) for number in numbers)
