"""Sentence ends in official Vietnamese: abbreviations, "7.555 tỷ", "TT. ", "./." do not mislead it."""

from __future__ import annotations

import re

from ingest.letters import UPPER

_END = re.compile(r"[.!?…;]+[\"”’)\]*]*(?=\s+)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"/])(?:[A-ZĐ]{1,4}|TT|TP|Tp|ThS|Th\.S|TS|PGS|GS|BS|KS|CN|Ô|Bà|St|No|Nr|Ng|Th|Tr|Ph|Nh|Kh|Ch|tr|vv|v\.v|[a-zđ])\.$"
)
_MARKER_DOT = re.compile(
    r"(?:^|\n)\s*[*\"“]*(?:(?:[ĐÐ]i[ềê]u|Chương|Mục|Phần)\s+)?(?:\d+[a-z]?|[IVXLC]+)(?:\.\d+)*\.$"
)
_OPENS = re.compile(rf"[\s*\"“‘(\[]*(?:[{UPPER}0-9]|[-–+•]\s)")


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Offsets in ``text`` just after each sentence of ``text[start:end]``; the last one is ``end``.

    A semicolon ends a unit too: lists inside a paragraph are parted by semicolons.
    """
    ends = []
    for found in _END.finditer(text, start, end):
        if _is_end(text, found, start, end):
            ends.append(found.end())
    if not ends or ends[-1] != end:
        ends.append(end)
    return ends


def _is_end(text: str, found: re.Match[str], start: int, end: int) -> bool:
    stop = found.end()
    if stop >= end:
        return False
    if ";" in found.group():
        return True
    before = text[max(start, stop - 24) : stop]
    if _ABBREVIATED.search(before) or _MARKER_DOT.search(before):
        return False
    return _OPENS.match(text, stop, end) is not None
