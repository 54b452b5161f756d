"""What a name leaves to its surroundings: "thời hạn 05 ngày làm việc" under "Thủ tục cấp giấy phép …".

A name that says only how long, where or for whom takes the words of what stands above it; one that says
nothing even then names no figure.
"""

from __future__ import annotations

import re

from ingest.facts import naming_words as words
from ingest.facts.building import Naming, naming_of
from ingest.facts.plain import plain
from ingest.facts.sentences import split
from ingest.facts.spans import cut
from ingest.nodes import Node
from ingest.types import Document

_CIRCUMSTANCE = re.compile(r"[\s\W]*(?:tại|ở|đối với|trường hợp)(?!\w)", re.IGNORECASE)
_SPAN = re.compile(r"(?<!\w)(?:thời (?:hạn|gian)|định kỳ|mức|tổng số|tỷ lệ|số lượng)(?!\w)", re.IGNORECASE)
_BRIEF = re.compile(r"(?:tổng )?thời (?:hạn|gian)(?: [^\W\d]+){0,3}", re.IGNORECASE)
_GENERAL = re.compile(
    r"(?:QUY ĐỊNH|NHỮNG QUY ĐỊNH|Quy định)\s+(?:CHUNG|chung|CỤ THỂ|cụ thể)|"
    r"(?:Điều khoản|ĐIỀU KHOẢN|NỘI DUNG|Nội dung|Trình tự|Thành phần|Tổ chức|TỔ CHỨC|Giải thích|Căn cứ|"
    r"Phạm vi|Đối tượng)(?!\w)"
)
_LENGTH = 14  # syllables of a heading
_SHORT = 12  # syllables of a circumstance that stands alone


def leans(name: str) -> bool:
    """Whether a heading completes a name: "thời hạn tối đa", "Tại Sở Xây dựng", "đối với hộ cận nghèo"."""
    if words.says_nothing(name):
        return bool(_SPAN.search(name))
    if _BRIEF.fullmatch(name):
        return True
    return bool(_CIRCUMSTANCE.match(name)) and len(words.WORD.findall(name)) <= _SHORT


def heading_of(document: Document, node: Node, start: int) -> Naming | None:
    """The words of the nearest heading above ``start`` that says of what its lines are."""
    step: Node | None = node
    while step is not None:
        if step.heading and step.start < start and not _GENERAL.match(step.heading):
            found = _words(document, step)
            if found and not words.says_nothing(found.words) and not leans(found.words):
                return found
        step = step.parent
    return None


def _words(document: Document, node: Node) -> Naming | None:
    end = document.text.find("\n\n", node.start)
    low = node.start
    end = min(end if end >= 0 else len(document.text), low + 4 * len(node.heading) + 80)
    whole = plain(document.text, low, end)
    spans = split(whole.text, 0, len(whole.text))
    at = whole.text.find(node.heading[:24].strip())
    if at < 0 or not spans:
        return None
    taken = cut(whole.text, (at, min(len(whole.text), at + len(node.heading))), _LENGTH)
    return naming_of(whole, (taken,)) if taken else None
