"""Structural markers at the head of a line: Phần, Chương, Điều, "I-", "1.1.", "a)", "(9)", "- "…

A marker says how the drafter numbered a part; what part it is (khoản or mục) depends on where
it stands, which the grammar decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.letters import LOWER, UPPER


@dataclass(frozen=True, slots=True)
class Marker:
    """``style`` names the numbering, ``number`` is as written, ``rest`` what follows it on the line."""

    style: str
    number: str
    rest: str


_ROMAN = r"[IVXLC]{1,7}"
_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
_TAIL = r"(?:\s*[.:\-–—)]+\s*|\s+|$)"
_DOT = r"\s*[.:]\s*"

# Điều survives the slips of recognisers: "Điêu 5", "Ðiều 5", "ĐIỀU 5", "Điều5".
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "phụ lục",
        re.compile(
            rf"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số)?\s*(?P<n>{_ROMAN}|\d{{1,3}}|[A-Z])(?!\w))?"
            r"(?:\s*[.:\-–]\s*|\s+|$)(?P<r>.*)"
        ),
    ),
    (
        "phần",
        re.compile(
            rf"(?:PHẦN|Phần)\s+(?P<n>{_ORDINAL}|{_ORDINAL.upper()}|{_ROMAN}|\d{{1,2}}|[A-Z])(?!\w){_TAIL}(?P<r>.*)"
        ),
    ),
    ("chương", re.compile(rf"(?:CHƯƠNG|Chương)\s+(?P<n>{_ROMAN}|\d{{1,2}})(?!\w){_TAIL}(?P<r>.*)")),
    ("tiểu mục", re.compile(rf"(?:TIỂU MỤC|Tiểu mục)\s+(?P<n>\d{{1,2}}|{_ROMAN})(?!\w){_TAIL}(?P<r>.*)")),
    (
        "mục",
        re.compile(rf"(?:MỤC|Mục)\s+(?P<n>\d{{1,2}}|{_ROMAN})(?!\w)(?:{_DOT}|\s+(?=[{UPPER}])|$)(?P<r>.*)"),
    ),
    (
        "điều",
        re.compile(
            rf"[\"“]?(?:[ĐÐD](?:iều|iêu|iểu|IỀU|IÊU))\s*(?P<n>\d{{1,3}}[a-zđ]?)(?!\w)(?:{_DOT}|\s*$)(?P<r>.*)"
        ),
    ),
    ("điều", re.compile(rf"[\"“]?Article\s+(?P<n>\d{{1,3}}[a-z]?){_DOT}(?P<r>.*)")),
    ("alpha", re.compile(rf"(?P<n>[A-EG-HKĐ])(?:\s*[.)]\s*|\s*[-–]\s+)(?P<r>(?=[{UPPER}][{UPPER} ]).*)")),
    (
        "roman",
        re.compile(rf"(?!V/[Vv](?!\w))(?P<n>{_ROMAN})(?:\s*[.\-–—/:)]+\s*|\s*$)(?P<r>(?![{LOWER}]).*)"),
    ),
    ("dec4", re.compile(r"(?P<n>\d{1,2}\.\d{1,2}\.\d{1,2}\.\d{1,2})[.)]?\s+(?P<r>\D.*)")),
    ("dec3", re.compile(r"(?P<n>\d{1,2}\.\d{1,2}\.\d{1,2})[.)]?\s+(?P<r>\D.*)")),
    ("dec2", re.compile(rf"(?P<n>\d{{1,2}}\.\d{{1,2}})(?:[.)]\s*|\s+(?=[{UPPER}]))(?P<r>(?!\d).*)")),
    ("num", re.compile(rf"(?P<n>\d{{1,3}}[a-zđ]?)(?:\s?\.\s*|\s?[-/]\s+(?=[{UPPER}]))(?P<r>(?!\d).*)")),
    ("paren", re.compile(r"(?:[-–—]\s*)?\((?P<n>\d{1,3})\)\s*(?P<r>.*)")),
    ("numparen", re.compile(r"(?P<n>\d{1,3})\)\s*(?P<r>.*)")),
    ("point", re.compile(r"(?P<n>(?:[a-zđ]|dd)\d?(?:\.\d{1,2})?)\)\s*(?P<r>.*)")),
    ("point", re.compile(r"(?P<n>[a-eg-hkđ])\.\s+(?P<r>.*)")),
    ("parenpoint", re.compile(r"\((?P<n>[a-zđ]|[ivx]{1,4})\)\s+(?P<r>.*)")),
    ("dash", re.compile(r"(?P<n>)[-–—−]\s*(?P<r>(?![-–—−\s]).+)")),
    ("plus", re.compile(r"(?P<n>)\+\s*(?P<r>(?!\s).+)")),
    ("star", re.compile(r"(?P<n>)[•●▪◦·*]\s*(?P<r>(?!\s).+)")),
)
_FIRST = re.compile(r"[\"“]?[PpCcMmTtĐÐDA-ZIVXLCĐa-zđ0-9(\-–—−+•●▪◦·*]")
_BARE = re.compile(
    rf"(?:(?:{_ROMAN}|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})\s*[.)\-–]|[a-zđ]\)|\(\d{{1,3}}\)"
    r"|(?:[ĐÐ]iều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Phụ|PHỤ)"
    rf"(?:\s*(?:lục|LỤC))?|(?:[ĐÐ]iều|ĐIỀU)\s*\d{{1,3}}[a-z]?\s*[.:])$"
)

LIGHT = frozenset({"paren", "numparen", "point", "parenpoint", "dash", "plus", "star"})


def marker_of(text: str) -> Marker | None:
    """The marker that opens ``text`` (a line without markup), or ``None``."""
    if not _FIRST.match(text):
        return None
    head = text[:400]
    for style, pattern in _PATTERNS:
        found = pattern.fullmatch(head)
        if found:
            number = (found["n"] or "").strip()
            return Marker(style, number, text[found.start("r") :].strip())
    return None


def bare_marker(text: str) -> bool:
    """``text`` is nothing but a marker whose content stands on the next line ("Điều", "Điều 5.", "1.")."""
    return len(text) < 14 and _BARE.match(text) is not None


def token(number: str) -> str:
    """``number`` as a piece of an id: ASCII letters and digits, lower case ("đ" reads "dd")."""
    folded = unicodedata.normalize("NFD", number.lower().replace("đ", "dd"))
    return "".join(c for c in folded if c.isascii() and (c.isalnum() or c == "."))


ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}


def ordinal(number: str) -> str:
    """ "thứ nhất" as "1"; other numbers as they are."""
    return str(ORDINALS.get(number.lower().split()[-1], number)) if number else ""
