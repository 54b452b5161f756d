"""Figures that share a clause: which words are whose.

A time ("05 ngày") comes with its clause whole; here it is parted at its figure and at its neighbours.
Figures that only "đến" or "và" parts share their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts import naming_words as words
from ingest.facts.binding import Binding, Span, Spans

_BEGINS = re.compile(r"[.;:](?=\s)")
_BRACKET = re.compile(r"\([^()]*\)?")
_CLAUSE = re.compile(r"[^,]+")
_AND = " và "


def shared(text: str, bound: Sequence[Binding]) -> list[Binding]:
    """``bound`` in the order of the text, each with its own words on both sides."""
    return _joined(text, _parted(text, sorted(bound, key=lambda one: one.figure.start)))


def _parted(text: str, ordered: Sequence[Binding]) -> list[Binding]:
    out = list(ordered)
    for at, one in enumerate(out):
        if one.after or not one.before:
            continue
        (start, end), figure = one.before[0], one.figure
        low = max([start, *(other.figure.end for other in ordered[:at])])
        high = min([end, *(other.figure.start for other in ordered[at + 1 :])])
        if high < end and (found := text.rfind(_AND, figure.end, high)) >= 0:
            high = found
        if low > start and (found := text.rfind(_AND, low, figure.start)) >= 0:
            low = found + len(_AND)
        last = max([0, *(other.figure.end for other in ordered[:at])])
        before = (*_clauses_before(text, last, low), (low, figure.start))
        out[at] = replace(one, before=before, after=((figure.end, high),))
    return out


def _clauses_before(text: str, low: int, end: int) -> Spans:
    """The clauses between ``low`` and ``end`` that commas part, from the last full stop; no brackets."""
    low = max([low, *(found.end() for found in _BEGINS.finditer(text, low, end))])
    spans: list[Span] = []
    for start, stop in _outside(text, low, end):
        spans.extend(found.span() for found in _CLAUSE.finditer(text, start, stop))
    return tuple(span for span in spans if words.WORD.search(text, *span))


def _outside(text: str, low: int, end: int) -> list[Span]:
    """``text[low:end]`` without what stands in brackets."""
    cuts = [found.span() for found in _BRACKET.finditer(text, low, end)]
    edges = [low, *(edge for cut in cuts for edge in cut), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _joined(text: str, ordered: list[Binding]) -> list[Binding]:
    """Of "từ 16 triệu đồng đến 20 triệu đồng" both have the words before and the words after."""
    out = list(ordered)
    for at in range(1, len(out)):
        low, high = out[at - 1].figure.end, out[at].figure.start
        if (
            words.JOINED.fullmatch(text, low, high)
            or words.OR.fullmatch(text, low, high)
            or words.CHANGES.fullmatch(text, low, high)
        ):
            out[at] = replace(out[at], before=out[at - 1].before)
    for at in range(len(out) - 1, 0, -1):
        if words.JOINED.fullmatch(text, out[at - 1].figure.end, out[at].figure.start):
            out[at - 1] = replace(out[at - 1], after=out[at].after)
    return out
