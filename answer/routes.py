"""Where a road runs: "(An Bình - Vĩnh Lộc)" behind its name, or "từ An Bình đến Vĩnh Lộc"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.found import Span
from answer.question import Asked
from ingest.facts.words import UPPER, fold

_ASKED = re.compile(
    r"\b(?:(?:tu|noi) (?:noi nao|dau) (?:den|toi|voi|di) (?:noi nao|dau)|"
    r"diem dau (?:va )?(?:,? ?)diem cuoi)\b"
)
_NAME = rf"[{UPPER}][\w.]*(?:\s[{UPPER}\d][\w.]*)*"
_ENDS = (
    r"(?:(?:xã|phường|thị trấn|thị xã|thành phố|huyện|cầu|chợ|[Qq]uốc lộ|[Tt]ỉnh lộ|ngã ba|ngã tư)\s)?"
    + _NAME
)
_BRACKET = re.compile(rf"\(\*?(?P<what>{_ENDS}(?:\s?[-–]\s?{_ENDS})+)\*?\)")
_FROM_TO = re.compile(rf"(?<!\w)(?P<what>[Tt]ừ\s{_ENDS}\s(?:đến|tới)\s{_ENDS})")
_NAMED = re.compile(
    rf"(?<!\w)(?:tuyến|đường|cao tốc|lộ)\s(?P<what>{_ENDS}(?:\s[-–]\s{_ENDS})+)", re.IGNORECASE
)


def route_asked(asked: Asked) -> bool:
    """Whether both ends of a road are asked for: "nối từ đâu đến đâu"."""
    return asked.kind in {"which", "task"} and _ASKED.search(fold(asked.text)) is not None


def routes(text: str) -> Iterator[Span]:
    """The two ends of each road in a text, as it writes them."""
    for pattern in (_BRACKET, _FROM_TO, _NAMED):
        for match in pattern.finditer(text):
            yield match.span("what")
