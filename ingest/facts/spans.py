"""Spans of words: trimmed to what names something, limited, made unique."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.facts import naming_words as words
from ingest.facts.binding import Span, Spans

Words = Sequence[re.Match[str]]

_PARTED = re.compile(r"[,;:()]")
_SLACK = 6  # syllables by which a cut may move to where a phrase begins or ends


def trimmed(text: str, span: Span) -> Span:
    """``span`` without what introduces a clause, without its verb, and without a comparison."""
    start, end = span
    if compared := words.COMPARED.match(text, start, end):
        start = compared.end()
    for found in words.MEANWHILE.finditer(text, start, end):
        start = found.end()
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
    once = tuple(dict.fromkeys(spans))
    return tuple(
        span
        for span in once
        if not any(one != span and one[0] <= span[0] and span[1] <= one[1] for one in once)
    )


def limited(text: str, spans: Spans, most: int = words.LONGEST) -> Spans:
    """At most ``most`` syllables: the spans nearest to the figure first."""
    out: list[Span] = []
    for span in reversed(spans):
        if kept := _kept(text, span, most):
            out.insert(0, kept)
            most -= size(text, (kept,))
    return tuple(out)


def heads(text: str, spans: Spans, most: int) -> Spans:
    """As ``limited``; of a clause that a noun of measure heads, its head."""
    if spans and words.NOUN.search(text, *spans[0]) and size(text, spans) > most:
        taken = cut(text, spans[0], most)
        return (taken,) if taken else ()
    return limited(text, spans, most)


def headed(text: str, spans: Spans, most: int, opens: bool = False) -> Spans:
    """``spans``; the first, where it opens the sentence, with ``most`` syllables from its subject on."""
    found = list(words.WORD.finditer(text, *spans[0])) if spans else []
    if len(found) <= most or not (opens or text[spans[0][0]].isupper()):
        return spans
    return ((spans[0][0], _closed(text, found, most)), *spans[1:])


def cut(text: str, span: Span, most: int) -> Span | None:
    """From the first word of ``span`` on about ``most`` syllables, to the end of a phrase."""
    found = list(words.WORD.finditer(text, *span))
    if not found or most <= 0:
        return None
    start, end = found[0].start(), found[-1].end() if len(found) <= most else _closed(text, found, most)
    opened = text.rfind("(", start, end)
    if opened > start and ")" not in text[opened:end]:
        end = len(text[:opened].rstrip())  # "… của tổ chức (trừ | trường hợp …)"
    return start, end


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
    if most < words.ENOUGH:
        return None
    if measured(text, span):
        return span[0], _closed(text, found, most)
    return _opened(text, found, len(found) - most), span[1]


def _opened(text: str, found: Words, at: int) -> int:
    """Where a name cut near its ``at``-th syllable opens: behind a comma or a word that only joins."""
    if at <= _SLACK // 2:
        return found[0].start()
    steps = range(max(1, at - _SLACK), min(len(found) - 1, at + _SLACK // 2))
    for step in sorted(steps, key=_nearest(at)):
        if _parts(text, found, step) or _joins(found, step - 1, words.OPENS):
            return found[step].start()
    return found[at].start()


def _closed(text: str, found: Words, most: int) -> int:
    """Where a name cut behind about ``most`` syllables ends: before a comma or a word that only joins."""
    if len(found) <= most + _SLACK // 2:
        return found[-1].end()
    steps = range(max(2, most - _SLACK // 2), min(len(found), most + 2 * _SLACK))
    for step in sorted(steps, key=_nearest(most)):
        if _parts(text, found, step) or _joins(found, step, words.JOINS):
            return found[step - 1].end()
    return found[most - 1].end()


def _nearest(at: int) -> Callable[[int], tuple[int, int]]:
    return lambda step: (abs(step - at), step)


def _parts(text: str, found: Words, at: int) -> bool:
    """Whether a comma or a bracket stands before the ``at``-th syllable."""
    return bool(_PARTED.search(text, found[at - 1].end(), found[at].start()))


def _joins(found: Words, at: int, joining: re.Pattern[str]) -> bool:
    """Whether the ``at``-th syllable only joins and is no half of a word: "lý do", "công bằng"."""
    if not joining.fullmatch(found[at][0]):
        return False
    around = [one[0].lower() for one in found[max(0, at - 1) : at + 2]]
    return not any(" ".join(pair) in words.WHOLE_WORDS for pair in pairwise(around))
