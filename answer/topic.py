"""What a question is about, in its own words, for the sentence of a refusal."""

from __future__ import annotations

import re

from answer.question import Asked

_YEARS = re.compile(
    r"\s*(?:(?:trong|đến|vào|cho|của)\s+)?(?:(?:năm|nhiệm kỳ|giai đoạn|thời kỳ)\s+)?"
    r"(?<![\d/.,-])(?:19|20)\d\d"
    r"(?:\s?[-–]\s?(?:19|20)\d\d)?(?![\d/])",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:\s+(?:là|đạt|được|thì|hiện có|có|còn))*\s+(?:bao nhiêu|mấy|như thế nào|thế nào|ra sao|là gì|là ai|"
    r"gì|nào|ai|ở đâu|khi nào|bao giờ)(?:\s+(?:phần trăm|người|tiền|đồng|tỷ|triệu|năm))?(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:cho biết|xin hỏi|hỏi|vì sao|tại sao|theo mục tiêu|chỉ tiêu|mục tiêu)\s+", re.IGNORECASE
)
_LEVEL = r"(?:\s+(?:của|ở|tại|cho|trên địa bàn))?(?:\s+(?:tỉnh|huyện|thành phố|thị xã|xã|phường|TP\.?))?"
_LONGEST = 90


def topic(asked: Asked) -> str:
    """The question without its year, place and question words; empty where too little or much is left."""
    text = f" {asked.text.strip(' ?.!')}"
    for place in asked.places:
        text = re.sub(rf"{_LEVEL}\s+{re.escape(place)}(?!\w)", "", text, flags=re.IGNORECASE)
    text = _ASKING.sub("", _YEARS.sub("", text))
    text = _OPENING.sub("", " ".join(text.split()).strip(" ,:;-"))
    return text if 3 < len(text) <= _LONGEST else ""
