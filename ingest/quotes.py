"""Provisions quoted by an amending text: “Điều 5. …” inside quotation marks is no Điều of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line

REACH = 60_000  # characters that a quoted provision may run; an unclosed quotation hides no more

_ARTICLE = re.compile(r"[“\"]?(?:Điều|ĐIỀU)\s+(\d{1,3})\s*[.:]")
_WHOLE = re.compile(r"“[^“”]+”\s*[.;,]{0,2}")  # a provision on one line
_CLOSES = re.compile(r"\"\s*[.;,]{0,2}\s*(?:/\.)?$")


def quoted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines inside a quotation that opens a line and ends one, this or a later one.

    A quotation that nobody closed ends where the act goes on with its own next article: after its Điều 1,
    “Điều 4 … is quoted, and "Điều 2" follows.
    """
    hidden: set[int] = set()
    opened: int | None = None
    depth = own = inner = 0
    for index, line in enumerate(lines):
        article = _article(line)
        if opened is None:
            depth = _depth(line.text) if line.text[:1] in ("“", '"') else 0
            opened = index if depth > 0 else None
            if opened is None and _WHOLE.fullmatch(line.text):
                hidden.add(index)
            elif opened is None:
                own = article or own
            inner = article if opened is not None else 0
            continue
        if article and article == own + 1 and article != inner + 1:
            hidden.update(range(opened, index))
            opened, own = None, article
            continue
        inner = article or inner
        depth += line.text.count("“") - line.text.count("”")
        if line.text.count('"') % 2 and _CLOSES.search(line.text):
            depth -= 1
        if line.end - lines[opened].start > REACH:
            opened = None
        elif depth <= 0:
            hidden.update(range(opened, index + 1))
            opened = None
    return frozenset(hidden)


def _article(line: Line) -> int:
    """The number of the article that a line opens, quoted or not; 0 where it opens none."""
    found = _ARTICLE.match(line.text)
    return int(found[1]) if found else 0


def _depth(text: str) -> int:
    straight = text.count('"') % 2 if text.startswith('"') else 0
    return text.count("“") - text.count("”") + straight
