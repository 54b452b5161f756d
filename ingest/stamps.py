"""A stamp of secrecy on a scanned first page, seen before anything of the scan is kept.

Stamps are red, and the reader of scans draws pages by their red channel, in which red ink vanishes: good
for a seal over the text, blind to "MẬT". So the upper part of the first page is drawn once more by its blue
channel, in which red and black are dark alike, and what is read of it is neither kept nor shown.
"""

from __future__ import annotations

from ingest.readers import ocr
from ingest.readers.base import IMAGES, Kind, Rejected
from ingest.readers.kinds import kind_of
from ingest.readers.ocr_lines import lines_of_words
from ingest.secrecy import refuse_secret

_DPI = 200
_UPPER = 0.6  # share of the page that a letterhead with its stamp takes at most
_BLUE = 0  # place of the blue channel in a pixel as PDFium draws it
_PAPER = 190  # lighter than this is paper: a stamp is often pale
_CONTRAST = bytes(min(255, value * 255 // _PAPER) for value in range(256))


def refuse_stamped(data: bytes, suffix: str = "") -> None:
    """Nothing where ``data`` is no scan (a PDF, a picture), or bears no stamp on its first page.

    Raises:
        Rejected: one does.
    """
    try:
        kind = kind_of(data, suffix)
    except Rejected:  # its reader says why
        return
    if (kind == "pdf" or kind in IMAGES) and (text := _upper_text(data, kind)):
        refuse_secret(text)


def _upper_text(data: bytes, kind: Kind) -> str:
    """What stands in the upper part of the first page where that is a picture, else nothing."""
    if ocr.version() is None:
        return ""
    try:
        found = _upper_of_pdf(data) if kind == "pdf" else _upper_of_image(data)
        if found is None:
            return ""
        image, width, height, dpi = found
        tsv = ocr.recognize(b"P5 %d %d 255\n" % (width, height) + image, round(dpi))
    except (Rejected, ocr.OcrError):  # its reader says why
        return ""
    return "\n".join(line.text for line in lines_of_words(list(ocr.words_of(tsv)), dpi, height))


_Upper = tuple[bytes, int, int, float]  # gray pixels, width, height, dots an inch


def _upper_of_image(data: bytes) -> _Upper | None:
    from PIL import Image

    from ingest.readers.images import frames

    page = next(frames(data), None)
    if page is None:
        return None
    scale = min(3.0, _DPI / page.info["dpi"][1])
    part = page.crop((0, 0, page.width, max(1, int(page.height * _UPPER)))).getchannel("B")
    size = max(1, round(part.width * scale)), max(1, round(part.height * scale))
    gray = part.resize(size, Image.Resampling.LANCZOS)
    return gray.tobytes().translate(_CONTRAST), gray.width, gray.height, page.info["dpi"][1] * scale


def _upper_of_pdf(data: bytes) -> _Upper | None:
    import pypdfium2 as pdfium

    from ingest.readers.pdf_lines import lines_of
    from ingest.readers.scan_layers import is_picture, mostly_picture

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:  # the reader says why
        return None
    try:
        page = document[0]
        # A scanner's own engine may have read the page, but no stamp in red over it.
        if mostly_picture(page) or is_picture(page, lines_of(page, page.get_textpage(), page.get_mediabox())):
            return _drawn(page)
        return None
    except pdfium.PdfiumError:
        return None
    finally:
        document.close()


def _drawn(page: object) -> _Upper:
    bitmap = page.render(scale=_DPI / 72)  # type: ignore[attr-defined]
    step, width, height = bitmap.n_channels, bitmap.width, int(bitmap.height * _UPPER)
    pixels = bytes(bitmap.buffer)
    rows = (
        pixels[y * bitmap.stride + _BLUE : y * bitmap.stride + width * step : step] for y in range(height)
    )
    return b"".join(rows).translate(_CONTRAST), width, height, _DPI
