"""Tables of Word 97-2003 files: cells and row ends in a stream of paragraphs, as rows of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.canonical import one_line, tidy_lines
from ingest.readers.tables import row_lines
from ingest.readers.word97 import Paragraph

_NEAR = 110  # twips (2 mm) within which two borders drawn by hand are one
_MOST = 64  # columns; Word allows 63


@dataclass(slots=True)
class _Level:
    """What is open in a table: the cells of the row so far, the lines of the cell so far."""

    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class Table:
    """One table, tables inside its cells included; fed a paragraph at a time."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._rows: list[tuple[list[str], tuple[int, ...]]] = []

    def add(self, text: str, paragraph: Paragraph, mark: str) -> None:
        """The next paragraph, ``text``, which ends in ``mark``."""
        while len(self._levels) < max(1, paragraph.depth):
            self._levels.append(_Level())
        self._close_to(max(1, paragraph.depth))
        level = self._levels[-1]
        if paragraph.row_end:
            self._end_row(level, paragraph.edges)
            return
        level.lines.append(text)
        if mark == "\x07" or paragraph.cell_end:
            level.cells.append(tidy_lines("\n".join(level.lines)))
            level.lines = []

    def lines(self) -> Iterator[str]:
        """All rows, cells that span several columns followed by as many empty ones."""
        self._close_to(1)
        if self._levels and (self._levels[0].cells or self._levels[0].lines):
            self._end_row(self._levels[0], ())
        columns = _columns([edges for cells, edges in self._rows if len(edges) == len(cells) + 1])
        widest = max((len(cells) for cells, _ in self._rows), default=0)
        even = len(columns) - 1 <= min(_MOST, widest + 3)
        for cells, edges in self._rows:
            spread = even and len(edges) == len(cells) + 1
            yield row_lines(_spread(cells, edges, columns) if spread else cells)

    def _close_to(self, depth: int) -> None:
        while len(self._levels) > depth:
            inner = self._levels.pop()
            left = [*inner.cells, *inner.lines]
            self._levels[-1].lines.extend(filter(None, map(one_line, left)))

    def _end_row(self, level: _Level, edges: tuple[int, ...]) -> None:
        cells = level.cells + ([tidy_lines("\n".join(level.lines))] if any(level.lines) else [])
        level.cells, level.lines = [], []
        if len(self._levels) > 1:
            self._levels[-2].lines.append(row_lines(cells))
        else:
            self._rows.append((cells, edges))


def _columns(rows: list[tuple[int, ...]]) -> list[int]:
    """The borders of all rows, those near each other as one."""
    found: list[int] = []
    for edge in sorted({edge for edges in rows for edge in edges}):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _spread(cells: list[str], edges: tuple[int, ...], columns: list[int]) -> list[str]:
    places = [max(0, bisect_left(columns, edge + 1) - 1) for edge in edges]
    row = [""] * places[0]
    for cell, start, end in zip(cells, places, places[1:], strict=False):
        row.append(cell)
        row.extend([""] * (end - start - 1))
    return row
