"""What a reader takes in as one: paragraphs and table rows, without markup and without line breaks.

Lines that were wrapped at some column, and halves that a page break parted, are one paragraph; a row of
cells is one stretch with its columns' headings, whether its cells are fenced by lines or by strokes.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from ingest.facts.cells import Row
from ingest.facts.plain import Plain, plain
from ingest.facts.tables import tables_of
from ingest.facts.words import LOWER
from ingest.lines import logical_lines
from ingest.nodes import Node, Outline
from ingest.types import Document

_NOWHERE = Node("", "phần", "", "", "", 0, 0, None, 0.0)
STROKE = " | "  # between the cells of a row
MARKER = re.compile(
    r"\s*(?:#+\s|\**\s*(?:[-+•–*]\s|\(?\d{1,2}[).]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[a-zđ]\)\s|"
    r"[IVXLC]+\s?[-.)]\s|Điều\s\d+[.:]?|(?:Phần|Chương|Mục)\s(?:thứ\s|[IVX\d]))){1,2}"
)
_OPENS_LOWER = re.compile(rf"\s*[*_\"“'(]*[{LOWER}0-9]")
_ENDS = re.compile(r"[.!?:;…”\"}*/|]\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph or a table row that stands in ``text[start:end]``; ``row`` tells the latter."""

    plain: Plain
    start: int
    end: int
    row: Row | None = None


def stretches(document: Document) -> list[Stretch]:
    """The paragraphs and table rows of a document, in its order."""
    text, lines = document.text, logical_lines(document.shown)
    # Rows are told by their lines alone: what section they are in costs as much again to find.
    rows, cells = tables_of(text, Outline(lines, owner=[_NOWHERE] * len(lines)))
    spans: list[tuple[int, int]] = []
    for line in lines:
        if line.start in cells or not line.text:
            continue
        if spans and goes_on(text[slice(*spans[-1])], text[line.start : line.end]):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    found = [Stretch(plain(text, low, high), low, high) for low, high in spans]
    found += [made for row in rows if (made := _of_row(row))]
    return sorted((one for one in found if one.plain.text), key=lambda one: one.start)


def goes_on(before: str, line: str) -> bool:
    """Whether a line with a small letter goes on with the line that broke off before it."""
    last = before.rsplit("\n", 1)[-1]
    if _ENDS.search(last) or MARKER.match(line) or len(last) < 40:
        return False
    return bool(_OPENS_LOWER.match(line))


def _of_row(row: Row) -> Stretch | None:
    parts = [cell.plain for cell in row.cells]
    full = [part for part in parts if part.text]
    if not full:
        return None
    at = array("L")
    for number, part in enumerate(parts):
        if number:
            at.extend([at[-1] + 1 if at else full[0].at[0]] * len(STROKE))  # never the end of a span
        at.extend(part.at)
    whole = STROKE.join(part.text.replace("\n", " ") for part in parts)
    return Stretch(Plain(whole, at), full[0].at[0], full[-1].at[-1] + 1, row)
