"""Spans made whole: a name with the word for its sort and its short form, a count where no name is told."""

from __future__ import annotations

import re
from functools import lru_cache

from answer.found import Span
from answer.options import CLASS_BEFORE, CLASSES, NAMED, NAMING, class_of
from answer.question import Asked
from ingest.facts.words import LOWER, UPPER, plains, syllables

CLASS_WORDS = frozenset(one[-1] for one in CLASSES) | {"thi"}
_NEAR = 24
_ONLY_SORTS = {("chi", "tieu"), ("noi", "dung"), ("nhiem", "vu"), ("giai", "phap")}  # of no name a part
_SHORT = 80  # characters of a name with the words for its sort
_LITTLE_NEW = 0.35  # of a span, beside what the question says
_NUMBER_BEFORE = re.compile(r"(?<![\w.,/])\d[\d.]*\s$")
_SHORT_FORM = re.compile(rf"\s\([{UPPER}][{UPPER}\d-]{{1,9}}\)")
_NAME_BEFORE = re.compile(rf"(?<=[{LOWER},;:] )(?:[{UPPER}][{LOWER}]*\s)+$")
_NAME_AFTER = re.compile(rf"(?:\s[{UPPER}][{LOWER}]+)+(?!\w)")


def completed(asked: Asked, text: str, span: Span) -> Span:
    """A span with the word for its sort right before it ("chỉ số", "tuyến"), where the question asks for
    that sort, and with the short form in brackets right after it: "chỉ số … cạnh tranh (PCI)". One that is
    counted and tells no name is told by its number: "01 xã" of "01 xã đạt chuẩn …"."""
    low, high = span
    if asked.kind != "which" or low == 0:
        return span
    before = syllables(text[max(0, low - _NEAR) : low])
    for size in range(min(len(asked.noun), len(before)), 0, -1):
        tail = tuple(one.plain for one in before[-size:])
        if tail == asked.noun[-size:] and tail in NAMING:
            start = max(0, low - _NEAR) + before[-size].start
            if re.fullmatch(r"[\w\s]+", text[start:low]):
                low = start
            break
    if asked.noun and low == span[0]:
        low = _with_noun(asked, text, span)
    if news(asked, text[low:high]) < _LITTLE_NEW and (number := _NUMBER_BEFORE.search(text[:low])):
        named = len(class_of(text[low:high])) or 1  # "01 xã", where names are asked for and none are told
        return number.start(), syllables(text[low:high])[named - 1].end + low
    short = _SHORT_FORM.match(text, high)
    return low, short.end() if short else high


def _with_noun(asked: Asked, text: str, span: Span) -> int:
    """Where a short span begins with the words that are asked for right before it: "*khu vực* biên giới" of
    "khu vực nào", "*công tác* dân vận" of "công tác nào"."""
    low, high = span
    before = syllables(text[max(0, low - _NEAR) : low])[-2:]
    noun = tuple(one.plain for one in before)
    if len(before) < 2 or noun != asked.noun[-2:] or noun in _ONLY_SORTS:
        return low
    start = max(0, low - _NEAR) + before[0].start
    whole = re.fullmatch(r"\w+\s\w+\s", text[start:low]) is not None
    return start if whole and high - start <= _SHORT else low


def news(asked: Asked, inside: str) -> float:
    """Share of the span's syllables that the question did not already say."""
    words = plains(inside)
    own = [word for word in words if word not in CLASS_WORDS] or words
    return sum([word not in asked.plains for word in own]) / len(own) if own else 0.0


def whole_name(text: str, span: Span) -> Span:
    """A name with the word that says what it is: "xã Mỹ Đông", not "Mỹ Đông"."""
    if text[: span[0]].endswith("Tổng ") and text[span[0] :].lower().startswith("công ty"):
        span = span[0] - len("Tổng "), span[1]
    opening = _NAME_BEFORE.search(text[: span[0]])
    if opening and re.match(rf"[{UPPER}]", text[span[0] : span[1]]):  # "Giang" of "Bắc Giang"
        span = opening.start(), span[1]
    for start, end in _kinds(text):  # "tốc Cao Lãnh" of "tuyến cao tốc Cao Lãnh"
        if start < span[0] < end:
            span = start, span[1]
    rest = _NAME_AFTER.match(text, span[1])
    if rest and re.search(rf"(?<!\w)[{UPPER}]\w*$", text[span[0] : span[1]]):  # "Mới" of "cầu kinh Tư Mới"
        span = span[0], rest.end()
    word = CLASS_BEFORE.search(text[: span[0]])
    if word and re.match(rf"[{UPPER}]", text[span[0] : span[1]]):
        return word.start(), span[1]
    return span


def _kind(text: str, at: int) -> str:
    """The words that say what the name at an offset is: "Khu công nghiệp"."""
    size = len(class_of(text[at : at + 60]))
    return text[at : syllables(text[at : at + 60])[size - 1].end + at] if size else ""


@lru_cache(maxsize=256)
def _kinds(text: str) -> tuple[Span, ...]:
    """Where names in a text say what they are."""
    starts = [name.start() for name in NAMED.finditer(text)]
    return tuple((start, start + len(_kind(text, start))) for start in starts)
