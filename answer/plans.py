"""Which of two figures is the plan ("đạt 53 so với Nghị quyết đề ra là 55"), by how much it was passed, and
whose congress it was."""

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
_PAST_ASKED = re.compile(
    r"(?<!không )(?<!được )(?<!\w)vượt\s(?!quá|qua|mức)(?:\w+\s){0,6}?(?:bao nhiêu|mấy)"
    r"\s*(?:(?=[?.,]|$|so\b)|(?P<unit>%|(?:phần trăm|tỷ|triệu|đồng|lần|điểm)(?!\w)))",
    re.IGNORECASE,
)
# "408 nghìn tỷ đồng, vượt |11,3% kế hoạch": no other figure between, nor "vượt dự toán, đạt |76 tỷ đồng".
_PAST = re.compile(r"(?<!\w)vượt(?! (?:quá|qua)\b)(?:(?!\b(?:đạt|còn|bằng|là)\b)[^\d;.])*$", re.IGNORECASE)
_BEYOND = re.compile(rf"\W*(?:so với|so)(?: \w+){{0,3}}? {_PLAN}", re.IGNORECASE)
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


def not_past(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked by how much a plan was passed, and a figure tells what was reached."""
    if _past_asked(asked) is None:
        return False
    figure, text = fact.figure, fact.sentence.text
    if fact.sentence.row is not None:
        return "vượt" not in f"{fact.own} {fact.outer}".lower()
    told = _PAST.search(text[: figure.start]) is not None
    return not told and (figure.direction != "tăng" or _BEYOND.match(text[figure.end :]) is None)


def may_be_share(asked: Asked) -> bool:
    """Whether it is asked by how much a plan was passed, in no unit: a sum or a share may tell."""
    past = _past_asked(asked)
    return past is not None and not past["unit"]


@lru_cache(maxsize=32)
def _past_asked(asked: Asked) -> re.Match[str] | None:
    """Where a question asks by how much a plan was passed ("vượt kế hoạch bao nhiêu")."""
    return _PAST_ASKED.search(asked.text)


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
