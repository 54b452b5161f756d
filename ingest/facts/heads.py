"""The heading of a table: one, two or three rows of cells, laid out again over the columns below.

A cell that spans several columns stands once. "Năm 2025 | Năm 2026" over "Kế hoạch | Ước thực hiện" makes
three columns; of three rows, "Trữ lượng | Công suất" over "2021 - 2030 | 2031 - 2050" over six units makes
six: the periods part one of the two, and each part has as many units as the other cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.facts.cells import NUMERAL, ORDER, ORDER_HEAD, is_amount, is_order, states_amount
from ingest.facts.merged import are_years, heading_by_place
from ingest.facts.placing import Columns
from ingest.facts.plain import Plain

_INDEX = re.compile(r"\(?(?:\d{1,2}[a-z]?|[A-Z])\)?(?:\s?=.*)?")
_PERIOD = re.compile(r"(?:(?:Giai đoạn|Năm)\s)?(?:19|20)\d\d(?:\s?[-–÷]\s?(?:19|20)\d\d)?", re.IGNORECASE)
_ALONE = re.compile(
    r"stt|tt\b|đơn vị|đvt|nội dung|tên|ghi chú|cơ quan|địa phương|chỉ tiêu$|mặt hàng|tiêu chí|mã\b",
    re.IGNORECASE,
)
_SPANS = re.compile(
    r"kết quả|trong đó|chia ra|bao gồm|chênh lệch|năm (?:[^\W\d]+ ){0,3}(?:19|20)\d\d|so sánh|dự kiến|"
    r"kế hoạch|dự toán",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\([^()]{1,24}\)$")  # a heading with its unit heads one column
_DEEPEST = 4  # rows that a heading may take


def heading(rows: Sequence[list[Plain]], widths: Sequence[int] = ()) -> tuple[Columns, int]:
    """The headings of the columns, and how many rows come before the body.

    ``widths`` are the cells of each row with the empty ones at its end, which ``rows`` leave out.
    """
    if not rows or not _heads(rows[0]):
        return [], 0
    by_place, taken = heading_by_place(rows)
    if by_place:
        return by_place, taken + (taken < len(rows) and is_index(rows[taken]))
    columns: Columns = [(cell,) for cell in rows[0]]
    lower = [_bare(row) for row in rows[1:_DEEPEST]]
    taken = 1
    if lower and _is_lower(lower[0]):
        for width in _widths(rows, widths):
            if taken == 1 and len(columns) < width:
                columns, taken = _laid_out(columns, lower, width)
    if taken < min(len(rows), _DEEPEST) and is_index(rows[taken]):
        taken += 1
    return columns, taken


def is_index(cells: Sequence[Plain]) -> bool:
    """Whether a row only numbers the columns: "(1) | (2) | (3) = (1) + (2)"."""
    full = [cell.text.replace(" ", "") for cell in cells if cell.text]
    numbers = [one for one in full if _INDEX.fullmatch(one)]
    return len(full) > 2 and len(numbers) == len(full) and len(set(numbers)) == len(numbers)


def _heads(cells: Sequence[Plain]) -> bool:
    """Whether a row may be the first of a heading."""
    texts = [cell.text for cell in cells]
    opens = bool(texts[0]) and ORDER.fullmatch(texts[0]) and not ORDER_HEAD.match(texts[0])
    if opens or sum(map(bool, texts)) < 2:
        return False
    return are_years(texts) or not any(NUMERAL.fullmatch(one) for one in texts)


def _is_lower(cells: Sequence[Plain]) -> bool:
    """Whether a row may go on with the heading: it has no number of a row and no amount."""
    return bool(cells) and not is_order(cells[0].text) and not any(map(_states, cells))


def _states(cell: Plain) -> bool:
    return states_amount(cell.text) and not _PERIOD.fullmatch(cell.text.strip())


def _bare(cells: list[Plain]) -> list[Plain]:
    while cells and not cells[-1].text:
        cells = cells[:-1]
    return cells


def _widths(rows: Sequence[list[Plain]], widths: Sequence[int]) -> list[int]:
    """How many columns a table likely has: as many as its row of column numbers or most of its rows with
    figures have; where its rows are numbered and count, else as many as they have with their empty cells."""
    numbered = max((len(cells) for cells in rows[:_DEEPEST] if is_index(cells)), default=0)
    counts = Counter(len(cells) for cells in rows[1:] if any(is_amount(one.text) for one in cells[1:]))
    usual = [width for width, times in counts.items() if times > 1 or len(rows) < 5]
    counting = ORDER_HEAD.match(rows[0][0].text) and any(
        NUMERAL.fullmatch(one.text) for row in rows for one in row[1:]
    )
    padded = Counter(widths[1:] if counting else ())
    return [max([*usual, numbered]), max((width for width, times in padded.items() if times > 1), default=0)]


def _laid_out(top: Columns, lower: Sequence[list[Plain]], width: int) -> tuple[Columns, int]:
    """The heading with the rows below it that it takes, and how many rows that makes."""
    two = _over(top, lower[0], width)
    if two:
        same = len(lower) > 1 and len(lower[1]) == len(lower[0]) and _period(lower[1]) < len(lower[1])
        return (_each(two, lower[1], top), 3) if same and _is_lower(lower[1]) else (two, 2)
    if len(lower) > 1 and _is_lower(lower[1]) and (three := _over_both(top, lower[0], lower[1], width)):
        return three, 3
    return top, 1


def _over(top: Columns, below: list[Plain], width: int) -> Columns:
    """Two rows of a heading as one: cells of the upper row that likely span others take the lower's."""
    spanning = len(top) + len(below) - width
    if not 1 <= spanning <= len(top) or len(below) < 2 * spanning:
        return []
    share = len(below) // spanning
    sizes = [share] * (spanning - 1) + [len(below) - share * (spanning - 1)]
    parts: list[Columns] = [[(one,) for one in part] for part in _cut(below, sizes)]
    return _put(top, dict(zip(_spanning(top, spanning), parts, strict=True)))


