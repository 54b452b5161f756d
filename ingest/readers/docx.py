"""Word files (.docx): paragraphs and tables in order, with automatic numbering written out.

The parts are walked here, not through python-docx: that library leaves out content controls, smart
tags and tracked insertions, knows no numbering, and refuses packages with one dangling link, all of
which real government files have. lxml reads the XML; no DTD is loaded, no entity resolved.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree
from lxml.etree import _Element as Element

from ingest.canonical import one_line, tidy_lines
from ingest.legacy import marked
from ingest.readers.base import RawText, Rejected
from ingest.readers.diagrams import with_diagrams
from ingest.readers.docx_fonts import DocxFonts
from ingest.readers.embedded import pictures_in, unread
from ingest.readers.numbering import BULLET, Numbering, attribute, child, children, local
from ingest.readers.packages import refuse_declared
from ingest.readers.raised import raised
from ingest.readers.runs import legacy_warnings
from ingest.readers.tables import row_lines

MAX_PART = 128 * 2**20  # bytes of one part once unpacked: a bigger one is a zip bomb, no document

_CORRUPT = "tệp .docx hỏng hoặc bị cắt cụt: mở bằng Word, lưu lại rồi nạp lại"
_BOMB = "tệp .docx bung ra quá lớn, có thể là tệp phá hoại: không nạp; xin lại tệp từ nơi gửi"
_LOCKED = "tệp .docx có mật khẩu: bỏ mật khẩu rồi nạp lại"
_BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, ValueError, OSError, RuntimeError)
_ALT = "tệp có phần nhúng từ tệp khác (altChunk) chưa đọc được: mở bằng Word, lưu lại rồi nạp lại"
_PRIVATE = re.compile("[\ue000-\uf8ff·]")
_SKIPPED = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr"}  # properties
    | {"del", "moveFrom", "delText", "instrText", "delInstrText"}  # deleted text, field codes
    | {"Fallback"}  # the same drawing once more, for older programs
)


def read_docx(data: bytes) -> RawText:
    """Paragraphs and table rows a line each, notes last, then pasted pictures; headers and footers apart.

    Raises:
        Rejected: a broken, encrypted or maliciously large package.
    """
    if not data.startswith(b"PK"):
        from ingest.readers.office_xml import read_word_xml

        return read_word_xml(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except Rejected:
        raise
    except _BROKEN as error:
        # zipfile says that a member is encrypted in a bare RuntimeError
        raise Rejected(_LOCKED if type(error) is RuntimeError else _CORRUPT) from error


def _read(archive: zipfile.ZipFile) -> RawText:
    root = _part(archive, r"word/document\d*\.xml")
    if root is None or (body := child(root, "body")) is None:
        raise Rejected(_CORRUPT)
    with_diagrams(archive, root)
    styles = _part(archive, r"word/styles\d*\.xml")
    fonts = DocxFonts(body, styles)
    walk = Walk(Numbering(_part(archive, r"word/numbering\d*\.xml")), styles, fonts)
    blocks = [*walk.blocks(body), *_notes(archive, walk)]
    core = _part(archive, r"docProps/core\d*\.xml")
    title = one_line(_text(child(core, "title")))
    warnings: tuple[str, ...] = (_ALT,) if any(local(item) == "altChunk" for item in body) else ()
    if fonts.converter is not None:
        warnings += legacy_warnings(fonts.converter)
    pictures, told = pictures_in(archive)
    blocks += pictures
    warnings += (*told, *unread(archive))
    margins = "\n".join(_margins(archive, walk, body))
    return RawText(tidy_lines("\n".join(blocks)), (), None, "docx", title or None, warnings, (), margins)


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The XML part with this name, its size checked before and bounded while it is unpacked."""
    found = next((info for info in archive.infolist() if re.fullmatch(name, info.filename)), None)
    return _parsed(archive, found) if found is not None else None


