"""PDF files with a text layer, by pypdfium2: characters to lines, lines to paragraphs."""

from __future__ import annotations

import pypdfium2 as pdfium

from ingest.canonical import one_line
from ingest.readers.base import RawText, Rejected
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_paragraphs import join_lines, without_running_heads

MAX_PAGES = 5000
_TAIL = 4096  # bytes in which a whole file has its end mark, some junk behind it allowed

_CORRUPT = "tệp PDF hỏng hoặc bị cắt cụt: tải hoặc chép lại tệp gốc rồi nạp lại"
_LOCKED = "tệp PDF có mật khẩu: lưu một bản không mật khẩu rồi nạp lại"
_SCAN = "PDF là bản quét (ảnh), không có lớp chữ: nhận dạng chữ (OCR) trước rồi nạp lại"
_GARBLED = "phông chữ trong PDF không có bảng mã nên chữ đọc ra sai: nhận dạng chữ (OCR) hoặc xin bản .docx"
_PARTLY = "trang {} không có lớp chữ (ảnh quét hoặc trang trắng)"
_MANY = f"PDF dài hơn {MAX_PAGES} trang: tách thành các tệp nhỏ hơn rồi nạp lại"


def read_pdf(data: bytes) -> RawText:
    """The text of every page, running heads left out, hard-wrapped lines joined into paragraphs.

    Raises:
        Rejected: a broken or encrypted file, a scan without text, fonts without an encoding.
    """
    document = _open(data)
    try:
        if len(document) > MAX_PAGES:
            raise Rejected(_MANY)
        pages = [_page(document, number) for number in range(len(document))]
        title = one_line(document.get_metadata_dict().get("Title") or "")
    finally:
        document.close()
    _refuse_scan(pages)
    text, offsets = join_lines(without_running_heads(pages))
    return RawText(text, offsets, len(pages), "pdf", title or None, _warnings(pages))


def _open(data: bytes) -> pdfium.PdfDocument:
    # PDFium mends a file without its end by guessing, and pages may be missing without a word.
    if b"%%EOF" not in data[-_TAIL:] and b"startxref" not in data[-_TAIL:]:
        raise Rejected(_CORRUPT)
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Rejected(_LOCKED if "password" in str(error).lower() else _CORRUPT) from error


def _page(document: pdfium.PdfDocument, number: int) -> list[Line]:
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return []  # one broken page does not lose the others; it is named in the warnings
    try:
        return lines_of(text, page.get_mediabox())
    finally:
        text.close()
        page.close()


def _refuse_scan(pages: list[list[Line]]) -> None:
    text = "".join(line.text for page in pages for line in page)
    letters = sum(char.isalnum() for char in text)
    private = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    if private > letters:
        raise Rejected(_GARBLED)
    # A scanner's own stamp or a digital signature's label is no text layer.
    if letters < 15 * max(1, len(pages)) and not any(len(page) > 5 for page in pages):
        raise Rejected(_SCAN)


def _warnings(pages: list[list[Line]]) -> tuple[str, ...]:
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    return (_PARTLY.format(", ".join(empty)),) if empty else ()
