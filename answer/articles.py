"""Articles that a text refers to: "khoản 3 Điều 71", "Điều 3, Điều 5, Điều 9", for "theo điều nào"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.found import Span
from answer.question import Asked
from ingest.facts.words import fold

# "theo khoản, điều nào", "căn cứ những điều nào", "thay thế những điều nào của …".
_ASKED = re.compile(
    r"\b(?:theo|can cu|vien dan|thay the|sua doi|bai bo|bo sung)"
    r"(?: vao| quy dinh| tai| o| cac| nhung| may){0,3} (?:diem |khoan |dieu ){1,3}(?:nao|may|gi)\b|"
    r"\b(?:khoan|diem) (?:va )?dieu (?:nao|may|gi)\b"
)
_CHANGED = re.compile(
    r"\b(?:thay the|sua doi|bai bo|bo sung)(?: cac| nhung| may)? (?:khoan |dieu )+(?:nao|may|gi)\b"
)
_MANY = r"\d+\w?(?:(?:,\s|,?\s(?:và|hoặc)\s)\d+\w?(?!\w|/))*"
_ONE = (
    rf"(?:(?:[Đđ]iểm|[Cc]ác điểm)\s\w(?:(?:,\s|,?\svà\s)\w)*,?\s)?(?:[Kk]hoản\s{_MANY}"
    rf"(?:(?:,\s|,?\svà\s)khoản\s{_MANY})*,?\s)?[Đđ]iều\s{_MANY}"
)
_ARTICLES = re.compile(rf"(?<!\w){_ONE}(?:(?:,\s|;\s|,?\svà\s){_ONE})*(?!\w|/)".replace(r"\s", r"\s+"))


def articles_asked(asked: Asked) -> bool:
    """Whether the articles are asked for by which something is done, not the part of a paper that says so."""
    return asked.kind in {"which", "task"} and _ASKED.search(fold(asked.text)) is not None


def of_another_paper(asked: Asked, borne: bool) -> bool:
    """Whether those articles are of a paper that the text only cites; ``borne`` where the store holds the one
    that the question names, whose own parts then answer, except for what it changes in another."""
    if not asked.label or not articles_asked(asked):
        return False
    return not borne or _CHANGED.search(fold(asked.text)) is not None


def articles(text: str) -> Iterator[Span]:
    """Each run of articles with their clauses; the number that opens an article is no reference."""
    for match in _ARTICLES.finditer(text):
        if text[: match.start()].strip(" *#"):
            yield match.span()
