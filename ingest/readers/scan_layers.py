"""What the text layer over a picture of a page is worth: a stamp, a few lines, another language's reading.

A scan may bear a layer all the same: "Scanned with CamScanner", the label of a digital signature, a number
put in afterwards, or what the scanner's own engine read without Vietnamese letters ("Ty 1e hO ngheo").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_lines import Line
from ingest.repair.syllable import is_syllable

_FEW = 15  # letters that a scanner's stamp or a signature's label may leave on a picture
_SHORT = 200  # letters below which a layer cannot be all that a full picture of a page says
_COVER = 0.5  # share of a page that pictures cover when it is a scan
# Share of letters that only Vietnamese has (đ, ơ, ư, ạ …): pages of laws and tables have .1 and more.
_MARKED = 0.04
_SPELT = 0.5  # share of words that are syllables without marks; pages in English have a quarter
_MORE = 1.5  # times the letters of the layer, from which on the picture said more than it
_MUCH_MORE = 3.0  # the same where the engine was not sure
_SURE = 65.0
_WORD = re.compile(r"[^\W\d_]{2,}")
_STAMP = re.compile(
    r"\W*(?:(?:scanned|created|made|generated) (?:with|by|using)\b|cam ?scanner\b"
    r"|(?:được )?quét (?:bằng|bởi)\b|digitally signed\b|signature (?:not verified|valid)\b"
    r"|(?:signed by|signing (?:date|time)|reason|location|dn|date|email)\s*:"
    r"|(?:(?:được )?ký (?:số )?bởi|người ký|ngày ký|thời gian ký|giờ ký|chữ ký số|chức vụ)\s*:"
    r"|(?:cơ quan|tổ chức|đơn vị)\s*:|\+\d\d[':]\d\d|trang \d)",
    re.IGNORECASE,
)


def is_picture(page: pdfium.PdfPage, lines: Sequence[Line]) -> bool:
    """Whether ``page``, whose text layer holds ``lines``, is a picture or holds letters without a code."""
    if is_garbled(lines):
        return True
    letters = _letters(lines)
    if not letters:
        return _drawn(page)
    return _letters(_said(lines)) < _SHORT and mostly_picture(page)


def is_garbled(lines: Iterable[Line]) -> bool:
    """Whether most signs of ``lines`` have no code."""
    text = "".join(line.text for line in lines)
    private = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    return private > sum(map(str.isalnum, text))


def is_foreign(lines: Iterable[Line]) -> bool:
    """Whether ``lines`` are Vietnamese read by an engine that has no Vietnamese letters."""
    text = " ".join(line.text for line in lines)
    letters = [char for char in text if char.isalpha()]
    if sum(char >= "\u0102" for char in letters) >= _MARKED * len(letters):
        return False
    words = _WORD.findall(text)
    return sum(map(is_syllable, words)) >= _SPELT * len(words) > 0


def worth(layer: list[Line]) -> list[Line]:
    """``layer``, or nothing where it holds but stamps and labels, or Vietnamese without its letters."""
    return layer if _said(layer) else []


def no_layer(pages: Sequence[Sequence[Line]]) -> bool:
    """Whether ``pages`` together say nothing but stamps and labels."""
    kept = [_said(page) for page in pages]
    few = sum(map(_letters, kept)) < _FEW * max(1, len(pages))
    return few and not any(len(page) > 5 for page in kept)


def better(layer: list[Line], read: list[Line], confidence: float) -> list[Line]:
    """Of a page's layer and of what the engine read from its picture the one that says more.

    A layer is exact, so that it stays where the picture adds nothing (a slide over a picture, a map).
    """
    wanted = _letters(_said(layer)) * (_MORE if confidence >= _SURE else _MUCH_MORE)
    return read if _letters(read) > wanted else worth(layer)


def _said(lines: Sequence[Line]) -> list[Line]:
    kept = [line for line in lines if not _STAMP.match(line.text)]
    return [] if is_foreign(kept) or is_garbled(kept) else kept


def mostly_picture(page: pdfium.PdfPage) -> bool:
    """Whether pictures cover half of ``page`` or more; a scanner may cut one page into strips."""
    width, height = page.get_size()
    area = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        area += (right - left) * (top - bottom)
    return bool(area >= _COVER * width * height)


def _letters(lines: Iterable[Line]) -> int:
    return sum(char.isalnum() for line in lines for char in line.text)


def _drawn(page: pdfium.PdfPage) -> bool:
    return next(page.get_objects(max_depth=3), None) is not None
