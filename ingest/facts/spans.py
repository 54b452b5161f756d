"""Spans of words: trimmed to what names something, limited, made unique."""

from __future__ import annotations

from ingest.facts import naming_words as words
from ingest.facts.binding import Span, Spans


def trimmed(text: str, span: Span) -> Span:
    """``span`` without what introduces a clause, without its verb, and without a comparison."""
    start, end = span
    if compared := words.COMPARED.match(text, start, end):
        start = compared.end()
    if opening := words.OPENING.match(text, start, end):
        start = opening.end()
    if compared := words.COMPARED_LATER.search(text, start, end):
        end = compared.start()
    if closing := words.CLOSING.search(text, start, end):
        end = closing.start()
    return start, max(start, end)


def without_predicate(text: str, span: Span) -> Span:
    """A measure without its predicate: "Thời hạn vay vốn được xác định …"."""
    found = words.PREDICATE.search(text, *span)
    if found and measured(text, span) and size(text, ((span[0], found.start()),)) >= words.ENOUGH:
        return span[0], found.start()
    return span


def stripped(text: str, span: Span) -> Span:
    """From the first word of ``span`` to its last."""
    found = list(words.WORD.finditer(text, *span))
    return found[0].start(), found[-1].end()


def last_words(text: str, end: int) -> Span:
    """The last words of a sentence before ``end``."""
    found = list(words.WORD.finditer(text, 0, end))[-14:]
    return (found[0].start(), found[-1].end()) if found else (end, end)


def size(text: str, spans: Spans) -> int:
    """Syllables in ``spans``."""
    return sum(len(words.WORD.findall(text, start, end)) for start, end in spans)


def unique(spans: Spans) -> Spans:
    """Each span once, none that another holds."""
    out: list[Span] = []
    for span in spans:
        if not any(one[0] <= span[0] and span[1] <= one[1] for one in out):
            out.append(span)
    return tuple(out)


def limited(text: str, spans: Spans, most: int = words.LONGEST) -> Spans:
    """At most ``most`` syllables: the spans nearest to the figure first."""
    out: list[Span] = []
    for span in reversed(spans):
        if kept := _kept(text, span, most):
            out.insert(0, kept)
            most -= size(text, (kept,))
    return tuple(out)


def headed(text: str, spans: Spans, most: int, opens: bool = False) -> Spans:
    """``spans``; the first, where it opens the sentence, with ``most`` syllables from its subject on."""
    found = list(words.WORD.finditer(text, *spans[0])) if spans else []
    if len(found) <= most or not (opens or text[spans[0][0]].isupper()):
        return spans
    return ((spans[0][0], found[most - 1].end()), *spans[1:])


def measured(text: str, span: Span) -> bool:
    """Whether a span is headed by a noun of measure: "các tỷ lệ …", "tổng diện tích …"."""
    noun = words.NOUN.search(text, *span)
    return noun is not None and size(text, ((span[0], noun.start()),)) <= 2


def _kept(text: str, span: Span, most: int) -> Span | None:
    """A noun of measure keeps its head when it is cut; words that only stand before a figure their end."""
    found = list(words.WORD.finditer(text, *span))
    if not found or most <= 0:
        return None
    if len(found) <= most:
        return found[0].start(), span[1]
    if measured(text, span):
        return span[0], found[most - 1].end()
    return found[-most].start(), span[1]
