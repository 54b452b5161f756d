"""The rules (straight lines) that a PDF page draws, and the grids of cells that they make.

Programs draw the border of a table as strokes, as boxes around cells, or as filled rectangles a point wide;
all become rules. Lengths are PDF points; ``x`` runs to the right of the text, ``y`` up.
"""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Point = tuple[float, float]
Matrices = tuple[raw.FS_MATRIX, ...]

_NEAR = 3.0  # points: rules closer than this are one, and rules that miss by less meet
_GAP = 4.0  # between two pieces of one rule
_SHORT = 8.0  # a shorter rule is a dash or a box to tick
_OPEN = 9.0  # how far rules stick out where a table has no border of its own
_MOST_PATHS, _MOST_RULES, _MOST_CELLS = 20_000, 600, 20_000  # a drawing or a map, no table
_MOST_SIDES = 60_000
_DEEPEST = 3  # forms in forms


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: upright at ``at`` = x from ``low`` to ``high`` = y, or level, the other way about."""

    upright: bool
    at: float
    low: float
    high: float


class Grid:
    """The cells of one table. ``xs`` and ``ys`` are its borders, the latter from top to bottom.

    A cell that spans rows or columns is one: ``cell`` gives its upper left corner for all that lies in it.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        level = [rule for rule in rules if not rule.upright]
        upright = [rule for rule in rules if rule.upright]
        self.xs = _borders([rule.at for rule in upright], level)
        self.ys = _borders([rule.at for rule in level], upright)[::-1]
        self.rows, self.columns = len(self.ys) - 1, len(self.xs) - 1
        self._first: dict[tuple[int, int], tuple[int, int]] = {}
        if 0 < self.rows * self.columns <= _MOST_CELLS:
            self._merge(upright, level)

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the cell around a point; ``None`` outside of the table."""
        if not (self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]):
            return None
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda border: -border) - 1
        return self._first.get((row, column))

    def _merge(self, upright: list[Rule], level: list[Rule]) -> None:
        right = _covered(upright, self.xs, [(one + other) / 2 for one, other in pairwise(self.ys)])
        below = _covered(level, self.ys, [(one + other) / 2 for one, other in pairwise(self.xs)])
        for row in range(self.rows):
            for column in range(self.columns):
                self._first[row, column] = (row, column)
        for row in range(self.rows):
            for column in range(self.columns):
                if column + 1 < self.columns and (column + 1, row) not in right:
                    self._join((row, column), (row, column + 1))
                if row + 1 < self.rows and (row + 1, column) not in below:
                    self._join((row, column), (row + 1, column))
        for place in self._first:
            self._first[place] = self._root(place)

    def _join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._first[second] = first

    def _root(self, place: tuple[int, int]) -> tuple[int, int]:
        while self._first[place] != place:
            self._first[place] = self._first[self._first[place]]
            place = self._first[place]
        return place


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that ``rules`` make: what hangs together and has two columns or more."""
    whole = [rule for rule in _whole(rules) if rule.high - rule.low >= _SHORT]
    upright = [rule for rule in whole if rule.upright]
    level = [rule for rule in whole if not rule.upright]
    if not upright or not level or max(len(upright), len(level)) > _MOST_RULES:
        return []
    found = [Grid(part) for part in _parts(upright, level)]
    return [grid for grid in found if grid.columns >= 2 and grid.rows >= 1 and grid._first]


def rules_of(page: pdfium.PdfPage, quarters: int) -> list[Rule]:
    """All rules that ``page`` draws, turned by so many quarters as its text is."""
    angle = quarters * math.pi / 2
    cosine, sine = math.cos(angle), math.sin(angle)

    def turned(point: Point) -> Point:
        x, y = point
        return x * cosine - y * sine, x * sine + y * cosine

    found: list[Rule] = []
    left = _MOST_SIDES
    # PDFium itself, not its helpers: these make an object for each piece of text that is passed over.
    for path, matrices in islice(
        _paths(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject), _MOST_PATHS
    ):
        left -= raw.FPDFPath_CountSegments(path)
        if left < 0:
            return []
        for start, end in _strokes(path):
            for matrix in matrices:
                start, end = _moved(start, matrix), _moved(end, matrix)
            found.extend(_rule(turned(start), turned(end)))
    return found


