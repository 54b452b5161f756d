"""Sentences and list items of a document, each with what binds it: lead-in, headings, paragraph.

A page break or a line break inside a sentence does not end it; a heading is no sentence that
answers anything. All offsets point into ``Document.text``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from ingest.facts.words import LOWER, UPPER, Syllable, syllables
from ingest.types import Document, Section

_OPENS_LOWER = re.compile(rf"\s*[*_\"“'(]*[{LOWER}0-9]")
_MARKER = re.compile(
    r"\s*(?:#+\s|\**\s*(?:[-+•–*]\s|\(?\d{1,2}[).]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[a-zđ]\)\s|"
    r"[IVXLC]+\s?[-.)]\s|Điều\s\d+[.:]?|(?:Phần|Chương|Mục)\s(?:thứ\s|[IVX\d]))){1,2}"
)
_ENDS = re.compile(r"[.!?:;…”\"}*/|]\s*$")
_FULL_STOP = re.compile(rf"[.!?…]+[”\"*)]*\s+(?=[\"“*(]*[{UPPER}0-9])")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]{1,2}|TM|T/M|KT|TP|tr|Ths|TS|PGS|GS|v\.v|\d{1,2})\.$")
_SILENT = frozenset({"letterhead", "title", "recipients", "signature"})
_STOPPED = re.compile(r"[.!?;]\W*$")


@dataclass(frozen=True)
class Sentence:
    """A sentence or list item: ``text == document.text[start:end]``.

    Attributes:
        start, end: span without outer white space and list marker.
        text: verbatim.
        paragraph: span of the paragraph or list item it stands in.
        lead: the text that opens its paragraph (``"Năm 2022, trong bối cảnh"``) or introduces its list.
        headings: headings above it, outermost first.
        label: how a reader cites its place.
        section: id of the innermost section.
        is_heading: a heading or another line that states nothing.
        columns: the header row of its table, cell by cell; empty outside tables.
    """

    start: int
    end: int
    text: str
    paragraph: tuple[int, int]
    lead: str
    headings: tuple[str, ...]
    label: str
    section: str | None
    is_heading: bool = field(default=False)
    columns: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[Syllable, ...]:
        """Its syllables; offsets are those of ``text``."""
        return syllables(self.text)


class Reading:
    """A document as a list of sentences, found by offset."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentences = tuple(_sentences(document))
        self._starts = [sentence.start for sentence in self.sentences]

    def within(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Sentences that overlap a span, in order."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, end - 1)
        return tuple(one for one in self.sentences[first:last] if one.end > start)


def _sentences(document: Document) -> list[Sentence]:
    text, found, lead = document.text, [], ""
    places = _Places(document)
    columns: tuple[str, ...] = ()
    for start, end in _paragraphs(text):
        spans = list(split(text, start, end))
        if not spans:
            continue
        opening = text[spans[0][0] : spans[0][1]]
        row = cells(text[spans[0][0] : spans[-1][1]])
        if not row:
            columns = ()
        elif not columns and not any(cell[:1].isdigit() for cell in row):
            columns = row  # a header; its caption stays the lead of the rows below
            continue
        for at, (low, high) in enumerate(spans):
            headings, label, section = places.at(low)
            heading = places.silent(low) or (len(spans) == 1 and _is_heading(text[low:high], headings))
            found.append(
                Sentence(
                    low, high, text[low:high], (spans[0][0], spans[-1][1]),
                    lead if at == 0 else opening, headings, label, section, heading, columns,
                )
            )  # fmt: skip
        if not columns and (opening.rstrip("* ").endswith(":") or not _MARKER.match(text[start:end])):
            lead = opening
    return found


def cells(line: str) -> tuple[str, ...]:
    """Cells of a table row as ingest writes it, ``Dịch vụ | 22,2% | 30,6%``; empty for other lines."""
    return tuple(cell.strip() for cell in line.split(" | ")) if " | " in line else ()


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of paragraphs; a line that goes on with a small letter joins the line that broke off."""
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", text):
        if not match[0].strip():
            continue
        if spans and _goes_on(text[spans[-1][0] : spans[-1][1]], match[0]):
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append((match.start(), match.end()))
    return spans


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines that hold a span, with the lines that a line break alone parts from them."""
    low, high = _line(text, start)[0], _line(text, end)[1]
    while low > 0 and _goes_on(text[slice(*_line(text, low - 1))], text[slice(*_line(text, low))]):
        low = _line(text, low - 1)[0]
    while high < len(text) and _goes_on(text[slice(*_line(text, high))], text[slice(*_line(text, high + 1))]):
        high = _line(text, high + 1)[1]
    return low, high


def _line(text: str, at: int) -> tuple[int, int]:
    """The line of an offset, without its break; an offset on the break is of the line before it."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _goes_on(before: str, line: str) -> bool:
    last = before.rsplit("\n", 1)[-1]
    if _ENDS.search(last) or _MARKER.match(line) or len(last) < 40:
        return False
    return bool(_OPENS_LOWER.match(line))


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of a paragraph, its list marker left out."""
    marker = _MARKER.match(text[start:end])
    at = start + (marker.end() if marker else 0)
    spans = []
    for stop in _FULL_STOP.finditer(text, at, end):
        dot = text[at : stop.start() + 1]
        if _ABBREVIATED.search(dot):
            continue
        spans.append(_stripped(text, at, stop.end()))
        at = stop.end()
    spans.append(_stripped(text, at, end))
    return [(low, high) for low, high in spans if high > low]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n*#|\\":
        start += 1
    while end > start and text[end - 1] in " \t\n*#|\\":
        end -= 1
    return start, end


def _is_heading(line: str, headings: tuple[str, ...]) -> bool:
    if len(line) > 320 or _STOPPED.search(line):
        return False
    bare = re.sub(r"\W+", " ", line).strip().lower()
    if any(bare == re.sub(r"\W+", " ", heading).strip().lower() for heading in headings):
        return True
    letters = [letter for letter in line if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


class _Places:
    """Where an offset stands: headings, label and id of its sections."""

    def __init__(self, document: Document) -> None:
        self._by_id = {section.id: section for section in document.sections}
        self._order = sorted(document.sections, key=lambda one: (one.start, -one.end))
        self._starts = [section.start for section in self._order]

    def silent(self, offset: int) -> bool:
        """Whether an offset lies in a block that states nothing: title, recipients, signature."""
        inner = self._innermost(offset)
        return inner is not None and inner.kind in _SILENT

    def at(self, offset: int) -> tuple[tuple[str, ...], str, str | None]:
        inner = self._innermost(offset)
        path: list[str] = []
        step = inner
        while step is not None:
            if step.heading:
                path.append(step.heading)
            step = self._by_id.get(step.parent) if step.parent else None
        label = inner.label if inner else ""
        return tuple(reversed(path)), label, inner.id if inner else None

    def _innermost(self, offset: int) -> Section | None:
        for at in range(bisect_right(self._starts, offset) - 1, -1, -1):
            if self._order[at].end > offset:
                return self._order[at]
        return None
