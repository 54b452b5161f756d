"""All facts of a document: those its sentences state and those its tables hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.facts.binding import Binding, bindings, joined
from ingest.facts.building import Said, built, naming_of
from ingest.facts.figures import figures
from ingest.facts.grid import cell_facts
from ingest.facts.naming import is_limit, named, states
from ingest.facts.organs import organisation_of
from ingest.facts.plain import Plain, plain
from ingest.facts.record import FactRecord
from ingest.facts.sentences import split
from ingest.facts.standing import Around, period_of, status_of
from ingest.facts.tables import tables_of
from ingest.grammar import outline
from ingest.lines import Line
from ingest.nodes import Node, ancestors
from ingest.places import place_named
from ingest.types import Document

_SILENT = frozenset({"letterhead", "title", "basis", "recipients", "signature"})
_DIGIT = re.compile(r"\d")


def facts_of(document: Document) -> tuple[FactRecord, ...]:
    """The facts of ``document`` in the order of its text; the same text gives the same facts."""
    rows, cells = tables_of(document.text, outline(document.shown))
    found = list(_prose(document, cells))
    for row in rows:
        found.extend(cell_facts(document, row, _around(document, row.node, "")))
    return tuple(sorted(found, key=lambda one: (one.number, one.start, one.end)))


def _prose(document: Document, cells: frozenset[int]) -> Iterator[FactRecord]:
    """Facts of the lines outside tables and outside the blocks that state nothing."""
    plan, last = outline(document.shown), ""
    for line, node, head in zip(plan.lines, plan.owner, plan.heads, strict=True):
        if line.start in cells or node.kind in _SILENT:
            continue
        if _DIGIT.search(line.text):
            yield from _paragraph(document, line, node, head, last)
        last = line.text or last


def _paragraph(document: Document, line: Line, node: Node, head: bool, last: str) -> Iterator[FactRecord]:
    whole = plain(document.text, line.start, line.end)
    spans = split(whole.text, 0, len(whole.text))
    around = _around(document, node, _lead(node, line, last))
    for number, (low, high) in enumerate(spans):
        if number == 1:  # what opens a paragraph dates the sentences after it
            around = replace(around, lead=whole.text[spans[0][0] : spans[0][1]])
        if _DIGIT.search(whole.text, low, high):
            part = Plain(whole.text[low:high], whole.at[low:high])
            yield from _sentence(document, part, around, node, head)


def _sentence(
    document: Document, part: Plain, around: Around, node: Node, head: bool
) -> Iterator[FactRecord]:
    found = figures(part.text)
    bound = bindings(part.text, found) if found else []
    for one, words in zip(bound, named(part.text, bound), strict=True):
        if head and one.figure.kind in {"measure", "ordinal"}:
            continue
        if words and states(one, part.text):
            yield built(
                document, part, one.figure, naming_of(part, words), _said(document, part, one, around, node)
            )


def _said(document: Document, part: Plain, one: Binding, around: Around, node: Node) -> Said:
    own = one.own_text(part.text)
    outside = joined(part.text, one.brackets)
    said = " ".join((joined(part.text, one.before), joined(part.text, one.after), outside))
    limit = is_limit(part.text, one)
    period = None if limit else period_of(own, part.text, around, outside)
    return Said(
        period=period,
        status=None if limit else status_of(said, part.text, around, period),
        place=place_named(own) or document.place,
        organisation=organisation_of(part.text, around.headings),
        section=node.id,
    )


def _lead(node: Node, line: Line, last: str) -> str:
    if node.intro is not None and node.start == line.start:
        return node.intro.text
    return last if last.endswith(":") else ""


def _around(document: Document, node: Node, lead: str) -> Around:
    path = [one.heading for one in ancestors(node) if one.heading]
    return Around(lead, tuple(reversed(path)), document.title, document.kind, document.year)
