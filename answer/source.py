"""The paper that a question names as the source of its answer says nothing of what is asked for in it."""

from __future__ import annotations

import re
from dataclasses import replace

from answer.question import Asked
from ingest.kinds import KINDS

_LEAST = 2  # syllables that must be left
_KIND = re.compile(
    rf"(?:{'|'.join(sorted(KINDS, key=len, reverse=True))})(?:\s(?:kết luận|số))*\s$", re.IGNORECASE
)


def without_source(asked: Asked) -> Asked:
    """The question without the number that it cites, and the kind before it, in its content: "Thông báo
    432-TB/VPTW: thành phố nào …"; itself where little else would be left."""
    at = asked.text.lower().find((asked.cited or " ").lower())
    if not asked.cited or at < 0:
        return asked
    end = at + len(asked.cited)
    while end < len(asked.text) and (asked.text[end].isalnum() or asked.text[end] in "/-"):
        end += 1  # "432" of "432-TB/VPTW"
    kind = _KIND.search(asked.text, 0, at)
    start = kind.start() if kind else at
    content = tuple(i for i in asked.content if not start <= asked.words[i].start < end)
    return replace(asked, content=content) if len(content) >= _LEAST else asked
