"""The outline of a document: its headings as nested links, the one that is being read marked."""

from __future__ import annotations

from urllib.parse import quote

from ingest.types import Document, Section
from ui import strings
from ui.grid import FENCE, is_row
from ui.marks import escape
from ui.reading import read

_OUTLINED = frozenset(("phần", "chương", "mục", "điều", "heading"))
_DEEPEST = 4
_FIRST_LINE = 300  # characters of a section in which its heading is looked for


def outlined(document: Document) -> list[tuple[Section, int]]:
    """The sections that an outline names, in the order of the text, each with how deep it lies (from 0)."""
    named = [s for s in document.sections if s.kind in _OUTLINED and (s.heading or s.kind == "điều")]
    named = [section for section in named if not _heads_table(document.text, section)]
    found: list[tuple[Section, int]] = []
    ends: list[int] = []  # of the entries that are still open
    for section in sorted(named, key=lambda s: (s.start, -s.end)):
        while ends and ends[-1] <= section.start:
            ends.pop()
        found.append((section, min(len(ends), _DEEPEST)))
        ends.append(section.end)
    return found


def _heads_table(text: str, section: Section) -> bool:
    """Whether what seems a heading is the head of a table: a row of cells, or one between two fences."""
    before = text[max(0, section.start - _FIRST_LINE) : section.start].rstrip()
    after = text[section.start : section.start + _FIRST_LINE].partition("\n")[2].lstrip()
    fenced = before.endswith(f"\n{FENCE}") and after.startswith(f"{FENCE}\n")
    return fenced or is_row(section.heading)


def outline_html(document: Document, entries: list[tuple[Section, int]], at: int | None) -> str:
    """The outline as HTML; empty where there is nothing to choose from.

    Args:
        at: offset in ``document.text`` that is being read.
    """
    if len(entries) < 2:
        return ""
    here = _innermost(entries, at)
    items = "".join(_entry(document, section, depth, section is here) for section, depth in entries)
    name = escape(strings.OUTLINE)
    return (
        f'<nav class="vb-outline" aria-label="{name}"><details open><summary>{name}</summary>'
        f"<ul>{items}</ul></details></nav>"
    )


def anchor(section: Section) -> str:
    """The id of the place where a section starts."""
    return f"sec-{section.id}"


def _innermost(entries: list[tuple[Section, int]], at: int | None) -> Section | None:
    holding = [section for section, _ in entries if at is not None and section.start <= at < section.end]
    return min(holding, key=lambda s: s.end - s.start, default=None)


def _entry(document: Document, section: Section, depth: int, here: bool) -> str:
    current = ' aria-current="location"' if here else ""
    return (
        f'<li data-depth="{depth}"><a href="#{escape(quote(anchor(section)))}"{current}>'
        f"{escape(_name(document, section))}</a></li>"
    )


def _name(document: Document, section: Section) -> str:
    """The heading with the marker before it (``II- GIẢI PHÁP``), on one line."""
    heading = read(section.heading).line
    first_line = document.text[section.start : section.start + _FIRST_LINE].split("\n", 1)[0]
    line = read(first_line).line
    at = line.find(heading) if heading else -1
    return line[: at + len(heading)] if at >= 0 else heading or section.label
