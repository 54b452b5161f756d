"""A range of ages or grades as one word, in questions and texts alike."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(?<![\d.,])(\d{1,2})\s?(?:đến|tới|-|–)\s?(\d{1,2})(?![\d.,%])")


def one_range(text: str) -> str:
    """ "từ 3 đến 5 tuổi" does not speak of "5 tuổi"."""
    return _RANGE.sub(lambda match: f"{match[1]}x{match[2]}", text)
