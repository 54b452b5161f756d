"""Word 97-2003 files (.doc): paragraphs and tables in order, old fonts turned into Unicode.

olefile opens the container; ``word97`` reads its tables. No system program is needed: antiword and
catdoc give no fonts, and LibreOffice takes seconds a file and isn't everywhere.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import olefile

from ingest.canonical import tidy_lines
from ingest.legacy import Converter, Run, converted_lines, encoding_of
from ingest.readers.base import RawText, Rejected
from ingest.readers.numbering import Numbering
from ingest.readers.raised import raised
from ingest.readers.runs import joined, legacy_warnings
from ingest.readers.word97 import Chars, Paragraph, Word97
from ingest.readers.word97_lists import numbering
from ingest.readers.word97_tables import Table

_CORRUPT = "tệp Word (.doc) hỏng hoặc bị cắt cụt: mở bằng Word hoặc LibreOffice, lưu lại rồi nạp lại"
_LOCKED = "tệp Word có mật khẩu: bỏ mật khẩu (Tệp › Thông tin › Bảo vệ tài liệu) rồi nạp lại"
_BROKEN = (struct.error, IndexError, ValueError, OSError, KeyError, OverflowError)
_OLD = "tệp Word 6/95: đọc được chữ nhưng không đọc được phông, đối chiếu với bản gốc"
_PARTS = (0, 6, 1, 5)  # main text, text boxes, footnotes, endnotes; comments stay out
_MARGINS = (2, 7)  # heads and feet, text boxes in these
_NOTES = (1, 5)
_ENDS = re.compile("[\r\x07\x0c]")
_FIELD = re.compile("[\x13-\x15]")
# Drawn letters stand among the drawings in the table stream, a string of their own.
_WATERMARK = re.compile(b"(?<! \0)" + "((?:TUYỆT |TỐI )?MẬT)\0".encode("utf-16-le"))
_SIGNS: dict[int, str | None] = {0x09: " ", 0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: None}
_ANCHORS: dict[int, str | None] = {
    **{code: None for code in range(1, 0x20) if code != 10},
    0x28: None,
}  # pictures, notes, symbols


@dataclass(slots=True)
class _Block:
    """A paragraph: its runs, its properties, and its automatic marker."""

    runs: list[Run]
    paragraph: Paragraph
    mark: str
    marker: str = ""


def read_doc(data: bytes) -> RawText:
    """Paragraphs and table rows a line each, then text boxes and notes; heads and feet apart.

    Raises:
        Rejected: a broken or encrypted file.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            main = ole.openstream("WordDocument").read()
            version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 10)[0]
            if flags & 0x100:
                raise Rejected(_LOCKED)
            if version < 0xC1:
                return _read_old(main)
            name = "1Table" if flags & 0x200 else "0Table"
            table = ole.openstream(name).read()
            raw = _Reader(Word97(main, table)).read()
            watermarks = [match[1].decode("utf-16-le") for match in _WATERMARK.finditer(table)]
            return replace(raw, margins="\n".join([raw.margins, *watermarks]))
    except Rejected:
        raise
    except _BROKEN as error:
        raise Rejected(_CORRUPT) from error


def _read_old(main: bytes) -> RawText:
    """Word 6 and 95: the text stands in one stretch; without its font table the bytes alone decide."""
    start, end = struct.unpack_from("<2I", main, 0x18)
    text = main[start:end].decode("cp1252", errors="replace").replace("\r", "\n").replace("\x07", "\n")
    text, _ = converted_lines(text.translate(_SIGNS | _ANCHORS))
    return RawText(tidy_lines(text), (), None, "doc", None, (_OLD,))


