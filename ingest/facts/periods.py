"""Years and periods that a text names: ``năm 2023``, ``đến năm 2025``, ``nhiệm kỳ 2020 - 2025``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PERIOD = re.compile(
    r"(?<![\d/.,-])(?P<first>(?:19|20)\d\d)(?:\s?[-–]\s?(?P<last>(?:19|20)\d\d)|\s(?:đến|"
    r"tới)\s(?:năm\s)?(?P<to>(?:19|20)\d\d))?"
    r"(?![\d/]|[.,]\d)",
)
# "so với năm 2022", "theo chuẩn giai đoạn 2021-2025": the year of something else.
_ASIDE = re.compile(
    r"(?:so với|so với (?:cùng kỳ|đầu)|giá so sánh|(?<!đạt )chuẩn|tầm nhìn(?: đến)?|bộ tiêu chí|khóa|khoá|"
    r"ngày \d+ tháng \d+|tháng \d+)\s+(?:giai đoạn|năm|nhiệm kỳ|thời kỳ)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first year to the last, both included; one year has both equal."""

    first: int
    last: int

    @property
    def written(self) -> str:
        """As a reader expects it: ``năm 2023`` or ``giai đoạn 2020-2025``."""
        return f"năm {self.first}" if self.first == self.last else f"giai đoạn {self.first}-{self.last}"


def periods(text: str) -> tuple[Period, ...]:
    """Periods in the order of the text, those that belong to something else left out."""
    found = []
    for match in _PERIOD.finditer(text):
        if _ASIDE.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        first = int(match["first"])
        last = int(match["last"] or match["to"] or first)
        if first <= last <= first + 60:
            found.append(Period(first, last))
    return tuple(found)


def agreement(wanted: tuple[Period, ...], stated: Period | None) -> float:
    """How a stated period serves a wanted one: 1 the same, 0 unknown or nothing wanted, -1 another.

    A year inside a longer period (2023 in 2020-2025) is another one: a term's target is not the
    target of a year. The last year of a period is what "đến năm 2025" means.
    """
    if not wanted or stated is None:
        return 0.0
    if stated in wanted:
        return 1.0
    if any(one.first == one.last == stated.last for one in wanted):
        return 0.6
    if any(one.first < one.last and one.first <= stated.first and stated.last <= one.last for one in wanted):
        return 0.3
    return -1.0
