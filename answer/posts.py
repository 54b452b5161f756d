"""Who a text says that somebody is: "Trưởng ban là Giám đốc Sở Y tế", "do đồng chí A làm Tổ trưởng"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from answer.found import Span
from answer.question import Asked
from answer.question_words import POST_ASKED
from ingest.facts.words import UPPER, fold, plain

_NO_POST = "rõ|việc|tốt|theo|cho|ra|sạch|mới|lại|thủ tục|hồ sơ"  # "làm rõ vướng mắc"
_AS = re.compile(rf"\s(?:là|làm(?!\s(?:{_NO_POST})(?!\w))|giữ chức|đảm nhiệm)\s(?=[^\W\d_])")
_BREAKS = re.compile(r"[;:.(]\s*|,\s+|(?<!\w)(?:do|giao|cử|phân công)\s")
_ENDS = re.compile(
    r"\s*[;,.()]|\s(?:và|để|chịu|chủ trì|theo|thực hiện|có trách nhiệm|giúp|thường xuyên|phối hợp|tham mưu)\s"
)
_SOMEBODY = re.compile(rf"[{UPPER}]|(?:lãnh đạo|đồng chí|đại diện|giám đốc|chủ tịch|thủ trưởng|phó|người)\s")
# "đồng chí Trần Văn A, Thứ trưởng Bộ B; …": a name with its post behind it
_BESIDE = re.compile(
    rf"(?:(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)\s|(?<=[:;]\s))(?P<name>[{UPPER}]\w*(?:\s[{UPPER}]\w*){{1,3}}),\s"
    r"(?P<post>[^;.()]{4,80}?)(?=\s*(?:[;.()]|$)|,\s(?:đồng chí|ông|bà|đại diện)(?!\w))"
)
_FEWEST = 2  # syllables of a post that is asked for


def posts(asked: Asked, text: str) -> Iterator[tuple[Span, int]]:
    """Spans of those who hold the post that the question names, with the number of its syllables; every one
    of them stands in the question, and the name says something that the question does not."""
    if asked.kind != "who":
        return
    said = set(fold(asked.text).split())
    wanted = post_asked(asked)
    for match in _BESIDE.finditer(text):
        words = fold(match["post"]).split()
        of_post = bool(wanted) and set(words).issuperset(wanted)
        if of_post or (len(words) >= _FEWEST and said.issuperset(words)):
            yield match.span("name"), len(words)
    for match in _AS.finditer(text):
        low = max((one.end() for one in _BREAKS.finditer(text, 0, match.start())), default=0)
        stop = _ENDS.search(text, match.end())
        before, after = (low, match.start()), (match.end(), stop.start() if stop else len(text))
        for post, whom in ((before, after), (after, before)):
            words, name = fold(text[slice(*post)]).split(), text[slice(*whom)]
            named = len(words) >= _FEWEST and said.issuperset(words)
            if named and _SOMEBODY.match(name) and not said.issuperset(fold(name).split()):
                yield whom, len(words)


@lru_cache(maxsize=32)
def post_asked(asked: Asked) -> tuple[str, ...]:
    """The syllables, without diacritics, of the post whose holder a question asks for: "thứ trưởng Bộ Nội vụ
    nào"; empty where for none."""
    found = POST_ASKED.search(f" {' '.join(one.form for one in asked.words)} ")
    return tuple(plain(form) for form in found[0].split()[:-1]) if found else ()
