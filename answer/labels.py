"""Which part of a document says a thing: "điều nào quy định …", "mục mấy nói về …"."""

from __future__ import annotations

import re

from answer.found import Span
from answer.question import Asked
from ingest.facts.sentences import Reading, Sentence

_MARKS = {
    "dieu": r"Điều\s+\d+",
    "khoan": r"(?:Khoản\s+)?\d+(?=[.)])",
    "muc": r"(?:Mục\s+)?(?:[IVXLC]+|\d+(?:\.\d+)*)(?=[\s.)-])",
    "chuong": r"Chương\s+[IVXLC\d]+",
}


def mark_of(asked: Asked, sentence: Sentence, reading: Reading) -> Span | None:
    """The mark ("Điều 4") of the innermost part of the wanted sort that holds a sentence."""
    wanted = re.compile(rf"\s*[*#]*\s*(?P<what>{_MARKS[asked.label or 'dieu']})", re.IGNORECASE)
    text = reading.document.text
    for section in sorted(reading.document.sections, key=lambda one: (one.end - one.start, one.start)):
        line = text.rfind("\n", 0, section.start) + 1
        if section.start <= sentence.start < section.end and (match := wanted.match(text, line)):
            return match.span("what")
    return None
