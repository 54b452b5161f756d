"""What clauses of official documents are for: taking effect, replacing others, a deadline, a body's tasks.

A question that asks for one of these is answered by a clause of that make, whatever else shares its words.
All patterns read canonical text (:func:`index.syllables.canonical`): small letters, i for y.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.syllables import canonical_text

# What is asked for, and how the clause is worded that says it.
ASKS_CLAUSE = {
    "effect": r"\bhiệu lực\b|\báp dụng (?:từ|kể từ|khi)\b|\bthi hành (?:từ|kể từ|khi)\b",
    "replaces": r"\b(?:thay thế|bãi bỏ|thay cho|thế chỗ|bỏ) (?:cho )?(?:những |các )?"
    r"(?:văn bản|quyết định|nghị quyết|nghị định|thông tư|quy định|cái|tờ) (?:nào|gì|cũ)\b",
    "deadline": r"\b(?:trước|đến|hết|chậm nhất|muộn nhất|hạn|thời hạn|kì hạn)\b"
    r".*\b(?:ngày|khi|lúc|bao giờ|nào)\b"
    r"|^(?:hạn|thời hạn)\b",
}
_SAYS = {
    "effect": re.compile(r"\b(?:có|hết) hiệu lực\b|\báp dụng từ\b"),
    "replaces": re.compile(r"\b(?:thay thế|bãi bỏ|hết hiệu lực)\b.{0,80}?\d"),
    "deadline": re.compile(
        r"\b(?:trước|chậm nhất|muộn nhất|hết|trong|đến)\b[^.;]{0,30}\b(?:ngày|tháng|quý|năm)\b[^.;]{0,12}\d"
    ),
}
_BODY = (
    r"sở|ban|công an|chi cục|cục|tổng cục|vụ|bộ|ủy ban|hội|đoàn|liên đoàn|mặt trận|văn phòng|trung tâm|"
    r"hội đồng|viện|thanh tra|tòa án|kho bạc|bảo hiểm|đài|trường|báo|ngân hàng|thường trực|đảng ủy|huyện ủy"
)
_CHARGED = re.compile(
    rf"^\W*+(?:\w{{1,4}}+[.)]\s*+){{0,3}}+[-+*•\s]*+((?:{_BODY})\b[^:;.\n]{{2,120}}?)\s*[:;.\n]"
)
# A heading that is no more than the body whose tasks stand below it: "Điều 9. Trách nhiệm của Sở Y tế".
_HEADED = re.compile(
    rf"^\W*(?:điều \d+\W+)?(?:(?:trách nhiệm|nhiệm vụ|quyền hạn|đề nghị|giao|của|và|các)\W+)*"
    rf"((?:{_BODY})\b[^:;.\n]{{2,120}}?)\W*$"
)
_ASKS_DUTY = re.compile(
    r"\b(?:nhiệm vụ|trách nhiệm|làm (?:gì|những gì|việc gì)|(?:lo|phụ trách) (?:gì|những gì|việc gì)|"
    r"(?:được )?(?:giao|phân công) (?:gì|việc gì|những gì|làm gì))\b"
)
_AND = re.compile(r",| và (?=sở|ban|công an|ủy ban|các sở)")
_LEVEL = re.compile(r"\b(?:tỉnh|thành phố|tp|huyện|xã|phường|các|chủ trì|phối hợp(?: với)?)\b")


def says(ask: str, text: str) -> bool:
    """Whether a passage has a clause that ``ask`` (a key of ``ASKS_CLAUSE``) is answered by."""
    return bool(_SAYS[ask].search(canonical_text(text)))


@lru_cache(maxsize=8192)
def charged(text: str) -> tuple[str, ...]:
    """Bodies that a passage opens with to give them tasks: ``"4. Công an tỉnh: …"`` → ``("công an",)``."""
    return _bodies(_CHARGED.match(canonical_text(text[:200])))


@lru_cache(maxsize=8192)
def headed(heading: str) -> tuple[str, ...]:
    """Bodies that a heading names and nothing else: ``"2.1. Sở Tài chính"`` → ``("sở tài chính",)``."""
    return _bodies(_HEADED.match(canonical_text(heading)))


def asks_duty(meant: str) -> bool:
    """Whether a question, as canonical text, asks for what a body has to do."""
    return _ASKS_DUTY.search(meant) is not None


def _bodies(found: re.Match[str] | None) -> tuple[str, ...]:
    names = _AND.split(found[1]) if found else []
    return tuple(name for name in map(without_levels, names) if " " in name)


def without_levels(text: str) -> str:
    """Canonical text without words for levels, which are left out as often as not: ``công an tỉnh``."""
    return " ".join(_LEVEL.sub(" ", text).split())
