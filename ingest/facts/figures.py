"""Every figure that a Vietnamese official text states, with comparator, value, unit and span.

A figure answers "bao nhiêu": ``trên 88,6 nghìn tỷ đồng``, ``32/51 xã``, ``từ 5-10%``, ``thứ 13``.
Years, dates, numbers of documents, legal references, list markers, names of roads and denominators
(``trên 10.000 dân``) are numbers too, but nobody who asks "bao nhiêu" means them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.facts import figure_words as words
from ingest.facts.words import LOWER, UPPER

FigureKind = Literal["percent", "money", "count", "measure", "ratio", "ordinal"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``text[start:end]`` is the shortest phrase that keeps its meaning.

    Attributes:
        start, end: span with comparator and unit (``"trên 88,6 nghìn tỷ đồng"``).
        value: the number or range as written (``"88,6"``, ``"6,3 - 6,7"``, ``"32/51"``).
        unit: as written, ``None`` where the text has none.
        kind: what is counted, coarsely.
        low, high: the bounds in the unit as written; equal for a single number.
        comparator: ``"trên"``, ``"ít nhất"``, ``"từ"``, … as written in lower case, or ``None``.
        direction: ``"tăng"``, ``"giảm"``, ``"còn"``, … where the text says which way, or ``None``.
        at: offset of the first digit.
    """

    start: int
    end: int
    value: str
    unit: str | None
    kind: FigureKind
    low: float
    high: float
    comparator: str | None
    direction: str | None
    at: int


_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_DASH = r"\s?[-–]\s?"
_VALUE = re.compile(
    rf"(?<![\w/.,])(?P<low>{_NUMBER})(?P<u1>\s?%)?"
    rf"(?:(?:{_DASH}|\s(?:đến|tới)\s)(?P<high>{_NUMBER})|/(?P<of>\d[\d.]*))?"
    r"(?![\d]|[.,]\d|[-/]\d)"
)
_UNIT = re.compile(words.unit_pattern())
_COMPARATOR = re.compile(
    rf"(?:(?:{words.COMPARATORS})\s+|[≥≤]\s*|(?:(?<=\s)|^)(?:[<>]=?|~)\s*)$", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?:xếp |đứng |hạng )*(?:thứ|hạng)\s+$", re.IGNORECASE)
