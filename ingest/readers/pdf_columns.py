"""Letterheads and signatures of a page, whose two halves were drawn or recognised line by line.

"ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI …" above "HUYỆN AN BÌNH | Độc lập - …": the left half is read first,
then the right one, so that the organ's name is whole. Other text stays in its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.readers.pdf_lines import Line
from ingest.readers.tables import LAYOUT

_LEVEL = 0.6  # letter heights by which baselines of one visual line may differ
_APART = 3.5  # letter heights from which on two lines belong to different blocks

_Visual = list[Line]  # the lines of one height, one or two


def by_columns(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with each block of two columns in the order of its columns."""
    rows = list(_visual(lines))
    out: list[Line] = []
    at = 0
    while at < len(rows):
        end = _end(rows, at)
        block = [line for row in rows[at:end] for line in row]
        if end > at + 1 and any(LAYOUT.search(line.shown) for line in block):
            edge = min(row[1].left for row in rows[at:end] if len(row) == 2)
            left = [line for line in block if line.left < edge - 0.1 * line.size]
            out += left + [line for line in block if line not in left]
            at = end
        else:
            out += rows[at]
            at += 1
    return out


def _visual(lines: Sequence[Line]) -> Iterator[_Visual]:
    row: _Visual = []
    for line in lines:
        if row and not (len(row) == 1 and _beside(row[0], line)):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _beside(one: Line, other: Line) -> bool:
    level = abs(one.base - other.base) <= _LEVEL * max(one.size, other.size)
    return level and one.row is None and other.row is None and one.right < other.left


def _end(rows: Sequence[_Visual], start: int) -> int:
    """Where the block of two columns that begins at ``start`` ends; ``start`` itself where none does."""
    if len(rows[start]) != 2:
        return start
    low, high = rows[start][0].right, rows[start][1].left
    end = start
    for row in rows[start:]:
        if end > start and not _follows(rows[end - 1], row):
            break
        if len(row) == 2:
            low, high = max(low, row[0].right), min(high, row[1].left)
            if low >= high:
                break
        elif row[0].row is not None or (row[0].right > high) == (row[0].left < low):
            break
        end += 1
    # Below a letterhead a line alone is the title; only a list of recipients goes on under its heading.
    while end > start and len(rows[end - 1]) == 1 and not rows[end - 1][0].text.startswith(("-", "–", "+")):
        end -= 1
    return end


def _follows(last: _Visual, row: _Visual) -> bool:
    gap = min(line.base for line in last) - max(line.base for line in row)
    return 0 < gap < _APART * max(line.size for line in row)
