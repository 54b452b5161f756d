r"""Rich text files (.rtf): paragraphs and tables in order, the font of every run known.

The tokens are read here: the libraries for RTF give text without fonts, and without the font a byte
\'b5 is a sign instead of a letter. Source: Rich Text Format Specification 1.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.canonical import tidy_lines
from ingest.legacy import Converter, Run, encoding_of
from ingest.readers.base import RawText, Rejected
from ingest.readers.raised import raised
from ingest.readers.rtf_words import CODEPAGES, ESCAPED, KEPT, MARGINS, SIGNS, SKIPPED
from ingest.readers.runs import joined, legacy_warnings
from ingest.readers.word97 import Paragraph
from ingest.readers.word97_tables import Table

_CORRUPT = "tệp RTF hỏng hoặc bị cắt cụt: mở bằng Word hoặc LibreOffice, lưu lại rồi nạp lại"
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_WATERMARK = re.compile(rb"\\sn gtextUNICODE\}\s*(\{\\sv [^{}]{1,200}\})")


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and leaves behind at its end."""

    font: int = -1
    skip: bool = False
    hidden: bool = False
    raised: bool = False
    margin: bool = False  # in the head or foot of the page
    note: bool = False  # in a footnote or endnote
    fallback: int = 1  # characters after \u that stand for old programs
    table: str = ""  # "fonts" inside the font table, "alt" in the other name of one


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 0