def _paths(
    holder: Any, count: Callable[[Any], int], item_of: Callable[[Any, int], Any], above: Matrices = ()
) -> Iterator[tuple[Any, Matrices]]:
    """The paths of a page or a form in it, with the matrices that bring their points to the page."""
    for number in range(count(holder)):
        item = item_of(holder, number)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, above
        elif kind == raw.FPDF_PAGEOBJ_FORM and len(above) < _DEEPEST:
            inner = (_matrix(item), *above)
            yield from _paths(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner)


def _matrix(item: Any) -> raw.FS_MATRIX:
    matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix


def _moved(point: Point, matrix: raw.FS_MATRIX) -> Point:
    x, y = point
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _strokes(path: Any) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path: a thin box as one, else each side that is stroked."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(path, *sides):
        return
    left, bottom, right, top = (side.value for side in sides)
    if min(right - left, top - bottom) < _NEAR:
        x, y = (left + right) / 2, (bottom + top) / 2
        level = right - left > top - bottom
        yield ((left, y), (right, y)) if level else ((x, bottom), (x, top))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if stroke.value and (count := raw.FPDFPath_CountSegments(path)) <= 4 * _MOST_RULES:
        own = _matrix(path)
        yield from ((_moved(start, own), _moved(end, own)) for start, end in _sides(path, count))


def _sides(path: Any, count: int) -> Iterator[tuple[Point, Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, start


def _rule(start: Point, end: Point) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = start, end
    if abs(x0 - x1) < 1.0 < abs(y0 - y1):
        yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    elif abs(y0 - y1) < 1.0 < abs(x0 - x1):
        yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _whole(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Pieces of one line put together, double lines made one."""
    by_place = sorted(rules, key=lambda rule: (rule.upright, rule.at, rule.low))
    group: list[Rule] = []
    for rule in by_place:
        if group and (rule.upright != group[0].upright or rule.at - group[0].at > _NEAR):
            yield from _joined(group)
            group = []
        group.append(rule)
    yield from _joined(group)


def _joined(group: list[Rule]) -> Iterator[Rule]:
    if not group:
        return
    at = sum(rule.at for rule in group) / len(group)
    low, high = -math.inf, -math.inf
    for rule in sorted(group, key=lambda rule: rule.low):
        if rule.low > high + _GAP:
            if high > low:
                yield Rule(rule.upright, at, low, high)
            low = rule.low
        high = max(high, rule.high)
    yield Rule(group[0].upright, at, low, high)


def _parts(upright: list[Rule], level: list[Rule]) -> Iterator[list[Rule]]:
    """Rules that meet, directly or through others."""
    meets: defaultdict[Rule, list[Rule]] = defaultdict(list)
    for one in upright:
        for other in level:
            if other.low - _NEAR <= one.at <= other.high + _NEAR and (
                one.low - _NEAR <= other.at <= one.high + _NEAR
            ):
                meets[one].append(other)
                meets[other].append(one)
    seen: set[Rule] = set()
    for first in meets:
        if first in seen:
            continue
        seen.add(first)
        part, open_ = [], [first]
        while open_:
            rule = open_.pop()
            part.append(rule)
            fresh = [other for other in meets[rule] if other not in seen]
            seen.update(fresh)
            open_.extend(fresh)
        yield part


def _borders(places: Iterable[float], across: Sequence[Rule]) -> list[float]:
    """Where borders stand, with the ends of the rules ``across`` them where a side is left open."""
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] > _NEAR:
            borders.append(place)
    low, high = min(rule.low for rule in across), max(rule.high for rule in across)
    if not borders or low < borders[0] - _OPEN:
        borders.insert(0, low)
    if high > borders[-1] + _OPEN:
        borders.append(high)
    return borders


def _covered(
    rules: Iterable[Rule], borders: Sequence[float], middles: Sequence[float]
) -> set[tuple[int, int]]:
    """Which pieces of which borders are drawn, as (number of the border, number of the piece)."""
    found: set[tuple[int, int]] = set()
    for rule in rules:
        near = [number for number, border in enumerate(borders) if abs(border - rule.at) <= _NEAR]
        pieces = [number for number, middle in enumerate(middles) if rule.low <= middle <= rule.high]
        found.update((border, piece) for border in near for piece in pieces)
    return found
