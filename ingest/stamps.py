"""A stamp of secrecy on a scanned first page, seen before anything of the scan is kept.

Stamps are red, and the reader of scans draws pages by their red channel, in which red ink vanishes: good
for a seal over the text, blind to "MẬT". So the upper part of the first page is drawn once more by its blue
channel, in which red and black are dark alike, and what is read of it is neither kept nor shown.
"""

from __future__ import annotations

from ingest.readers import ocr
from ingest.readers.ocr_lines import lines_of_words
from ingest.secrecy import refuse_secret

_DPI = 200
_UPPER = 0.6  # share of the page that a letterhead with its stamp takes at most
_BLUE = 0  # place of the blue channel in a pixel as PDFium draws it
_PAPER = 190  # lighter than this is paper: a stamp is often pale
_DEPTH = 3  # archives in archives


def refuse_stamped(data: bytes, suffix: str = "", depth: int = 0) -> None:
    """Nothing where no scanned first page in ``data`` (a PDF, or what holds some) bears a stamp.

    Raises:
        Rejected: one does.
    """
    if b"%PDF-" in data[:1024]:
        if text := _upper_text(data):
            refuse_secret(text)
        return
    if depth < _DEPTH:
        for member, ending in _members(data, suffix):
            refuse_stamped(member, ending, depth + 1)


def _members(data: bytes, suffix: str) -> list[tuple[bytes, str]]:
    from ingest.readers.base import Rejected
    from ingest.readers.kinds import kind_of
    from ingest.readers.members import CONTAINERS, members

    try:
        kind = kind_of(data, suffix)
        return [(one.data, one.suffix) for one in members(data, kind)] if kind in CONTAINERS else []
    except Rejected:  # the reader says why
        return []


def _upper_text(data: bytes) -> str:
    """What stands in the upper part of the first page where that is a picture, else nothing."""
    if ocr.version() is None:
        return ""
    import pypdfium2 as pdfium

    from ingest.readers.scans import is_scan

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:  # the reader says why
        return ""
    try:
        page = document[0]
        if not is_scan(page, []) or page.get_textpage().count_chars() > 200:
            return ""
        image, width, height = _upper_image(page)
        tsv = ocr.recognize(b"P5 %d %d 255\n" % (width, height) + image, _DPI)
    except (pdfium.PdfiumError, ocr.OcrError):
        return ""
    finally:
        document.close()
    return "\n".join(line.text for line in lines_of_words(list(ocr.words_of(tsv)), _DPI, height))


def _upper_image(page: object) -> tuple[bytes, int, int]:
    bitmap = page.render(scale=_DPI / 72)  # type: ignore[attr-defined]
    step, width, height = bitmap.n_channels, bitmap.width, int(bitmap.height * _UPPER)
    pixels = bytes(bitmap.buffer)
    rows = (
        pixels[y * bitmap.stride + _BLUE : y * bitmap.stride + width * step : step] for y in range(height)
    )
    contrast = bytes(min(255, value * 255 // _PAPER) for value in range(256))
    return b"".join(rows).translate(contrast), width, height