@dataclass(slots=True)
class _Reader:
    data: bytes
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    fonts: dict[int, _Font] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    blocks: list[tuple[list[Run], Paragraph, str]] = field(default_factory=list)
    margins: list[Run] = field(default_factory=list)
    notes: list[list[Run]] = field(default_factory=list)
    held: list[Run] = field(default_factory=list)  # of the paragraph that a note interrupts
    anchors: int = 0  # of notes, in the text so far
    paragraph: Paragraph = field(default_factory=Paragraph)
    edges: list[int] = field(default_factory=list)
    codepage: str = "cp1252"
    default: int = -1
    starred: bool = False
    waiting: int = 0  # characters still to drop after \u

    def read(self) -> None:
        at, end = 0, len(self.data)
        while at < end:
            token = _TOKEN.match(self.data, at)
            if token is None:  # a lone backslash at the end
                break
            at = token.end()
            word, number, code, escaped, brace, plain = token.groups()
            if word is not None:
                at += self._word(word, int(number) if number else None)
            elif brace is not None:
                self._brace(brace)
            elif code is not None:
                self._bytes(bytes([int(code, 16)]))
            elif escaped is not None:
                self._escape(escaped)
            elif plain is not None:
                self._bytes(plain)
        self._end("\r")
        self.blocks += ((note, Paragraph(), "\r") for note in self.notes)

    def _brace(self, brace: bytes) -> None:
        self.starred, self.waiting = False, 0
        if brace == b"{":
            self.stack.append(self.state)
        elif self.stack:
            inside, self.state = self.state.note, self.stack.pop()
            if inside and not self.state.note:
                self._end_note()

    def _escape(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in (b"\r", b"\n"):
            self._end("\r")
        elif sign in ESCAPED:
            self._text(ESCAPED[sign])

    def _word(self, word: bytes, number: int | None) -> int:
        """Obey a control word; gives the number of raw bytes to pass over."""
        starred, self.starred = self.starred, False
        if word == b"bin":
            return max(0, number or 0)
        if word in SKIPPED or (starred and word not in KEPT):
            self.state = replace(self.state, skip=True)
        elif word == b"footnote" and not self.state.note and not self.state.margin:
            self._begin_note()
        elif word in MARGINS:
            self.state = replace(self.state, margin=True)
        elif word == b"fonttbl":
            self.state = replace(self.state, table="fonts")
        elif self.state.table:
            self._font_word(word, number)
        elif not self.state.skip:
            self._body_word(word, number)
        return 0

    def _font_word(self, word: bytes, number: int | None) -> None:
        if word == b"f" and number is not None:
            self.state = replace(self.state, font=number)
            self.fonts.setdefault(number, _Font())
        elif word == b"fcharset" and self.state.font in self.fonts:
            self.fonts[self.state.font].charset = number or 0
        elif word == b"u" and number is not None:
            self._unicode(number)

    def _body_word(self, word: bytes, number: int | None) -> None:
        if word in SIGNS:
            self._text(SIGNS[word])
        elif word == b"u" and number is not None:
            self._unicode(number)
        elif word == b"chftn":
            self._anchor()
        elif word in (b"par", b"sect", b"page"):
            self._end("\r")
        elif word in (b"cell", b"nestcell"):
            self._end_cell(nested=word == b"nestcell")
        elif word in (b"row", b"nestrow"):
            self._end_row(nested=word == b"nestrow")
        else:
            self._property(word, number)

    def _anchor(self) -> None:
        """The mark of a note, in the text; the note itself begins with it anyway."""
        if not (self.state.note or self.state.hidden or self.state.margin):
            self.anchors += 1
            self.runs.append(Run(f"[{self.anchors}]"))

    def _begin_note(self) -> None:
        if self.anchors == len(self.notes):  # a note whose mark the writer chose himself
            self._anchor()
        self.state = replace(self.state, note=True)
        self.held, self.runs = self.runs, []

    def _end_note(self) -> None:
        first = Run(f"[{len(self.notes) + 1}] ", self.runs[0].font if self.runs else None)
        self.notes.append([first, *self.runs])
        self.runs, self.held = self.held, []

    def _property(self, word: bytes, number: int | None) -> None:
        self._property_of_text(word, number)
        if not (self.state.margin or self.state.note):
            self._property_of_paragraph(word, number)

    def _property_of_text(self, word: bytes, number: int | None) -> None:
        if word == b"f" and number is not None:
            self.state = replace(self.state, font=number)
        elif word == b"plain":
            self.state = replace(self.state, font=self.default, hidden=False, raised=False)
        elif word in (b"super", b"nosupersub"):
            self.state = replace(self.state, raised=word == b"super" and number != 0)
        elif word in (b"v", b"deleted"):
            self.state = replace(self.state, hidden=number != 0)
        elif word == b"uc":
            self.state = replace(self.state, fallback=max(0, number or 0))
        elif word == b"deff" and number is not None:
            self.default = number
        elif word == b"ansicpg":
            self.codepage = f"cp{number}"

    def _property_of_paragraph(self, word: bytes, number: int | None) -> None:
        if word == b"pard":
            self.paragraph = Paragraph()
        elif word == b"intbl":
            self.paragraph = replace(self.paragraph, depth=max(1, self.paragraph.depth))
        elif word == b"itap" and number is not None:
            self.paragraph = replace(self.paragraph, depth=max(0, min(number, 64)))
        elif word == b"trowd":
            self.edges = [0]
        elif word == b"cellx" and number is not None and len(self.edges) < 70:
            self.edges.append(number)

    def _unicode(self, number: int) -> None:
        self._text(chr(number & 0xFFFF))
        self.waiting = self.state.fallback

    def _bytes(self, raw: bytes) -> None:
        if self.waiting:
            raw, self.waiting = raw[self.waiting :], max(0, self.waiting - len(raw))
        if raw:
            self._text(self._decoded(raw))

    def _decoded(self, raw: bytes) -> str:
        if raw.isascii():
            return raw.decode("ascii")
        font = self.fonts.get(self.state.font)
        page = CODEPAGES.get(font.charset, self.codepage) if font and not encoding_of(font.name) else "cp1252"
        if font is None or font.charset == 0:
            page = self.codepage if font is None or not encoding_of(font.name) else "cp1252"
        try:
            return raw.decode(page)
        except (UnicodeDecodeError, LookupError):
            return raw.decode("latin-1")

    def _text(self, text: str) -> None:
        if self.state.skip or self.state.hidden:
            return
        if self.state.table:
            font = self.fonts.setdefault(self.state.font, _Font())
            font.name = (font.name + text).rstrip(";")
            return
        font_now = self.fonts.get(self.state.font)
        name = font_now.name if font_now else None
        run = Run(raised(text) if self.state.raised else text, name)
        (self.margins if self.state.margin else self.runs).append(run)

    def _end(self, mark: str) -> None:
        if self.state.margin:
            self.margins.append(Run("\n"))
            return
        if self.state.note:
            self.runs.append(Run(" "))
            return
        self.blocks.append((self.runs, self.paragraph, mark))
        self.runs = []

    def _end_cell(self, nested: bool) -> None:
        if self.state.margin or self.state.note:
            self._end("\n")
            return
        depth = max(2, self.paragraph.depth) if nested else 1
        paragraph = replace(self.paragraph, depth=depth, cell_end=True)
        self.blocks.append((self.runs, paragraph, "\x07"))
        self.runs = []

    def _end_row(self, nested: bool) -> None:
        if self.state.margin or self.state.note:
            return
        depth = max(2, self.paragraph.depth) if nested else 1
        edges = () if nested else tuple(self.edges)
        self.blocks.append((self.runs, Paragraph(depth=depth, row_end=True, edges=edges), "\r"))
        self.runs = []


def read_rtf(data: bytes) -> RawText:
    """Paragraphs and table rows a line each, notes last, heads and feet apart; pictures are left out.

    Raises:
        Rejected: a file that is cut off.
    """
    if not data.rstrip(b"\0\r\n \t\x1a").endswith(b"}"):
        raise Rejected(_CORRUPT)
    reader = _Reader(data)
    reader.read()
    converter = Converter(run for runs, _, _ in reader.blocks for run in joined(runs))
    text = tidy_lines("\n".join(_lines(reader.blocks, converter)))
    warnings = legacy_warnings(converter)
    margins = "".join(map(converter.text, joined(reader.margins))) + "".join(_watermarks(data))
    return RawText(text, (), None, "rtf", None, warnings, (), margins)


def _watermarks(data: bytes) -> Iterator[str]:
    for match in _WATERMARK.finditer(data):
        reader = _Reader(match[1].replace(b"\\sv ", b"", 1))
        reader.read()
        yield "\n" + "".join(run.text for runs, _, _ in reader.blocks for run in runs)


def _lines(blocks: list[tuple[list[Run], Paragraph, str]], converter: Converter) -> Iterator[str]:
    table = Table()
    for runs, paragraph, mark in blocks:
        text = "".join(map(converter.text, joined(runs)))
        if paragraph.depth == 0:
            yield from table.lines()
            table = Table()
            yield text
        else:
            table.add(text, paragraph, mark)
    yield from table.lines()
