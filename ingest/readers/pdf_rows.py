"""Tables that go on over pages: their heading is told once, and a row that a page tore apart is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf_lines import Line, Row
from ingest.readers.tables import NO_SPACE

_HEADINGS = 4  # rows that a heading has at most
_NEAR = 3.0  # points by which the same column may differ
_LONG = 30  # letters of a cell that says a sentence
_ENDED = re.compile(r"[.;:!?…][”\"’')\]]*$")


def whole_tables(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """``pages``, running heads left out, with each table as if there were no pages."""
    out: list[list[Line]] = []
    heading: list[tuple[str, ...]] = []  # of the table that goes on, or might
    last: tuple[int, int] | None = None  # page and line of its last row
    for page in pages:
        kept = list(page)
        if kept and last is not None and _same(out[last[0]][last[1]], kept[0]):
            kept = _without_heading(kept, heading)
            if kept and (row := _together(out[last[0]][last[1]].row, kept[0].row)):
                out[last[0]][last[1]] = _line(out[last[0]][last[1]], row)
                del kept[0]
        elif kept:
            heading = []
        out.append(kept)
        for number, line in enumerate(kept):
            heading = _learnt(heading, line)
            last = (len(out) - 1, number) if line.row is not None else None
    return out


def _learnt(heading: list[tuple[str, ...]], line: Line) -> list[tuple[str, ...]]:
    """The first rows of the table that ``line`` is a row of."""
    if line.row is None:
        return []
    if line.row.first == 0 and not _inside(heading, line.row):
        return [line.row.cells]
    return [*heading, line.row.cells] if len(heading) < _HEADINGS else heading


def _inside(heading: list[tuple[str, ...]], row: Row) -> bool:
    return bool(heading) and len(heading[0]) == len(row.cells)


def _same(last: Line, line: Line) -> bool:
    """Whether two rows on two pages stand under the same columns."""
    if last.row is None or line.row is None or not last.row.last:
        return False
    one, other = last.row.borders, line.row.borders
    return len(one) == len(other) and all(
        abs((a - one[0]) - (b - other[0])) <= _NEAR for a, b in zip(one, other, strict=True)
    )


def _without_heading(page: list[Line], heading: list[tuple[str, ...]]) -> list[Line]:
    repeated = 0
    for line, cells in zip(page, heading, strict=False):
        if line.row is None or line.row.cells != cells:
            break
        repeated += 1
    return page[repeated:]


def _together(last: Row | None, row: Row | None) -> Row | None:
    """Both as one row where the second goes on with the first: no number, and a sentence unfinished."""
    if last is None or row is None or row.cells[0] or len(last.cells) != len(row.cells):
        return None
    pairs = [(one, other) for one, other in zip(last.cells, row.cells, strict=True) if other]
    if not all(one for one, _ in pairs) or not any(_torn(one, other) for one, other in pairs):
        return None
    cells = tuple(_joined(one, other) for one, other in zip(last.cells, row.cells, strict=True))
    return replace(last, cells=cells, last=row.last)


def _torn(cell: str, following: str) -> bool:
    return following[:1].islower() or (len(cell) > _LONG and not _ENDED.search(cell))


def _joined(cell: str, following: str) -> str:
    glue = "" if not (cell and following) or NO_SPACE.search(cell) else " "
    return f"{cell}{glue}{following}"


def _line(line: Line, row: Row) -> Line:
    return replace(line, row=row, text=row.text)