class _Reader:
    def __init__(self, word: Word97) -> None:
        self._word = word
        self._lists: Numbering = numbering(*word.lists())
        self._fields: list[bool] = []  # open fields, and whether each is past its code
        self._in_notes = False
        self._notes = 0

    def read(self) -> RawText:
        lengths = self._word.parts
        if min(lengths[:7]) < 0:
            raise ValueError("negative length")
        starts = [sum(lengths[:number]) for number in range(len(lengths))]
        parts = []
        for part in _PARTS:
            self._in_notes = part in _NOTES
            parts.append(list(self._blocks(starts[part], starts[part] + lengths[part])))
        converter = Converter(run for part in parts for block in part for run in block.runs)
        lines = [line for part in parts for line in _lines(part, converter)]
        warnings = legacy_warnings(converter)
        margins = "\n".join(self._margins(starts, lengths, converter))
        return RawText(tidy_lines("\n".join(lines)), (), None, "doc", None, warnings, (), margins)

    def _margins(self, starts: Sequence[int], lengths: Sequence[int], converter: Converter) -> Iterator[str]:
        self._in_notes = False
        with suppress(*_BROKEN):  # the text is whole without them
            for part in _MARGINS:
                yield from _lines(list(self._blocks(starts[part], starts[part] + lengths[part])), converter)

    def _blocks(self, start: int, end: int) -> Iterator[_Block]:
        self._fields.clear()
        for first, last, mark in self._paragraphs(start, end):
            paragraph = self._word.paragraph(last)
            block = _Block(list(self._seen(first, last, paragraph.style)), paragraph, mark)
            if paragraph.list and not paragraph.row_end:
                marker = self._lists.marker(str(paragraph.list), paragraph.level)
                # A number with nothing behind it is a slip in running text, but all of a cell in a table.
                said = paragraph.depth or any(run.text.strip() for run in block.runs)
                block.marker = marker if said else ""
            yield block

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """First position, position of the mark, and the mark of each paragraph."""
        first = start
        for position, text, _ in self._word.runs(start, end, 0):
            for match in _ENDS.finditer(text):
                yield first, position + match.start(), match[0]
                first = position + match.end()
        if first < end:
            yield first, end - 1, "\r"

    def _seen(self, start: int, end: int, style: int) -> Iterator[Run]:
        """What a reader sees of a paragraph: no field codes, no hidden or deleted text, no anchors."""
        for _, raw, chars in self._word.runs(start, end, style):
            text = self._outside_fields(raw) if self._fields or _FIELD.search(raw) else raw
            if chars.hidden or not text:
                continue
            text = text.translate(_SIGNS)
            if chars.special:
                text = self._numbered(text).translate(_ANCHORS)
            yield Run(raised(text) if chars.raised else text, self._font(chars))

    def _numbered(self, text: str) -> str:
        """In the notes, where each begins with its anchor, the anchor as its number."""
        if not self._in_notes or "\x02" not in text:
            return text
        self._notes += 1
        return text.replace("\x02", f"[{self._notes}] ", 1)

    def _outside_fields(self, text: str) -> str:
        kept = []
        for char in text:
            if char == "\x13":
                self._fields.append(False)
            elif char == "\x14" and self._fields:
                self._fields[-1] = True
            elif char == "\x15" and self._fields:
                self._fields.pop()
            elif all(self._fields):
                kept.append(char)
        return "".join(kept)

    def _font(self, chars: Chars) -> str | None:
        """The font of a run; where ASCII and other letters differ, the one with an old encoding."""
        names = [
            self._word.fonts[number]
            for number in (chars.ascii, chars.other)
            if number < len(self._word.fonts)
        ]
        return next((name for name in names if encoding_of(name)), names[0] if names else None)


def _lines(blocks: list[_Block], converter: Converter) -> Iterator[str]:
    """Paragraphs as they come, the rows of a table once it has ended."""
    table = Table()
    for block in blocks:
        text = block.marker + "".join(map(converter.text, joined(block.runs)))
        if block.paragraph.depth == 0:
            yield from table.lines()
            table = Table()
            yield text
        else:
            table.add(text, block.paragraph, block.mark)
    yield from table.lines()
