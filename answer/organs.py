"""Organs of party and state as texts name them: Tỉnh ủy is the Ban Chấp hành Đảng bộ tỉnh."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.words import fold

_BRANCHES = (
    ("party", r"ban chap hanh dang bo|ban thuong vu (?:tinh|huyen|thanh|quan|thi) (?:uy|ui)|(?:tinh|"
    "huyen|thanh|quan|thi) (?:uy|ui)|ban thuong vu|dang bo|ban chap hanh"),
    ("council", r"hoi dong nhan dan|hdnd"),
    ("committee", r"uy ban nhan dan|ui ban nhan dan|ubnd"),
    ("politburo", r"bo chinh tri"),
    ("secretariat", r"ban bi thu"),
    ("government", r"chinh phu|thu tuong"),
    ("assembly", r"quoc hoi"),
    ("front", r"mat tran to quoc|mttq"),
    ("ministry", r"bo (?:tai chinh|y te|noi vu|cong thuong|xay dung|cong an|quoc phong|giao duc|tu phap)"),
)  # fmt: skip
_LEVELS = (
    ("central", r"trung uong|tw"),
    ("province", r"tinh(?! hinh)"),
    ("district", r"huyen|quan(?! li)|thi xa"),
    ("commune", r"xa(?! hoi)|phuong|thi tran"),
)


@dataclass(frozen=True, slots=True)
class Organ:
    """Branch (``"committee"``) and level (``"district"``); ``None`` where the text does not say."""

    branch: str
    level: str | None
    at: int


def named_organs(text: str) -> tuple[Organ, ...]:
    """Organs in the order of the text."""
    line = fold(text)
    found = []
    taken: list[tuple[int, int]] = []
    for branch, pattern in _BRANCHES:
        for match in re.finditer(rf"\b(?:{pattern})\b", line):
            if not any(low < match.end() and match.start() < high for low, high in taken):
                taken.append(match.span())
                found.append(Organ(branch, _level(line, match), match.start()))
    return tuple(sorted(found, key=lambda one: one.at))


def organs_agree(one: Organ, other: Organ) -> bool:
    """Whether two names may mean one organ."""
    if one.branch != other.branch:
        return False
    return one.level is None or other.level is None or one.level == other.level


def _level(line: str, match: re.Match[str]) -> str | None:
    around = f"{match[0]} {' '.join(line[match.end() :].split()[:3])}"
    hits = []
    for level, pattern in _LEVELS:
        found = re.search(rf"\b(?:{pattern})\b", around)
        if found:
            hits.append((found.start(), level))
    return min(hits)[1] if hits else None
