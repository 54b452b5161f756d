"""The parts of a Word 97-2003 file (.doc) that say which character stands where, in which font.

No library of the registry tells the font of a run, and without it the fonts of the 1990s can't be told
from signs, so the tables are read here, from the streams that olefile gives. Names and numbers are those
of the published specification [MS-DOC]: FIB, piece table (Clx), formatted pages of characters (CHPX) and
paragraphs (PAPX), style sheet (STSH), font table (SttbfFfn).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

MAX_CHARACTERS = 32 * 2**20  # a longer text is no document; pieces may claim the same bytes again and again

_OPERAND = {
    0: 1,
    1: 1,
    2: 2,
    3: 4,
    4: 2,
    5: 2,
    7: 3,
}  # bytes by the three highest bits of a sprm; 6 tells its own


@dataclass(frozen=True, slots=True)
class Chars:
    """Properties of a run of characters: fonts of ASCII and of other letters, seen or not, raised or not."""

    ascii: int = 0
    other: int = 0
    hidden: bool = False
    special: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Properties of a paragraph: style, list and level, and its place in a table.

    ``edges`` are the borders between the cells of a row, in twips, told at the row's end; ``depth`` is
    0 outside tables, 2 in a table inside a cell.
    """

    style: int = 0
    list: int = 0
    level: int = 0
    depth: int = 0
    row_end: bool = False
    cell_end: bool = False
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    chars: Chars
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    offset: int
    width: int  # bytes a character: 1 (Windows-1252) or 2 (UTF-16)

    def place(self, position: int) -> int:
        return self.offset + (position - self.start) * self.width


