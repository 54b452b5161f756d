"""Cells that are merged over rows and columns, as Word, Excel and web pages leave them: empty places.

A heading that spans three columns stands over the first and leaves two empty; a name that spans three rows
stands in the first. What stood there is read on, rightwards in headings and downwards in names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.cells import NUMERAL, Cell, Row, is_amount, is_order, states_amount
from ingest.facts.periods import periods
from ingest.facts.placing import Columns
from ingest.facts.plain import Plain
from ingest.nodes import Node

YEAR = re.compile(r"(?:19|20)\d\d")
_TIME_HEAD = re.compile(
    r"(?:năm|giai đoạn|thời (?:gian|kỳ|điểm)|kỳ)(?: báo cáo| thống kê| thực hiện)?\W*", re.IGNORECASE
)
_DEEPEST = 3  # rows below the first that a heading may take


def heading_by_place(rows: Sequence[list[Plain]]) -> tuple[Columns, int]:
    """The headings of the columns and how many rows they take, where the rows below the first begin with
    the empty places of cells merged downwards; nothing and 0 elsewhere."""
    below: list[list[Plain]] = []
    for row in rows[1 : 1 + _DEEPEST]:
        if not _is_below(row):
            break
        below.append(row)
    if not below or len(rows) < 2 + len(below):
        return [], 0
    width = max(map(len, rows[: 1 + len(below)]))
    return [_heads(rows[0], below, at) for at in range(width)], 1 + len(below)


def carried(rows: Sequence[tuple[Node, list[Plain]]]) -> list[tuple[Node, list[Plain]]]:
    """The rows below a heading, names that are merged over several of them in each."""
    out: list[tuple[Node, list[Plain]]] = []
    above: list[Plain] = []
    for node, cells in rows:
        if cells and not cells[0].text and _goes_on(cells):
            first = next(at for at, cell in enumerate(cells) if cell.text)
            names = [cell if _names(cell) else cells[at] for at, cell in enumerate(above[:first])]
            cells = [*names, *cells[len(names) :]]
        above = cells
        out.append((node, cells))
    return out


def time_beside(row: Row, cell: Cell) -> str:
    """The year or period that stands beside ``cell`` in a column of its own; empty where none does."""
    for one in row.cells:
        if one is not cell and _TIME_HEAD.fullmatch(one.heading.strip()) and periods(one.text):
            return one.text
    return ""


def are_years(texts: Sequence[str]) -> bool:
    """Whether the numerals among the cells of a row are years that rise or fall, as headings are."""
    years = [one for one in texts if NUMERAL.fullmatch(one)]
    if len(years) < 2 or not all(YEAR.fullmatch(one) for one in years):
        return False
    return years in (sorted(set(years)), sorted(set(years), reverse=True))


def _is_below(cells: Sequence[Plain]) -> bool:
    full = [cell for cell in cells if cell.text]
    return bool(full) and not cells[0].text and not any(_states(cell) for cell in full)


def _states(cell: Plain) -> bool:
    return states_amount(cell.text) and not YEAR.fullmatch(cell.text.strip())


def _heads(top: Sequence[Plain], below: Sequence[list[Plain]], at: int) -> tuple[Plain, ...]:
    """What stands over column ``at``; a cell spans to the right as far as the row below is filled."""
    heads: list[Plain] = []
    for number, row in enumerate((top, *below)):
        under = below[number:]
        if at < len(row) and row[at].text:
            heads.append(row[at])
        elif any(at < len(one) and one[at].text for one in under) and (found := _left(row, at)):
            heads.append(found)
    return tuple(heads) or (top[min(at, len(top) - 1)],)


def _left(row: Sequence[Plain], at: int) -> Plain | None:
    return next((cell for cell in reversed(row[:at]) if cell.text), None)


def _goes_on(cells: Sequence[Plain]) -> bool:
    """Whether a row without a name tells what its figures are of: a year, or words of its own."""
    full = [cell.text.strip() for cell in cells if cell.text]
    told = any(YEAR.fullmatch(one) or not is_amount(one) for one in full)
    return told and any(is_amount(one) for one in full[1:])


def _names(cell: Plain) -> bool:
    return bool(cell.text) and not is_order(cell.text) and not is_amount(cell.text)
