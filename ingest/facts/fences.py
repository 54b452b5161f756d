"""Rows of cells out of fences: lines that hold only "|", or lines that hold a whole row."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.facts.cells import NUMERAL, ORDER, ORDER_HEAD, WORD, states_amount
from ingest.facts.plain import Plain, lined, plain
from ingest.lines import Line
from ingest.nodes import Node, Outline

_FENCE = re.compile(r"(?<!\S)\|(?!\S)")
_CAPTION = re.compile(
    r"\W*(?:Biểu|Phụ lục|Bảng|Đơn vị(?: tính)?\s*:|ĐVT|\(?Kèm theo|\(?Ban hành kèm|Mẫu|Quy trình|"
    r"\d+\. Quy trình)",
    re.IGNORECASE,
)
_EMPTY = Plain("", array("L"))
_LEADS = 5  # words of a line that leads to a table
_NEAR = 300  # characters before a table in which its caption stands


@dataclass(slots=True)
class Table:
    """Rows of cells; ``widths`` says of each how many it has with the empty ones at its end."""

    caption: str
    rows: list[tuple[Node, list[Plain]]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)


def read_tables(text: str, plan: Outline) -> tuple[list[Table], set[int]]:
    """The tables of a text, their headings still rows, and the offsets of the lines that are cells."""
    reader = _Reader(text, plan)
    return reader.read(), reader.covered


class _Reader:
    """Collects cells line by line; ``gap`` counts the fences since the last one."""

    def __init__(self, text: str, plan: Outline) -> None:
        self.text = text
        self.lines = list(zip(plan.lines, plan.owner, strict=True))
        self.covered: set[int] = set()
        self.tables: list[Table] = []
        self.row: list[Plain] = []
        self.last: list[tuple[Line | None, Node]] = []
        self.node: Node | None = None
        self.caption = ""
        self.open = False

    def read(self) -> list[Table]:
        gap = 0
        for run in self.runs():
            if run[0][0] is None:
                gap = len(run)
            elif gap and self.is_cell(run, gap):
                self.cell(run, gap)
                gap = 0
            else:
                self.close()
                self.loose(run)
                gap = 0
        self.close()
        return [table for table in self.tables if table.rows]

    def runs(self) -> Iterator[list[tuple[Line | None, Node]]]:
        """Fences one after the other, or the lines between two fences."""
        group: list[tuple[Line | None, Node]] = []
        for line, node in self.lines:
            fence = self.text[line.start : line.end] == "|"
            if group and (group[-1][0] is None) != fence:
                yield group
                group = []
            group.append((None if fence else line, node))
        if group:
            yield group

    def is_cell(self, run: list[tuple[Line | None, Node]], gap: int) -> bool:
        words = sum(len(line.text.split()) for line, _ in run if line)
        within = gap == 1 and bool(self.row)
        return words <= (60 if within else 12) or any(line.row for line, _ in run if line)

    def cell(self, run: list[tuple[Line | None, Node]], gap: int) -> None:
        lines = [(line, node) for line, node in run if line is not None]
        part = lined([plain(self.text, line.start, line.end) for line, _ in lines if line.text])
        starts = gap > 1 or not self.row
        captioned = _CAPTION.match(part.text) if starts or len(lines) > 2 else None
        if captioned or (starts and len(lines) > 2 and _CAPTION.search(part.text)):
            self.close()
            self.loose(run)
            return
        if ORDER_HEAD.fullmatch(part.text.strip(" :.")):
            self.lead_in()
            self.close()
        if starts and not (self.row and self.goes_on(part.text)):
            self.end_row(gap - 2)
        elif gap > 1:
            self.row += [_EMPTY] * (gap - 1)
        self.open = True
        self.node = self.node or lines[0][1]
        self.row.append(part)
        self.covered.update(line.start for line, _ in lines)
        self.last = run

    def lead_in(self) -> None:
        """Text between the last row of a table and the first cell of the next is no cell: it leads it in."""
        goes_on = self.row and self.tables and self.tables[-1].rows
        if not goes_on or len(WORD.findall(self.row[-1].text)) < _LEADS:
            return
        self.row.pop()
        self.covered.difference_update(line.start for line, _ in self.last if line)
        self.close()
        self.loose(self.last)

    def goes_on(self, text: str) -> bool:
        """A number without a row of its own stands in the row before, after empty cells; so does the time
        that a row of a total comes to."""
        if states_amount(text) and len(self.row) == 1 and self.row[0].text.startswith(("Tổng", "Cộng")):
            return True
        numeral = NUMERAL.fullmatch(text) and not ORDER.fullmatch(text)
        return bool(numeral) and any(len(WORD.findall(cell.text)) > 1 for cell in self.row)

    def end_row(self, empty: int = 0) -> None:
        """The row is whole; ``empty`` cells at its end have nothing in them."""
        if self.row and self.node:
            if not self.tables:
                self.tables.append(Table(self.caption))
            self.tables[-1].rows.append((self.node, self.row))
            self.tables[-1].widths.append(len(self.row) + max(0, empty))
        self.row, self.node = [], None

    def close(self) -> None:
        self.end_row()
        if self.open:
            self.tables.append(Table(self.caption))
        self.open = False

    def loose(self, run: list[tuple[Line | None, Node]]) -> None:
        """Lines outside fences: a caption, or rows of one line."""
        for line, node in run:
            if line is None:
                continue
            cut = _cut(self.text, line.start, line.end) if " | " in line.text or line.row else []
            if len(cut) > 1:
                self.row, self.node, self.open = cut, node, True
                self.covered.add(line.start)
                self.end_row()
            else:
                self.close()
                self.caption = f"{self.caption}\n{line.text}"[-_NEAR:]
                if self.tables and not self.tables[-1].rows:
                    self.tables[-1].caption = self.caption


def _cut(text: str, start: int, end: int) -> list[Plain]:
    """Cells of a line that holds a whole row."""
    out, at = [], start
    for fence in [*_FENCE.finditer(text, start, end), None]:
        stop = fence.start() if fence else end
        out.append(plain(text, at, stop))
        at = fence.end() if fence else end
    while out and not out[-1].text:
        out.pop()
    # A bar at both ends is Markdown; at the beginning alone it stands behind an empty cell.
    closed = text[start:end].rstrip().endswith("|")
    return out[1:] if closed and len(out) > 1 and not out[0].text and text[start] == "|" else out