_ROMAN = re.compile(r"(?<!\w)(?:lần )?thứ ([IVXLC]+)(?!\w)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIRECTION = re.compile(words.DIRECTIONS, re.IGNORECASE)
_SUFFIX = re.compile(r"\s(?:trở lên|trở xuống)\b", re.IGNORECASE)
_REFUSED_BEFORE = re.compile(words.REFUSED_BEFORE, re.IGNORECASE)
_REFUSED_AFTER = re.compile(words.REFUSED_AFTER)
# "Điều 4, 5, 6 và 8": the numbers after the first refer as it does.
_LISTED = re.compile(words.LISTED, re.IGNORECASE)
_DIALLED = re.compile(
    r"(?:\(0\d{1,3}\)|(?<![\w.,])(?!(?:19|20)\d\d\s$)\d{3,4}|(?:điện thoại|ĐT|fax|hotline)\W*)\s$",
    re.IGNORECASE,
)
_DIALLED_AFTER = re.compile(r"\s\d{3,4}(?![\d.,%])(?!\s[a-zđ])")
_CODE = re.compile(r"\d\.\d{6}|\d{7,}|0\d{3,}")  # of a procedure, a taxpayer, a coordinate
_RATE = re.compile(words.RATE)
_BRACKETED = re.compile(rf"\s?\(([{LOWER}]+(?:\s[{LOWER}]+)?)\)")
# Nouns as documents shorten them; organs and sorts of firms are none that are counted.
_SHORT = re.compile(rf"\**\s(?!(?:{words.NO_SHORT_NOUN})(?!\w))(?P<short>[{UPPER}]{{3,8}})(?![\w&]|[-/]\w)")
_OF_PRODUCT = re.compile(r"\s?GRDP(?!\w)")
_SPELLED = re.compile(rf"\s?\([{LOWER}\s]{{2,40}}\)(?=\s)")
_IN_LETTERS = re.compile(
    rf"^\s?\((?:{words.DIGITS})(?:\s(?:{words.DIGITS}))*\)(?=\s(?!(?:{words.NO_NOUN})(?!\w)))"
)
_NOUN = re.compile(
    rf"\s(?:(?:{words.CLASSIFIERS})(?!\w)|"
    rf"(?!(?:{words.NO_NOUN})(?!\w))[{LOWER}]+(?:\s(?!(?:{words.NO_NOUN})(?!\w))[{LOWER}]+)?(?!\w))"
)
_DENOMINATOR = re.compile(r"(?:/|\btrên\s|\bper\s)$", re.IGNORECASE)
_DENOMINATED = re.compile(r"\s(?:người\s)?(?:dân|người|trẻ|phụ nữ|hộ)\b", re.IGNORECASE)
_STATED = re.compile(
    r"(?:(?<!\w)(?:là|đạt|còn|[Cc]ó|thêm|chiếm|bằng|lên|tăng|giảm|tổng số|trên|dưới|ít nhất|[Hh]ệ số)|"
    r":)\s*\**$"
)
_SPELLED_BEFORE = re.compile(rf"(?:(?:{words.DIGITS})\s)+\($", re.IGNORECASE)
_COUNTED = re.compile(words.COUNTED_AFTER, re.IGNORECASE)
_PLACES = frozenset({" tỉnh", " thành phố", " huyện", " xã", " phường", " quận", " thị xã"})
_CAPITAL = re.compile(rf"(?<![.:;] )(?<!^)[{UPPER}]\w*\s$")
_CAPITAL_NEXT = re.compile(rf"\s(?:\w+\s){{1,2}}[{UPPER}]")
_FORM_BEFORE = re.compile(r"[:….]\s*\**$")  # "1. Họ và tên: 2. Chức vụ: 3. …"
_FORM_AFTER = re.compile(rf"\.\s\**[{UPPER}]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_RANKED = 13  # "thứ 7/12" may be a day


@lru_cache(maxsize=4096)
def figures(text: str, counts: bool = False) -> tuple[Figure, ...]:
    """All figures of ``text`` from left to right; spans never overlap.

    ``counts`` takes in numbers before nouns that are none of the known ones ("nhận được 16 tham luận").
    """
    found = []
    for match in _VALUE.finditer(text):
        figure = _figure(text, match, counts)
        if figure is not None:
            found.append(figure)
    found += [_roman_ordinal(match) for match in _ROMAN.finditer(text)]
    return tuple(sorted(found, key=lambda one: one.start))


def number(written: str) -> float:
    """Value of a Vietnamese numeral: ``7.555`` is 7555, ``7,5`` is 7.5; ``12.5`` can only be 12.5."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "")
    return float(written.replace(",", "."))


def _figure(text: str, match: re.Match[str], counts: bool) -> Figure | None:
    before, after = text[max(0, match.start() - 80) : match.start()], text[match.end() : match.end() + 80]
    if ordinal := _ORDINAL.search(before):
        return _ordinal(match, len(ordinal[0]))
    if _refused(match, before, after) or (_is_year(match) and before.lower().endswith("năm ")):
        return None
    spelled = _SPELLED_BEFORE.search(before)
    comparator = _COMPARATOR.search(before[: spelled.start()] if spelled else before)
    unit, end = _unit(match, after)
    if unit is None and counts and not _is_year(match) and _COUNTED.search(before):
        unit, end = _noun(match, after)
    if (
        unit in _PLACES
        and not comparator
        and _CAPITAL.search(before)
        and _CAPITAL_NEXT.match(text, match.end())
    ):
        return None  # "Nhà máy điện Nhơn Trạch 4 tỉnh Đồng Nai"
    if unit is None and (_is_year(match) or _names(match, before, after)):
        return None
    if unit is None and (comparator or match["low"].startswith("0") or _STATED.search(before)):
        unit, end = _noun(match, after)
    start = match.start()
    if comparator:
        start -= len(comparator[0]) + (len(spelled[0]) if spelled else 0)
    if suffix := _SUFFIX.match(text[end : end + 12]):
        end += len(suffix[0])
    return _built(text, match, (start, end), unit, comparator)


def _ordinal(match: re.Match[str], back: int) -> Figure | None:
    """``đứng thứ 12``, and ``đứng thứ 12/63``, where it tells of how many."""
    if match["high"] or "," in match["low"]:
        return None
    value = number(match["low"])
    if match["of"] and number(match["of"].rstrip(".")) < max(value, _FEWEST_RANKED):
        return None
    start, written = match.start() - back, match[0].rstrip(".")
    end = match.start() + len(written)
    return Figure(start, end, written, None, "ordinal", value, value, "thứ", None, match.start())


def _roman_ordinal(match: re.Match[str]) -> Figure:
    """``lần thứ XIV``: the congress of a party, not a count."""
    steps = [_ROMAN_VALUES[letter] for letter in match[1]]
    value = sum(-one if one < after else one for one, after in zip(steps, [*steps[1:], 0], strict=True))
    return Figure(
        match.start(), match.end(), match[1], None, "ordinal", float(value), float(value), "thứ", None,
        match.start(1),
    )  # fmt: skip


def _refused(match: re.Match[str], before: str, after: str) -> bool:
    if _CODE.fullmatch(match["low"]):
        return True
    if _REFUSED_BEFORE.search(before) or _REFUSED_AFTER.match(after) or _LISTED.search(before):
        return True
    if not match["u1"] and _FORM_BEFORE.search(before) and _FORM_AFTER.match(after):
        return True
    if _DIALLED.search(before) or (len(match[0]) in (3, 4) and _DIALLED_AFTER.match(after)):
        return True
    if match["of"] and (number(match["of"].strip(".")) < number(match["low"]) or _is_month(match, after)):
        return True
    if before.endswith("(") and re.match(r"\)\s", after) and not _measured(before, after):  # "(9) Tỷ lệ …"
        return True
    whole = match["low"].replace(".", "")
    if re.fullmatch(r"10{3,}", whole) and _DENOMINATED.match(after):
        return bool(_DENOMINATOR.search(before))
    return _is_marker(before, after)


def _measured(before: str, after: str) -> bool:
    """A number in brackets with its unit behind them: "thời gian: (6,5) ngày"."""
    return bool(before[:-1].strip(" *")) and bool(_UNIT.match(after, 1))


def _is_month(match: re.Match[str], after: str) -> bool:
    return bool(re.match(r"/(?:19|20)\d\d", after)) or (
        len(match["of"]) == 4 and bool(_YEAR.match(match["of"]))
    )


def _is_marker(before: str, after: str) -> bool:
    """``2.``, ``1.1.``, ``3)`` and page numbers at the beginning of a line."""
    starts = not before.strip(" *#\t") or before.rstrip(" *#\t").endswith("\n")
    return starts and bool(re.match(r"[.)](?:\s|\d|$)|\s*\\?[.)]\s", after))


def _is_year(match: re.Match[str]) -> bool:
    parts = [part for part in (match["low"], match["high"]) if part]
    return all(_YEAR.fullmatch(part) for part in parts)


def _names(match: re.Match[str], before: str, after: str) -> bool:
    """``Sông Hậu 2``, ``trực tuyến 3,4``: a bare number that is part of a name, or counts nothing."""
    if _STATED.search(_COMPARATOR.sub("", before)) or match["of"]:
        return False
    follows = re.match(rf"\**\s[{LOWER}]", _IN_LETTERS.sub("", after, count=1))
    return not follows or bool(re.search(rf"[{UPPER}]\w*\s$", before))


def _unit(match: re.Match[str], after: str) -> tuple[str | None, int]:
    """Unit as written and where it ends; the share sign may stand inside the range."""
    if match["u1"] and not match["high"]:
        rate = _RATE.match(after) or _OF_PRODUCT.match(after)
        return match["u1"] + (rate[0] if rate else ""), match.end() + (len(rate[0]) if rate else 0)
    spelled = _SPELLED.match(after)
    skip = len(spelled[0]) if spelled else int(after.startswith(") "))
    if found := _UNIT.match(after, skip):
        unit = found[0].rstrip(" ,.;:)")
        return unit, match.end() + skip + len(unit)
    inside = None if match["low"].lstrip("0") == "5" else _BRACKETED.match(after)  # "05 (năm)"
    if inside and _UNIT.fullmatch(f" {inside[1]}"):  # "01 (bộ)"
        return inside[1], match.end() + inside.end(1)
    if not match["u1"] and not _is_year(match) and (short := _SHORT.match(after)):  # "75 VBQPPL"
        return short["short"], match.end() + short.end()
    return match["u1"], match.end()


def _noun(match: re.Match[str], after: str) -> tuple[str | None, int]:
    """What a number counts where the noun is none of the known ones: "07 biên chế"."""
    spelled = _SPELLED.match(after)
    skip = len(spelled[0]) if spelled else 0
    found = _NOUN.match(after, skip)
    return (found[0], match.end() + skip + len(found[0])) if found else (None, match.end())


def _built(
    text: str, match: re.Match[str], span: tuple[int, int], unit: str | None, comparator: re.Match[str] | None
) -> Figure:
    value = match[0][: match.end("u1") - match.start() - len(match["u1"])] if match["u1"] else match[0]
    if match["u1"] and match["high"]:
        value = match[0]
    low = number(match["low"])
    bare = unit.strip(" *") if unit else None
    before = text[max(0, span[0] - 24) : span[0]]
    direction = _DIRECTION.search(before)
    return Figure(
        start=span[0],
        end=span[1],
        value=value.strip(),
        unit=bare,
        kind="ratio" if match["of"] else words.kind_of(bare),
        low=low,
        high=number(match["high"]) if match["high"] else low,
        comparator=comparator[0].strip().lower() if comparator else None,
        direction=direction[1].lower() if direction else None,
        at=match.start(),
    )
