"""The class with its number that a clause gives to what is asked about: "Mức 2" for a car of 2015, where the
clause says "từ năm 1999 đến hết năm 2016"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from answer.candidates import Look
from answer.features import FILLERS
from answer.found import Found
from answer.terms import bag, coverage, precision, sought
from answer.within import within
from ingest.facts.sentences import Reading
from ingest.facts.words import fold

_SORTS = {
    "muc": "mức",
    "hang": "hạng",
    "cap": "cấp",
    "loai": "loại",
    "bac": "bậc",
    "nhom": "nhóm",
    "lop": "lớp",
}
# "được cấp mấy cái chăn" and "cấp 01 lần" count what is given.
_THINGS = "cai|chiec|lan|bo|quyen|cuon|to|the|giay|suat|chung chi|phieu|con|cay|doi|hop"
_ASKED = re.compile(rf"\b({'|'.join(_SORTS)}) (?:\w+ ){{0,2}}?(nao|may)\b(?! (?:{_THINGS})\b)")
_COUNTS = re.compile(rf"(?:{_THINGS})\b")
_ENOUGH = 0.5  # share of the question that a clause and what stands over it must hold
_ALONE = 0.7  # where no value of the question falls into a range of the clause
_PLAIN = 0.3  # worth of a clause that says nothing beside what is asked for
_FULL = 0.95


def class_told(look: Look, readings: Mapping[str, Reading]) -> list[Found]:
    """The class that is asked for; empty where the question asks for none or no clause gives one."""
    asked = _ASKED.search(fold(look.asked.text))
    if asked is None or look.asked.kind == "rank":
        return []
    named = re.compile(
        rf"(?<!\w)(?:khối )?{_SORTS[asked[1]]}\s(?:\d{{1,2}}|[IVX]+|[A-E])(?![\w.,]\w|\w|%)"
        r"(?:\strở (?:lên|xuống))?",
        re.IGNORECASE,
    )
    ideas, places = sought(look.terms), [fold(place) for place in look.asked.places]
    best: tuple[float, Found | None] = 0.0, None
    for reading in readings.values():
        title = bag(reading.document.title)
        for one in reading.sentences:
            match = named.search(one.text) if not one.is_heading else None
            if match and _COUNTS.match(fold(one.text[match.end() : match.end() + 12])):
                match = None
            fits = within(look.asked.text, one.text) if match else None
            if match is None or fits is False or (fits is None and asked[2] != "may"):
                continue
            if any(
                place not in fold(one.text) for place in places if place != fold(reading.document.place or "")
            ):
                continue
            own, above = bag(one.text), bag(" ".join((*one.headings, one.lead)))
            held = coverage(look.terms, ((own, 1.0), (above, 0.7), (title, 0.6)))
            worth = held + _PLAIN * precision(ideas, own, look.weights, FILLERS)
            if held >= (_ENOUGH if fits else _ALONE) and worth > best[0]:
                span = one.span(*match.span())
                best = worth, Found(reading.document, span, (one.start, one.end), min(held, _FULL))
    return [best[1]] if best[1] else []
