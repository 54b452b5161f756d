"""Provisions quoted by an amending text: “Điều 5. …” inside quotation marks is no Điều of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line

REACH = 60_000  # characters that a quoted provision may run; an unclosed quotation hides no more

_CLOSES = re.compile(r"\"\s*[.;,]{0,2}\s*(?:/\.)?$")


def quoted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines inside a quotation that opens a line and runs on over later lines."""
    hidden: set[int] = set()
    opened: int | None = None
    depth = 0
    for index, line in enumerate(lines):
        if opened is None:
            depth = _depth(line.text) if line.text[:1] in ("“", '"') else 0
            opened = index if depth > 0 else None
            continue
        depth += line.text.count("“") - line.text.count("”")
        if line.text.count('"') % 2 and _CLOSES.search(line.text):
            depth -= 1
        if line.end - lines[opened].start > REACH:
            opened = None
        elif depth <= 0:
            hidden.update(range(opened, index + 1))
            opened = None
    return frozenset(hidden)


def _depth(text: str) -> int:
    straight = text.count('"') % 2 if text.startswith('"') else 0
    return text.count("“") - text.count("”") + straight
