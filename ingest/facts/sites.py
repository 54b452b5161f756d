"""Where a document stands on the page of a site: behind its card, before its summary and its letters."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.naming_words import is_notice

_MOTTO = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI")
_CARDED = re.compile(r"(?:Số hiệu|Ngày ban hành|Tình trạng)\W*:\W*\n")
_CARD = 20_000  # characters in which a site's card and summary end
_LETTERS = 6_000  # characters that a site's letters to its readers take at most
_ADDRESSED = re.compile(
    r"^(?:[^\n]*\bngày \d[^\n]*\n)?\W*(?:Thưa|Kính (?:gửi|thưa)|Xin lỗi|Tài khoản của)?\W*"
    r"quý (?:khách|thành viên|độc giả|bạn đọc)(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
_SUMMED_UP = re.compile(
    r"^[^\n]*\n\W*Văn bản này (?:chưa|đang) cập nhật[^\n]*$", re.IGNORECASE | re.MULTILINE
)
_SENT = re.compile(r"Nơi nhận\W*:", re.IGNORECASE)


def begins(text: str) -> int:
    """Where a document begins behind the card that a site puts before it ("Số hiệu: … Tình trạng: …")."""
    motto = _MOTTO.search(text, 0, _CARD)
    return motto.start() if motto and _CARDED.search(text, 0, motto.start()) else 0


@lru_cache(maxsize=512)
def ends(text: str) -> int:
    """Where a site begins to sum a document up below it ("Văn bản này chưa cập nhật …"), or to write to its
    readers ("Thưa Quý khách, …"); the end of the text where it does neither."""
    sent = _SENT.search(text)
    own = sent.end() if sent else begins(text)  # who sends it to nobody has a card at least
    if sent and (summary := _SUMMED_UP.search(text, sent.end())):
        return summary.start()
    first = _ADDRESSED.search(text, max(own, len(text) - _LETTERS)) if own else None
    return first.start() if first and is_notice(text[first.start() :]) else len(text)


def is_summary(text: str) -> bool:
    """Whether a site sums a document up here: its title, and that it is not in English yet."""
    return bool(_SUMMED_UP.search(text))
