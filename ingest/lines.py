"""Logical lines: the paragraphs, headings and list items that a reader sees.

Official documents reach us one paragraph a line or wrapped at some column, with or without
blank lines between paragraphs, in table cells fenced by ``|`` lines, and cut by page breaks
in the middle of a sentence. A logical line joins the physical lines of one reading unit and
keeps its span, so that nothing downstream ever copies text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.letters import LOWER, UPPER
from ingest.markers import bare_marker, marker_of
from ingest.physical import LOWER_START, SENTENCE_END, Layout, Physical, clean, layout_of, physical_lines
from ingest.tables import numbered_rows


@dataclass(frozen=True, slots=True)
class Line:
    """One reading unit: ``text`` is what it reads as, ``document[start:end]`` where it stands.

    Attributes:
        start, end: span without outer white space.
        text: without OCR markup, white space collapsed, wrapped lines joined.
        bold: all its letters are emphasised.
        row: number of the table row it lies in, 0 outside tables.
        run_in: bold opening of the line ("**Công tác tư tưởng:** Việc học tập…"), or empty.
    """

    start: int
    end: int
    text: str
    bold: bool = False
    row: int = 0
    run_in: str = ""


@lru_cache(maxsize=4)
def logical_lines(text: str) -> tuple[Line, ...]:
    """The reading units of ``text`` in order; together they hold every non-white character."""
    physical = physical_lines(text)
    layout = layout_of(physical)
    joined = list(_joined(text, physical, layout))
    joined = _across_page_breaks(joined)
    return tuple(numbered_rows(text, joined))


_ALNUM = re.compile(r"[^\W_]")
_WORD = re.compile(r"(?<![\w/.-])[^\W\d_]+(?![\w/])")
_DIGIT_START = re.compile(r"[(\"“]?\d")
# Words that never end a heading or a sentence: what follows continues them.
DANGLING = re.compile(
    r"(?:^|\s)(?:của|và|về|tại|theo|với|cho|số|do|bởi|từ|đến|các|những|là|trong|trên|để|thuộc|ngày|tháng|năm|"
    r"khoản|điểm|điều|Điều|Khoản|Điểm|Mục|mục|Chương|chương|hoặc|bằng|được|tỉnh|huyện|xã|phường|thành phố|"
    r"Thông tư|Nghị định|Quyết định|quyết định|Luật|Phụ lục|phụ lục|có|không|như|khi|vào|bị|đã|sẽ)$"
)
# Across a page break only the words after which nothing but their complement can stand.
_AWAITS = re.compile(r"(?:^|\s)(?:của|và|tại|theo|với|cho|do|bởi|từ|các|những|là|trong|để|hoặc|bằng|gồm)$")
_AWAITS_NUMBER = re.compile(r"(?:^|\s)(?:năm|tháng|ngày|khoản|Điều|số|đến|từ|điểm|mục|trên|dưới|đạt|là|và)$")
_REFERENCE_END = re.compile(
    r"(?:^|\s)(?:khoản|điểm|điều|mục|số|chương|phụ lục|biểu|mẫu|tại|theo|của|và|,)$", re.I
)
_CAPITAL_END = re.compile(rf"(?:^|\s)[{UPPER}][{LOWER}]+$")
_SIGNING = re.compile(
    r"(?:T/M|TM|KT|TL|TUQ|Q|K/T|T/L)[./ ]|(?:PHÓ |THỨ )?(?:CHỦ TỊCH|BÍ THƯ|BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|"
    r"TRƯỞNG BAN|THỦ TƯỚNG|CHỦ NHIỆM|TỔNG |CHÁNH |VIỆN TRƯỞNG|TRƯỞNG |HIỆU TRƯỞNG)|THỨ TRƯỞNG|PHÓ "
)

_CODE = re.compile(r"\d[\w.]*\.[\w.]+")
_PROXY_ALONE = frozenset({"TL.", "KT.", "TM.", "TUQ.", "Q.", "T/M", "TM", "KT", "TL"})


def _joined(text: str, physical: list[Physical], layout: Layout) -> Iterator[Line]:
    group: list[Physical] = []
    for line in physical:
        if group and not _continues(group, line, layout):
            yield _line(text, group)
            group = []
        group.append(line)
    if group:
        yield _line(text, group)


def _continues(group: list[Physical], line: Physical, layout: Layout) -> bool:
    last = group[-1]
    if line.bar or last.bar or line.gap or not line.clean or not last.clean:
        return False
    if last.clean in ("-", "+", "–") and layout != "paragraphs":
        return _ALNUM.search(line.clean) is not None
    if not (_ALNUM.search(last.clean) and _ALNUM.search(line.clean)) or line.raw.count("|") > 1:
        return False
    if last.clean in ("Số:", "Số") or bare_marker(last.clean):
        return marker_of(line.clean) is None or last.clean[-1].isalpha()
    if line.raw.startswith(("#", "|")) or last.raw.startswith("#") or last.raw.startswith("|"):
        return False
    if last.open_after and _closes_name(last.clean, line.clean):
        return True
    if marker_of(line.clean) and not _chance_marker(last.clean, line.clean):
        return False
    return _flows(last, line, layout) or (layout == "wrapped" and _runs_on(group, line))


def _closes_name(last: str, line: str) -> bool:
    """Whether a line goes on with a name set bold: "**1. Cấp giấy phép ⏎ – Mã số: ⏎ 1.005160.H05**"."""
    if line[0] in "-–":
        return not SENTENCE_END.search(last) and last[0] not in "-–+•*"
    return last.endswith(":") and _CODE.fullmatch(line) is not None


def _chance_marker(last: str, line: str) -> bool:
    """A wrapped line that only looks like a marker: "khoản ⏎ 1. …", "2021 ⏎ - 2025", "Nông ⏎ - lâm"."""
    if SENTENCE_END.search(last):
        return False
    if _REFERENCE_END.search(last):
        return True
    if line[0] in "-–":
        return (last[-1].isdigit() and line[1:].lstrip()[:1].isdigit()) or (
            len(last) > 30 and not marker_of(last) and line[1:].lstrip()[:1].islower()
        )
    return bool(DANGLING.search(last)) and not line.startswith(("a)", "1."))


def _flows(last: Physical, line: Physical, layout: Layout) -> bool:
    ended = bool(SENTENCE_END.search(last.clean))
    if last.clean in _PROXY_ALONE:
        return True
    if _SIGNING.match(line.clean) and line.clean.isupper():
        return False
    if _clash(last.clean, line.clean) and not (last.open_after and layout != "paragraphs"):
        return LOWER_START.match(line.clean) is not None and not _capitals(last.clean) and not ended
    if LOWER_START.match(line.clean) or (last.clean.endswith("-") and last.clean[-2:-1].isalnum()):
        return layout == "blocks" or not ended
    if layout == "paragraphs":
        return bool(_DIGIT_START.match(line.clean) and DANGLING.search(last.clean))
    if ended:
        return layout == "blocks" and len(last.clean) > 30
    if last.open_after or _DIGIT_START.match(line.clean) or DANGLING.search(last.clean):
        return True
    if last.raw.endswith("**") and (last.bold_before or last.raw.startswith("**")):
        return False
    if layout == "blocks":
        return True
    return bool(_CAPITAL_END.search(last.clean)) and len(last.clean) > 15


# "(3) Bộ Công an chủ động phối hợp, hướng dẫn ⏎ Bộ Y tế, …": no heading ends so, nor with a comma ("3. Sở Văn
# hóa, ⏎ Thể thao và Du lịch").
_TAKES_ORGAN = re.compile(
    r"\s(?:hướng dẫn|chỉ đạo|phối hợp|đề nghị|yêu cầu|giao|báo cáo|trình|gửi|tham mưu|giúp|cùng|thông báo)$"
)
_ORGAN_NEXT = re.compile(
    r"(?:Bộ|Sở|Ủy ban|UBND|Chính phủ|Thủ tướng|Hội đồng|HĐND|Ban|Cục|Công an|Văn phòng|Chủ tịch|Tỉnh ủy)\s"
)
_OPENS_PARAGRAPH = re.compile(
    r"(?:Căn cứ|Thực hiện|Trả lời|Theo|Để|Vừa qua|Thời gian|Tại|Trên cơ sở|Ngày|Sau khi|Trân trọng)"
)


def _runs_on(group: list[Physical], line: Physical) -> bool:
    """In text wrapped without blank lines a paragraph that has not ended goes on, whatever letter is next."""
    first, last = group[0], group[-1]
    if (
        SENTENCE_END.search(last.clean)
        or (len(last.clean) < 20 and not last.clean.endswith(","))
        or _capitals(last.clean)
        or _capitals(line.clean)
    ):
        return False
    if last.bold_before or "**" in last.raw[:2] + last.raw[-2:] or line.raw.startswith("**"):
        return False
    if first.clean.startswith("Kính gửi") and _OPENS_PARAGRAPH.match(line.clean):
        return False
    if last.clean.endswith(",") or (_TAKES_ORGAN.search(last.clean) and _ORGAN_NEXT.match(line.clean)):
        return True
    return marker_of(first.clean) is None or sum(len(part.clean) for part in group) > 110


def _clash(first: str, second: str) -> bool:
    """One of the two is set in capitals, the other is not: a title beside text."""
    return (_capitals(first) and not second.isupper()) or (_capitals(second) and not first.isupper())


def _capitals(text: str) -> bool:
    """All capitals, and words rather than a number such as "57/2024/QH15"."""
    return text.isupper() and len(_WORD.findall(text)) > 1


def _line(text: str, group: list[Physical]) -> Line:
    start, end = group[0].start, group[-1].end
    raw = text[start:end]
    reading = " ".join(part.clean for part in group if part.clean)
    bold, opening = _emphasis(raw, group[0].bold_before)
    return Line(start, end, reading, bold, 0, opening)


def _emphasis(raw: str, opened: bool) -> tuple[bool, str]:
    """Whether all letters of ``raw`` are bold, and the bold opening where only a part is."""
    if "**" not in raw and not opened:
        return False, ""
    parts = raw.split("**")
    inside = [part for index, part in enumerate(parts) if (index % 2 == 1) ^ opened]
    outside = [part for index, part in enumerate(parts) if (index % 2 == 0) ^ opened]
    if not any(c.isalnum() for part in outside for c in part):
        return any(c.isalnum() for part in inside for c in part), ""
    lead = parts[0] if not opened else ""
    if any(c.isalpha() for c in lead) or not inside:
        return False, ""
    return False, clean(inside[0])


def _across_page_breaks(lines: list[Line]) -> list[Line]:
    """Join two halves of a sentence that a page break (blank lines) tore apart."""
    result: list[Line] = []
    for line in lines:
        if result and _torn(result[-1], line):
            last = result[-1]
            whole = f"{last.text} {line.text}"
            result[-1] = replace(last, end=line.end, text=whole, bold=last.bold and line.bold)
        else:
            result.append(line)
    return result


def _torn(last: Line, line: Line) -> bool:
    if not last.text or not line.text or SENTENCE_END.search(last.text) or marker_of(line.text):
        return False
    if " | " in last.text and " | " in line.text:  # rows of a table, each on its line
        return False
    if last.text == "|" or line.text == "|" or not (last.text[-1].isalnum() or last.text[-1] in ',)%”"'):
        return False
    if last.bold != line.bold or _capitals(last.text) or bare_marker(last.text) or len(last.text) < 25:
        return False
    if LOWER_START.match(line.text):
        return True
    if _DIGIT_START.match(line.text):
        return _AWAITS_NUMBER.search(last.text) is not None
    return _AWAITS.search(last.text) is not None and line.text[0].isalpha() and not line.text.isupper()
