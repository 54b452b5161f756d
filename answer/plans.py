"""Which of two figures is the plan ("đạt 53 so với Nghị quyết đề ra là 55"), and whose congress it was."""

from __future__ import annotations

import re
from functools import lru_cache

from answer.question import Asked
from ingest.facts.binding import Fact

_PLAN = r"(?:kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|dự toán)"
# What stands right before the figure of a plan: "so với Nghị quyết đề ra là |", "(kế hoạch năm 2020 là |".
_PLANNED = re.compile(
    rf"(?:(?:so với|so|trên)(?: \w+){{0,3}}? {_PLAN}|\(\**{_PLAN})(?:(?!(?:đạt|tăng|giảm)\b)[ \w-]){{0,60}}$",
    re.IGNORECASE,
)
_CONGRESS = re.compile(
    r"(?:Đại hội(?!\w)[^,;.()\n]{0,60}?(?:lần thứ|thứ|lần)? ?|(?:lần thứ) )(?<!\w)"
    r"(?P<which>(?-i:[IVX]+)|(?<=thứ )[ivx]+)(?!\w)"
    r"(?!(?: của)? Đảng(?! bộ))",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def planned(fact: Fact) -> bool:
    """Whether the words right before a figure say that it is what was planned."""
    figure = fact.figure
    before = fact.sentence.text[max(0, figure.start - 90) : figure.start]
    return figure.kind != "ordinal" and _PLANNED.search(before) is not None


def other_congress(asked: Asked, fact: Fact, title: str) -> bool:
    """Whether the question names a congress of a party organisation ("Đại hội … lần thứ XIII") and the text
    of a figure, or else its headings and its title, names only others."""
    wanted = _congresses(asked.text)
    if not wanted:
        return False
    sentence = fact.sentence
    for text in (sentence.text, f"{' '.join(sentence.headings)} {sentence.lead}", title):
        if said := _congresses(text):
            return not wanted & said
    return False


@lru_cache(maxsize=8192)
def _congresses(text: str) -> frozenset[str]:
    return frozenset(one["which"].upper() for one in _CONGRESS.finditer(text))
