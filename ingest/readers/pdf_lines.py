"""The characters of a PDF page as lines with their place.

Works from each character's own origin and direction, because PDFium breaks a line where a font
changes and knows no columns. Lengths are PDF points (1/72 inch); ``u`` runs along the line, ``v`` up.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.canonical import one_line
from ingest.readers.tables import CELL, LAYOUT

Box = tuple[float, float, float, float]

_BULLET = re.compile("^[\ue000-\uf0ac\uf0ae-\uf8ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
BYTE_AD = "\uf0ad"  # the byte AD as Windows shows it for a font without Unicode names
_WIDE = 2.2  # a gap of so many letter heights parts two cells; justified text stays well below
_AFTER_NUMBER = 0.9
_UPRIGHT = 1e-4  # radians
# Gaps, in letter heights, that make a space: where the file has one, where PDFium guesses one, elsewhere.
_GIVEN, _GUESSED, _UNSAID = -9.0, 0.06, 0.15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: canonical text, left and right end, baseline and letter height, in points.

    ``top`` and ``bottom`` say how far the baseline is from the page's edges, as a share of its height.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    top: float
    bottom: float


@dataclass(slots=True)
class _Char:
    char: str
    angle: float
    left: float
    right: float
    base: float
    size: float
    need: float  # gap before it, in letter heights, from which on a space is read there
    breaks: bool  # PDFium put a line break before it


def lines_of(page: pdfium.PdfTextPage, box: Box) -> list[Line]:
    """The lines of ``page`` in the order in which the file draws them; ``box`` is the page's media box."""
    lines: list[Line] = []
    for group in _groups(list(_chars(page))):
        lines.extend(_lines(group, box))
    return lines


def _chars(page: pdfium.PdfTextPage) -> Iterator[_Char]:
    """Every character that is drawn and no space."""
    # Bound once: a page has thousands of characters, and each asks five times.
    handle = page.raw
    code_of, generated = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    origin_of, box_of, angle_of = (
        raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharAngle,
    )
    x, y, spot = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    need, breaks, high = _UNSAID, False, 0
    for index in range(page.count_chars()):
        code = code_of(handle, index)
        if code in (10, 13):
            breaks = True
            continue
        if chr(code).isspace():
            # A space that PDFium only guesses may fall inside a word; the file's own never does.
            need = min(need, _GUESSED if generated(handle, index) else _GIVEN)
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        # PDFium writes a hyphen at a line's end as U+0002 or U+FFFE.
        char = "-" if code in (0x02, 0xFFFE) else chr(code)
        if code == 0xAD:  # in a TCVN3 font the letter ư; kept for ingest.legacy to decide
            char = BYTE_AD
        if not char.isprintable() and not _PRIVATE.match(char):
            continue
        origin_of(handle, index, x, y)
        box_of(handle, index, spot)
        yield _placed(char, angle_of(handle, index), (x.value, y.value), spot, need, breaks)
        need, breaks = _UNSAID, False


def _placed(
    char: str, angle: float, origin: tuple[float, float], spot: raw.FS_RECTF, need: float, breaks: bool
) -> _Char:
    if angle < _UPRIGHT:  # nearly every character of every page
        return _Char(char, 0.0, spot.left, spot.right, origin[1], spot.top - spot.bottom, need, breaks)
    corners = [_turn(px, py, angle) for px in (spot.left, spot.right) for py in (spot.bottom, spot.top)]
    us, vs = [u for u, _ in corners], [v for _, v in corners]
    base = _turn(*origin, angle)[1]
    return _Char(char, angle, min(us), max(us), base, max(vs) - min(vs), need, breaks)


def _turn(x: float, y: float, angle: float) -> tuple[float, float]:
    """A point in the frame of text drawn at ``angle`` (radians, clockwise as PDFium has it)."""
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def _groups(chars: list[_Char]) -> Iterator[list[_Char]]:
    """Runs of characters that stand on one visual line, left to right."""
    group: list[_Char] = []
    for char in chars:
        if group and not _same_line(group[-1], char):
            yield group
            group = []
        if group and unicodedata.combining(char.char):
            # A tone drawn from another font belongs to the letter before it, wherever its box is.
            char = replace(group[-1], char=char.char, need=_UNSAID, breaks=False)
        group.append(char)
    if group:
        yield group


def _same_line(last: _Char, char: _Char) -> bool:
    if unicodedata.combining(char.char):
        return True
    size = max(last.size, char.size)
    if abs(last.angle - char.angle) > 0.05 or abs(last.base - char.base) > 0.5 * size:
        return False
    gap = char.left - last.right
    return -0.5 * size < gap and (not char.breaks or gap < 1.0 * size)


def _lines(group: list[_Char], box: Box) -> Iterator[Line]:
    cells = list(_cells(group))
    texts = [one_line(_text(cell)) for cell in cells]
    if any(LAYOUT.search(text) for text in texts):
        for cell, text in zip(cells, texts, strict=True):
            yield _line(text, cell, box)
    else:
        yield _line(CELL.join(texts), group, box)


def _cells(group: list[_Char]) -> Iterator[list[_Char]]:
    start = 0
    size = median(char.size for char in group)
    for index in range(1, len(group)):
        # A narrow first column of running numbers (TT) stands closer to the next.
        wide = _AFTER_NUMBER if start == 0 and all(char.char.isdigit() for char in group[:index]) else _WIDE
        if group[index].left - group[index - 1].right > wide * size and group[index - 1].char != ":":
            yield group[start:index]
            start = index
    yield group[start:]


def _text(cell: list[_Char]) -> str:
    size = median(char.size for char in cell)
    pieces: list[str] = []
    for index, char in enumerate(cell):
        last = cell[index - 1]
        if index and not unicodedata.combining(char.char):
            pieces.append(" " if char.left - last.right > char.need * size else "")
        pieces.append(char.char)
    return _BULLET.sub("- ", "".join(pieces))


def _line(text: str, chars: list[_Char], box: Box) -> Line:
    base, size = median(char.base for char in chars), median(char.size for char in chars)
    edges = [_turn(x, y, chars[0].angle)[1] for x in (box[0], box[2]) for y in (box[1], box[3])]
    low, high = min(edges), max(edges)
    height = max(high - low, 1.0)
    return Line(
        text, chars[0].left, chars[-1].right, base, size, (high - base) / height, (base - low) / height
    )
