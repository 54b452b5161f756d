"""A fact as it is kept: what is measured, how much, when, whose, and where the document says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.facts.periods import Period

Span = tuple[int, int]
Status = Literal["target", "estimate", "result"]
STATUSES: tuple[Status, ...] = ("target", "estimate", "result")
Comparator = Literal["bằng", "trên", "ít nhất", "dưới", "không quá", "khoảng", "từ…đến"]
Direction = Literal["tăng", "giảm", "còn"]


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One figure of a document, bound. All offsets are of ``Document.text``; ``text`` is its slice.

    Attributes:
        document, section: ids of where it stands; no section outside of all.
        start, end: the figure with comparator and unit (``"trên 88,6 nghìn tỷ đồng"``).
        text: ``document.text[start:end]``.
        number: span of the numeral alone (``"88,6"``, ``"32/51"``, ``"6,3 - 6,7"``).
        low, high: bounds in the unit as written; equal for a single number.
        of: denominator of a fraction (51 of ``32/51 xã``), else ``None``.
        unit: as written, ``None`` where the text has none (``"nghìn tỷ đồng"``).
        scale: what ``low`` is multiplied with to drop the unit's nghìn, triệu, tỷ.
        comparator: how the text compares; ``"bằng"`` where it only states.
        direction: which way the indicator moves by (tăng, giảm) or to (còn) the figure.
        period: the year or period it is of, ``None`` where the text does not say.
        status: chỉ tiêu, ước đạt or kết quả; ``None`` for norms and where the text does not say.
        place: whose figure it is: a place the clause or the row names, else the document's own.
        organisation: cơ quan chủ trì, where the sentence, the row or the heading names one.
        indicator: canonical name, from the words of the text.
        words: the spans those words stand in, in the order in which they are read.
    """

    document: str
    section: str | None
    start: int
    end: int
    text: str
    number: Span
    low: Decimal
    high: Decimal
    of: Decimal | None
    unit: str | None
    scale: Decimal
    comparator: Comparator
    direction: Direction | None
    period: Period | None
    status: Status | None
    place: str | None
    organisation: str | None
    indicator: str
    words: tuple[Span, ...]


_COMPARED: tuple[tuple[str, Comparator], ...] = (
    ("lớn hơn hoặc bằng|không thấp hơn|không dưới|không ít hơn|tối thiểu|ít nhất|trở lên|≥|>=", "ít nhất"),
    (
        "nhỏ hơn hoặc bằng|không (?:được )?(?:vượt )?quá|không lớn hơn|không cao hơn|không muộn hơn|"
        "tối đa|nhiều nhất|"
        "cao nhất|trở xuống|≤|<=",
        "không quá",
    ),
    ("dưới|thấp hơn|nhỏ hơn|ít hơn|<", "dưới"),
    ("khoảng trên|trên|hơn|vượt quá|>", "trên"),
    ("khoảng|xấp xỉ|gần|~", "khoảng"),
)
_TURNED: tuple[tuple[str, Direction], ...] = (("còn", "còn"), ("giảm", "giảm"), ("tăng|lên|thêm", "tăng"))
_SCALE = {"nghìn": 3, "ngàn": 3, "vạn": 4, "trăm triệu": 8, "triệu": 6, "trăm tỷ": 11, "tỷ": 9, "tỉ": 9}


def comparator_of(phrase: str, is_range: bool) -> Comparator:
    """How a figure's phrase compares: ``"tối thiểu 5 người"`` is ``"ít nhất"``."""
    low = re.sub(r"([≥≤~]|[<>]=?)", r" \1 ", phrase.lower())
    for words, name in _COMPARED:
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", low):
            return name
    return "từ…đến" if is_range else "bằng"


def direction_of(word: str | None) -> Direction | None:
    """``"kéo giảm"`` is ``"giảm"``, ``"giảm xuống còn"`` is ``"còn"``."""
    return next((name for words, name in _TURNED if word and re.search(words, word)), None)


def scale_of(unit: str | None) -> Decimal:
    """``"nghìn tỷ đồng"`` is 10¹², ``"triệu USD"`` 10⁶, ``"%"`` 1."""
    power = 0
    for word in re.findall(r"trăm triệu|trăm tỷ|nghìn|ngàn|vạn|triệu|tỷ|tỉ", (unit or "").lower()):
        power += _SCALE[word]
    return Decimal(10) ** power


def decimal_of(written: str) -> Decimal:
    """Value of a Vietnamese numeral: ``7.555`` is 7555, ``7,5`` is 7.5; ``12.5`` can only be 12.5.

    Raises:
        decimal.InvalidOperation: not a numeral.
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "")
    return Decimal(written.replace(",", "."))
