"""The value behind its label inside a text: "Mã số: 1.004423", "địa chỉ: Số 5, đường …"."""

from __future__ import annotations

import re

from answer.found import Span
from answer.needs import PHONE, SITE
from answer.question import Asked
from answer.terms import Term, bag, coverage
from ingest.facts.words import fold

_CODE = re.compile(
    r"(?<!\w)Mã(?:\s(?:số|định danh|hồ sơ|TTHC|thủ tục|hành chính))*\s?:\s*(?P<value>\w[\w.\-/]*\d[\w\-/]*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<!\w)(?:địa chỉ(?:\s(?:tại|trụ sở|liên hệ))?|đ/c)\s?:\s*"
    r"(?P<value>[^;|)]+?)(?=\s[+\-–]\s|\.\s|\.?$|\s?[;|)])",
    re.IGNORECASE,
)
_BESIDE = 120  # characters before a label that may say whose value it is
_NAMES_UNIT = 0.5  # of a question that the words before a number must hold: else it is somebody else's
_PHONE = re.compile(rf"(?P<value>{PHONE})")
_SITE = re.compile(rf"(?P<value>{SITE})")
_ASKED = (
    (re.compile(r"(?:cho (?:hoi|biet) )?ma (?!luc)(?:\w+ )"), _CODE),
    (
        re.compile(
            r"(?:cho (?:hoi|biet) )?dia chi (?!web|email|thu)|.*\bdia chi (?:o dau|la gi|nao|cu the)\b"
        ),
        _ADDRESS,
    ),
    (re.compile(r".*\b(?:so dien thoai|so may|hotline|duong day nong)\b"), _PHONE),
    (re.compile(r".*\b(?:trang web|website|trang dien tu|dia chi web) (?:nao|gi|la gi|la)\b"), _SITE),
)


def value_told(asked: Asked, terms: tuple[Term, ...], text: str) -> Span | None:
    """Where ``text`` says what a question opens with; of several, the value of the clause that says most."""
    label = next((told for opens, told in _ASKED if opens.match(fold(asked.text))), None)
    found = list(label.finditer(text)) if label else []
    if not found:
        return None
    starts = [0, *(one.end() for one in found)]
    clauses = [
        text[max(low, one.start() - _BESIDE) : one.end()] for low, one in zip(starts, found, strict=False)
    ]
    held = [coverage(terms, ((bag(clause), 1.0),)) for clause in clauses]
    best = max(range(len(found)), key=lambda at: (held[at], -at))
    if label is _PHONE and held[best] < _NAMES_UNIT:
        return None
    return found[best].span("value")
