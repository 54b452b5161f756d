"""The organ whose section a sentence stands in: "1. Sở Y tế" above "Là cơ quan thường trực, …"."""

from __future__ import annotations

import re

from answer.found import Span
from answer.question import Asked
from answer.whom import asks_under_whom, asks_with_whom, helpers, names_organ, opens_with_organ
from ingest.facts.plain import plain
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.words import UPPER
from ingest.types import Document, Section

# What is done for or with another organ is asked of that one, which the sentence itself names.
_FOR_ANOTHER = re.compile(r"phối hợp với|báo cáo (?:ai|cho|cơ quan)|tham mưu cho|trình (?:ai|cơ quan)|gửi")
_CHARGES = re.compile(r"(?<!\w)(?i:giao|phân công|đề nghị|yêu cầu)(?: cho)?\s[A-ZĐÔỦ]")
_MARKER = re.compile(r"\W*(?:(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\W*)?")
_OF_ORGAN = re.compile(
    r"(?:(?:Trách nhiệm|Nhiệm vụ|Quyền hạn)(?:,? (?:và )?(?:nhiệm vụ|quyền hạn))? của|Giao|Đề nghị)\s"
)
_MORE = re.compile(rf"(?:,\s(?:các\s)?[{UPPER}][\w\s]*)*")  # organs, or the rest of a name, after commas
_FARTHEST = 3000  # characters between a heading and a sentence below it


def organ_above(asked: Asked, sentence: Sentence, reading: Reading) -> Span | None:
    """Where the heading names the organ that does what a sentence without a subject says; or with whom it is
    done, where that is asked for."""
    if asked.kind != "who" or sentence.row is not None:
        return None
    if asks_with_whom(asked):
        return _helpers(sentence, reading, asks_under_whom(asked))
    if _FOR_ANOTHER.search(asked.text):
        return None
    if opens_with_organ(sentence.text) or _CHARGES.search(sentence.text):
        return None
    section = _headed_by_organ(reading.document, sentence.section)
    if section is None or sentence.start - section.start > _FARTHEST:
        return None
    line = plain(reading.document.text, section.start, sentence.start)
    name = _name(section.heading)
    at = line.text.find(name)
    return line.span(at, at + len(name)) if at >= 0 else None


def _helpers(sentence: Sentence, reading: Reading, under: bool) -> Span | None:
    """With whom it is done, as the sentence says or the line above that leads it in; or ``under`` whom."""
    if named := helpers(sentence.text, under):
        return sentence.span(*named)
    if under:
        return None
    sections = {one.id: one for one in reading.document.sections}
    section = sections.get(sentence.section or "")
    while section is not None and sentence.start - section.start < _FARTHEST:
        line = plain(reading.document.text, section.start, sentence.start)
        if named := helpers(line.text.split("\n")[0]):
            return line.span(*named)
        section = sections.get(section.parent or "")
    return None


def _headed_by_organ(document: Document, id: str | None) -> Section | None:
    sections = {one.id: one for one in document.sections}
    while id is not None and id in sections:
        section = sections[id]
        if _name(section.heading):
            return section
        id = section.parent
    return None


def _name(heading: str) -> str:
    """The organs that a heading names behind its number: "Sở Văn hóa, Thể thao và Du lịch" of "6. Trách nhiệm
    của Sở Văn hóa, Thể thao và Du lịch"; empty where it begins otherwise."""
    marker = _MARKER.match(heading)
    named = heading[marker.end() :].rstrip(" .:;") if marker else heading
    if of := _OF_ORGAN.match(named):
        named = named[of.end() :]
    size = names_organ(named)
    return named if size and _MORE.fullmatch(named, size) else named[:size]
