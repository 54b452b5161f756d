"""Tables as rows of cells, each cell with the column heading above it.

Rows come fenced by lines that hold only "|", or as one line ``Dịch vụ | 22,2% | 30,6%``. A heading of
two rows is laid out again: "Năm 2025 | Năm 2026" over "Kế hoạch | Ước thực hiện" makes three columns.
"""

from __future__ import annotations

import re
from collections import Counter
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.facts.plain import Plain, lined, plain
from ingest.lines import Line
from ingest.nodes import Node, Outline

_FENCE = re.compile(r"(?<!\S)\|(?!\S)")
_WORD = re.compile(r"[^\W_]+")
_ORDER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]+|[A-Za-zđ])\)?[.)]?|[-+•*–]|")
_ORDER_HEAD = re.compile(
    r"(?:stt|s\s?tt|tt|số tt|(?:số )?thứ tự(?: công việc)?|các bước(?: công việc)?|bước(?: thực hiện| công việc)?|mã hiệu)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:Bước|B)\s?\d+[a-z]?|\W*")
NUMERAL = re.compile(
    r"[-+~<>≥≤]?\s?(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,4}(?:,\d+|\.\d{1,2})?|\d{1,3}(?:,\d{3})+)\s?(?P<share>%?)"
)
UNIT = re.compile(
    r"%|‰|(?:nghìn |ngàn |triệu |tỷ |trăm )?(?:tỷ )?(?:đồng|USD|VNĐ)(?:\s?/.*)?|(?:nghìn|triệu|tỷ) ?\w*|(?:km|m|ha|kg|tấn|MW|"
    r"kWh|lít|cm|mm|người|hộ|xã|ngày(?: làm việc)?|giờ(?: làm việc)?|tháng|năm|lần|điểm|xe|bộ|cái|ca|công|chỉ tiêu)(?:[²³23]|\s?/.*)?",
    re.IGNORECASE,
)
UNIT_HEAD = re.compile(r"^(?:đơn vị(?: tính)?|đvt)$", re.IGNORECASE)
_NAMES = re.compile(
    r"nội dung|^tên|chỉ tiêu|hạng mục|danh mục|tiêu chí|tên gọi|nhiệm vụ|lĩnh vực|sản phẩm|mặt hàng",
    re.IGNORECASE,
)
_NEVER_NAMES = re.compile(r"đơn vị(?: tính)?$|^mã|ghi chú|số hiệu", re.IGNORECASE)
_INDEX = re.compile(r"\(?(?:\d{1,2}[a-z]?|[A-Z])\)?(?:\s?=.*)?")
_ALONE = re.compile(
    r"stt|tt\b|đơn vị|đvt|nội dung|tên|ghi chú|tỷ lệ|cơ quan|địa phương|chỉ tiêu$", re.IGNORECASE
)
_CAPTION = re.compile(
    r"\W*(?:Biểu|Phụ lục|Bảng|Đơn vị(?: tính)?\s*:|ĐVT|\(?Kèm theo|\(?Ban hành kèm|Mẫu|Quy trình|\d+\. Quy trình)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\w.])(?:19|20)\d\d(?!\w)")
_EMPTY = Plain("", array("L"))
_NEAR = 300  # characters before a table in which its caption stands


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it reads, and where; ``heads`` are the cells of the heading above it, outermost first."""

    plain: Plain
    heads: tuple[Plain, ...] = ()

    @property
    def text(self) -> str:
        return self.plain.text

    @property
    def heading(self) -> str:
        return " ".join(head.text for head in self.heads)


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the heading; ``caption`` is the text before its table."""

    node: Node
    cells: tuple[Cell, ...]
    caption: str
    thousands: bool = False  # its table writes 24,063 for 24.063

    @property
    def name(self) -> Cell | None:
        """The cell that says what the row is of: under a heading that says so, else the first with words."""
        able = [cell for cell in self.cells if _is_name(cell)]
        return next((cell for cell in able if _NAMES.search(cell.heading)), able[0] if able else None)