class Word97:
    """The text of one file by character positions, with fonts and paragraph properties.

    Raises:
        struct.error, IndexError, ValueError: from the constructor, where the file's tables are broken.
    """

    def __init__(self, main: bytes, table: bytes) -> None:
        self._main, self._table = main, table
        self.parts = struct.unpack_from("<8i", main, 0x4C)  # main text, notes, heads, ... : their lengths
        self.fonts = _fonts(self._block(15))
        self._styles = _styles(self._block(1))
        self._pieces = _pieces(self._block(33))
        if self._pieces and self._pieces[-1].end > MAX_CHARACTERS:
            raise ValueError("too long")
        self._char_starts, self._char_runs = self._pages(12, 1)
        self._par_starts, self._par_runs = self._pages(13, 13)
        self._chars_seen: dict[tuple[int, bytes], Chars] = {}
        self._piece_starts = [piece.start for piece in self._pieces]

    def lists(self) -> tuple[bytes, bytes, bytes]:
        """The list definitions (PlfLst), the bytes behind them (LVLs), and the list overrides (PlfLfo)."""
        start, length = struct.unpack_from("<2I", self._main, 0x9A + 8 * 73)
        return self._block(73), self._table[start + length :] if length else b"", self._block(74)

    def paragraph(self, position: int) -> Paragraph:
        """The properties of the paragraph whose mark stands at ``position``."""
        grpprl = _run_at(self._par_starts, self._par_runs, self._offset(position))
        style = int.from_bytes(grpprl[:2], "little") if len(grpprl) >= 2 else 0
        base = self._styles[style].paragraph if style < len(self._styles) else Paragraph()
        return _paragraph(replace(base, style=style), grpprl[2:])

    def runs(self, start: int, end: int, style: int) -> Iterator[tuple[int, str, Chars]]:
        """Stretches of one piece and one format: position, text, properties over those of ``style``."""
        at = max(0, bisect_right(self._piece_starts, start) - 1)
        for piece in self._pieces[at:]:
            if piece.start >= end:
                return
            position = max(start, piece.start)
            stop = min(end, piece.end)
            while position < stop:
                place = piece.place(position)
                run = max(0, bisect_right(self._char_starts, place) - 1)
                limit = self._char_starts[run + 1] if run + 1 < len(self._char_starts) else 1 << 62
                length = min(stop - position, max(1, (limit - place + piece.width - 1) // piece.width))
                raw = self._main[place : place + length * piece.width]
                yield position, _decoded(raw, piece.width), self._format(style, place, run)
                position += length

    def _format(self, style: int, place: int, run: int) -> Chars:
        grpprl = (
            self._char_runs[run] if run < len(self._char_runs) and self._char_starts[run] <= place else b""
        )
        key = style, grpprl
        if key not in self._chars_seen:
            base = self._styles[style].chars if style < len(self._styles) else Chars()
            self._chars_seen[key] = _chars(base, grpprl, self._styles)
        return self._chars_seen[key]

    def _offset(self, position: int) -> int:
        at = max(0, bisect_right(self._piece_starts, position) - 1)
        return self._pieces[at].place(position)

    def _block(self, index: int) -> bytes:
        """The bytes of the table stream that pair ``index`` of the FIB (fc, lcb) names."""
        start, length = struct.unpack_from("<2I", self._main, 0x9A + 8 * index)
        return self._table[start : start + length]

    def _pages(self, index: int, entry: int) -> tuple[list[int], list[bytes]]:
        """Where each format begins in the file, sorted, and its bytes; ``entry`` is a page entry's size."""
        plc = self._block(index)
        count = max(0, (len(plc) - 4) // 8)
        numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
        found: dict[int, bytes] = {}
        for number in dict.fromkeys(numbers):
            offset = (number & 0x3FFFFF) * 512
            page = self._main[offset : offset + 512]
            if len(page) == 512:
                found.update(_page(page, entry))
        starts = sorted(found)
        return starts, [found[start] for start in starts]


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property change: its code and operand; ends where the bytes make no sense."""
    at = 0
    while at + 3 <= len(grpprl):
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        kind = code >> 13
        if code == 0xD608 and at + 2 <= len(grpprl):  # sprmTDefTable has a length of two bytes
            size, at = (grpprl[at] | grpprl[at + 1] << 8) - 1, at + 2
        elif kind == 6:
            size, at = grpprl[at], at + 1
        else:
            size = _OPERAND[kind]
        if size < 0 or at + size > len(grpprl):
            return
        yield code, grpprl[at : at + size]
        at += size


def _page(page: bytes, entry: int) -> Iterator[tuple[int, bytes]]:
    count = page[511]
    if 4 * (count + 1) + count * entry > 511:
        return
    starts = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number in range(count):
        offset = 2 * page[4 * (count + 1) + number * entry]
        yield starts[number], _properties(page, offset, entry > 1) if offset else b""
    yield starts[count], b""


def _properties(page: bytes, offset: int, of_paragraph: bool) -> bytes:
    length = page[offset]
    if of_paragraph:
        if length == 0:
            offset, length = offset + 1, 2 * page[offset + 1]
        else:
            length = 2 * length - 1
    return page[offset + 1 : min(511, offset + 1 + length)]


def _run_at(starts: list[int], runs: list[bytes], place: int) -> bytes:
    at = bisect_right(starts, place) - 1
    return runs[at] if at >= 0 else b""


def _decoded(raw: bytes, width: int) -> str:
    if width == 2:
        return raw.decode("utf-16-le", errors="replace")
    # Windows-1252 with its five empty places as controls: legacy fonts have letters there.
    return raw.decode("latin-1").translate(_CP1252)


_CP1252 = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xA0)}


def _pieces(clx: bytes) -> list[_Piece]:
    at = 0
    while clx[at] == 1:  # Prc: changes of a fast save; their formats stand in the pages, too
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if clx[at] != 2:
        raise ValueError("no piece table")
    plc = clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]
    count = (len(plc) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}i", plc, 0)
    found = []
    for number, (start, end) in enumerate(pairwise(positions)):
        place = int.from_bytes(plc[4 * (count + 1) + 8 * number + 2 :][:4], "little")
        narrow = bool(place & 0x40000000)
        offset = (place & 0x3FFFFFFF) // (2 if narrow else 1)
        if not 0 <= start <= end:
            raise ValueError("positions of pieces go backwards")
        found.append(_Piece(start, end, offset, 1 if narrow else 2))
    return found


def _fonts(block: bytes) -> list[str]:
    if len(block) < 4:
        return []
    count, at, names = int.from_bytes(block[:2], "little"), 4, []
    for _ in range(count):
        if at >= len(block):
            break
        entry = block[at + 1 : at + 1 + block[at]]
        name = entry[39:].decode("utf-16-le", errors="ignore").split("\0", 1)[0]
        names.append(name)
        at += 1 + block[at]
    return names


def _styles(block: bytes) -> list[_Style]:
    if len(block) < 20:
        return []
    head = int.from_bytes(block[:2], "little")
    count, base = struct.unpack_from("<2H", block, 2)
    ascii_font, _, other_font = struct.unpack_from("<3H", block, 2 + 12) if head >= 18 else (0, 0, 0)
    at, raw = 2 + head, []
    for _ in range(min(count, 4096)):
        size = int.from_bytes(block[at : at + 2], "little")
        raw.append(block[at + 2 : at + 2 + size])
        at += 2 + size
    made: dict[int, _Style] = {}
    blank = _Style(Chars(ascii_font, other_font), Paragraph())
    return [_style(number, raw, base, made, blank, 0) for number in range(len(raw))]


def _style(
    number: int, raw: list[bytes], base: int, made: dict[int, _Style], blank: _Style, depth: int
) -> _Style:
    """The style with what it is based on; a circle of styles ends at nothing."""
    if number in made or number >= len(raw) or depth > 32 or len(raw[number]) < base + 2:
        return made.get(number, blank)
    std = raw[number]
    kind, parent = std[2] & 15, int.from_bytes(std[2:4], "little") >> 4
    count = std[4] & 15
    below = _style(parent, raw, base, made, blank, depth + 1) if parent != 0xFFF else blank
    at = base + 2 + 2 * (int.from_bytes(std[base : base + 2], "little") + 1)
    changes = []
    for _ in range(count):
        at += at & 1
        size = int.from_bytes(std[at : at + 2], "little")
        changes.append(std[at + 2 : at + 2 + size])
        at += 2 + size
    chars, paragraph = below.chars, below.paragraph
    if kind == 1 and changes:
        paragraph = _paragraph(paragraph, changes[0][2:])
    if kind in (1, 2) and len(changes) >= 3 - kind:
        chars = _chars(chars, changes[2 - kind], [])
    made[number] = _Style(chars, paragraph)
    return made[number]


def _chars(chars: Chars, grpprl: bytes, styles: list[_Style]) -> Chars:
    for code, operand in sprms(grpprl):
        value = int.from_bytes(operand[:2], "little")
        if code == 0x4A4F:
            chars = replace(chars, ascii=value)
        elif code == 0x4A51:
            chars = replace(chars, other=value)
        elif code == 0x4A30 and value < len(styles):  # a character style brings its own fonts
            own = styles[value].chars
            plain = styles[10].chars if len(styles) > 10 else Chars()  # 10: default paragraph font
            if own != plain:
                chars = replace(chars, ascii=own.ascii, other=own.other)
        elif code in (0x083C, 0x0800):  # hidden; deleted while changes were tracked
            chars = replace(chars, hidden=bool(value & 1) or chars.hidden)
        elif code == 0x0855:
            chars = replace(chars, special=bool(value))
        elif code == 0x2A48:  # 1 above the line, 2 below
            chars = replace(chars, raised=value & 0xFF == 1)
    return chars


def _paragraph(paragraph: Paragraph, grpprl: bytes) -> Paragraph:
    for code, operand in sprms(grpprl):
        value = int.from_bytes(operand[:4], "little") if len(operand) <= 4 else 0
        if code == 0x2416:
            paragraph = replace(paragraph, depth=max(paragraph.depth, 1) if value else 0)
        elif code == 0x6649:
            paragraph = replace(paragraph, depth=min(value, 64))
        elif code in (0x2417, 0x244C):
            paragraph = replace(paragraph, row_end=bool(value))
        elif code == 0x244B:
            paragraph = replace(paragraph, cell_end=bool(value))
        elif code == 0x460B:
            paragraph = replace(paragraph, list=value)
        elif code == 0x260A:
            paragraph = replace(paragraph, level=value)
        elif code == 0xD608 and operand:
            count = operand[0]
            if len(operand) >= 1 + 2 * (count + 1):
                paragraph = replace(paragraph, edges=struct.unpack_from(f"<{count + 1}h", operand, 1))
    return paragraph
