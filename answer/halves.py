"""A question about two things beside each other, as two questions: "ai ký kế hoạch A và kế hoạch B"."""

from __future__ import annotations

import re

from answer.question import Asked

_PAPERS = (
    "kế hoạch|nghị quyết|quyết định|chương trình|đề án|thông báo|chỉ thị|công văn|kết luận|báo cáo|"
    "hướng dẫn|quy định|quy chế|tờ trình|chính sách|thông tư|nghị định|luật|công điện"
)
_LEADS = rf"{_PAPERS}|đối với|của|cho|ở|tại|với"
_BESIDE = r"\s*,?\s(?:và|với|hay|hoặc|cùng|so với)\s"
_TWO = re.compile(
    rf"(?<!\w)(?P<lead>{_LEADS})\s(?P<one>[^,;?]{{2,90}}?){_BESIDE}(?P=lead)\s(?P<other>[^;]{{2,}})$",
    re.IGNORECASE,
)
# Two papers of different kinds: "của thông tư về A và nghị định về B".
_TWO_PAPERS = re.compile(
    rf"(?<!\w)(?P<one>(?:{_PAPERS})\s[^,;?]{{2,90}}?){_BESIDE}(?P<other>(?:{_PAPERS})\s[^;]{{2,}})$",
    re.IGNORECASE,
)
_ASKS = r"(?:gửi|là|do|thì|có|lần lượt|được|bị|phải|ban hành|bao nhiêu|mấy|khi nào|bao giờ|ngày nào|ai|gì)"
_WHERE = r"(?:của|tại|ở|trên địa bàn)\s"
_LEVEL = r"(?:tỉnh|thành phố|huyện|thị xã|xã|phường|TP\.?)\s"
_TOLD = frozenset({"meta", "number", "when", "who", "rank"})


def halves(asked: Asked) -> tuple[str, str] | None:
    """The question once for each of two things that follow the same word, with what both share before and
    behind them; ``None`` where it asks about one, or about papers by their numbers."""
    if asked.kind not in _TOLD or asked.cited or len(asked.places) > 1:
        return None
    text = asked.text.strip(" ?.!")
    two = _TWO.search(text) or _TWO_PAPERS.search(text)
    if two is None:
        return None
    shared = _shared(asked, two["other"])
    lead = f"{two['lead']} " if two.re is _TWO else ""
    head, tail = f"{text[: two.start()]}{lead}", two["other"][shared:]
    one, other = two["one"].strip(), two["other"][:shared].strip()
    return (f"{head}{one}{tail}", f"{head}{other}{tail}") if other else None


def _shared(asked: Asked, text: str) -> int:
    """Where what is said of both begins behind the second of two things: its place, or the question."""
    places = "|".join(re.escape(place) for place in asked.places) or "(?!)"
    found = re.search(rf"\s(?:(?:{_WHERE})?(?:{_LEVEL})?(?:{places})|{_ASKS})(?!\w)", text, re.IGNORECASE)
    return found.start() if found else len(text)
