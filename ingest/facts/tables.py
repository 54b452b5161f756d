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
from ingest.facts.placing import Places
from ingest.facts.plain import Plain
from ingest.nodes import Outline


def tables_of(text: str, plan: Outline) -> tuple[list[Row], frozenset[int]]:
    """The rows of all tables of a text, headings left out, and the offsets of lines that are cells."""
    tables, covered = read_tables(text, plan)
    rows: list[Row] = []
    for table in tables:
        lines = [cells for _, cells in table.rows]
        columns, body = heading(lines, table.widths)
        thousands = _thousands(lines[body:])
        places = Places.of(columns, lines[body:])
        above: Row | None = None
        groups: dict[str, Row] = {}
        for node, cells in table.rows[body:]:
            if is_index(cells):
                continue
            placed, spanning = places.put(cells)
            spanning = spanning or _group(placed, groups)
            row = Row(node, placed, table.caption, thousands, above, spanning)
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
    return cells[0].text.strip(" .)") if cells and is_order(cells[0].text) else ""


def _thousands(rows: Sequence[list[Plain]]) -> bool:
    texts = [cell.text for cells in rows for cell in cells]
    comma = sum(bool(re.fullmatch(r"\d{1,3}(?:,\d{3})+", one)) for one in texts)
    other = sum(bool(re.fullmatch(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+(?:,\d+)?|0,\d+", one)) for one in texts)
    return comma > 3 and not other