def _is_name(cell: Cell) -> bool:
    bare = cell.text.strip()
    if _ORDER.fullmatch(bare) or _STEP.fullmatch(bare) or NUMERAL.fullmatch(bare) or UNIT.fullmatch(bare):
        return False
    return bool(_WORD.search(bare)) and not _NEVER_NAMES.search(cell.heading)


@dataclass(slots=True)
class _Table:
    caption: str
    rows: list[tuple[Node, list[Plain]]] = field(default_factory=list)


def tables_of(text: str, plan: Outline) -> tuple[list[Row], frozenset[int]]:
    """The rows of all tables of a text, headings left out, and the offsets of lines that are cells."""
    reader = _Reader(text, plan)
    rows: list[Row] = []
    for table in reader.read():
        heads, body = _parted([cells for _, cells in table.rows])
        columns = _columns(heads, _width(table.rows))
        thousands = _thousands(table.rows[body:])
        rows.extend(
            Row(node, _placed(cells, columns), table.caption, thousands)
            for node, cells in table.rows[body:]
            if not _is_index(cells)
        )
    return rows, frozenset(reader.covered)


class _Reader:
    """Collects cells line by line; ``gap`` counts the fences since the last one."""

    def __init__(self, text: str, plan: Outline) -> None:
        self.text = text
        self.lines = list(zip(plan.lines, plan.owner, strict=True))
        self.covered: set[int] = set()
        self.tables: list[_Table] = []
        self.row: list[Plain] = []
        self.node: Node | None = None
        self.caption = ""
        self.open = False

    def read(self) -> list[_Table]:
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
        if _ORDER_HEAD.fullmatch(part.text.strip(" :.")):
            self.close()
        if starts and not (self.row and self.goes_on(part.text)):
            self.end_row()
        elif gap > 1:
            self.row += [_EMPTY] * (gap - 1)
        self.open = True
        self.node = self.node or lines[0][1]
        self.row.append(part)
        self.covered.update(line.start for line, _ in lines)

    def goes_on(self, text: str) -> bool:
        """A number without a row of its own stands in the row before, after empty cells."""
        numeral = NUMERAL.fullmatch(text) and not _ORDER.fullmatch(text)
        return bool(numeral) and any(len(_WORD.findall(cell.text)) > 1 for cell in self.row)

    def end_row(self) -> None:
        if self.row and self.node:
            if not self.tables:
                self.tables.append(_Table(self.caption))
            self.tables[-1].rows.append((self.node, self.row))
        self.row, self.node = [], None

    def close(self) -> None:
        self.end_row()
        if self.open:
            self.tables.append(_Table(self.caption))
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
    return out[1:] if len(out) > 1 and not out[0].text and text[start] == "|" else out


def _parted(rows: Sequence[list[Plain]]) -> tuple[list[list[Plain]], int]:
    """The rows of the heading, and how many rows come before the body."""
    heads: list[list[Plain]] = []
    for number, cells in enumerate(rows[:4]):
        texts = [cell.text for cell in cells]
        if number and _is_index(cells):
            return heads, number + 1
        if any(NUMERAL.fullmatch(one) for one in texts) or sum(bool(one) for one in texts) < 2:
            return heads, number
        if texts[0] and _ORDER.fullmatch(texts[0]) and not _ORDER_HEAD.match(texts[0]):
            return heads, number
        if number and not _more_heading(heads[0], cells):
            return heads, number
        heads.append(cells)
    return heads[:1], min(1, len(heads))


def _more_heading(first: list[Plain], cells: list[Plain]) -> bool:
    """A second row of a heading names columns only: short cells, none that opens like a row."""
    ordered = bool(_ORDER_HEAD.match(first[0].text))
    short = all(len(cell.text.split()) <= 16 for cell in cells)
    return ordered and short and not any(re.search(r"\d", _YEARS.sub("", cell.text)) for cell in cells)


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
    if columns and cells and _ORDER_HEAD.match(columns[0][0].text) and not _ORDER.fullmatch(cells[0].text):
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
