"""Numbers of documents (số, ký hiệu) however typed: ``155/2020/nd-cp``, "nghi dinh 30 2020", "qđ số 452".

A number is its serial, often a year, and codes of the kind (QĐ, NQ) and of the issuer (UBND, HĐND).
A question may leave out any part but the serial: what it states must agree, what it leaves out may be
anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.syllables import unaccent

# Kinds as words and as the codes of Nghị định 30/2020/NĐ-CP, annex III, and of party papers; unaccented.
KIND_CODES = {
    "nghi quyet": "nq", "quyet dinh": "qd", "nghi dinh": "nd", "thong tu lien tich": "ttlt",
    "thong tu": "tt", "ke hoach": "kh", "chuong trinh hanh dong": "ctr", "chuong trinh": "ctr",
    "bao cao": "bc", "chi thi": "ct", "thong bao": "tb", "ket luan": "kl", "huong dan": "hd",
    "cong dien": "cd", "cong van": "cv", "to trinh": "ttr", "de an": "da", "phuong an": "pa",
    "quy che": "qc", "quy dinh": "qdi", "luat": "luat", "van ban hop nhat": "vbhn", "phap lenh": "pl",
    "van ban": "",
}  # fmt: skip
_SAME_CODE = {"ctrinh": "ctr", "qh": "luat", "l": "luat"}
_CODES = "|".join(sorted({*KIND_CODES.values(), "ctrinh"} - {"", "luat"}, key=len, reverse=True))
_WORDS = "|".join(KIND_CODES)
_ORGANS = (
    r"ct ubnd|ctubnd|ubnd|hdnd|cp|ttg|tw|tu|hu|thu|du|vpcp|qh\d*|ubtvqh\d*|ctn|ttpvhcc|bcd|btc|bct|bxd|bnv"
    r"|byt|bqp|bca|btp|bgddt|bkhcn|bnnmt|bnnptnt|bvhttdl|btnmt|btttt|bldtbxh|bgtvt|bkhdt|nhnn|tandtc|ct|cs|chq"
)
_SERIAL, _YEAR = r"(?P<serial>\d{1,6})", r"(?P<year>(?:19|20)\d\d)"
_SEPARATOR = r"\s*[/\-. ]\s*"
_UNIT = (
    r"(?!\w|[.,/%-]\d|\s*%|\s+(?:nam(?! (?:nao|may|(?:19|20)\d\d(?!\s*-)))|thang"
    r"|ngay(?! (?:nao|may))|gio|tuan|ty|trieu|nghin|ha|km"
    r"|quy(?! (?:dinh|che|hoach|mo|trinh|uoc|tac))|nguoi|ho|muc)\b)"
)
_WHOLE = re.compile(
    r"(?<![\w/.,-])\d+(?:/\d{4})?[/-][^\W\d_][\w&]*(?:[-/.][\w&]+)*(?:\s+(?:ubnd|hdnd|cp|ttg|tw|tu|hu)\b)?"
)
_NAMED = re.compile(rf"(?:\b(?:{_WORDS}|{_CODES})\s+)?(?:\bso\s*:?\s*)?{_WHOLE.pattern}")
_AFTER_KIND = re.compile(
    rf"\b(?P<kind>{_WORDS}|{_CODES})\s*(?:so\s*:?\s*)?{_SERIAL}(?!\d)(?:{_SEPARATOR}{_YEAR}\b)?"
    rf"(?P<codes>(?:{_SEPARATOR}(?:{_CODES}|{_ORGANS})\b)*){_UNIT}"
)
_BEFORE_KIND = re.compile(
    rf"(?<![\w/.,-]){_SERIAL}(?:{_SEPARATOR}{_YEAR})?"
    rf"(?P<codes>\s*[/\-. ]?\s*(?:{_CODES}){_SEPARATOR}(?:{_ORGANS}))\b"
)
_YEARLY = frozenset({"ctr", "kh", "bc", "nq", "da", "pa"})  # kinds that are made for a year
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
_PARTS = re.compile(r"^\D*0*(?P<serial>\d+)(?:[/-](?P<year>(?:19|20)\d\d)(?!\d))?(?P<codes>.*)$")


@dataclass(frozen=True, slots=True)
class Number:
    """Parts of a number; ``codes`` unaccented in small letters: ``("qd", "ubnd")``."""

    serial: str
    year: int | None
    codes: tuple[str, ...]


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Number | None:
    """``"01779/QĐ-UBND"`` → serial 1779, codes qd and ubnd; ``None`` where no digit stands."""
    found = _PARTS.match(normal_number(text))
    if not found:
        return None
    codes = tuple(_SAME_CODE.get(code, code) for code in re.findall(r"[a-z]\w*", found["codes"]))
    return Number(found["serial"], int(found["year"]) if found["year"] else None, codes)


def normal_number(number: str) -> str:
    """A document's number however typed: ``155/2020/nd-cp`` and ``155/2020/NĐ-CP`` → one form."""
    return unaccent(number).lower().replace(" ", "")


