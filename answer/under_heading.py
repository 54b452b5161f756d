"""What stands under the heading that a question names: "mục tiêu tổng quát", "các nhiệm vụ đột phá là gì".

Plans and reports have parts of fixed names. A question that says no more than such a name asks for the part,
not for the sentence elsewhere that holds its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from answer.found import Found, Span
from answer.question import Asked
from ingest.facts.sentences import Reading
from ingest.facts.words import fold
from ingest.types import Document, Section

# How the parts are named that every plan, report or resolution may have, folded.
_PART = re.compile(
    r"(?:muc tieu|muc dich|yeu cau|quan diem|phuong huong|phuong cham|nhiem vu|giai phap|chi tieu|"
    r"uu diem|han che|ton tai|khuyet diem|nguyen nhan|bai hoc|thuan loi|kho khan|ket qua|nguyen tac|"
    r"pham vi|doi tuong|to chuc thuc hien)\b"
)
_BEFORE = re.compile(r"^(?:(?:cac|nhung|mot so|ve|\d{1,2})\s)+")
_BEHIND = re.compile(
    r"(?:\s(?:cua|trong|cho|la|gom|bao gom|nhu|the|nao|gi|ra|sao|nhung|cac|cu|duoc|neu|dat|de|"
    r"thuc hien|trong nam|nam|nhiem ki|giai doan|thoi ki|ke hoach|chuong trinh|hanh dong|nghi quyet|"
    r"bao cao|tinh|huyen|xa|thanh pho|dia phuong|den|toi|tu|(?:19|20)\d\d))+$"
)
_LIGHT = frozenset(re.findall(r"\w+", "cac nhung mot so ve va cua chu yeu chinh tong quat chung"))
_OF_PLACE = r"(?:(?:của|ở|tại|cho)\s+)?(?:(?:tỉnh|huyện|thành phố|thị xã|xã|phường)\s+)?"
_COUNTED = re.compile(r"\b(?:bao nhieu|may)\b")
_LONGEST = 3000  # characters: a longer part is read in its own parts
_MOST = 4  # parts told, one a document
_SURE = 0.9


def under_heading(asked: Asked, readings: Mapping[str, Reading]) -> list[Found]:
    """The parts of documents whose heading is all that a question says; empty where it says more."""
    name = _named(asked)
    if not name or asked.cited is not None:
        return []
    found = []
    for reading in readings.values():
        document = reading.document
        rest = name - frozenset(fold(document.place or "").split())
        parts = [one for one in document.sections if _is(rest, one) and _timely(asked, document, one)]
        bodies = [body for one in parts if (body := body_of(reading, one))]
        found += [Found(document, body, body, _SURE) for body in bodies[:1]]
    return found[:_MOST]


def _named(asked: Asked) -> frozenset[str]:
    """The syllables of the part that a question names and says nothing else of."""
    text = asked.text.strip(" ?.!")
    for place in asked.places:
        text = re.sub(rf"{_OF_PLACE}(?<!\w){re.escape(place)}(?!\w)", " ", text, flags=re.IGNORECASE)
    said = _plain(text)
    if asked.kind not in {"number", "which", "task", "content"} or _COUNTED.search(said):
        return frozenset()
    said = _BEHIND.sub("", _BEFORE.sub("", said))
    return frozenset(said.split()) - _LIGHT if _PART.match(said) else frozenset()


def _is(name: frozenset[str], section: Section) -> bool:
    """Whether a section is called so, no more and no less."""
    heading = _BEHIND.sub("", _BEFORE.sub("", _plain(section.heading)))
    return bool(_PART.match(heading)) and frozenset(heading.split()) - _LIGHT == name


def body_of(reading: Reading, section: Section) -> Span | None:
    """What stands below the heading of a section; ``None`` for nothing or too much."""
    within = reading.within(section.start, section.end)
    inside = (one for one in within if one.start >= section.start and one.end <= section.end)
    told = [one for one in inside if not one.is_heading]
    if not told or section.end - told[0].start > _LONGEST:
        return None
    return told[0].start, max(one.end for one in told)


def _timely(asked: Asked, document: Document, section: Section) -> bool:
    """Whether the document, the section or one that it lies in is of the years that are asked for."""
    years = {str(year) for period in asked.periods for year in (period.first, period.last)}
    said = (str(document.year or ""), document.title, *_above(document, section))
    return not years or any(year in one for one in said for year in years)


def _above(document: Document, section: Section) -> Iterator[str]:
    """The headings of a section and of those that it lies in."""
    sections = {one.id: one for one in document.sections}
    at: Section | None = section
    while at is not None:
        yield at.heading
        at = sections.get(at.parent) if at.parent else None


def _plain(text: str) -> str:
    """The words of a text without marks: "nhiem ky 2020 2025"."""
    return " ".join(re.findall(r"\w+", fold(text)))
