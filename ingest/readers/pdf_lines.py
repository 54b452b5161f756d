"""The characters of a PDF page as lines of text: rows of ruled tables, and lines with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from ingest.canonical import looks_legacy, one_line
from ingest.legacy import bare, shown, unmarked
from ingest.readers.pdf_chars import BYTE_AD, END_HYPHEN, Char, chars_of, groups, mark_capitals, text_of, turn
from ingest.readers.pdf_gaps import aligned_gaps
from ingest.readers.pdf_tables import Table, cell_text, tables_of
from ingest.readers.pdf_unruled import Unruled, unruled
from ingest.readers.tables import CELL, LAYOUT, row_lines

__all__ = ["BYTE_AD", "Box", "Line", "Row", "lines_of"]

Box = tuple[float, float, float, float]

_WIDE = 2.2  # a gap of so many letter heights parts two cells; justified text stays well below
_AFTER_NUMBER = 0.9
_APART = 3.5  # letter heights between two lines of one block
_RECIPIENTS = re.compile(r"N[ơƠ][iI]\s+nhận\s*:$", re.IGNORECASE)  # the signature stands beside


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a ruled table: its cells, and the borders of its table's columns.

    ``first`` is the number of the row in its table, ``last`` whether no other comes after it.
    """

    cells: tuple[str, ...]
    borders: tuple[float, ...]
    first: int
    last: bool

    @property
    def text(self) -> str:
        """As ``row_lines`` has it; but a value alone in a later column keeps its place."""
        filled = [column for column, cell in enumerate(self.cells) if cell]
        if len(filled) == 1 and filled[0] > 1:
            return CELL.join(self.cells[: filled[0] + 1]).strip()
        return row_lines(list(self.cells))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: canonical text, left and right end, baseline and letter height, in points.

    ``top`` and ``bottom`` say how far the baseline is from the page's edges, as a share of its height.
    ``row`` is set where it is a row of a ruled table; ``capitals`` are spans that a font shows in capitals.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    top: float
    bottom: float
    row: Row | None = None
    capitals: tuple[tuple[int, int], ...] = ()

    @property
    def shown(self) -> str:
        """``text`` in capitals where a font of capitals shows them."""
        return shown(self.text, self.capitals)


def lines_of(page: pdfium.PdfPage, text: pdfium.PdfTextPage, box: Box) -> list[Line]:
    """The lines of ``page`` in the order in which the file draws them; ``box`` is the page's media box."""
    chars = list(chars_of(text))
    old = looks_legacy("".join(char.char for char in chars))
    if old:
        mark_capitals(text, chars)
    for last, char in pairwise(chars):
        if char.char == END_HYPHEN and not (old and last.char.islower()):
            char.char = "-"
    lines: list[Line] = []
    right: Line | None = None  # the right half of the visual line before
    for block in _blocks(page, chars):
        if isinstance(block, Table):
            lines.extend(_rows(block, box))
            continue
        visual = list(groups(block))
        starts = aligned_gaps(visual)
        at = 0
        for table in [*unruled(visual), None]:
            for number in range(at, table.start if table else len(visual)):
                found = _lines(visual[number], right, box, starts[number])
                right = found[1] if len(found) == 2 else None
                lines.extend(found)
            if table:
                lines.extend(_unruled_rows(table, box))
                at, right = table.end, None
    return lines


def _blocks(page: pdfium.PdfPage, chars: list[Char]) -> Iterator[list[Char] | Table]:
    """Running text and tables, a table where its first character is drawn."""
    _, holders = tables_of(page, chars)
    done: set[int] = set()
    block: list[Char] = []
    for char, table in zip(chars, holders, strict=True):
        if table is None:
            block.append(char)
        elif id(table) not in done:
            done.add(id(table))
            yield block
            yield table
            block = []
    yield block


def _rows(table: Table, box: Box) -> Iterator[Line]:
    """A line a row of ``table``."""
    rows = list(table.rows())
    for number, filled in enumerate(rows):
        cells = tuple(cell_text(filled.get(column, [])) for column in range(table.grid.columns))
        row = Row(cells, tuple(table.grid.xs), number, number + 1 == len(rows))
        yield _line(row.text, [char for chars in filled.values() for char in chars], box, row)


def _unruled_rows(table: Unruled, box: Box) -> Iterator[Line]:
    """A line a row of a table without rules, or a line a line of text in columns."""
    for piece in table.prose:
        yield _line(piece.text, piece.chars, box)
    columns = len(table.borders)
    for number, filled in enumerate(table.rows):
        chars = [
            [char for piece in filled.get(column, []) for char in piece.chars] for column in range(columns)
        ]
        cells = tuple(map(cell_text, chars))
        row = Row(cells, table.borders, number, number + 1 == len(table.rows))
        yield _line(row.text, [char for cell in chars for char in cell], box, row)


def _lines(group: list[Char], above: Line | None, box: Box, starts: frozenset[int]) -> list[Line]:
    """A visual line: one line with its cells, or two in the halves of a letterhead or signature.

    ``starts`` are characters at which a column begins however narrow the gap before it.
    """
    cells = list(_cells(group, starts))
    texts = [one_line(text_of(cell)) for cell in cells]
    if any(LAYOUT.search(bare(text)) for text in texts) or _goes_on(cells, above):
        return [_line(text, cell, box) for cell, text in zip(cells, texts, strict=True)]
    return [_line(CELL.join(texts), group, box)]


def _goes_on(cells: list[list[Char]], above: Line | None) -> bool:
    """Whether two cells stand below the right half of such a block, which is ``above``."""
    if above is None or len(cells) != 2:
        return False
    left, right = cells
    fall = above.base - right[0].base
    beside = left[-1].right < above.left < right[-1].right and above.right > right[0].left
    return beside and 0 < fall < _APART * above.size


def _cells(group: list[Char], starts: frozenset[int]) -> Iterator[list[Char]]:
    start = 0
    size = median(char.size for char in group)
    number = next((at for at, char in enumerate(group) if not char.char.isdigit()), len(group))
    for index in range(1, len(group)):
        # A narrow first column of running numbers (TT) stands closer to the next.
        wide = _AFTER_NUMBER if start == 0 and index <= number else _WIDE
        gap = group[index].left - group[index - 1].right
        if (index in starts or gap > wide * size) and not _awaits(group, start, index):
            yield group[start:index]
            start = index
    yield group[start:]


def _awaits(group: list[Char], start: int, index: int) -> bool:
    """Whether a blank to be filled in parts the two, and no columns: "Số:      /QĐ-UBND"."""
    return group[index - 1].char == ":" and not _RECIPIENTS.search(text_of(group[start:index]))


def _line(text: str, chars: list[Char], box: Box, row: Row | None = None) -> Line:
    base, size = median(char.base for char in chars), median(char.size for char in chars)
    edges = [turn(x, y, chars[0].angle)[1] for x in (box[0], box[2]) for y in (box[1], box[3])]
    low, high = min(edges), max(edges)
    height = max(high - low, 1.0)
    letters, capitals, _ = unmarked(text)
    top, bottom = (high - base) / height, (base - low) / height
    return Line(letters, chars[0].left, chars[-1].right, base, size, top, bottom, row, capitals)
