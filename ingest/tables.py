"""Table rows in texts whose cells are fenced by lines that hold only "|".

A row is ``| cell | cell |`` with each "|" on a line of its own, two of them between rows. Nothing
says where a table ends: text after the last fence looks like one more cell. What tells them apart
is the number of cells of the rows around, and words that never stand inside a data table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.markers import marker_of

if TYPE_CHECKING:
    from ingest.lines import Line

REACH = 2_500  # characters that a cell may hold where nothing else bounds it

_OUTSIDE = re.compile(
    r"(?:Căn cứ |Kính gửi|QUYẾT ĐỊNH|NGHỊ QUYẾT|KẾ HOẠCH|THÔNG BÁO|THÔNG TƯ|NGHỊ ĐỊNH|CHỈ THỊ|CÔNG ĐIỆN)"
)
_FIXED = re.compile(
    r"(?:Kính gửi|Nơi nhận|Độc lập|Số\s*:|ĐẢNG CỘNG SẢN|CỘNG H|.{0,40}ngày\s*\d{1,2}\s*tháng|Số \d|"
    r"Independence|Hanoi)"
)


@dataclass(slots=True)
class _Run:
    """Fences in a row, or the lines between two fences."""

    fence: bool
    lines: list[Line]

    @property
    def reach(self) -> int:
        return self.lines[-1].end - self.lines[0].start


def numbered_rows(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """``lines`` with their table row; fences lose their text, so that they read as nothing."""
    runs = list(_runs(text, lines))
    sizes = _sizes(runs)
    row, cells, width, inside, fixed = 0, 0, 0, False, False
    for index, run in enumerate(runs):
        if run.fence:
            for fence in run.lines:
                if not inside or (fence is not run.lines[0]) or (cells == 0):
                    width = max(width, cells) if inside else 0
                    row, cells, fixed = row + 1, 0, False
                inside = True
                yield replace(fence, text="", row=row)
            continue
        if inside and _leaves(runs, index, cells, width, fixed, sizes):
            inside = False
        cells += 1
        fixed = fixed or any(_FIXED.match(line.text) for line in run.lines)
        for line in run.lines:
            whole = text[line.start] == "|" and text.count("|", line.start, line.end) >= 2
            row += whole
            yield replace(line, row=row if inside or whole else 0)


def _runs(text: str, lines: Sequence[Line]) -> Iterator[_Run]:
    group: list[Line] = []
    fence = False
    for line in lines:
        bar = text[line.start : line.end] == "|"
        if group and bar != fence:
            yield _Run(fence, group)
            group = []
        fence = bar
        group.append(line)
    if group:
        yield _Run(fence, group)


def _sizes(runs: Sequence[_Run]) -> list[tuple[int, int, int]]:
    """For each run the number of cells in its chunk between double fences, and in the chunks beside it."""
    chunk_of, counts, chunk = [], [0], 0
    for run in runs:
        if run.fence and len(run.lines) > 1:
            chunk += 1
            counts.append(0)
        elif not run.fence:
            counts[chunk] += 1
        chunk_of.append(chunk)
    padded = [0, *counts, 0]
    return [(padded[chunk + 1], padded[chunk], padded[chunk + 2]) for chunk in chunk_of]


def _leaves(
    runs: Sequence[_Run],
    index: int,
    cells: int,
    width: int,
    fixed: bool,
    sizes: Sequence[tuple[int, int, int]],
) -> bool:
    """The text ``runs[index]`` after a fence stands outside the table."""
    run = runs[index]
    if index + 1 == len(runs) or (run.reach > REACH and len(run.lines) > 3):
        return True
    first = run.lines[0].text
    marker = marker_of(first)
    strong = marker is not None and marker.style in ("phần", "chương", "điều", "phụ lục")
    if strong and (run.lines[0].bold or cells == 0):
        return True
    if cells >= 2 and fixed and first[:8].isupper() and _OUTSIDE.match(first):
        return True
    own, before, after = sizes[index]
    if cells and own > 1 and own in (before, after) and own <= max(width, before, after):
        return False
    if _OUTSIDE.match(first) or strong:
        return not (cells == 0 and first.startswith("Kính gửi"))
    if cells >= 2 and fixed:
        return True
    return width >= 2 and cells >= width and own > width
