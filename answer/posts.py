"""Who a text says that somebody is: "Trưởng ban là Giám đốc Sở Y tế", "do đồng chí A làm Tổ trưởng"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.found import Span
from answer.question import Asked
from ingest.facts.words import UPPER, fold

_AS = re.compile(r"\s(?:là|làm|giữ chức|đảm nhiệm)\s(?=[^\W\d_])")
_BREAKS = re.compile(r"[;:.(]\s*|,\s+|(?<!\w)(?:do|giao|cử|phân công)\s")
_ENDS = re.compile(
    r"\s*[;,.()]|\s(?:và|để|chịu|chủ trì|theo|thực hiện|có trách nhiệm|giúp|thường xuyên|phối hợp|tham mưu)\s"
)
_SOMEBODY = re.compile(rf"[{UPPER}]|(?:lãnh đạo|đồng chí|đại diện|giám đốc|chủ tịch|thủ trưởng|phó|người)\s")
_FEWEST = 2  # syllables of a post that is asked for


def posts(asked: Asked, text: str) -> Iterator[tuple[Span, int]]:
    """Spans of those who hold the post that the question names, with the number of its syllables; every one
    of them stands in the question, and the name says something that the question does not."""
    if asked.kind != "who":
        return
    said = set(fold(asked.text).split())
    for match in _AS.finditer(text):
        low = max((one.end() for one in _BREAKS.finditer(text, 0, match.start())), default=0)
        stop = _ENDS.search(text, match.end())
        before, after = (low, match.start()), (match.end(), stop.start() if stop else len(text))
        for post, whom in ((before, after), (after, before)):
            words, name = fold(text[slice(*post)]).split(), text[slice(*whom)]
            named = len(words) >= _FEWEST and said.issuperset(words)
            if named and _SOMEBODY.match(name) and not said.issuperset(fold(name).split()):
                yield whom, len(words)
