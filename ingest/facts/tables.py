"""Tables as rows of cells, each cell with the column heading above it.

Rows come fenced by lines that hold only "|", or as one line ``Dịch vụ | 22,2% | 30,6%``. A heading of
two rows is laid out again: "Năm 2025 | Năm 2026" over "Kế hoạch | Ước thực hiện" makes three columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.facts.cells import NUMERAL, ORDER, ORDER_HEAD, Cell, Row, is_amount, is_order, states_amount
from ingest.facts.fences import read_tables
from ingest.facts.placing import Columns, Places
from ingest.facts.plain import Plain
from ingest.nodes import Outline

_INDEX = re.compile(r"\(?(?:\d{1,2}[a-z]?|[A-Z])\)?(?:\s?=.*)?")
_ALONE = re.compile(
    r"stt|tt\b|đơn vị|đvt|nội dung|tên|ghi chú|cơ quan|địa phương|chỉ tiêu$|mặt hàng|tiêu chí|mã\b",
    re.IGNORECASE,
)
_SPANS = re.compile(
    r"kết quả|trong đó|chia ra|bao gồm|chênh lệch|năm (?:[^\W\d]+ ){0,3}(?:19|20)\d\d|so sánh|dự kiến|"
    r"kế hoạch|dự toán",
    re.IGNORECASE,
)


def tables_of(text: str, plan: Outline) -> tuple[list[Row], frozenset[int]]:
    """The rows of all tables of a text, headings left out, and the offsets of lines that are cells."""
    tables, covered = read_tables(text, plan)
    rows: list[Row] = []
    for table in tables:
        lines = [cells for _, cells in table.rows]
        columns, body = _heading(lines)
        thousands = _thousands(lines[body:])
        places = Places.of(columns, lines[body:])
        above: Row | None = None
        groups: dict[str, Row] = {}
        for node, cells in table.rows[body:]:
            if _is_index(cells):
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


def _heading(rows: Sequence[list[Plain]]) -> tuple[Columns, int]:
    """The headings of the columns, and how many rows come before the body."""
    width = _width(rows)
    columns: Columns = []
    for number, cells in enumerate(rows[:4]):
        texts = [cell.text for cell in cells]
        if number and _is_index(cells):
            return columns, number + 1
        laid = _laid_out(columns, cells, width) if number and len(columns) < width else []
        if laid and not is_order(texts[0]) and not any(states_amount(text) for text in texts):
            columns = laid
            continue
        opens = bool(texts[0]) and ORDER.fullmatch(texts[0]) and not ORDER_HEAD.match(texts[0])
        few = sum(bool(one) for one in texts) < 2
        if number or opens or few or any(NUMERAL.fullmatch(one) for one in texts):
            return columns, number
        columns = [(cell,) for cell in cells]
    return columns, min(len(rows), 4)


def _is_index(cells: Sequence[Plain]) -> bool:
    full = [cell.text.replace(" ", "") for cell in cells if cell.text]
    numbers = [one for one in full if _INDEX.fullmatch(one)]
    return len(full) > 2 and len(numbers) == len(full) and len(set(numbers)) == len(numbers)


def _width(rows: Sequence[list[Plain]]) -> int:
    """Columns of a table: as many as its row of column numbers or most of its rows with figures have."""
    numbered = max((len(cells) for cells in rows[:4] if _is_index(cells)), default=0)
    counts = Counter(len(cells) for cells in rows[1:] if any(is_amount(one.text) for one in cells[1:]))
    usual = [width for width, times in counts.items() if times > 1 or len(rows) < 5]
    return max([*usual, numbered])


def _laid_out(top: Columns, below: list[Plain], width: int) -> Columns:
    """Two rows of a heading as one: cells of the upper row that likely span others take the lower's."""
    while below and not below[-1].text:
        below = below[:-1]
    spanning = len(top) + len(below) - width
    if not 1 <= spanning <= len(top) or len(below) < 2 * spanning:
        return []
    chosen = sorted(sorted(range(len(top)), key=lambda at: _spans(top, at), reverse=True)[:spanning])
    share, used = len(below) // spanning, 0
    out: Columns = []
    for at, heads in enumerate(top):
        if at not in chosen:
            out.append(heads)
            continue
        take = share if at != chosen[-1] else len(below) - used
        out.extend((*heads, below[used + step]) for step in range(take))
        used += take
    return out


def _spans(top: Columns, at: int) -> tuple[int, int]:
    """How likely a heading spans columns: one of years or parts does, one that names rows never."""
    text = top[at][-1].text
    if _ALONE.match(text):
        return -1, -at
    return 1 + bool(_SPANS.search(text)) - (at == 0) - ("%" in text), -at


def _thousands(rows: Sequence[list[Plain]]) -> bool:
    texts = [cell.text for cells in rows for cell in cells]
    comma = sum(bool(re.fullmatch(r"\d{1,3}(?:,\d{3})+", one)) for one in texts)
    other = sum(bool(re.fullmatch(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+(?:,\d+)?|0,\d+", one)) for one in texts)
    return comma > 3 and not other
