"""Both ends of a change ("giảm từ 9,0%/năm (0,75%/tháng) xuống 7,8%/năm (0,65%/tháng)"): which of them, and
by the month or by the year, a question asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from answer.question import Asked
from ingest.facts.binding import Fact
from ingest.facts.sentences import Sentence

_END = r"\d(?:[^;(),]|,(?=\d)){0,30}?(?:\s?\([^();]{1,30}\))?"
_CHANGE = re.compile(
    rf"(?<!\w)[Tt]ừ\s(?P<old>{_END})\s(?:xuống|lên|thành|sang)(?:\s(?:còn|thành|mức|tới|đến))?\s(?P<new>{_END})"
    r"(?=[\s;,.)]|$)"
)
_CHANGING = r"(?:điều chỉnh|giảm|tăng|nâng|hạ|sửa đổi|thay đổi)"
_OLD = re.compile(
    rf"(?<!\w)(?:cũ|ban đầu|trước (?:khi|đây|kia|đó|(?:lúc )?{_CHANGING}))(?!\w)", re.IGNORECASE
)
_NEW = re.compile(
    rf"(?<!\w)(?:(?<!nông thôn )(?<!đổi )mới(?! (?:có|được))|bây giờ|giờ|hiện(?: nay| tại)?|"
    rf"sau (?:khi |lúc )?{_CHANGING}|(?:lên|xuống|thành|còn)(?: đến| tới)? (?:mấy|bao nhiêu))(?!\w)",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?<!\w)từ (?:mấy|bao nhiêu|mức nào)(?!\w)", re.IGNORECASE)
_BY_HOW_MUCH = re.compile(
    rf"(?<!\w)(?:{_CHANGING}|bớt|thêm)\s(?:\w+\s){{0,2}}?(?:mấy|bao nhiêu)(?!\w)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BY = {
    unit: re.compile(rf"(?:(?<!\w)(?:theo|mỗi|một|hằng|hàng|từng|1)\s|/\s?){unit}(?!\w)", re.IGNORECASE)
    for unit in ("tháng", "năm")
}
_RATE = re.compile(r"/\s?(tháng|năm)$")


def other_end(asked: Asked, fact: Fact) -> bool:
    """Whether a question asks for the one end of a change ("mới", "trước điều chỉnh"), and a figure is the
    other one. What holds is the new end, where the question says neither and no end has a year of its own."""
    other = _other(asked)
    if other is None:
        return False
    at = fact.figure.at
    for match in _CHANGE.finditer(fact.sentence.text):
        start, end = match.span("old" if other == "unsaid" else other)
        if start <= at < end:
            return other != "unsaid" or not _YEAR.search(match[0])
    return False


@lru_cache(maxsize=32)
def _other(asked: Asked) -> Literal["old", "new", "unsaid"] | None:
    """The end of a change that a question for the other one does not ask for; "unsaid" where it names none,
    but asks for a level."""
    if _BOTH.search(asked.text):
        return None
    old, new = _OLD.search(asked.text) is not None, _NEW.search(asked.text) is not None
    if old == new:
        return None if old or _BY_HOW_MUCH.search(asked.text) else "unsaid"
    return "new" if old else "old"


def other_rate(asked: Asked, fact: Fact) -> bool:
    """Whether a question asks by the month, or by the year, and a figure is by the other one, beside one that
    is as asked: "8,4%/năm (0,7%/tháng)"."""
    rate = _RATE.search(fact.figure.unit) if fact.figure.unit else None
    if rate is None:
        return False
    wanted = [unit for unit, by in _BY.items() if by.search(asked.text)]
    return len(wanted) == 1 and rate[1] != wanted[0] and _told_by(fact.sentence, wanted[0])


def _told_by(sentence: Sentence, unit: str) -> bool:
    return re.search(rf"\d\s?[%\w ]{{0,16}}/\s?{unit}(?!\w)", sentence.text) is not None
