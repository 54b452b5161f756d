"""Tables as rows of cells, each cell with the column heading above it.

Rows come fenced by lines that hold only "|", or as one line ``Dịch vụ | 22,2% | 30,6%``. A heading of
two rows is laid out again: "Năm 2025 | Năm 2026" over "Kế hoạch | Ước thực hiện" makes three columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.facts.cells import NUMERAL, ORDER, ORDER_HEAD, UNIT, UNIT_HEAD, Cell, Row
from ingest.facts.fences import read_tables
from ingest.facts.plain import Plain
from ingest.nodes import Node, Outline

_INDEX = re.compile(r"\(?(?:\d{1,2}[a-z]?|[A-Z])\)?(?:\s?=.*)?")
_ALONE = re.compile(
    r"stt|tt\b|đơn vị|đvt|nội dung|tên|ghi chú|tỷ lệ|cơ quan|địa phương|chỉ tiêu$", re.IGNORECASE
)
_YEARS = re.compile(r"(?<![\w.])(?:19|20)\d\d(?!\w)")


def tables_of(text: str, plan: Outline) -> tuple[list[Row], frozenset[int]]:
    """The rows of all tables of a text, headings left out, and the offsets of lines that are cells."""
    tables, covered = read_tables(text, plan)
    rows: list[Row] = []
    for table in tables:
        heads, body = _parted([cells for _, cells in table.rows])
        columns = _columns(heads, _width(table.rows))
        thousands = _thousands(table.rows[body:])
        rows.extend(
            Row(node, _placed(cells, columns), table.caption, thousands)
            for node, cells in table.rows[body:]
            if not _is_index(cells)
        )
    return rows, frozenset(covered)


def _parted(rows: Sequence[list[Plain]]) -> tuple[list[list[Plain]], int]:
    """The rows of the heading, and how many rows come before the body."""
    heads: list[list[Plain]] = []
    for number, cells in enumerate(rows[:4]):
        texts = [cell.text for cell in cells]
        if number and _is_index(cells):
            return heads, number + 1
        if any(NUMERAL.fullmatch(one) for one in texts) or sum(bool(one) for one in texts) < 2:
            return heads, number
        if texts[0] and ORDER.fullmatch(texts[0]) and not ORDER_HEAD.match(texts[0]):
            return heads, number
        if number and not _more_heading(heads[0], cells):
            return heads, number
        heads.append(cells)
    return heads[:1], min(1, len(heads))


def _more_heading(first: list[Plain], cells: list[Plain]) -> bool:
    """A second row of a heading names columns only: short cells, none that opens like a row."""
    ordered = bool(ORDER_HEAD.match(first[0].text))
    short = all(len(cell.text.split()) <= 16 for cell in cells)
    return ordered and short and not any(_is_datum(cell.text) for cell in cells)


def _is_datum(text: str) -> bool:
    """A cell with a number and few words; "Số xã không đạt trong 3 năm" names a column all the same."""
    return bool(re.search(r"\d", _YEARS.sub("", text))) and len(text.split()) < 5


def _is_index(cells: Sequence[Plain]) -> bool:
    full = [cell.text.replace(" ", "") for cell in cells if cell.text]
    numbers = [one for one in full if _INDEX.fullmatch(one)]
    return len(full) > 2 and len(numbers) == len(full) and len(set(numbers)) == len(numbers)


def _width(rows: Sequence[tuple[Node, list[Plain]]]) -> int:
    """Columns of a table: as many as its row of column numbers has, else its usual longest row."""
    for _, cells in rows[:4]:
        if _is_index(cells):
            return len(cells)
    counts = Counter(len(cells) for _, cells in rows)
    usual = [width for width, times in counts.items() if times > 1 or len(rows) < 5]
    return max(usual, default=0)


def _columns(heads: Sequence[list[Plain]], width: int) -> list[tuple[Plain, ...]]:
    if not heads:
        return []
    top = heads[0]
    if len(heads) == 1:
        return [(cell,) for cell in top]
    laid = _laid_out(top, heads[-1], width)
    return laid or [(cell,) for cell in top]


def _laid_out(top: list[Plain], below: list[Plain], width: int) -> list[tuple[Plain, ...]]:
    """Two rows of a heading as one: the cells that span others are those that do not stand alone."""
    spanning = len(top) + len(below) - width
    able = [at for at, cell in enumerate(top) if not _ALONE.search(cell.text)]
    if not 1 <= spanning <= len(able) or len(below) < 2 * spanning:
        return []
    chosen, share = able[:spanning], len(below) // spanning
    out: list[tuple[Plain, ...]] = []
    used = 0
    for at, cell in enumerate(top):
        if at not in chosen:
            out.append((cell,))
            continue
        take = share if at != chosen[-1] else len(below) - used
        out.extend((cell, below[used + step]) for step in range(take))
        used += take
    return out


def _placed(cells: Sequence[Plain], columns: Sequence[tuple[Plain, ...]]) -> tuple[Cell, ...]:
    """The cells under their columns; a row that leaves its number out stands one to the right."""
    shift = 0
    if columns and cells and ORDER_HEAD.match(columns[0][0].text) and not ORDER.fullmatch(cells[0].text):
        shift = 1
    units = [at for at, heads in enumerate(columns) if UNIT_HEAD.search(heads[-1].text.strip())]
    stated = [at for at, cell in enumerate(cells) if UNIT.fullmatch(cell.text.strip())]
    if units and stated and stated[0] <= units[0]:
        shift = units[0] - stated[0]
    return tuple(
        Cell(cell, columns[at + shift] if at + shift < len(columns) else ()) for at, cell in enumerate(cells)
    )


def _thousands(rows: Sequence[tuple[Node, list[Plain]]]) -> bool:
    texts = [cell.text for _, cells in rows for cell in cells]
    comma = sum(bool(re.fullmatch(r"\d{1,3}(?:,\d{3})+", one)) for one in texts)
    other = sum(bool(re.fullmatch(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+(?:,\d+)?|0,\d+", one)) for one in texts)
    return comma > 3 and not other
