"""Sentences and list items of a document, each with what binds it: lead-in, headings, paragraph.

A page break or a line break inside a sentence does not end it; a heading is no sentence that
answers anything. Sentences read plain, without emphasis and line breaks, and know where each of their
characters stands in ``Document.text``, so that what is quoted of them is verbatim.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from ingest.facts.cells import Row
from ingest.facts.plain import Plain
from ingest.facts.stretches import MARKER, Stretch, goes_on, stretches
from ingest.facts.words import UPPER, Syllable, syllables
from ingest.types import Document, Section

_FULL_STOP = re.compile(rf"[.!?…]+[”\"*)]*\s+(?=[\"“*(]*[{UPPER}0-9])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-ZĐ]{1,2}|TM|T/M|KT|TP|Tp|Tx|Tt|tr|Ths|TS|PGS|GS|v\.v|\d{1,2})\.$"
)
_SAYS = 12  # syllables of a heading that says something itself, where it has a number
_SILENT = frozenset({"letterhead", "title", "recipients", "signature"})
_SUMS_UP = 12  # words of a sentence that is no part of a letterhead
_NAMES_TABLE = re.compile(r"\W*(?:Biểu|Bảng|Phụ lục|Danh mục)(?!\w)", re.IGNORECASE)
_LINE = 200  # characters of a line that leads to a table
_STOPPED = re.compile(r"[.!?;]\W*$")


@dataclass(frozen=True)
class Sentence:
    """A sentence, list item or table row: ``text`` is what ``document.text[start:end]`` reads as.

    Attributes:
        start, end: span without outer white space, emphasis and list marker.
        text: without emphasis, white space collapsed; the cells of a row parted by " | ".
        paragraph: span of the paragraph or list item it stands in.
        lead: the text that opens its paragraph (``"Năm 2022, trong bối cảnh"``) or introduces its list.
        headings: headings above it, outermost first.
        label: how a reader cites its place.
        section: id of the innermost section.
        is_heading: a heading or another line that states nothing.
        at: where each character of ``text`` stands in the document.
        row: its cells with their columns, for a table row.
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
    at: array[int] = field(default_factory=lambda: array("L"), compare=False, repr=False)
    row: Row | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:  # cheap, because much is kept by sentence
        return hash((self.start, self.text))

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Where ``text[low:high]`` stands in the document."""
        return Plain(self.text, self.at).span(low, high)

    @cached_property
    def words(self) -> tuple[Syllable, ...]:
        """Its syllables; offsets are those of ``text``."""
        return syllables(self.text)


class Reading:
    """A document as a list of sentences, found by offset.

    Attributes:
        sentences: in order. starts: where each begins in the document's text.
        rows: which of them are rows of a table, by the words that it stands below.
    """

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence] | None = None,
        starts: Sequence[int] = (),
        rows: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        """Take ``document`` apart, or take over ``sentences`` that were kept, with their ``starts`` and
        ``rows``."""
        self.document = document
        self.sentences = tuple(_sentences(document)) if sentences is None else sentences
        self.starts = [one.start for one in self.sentences] if sentences is None else starts
        self.rows = _rows(self.sentences) if rows is None else rows

    def within(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Sentences that overlap a span, in order."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_right(self.starts, end - 1)
        return tuple(one for one in self.sentences[first:last] if one.end > start)

    def rows_below(self, leads: Collection[str]) -> Iterator[Sentence]:
        """Rows of the tables that stand below one of the ``leads``, in order."""
        for at in sorted(chain.from_iterable(self.rows.get(lead, ()) for lead in leads)):
            yield self.sentences[at]


def _rows(sentences: Sequence[Sentence]) -> dict[str, Sequence[int]]:
    rows: dict[str, array[int]] = {}
    for at, one in enumerate(sentences):
        if one.row is not None and one.lead:
            rows.setdefault(one.lead, array("L")).append(at)
    return {**rows}


def _sentences(document: Document) -> list[Sentence]:
    found: list[Sentence] = []
    lead = ""
    places = _Places(document)
    for one in stretches(document):
        if one.row is not None:
            found.append(_of_row(one, one.row, places))
            continue
        text = one.plain.text
        spans = list(split(text, 0, len(text)))
        if not spans:
            continue
        opening = text[slice(*spans[0])]
        around = (one.plain.at[spans[0][0]], one.plain.at[spans[-1][1] - 1] + 1)
        for number, (low, high) in enumerate(spans):
            start, end = one.plain.span(low, high)
            headings, label, section = places.at(start)
            said = text[low:high]
            heading = places.silent(start, said) or (len(spans) == 1 and _is_heading(said, headings))
            found.append(
                Sentence(
                    start, end, text[low:high], around, lead if number == 0 else opening, headings, label,
                    section, heading, one.plain.at[low:high],
                )
            )  # fmt: skip
        if opening.endswith(":") or not MARKER.match(text):
            lead = opening
    return found


def _of_row(one: Stretch, row: Row, places: _Places) -> Sentence:
    headings, label, section = places.at(one.start)
    return Sentence(
        one.start, one.end, one.plain.text, (one.start, one.end), _caption(row), headings, label, section,
        places.silent(one.start), one.plain.at, row,
    )  # fmt: skip


def _caption(row: Row) -> str:
    """What the lines before a table say of it: those that name it, with their title in capitals, and the
    last unless it is a sentence; then what the rows above say that only name those below them."""
    *before, last = row.caption.split("\n")
    named: list[str] = []
    for at, line in enumerate(before):
        titled = line.isupper() and at > 0 and bool(named) and named[-1] == before[at - 1]
        if titled or _NAMES_TABLE.match(line):
            named.append(line)
    if len(last) < _LINE and not _STOPPED.search(last):
        named.append(last)
    return " ".join([*named, *(group.text for group in row.groups)])


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines that hold a span, with the lines that a line break alone parts from them."""
    low, high = _line(text, start)[0], _line(text, end)[1]
    while low > 0 and goes_on(text[slice(*_line(text, low - 1))], text[slice(*_line(text, low))]):
        low = _line(text, low - 1)[0]
    while high < len(text) and goes_on(text[slice(*_line(text, high))], text[slice(*_line(text, high + 1))]):
        high = _line(text, high + 1)[1]
    return low, high


def _line(text: str, at: int) -> tuple[int, int]:
    """The line of an offset, without its break; an offset on the break is of the line before it."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of a paragraph, its list marker left out."""
    marker = MARKER.match(text[start:end])
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
        return not (re.search(r"\d", bare) and len(bare.split()) > _SAYS)
    letters = [letter for letter in line if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


class _Places:
    """Where an offset stands: headings, label and id of its sections."""

    def __init__(self, document: Document) -> None:
        self._by_id = {section.id: section for section in document.sections}
        self._order = sorted(document.sections, key=lambda one: (one.start, -one.end))
        self._starts = [section.start for section in self._order]

    def silent(self, offset: int, said: str = "") -> bool:
        """Whether an offset lies in a block that states nothing: title, recipients, signature; what is
        ``said`` above a letterhead in whole sentences, as of a summary on a web page, is stated."""
        inner = self._innermost(offset)
        if inner is None or inner.kind not in _SILENT:
            return False
        return not (inner.kind == "letterhead" and len(said.split()) > _SUMS_UP and _STOPPED.search(said))

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
