"""A cell, a row, and what cells hold: numerals, units, the order of the row, its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ingest.facts.organs import is_organ
from ingest.facts.plain import Plain
from ingest.facts.words import fold
from ingest.nodes import Node

WORD = re.compile(r"[^\W_]+")
ORDER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]+|[A-Za-zđ])\)?[.)]?|[-+•*–]|")
ORDER_HEAD = re.compile(
    r"(?:stt|s\s?tt|tt|số tt|(?:số )?thứ tự(?: công việc)?|các bước(?: công việc)?|bước(?: thực hiện|"
    r" công việc)?|mã hiệu)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:Bước|B)\s?\d+[a-z]?|[A-ZĐ]{1,6}[.\s]{0,2}\d[\d.]*|\W*")  # "B3", "BDD.2164"
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
    r"nội dung|^tên|chỉ tiêu|hạng mục|danh mục|tiêu chí|tên gọi|nhiệm vụ|lĩnh vực|mặt hàng|trình tự|"
    r"công việc",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[-+≥≤<>~]?\s?\d")
_SHORT = 10  # syllables of a second name
_DASH = re.compile(r"[-–+•*]")
_PART = re.compile(r"[-–+•*]\s|Trong đó", re.IGNORECASE)
_TIME = re.compile(r"[\d.,/]+ (?:ngày|giờ|buổi|tháng)(?: làm việc)?")
_NEVER_NAMES = re.compile(
    r"đơn vị(?: tính)?$|^mã|ghi chú|số hiệu|(?:sản phẩm|kết quả)(?: \w+){0,3}$|biểu mẫu", re.IGNORECASE
)
# What tells how, where and for how much a thing is done, and names no second thing.
NO_SECOND = re.compile(
    r"phí|địa (?:điểm|chỉ)|cách thức|căn cứ|dịch vụ công|trực tuyến|mức độ|hình thức|ghi chú", re.IGNORECASE
)
_SAYS_NOTHING = re.compile(
    r"không(?: có)?|có|chưa(?: có)?|x|nt|như trên|toàn trình|một phần|đạt|còn lại|\W*", re.IGNORECASE
)


_LABEL = re.compile(r":[\s*]*$")  # names the next cell alone: "Tình trạng: | Còn hiệu lực"


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


@dataclass(frozen=True)
class Row:
    """A row below the heading; ``caption`` is the text before its table.

    ``above`` is the row that it divides if it does ("Thu nội địa" over "- Thuế thu nhập"), ``spanning``
    the cell of a row above that spans it. ``groups`` are the rows above that only name the rows below them,
    outermost first.
    """

    node: Node
    cells: tuple[Cell, ...]
    caption: str
    thousands: bool = False  # its table writes 24,063 for 24.063
    above: Row | None = None
    spanning: Cell | None = None
    groups: tuple[Cell, ...] = ()

    @cached_property
    def label(self) -> Cell | None:
        """What the one other cell of a row of two is told of: "Tổng thời gian giải quyết | 17 ngày"."""
        full = [cell for cell in self.cells if cell.text]
        label = full[0] if len(full) == 2 else None
        return label if label and 1 < len(label.text.split()) <= _SHORT and _is_name(label) else None

    @property
    def parent(self) -> Cell | None:
        """What names the whole that the row is a part of; ``None`` for a row of its own."""
        if self.spanning is not None or not self.divides:
            return self.spanning
        return self.above.name if self.above else None

    @cached_property
    def name(self) -> Cell | None:
        """The cell that says what the row is of, wherever its figures stand."""
        return self.name_for(len(self.cells))

    @cached_property
    def called(self) -> tuple[str, str]:
        """Its label and its name as they are looked up, without diacritics; empty where it has none."""
        return (
            fold(self.label.text) if self.label else "",
            fold(self.name.text) if self.name else "",
        )

    @property
    def divides(self) -> bool:
        """Whether the row is a part of the one before: "- Thuế thu nhập", "Trong đó: vốn vay"."""
        first = next((cell.text for cell in self.cells if cell.text and not ORDER.fullmatch(cell.text)), "")
        marked = any(_DASH.fullmatch(cell.text) for cell in self.cells[:1])
        return marked or bool(_PART.match(first))

    def besides(self, name: Cell, column: int) -> Cell | None:
        """A second short cell beside ``name``, left of ``column``: "Bộ Nội vụ" beside "Đã thực thi"."""
        full = [cell for cell in self.cells[:column] if cell.text]
        at = next((step for step, cell in enumerate(full) if cell is name), 0)
        able = [cell for cell in full[max(0, at - 1) : at + 2] if cell is not name and _is_name(cell)]
        short = (cell for cell in able if len(cell.text.split()) <= _SHORT)
        named = (cell for cell in short if not NO_SECOND.search(cell.heading))
        return next((cell for cell in named if not re.search(r"\d{3}", cell.text)), None)

    def name_for(self, column: int) -> Cell | None:
        """The cell that names what the figure in ``column`` is of.

        It stands left of it: under a heading that says so, else the first with words; of two, one that
        says what is done comes before the body that does it.
        """
        able = [(at, cell) for at, cell in enumerate(self.cells) if _is_name(cell)]
        able = [(at, cell) for at, cell in able if self._names(at, column)]
        left = [cell for at, cell in able if at < column] or [cell for _, cell in able]
        acts = [cell for cell in left if not is_organ(cell.text)] or left
        return next((cell for cell in acts if _NAMES.search(cell.heading)), acts[0] if acts else None)

    def _names(self, at: int, column: int) -> bool:
        """A label names the next cell alone, and what it labels names nothing."""
        labelled = at > 0 and bool(_LABEL.search(self.cells[at - 1].text))
        return not labelled and (at == column - 1 or not _LABEL.search(self.cells[at].text))


def is_order(text: str) -> bool:
    """Whether a cell only counts the rows: "3", "II", "Bước 4"."""
    return bool(ORDER.fullmatch(text) or _STEP.fullmatch(text))


def is_amount(text: str) -> bool:
    """Whether a cell states an amount and nothing else: "12", "300.000 đồng/người/buổi"."""
    return bool(_AMOUNT.match(text)) and len(text.split()) <= 5


def states_amount(text: str) -> bool:
    """Whether a cell is a number or a time alone."""
    bare = text.strip()
    return bool(NUMERAL.fullmatch(bare) or _TIME.fullmatch(bare))


def _is_name(cell: Cell) -> bool:
    return _may_name(cell.text.strip()) and not _heads_no_names(cell.heading)


@lru_cache(maxsize=4096)  # a row asks once for each of its figures
def _heads_no_names(heading: str) -> bool:
    return _NEVER_NAMES.search(heading) is not None


@lru_cache(maxsize=4096)
def _may_name(bare: str) -> bool:
    if is_order(bare) or states_amount(bare) or UNIT.fullmatch(bare) or _SAYS_NOTHING.fullmatch(bare):
        return False
    return bool(WORD.search(bare))
