"""Rows of a table without rules, from the order in which its pieces are drawn or from their distances.

Word and Excel draw such a table cell after cell, so that a cell of two lines comes between its neighbours;
printers draw it line after line. In the first case the pen that goes up again, to the right, is still in the
same row. In the second a line goes on with the row above where it stands nearer than rows do, or, where all
lines stand alike, where it begins with a small letter and brings no second figure into a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_chars import Char

# Lengths in letter heights.
LEVEL = 0.3  # baselines of one line differ by less
OVERLAP = 0.8  # lines closer than this stand beside each other
_LEADING = 1.9  # from one line of a cell to the next
_TIGHT = 1.2  # times the distance of two lines of a cell: rows stand further apart
FIGURE = re.compile(r"[-–+]?\(?\d[\d.,\s/]*\)?\s?%?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a visual line that lies in one cell."""

    chars: list[Char]
    text: str
    left: float
    right: float
    base: float
    size: float


Column = Callable[[Piece], int]


def rows_of(pieces: Sequence[Piece], column: Column) -> Iterator[list[Piece]]:
    """``pieces``, in the order of drawing, row by row; ``column`` tells where each stands."""
    return _by_cell(pieces, column) if climbs(pieces) else _by_line(pieces, column)


def climbs(pieces: Sequence[Piece]) -> bool:
    """Whether cells were drawn one after the other: the pen goes up again within a row."""
    return any(two.base > one.base + LEVEL * two.size for one, two in pairwise(pieces))


def _by_cell(pieces: Sequence[Piece], column: Column) -> Iterator[list[Piece]]:
    row = [pieces[0]]
    for last, piece in pairwise(pieces):
        if _begins(row, last, piece, column):
            yield row
            row = []
        row.append(piece)
    yield row


def _begins(row: list[Piece], last: Piece, piece: Piece, column: Column) -> bool:
    """Whether the pen, after ``last``, begins another row with ``piece``."""
    was, now = column(last), column(piece)
    if now < was:
        return True
    if now > was:
        return min(one.base for one in row) - piece.base > 0.9 * piece.size
    if _both_figures(last, piece) or last.base - piece.base > _LEADING * piece.size:
        return True
    return len({column(one) for one in row}) == 1 and not piece.text[:1].islower()


def _by_line(pieces: Sequence[Piece], column: Column) -> Iterator[list[Piece]]:
    lines = list(_levels(pieces))
    falls = [one[0].base - two[0].base for one, two in pairwise(lines)]
    within = min((fall for fall in falls if fall > OVERLAP * lines[0][0].size), default=0.0)
    padded = within and any(fall > _TIGHT * within for fall in falls)
    row = list(lines[0])
    for line, fall in zip(lines[1:], falls, strict=True):
        tight = fall < _TIGHT * within if padded else _goes_on(row, line, column)
        if fall > OVERLAP * line[0].size and (not tight or _second_figure(row, line, column)):
            yield row
            row = []
        row += line
    yield row


def _goes_on(row: list[Piece], line: list[Piece], column: Column) -> bool:
    """Whether words of ``line`` go on in columns of ``row``, and no other number or label begins it."""
    filled = {column(piece) for piece in row}
    below = [piece for piece in line if column(piece) in filled] or line
    return all(
        piece.text[:1].islower() or (FIGURE.fullmatch(piece.text) and column(piece) > 0) for piece in below
    )


def _second_figure(row: list[Piece], line: list[Piece], column: Column) -> bool:
    return any(column(one) == column(two) and _both_figures(one, two) for one in row for two in line)


def _levels(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of one height, from above."""
    line: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if line and line[0].base - piece.base > LEVEL * piece.size:
            yield sorted(line, key=lambda piece: piece.left)
            line = []
        line.append(piece)
    yield sorted(line, key=lambda piece: piece.left)


def _both_figures(one: Piece, two: Piece) -> bool:
    return bool(FIGURE.fullmatch(one.text) and FIGURE.fullmatch(two.text))
