"""Places that a question names, provinces included that no document is about."""

from __future__ import annotations

import re
import unicodedata

from index.types import Understood
from ingest.facts.words import fold
from ingest.places import PROVINCES, place_named

EVERYDAY_NAMES = frozenset({"hoa binh", "thai binh", "hue", "phu tho", "ha nam"})


def places_named(understood: Understood) -> tuple[str, ...]:
    """Places the question names, provinces that no document is about included."""
    known = {fold(place) for place in understood.places}
    line = f" {fold(understood.text)} "
    named = place_named(understood.text)
    more = [name for name in PROVINCES if _stands(name, understood, line)] + (
        [named] if named and len(named) > 2 else []
    )
    fresh = [name for name in more if not any(f" {fold(name)} " in f" {one} " for one in known)]
    return (*understood.places, *dict.fromkeys(fresh))


def _stands(name: str, understood: Understood, line: str) -> bool:
    """Whether a province is named: by its capitals, after "tỉnh", or all in small letters where the
    name is no everyday word ("hòa bình" may be peace)."""
    plainly = fold(name)
    for text in (understood.text, understood.original):
        if re.search(rf"(?<!\w){re.escape(_bare(name))}(?!\w)", _bare(text)):
            return True
        small = text.lower()
        if name.lower() in small and plainly not in EVERYDAY_NAMES:
            return True
    if understood.original.isascii() and f" {plainly} " in f" {fold(understood.original)} ":
        return plainly not in EVERYDAY_NAMES
    return re.search(rf" (?:tinh|thanh pho|tp) {re.escape(plainly)} ", line) is not None


def _bare(text: str) -> str:
    """Without diacritics, capitals kept: "Ca Mau" is a name, "thái bình" may be peace."""
    marks = unicodedata.normalize("NFD", text)
    return (
        "".join(mark for mark in marks if not unicodedata.combining(mark)).replace("Đ", "D").replace("đ", "d")
    )
