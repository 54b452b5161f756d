"""Where a written everyday question has one answer only in its sentence, by its question word."""

from __future__ import annotations

import re

_HOW_MUCH = re.compile(r"(?<!\w)(?:mấy|bao nhiêu|nhiêu|cỡ nào|mức nào|chừng nào)(?!\w)")
_WHO = re.compile(r"(?<!\w)(?:ai|(?:bên|cơ quan|đơn vị|ngành) nào|chỗ nào lo)(?!\w)")
_WHEN = re.compile(r"(?<!\w)(?:bao giờ|khi nào|lúc nào|năm nào|bao lâu)(?!\w)")
_FIGURE = re.compile(
    r"\d[\d.,/]*(?:\s?(?:-|–|đến)\s?\d[\d.,]*)?"
    r"(?:\s?%(?:/năm)?|\s(?:(?:nghìn|triệu|tỷ) )?(?:đồng|USD)(?:/(?:người/)?(?:năm|tháng))?)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_NO_FIGURE = re.compile(r"(?:năm|tháng|quý|số|Điều|khoản|ngày|dưới) $")
_TIME = re.compile(
    r"(?:(?:trước|từ|đến|vào|chậm nhất) )*(?:ngày \d+|tháng \d+|quý [IV]+|năm \d{4}|\d{1,2}/\d{4})"
    r"[^,;.]{0,25}?(?=[,;.]|$)|\d+ (?:ngày làm việc|ngày|tháng|năm|giờ)(?!\w)"
)
_ORGAN = re.compile(
    r"(?:Sở|Ủy ban|UBND|Bộ|Phòng|Ban|Công an|Hội|Trung tâm)\s[^,;]{2,60}?"
    r"(?=\s(?:chủ trì|phối hợp|có trách nhiệm|tổ chức|thực hiện|hướng dẫn|tham mưu|kiểm tra|xây dựng|"
    r"rà soát|chịu trách nhiệm|theo dõi|báo cáo|cấp|quyết định|là cơ quan)(?!\w))"
)
_GIVEN = re.compile(r"^(?:Giao )?")


def certain(sentence: str, question: str) -> tuple[int, int] | None:
    """Span of ``sentence`` that answers ``question``; ``None`` where several may, or none."""
    asked = question.lower()
    if _WHO.search(asked):
        start = _GIVEN.match(sentence)
        organ = _ORGAN.match(sentence, start.end() if start else 0)
        return organ.span() if organ else None
    if _WHEN.search(asked):
        return _only([found.span() for found in _TIME.finditer(sentence)])
    if _HOW_MUCH.search(asked):
        return _only(
            [_bare(sentence, *found.span()) for found in _FIGURE.finditer(sentence) if _counts(found)]
        )
    return None


def _counts(found: re.Match[str]) -> bool:
    return not _YEAR.match(found[0]) and not _NO_FIGURE.search(found.string[: found.start()])


def _bare(text: str, low: int, high: int) -> tuple[int, int]:
    return low, low + len(text[low:high].rstrip(" .,/"))


def _only(spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    return spans[0] if len(spans) == 1 else None
