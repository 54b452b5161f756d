"""Shorthand of hurried typing that no dictionary of offices holds: "bn" for "bao nhiêu", "h." for "huyện"."""

from __future__ import annotations

import re
from collections.abc import Collection

from index.types import Change
from ingest.facts.words import LOWER, UPPER

_ASKING = re.compile(r"(?<!\w)(?:bao\s+nhi[eê]u|m[aấ]y|n[aà]o|g[iì]|ai|[đd][aâ]u)(?!\w)", re.IGNORECASE)
_HOW_MANY = (re.compile(r"(?<!\w)(?:bn|bnh|bnhieu|bnhiêu)(?!\w)"), "bao nhiêu")
_AREA = (re.compile(r"(?<!\w)DT(?!\w)"), "diện tích")  # without diacritics it may be Đồng Tháp, too
_ALWAYS = (
    (re.compile(r"(?<!\w)ntn(?!\w)", re.IGNORECASE), "như thế nào"),
    (re.compile(r"(?<!\w)KT\s*(?:,|và|-|/)?\s*GS(?!\w)"), "kiểm tra, giám sát"),
    *(
        (re.compile(rf"(?<!\w){short}\.(?=\s?[{UPPER}][{LOWER}])"), long)
        for short, long in (("[Hh]", "huyện"), ("[Tt]", "tỉnh"), ("[Xx]", "xã"), ("[Pp]", "phường"))
    ),
)


def spelled(question: str, kept: Collection[str] = ()) -> tuple[str, tuple[Change, ...]]:
    """The question with such shorthand written out, and each change; what is ``kept`` stays as typed.

    A "bn" beside another question word may be a name, so it stays, too.
    """
    rules = _ALWAYS if question.isascii() else (_AREA, *_ALWAYS)
    rules = rules if _ASKING.search(question) else (_HOW_MANY, *rules)
    changes: list[Change] = []
    for short, long in rules:
        found = short.search(question)
        if found and found[0] not in kept:
            changes.append(Change("abbreviation", found[0], long))
            gap = " " if found[0].endswith(".") and question[found.end()] != " " else ""
            question = short.sub(long + gap, question)
    return question, tuple(changes)
