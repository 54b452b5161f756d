"""All facts of a document: those its sentences state and those its tables hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.facts.binding import Binding, Spans, bindings, joined
from ingest.facts.building import Naming, Said, built, naming_of, together
from ingest.facts.context import heading_of, is_assured, leans, of_line
from ingest.facts.figures import figures
from ingest.facts.grid import cell_facts
from ingest.facts.limits import is_limit
from ingest.facts.naming import named, states
from ingest.facts.naming_words import (
    INHERITED,
    TIMES,
    is_address,
    is_foreign,
    is_garbled,
    is_notice,
    says_nothing,
)
from ingest.facts.organs import organisation_of
from ingest.facts.periods import periods
from ingest.facts.plain import Plain, plain
from ingest.facts.record import FactRecord, Span
from ingest.facts.sentences import split
from ingest.facts.sides import left_of
from ingest.facts.sites import begins, ends
from ingest.facts.spans import limited, measured, size
from ingest.facts.standing import Around, period_of, place_of, status_of
from ingest.facts.tables import tables_of
from ingest.grammar import outline
from ingest.lines import Line
from ingest.nodes import Node, ancestors
from ingest.types import Document


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a line: the subject of the line that leads it in, and the line before."""

    lead: Naming | None
    line: Line | None


_SILENT = frozenset({"letterhead", "title", "basis", "recipients", "signature"})
_DIGIT = re.compile(r"\d")
_DIVIDES = re.compile(r"\W*(?:Trong đó|Cụ thể|Bao gồm|Gồm)(?!\w)")
_SAYS = 10  # syllables with which an item says of what it is


def facts_of(document: Document) -> tuple[FactRecord, ...]:
    """The facts of ``document`` in the order of its text; the same text gives the same facts."""
    rows, cells = tables_of(document.text, outline(document.shown))
    found = list(_prose(document, cells))
    begin, end = begins(document.text), ends(document.text)
    for row in rows:
        if is_address(" ".join(cell.text for cell in row.cells)):
            continue
        found.extend(cell_facts(document, row, _around(document, row.node, "")))
    found = [one for one in found if begin <= one.number[0] < end]
    return tuple(sorted(found, key=lambda one: (one.number, one.start, one.end)))


def _prose(document: Document, cells: frozenset[int]) -> Iterator[FactRecord]:
    """Facts of the lines outside tables and outside the blocks that state nothing."""
    plan = outline(document.shown)
    last: Line | None = None
    for line, node, head in zip(plan.lines, plan.owner, plan.heads, strict=True):
        if line.start in cells or node.kind in _SILENT:
            continue
        if _DIGIT.search(line.text) and not (is_notice(line.text) or is_address(line.text)):
            yield from _paragraph(document, line, node, head, last)
        last = line if line.text else last


def _paragraph(
    document: Document, line: Line, node: Node, head: bool, last: Line | None
) -> Iterator[FactRecord]:
    whole = plain(document.text, line.start, line.end)
    if is_foreign(whole.text):
        return
    spans = _together(whole.text, split(whole.text, 0, len(whole.text)))
    lead = _lead(node, line, last)
    around = _around(document, node, lead.text if lead else "")
    for number, (low, high) in enumerate(spans):
        if number == 1:  # what opens a paragraph dates the sentences after it
            around = replace(around, lead=whole.text[spans[0][0] : spans[0][1]])
        if _DIGIT.search(whole.text, low, high):
            part = Plain(whole.text[low:high], whole.at[low:high])
            above = _subject(document, lead) if lead and number == 0 else None
            yield from _sentence(document, part, around, node, head, Above(above, last))


def _together(text: str, spans: Sequence[Span]) -> list[Span]:
    """A sentence that divides what the one before says ("Trong đó: …") belongs to it."""
    out: list[Span] = []
    for low, high in spans:
        if out and _DIVIDES.match(text, low):
            low = out.pop()[0]
        out.append((low, high))
    return out


def _subject(document: Document, lead: Line) -> Naming | None:
    """What the items below a line are of: "Mức hỗ trợ như sau:", "Tổng vốn 500 tỷ đồng, trong đó:"."""
    whole = plain(document.text, lead.start, lead.end)
    low, high = split(whole.text, 0, len(whole.text))[-1]
    part = Plain(whole.text[low:high], whole.at[low:high])
    found = figures(part.text, True)
    end = found[0].start if found else len(part.text)
    spans = left_of(part.text, ((0, end),))
    spans = limited(part.text, spans, INHERITED)
    return naming_of(part, spans) if spans and measured(part.text, spans[0]) else None


def _sentence(
    document: Document, part: Plain, around: Around, node: Node, head: bool, above: Above
) -> Iterator[FactRecord]:
    found = figures(part.text, True)
    bound = bindings(part.text, found) if found else []
    for one, words in zip(bound, named(part.text, bound), strict=True):
        if head and (one.figure.kind == "ordinal" or TIMES.match(one.figure.unit or "")):
            continue
        if words and states(one, part.text) and is_assured(part.text, one, words):
            naming = _completed(document, part, words, above, node)
            if says_nothing(naming.words, one.figure.unit) or is_garbled(naming.words):
                continue
            yield built(document, part, one.figure, naming, _said(document, part, one, around, node))


def _completed(document: Document, part: Plain, spans: Spans, over: Above, node: Node) -> Naming:
    """The name that ``spans`` give, behind what stands above its line where it does not say enough."""
    above = over.lead
    naming = naming_of(part, spans)
    if (
        above
        and (not measured(part.text, spans[0]) or leans(naming.words))
        and size(part.text, spans) < _SAYS
    ):
        return together(above, naming)
    if not leans(naming.words):
        return naming
    start = part.at[0]
    done = of_line(document, over.line) if over.line and says_nothing(naming.words) else None
    completing = above or done or heading_of(document, node, start)
    return together(completing, naming) if completing else naming


def _said(document: Document, part: Plain, one: Binding, around: Around, node: Node) -> Said:
    own = one.own_text(part.text)
    outside = joined(part.text, one.brackets)
    said = " ".join((joined(part.text, one.before), joined(part.text, one.after), outside))
    limit = is_limit(part.text, one)
    period = None if limit else period_of(_nearest(part.text, one), part.text, around, outside)
    ahead = part.text[: one.figure.start]
    return Said(
        period=period,
        status=None if limit else status_of(said, part.text, around, period, ahead),
        place=place_of(document, own, joined(part.text, one.before[-1:] + one.aside)),
        organisation=organisation_of(part.text, around.headings),
        section=node.id,
    )


def _nearest(text: str, one: Binding) -> str:
    """The clause of a figure that names a year: its own words before, after, then those further left."""
    near = (one.before[-1:], one.after, *((span,) for span in reversed(one.before[:-1])))
    for step, spans in enumerate(near):
        if stated := periods(joined(text, spans)):
            return stated[0 if step else -1].written
    return ""


def _lead(node: Node, line: Line, last: Line | None) -> Line | None:
    if node.intro is not None and node.start == line.start:
        return node.intro
    return last if last and last.text.endswith(":") else None


def _around(document: Document, node: Node, lead: str) -> Around:
    path = [one.heading for one in ancestors(node) if one.heading]
    return Around(lead, tuple(reversed(path)), document.title, document.kind, document.year)
