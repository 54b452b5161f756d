"""Rounds that are numbered: what is told of "đợt 2" answers nothing about "đợt 1"."""

from __future__ import annotations

import re
from functools import lru_cache

from answer.question import Asked
from ingest.facts.binding import Fact

_ROUND = re.compile(
    r"(?<!\w)(?P<sort>đợt|vòng|giai đoạn|học kỳ|học kì)\s"
    r"(?P<which>0?\d{1,2}(?![\d/.,-])|[IVX]{1,4})(?!\w)(?!\s?[-–]\s?\d)",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}


def other_round(asked: Asked, fact: Fact, title: str) -> bool:
    """Whether a question names a round and a figure's sentence, or else what stands above it and the title,
    names only other ones of that sort."""
    wanted = _rounds(asked.text)
    if not wanted:
        return False
    sentence = fact.sentence
    for text in (sentence.text, f"{' '.join(sentence.headings)} {sentence.lead}", title):
        said = {one for one in _rounds(text) if any(one[0] == sort for sort, _ in wanted)}
        if said:
            return not wanted & said
    return False


@lru_cache(maxsize=8192)
def _rounds(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((one["sort"].lower(), _number(one["which"])) for one in _ROUND.finditer(text))


def _number(which: str) -> str:
    return _ROMAN.get(which.lower(), which.lstrip("0"))
