"""A cell, a row, and what cells hold: numerals, units, the order of the row, its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.plain import Plain
from ingest.nodes import Node

WORD = re.compile(r"[^\W_]+")
ORDER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]+|[A-Za-zđ])\)?[.)]?|[-+•*–]|")
ORDER_HEAD = re.compile(
    r"(?:stt|s\s?tt|tt|số tt|(?:số )?thứ tự(?: công việc)?|các bước(?: công việc)?|bước(?: thực hiện|"
    r" công việc)?|mã hiệu)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:Bước|B)\s?\d+[a-z]?|\W*")
NUMERAL = re.compile(
    r"[-+~<>≥≤]?\s?(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,4}(?:,\d+|\.\d{1,2})?|"
    r"\d{1,3}(?:,\d{3})+)\s?(?P<share>%?)"
)
UNIT = re.compile(
    r"%|‰|(?:nghìn |ngàn |triệu |tỷ |trăm )?(?:tỷ )?(?:đồng|USD|VNĐ)(?:\s?/.*)?|(?:nghìn|triệu|tỷ) ?\w*|"
    r"(?:km|m|ha|kg|tấn|MW|"
    r"kWh|lít|cm|mm|người|hộ|xã|ngày(?: làm việc)?|giờ(?: làm việc)?|tháng|năm|lần|điểm|xe|bộ|cái|ca|công|"
    r"chỉ tiêu)(?:[²³23]|\s?/.*)?",
    re.IGNORECASE,
)
UNIT_HEAD = re.compile(r"^(?:đơn vị(?: tính)?|đvt)$", re.IGNORECASE)
_NAMES = re.compile(
    r"nội dung|^tên|chỉ tiêu|hạng mục|danh mục|tiêu chí|tên gọi|nhiệm vụ|lĩnh vực|sản phẩm|mặt hàng",
    re.IGNORECASE,
)
_NEVER_NAMES = re.compile(r"đơn vị(?: tính)?$|^mã|ghi chú|số hiệu", re.IGNORECASE)


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
    if ORDER.fullmatch(bare) or _STEP.fullmatch(bare) or NUMERAL.fullmatch(bare) or UNIT.fullmatch(bare):
        return False
    return bool(WORD.search(bare)) and not _NEVER_NAMES.search(cell.heading)
