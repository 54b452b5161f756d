"""Tables without rules: their columns are the strips that lines which follow each other leave empty."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.canonical import one_line
from ingest.legacy import bare
from ingest.readers.pdf_chars import Char, text_of
from ingest.readers.pdf_unruled_rows import FIGURE, LEVEL, OVERLAP, Piece, climbs, rows_of
from ingest.readers.tables import LAYOUT

# Lengths in letter heights.
_APART = 1.0  # a gap that may part two cells of a line
_STRIP, _CUT = 0.3, 0.45  # an empty strip at least; a gap within a known strip that parts two cells
_NEXT = 6.0  # from one line of a table to the next, where a cell beside may have many
_ROWS, _MOST = 3, 3_000  # rows that prove a table; pieces that are looked at
_PROSE, _RAGGED, _MOSTLY = 4, 0.2, 0.6  # lines of running text; share of the width, of the lines
_MARKER = re.compile(r"[-–+*•]|\(?(?:\d{1,2}|[a-zđ])[.)]")


@dataclass(frozen=True, slots=True)
class Unruled:
    """Visual lines ``start`` to ``end`` (exclusive) as rows: the pieces of each cell, by column.

    ``prose`` where it is no table but text set in two columns: the pieces of the first, then of the second.
    """

    start: int
    end: int
    rows: list[dict[int, list[Piece]]]
    borders: tuple[float, ...]
    prose: tuple[Piece, ...] = ()


def unruled(lines: Sequence[list[Char]]) -> Iterator[Unruled]:
    """The tables among visual lines, in the order in which they are drawn."""
    fine, coarse = ([_pieces(line, justified) for line in lines] for justified in (False, True))
    at = 0
    while at < len(lines):
        tries = [_grown(pieces, at) for pieces in (fine, coarse) if _may_begin(pieces, at)]
        tables = [table for region in tries if (table := _table(region, at)) is not None]
        if tables:
            table = max(tables, key=lambda table: table.end)
            yield table
            at = table.end
        else:
            at += max([1, *(region.lines // 2 for region in tries)])  # a long list is not tried at each line


def _may_begin(lines: Sequence[list[Piece]], at: int) -> bool:
    """Whether line ``at`` has two cells, or is a cell beside the line that is drawn next."""
    if len(lines[at]) > 1 or at + 1 == len(lines):
        return len(lines[at]) > 1
    one, two = lines[at][0], lines[at + 1][0]
    climbs = LEVEL * one.size < two.base - one.base < _NEXT * one.size  # damaged letters have no height
    return (climbs and one.right < two.left) or (
        len(lines[at + 1]) > 1 and 0 < one.base - two.base < OVERLAP * one.size
    )


def _pieces(line: list[Char], justified: bool) -> list[Piece]:
    """``line`` cut at its gaps; where it is ``justified``, not at those that hold a space."""
    size = median(char.size for char in line)
    cuts = [
        at
        for at, (one, two) in enumerate(pairwise(line), 1)
        if two.left - one.right > _APART * size and not (justified and two.need < 0)
    ]
    return [_piece(line[start:end]) for start, end in pairwise([0, *cuts, len(line)])]


def _piece(chars: list[Char]) -> Piece:
    text = one_line(bare(text_of(chars)))
    size, base = median(char.size for char in chars), median(char.base for char in chars)
    return Piece(chars, text, chars[0].left, chars[-1].right, base, size)


def _grown(lines: Sequence[list[Piece]], start: int) -> _Region:
    """The lines from ``start`` on that leave the same strips empty; where cells of the first ones stand too
    close to be told apart, those of a line below with more columns."""
    region = _leaving(lines, start)
    end = start + region.lines
    if end == len(lines) or len(lines[end]) <= len(region.columns):
        return region
    known = _leaving(lines, start, _leaving(lines, end).columns)
    return known if known.lines > region.lines else region


def _leaving(
    lines: Sequence[list[Piece]], start: int, columns: Sequence[tuple[float, float]] = ()
) -> _Region:
    """The lines from ``start`` on that leave the same strips empty, those between known ``columns``."""
    region = _Region(columns)
    end = start
    while end < len(lines) and region.take(lines[end], lines[end + 1] if end + 1 < len(lines) else []):
        end += 1
    return region


def _table(region: _Region, start: int) -> Unruled | None:
    if region.lines < _ROWS:
        return None
    if prose := region.prose():
        return Unruled(start, start + region.lines, [], (), prose)
    rows, end = region.rows(), start + region.lines
    while rows and len(rows[-1]) == 1:  # what stands alone below the last row may be a heading or a note
        end = start + min(region.line_of(piece) for pieces in rows.pop().values() for piece in pieces)
    columns = {column for row in rows for column in row}
    full = [row for row in rows if len(row) > 1]
    if len(full) < _ROWS or (len(columns) == 2 and not region.two_columns(full)):
        return None
    return Unruled(start, end, rows, tuple(left for left, _ in region.columns))


class _Region:
    """Lines that leave the same strips empty."""

    def __init__(self, columns: Sequence[tuple[float, float]] = ()) -> None:
        self.columns = list(columns)
        self.pieces: list[Piece] = []
        self._before: list[int] = []  # for each line how many pieces there were before it
        self.low = self.high = 0.0

    @property
    def lines(self) -> int:
        """How many visual lines were taken."""
        return len(self._before)

    def take(self, line: list[Piece], following: list[Piece]) -> bool:
        """Whether ``line`` belongs to the table; then it is kept."""
        if len(self.pieces) > _MOST or any(LAYOUT.search(piece.text) for piece in line):
            return False
        if self.pieces and not self._near(line[0]):
            return False
        cut = self._fitting(line)
        if cut is None:
            if not self.pieces or len(line) > 1 or len(following) < 2 or not self._fitting(following):
                return False  # a heading inside the table may cross its columns, no other line
            self._keep(line)
            return True
        pieces, self.columns = cut
        self._keep(pieces)
        return True

    def rows(self) -> list[dict[int, list[Piece]]]:
        """The pieces of each row by column; one that is never filled beside its neighbour is one with it."""
        rows = [self._row(row) for row in rows_of(self.pieces, self._column)]
        for column in range(len(self.columns) - 1, 0, -1):
            if not any(column in row and column - 1 in row for row in rows):
                rows = [{at - (at >= column): pieces for at, pieces in sorted(row.items())} for row in rows]
                first, last = self.columns[column - 1][0], self.columns[column][1]
                self.columns[column - 1 : column + 1] = [(first, last)]
        return rows

    def line_of(self, piece: Piece) -> int:
        """The line in which ``piece`` was taken."""
        at = next(at for at in range(len(self.pieces) - 1, -1, -1) if self.pieces[at] is piece)
        return bisect_right(self._before, at) - 1

    def prose(self) -> tuple[Piece, ...]:
        """The pieces column by column where these are two columns of running text, drawn line by line."""
        if len(self.columns) != 2 or self.lines < _PROSE or climbs(self.pieces):
            return ()
        halves = [[piece for piece in self.pieces if self._column(piece) == column] for column in (0, 1)]
        flowing = all(_flows(half, right) for half, (_, right) in zip(halves, self.columns, strict=True))
        return (*halves[0], *halves[1]) if flowing else ()

    def two_columns(self, rows: list[dict[int, list[Piece]]]) -> bool:
        """Whether two columns are a table: no list with marks before its items, no text set in columns."""
        marks = sum(bool(_MARKER.match(pieces[0].text)) for row in rows if (pieces := row.get(0)))
        figures = max(
            sum(bool(FIGURE.fullmatch(pieces[0].text)) for row in rows if (pieces := row.get(column)))
            for column in (0, 1)
        )
        return 2 * marks < len(rows) and (climbs(self.pieces) or 2 * figures > len(rows))

    def _near(self, piece: Piece) -> bool:
        first = piece.left > self.columns[-1][1]  # in its row, a cell of more lines than those before it
        above = _NEXT if first else LEVEL
        return self.low - _NEXT * piece.size < piece.base < self.high + above * piece.size

    def _keep(self, pieces: list[Piece]) -> None:
        if not self.pieces:
            self.low = self.high = pieces[0].base
        self._before.append(len(self.pieces))
        self.low = min(self.low, *(piece.base for piece in pieces))
        self.high = max(self.high, *(piece.base for piece in pieces))
        self.pieces += pieces

    def _fitting(self, line: list[Piece]) -> tuple[list[Piece], list[tuple[float, float]]] | None:
        """``line`` cut at the strips, and the columns with it; ``None`` where a piece crosses a strip."""
        pieces = [part for piece in line for part in _cut(piece, self.columns)]
        columns = list(self.columns)
        taken: set[tuple[float, float]] = set()
        for piece in pieces:
            met = [one for one in columns if _meets(one, piece)]
            if len(met) > 1 or any(one in taken for one in met):
                return None
            left = min([piece.left, *(one[0] for one in met)])
            right = max([piece.right, *(one[1] for one in met)])
            columns = [one for one in columns if one not in met] + [(left, right)]
            taken.add((left, right))
        columns.sort()
        apart = _STRIP * line[0].size
        return None if any(two[0] - one[1] < apart for one, two in pairwise(columns)) else (pieces, columns)

    def _column(self, piece: Piece) -> int:
        """The column of ``piece``, the first where it crosses several."""
        return next((at for at, one in enumerate(self.columns) if piece.left < one[1]), 0)

    def _row(self, pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
        row: dict[int, list[Piece]] = {}
        for piece in pieces:
            row.setdefault(self._column(piece), []).append(piece)
        return {column: sorted(found, key=lambda piece: -piece.base) for column, found in sorted(row.items())}


def _flows(column: Sequence[Piece], right: float) -> bool:
    """Whether most lines fill the column and are gone on with in small letters."""
    if len(column) < _PROSE:
        return False
    width = right - min(piece.left for piece in column)
    full = sum(right - piece.right < _RAGGED * width for piece in column)
    small = sum(piece.text[:1].islower() for piece in column)
    return full > _MOSTLY * len(column) and small > _MOSTLY * len(column)


def _cut(piece: Piece, columns: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    """``piece`` in parts where a narrow gap lies in the strip between two columns that it meets."""
    met = [one for one in columns if _meets(one, piece)]
    cuts = [
        at
        for at, (one, two) in enumerate(pairwise(piece.chars), 1)
        if two.left - one.right > _CUT * piece.size
        and any(first[1] < two.left and one.right < second[0] for first, second in pairwise(met))
    ]
    if not cuts:
        yield piece
        return
    for start, end in pairwise([0, *cuts, len(piece.chars)]):
        yield _piece(piece.chars[start:end])


def _meets(column: tuple[float, float], piece: Piece) -> bool:
    near = _STRIP * piece.size
    return piece.left < column[1] + near and column[0] - near < piece.right
