"""What a name leaves to its surroundings: "thời hạn 05 ngày làm việc" under "Thủ tục cấp giấy phép …".

A name that says only how long, where or for whom takes the words of what stands above it; one that says
nothing even then names no figure.
"""

from __future__ import annotations

import re

from ingest.facts import naming_words as words
from ingest.facts.binding import Binding, Spans
from ingest.facts.building import Naming, naming_of
from ingest.facts.limits import is_limit
from ingest.facts.organs import is_organ
from ingest.facts.plain import plain
from ingest.facts.sentences import split
from ingest.facts.spans import cut, measured, size
from ingest.lines import Line
from ingest.nodes import Node
from ingest.types import Document

_CIRCUMSTANCE = re.compile(r"[\s\W]*(?:tại|ở|(?:áp dụng )?đối với|trường hợp)(?!\w)", re.IGNORECASE)
_SPAN = re.compile(r"(?<!\w)(?:thời (?:hạn|gian)|định kỳ|mức|tổng số|tỷ lệ|số lượng)(?!\w)", re.IGNORECASE)
_BRIEF = re.compile(r"(?:tổng )?thời (?:hạn|gian)(?: [^\W\d]+){0,3}", re.IGNORECASE)
_GENERAL = re.compile(
    r"(?:QUY ĐỊNH|NHỮNG QUY ĐỊNH|Quy định)\s+(?:CHUNG|chung|CỤ THỂ|cụ thể)|"
    r"(?:Điều khoản|ĐIỀU KHOẢN|NỘI DUNG|Nội dung|Trình tự|Thành phần|Tổ chức|TỔ CHỨC|Giải thích|Căn cứ|"
    r"Phạm vi|Đối tượng)(?!\w)"
)
_CHARGES = re.compile(r"(?<!\w)(?:chủ trì|phối hợp|có trách nhiệm|Giao)(?!\w)")
_BEGINS = re.compile(r"[.;](?=\s)")
_DEEP = 40  # syllables of a sentence before a figure
_NEAR = 36  # characters before a figure in which its measure stands
_LONG = 22  # syllables of a name
_LENGTH = 14  # syllables of a heading
_SHORT = 12  # syllables of a circumstance that stands alone


def leans(name: str) -> bool:
    """Whether a heading completes a name: "thời hạn tối đa", "Tại Sở Xây dựng", "đối với hộ cận nghèo"."""
    if words.says_nothing(name):
        return bool(_SPAN.search(name))
    if _BRIEF.fullmatch(name):
        return True
    return bool(_CIRCUMSTANCE.match(name)) and len(words.WORD.findall(name)) <= _SHORT


def is_assured(text: str, one: Binding, spans: Spans) -> bool:
    """Whether a name can be told with confidence.

    What a noun of measure heads is, what stands behind its figure, a time limit, and a time near the
    beginning of its clause. Else a figure without a unit is of nothing certain, nor is one deep in a long
    sentence or one whose name is long: of the judged figures every third of these had a wrong name, of the
    others one in twenty.
    """
    near = max(0, one.figure.start - _NEAR)
    if any(measured(text, span) or words.NOUN.search(text, max(near, span[0]), span[1]) for span in spans):
        return True
    begin = max((found.end() for found in _BEGINS.finditer(text, 0, one.figure.start)), default=0)
    depth = size(text, ((begin, one.figure.start),))
    if words.TIMES.match(one.figure.unit or ""):
        return is_limit(text, one) or depth < _DEEP // 2
    if one.figure.kind in {"ordinal", "ratio"} or spans[0][0] >= one.figure.at:
        return True
    if one.figure.unit is None:
        return False
    if one.figure.kind == "percent" and any(0 <= span[0] - one.figure.end < 3 for span in spans):
        return True  # "cung cấp 100% dịch vụ công trực tuyến"
    if depth >= _DEEP:
        return False
    acts = words.VERBS.match(text, *spans[0]) or words.MAKES.match(text, *spans[0])
    return bool(acts) or size(text, spans) < _LONG


def of_line(document: Document, line: Line) -> Naming | None:
    """What the line before says is to be done: "Xây dựng quy trình nội bộ … | Thời hạn chậm nhất 05 ngày"."""
    whole = plain(document.text, line.start, line.end)
    spans = split(whole.text, 0, len(whole.text))
    if not spans or whole.text.rstrip().endswith(":") or whole.text.isupper():
        return None
    taken = cut(whole.text, spans[0], _LENGTH)
    naming = naming_of(whole, (taken,)) if taken else None
    return naming if naming and not leans(naming.words) and not words.says_nothing(naming.words) else None


def heading_of(document: Document, node: Node, start: int) -> Naming | None:
    """The words of the nearest heading above ``start`` that says of what its lines are."""
    step: Node | None = node
    while step is not None:
        if step.heading and step.start < start and not _GENERAL.match(step.heading):
            found = _words(document, step)
            if (
                found
                and not words.says_nothing(found.words)
                and not leans(found.words)
                and _tells(found.words)
            ):
                return found
        step = step.parent
    return None


def _tells(heading: str) -> bool:
    """Whether a heading says what is done, and not who does it: "Sở Y tế chủ trì, phối hợp với …"."""
    if words.says_nothing(heading) or leans(heading):
        return False
    return not is_organ(heading) and not _CHARGES.search(heading)


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
