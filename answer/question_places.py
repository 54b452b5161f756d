"""Places that a question names, provinces included that no document is about."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.types import Understood
from ingest.districts import district_named
from ingest.facts.words import fold
from ingest.places import PROVINCES, place_named

_SMALL = r"(?:xa|phuong|thi tran|thon|ap|ban|khom|to dan pho)"
_JOINED = r"(?:va|voi|cung|hay|hoac)"
EVERYDAY_NAMES = frozenset({"hoa binh", "thai binh", "hue", "phu tho", "ha nam"})


def places_named(understood: Understood) -> tuple[str, ...]:
    """Places the question names, provinces that no document is about included."""
    known = {fold(place) for place in understood.places}
    named = place_named(understood.text)
    district = None if named else district_named(understood.text)
    more = [*_provinces(understood), *(one for one in (named, district) if one and len(one) > 2)]
    fresh = [name for name in more if not any(f" {fold(name)} " in f" {one} " for one in known)]
    return (*understood.places, *dict.fromkeys(fresh))


def below(text: str, places: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the places that the question names as communes or smaller: "ở xã Lũng Cao"."""
    line = f" {fold(text)} "
    return tuple(one for one in places if re.search(rf" {_SMALL} {re.escape(fold(one))} ", line))


def _provinces(understood: Understood) -> list[str]:
    """Provinces that are named: by their capitals, after "tỉnh", or all in small letters where the name
    is no everyday word ("hòa bình" may be peace)."""
    texts = (understood.text, understood.original)
    bare, small = [_bare(text) for text in texts], [text.lower() for text in texts]
    line = f" {fold(understood.text)} "
    typed = f" {fold(understood.original)} " if understood.original.isascii() else ""
    found = [one for one in _known() if _stands(one, bare, small, line, typed)]
    beside = [one for one in _known() if one.plainly in EVERYDAY_NAMES and one not in found]
    named = [one.plainly for one in found] + [fold(name) for name in understood.places]
    return [one.name for one in (*found, *(one for one in beside if _coordinate(one.plainly, named, line)))]


def _coordinate(name: str, named: list[str], line: str) -> bool:
    """Whether an everyday word stands beside a place of its rank: "hòa bình và sơn la" names two."""
    if f" {name} " not in line:
        return False
    others = "|".join(re.escape(one) for one in named)
    beside = rf" (?:{name} {_JOINED} (?:tinh )?(?:{others})|(?:{others}) {_JOINED} (?:tinh )?{name}) "
    return bool(others) and re.search(beside, line) is not None


@dataclass(frozen=True, slots=True)
class _Province:
    """A name as questions write it: small, without diacritics in capitals and folded."""

    name: str
    small: str
    bare: str
    alone: re.Pattern[str]
    plainly: str
    levelled: re.Pattern[str]


@lru_cache(maxsize=1)
def _known() -> tuple[_Province, ...]:
    return tuple(
        _Province(
            name,
            name.lower(),
            _bare(name),
            re.compile(rf"(?<!\w){re.escape(_bare(name))}(?!\w)"),
            fold(name),
            re.compile(rf" (?:tinh|thanh pho|tp) {re.escape(fold(name))} "),
        )
        for name in PROVINCES
    )


def _stands(one: _Province, bare: list[str], small: list[str], line: str, typed: str) -> bool:
    everyday = one.plainly in EVERYDAY_NAMES
    for capitals, letters in zip(bare, small, strict=True):
        if one.bare in capitals and one.alone.search(capitals):
            return True
        if not everyday and one.small in letters:
            return True
    if typed and f" {one.plainly} " in typed:
        return not everyday
    return one.plainly in line and one.levelled.search(line) is not None


def _bare(text: str) -> str:
    """Without diacritics, capitals kept: "Ca Mau" is a name, "thái bình" may be peace."""
    marks = unicodedata.normalize("NFD", text)
    return (
        "".join(mark for mark in marks if not unicodedata.combining(mark)).replace("Đ", "D").replace("đ", "d")
    )