def _parsed(archive: zipfile.ZipFile, found: zipfile.ZipInfo) -> Element:
    if found.file_size > MAX_PART:
        raise Rejected(_BOMB)
    with archive.open(found) as stream:
        content = stream.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise Rejected(_BOMB)
    refuse_declared(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(content, parser)


def _notes(archive: zipfile.ZipFile, walk: Walk) -> Iterator[str]:
    for kind in ("footnote", "endnote"):
        part = _part(archive, rf"word/{kind}s\d*\.xml")
        for note in children(part, kind) if part is not None else []:
            if attribute(note, "type") is None and (text := one_line(" ".join(walk.blocks(note)))):
                yield f"[{attribute(note, 'id')}] {text}"


def _margins(archive: zipfile.ZipFile, walk: Walk, body: Element) -> Iterator[str]:
    """Heads and feet, and the words of watermarks."""
    roots = [body]
    for info in archive.infolist():
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", info.filename):
            with suppress(etree.XMLSyntaxError):  # the text is whole without it
                roots.append(_parsed(archive, info))
                yield from walk.blocks(roots[-1])
    for root in roots:
        yield from (item.get("string") or "" for item in root.iter() if local(item) == "textpath")


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(str(piece) for piece in element.itertext())


class Walk:
    """Turns body elements into lines; holds the list counters, so blocks must be asked for in order."""

    def __init__(self, numbering: Numbering, styles: Element | None, fonts: DocxFonts) -> None:
        self._numbering = numbering
        self._fonts = fonts
        self._styles = (
            {attribute(item, "styleId"): item for item in children(styles, "style")}
            if styles is not None
            else {}
        )
        self._default = next((key for key, item in self._styles.items() if _is_default(item)), None)

    def blocks(self, container: Element, in_cell: bool = False) -> Iterator[str]:
        """The text of each paragraph and table row below ``container``, in order."""
        for item in container:
            name = local(item)
            if name == "p":
                yield from self._paragraph(item, in_cell)
            elif name == "tbl":
                yield from self._table(item)
            elif name and name not in _SKIPPED:  # sdt, sdtContent, customXml, ins, moveTo ...
                yield from self.blocks(item, in_cell)

    def _paragraph(self, paragraph: Element, in_cell: bool) -> Iterator[str]:
        boxes: list[Element] = []
        text = "".join(_pieces(paragraph, boxes, self._fonts))
        marker = self._marker(paragraph)  # asked for in any case: an empty paragraph counts too
        # A number with nothing behind it is a slip in running text, and the whole of a cell in a table.
        yield marker + text if text.strip() or in_cell else ""
        for box in boxes:
            yield from self.blocks(box)

    def _marker(self, paragraph: Element) -> str:
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle")) or self._default
        if (told := attribute(child(properties, "listPr", "t"))) is not None:
            return f"{_PRIVATE.sub(BULLET, told)} "  # Word 2003 writes the marker out
        own = child(properties, "numPr")
        number, level = attribute(child(own, "numId")), attribute(child(own, "ilvl"))
        tied = None
        if number is None:
            number, inherited, tied = self._style_number(style)
            level = level or inherited
        if not number or number == "0":
            return ""
        if level is None and tied is not None:
            return self._numbering.marker(number, self._numbering.level_of_style(number, tied))
        return self._numbering.marker(number, int(level) if level and level.isdecimal() else 0)

    def _style_number(self, style: str | None) -> tuple[str | None, str | None, str | None]:
        """The list and level that ``style`` or one it is based on brings, and the style that says so."""
        seen: set[str | None] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            numbered = child(self._styles[style], "pPr", "numPr")
            if (number := attribute(child(numbered, "numId"))) is not None:
                return number, attribute(child(numbered, "ilvl")), style
            style = attribute(child(self._styles[style], "basedOn"))
        return None, None, None

    def _table(self, table: Element) -> Iterator[str]:
        for row in _rows(table):
            cells: list[str] = []
            before = attribute(child(row, "trPr", "gridBefore"))
            cells.extend([""] * (int(before) if before and before.isdecimal() else 0))
            for cell in _cells(row):
                text = "\n".join(self.blocks(cell, in_cell=True))
                cells.append("" if _continues(cell) else tidy_lines(text))
                span = attribute(child(cell, "tcPr", "gridSpan")) or "1"
                cells.extend([""] * (min(int(span), 200) - 1 if span.isdecimal() else 0))
            yield row_lines(cells)


def _is_default(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _pieces(element: Element, boxes: list[Element], fonts: DocxFonts) -> Iterator[str]:
    """The characters of a paragraph; text boxes are put aside in ``boxes``, to follow it."""
    for item in element:
        name = local(item)
        if name == "t":
            text = fonts.text(_text(item), element)
            yield raised(text) if _is_raised(element) else marked(text) if _is_caps(element) else text
        elif name in ("tab", "ptab"):
            yield " "
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _symbol(item)
        elif name == "txbxContent":
            boxes.append(item)
        elif name == "r" and _vanished(item):
            continue
        elif name and name not in _SKIPPED:
            yield from _pieces(item, boxes, fonts)


def _symbol(item: Element) -> str:
    code = attribute(item, "char") or ""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return BULLET if "\ue000" <= char <= "\uf8ff" else char


def _vanished(run: Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden) not in ("0", "false", "off")


def _is_caps(run: Element) -> bool:
    """Whether the run shows small letters as capitals ("All caps")."""
    caps = child(run, "rPr", "caps")
    return caps is not None and attribute(caps) not in ("0", "false", "off")


def _is_raised(run: Element) -> bool:
    return attribute(child(run, "rPr", "vertAlign")) == "superscript"


def _rows(table: Element) -> Iterator[Element]:
    for item in table:
        if local(item) == "tr" and child(item, "trPr", "del") is None:
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(item)


def _cells(row: Element) -> Iterator[Element]:
    for item in row:
        if local(item) == "tc":
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(item)


def _continues(cell: Element) -> bool:
    """Whether a cell is the lower part of one merged over several rows, whose text stands above."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge) in (None, "continue")
