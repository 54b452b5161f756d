"""The fixed blocks of an official document: letterhead, title, basis, recipients, signature.

Their shape is laid down for state documents by Nghị định 30/2020/NĐ-CP and for party documents
by Hướng dẫn 36-HD/VPTW; scanned and scraped texts keep the words, not the layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.kinds import ACTS, kind_of
from ingest.letters import LOWER, UPPER
from ingest.lines import Line
from ingest.markers import marker_of
from ingest.physical import SENTENCE_END

_ENACTING = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|YÊU CẦU)\s*:$")
_DRAFT = re.compile(r"(?:TÓM TẮT|DỰ THẢO|\(?Dự thảo.*)$")

BASIS = re.compile(
    r"(?:Căn cứ|Xét |Theo đề nghị|Theo đề xuất|Trên cơ sở|Sau khi|Thực hiện|Thi hành|Nhằm|"
    r"Pursuant to|At the request)"
)
ORGAN = re.compile(
    r"(?:THE GOV|THE MIN|MINISTRY|ỦY BAN|UỶ BAN|CHỦ TỊCH|HỘI ĐỒNG|CHÍNH PHỦ|THỦ TƯỚNG|BỘ TRƯỞNG|BỘ |TỔNG |"
    r"CỤC |GIÁM ĐỐC|BAN (?!HÀNH)|QUỐC HỘI|SỞ |TRƯỞNG |CHÁNH |VIỆN |THỐNG ĐỐC|TỈNH ỦY|HUYỆN ỦY|THÀNH ỦY|"
    r"ĐẢNG |VĂN PHÒNG|NGÂN HÀNG|TÒA ÁN|TRƯỜNG )"
)
_TITLE_GOES_ON = re.compile(r"(?:về|của|ban hành|quy định|v/v|trình|thực hiện|công bố|phê duyệt|\()", re.I)
_ENACTS = re.compile(r".{0,160}?\b(?:ban hành|quyết nghị|kết luận|thông báo|promulgates)\b")

RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi)\s*:?")
ATTACHED = re.compile(r"\(?\s*(?:Ban hành )?(?:[Kk]èm theo|KÈM THEO|BAN HÀNH KÈM THEO)(?!\s*\))")
PROXY = re.compile(
    rf"(?:T/M|TM|KT|TL|TUQ|Q|K/T|T/L|TUN)\s*[./]?\s+[{UPPER}]|(?:T/M|TM\.|KT\.|TL\.|TUQ\.|Q\.)[{UPPER}]"
)
_POST = re.compile(
    r"(?:PHÓ |QUYỀN |ỦY VIÊN|UỶ VIÊN|THỨ TRƯỞNG|BỘ TRƯỞNG|CHỦ TỊCH|CHỦ NHIỆM|BÍ THƯ|GIÁM ĐỐC|CỤC TRƯỞNG|"
    r"TỔNG (?:CỤC|GIÁM|BÍ|KIỂM|THANH|CỤC)|TRƯỞNG |THỦ TƯỚNG|CHÁNH |VIỆN TRƯỞNG|HIỆU TRƯỞNG|THỐNG ĐỐC|CHỈ HUY)"
)
_NAME_WORD = rf"[{UPPER}][{LOWER}']*"
_RANK = (
    r"(?:(?:GS|PGS|TS|ThS|BS|KS|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá)\.?,?\s*)*"
)
NAME = re.compile(
    rf"{_RANK}(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,5}}|[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{1,3}})$"
)
_SIGNED = re.compile(r"\(?\s*(?:Đã ký|ĐÃ KÝ|[Kk]ý tên)")


def preamble(lines: Sequence[Line]) -> tuple[range, range, range]:
    """Line numbers of letterhead, title and basis; empty ranges where the text has none."""
    top = _title_start(lines)
    if top is None:
        end = _letterhead_end(lines)
        return range(0, end), range(end, end), range(end, end)
    after = _title_end(lines, top)
    begin = top - 1 if top and _DRAFT.match(lines[top - 1].text) else top
    basis = _basis(lines, after)
    return range(0, begin), range(begin, basis.start), basis


def _title_start(lines: Sequence[Line]) -> int | None:
    for index, line in enumerate(lines[:160]):
        if RECIPIENTS.match(line.text) or line.text.startswith("Kính gửi"):
            return None
        marker = None if line.row else marker_of(line.text)
        if (marker and marker.style in ("điều", "chương", "phần")) or line.text.startswith("Căn cứ"):
            return None
        if marker and marker.style == "roman" and marker.rest.isupper():
            return None
        if line.row or not line.text or _ENACTING.match(line.text):
            continue
        if attached_title(lines, index) > index and kind_of(line.text) not in ACTS:
            return None
        if kind_of(line.text) and (_shouts(line.text) or (line.bold and len(line.text.split()) < 60)):
            return index
    return None


def _shouts(text: str) -> bool:
    """The tên loại stands in capitals, alone or with the rest of the title."""
    head = " ".join(text.split()[:2])
    return head.isupper()


def _title_end(lines: Sequence[Line], top: int) -> int:
    index = top + 1
    while index < len(lines) and index - top < 12 and _in_title(lines, index, top):
        index += 1
    return index


def _in_title(lines: Sequence[Line], index: int, top: int) -> bool:
    line, last = lines[index], lines[index - 1]
    if not line.text or line.row or marker_of(line.text) or _ENACTING.match(line.text):
        return bool(line.text) and not any(c.isalnum() for c in line.text)
    if BASIS.match(line.text) and not (index == top + 1 and not SENTENCE_END.search(line.text)):
        return False
    if ORGAN.match(line.text) and line.text.isupper() and _next_is_basis(lines, index):
        return False
    words = len(line.text.split())
    if line.text.isupper() or line.text.startswith("(") or line.bold:
        return words < 90 and not line.text.endswith(":")
    if SENTENCE_END.search(line.text) or words > (90 if index == top + 1 else 45):
        return False
    return index == top + 1 or (_TITLE_GOES_ON.match(line.text) is not None and last.text.isupper())


def _next_is_basis(lines: Sequence[Line], index: int) -> bool:
    return any(BASIS.match(line.text) for line in lines[index + 1 : index + 5])


def _basis(lines: Sequence[Line], after: int) -> range:
    first = next((i for i in range(after, min(after + 6, len(lines))) if BASIS.match(lines[i].text)), None)
    if first is None or any(marker_of(lines[i].text) for i in range(after, first)):
        return range(after, after)
    if any(len(lines[i].text.split()) > 40 for i in range(after, first)):
        return range(after, after)
    end = first
    for index in range(first, len(lines)):
        line = lines[index]
        if marker_of(line.text) and not _ENACTING.match(line.text):
            break
        if (
            BASIS.match(line.text)
            or _ENACTING.match(line.text)
            or line.text.endswith(";")
            or (line.text and _ENACTS.match(line.text) and index == end)
        ):
            end = index + 1
        elif line.text and any(c.isalnum() for c in line.text) and index - end > 1:
            break
    return range(after, end)


_HEAD_SIGNS = re.compile(
    r"(?:CỘNG H|ĐẢNG CỘNG SẢN|Độc lập|Số\s*:|Số \d|.{0,60}?ngày\s*\d{0,2}\s*tháng|Kính gửi|V/v|THE SOCIALIST)"
)
_SAYS, _LONG = 20, 50  # words of a sentence, and of any line, that is no part of a letterhead


def _letterhead_end(lines: Sequence[Line]) -> int:
    end = 0
    for index, line in enumerate(lines[:80]):
        marker = None if line.row else marker_of(line.text)
        if (marker and marker.style not in ("dash", "star", "plus")) or line.text.startswith("Căn cứ"):
            break
        if _is_body(line) and (end or len(line.text.split()) > _LONG):
            break
        if _HEAD_SIGNS.match(line.text) and len(line.text) < 300:
            end = index + 1
    while 0 < end < len(lines) and lines[end].row and lines[end].row == lines[end - 1].row:
        end += 1
    return end


def _is_body(line: Line) -> bool:
    """Whether a letter's line says something: it is long, or a sentence that opens with no sign of a head."""
    words = len(line.text.split())
    said = words > _SAYS and SENTENCE_END.search(line.text) is not None
    return not line.row and (words > _LONG or (said and not line.text.startswith(("Kính gửi", "V/v"))))


