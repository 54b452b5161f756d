"""Documents that a text cites by number: "Nghị quyết số 21-NQ/TW ngày 10/9/2021 của …".

A number is compared by its key: the same whatever its case, its spaces, "đ" or "d", stroke or hyphen, and
zeros before it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

# Kinds as they stand before a number; a law may have its title between.
_KIND = (
    r"Nghị quyết liên tịch|Nghị quyết|Quyết định|Chương trình hành động|Chương trình|Kế hoạch|Kết luận|"
    r"Chỉ thị|Nghị định|Thông tư liên tịch|Thông tư|Công văn|Công điện|Thông báo|Hướng dẫn|Quy định|Quy chế|"
    r"Tờ trình|Báo cáo|Đề án|Văn bản hợp nhất|Văn bản|Phương án|Sắc lệnh|Lệnh"
)
_PART = r"[A-ZĐ]+[a-z]{0,2}[A-ZĐ\d&.]*[a-z]{0,2}(?![^\W\d_])"
_SURE = rf"\d+[a-zđ]?(?:\s?/\s?(?:19|20)\d\d)?\s?[/-]\s?{_PART}(?:\s?[-–/]\s?{_PART})*"
# In small letters only after "số", and only with a code that numbers have: "số 7/qđ-ubnd", no "số 7/tháng".
_LOOSE = (
    r"\d+[a-zđ]?(?:\s?/\s?(?:19|20)\d\d)?\s?[/-]\s?"
    r"(?i:(?:q[đd]|nq|n[đd]|ttlt|tt|ct|kh|tb|bc|h[đd]|kl|cv|ctr|qc|vbhn|qh\d+))"
    r"(?:\s?[-/]\s?(?i:[a-zđ]{2,}\d*))*(?!\w)"
)
_DATE = (
    r"(?:\s*,?\s*(?:được\s+[^;\d]{3,40}?)?(?:thông qua\s+)?ngày\s+"
    r"(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4}))?"
)
CITED = re.compile(
    rf"(?:(?:{_KIND})\s+(?:số\s*:?\s*)?|"
    r"(?:Bộ luật|Luật|Pháp lệnh)\s(?:[^;:.\d\n]{2,320}?\s)??(?:số\s*:?\s*)?|"
    rf"(?<!\w)số\s*:?\s*)(?P<number>(?<=[\s:]){_SURE}|(?<=[ốỐ][\s:]){_LOOSE}){_DATE}"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation; ``start`` and ``end`` in the text, ``number`` as it is written, without spaces."""

    start: int
    end: int
    number: str
    issued: date | None


def citations(text: str) -> tuple[Cited, ...]:
    """Citations with a number, in the order of ``text`` (one line, without markup)."""
    return tuple(_cited(found) for found in CITED.finditer(text))


def key_of(number: str) -> str:
    """The form in which numbers are compared.

    >>> key_of("0452 / qđ - ubnd") == key_of("452/QD-UBND") == "452-qd-ubnd"
    True
    """
    plain = unicodedata.normalize("NFD", number.lower().replace("đ", "d").replace("ð", "d"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    parts = re.findall(r"[a-z0-9&]+", plain)
    return "-".join([parts[0].lstrip("0") or "0", *parts[1:]]) if parts else ""


def _cited(found: re.Match[str]) -> Cited:
    number = re.sub(r"\s", "", found["number"]).rstrip(".")
    return Cited(found.start(), found.end(), number, _date(found))


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found["year"] else None
    except ValueError:
        return None
