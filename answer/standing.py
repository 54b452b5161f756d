"""Where a document stands: which other documents of the store replace, abolish or amend it.

A document says so in its own clauses, so those that cite its number are looked up and read around the
citation; that a store holds no such document is no proof that there is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from answer.citations import citations, same_number
from index.content import DocumentInfo
from index.engine import Index
from index.types import Hit

Relation = Literal["replaced", "abolished", "amended"]

_BEFORE: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("replaced", re.compile(r"thay thế(?:\s+cho)?[^.;\n]{0,40}$", re.IGNORECASE)),
    ("abolished", re.compile(r"(?:bãi bỏ|hủy bỏ|huỷ bỏ)[^.;\n]{0,40}$", re.IGNORECASE)),
    ("amended", re.compile(r"sửa đổi(?:, bổ sung)?[^.;\n]{0,90}$", re.IGNORECASE)),
)
_AFTER: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("abolished", re.compile(r"^[^.;\n]{0,160}?(?:hết hiệu lực|bị bãi bỏ)", re.IGNORECASE)),
)
_WORDS: dict[Relation, str] = {"replaced": "thay thế", "abolished": "bãi bỏ", "amended": "sửa đổi, bổ sung"}
_DEPTH = 20  # passages that may cite the number
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Standing:
    """``by`` is the document that says so, ``start`` and ``end`` the citation in its text."""

    relation: Relation
    by: DocumentInfo
    start: int
    end: int

    @property
    def told(self) -> str:
        """ "Đã được thay thế bởi Quyết định số 90/QĐ-UBND"."""
        named = " ".join(
            part for part in (self.by.kind, f"số {self.by.number}" if self.by.number else "") if part
        )
        return f"Đã được {_WORDS[self.relation]} bởi {named or self.by.title}"


def standings(index: Index, info: DocumentInfo) -> tuple[Standing, ...]:
    """What later documents of the store do to a document; empty where its number is unknown."""
    if not info.number:
        return ()
    hits = index.search(f"{info.kind or 'văn bản'} số {info.number}", _DEPTH, "lexical")
    found = [
        _read(index, hit, info, index.info(hit.passage.document))
        for hit in hits
        if hit.passage.document != info.id
    ]
    return tuple({(one.relation, one.by.id): one for one in found if one}.values())


def _read(index: Index, hit: Hit, info: DocumentInfo, by: DocumentInfo) -> Standing | None:
    text = index.document(by.id).text
    low, high = hit.passage.start, hit.passage.end
    for cited in citations(text[low:high]):
        if not cited.number or not same_number(cited.number, info.number or "", info.kind, info.year):
            continue
        before = text[max(0, low + cited.name[0] - _AROUND) : low + cited.name[0]]
        after = text[low + cited.span[1] : low + cited.span[1] + _AROUND]
        relation = next((name for name, pattern in _BEFORE if pattern.search(before)), None)
        relation = relation or next((name for name, pattern in _AFTER if pattern.match(after)), None)
        if relation:
            return Standing(relation, by, low + cited.name[0], low + cited.name[1])
    return None
