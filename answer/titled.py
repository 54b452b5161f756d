"""Persons whom running text names behind their post and its organ: "Bộ trưởng Bộ Y tế Trần Thị Lan"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.found import Found
from answer.lines import line_around
from answer.meta_words import POSTS
from answer.question import Asked
from ingest.facts.words import LOWER, UPPER, fold
from ingest.types import Document

_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Trịnh|Đinh|Lương|Mai|Cao|"
    "Trương|Lâm|Tô|Tạ|Thái|Châu|Quách|Vương|Triệu|Lò|Hứa|Nông|Giàng|Sùng|Lưu|Phùng|Chu|Kiều|Nghiêm|Tống|Văn|"
    "Thào|Vàng|Mùa|Quàng|Cầm|Hầu|Điểu|Siu|Rơ|Doãn|Khuất|Thân|Từ|Ninh|Tăng|Hà"
)
_PERSON = rf"(?P<what>(?:{_FAMILIES})(?:\s[{UPPER}][{LOWER}]+){{1,3}})(?!\s[{UPPER}][{LOWER}])"
_ENDS = (
    r"(?=\s?[,;.:)*]|\s*$|"
    r"\s(?:đã|chủ trì|và|làm|dự|phát biểu|ký|cùng|tại|yêu cầu|báo cáo|kết luận|chỉ đạo)(?!\w))"
)
_BEFORE = re.compile(r"(?:phó|nguyên|quyền|cựu|thứ)\W*$", re.IGNORECASE)


def titled(asked: Asked, post: str, documents: Iterable[Document]) -> tuple[Found, ...]:
    """The person that the first document names behind the post (folded) and an organ which stands in the
    question in the same words."""
    said = f" {fold(asked.text)} "
    for document in documents:
        for match in _pattern(post).finditer(document.text):
            named = fold(f"{match['post']} {match['organ']}")
            if f" {named} " in said and not _BEFORE.search(document.text[: match.start()][-16:]):
                start, end = match.span()
                line = line_around(document.text, (start, end))
                return (Found(document, match.span("what"), (min(line[0], start), max(line[1], end)), 0.9),)
    return ()


def _pattern(post: str) -> re.Pattern[str]:
    written = r"\s".join(re.escape(word) for word in POSTS.get(post, post).split())
    organ = r"(?P<organ>[^\W\d_][^,;:.()*]{2,70}?)"
    return re.compile(rf"(?<!\w)(?P<post>(?i:{written}))\s{organ}\s{_PERSON}{_ENDS}")
