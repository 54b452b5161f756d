"""Tables as rows of cells, each cell with the column heading above it.

Rows come fenced by lines that hold only "|", or as one line ``Dịch vụ | 22,2% | 30,6%``. A heading of
two rows is laid out again: "Năm 2025 | Năm 2026" over "Kế hoạch | Ước thực hiện" makes three columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.cells import Cell, Row, is_amount, is_order
from ingest.facts.fences import read_tables
from ingest.facts.heads import heading, is_index
from ingest.facts.merged import carried
from ingest.facts.placing import Columns, Places
from ingest.facts.plain import Plain
from ingest.nodes import Outline

_NUMBER = re.compile(r"[\d.]*")  # that a name opens with
_LONGEST = 80  # words of a row that names those below it


def tables_of(text: str, plan: Outline) -> tuple[list[Row], frozenset[int]]:
    """The rows of all tables of a text, headings left out, and the offsets of lines that are cells."""
    tables, covered = read_tables(text, plan)
    rows: list[Row] = []
    for table in tables:
        lines = [cells for _, cells in table.rows]
        columns, body = heading(lines, table.widths)
        table.rows[body:] = carried(table.rows[body:])
        lines[body:] = [cells for _, cells in table.rows[body:]]
        thousands = _thousands(lines[body:])
        places = Places.of(columns, lines[body:])
        above: Row | None = None
        groups: dict[str, Row] = {}
        over: tuple[tuple[Cell, str], ...] = ()
        for node, cells in table.rows[body:]:
            if is_index(cells):
                continue
            placed, spanning = places.put(cells)
            spanning = spanning or _group(placed, groups)
            if (name := _names_group(placed, columns)) is not None:
                number = _order(placed) or _number(name.text)
                over = (*(one for one in over if number.startswith(f"{one[1]}.")), (name, number))
            row = Row(node, placed, table.caption, thousands, above, spanning, tuple(one for one, _ in over))
            if not any(is_amount(cell.text) for cell in placed[1:]):
                groups[_order(placed)] = row
            rows.append(row)
            above = above if spanning or row.divides else row
    return rows, frozenset(covered)


def _group(cells: Sequence[Cell], groups: dict[str, Row]) -> Cell | None:
    """What names the rows numbered below a row without amounts: 1.1 and 1.2 under 1."""
    number = _order(cells).rpartition(".")[0]
    whole = groups.get(number) if number else None
    return whole.name if whole else None


def _order(cells: Sequence[Cell]) -> str:
    """The number of a row in a cell of its own."""
    return cells[0].text.strip(" .)") if cells and is_order(cells[0].text) else ""


def _number(text: str) -> str:
    """The number that a name opens with: "2.1" of "2.1. Trường hợp …"."""
    opens = _NUMBER.match(text)
    return opens[0].strip(".") if opens else ""


def _names_group(cells: Sequence[Cell], columns: Columns) -> Cell | None:
    """What a row says that only names the rows below it: "3.2 | Các dự án cấp mới"."""
    full = [cell for at, cell in enumerate(cells) if cell.text and (at or not is_order(cell.text))]
    if len(columns) < 3 or len(full) != 1 or "\n" in full[0].text or is_amount(full[0].text):
        return None
    return full[0] if 0 < len(full[0].text.split()) <= _LONGEST else None


def _thousands(rows: Sequence[list[Plain]]) -> bool:
    texts = [cell.text for cells in rows for cell in cells]
    comma = sum(bool(re.fullmatch(r"\d{1,3}(?:,\d{3})+", one)) for one in texts)
    other = sum(bool(re.fullmatch(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+(?:,\d+)?|0,\d+", one)) for one in texts)
    return comma > 3 and not other
