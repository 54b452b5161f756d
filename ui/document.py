"""One document to read: what it says about itself, its outline, its text with the passage marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote

from ingest.types import Document, Section
from ui import strings
from ui.about import day_of, title_of
from ui.marks import Span, escape, marked
from ui.reading import Shown, read

TARGET = "trich"  # id of the first marked piece; ui/page.js scrolls to it
_OUTLINED = frozenset(("phần", "chương", "mục", "điều", "heading"))
_PLAIN = frozenset(("letterhead", "title", "basis", "recipients", "signature"))
_DEEPEST = 4
_PEN = 320  # characters; a longer span is a passage, not a quote


def document_html(document: Document, at: tuple[int, int] | None, back: tuple[str, str]) -> str:
    """The whole view as HTML; every foreign text in it is escaped.

    Args:
        at: span of ``document.text`` to mark; ``None`` or a span outside the text marks nothing.
        back: label and address of the way back.
    """
    outline = _outline(document, at)
    return (
        '<div class="vb-doc" lang="vi">'
        + _bar(document, bool(at), back)
        + _head(document)
        + f'<div class="vb-reader{" vb-outlined" if outline else ""}">'
        + outline
        + f'<article class="vb-paper">{"".join(_blocks(document, at))}</article></div></div>'
    )


def _bar(document: Document, marked_any: bool, back: tuple[str, str]) -> str:
    """What stays in view while the text scrolls: the way back, the title, the way to the passage."""
    jump = f'<a href="#{TARGET}">{escape(strings.TO_PASSAGE)}</a>' if marked_any else ""
    return (
        f'<nav class="vb-top" aria-label="{escape(strings.WAYS)}">'
        f'<a class="vb-back" href="{escape(back[1])}">← {escape(back[0])}</a>'
        f'<span aria-hidden="true">{escape(title_of(document, document.id))}</span>{jump}</nav>'
    )


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


def _outline(document: Document, at: tuple[int, int] | None) -> str:
    """Headings as nested links; on a phone the same list is folded away."""
    entries = [s for s in document.sections if s.kind in _OUTLINED and (s.heading or s.kind == "điều")]
    if len(entries) < 2:
        return ""
    depths = _depths(entries)
    here = _innermost(entries, at)
    items = "".join(
        _entry(section, _name(document, section), depths[section.id], section is here) for section in entries
    )
    name = escape(strings.OUTLINE)
    return (
        f'<nav class="vb-outline" aria-label="{name}"><details open><summary>{name}</summary>'
        f"<ul>{items}</ul></details></nav>"
    )


def _depths(entries: list[Section]) -> dict[str, int]:
    """How many of the entries each lies in, at most :data:`_DEEPEST`."""
    depths: dict[str, int] = {}
    open_ends: list[int] = []
    for section in entries:
        while open_ends and open_ends[-1] <= section.start:
            open_ends.pop()
        depths[section.id] = min(len(open_ends), _DEEPEST)
        open_ends.append(section.end)
    return depths


def _innermost(entries: list[Section], at: tuple[int, int] | None) -> Section | None:
    holding = [s for s in entries if at is not None and s.start <= at[0] < s.end]
    return min(holding, key=lambda s: s.end - s.start, default=None)


def _name(document: Document, section: Section) -> str:
    """The heading with the marker before it (``II- GIẢI PHÁP``), on one line."""
    heading = read(section.heading).line
    line = read(document.text[section.start : section.start + 300].split("\n", 1)[0]).line
    at = line.find(heading) if heading else -1
    return line[: at + len(heading)] if at >= 0 else heading or section.label


def _entry(section: Section, name: str, depth: int, here: bool) -> str:
    current = ' aria-current="location"' if here else ""
    return (
        f'<li data-depth="{depth}"><a href="#{escape(quote(_anchor(section)))}"{current}>'
        f"{escape(name)}</a></li>"
    )


def _anchor(section: Section) -> str:
    return f"sec-{section.id}"


def _blocks(document: Document, at: tuple[int, int] | None) -> Iterator[str]:
    """Each shown line as a heading or a paragraph, with the anchors of the sections starting in it."""
    shown = read(document.text)
    target = shown.span(*at) if at else (0, 0)
    starts = _starts(document, shown)
    plain = [(*shown.span(s.start, s.end), s.kind) for s in document.sections if s.kind in _PLAIN]
    pages = [(shown.span(offset, offset)[0], number) for number, offset in enumerate(document.pages, 1)]
    first = True
    for start, end in _lines(shown.text):
        sections = starts.get((start, end), [])
        yield from (_page(number) for place, number in pages if start <= place < end and number > 1)
        part = (max(start, target[0]) - start, min(end, target[1]) - start)
        held = part[0] < part[1]
        short = target[1] - target[0] <= _PEN
        kind = next((kind for left, right, kind in plain if left <= start < right), "")
        yield _block(shown.text[start:end], sections, kind, part if held else (0, 0), held and first, short)
        first = first and not held


def _lines(text: str) -> Iterator[Span]:
    """Spans of the lines that are not blank."""
    breaks = [-1, *(i for i, char in enumerate(text) if char == "\n"), len(text)]
    for before, after in pairwise(breaks):
        if text[before + 1 : after].strip():
            yield before + 1, after


def _starts(document: Document, shown: Shown) -> dict[Span, list[Section]]:
    """The sections by the shown line in which they start."""
    lines = list(_lines(shown.text))
    ends = [end for _, end in lines]
    found: dict[Span, list[Section]] = {}
    for section in document.sections:
        at = bisect_left(ends, shown.span(section.start, section.start)[0] + 1)
        if at < len(lines):
            found.setdefault(lines[at], []).append(section)
    return found


def _block(text: str, sections: list[Section], kind: str, target: Span, first: bool, short: bool) -> str:
    """One line; a short span is marked like a pen does, a whole passage only tinted."""
    anchors = "".join(f'<span class="vb-anchor" id="{escape(_anchor(s))}"></span>' for s in sections)
    attributes = f'class="vb-at" id="{TARGET}" tabindex="-1"' if first else 'class="vb-at"'
    body = marked(text, [target], "mark" if short else "span", attributes)
    tag = _heading_tag(text, sections)
    styled = f' class="vb-{kind}"' if kind and tag == "p" else ""
    return f"<{tag}{styled}>{anchors}{body}</{tag}>"


def _heading_tag(text: str, sections: list[Section]) -> str:
    """``h2`` to ``h4`` where the line is a section's heading and little else; else ``p``."""
    line = " ".join(text.split())
    for section in sections:
        heading = read(section.heading).line
        if section.kind in _OUTLINED and heading and heading in line and len(line) < len(heading) + 24:
            return {"phần": "h2", "chương": "h2", "mục": "h3"}.get(
                section.kind, "h3" if section.parent else "h2"
            )
    return "p"


def _page(number: int) -> str:
    return f'<p class="vb-page"><span>{escape(strings.PAGE.format(number))}</span></p>'