def _over_both(top: Columns, middle: list[Plain], last: list[Plain], width: int) -> Columns:
    """Three rows as one: ``middle`` parts some cells that span ``last``, the others reach down to it."""
    spanning = len(top) + len(last) - width
    parted = len(middle) // _period(middle)
    groups = len(middle) + spanning - parted
    if not 1 <= parted <= spanning <= len(top) or len(last) % groups:
        return []
    parts = _cut(last, [len(last) // groups] * groups)
    each = len(middle) // parted
    first = _first_parted(parts, spanning - parted, parted, each)
    below: dict[int, Columns] = {}
    for number, at in enumerate(_spanning(top, spanning)):
        if first <= number < first + parted:
            heads, middle = middle[:each], middle[each:]
            below[at] = [(head, one) for head, part in zip(heads, parts, strict=False) for one in part]
            parts = parts[each:]
        else:
            below[at] = [(one,) for one in parts[0]]
            parts = parts[1:]
    return _put(top, below)


def _first_parted(parts: Sequence[list[Plain]], last: int, parted: int, each: int) -> int:
    """The first of the cells that are parted: what is parted has the same below each part."""
    for first in range(last, -1, -1):
        own = [parts[first + each * step : first + each * (step + 1)] for step in range(parted)]
        if all(_texts(one) == _texts(group[0]) for group in own for one in group):
            return first
    return last


def _each(columns: Columns, below: list[Plain], was: Columns) -> Columns:
    """The columns with a third heading below each of those that the second row made."""
    more = iter(below)
    return [heads if heads in was else (*heads, next(more)) for heads in columns]


def _put(top: Columns, below: Mapping[int, Columns]) -> Columns:
    out: Columns = []
    for at, heads in enumerate(top):
        out.extend((*heads, *lower) for lower in below.get(at, [()]))
    return out


def _cut(cells: Sequence[Plain], sizes: Sequence[int]) -> list[list[Plain]]:
    rest = iter(cells)
    return [[next(rest) for _ in range(size)] for size in sizes]


def _texts(cells: Sequence[Plain]) -> list[str]:
    return [cell.text for cell in cells]


def _period(cells: Sequence[Plain]) -> int:
    """After how many cells they say the same again: 2 of "Kế hoạch | Thực hiện | Kế hoạch | Thực hiện"."""
    texts = _texts(cells)
    able = (size for size in range(1, len(texts)) if len(texts) % size == 0)
    return next((size for size in able if texts == texts[:size] * (len(texts) // size)), len(texts))


def _spanning(top: Columns, count: int) -> list[int]:
    """The cells of a heading that most likely span others, in their order."""
    return sorted(sorted(range(len(top)), key=lambda at: _spans(top, at), reverse=True)[:count])


def _spans(top: Columns, at: int) -> tuple[float, int]:
    """How likely a heading spans columns: one of years or parts does, one that names rows never."""
    text = top[at][-1].text
    if _ALONE.match(text):
        return -1, -at
    sure = 1 + bool(_SPANS.search(text)) - (at == 0) - ("%" in text)
    return sure - 0.5 * bool(_UNIT.search(text)), -at
