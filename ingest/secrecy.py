"""Whether a document bears a stamp of state secrecy: Mật, Tối mật, Tuyệt mật.

The stamp stands in the letterhead, or in the head or foot of each page: on a line or in a cell of its own,
alone or with the urgency and the number of the copy, beside the number, or after "Độ mật:" (Nghị định
30/2020/NĐ-CP, annex I: box 10a, below the number or the subject; Hướng dẫn 36-HD/VPTW likewise for party
documents). A text that speaks of secrets (a decree on their protection, "bảo mật") bears none, nor does a
form whose number is blank. Where in doubt a document counts as stamped: a wrong refusal is told and can be
undone, a secret that leaked cannot.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from ingest.readers.base import ALSO, KINDS, Rejected

Degree = Literal["Mật", "Tối mật", "Tuyệt mật"]

_ALLOW = "allow_state_secrets = true"
_REASON = (
    "văn bản đóng dấu chỉ độ mật ({}): không nạp bí mật nhà nước; chỉ trên máy được phép mới đặt "
    f"{_ALLOW} trong settings.toml"
)
_LETTERHEAD = 45  # lines that can still be one, blank lines not counted
_REACH = 12  # lines below the national title of a document further down in the same file

_DEGREE = r"(?:(?P<degree>TUYỆT|TỐI)\s+)?MẬT"
# A scan loses the marks of these letters; alone on a line, nothing else reads so.
_DEGREE_LOOSE = r"(?:(?P<degree>TUYET|TOI)\s+)?MAT"
_EDGE = r"[\s\W_]*"
_LABEL = r"(?:(?:CHỈ\s+)?(?:MỨC\s+)?ĐỘ\s+(?:BẢO\s+)?MẬT|DẤU\s+(?:CHỈ\s+)?(?:ĐỘ\s+)?MẬT|DẤU)"
_LABELLED = re.compile(rf"{_EDGE}{_LABEL}\s*[:：.\-–]\s*{_EDGE}{_DEGREE}{_EDGE}", re.IGNORECASE)
_ALONE = re.compile(rf"{_EDGE}(?:(?:TÀI LIỆU|VĂN BẢN|HỒ SƠ|ĐỘ)\s+)?{_DEGREE}{_EDGE}")
_ALONE_SMALL = re.compile(r"[\s\W_]*(?:(?P<degree>Tuyệt|Tối) mật|Mật)[\s\W_]*")
_ALONE_LOOSE = re.compile(rf"{_EDGE}{_DEGREE_LOOSE}{_EDGE}")
# Beside the number or the national title, in capitals or in brackets.
_BESIDE = re.compile(
    r"(?<![\w/.-])(?<!BÍ )(?<!BẢO )(?<!CƠ )(?<!GIẢI )(?<!ĐỘ )(?<!TỐI )(?<!TUYỆT )(?<!VÀ )(?<!HOẶC )"
    rf"{_DEGREE}(?![\w/-])(?!\s+(?:MÃ|KHẨU|VỤ|ĐỘ|THƯ|PHÍ|NHÀ))"
)
_BRACKETED = re.compile(r"[(\[]\s*(?:(?:độ\s+)?(?P<degree>tuyệt|tối)\s+)?mật\s*[)\]]", re.IGNORECASE)
# What is stamped beside a degree: how urgent it is, which copy, in party papers the letter of its cover.
_TOGETHER = re.compile(
    r"\b(?:(?:ĐỘ\s+KHẨN\s*[:：]\s*)?(?:H[ỎO][ẢA]\s+TỐC(?:\s+HẸN\s+GIỜ)?|(?:THƯỢNG\s+)?KHẨN)\b|"
    r"(?:BẢN\s+SỐ|SỐ\s+BẢN)\s*[:：]?\s*[\d.…/]*|LƯU\s+HÀNH\s+NỘI\s+BỘ\b|(?:TÀI\s+LIỆU\s+)?THU\s+HỒI\b)|"
    r"(?<=MẬT)\W{0,3}(?-i:[ABC])\b",
    re.IGNORECASE,
)
_RELEASED = re.compile(r"[\s\W_]*(?:ĐÃ\s+)?GIẢI\s+MẬT\b")
_WIDE = re.compile(rf"{_EDGE}(?P<first>T\s*Ố\s*I\s+|T\s*U\s*Y\s*Ệ\s*T\s+)?M\s*Ậ\s*T{_EDGE}")

_NUMBER = re.compile(r"\W*(?:số|so|no)\b[^\w\n]{0,12}\d", re.IGNORECASE)
_HEAD_LINE = re.compile(
    r"(?:CỘNG H(?:ÒA|OÀ)|ĐẢNG CỘNG SẢN|Độc lập|.*\bngày\b.*\btháng\b|\W*(?:số|Số|SỐ)\b|ỦY BAN|UỶ BAN|"
    r"HỘI ĐỒNG|TỈNH ỦY|HUYỆN ỦY|THÀNH ỦY|ĐẢNG ỦY|BỘ |SỞ |CÔNG AN|BAN )"
)
_STATE = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
# Where the text of a document begins, no stamp of its own can follow.
_BODY = re.compile(
    r"\W*(?:Căn cứ\b|Kính gửi\b|Điều\s+\d|ĐIỀU\s+\d|Chương\s+[IVX\d]|CHƯƠNG\s+[IVX\d]|Phần\s+\w+\b|"
    r"I\s*[.\-–/]|1\s*[.)]|Thực hiện\b|Theo đề nghị\b|Xét\b)"
)
_FILE = re.compile(rf".{{1,250}}\.(?:{'|'.join((*KINDS, *ALSO))})", re.IGNORECASE)
_MARKUP = re.compile(r"\*+|^\s*#+\s+|\\")
_GOES_ON = re.compile(r"(?:\b(?:ĐỘ|MỨC|VÀ|HOẶC|BÍ|BẢO|CƠ|CÁC|THUỘC|NƯỚC|LÀ|VỀ)|[,;:–-])$", re.IGNORECASE)


def refuse_secret(text: str, margins: str = "") -> None:
    """Nothing where neither ``text`` nor ``margins``, the heads and feet of its pages, bear a stamp.

    Raises:
        Rejected: it does; the reason names the degree and tells nothing else of the text.
    """
    degree = degree_of(text) or degree_of_margins(margins)
    if degree is not None:
        raise Rejected(_REASON.format(degree))


def degree_of(text: str) -> Degree | None:
    """The stamp in the letterhead of ``text``, or in that of a document further down in it.

    What came out of an archive or a mail stands under the name of its file.
    """
    lines = [line for row in text.split("\n") if (line := _MARKUP.sub("", row).strip())]
    tops = [0, *(index + 1 for index, line in enumerate(lines) if _FILE.fullmatch(line))]
    for top in tops:
        if found := _degree_in(lines[top : top + _LETTERHEAD]):
            return found
    for index, line in enumerate(lines):
        if _STATE.search(line) and index:
            around = lines[_top(lines, index) : index + _REACH]
            if any(_NUMBER.search(one) for one in around) and (found := _degree_in(around)):
                return found
    return None


def degree_of_margins(margins: str) -> Degree | None:
    """The stamp in the heads and feet of pages; nothing else stands there alone that reads so."""
    lines = [line.strip() for line in margins.split("\n")]
    if any(_RELEASED.match(cell) for line in lines for cell in _cells(line)):
        return None
    return next((found for line in lines if (found := _stamp(line, "", official=True))), None)


def _top(lines: list[str], index: int) -> int:
    """Where the letterhead with the national title at ``index`` begins: a stamp may stand above it."""
    top = index
    while top > max(0, index - 3) and not (
        _BODY.match(lines[top - 1]) or lines[top - 1].endswith((".", ";"))
    ):
        top -= 1
    return top


def _degree_in(lines: list[str]) -> Degree | None:
    head: list[str] = []
    for line in lines:
        if _BODY.match(line) and not _cells_hold_stamp(line):
            break
        head.append(line)
    if any(_RELEASED.match(cell) for line in head for cell in _cells(line)):
        return None
    official = any(_NUMBER.match(line) or _STATE.search(line) for line in head)
    before = ""
    for line in head:
        if found := _stamp(line, before, official):
            return found
        before = line
    return None


def _stamp(line: str, before: str, official: bool) -> Degree | None:
    """The stamp that ``line`` holds; small letters are one only below an official head."""
    for cell in _cells(line):
        found = _LABELLED.fullmatch(cell)
        if found:
            return _named(found)
        if _GOES_ON.search(before):
            continue
        found = _ALONE.fullmatch(cell)
        if official and not found:
            found = _ALONE_SMALL.fullmatch(cell) or _ALONE_LOOSE.fullmatch(cell)
        if found:
            return _named(found)
    if _HEAD_LINE.match(line) and (found := _BRACKETED.search(line) or _BESIDE.search(line)):
        return _named(found)
    return None


def _cells_hold_stamp(line: str) -> bool:
    return any(_LABELLED.fullmatch(cell) or _ALONE.fullmatch(cell) for cell in _cells(line))


def _cells(line: str) -> list[str]:
    """Parts of a line that stand apart: cells, columns; letters set wide are closed up."""
    if wide := _WIDE.fullmatch(line):
        return [" ".join(filter(None, ["".join((wide["first"] or "").split()), "MẬT"]))]
    cells = (unicodedata.normalize("NFC", cell.strip()) for cell in re.split(r"\||\t|\s{2,}", line))
    alone = (_TOGETHER.sub("", cell) for cell in cells)
    return [cell for cell in alone if any(map(str.isalpha, cell))]


def _named(found: re.Match[str]) -> Degree:
    word = (found["degree"] or "").upper()
    if word in ("TUYỆT", "TUYET"):
        return "Tuyệt mật"
    return "Tối mật" if word in ("TỐI", "TOI") else "Mật"
