"""Whether a document is the one that a question names by its subject: "kế hoạch phòng cháy rừng"."""

from __future__ import annotations

import re
from functools import lru_cache

from answer.question import Asked
from ingest.facts.words import fold

_NAMED = re.compile(
    r"\b(?:ke hoach|nghi quyet|quyet dinh|chuong trinh|de an|chi thi|ket luan|thong bao|quy che|huong dan)"
    r" (?:ve |so |viec |thuc hien |trien khai |ban hanh )*(?P<what>.+)$"
)
_ENDS = re.compile(
    r"\b(?:cua|tai|o|trong|tinh|thanh pho|huyen|xa|nam|giai doan|la|do|thi|duoc|bao|may|ai|gi|nao|khi|den|"
    r"dat|phai|co|yeu cau|giao|dat ra|de ra)\b|\d"
)
_FEWEST = 2  # words that tell a subject
_HELD = 0.8  # of them that a title holds which is meant


def is_meant(asked: Asked, title: str) -> bool:
    """Whether a title holds the words with which the question names a document by its subject."""
    subject = _subject(asked.text, asked.places)
    if len(subject) < _FEWEST:
        return False
    words = set(fold(title).split())
    return sum(word in words for word in subject) >= _HELD * len(subject)


@lru_cache(maxsize=256)
def _subject(text: str, places: tuple[str, ...]) -> tuple[str, ...]:
    named = _NAMED.search(fold(text))
    if named is None:
        return ()
    what = named["what"]
    cuts = [at for place in places if (at := what.find(fold(place))) >= 0]
    cuts += [end.start() for end in _ENDS.finditer(what)][:1]
    return tuple(what[: min([*cuts, len(what)])].split())
