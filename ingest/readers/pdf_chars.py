"""The characters of a PDF page with their place, and the visual lines that they stand on.

Works from each character's own origin and direction, because PDFium breaks a line where a font
changes and knows no columns. Lengths are PDF points (1/72 inch); ``u`` runs along the line, ``v`` up.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.legacy import between_marks, is_capitals
from ingest.readers.raised import as_read

_BULLET = re.compile("^[\ue000-\uf0ac\uf0ae-\uf8ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
BYTE_AD = "\uf0ad"  # the byte AD as Windows shows it for a font without Unicode names
END_HYPHEN = "\u2010"  # in a TCVN3 font the letter ư, too
_UPRIGHT = 1e-4  # radians
_SMALL, _LIFT = 0.8, 0.15  # raised figures: their size and rise, as shares of the letters' size
# Gaps, in letter heights, that make a space: where the file has one, where PDFium guesses one, elsewhere.
_GIVEN, _GUESSED, _UNSAID = -9.0, 0.06, 0.15


@dataclass(slots=True)
class Char:
    """A character that is drawn; ``angle`` in radians, clockwise."""

    char: str
    angle: float
    left: float
    right: float
    base: float
    size: float
    need: float  # gap before it, in letter heights, from which on a space is read there
    breaks: bool  # PDFium put a line break before it
    middle: tuple[float, float]  # of its box, in the page's own directions
    index: int = -1  # in its text page
    capitals: bool = False  # its font shows small letters as capitals


def chars_of(page: pdfium.PdfTextPage) -> Iterator[Char]:
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
    last: Char | None = None
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
        if (char := _drawn(code)) is None:
            continue
        origin_of(handle, index, x, y)
        box_of(handle, index, spot)
        placed = _placed(char, angle_of(handle, index), (x.value, y.value), spot, need, breaks)
        placed.index = index
        if last is not None and _is_tone(char):
            placed.middle = last.middle  # a tone stands with its letter
        yield placed
        last = placed
        need, breaks = _UNSAID, False


@lru_cache(maxsize=4096)
def _drawn(code: int) -> str | None:
    """The character that is read where a file draws ``code``."""
    if code in (0x02, 0xFFFE):  # PDFium's hyphen at a line's end
        return END_HYPHEN
    if code == 0xAD:  # in a TCVN3 font the letter ư; kept for ingest.legacy to decide
        return BYTE_AD
    char = chr(code)
    return char if char.isprintable() or _PRIVATE.match(char) else None


def _is_tone(char: str) -> bool:
    return char >= "\u0300" and unicodedata.combining(char) != 0


def _placed(
    char: str, angle: float, origin: tuple[float, float], spot: raw.FS_RECTF, need: float, breaks: bool
) -> Char:
    left, bottom, right, top = spot.left, spot.bottom, spot.right, spot.top
    middle = ((left + right) / 2, (bottom + top) / 2)
    if angle < _UPRIGHT:  # nearly every character of every page
        return Char(char, 0.0, left, right, origin[1], top - bottom, need, breaks, middle)
    corners = [turn(px, py, angle) for px in (left, right) for py in (bottom, top)]
    us, vs = [u for u, _ in corners], [v for _, v in corners]
    base = turn(*origin, angle)[1]
    return Char(char, angle, min(us), max(us), base, max(vs) - min(vs), need, breaks, middle)


def turn(x: float, y: float, angle: float) -> tuple[float, float]:
    """A point in the frame of text drawn at ``angle`` (radians, clockwise as PDFium has it)."""
    cosine, sine = _direction(angle)
    return x * cosine - y * sine, x * sine + y * cosine


@lru_cache(maxsize=16)
def _direction(angle: float) -> tuple[float, float]:
    return math.cos(angle), math.sin(angle)


def groups(chars: list[Char]) -> Iterator[list[Char]]:
    """Runs of characters that stand on one visual line, left to right."""
    group: list[Char] = []
    for char in chars:
        if group and not _same_line(group[-1], char):
            yield group
            group = []
        if group and _is_tone(char.char):
            # A tone drawn from another font belongs to the letter before it, wherever its box is.
            char = replace(group[-1], char=char.char, need=_UNSAID, breaks=False)
        group.append(char)
    if group:
        yield group


def _same_line(last: Char, char: Char) -> bool:
    if _is_tone(char.char):
        return True
    size = max(last.size, char.size)
    if abs(last.angle - char.angle) > 0.05 or abs(last.base - char.base) > 0.5 * size:
        return False
    gap = char.left - last.right
    return -0.5 * size < gap and (not char.breaks or gap < 1.0 * size)


def text_of(cell: list[Char]) -> str:
    """What ``cell``, a part of one line, says; marks stand around what is shown in capitals."""
    size = median(char.size for char in cell)
    pieces = [_space(cell, index, size) + char.char for index, char in enumerate(cell)]
    for start, end in _raised(cell, size):
        figures = "".join(char.char for char in cell[start:end])
        before = "".join(pieces[max(0, start - 8) : start])
        pieces[start:end] = [as_read(figures, before), *[""] * (end - start - 1)]
    if any(char.capitals for char in cell):
        runs = groupby(zip(cell, pieces, strict=True), key=lambda pair: pair[0].capitals)
        parts = [(capitals, "".join(piece for _, piece in run)) for capitals, run in runs]
        pieces = [between_marks(text) if capitals else text for capitals, text in parts]
    return _BULLET.sub("- ", "".join(pieces))


def _space(cell: list[Char], index: int, size: float) -> str:
    char = cell[index]
    if not index or _is_tone(char.char):
        return ""
    return " " if char.left - cell[index - 1].right > char.need * size else ""


def _raised(cell: list[Char], size: float) -> Iterator[tuple[int, int]]:
    """Where figures are small and stand above the line."""
    if min(char.size for char in cell) > _SMALL * size:
        return
    base = median(char.base for char in cell)
    index = 0
    for raised, run in groupby(
        cell,
        key=lambda char: (
            char.size <= _SMALL * size and char.base > base + _LIFT * size and char.char.isdecimal()
        ),
    ):
        end = index + len(list(run))
        if raised:
            yield index, end
        index = end


def mark_capitals(page: pdfium.PdfTextPage, chars: Iterable[Char]) -> None:
    """Tell the characters whose font shows small letters as capitals; a font is asked for once."""
    known: dict[int | None, bool] = {}
    for char in chars:
        item = raw.FPDFText_GetTextObject(page, char.index)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        key = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if key not in known:
            known[key] = font is not None and is_capitals(_name(font))
        char.capitals = known[key]


def _name(font: raw.FPDF_FONT) -> str:
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode("utf-8", errors="replace")
