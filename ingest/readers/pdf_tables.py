"""Ruled tables of a PDF page: the characters in their cells, row by row."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from statistics import median

import pypdfium2 as pdfium

from ingest.canonical import one_line
from ingest.legacy import bare
from ingest.readers.pdf_chars import Char, groups, text_of, turn
from ingest.readers.pdf_rules import Grid, grids, rules_of
from ingest.readers.tables import NO_SPACE

Cells = dict[int, list[Char]]  # of one row, by column

_FEW = 3  # lines of figures in one cell: two may be a figure and its bounds
_FIGURE = re.compile(r"[-–+]?\(?\d[\d.,\s]*%?\)?|[-–x…]")


class Table:
    """A grid and the characters in its cells."""

    def __init__(self, grid: Grid, quarters: int) -> None:
        self.grid, self._angle = grid, quarters * math.pi / 2
        self._cells: dict[tuple[int, int], list[Char]] = {}

    def take(self, char: Char) -> bool:
        """Whether ``char`` stands in the table; then it is kept."""
        place = self.grid.cell(*(turn(*char.middle, self._angle) if self._angle else char.middle))
        if place is None:
            return False
        self._cells.setdefault(place, []).append(char)
        return True

    @property
    def real(self) -> bool:
        """Whether it holds two cells with text at least: else it is a frame around text."""
        return len(self._cells) > 1

    def rows(self) -> Iterator[Cells]:
        """The rows that hold text; what spans rows or columns stands in the first of them."""
        for number in range(self.grid.rows):
            row = {column: chars for (at, column), chars in sorted(self._cells.items()) if at == number}
            yield from _parted(row)


def tables_of(page: pdfium.PdfPage, chars: list[Char]) -> tuple[list[Table], list[Table | None]]:
    """The tables of a page, and for each of its characters the one that it stands in."""
    quarters = _quarters(chars)
    tables = [Table(grid, quarters) for grid in grids(rules_of(page, quarters))] if chars else []
    if not tables:
        return [], [None] * len(chars)
    holders = [next((table for table in tables if table.take(char)), None) for char in chars]
    return tables, [table if table is not None and table.real else None for table in holders]


def cell_text(chars: list[Char]) -> str:
    """The lines of a cell as one."""
    text = ""
    for group in groups(chars):
        glue = "" if not text or NO_SPACE.search(text) else " "
        text += glue + one_line(bare(text_of(group)))
    return text


def _quarters(chars: list[Char]) -> int:
    """The direction of most of the text, in quarter turns."""
    if not any(char.angle for char in chars):
        return 0
    counts = Counter(round(char.angle / (math.pi / 2)) % 4 for char in chars)
    return counts.most_common(1)[0][0]


def _parted(row: Cells) -> Iterator[Cells]:
    """The row, or the rows that stand in it without a rule between: one to each figure of a column."""
    lines = {column: list(groups(chars)) for column, chars in row.items()}
    figures = max((group for column, group in lines.items() if column), key=_figures, default=[])
    if _figures(figures) < _FEW:
        if row:
            yield row
        return
    bases = [_base(line) for line in figures]
    parts: list[Cells] = [{} for _ in bases]
    for column, found in lines.items():
        for line, part in zip(found, _bands(found, bases), strict=True):
            parts[part].setdefault(column, []).extend(line)
    yield from parts


def _figures(lines: list[list[Char]]) -> int:
    """How many lines there are where each is a figure."""
    return len(lines) if all(_FIGURE.fullmatch(one_line(bare(text_of(line)))) for line in lines) else 0


def _base(line: list[Char]) -> float:
    return median(char.base for char in line)


def _bands(lines: list[list[Char]], bases: list[float]) -> Iterator[int]:
    """For each line the figure that it stands beside; lines of a label begin or end at its figure."""
    size = median(char.size for line in lines for char in line)
    upwards = [-base for base in bases]
    below = abs(_base(lines[0]) - bases[0]) > 0.5 * size  # figures stand beside the last line of a label
    for line in lines:
        at = bisect_left(upwards, -_base(line) - 0.5 * size)
        exact = at < len(bases) and abs(_base(line) - bases[at]) <= 0.5 * size
        yield min(at, len(bases) - 1) if exact or below else max(0, at - 1)
