"""One document to read: what it says about itself, its outline, its text with the passage marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from ingest.links import Link
from ingest.types import Document, Section
from ui import strings
from ui.about import day_of, title_of
from ui.cards import ended_html
from ui.grid import cells_of, fenced_cells, grid_html, is_row, is_rule
from ui.marks import Span, escape, marked
from ui.outline import anchor, outline_html, outlined
from ui.reading import read

TARGET = "trich"  # id of the first marked piece; ui/page.js scrolls to it
_PLAIN = frozenset(("letterhead", "title", "basis", "recipients", "signature"))
_MARKER = 24  # characters that a marker before a heading may take
_PEN = 320  # characters; a longer span is a passage, not a quote


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways out of a document: label and address of the way back, and of its other form where it has one."""

    label: str
    back: str
    other: tuple[str, str] | None = None


def document_html(
    document: Document,
    at: tuple[int, int] | None,
    ways: Ways,
    ended: Sequence[Link] = (),
    picture: str = "",
) -> str:
    """The whole view as HTML; every foreign text in it is escaped.

    Args:
        at: span of ``document.text`` to mark; ``None`` or a span outside the text marks nothing.
        ended: links by which others have ended it.
        picture: HTML of the original page, shown instead of the text.
    """
    entries = outlined(document)
    outline = "" if picture else outline_html(document, entries, at[0] if at else None)
    sheet = _Sheet(document, {section.id: depth for section, depth in entries}, at)
    paper = picture or f'<article class="vb-paper">{"".join(sheet.blocks())}</article>'
    return (
        '<div class="vb-doc" lang="vi">'
        + _bar(document, bool(at) and not picture, ways)
        + _head(document)
        + ended_html(ended)
        + _warnings(document)
        + f'<div class="vb-reader{" vb-outlined" if outline else ""}">{outline}{paper}</div></div>'
    )


def _bar(document: Document, marked_any: bool, ways: Ways) -> str:
    """What stays in view while the text scrolls: the way back, the title, the way to the passage."""
    jump = f'<a href="#{TARGET}">{escape(strings.TO_PASSAGE)}</a>' if marked_any else ""
    other = (
        f'<a class="vb-open" href="{escape(ways.other[1])}">{escape(ways.other[0])}</a>' if ways.other else ""
    )
    return (
        f'<nav class="vb-top" aria-label="{escape(strings.WAYS)}">'
        f'<a class="vb-back" href="{escape(ways.back)}">← {escape(ways.label)}</a>'
        f'<span aria-hidden="true">{escape(title_of(document, document.id))}</span>{other}{jump}</nav>'
    )


