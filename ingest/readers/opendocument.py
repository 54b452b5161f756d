"""OpenDocument files (.odt, .ods), as LibreOffice saves them: paragraphs, lists and tables in order.

lxml reads content.xml; odfpy, the library for the format, walks the same tree at a tenth of the speed
and has had no release since 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ingest.canonical import tidy_lines
from ingest.legacy import Converter, Run
from ingest.readers.base import RawText, Rejected
from ingest.readers.numbering import attribute, local
from ingest.readers.opendocument_lists import ListNumbers
from ingest.readers.packages import CORRUPT, LOCKED, opened, parsed, part
from ingest.readers.raised import raised
from ingest.readers.runs import joined, legacy_warnings
from ingest.readers.sheets import LARGE, MAX_CELLS, Cell, Sheet, as_text
from ingest.readers.tables import row_lines

_SKIPPED = frozenset(
    (
        "tracked-changes",
        "annotation",
        "annotation-end",
        "sequence-decls",
        "variable-decls",
        "forms",
        "note-citation",
    )
)
_MARGINS = frozenset(f"{part}{which}" for part in ("header", "footer") for which in ("", "-left", "-first"))
_NUMBERS = frozenset(("float", "percentage", "currency"))
_FIGURE = re.compile(r"\d[\d.,]*")
_RAISED = re.compile(r"super|[1-9]")
_SWAP = {ord(","): ".", ord("."): ","}
_MOST = 200  # columns that a repeated or spanning cell may fill


def read_odt(data: bytes) -> RawText:
    """The text of a document, with the numbers of its lists.

    Raises:
        Rejected: a broken, encrypted or malicious file.
    """
    body, styles, named, numbers = _content(data)
    walk = _Walk(named, numbers)
    blocks = list(walk.blocks(body))
    converter = Converter(run for block in blocks for run in _all_runs(block))
    text = tidy_lines("\n".join(_line(block, converter) for block in blocks))
    warnings = legacy_warnings(converter)
    return RawText(text, (), None, "odt", None, warnings, (), _margins(styles, walk))


def read_ods(data: bytes) -> RawText:
    """Every sheet of a workbook.

    Raises:
        Rejected: a broken, encrypted or malicious file.
    """
    body, styles, named, numbers = _content(data)
    walk = _Walk(named, numbers)
    sheets = [walk.sheet(table) for table in body.iter() if local(table) == "table"]
    return as_text(sheets, "ods", _margins(styles, walk))


_Block = list[Run] | list[list[Run]]  # a paragraph's runs, or the runs of each cell of a row


def _margins(styles: Element | None, walk: _Walk) -> str:
    """The heads and feet of all pages, a paragraph a line."""
    found = [item for item in styles.iter() if local(item) in _MARGINS] if styles is not None else []
    blocks = [list(_all_runs(block)) for item in found for block in walk.blocks(item)]
    converter = Converter(run for block in blocks for run in block)
    return "\n".join("".join(map(converter.text, joined(block))) for block in blocks)


def _all_runs(block: _Block) -> Iterator[Run]:
    for item in block:
        yield from [item] if isinstance(item, Run) else item


def _line(block: _Block, converter: Converter) -> str:
    cells = ["".join(map(converter.text, joined(item))) for item in block if isinstance(item, list)]
    if cells:
        return row_lines([tidy_lines(cell) for cell in cells])
    return "".join(map(converter.text, joined(item for item in block if isinstance(item, Run))))


def _content(data: bytes) -> tuple[Element, Element | None, _Styles, ListNumbers]:
    """The body, the part with the styles, what these say of text, and the styles of lists."""
    if not data.startswith(b"PK"):  # "flat", all in one
        roots = [parsed(data)] * 2
    else:
        with opened(data) as archive:
            if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
                raise Rejected(LOCKED)
            contents = part(archive, "styles.xml"), part(archive, "content.xml")
            roots = [parsed(raw) for raw in contents if raw]
    body = next((item for item in roots[-1].iter() if local(item) == "body"), None) if roots else None
    if body is None:
        raise Rejected(CORRUPT)
    return body, roots[0] if len(roots) > 1 else None, _styles(roots), ListNumbers(roots)


@dataclass(frozen=True, slots=True)
class _Styles:
    """By the names of styles: their fonts, and which of them raise or hide text."""

    fonts: dict[str, str]
    raised: frozenset[str]
    hidden: frozenset[str]


def _styles(roots: list[Element]) -> _Styles:
    parents: dict[str, str] = {}
    fonts: dict[str, str] = {}
    places: dict[str, str] = {}
    shown: dict[str, str] = {}
    for style in (item for root in roots for item in root.iter() if local(item) == "style"):
        name = attribute(style, "name") or ""
        parents[name] = attribute(style, "parent-style-name") or ""
        for properties in style:
            if local(properties) == "text-properties":
                if font := attribute(properties, "font-name") or attribute(properties, "font-family"):
                    fonts[name] = font.strip("'\"")
                if place := attribute(properties, "text-position"):
                    places[name] = place
                if display := attribute(properties, "display"):
                    shown[name] = display
    raised = {name for name, place in _inherited(places, parents).items() if _RAISED.match(place)}
    hidden = {name for name, display in _inherited(shown, parents).items() if display == "none"}
    return _Styles(_inherited(fonts, parents), frozenset(raised), frozenset(hidden))


def _inherited(own: dict[str, str], parents: dict[str, str]) -> dict[str, str]:
    """For each style what it says itself, or the nearest of those that it is derived from."""
    found = {}
    for name in parents:
        at, seen = name, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = parents.get(at, "")
        if at in own:
            found[name] = own[at]
    return found


class _Walk:
    def __init__(self, styles: _Styles, numbers: ListNumbers) -> None:
        self._styles = styles
        self._numbers = numbers

    def blocks(self, container: Element) -> Iterator[_Block]:
        for item in container:
            name = local(item)
            if name in ("p", "h"):
                marker = self._numbers.heading(item) if name == "h" else ""
                runs = list(self._runs(item, self._font(item, None)))
                yield [Run(marker), *runs] if marker and runs else runs
            elif name == "table":
                yield from (self._row(row) for row in _rows(item))
            elif name == "list":
                self._numbers.begin(item)
                yield from self.blocks(item)
                self._numbers.end()
            elif name == "list-item":
                yield from self._item(item, self._numbers.marker(item))
            elif name and name not in _SKIPPED:
                yield from self.blocks(item)

    def sheet(self, table: Element) -> Sheet:
        rows: list[tuple[Cell, ...]] = []
        count = 0
        for row in _rows(table):
            cells: list[Cell] = []
            column = 0
            for cell in row:
                if local(cell) not in ("table-cell", "covered-table-cell"):
                    continue
                times = _count(cell, "number-columns-repeated")
                if runs := self._value(cell):  # neighbours that hold the same are written once
                    cells += (Cell(column + at, tuple(runs)) for at in range(times))
                column += times
            if cells:
                rows += [tuple(cells)] * (times := _count(row, "number-rows-repeated"))
                count += len(cells) * times
            if count > MAX_CELLS:
                raise Rejected(LARGE)
        return Sheet(attribute(table, "name") or "", tuple(rows))

    def _item(self, item: Element, marker: str) -> Iterator[_Block]:
        for number, block in enumerate(self.blocks(item)):
            first = number == 0 and block and isinstance(block[0], Run)
            yield [Run(marker), *block] if first else block

    def _row(self, row: Element) -> list[list[Run]]:
        cells: list[list[Run]] = []
        for cell in row:
            if local(cell) in ("table-cell", "covered-table-cell"):
                cells += [self._cell(cell)] * _count(cell, "number-columns-repeated")
        return cells

    def _value(self, cell: Element) -> list[Run]:
        """What a cell shows, its figures in Vietnamese writing where they were written in English."""
        runs = self._cell(cell)
        value = attribute(cell, "value") if attribute(cell, "value-type") in _NUMBERS else None
        text = "".join(run.text for run in runs)
        return [Run(text.translate(_SWAP), runs[0].font)] if value and _is_english(text, value) else runs

    def _cell(self, cell: Element) -> list[Run]:
        runs: list[Run] = []
        for block in self.blocks(cell):
            inner = _beside(block)
            if runs and inner:
                runs.append(Run("\n", inner[0].font))
            runs.extend(inner)
        return runs

    def _font(self, element: Element, outer: str | None) -> str | None:
        return self._styles.fonts.get(attribute(element, "style-name") or "", outer)

    def _runs(self, element: Element, font: str | None) -> Iterator[Run]:
        if element.text:
            yield Run(element.text, font)
        for item in element:
            name = local(item)
            if name in ("s", "tab"):
                yield Run(" ", font)
            elif name == "line-break":
                yield Run("\n", font)
            elif name and name not in _SKIPPED:
                yield from self._span(item, self._font(item, font))
            if item.tail:
                yield Run(item.tail, font)

    def _span(self, item: Element, font: str | None) -> Iterator[Run]:
        style = attribute(item, "style-name") if local(item) == "span" else None
        if style in self._styles.hidden:
            return
        for run in self._runs(item, font):
            yield Run(raised(run.text), run.font) if style in self._styles.raised else run


def _beside(block: _Block) -> list[Run]:
    """The runs of a paragraph, or of the cells of a row inside another cell, between commas."""
    cells = [item for item in block if isinstance(item, list)]
    if not cells:
        return [item for item in block if isinstance(item, Run)]
    filled = [cell for cell in cells if any(run.text.strip() for run in cell)]
    return [run for at, cell in enumerate(filled) for run in (Run(", "), *cell)[not at :]]


def _is_english(text: str, value: str) -> bool:
    """Whether ``text`` says ``value`` with commas between thousands and a point before decimals."""
    found = _FIGURE.search(text)
    if found is None or not set(found[0]) & set(",."):
        return False
    try:
        wanted = abs(float(value)) * (100 if "%" in text else 1)
    except ValueError:
        return False
    near = 0.5 * 10 ** -max(0, len(found[0]) - found[0].rfind(".") - 1 if "." in found[0] else 0) * 1.001
    english, other = (_close(found[0].translate(swap), wanted, near) for swap in ({}, _SWAP))
    return english and not other


def _close(figure: str, wanted: float, near: float) -> bool:
    try:
        return abs(float(figure.replace(",", "")) - wanted) <= near
    except ValueError:
        return False


def _rows(table: Element) -> Iterator[Element]:
    for item in table:
        if local(item) == "table-row":
            yield item
        elif local(item) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(item)


def _count(cell: Element, name: str) -> int:
    value = attribute(cell, name) or "1"
    return min(max(1, int(value)), _MOST) if value.isdecimal() else 1
