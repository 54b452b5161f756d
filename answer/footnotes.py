"""Names that a footnote lists: "12 địa phương [1] …" in the text, "[1] Sơn La, Lai Châu, …" below it."""

from __future__ import annotations

import re

from answer.found import Span
from answer.question import Asked
from ingest.facts.sentences import Reading
from ingest.facts.words import fold

_MARK = re.compile(r"(?P<noun>\w+(?:\s\w+)?)\s?\[(?P<number>\d{1,2})\]")
_NAMES = re.compile(
    r"(?:[^.;:]|(?<=\bTP)\.|(?<=\bTp)\.)+,(?:[^.;:]|(?<=\bTP)\.|(?<=\bTp)\.)+"
)  # a list, nothing said of it


def listed_below(asked: Asked, text: str, end: int, reading: Reading) -> Span | None:
    """The list in the footnote that ``text``, a sentence that ends at ``end``, marks behind the very noun
    that is asked for ("địa phương nào"); ``None`` where it marks none or the note is no list."""
    if asked.kind != "which" or len(asked.noun) < 2:
        return None
    for mark in _MARK.finditer(text):
        if fold(mark["noun"]).split()[-1:] == list(asked.noun[-1:]):
            return _note(mark["number"], end, reading.document.text)
    return None


def _note(number: str, end: int, text: str) -> Span | None:
    """The list in the next footnote of a number, on over lines that end with a comma."""
    opens = re.compile(rf"^\W*\[{number}\]\s*(?:(?:Bao gồm|Gồm|Cụ thể|Đó là)\s?:?\s+)?", re.MULTILINE)
    note = opens.search(text, end)
    if note is None:
        return None
    high = _line_end(text, note.end())
    while text[:high].rstrip()[-1:] == "," and high < len(text):
        high = _line_end(text, high + 1)
    listed = text[note.end() : high].rstrip(" .;*")
    return (note.end(), note.end() + len(listed)) if _NAMES.fullmatch(listed) else None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
