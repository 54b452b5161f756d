"""When a line is a heading: it ends without sentence punctuation, and does not say a whole sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line
from ingest.markers import LIGHT, Marker, marker_of

MAX_HEADING_WORDS = 70  # "4.3. Tăng cường công tác nội chính; nâng cao vai trò…" runs to some fifty
MAX_UNMARKED_WORDS = 25

_STOP = re.compile(r"[.;!?…,][\"”’)\]]*$")
_COLON = re.compile(r":[\"”’)\]]*$")
_TOPIC = re.compile(r"(?:Về|Chỉ tiêu|Nhiệm vụ|Mục tiêu|Giải pháp|Lĩnh vực|Nhóm|Công tác|Đối với)\b")


def heading_of(marker: Marker, lines: Sequence[Line], index: int) -> str:
    """The heading of the part that ``marker`` opens at ``lines[index]``, empty where it opens a clause."""
    line, rest = lines[index], marker.rest
    run_in = _run_in(line)
    if run_in:
        return run_in
    words = len(rest.split())
    if not rest or words > MAX_HEADING_WORDS:
        return ""
    if marker.style in LIGHT:
        return rest.rstrip(": ") if line.bold and words <= MAX_UNMARKED_WORDS * 2 else ""
    if marker.style in ("phần", "chương", "mục", "tiểu mục", "phụ lục") or rest.isupper():
        return rest.rstrip(":. ")
    if _COLON.search(rest):
        return rest.rstrip(": ") if words <= 40 and (line.bold or words <= 30) else ""
    if not _STOP.search(rest):
        return rest
    short = words <= 16 and marker.style == "điều" and ";" not in rest and _has_body(lines, index)
    return rest.rstrip(". ") if short or (line.bold and words <= 40) else ""


def _run_in(line: Line) -> str:
    """Bold opening of a line, where it says more than the marker: "- **Công tác cán bộ:** Thực hiện…"."""
    if not line.run_in:
        return ""
    marker = marker_of(line.run_in)
    opening = marker.rest if marker else line.run_in
    if len(opening.split()) < 2 or not (opening.rstrip().endswith((":", ".")) or _followed_by_colon(line)):
        return ""
    return opening.rstrip(":. ")


def _followed_by_colon(line: Line) -> bool:
    end = line.text.find(line.run_in) + len(line.run_in)
    return line.text[end : end + 2].strip().startswith(":")


def _has_body(lines: Sequence[Line], index: int) -> bool:
    """What follows is text or clauses of this part, not the next part of the same style."""
    following = next((line for line in lines[index + 1 : index + 4] if line.text), None)
    if following is None or re.search(r"\bnày\b", lines[index].text):
        return False
    marker = marker_of(following.text)
    return marker is None or marker.style in ("num", "point", "dash")


def is_heading_tail(style: str, heading: str, lines: Sequence[Line], index: int) -> bool:
    """``lines[index]`` goes on with the heading of a part of ``style`` opened just before."""
    line = lines[index]
    if not line.text or line.row or marker_of(line.text) or not any(c.isalnum() for c in line.text):
        return False
    words = len(line.text.split())
    if words > MAX_HEADING_WORDS or _STOP.search(line.text):
        return line.text.startswith("(") and style in ("phụ lục", "attached") and words < MAX_HEADING_WORDS
    if style in ("phụ lục", "phần", "chương"):
        return line.text.isupper() or (not heading and (line.bold or words < 30)) or line.text.startswith("(")
    if not heading:
        return style in ("mục", "tiểu mục", "điều", "roman", "alpha", "num") and (
            line.bold or line.text.isupper()
        )
    return heading.isupper() and line.text.isupper() and len(heading.split()) > 2


def unmarked_heading(lines: Sequence[Line], index: int) -> str:
    """The heading that ``lines[index]`` is though nothing numbers it, or empty."""
    line = lines[index]
    text, words = line.text, len(line.text.split())
    if (
        words > MAX_UNMARKED_WORDS
        or words < 2
        or _STOP.search(text)
        or text[0] in '“"('
        or not text[0].isupper()
    ):
        return ""
    if line.bold or (text.isupper() and words <= MAX_UNMARKED_WORDS):
        return text.rstrip(": ")
    following = next((later for later in lines[index + 1 : index + 3] if later.text), None)
    marker = marker_of(following.text) if following else None
    if marker is None or marker.style not in LIGHT or following is None or following.row:
        return ""
    if _COLON.search(text):
        return text.rstrip(": ") if words <= 10 and _TOPIC.match(text) else ""
    return text if words <= 15 else ""