def attached_title(lines: Sequence[Line], index: int) -> int:
    """Line after the title of an attached document that starts at ``index``; ``index`` where none does.

    "QUY CHẾ ⏎ Tổ chức và hoạt động… ⏎ (Ban hành kèm theo Quyết định số …)".
    """
    line = lines[index]
    if (
        line.row
        or not (_shouts(line.text) and (kind_of(line.text) or line.bold))
        or _ENACTING.match(line.text)
    ):
        return index
    for later in range(index + 1, min(index + 7, len(lines))):
        if ATTACHED.match(lines[later].text):
            return later + 1
        if marker_of(lines[later].text) or SENTENCE_END.search(lines[later].text) or lines[later].row:
            return index
    return index


def signs(lines: Sequence[Line], index: int, after_recipients: bool) -> bool:
    """A signature block starts at ``index``: "T/M TỈNH ỦY", "KT. CHỦ TỊCH", a post and then a name."""
    text = lines[index].text
    if len(text.split()) > 14 or not text[:3].isupper() or SENTENCE_END.search(text.rstrip(".")):
        return False
    if PROXY.match(text) and text.isupper():
        return True
    if not (_POST.match(text) and text.isupper()):
        return False
    later = [line for line in lines[index + 1 : index + 6] if line.text]
    return after_recipients or any(NAME.match(line.text) and not line.text.isupper() for line in later[:4])


def signature_end(lines: Sequence[Line], start: int) -> int:
    """Line after the signature block that starts at ``start``."""
    index, named = start + 1, False
    while index < len(lines) and index - start < 14:
        text = lines[index].text
        if not any(c.isalnum() for c in text):
            index += 1
            continue
        if named or not _signature_line(lines, index):
            break
        named = NAME.match(text) is not None and not text.isupper()
        index += 1
    return index


def _signature_line(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if _SIGNED.match(text) or (NAME.match(text) and not (text.isupper() and kind_of(text))):
        return True
    return text.isupper() and len(text.split()) < 12 and not kind_of(text) and marker_of(text) is None