def numbers_in(original: str, meant: str = "") -> tuple[str, ...]:
    """Numbers of documents that a question names, as typed and as restored, in one form each.

    A number with strokes stays whole (``452/qd-ubnd``); one in loose words is put together, the kind
    in words as its code: "nghị định 30 2020" → ``30/2020/nd``, "quyết định 452" → ``452/qd``.
    """
    typed, read = (re.sub(r"\s+", " ", unaccent(text).lower()) for text in (original, meant))
    found = dict.fromkeys(_tidy(match[0]) for match in _WHOLE.finditer(typed))
    for text in (typed, read):
        for number in _loose(_WHOLE.sub(" ", text)):
            if not any(_says_more(parse_number(other), parse_number(number)) for other in found):
                found[number] = None
    return tuple(found)


def without_numbers(text: str) -> str:
    """A question without the numbers of documents that it names, and the kinds that stand before them.

    >>> without_numbers("Quyết định số 452/QĐ-UBND do ai ký?")
    'do ai ký?'
    """
    plain = unaccent(text).lower()
    if len(plain) != len(text):
        return text
    for pattern in (_NAMED, _BEFORE_KIND, _AFTER_KIND):
        for start, end in (match.span() for match in pattern.finditer(plain)):
            text = text[:start] + " " * (end - start) + text[end:]
    return " ".join(text.split())


def fits(asked: Number, own: Number, kind: str | None, year: int | None) -> bool:
    """Whether all that ``asked`` states agrees with a document's number, kind and year."""
    if asked.serial != own.serial or (asked.year and asked.year != (own.year or year)):
        return False
    codes = {*own.codes, KIND_CODES.get(unaccent(kind or "").lower(), "")}
    joined = "".join(own.codes)
    return all(code in codes or (len(code) > 3 and code in joined) for code in asked.codes)


def _loose(text: str) -> Iterator[str]:
    for match in _BEFORE_KIND.finditer(text):
        yield _number(match["serial"], match["year"], match["codes"])
    for match in _AFTER_KIND.finditer(text):
        code = KIND_CODES.get(match["kind"], match["kind"])
        lone = match[0].endswith(f"{match['kind']} {match['serial']}")
        if lone and code in _YEARLY and _IS_YEAR.fullmatch(match["serial"]):
            continue  # "kế hoạch 2023" is the plan for a year
        yield _number(match["serial"], match["year"], f"{code} {match['codes'] or ''}")


def _number(serial: str, year: str | None, codes: str) -> str:
    said = "-".join(dict.fromkeys(re.findall(r"[a-z]\w*", codes.replace("ct ubnd", "ctubnd"))))
    return "/".join(part for part in (serial, year, said) if part)


def _tidy(whole: str) -> str:
    return re.sub(r"\s+", "-", whole.strip())


def _says_more(known: Number | None, other: Number | None) -> bool:
    """Whether ``known`` already states all that ``other`` does."""
    if not known or not other or known.serial != other.serial:
        return False
    return set(other.codes) <= set(known.codes) and other.year in (None, known.year)
