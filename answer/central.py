"""What documents of no place, as ministries and the Government issue them, say of the place asked about.

"Hà Nội có tối thiểu 20 trạm, Thành phố Hồ Chí Minh có tối thiểu 50 trạm": each clause is of the place that
it names; a table row is of the one that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from answer.candidates import Candidate
from answer.question import Asked
from answer.question_places import EVERYDAY_NAMES
from index.content import DocumentInfo
from ingest.facts.words import fold
from ingest.places import PROVINCES

_ISSUED = re.compile(
    r"(?:Thủ tướng|Chính phủ|Quốc hội|(?:Ủy|Uỷ) ban Thường vụ Quốc hội|Bộ|Cục|Tổng cục|"
    r"Văn phòng (?:Chính phủ|Quốc hội|Trung ương)|Ban (?:Chấp hành Trung ương|Bí thư)|Ngân hàng Nhà nước|"
    r"Thanh tra Chính phủ|Kiểm toán Nhà nước|Ban Chỉ đạo (?:của )?(?:Chính phủ|Trung ương))(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"-(?:TTg|CP|VPCP|BCĐTW|B[A-ZĐ]{1,8}|NHNN)$|/\d*QH\d+$|[/-][A-ZĐ]*TW$")
_SHORT_NAMES = {"ho chi minh": ("tp hcm", "tphcm", "hcm")}


def central(infos: Iterable[DocumentInfo]) -> frozenset[str]:
    """Ids of the documents that organs of the whole country issued, or that do not say whose they are."""
    return frozenset(info.id for info in infos if info.place is None and _of_country(info))


def _of_country(info: DocumentInfo) -> bool:
    if not info.issuer and not info.number:  # a page without its letterhead
        return True
    return bool(_ISSUED.match(info.issuer or "") or _NUMBERED.search(info.number or ""))


def places_told(asked: Asked, one: Candidate) -> tuple[str, ...]:
    """Those of the places asked about of which a candidate speaks: its own clause or row names them, or no
    other place is nearer."""
    beside = _BESIDE.search(_spoken(asked.text)) is not None  # who asks so wants those
    for text in _regions(one):
        said = _spoken(text) if beside else _BESIDE.sub(" ", _spoken(text))
        told = [place for place in asked.places if _names(said, place)]
        if told and one.fact is not None:  # "Sơn La (13%), Lai Châu (22%)": the last before the figure
            return (max(told, key=lambda place: said.rfind(f" {fold(place)} ")),)
        if told or _other(said):
            return tuple(told)
    return ()


def _regions(one: Candidate) -> Sequence[str]:
    """Where a candidate's place may be named, the nearest first."""
    sentence = one.sentence
    around = (sentence.lead, " ".join(sentence.headings))
    if one.fact is None:
        return (sentence.text, *around)
    if sentence.row is not None:
        return (one.fact.own, one.fact.outer, *around)
    return (one.fact.own, one.fact.outer, sentence.text[: one.fact.figure.start], *around)


@lru_cache(maxsize=8192)
def _spoken(text: str) -> str:
    return f" {fold(text)} "


# "các tỉnh xung quanh thành phố Hà Nội", "so với Hà Nội" is not of Hà Nội.
_BESIDE = re.compile(
    " (?:xung quanh|lan can|giap(?: voi| ranh)?|so voi|ngoai|tru|cach) "
    "(?:(?:tinh|thanh pho|tp|cac tinh) )?(?:"
    + "|".join(re.escape(fold(name)) for name in PROVINCES)
    + ")(?= )"
)


def _names(said: str, place: str) -> bool:
    name = fold(place)
    return any(f" {form} " in said for form in (name, *_SHORT_NAMES.get(name, ())))


@lru_cache(maxsize=8192)
def _other(said: str) -> bool:
    """Whether a text names any province."""
    return _ANY.search(said) is not None


_ANY = re.compile(
    " (?:"
    + "|".join(re.escape(name) for name in sorted({fold(one) for one in PROVINCES} - EVERYDAY_NAMES))
    + "|(?:tp|tinh|thanh pho) (?:"
    + "|".join(sorted(EVERYDAY_NAMES))
    + ")) "
)
