"""What a question is about, apart from where, when and how it asks.

Documents say their place and year once and then only what is to be done, so a question in everyday words is
nearer to its passage without them. Where the words lead to a passage anyway, the question is read as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np

from index.vectors import Vectors

READ = 3  # passages in which its words are looked for
_LONGEST = 90  # characters

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


def gist(text: str, places: Iterable[str]) -> str:
    """A question without its year, places and question words; empty where too little or much is left.

    >>> gist("Năm 2023 Lam Hồng lo việc làm cho bao nhiêu người?", ["Lam Hồng"])
    'lo việc làm cho'
    """
    text = f" {text.strip(' ?.!')}"
    for place in places:
        text = re.sub(rf"{_LEVEL}\s+{re.escape(place)}(?!\w)", "", text, flags=re.IGNORECASE)
    text = _ASKING.sub("", _YEARS.sub("", text))
    text = _OPENING.sub("", " ".join(text.split()).strip(" ,:;-"))
    return text if 3 < len(text) <= _LONGEST else ""


def is_thin(wanted: Mapping[str, float], texts: Iterable[frozenset[str]], share: float) -> bool:
    """Whether none of ``texts`` (their syllables) holds so large a ``share`` of what a question asks for.

    Args:
        wanted: syllables of the question with their weights.
    """
    total = sum(wanted.values())
    held = max([sum([wanted[one] for one in text & wanted.keys()]) for text in texts], default=0.0)
    return held < share * total


def between(one: Vectors, other: Vectors) -> Vectors:
    """The unit vector half way between two."""
    middle = one + other
    return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-12), np.float32)