def _warnings(document: Document) -> str:
    """What reading the file brought up, so that nobody trusts a scan blindly."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in document.warnings)
    if not lines:
        return ""
    title = escape(strings.WARNINGS.format(len(document.warnings)))
    return f'<details class="vb-warnings"><summary>{title}</summary><ul>{lines}</ul></details>'


def _head(document: Document) -> str:
    day = day_of(document.issued)
    dated = (strings.YEAR_LABEL, str(document.year)) if document.year and not day else (strings.ISSUED, day)
    facts = (
        (strings.NUMBER_LABEL, document.number),
        (strings.ISSUER, document.issuer),
        dated,
        (strings.SIGNER, document.signer),
        (strings.KIND, document.kind),
        (strings.PLACE, document.place),
    )
    rows = "".join(_fact(name, value) for name, value in facts)
    return (
        f'<header><h1>{escape(title_of(document, document.id))}</h1><dl class="vb-about">{rows}</dl></header>'
    )


def _fact(name: str, value: str | None) -> str:
    shown = f"<dd>{escape(value)}</dd>" if value else f'<dd class="vb-none">{escape(strings.UNSTATED)}</dd>'
    return f"<div><dt>{escape(name)}</dt>{shown}</div>"


class _Sheet:
    """The text of a document line by line, as it is shown."""

    def __init__(self, document: Document, depths: dict[str, int], at: tuple[int, int] | None) -> None:
        self._document = document
        self._depths = depths
        self._shown = read(document.shown)  # offsets are those of the text
        self._lines = list(_lines(self._shown.text))
        self._target = self._shown.span(*at) if at else (0, 0)
        self._reached = False  # whether the first marked piece is out

    def blocks(self) -> Iterator[str]:
        """Each line as a heading, a paragraph or a row of a table, with the anchors of the sections that
        start in it."""
        for is_table, group in groupby(self._lines, self._in_table):
            if is_table:
                yield from self._tables(list(group))
            else:
                for start, end in group:
                    yield from self._page_marks(start)
                    yield self._block(start, end)

    def _tables(self, lines: Sequence[Span]) -> Iterator[str]:
        """Lines of rows as tables: a new one where a page begins."""
        starts = [at for at, (start, _) in enumerate(lines) if not at or self._page_marks(start)]
        for first, last in pairwise([*starts, len(lines)]):
            yield from self._page_marks(lines[first][0])
            rows = list(self._rows(lines[first:last]))
            if rows:
                yield grid_html(self._shown.text, rows, self._cell, strings.TABLE)

    def _rows(self, lines: Sequence[Span]) -> Iterator[list[Span]]:
        """The cells of each row."""
        text = self._shown.text
        for row, group in groupby(lines, lambda line: self._row_of.get(line[0])):
            held = list(group)
            if row:
                yield fenced_cells(text, held)
            else:
                yield from (cells_of(text, *line) for line in held if not is_rule(text[slice(*line)]))

    def _cell(self, span: Span, first: bool) -> str:
        start = self._lines[bisect_left(self._ends, span[0])][0]
        return (self._anchors(self._starts.get(start, [])) if first else "") + self._marked(*span)

    def _in_table(self, line: Span) -> bool:
        text = self._shown.text[slice(*line)]
        return line[0] in self._row_of or is_row(text) or is_rule(text)

    @cached_property
    def _row_of(self) -> dict[int, str]:
        """Ids of the rows whose cells stand on lines of their own, by the starts of these lines."""
        found: dict[int, str] = {}
        for section in self._document.sections:
            if section.kind == "table row":
                low, high = self._shown.span(section.start, section.end)
                found |= {start: section.id for start, end in self._lines if low < end and start < high}
        return found

    def _page_marks(self, start: int) -> list[str]:
        return [_page(number) for number in self._pages.get(start, ()) if number > 1]

    def _block(self, start: int, end: int) -> str:
        """One line."""
        text, sections = self._shown.text[start:end], self._starts.get(start, [])
        tag = self._tag(text, sections)
        kind = next((kind for left, right, kind in self._plain if left <= start < right), "")
        styled = f' class="vb-{kind}"' if kind and tag == "p" else ""
        return f"<{tag}{styled}>{self._anchors(sections)}{self._marked(start, end)}</{tag}>"

    def _marked(self, start: int, end: int) -> str:
        """A piece of the text; a short target in it is marked as with a pen, a whole passage only tinted."""
        held = max(start, self._target[0]) - start, min(end, self._target[1]) - start
        there = held[0] < held[1]
        attributes = 'class="vb-at"'
        if there and not self._reached:
            attributes, self._reached = f'class="vb-at" id="{TARGET}" tabindex="-1"', True
        pen = "mark" if self._target[1] - self._target[0] <= _PEN else "span"
        return marked(self._shown.text[start:end], [held] if there else [], pen, attributes)

    @staticmethod
    def _anchors(sections: Iterable[Section]) -> str:
        return "".join(f'<span class="vb-anchor" id="{escape(anchor(s))}"></span>' for s in sections)

    def _tag(self, text: str, sections: Iterable[Section]) -> str:
        """``h2`` to ``h4`` where the line is a section's heading and little else; else ``p``."""
        line = " ".join(text.split())
        for section in sections:
            heading = read(section.heading).line
            alone = heading and heading in line and len(line) < len(heading) + _MARKER
            if alone and section.id in self._depths:
                return f"h{min(2 + self._depths[section.id], 4)}"
        return "p"

    @cached_property
    def _starts(self) -> dict[int, list[Section]]:
        """The sections by the start of the line in which they start."""
        found: dict[int, list[Section]] = {}
        for section in self._document.sections:
            found.setdefault(self._line_of(section.start), []).append(section)
        return found

    @cached_property
    def _pages(self) -> dict[int, list[int]]:
        """Numbers of pages by the start of the line in which they start."""
        found: dict[int, list[int]] = {}
        for number, offset in enumerate(self._document.pages, 1):
            found.setdefault(self._line_of(offset), []).append(number)
        return found

    @cached_property
    def _plain(self) -> list[tuple[int, int, str]]:
        """Where the fixed blocks of an official document are shown, and which they are."""
        fixed = (section for section in self._document.sections if section.kind in _PLAIN)
        return [(*self._shown.span(section.start, section.end), section.kind) for section in fixed]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self._lines]

    def _line_of(self, offset: int) -> int:
        """Start of the line that shows ``offset`` of the source, or of the next one; -1 past the last."""
        at = bisect_left(self._ends, self._shown.span(offset, offset)[0] + 1)
        return self._lines[at][0] if at < len(self._lines) else -1


def _lines(text: str) -> Iterator[Span]:
    """Spans of the lines that are not blank."""
    breaks = [-1, *(i for i, char in enumerate(text) if char == "\n"), len(text)]
    for before, after in pairwise(breaks):
        if text[before + 1 : after].strip():
            yield before + 1, after


def _page(number: int) -> str:
    return f'<p class="vb-page"><span>{escape(strings.PAGE.format(number))}</span></p>'
