"""What a question says that it does not ask about: "… loại thường thôi, không kể nâng cao với kiểu mẫu"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from answer.found import Span
from ingest.facts.words import syllables

_EXCEPT = re.compile(
    r"(?<!\w)(?:(?:không|chưa|chẳng) (?:kể|tính|bao gồm|gồm|nói)(?: đến| tới| cả)?|ngoại trừ|trừ ra)\s"
    r"(?P<what>[^,.;?()]+)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?<!\w)(?:nào|gì|ai|mấy|bao nhiêu|đâu|sao)(?!\w)", re.IGNORECASE)


def exceptions(text: str) -> tuple[Span, ...]:
    """Spans of a question that name what is left out, with the words that leave it out; none where that is
    what is asked ("không tính những xã nào")."""
    return tuple(match.span() for match in _found(text))


@lru_cache(maxsize=32)
def excepted(text: str) -> frozenset[str]:
    """Neighbouring syllables, comparable, of what a question leaves out: "nâng cao", "kiểu mẫu"."""
    named = (match["what"] for match in _found(text))
    return frozenset(f"{one.form} {after.form}" for what in named for one, after in pairwise(syllables(what)))


def _found(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _EXCEPT.finditer(text) if not _ASKS.search(match["what"]))
