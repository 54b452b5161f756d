"""The words that name what a figure measures, chosen from the clause it stands in.

"Phấn đấu đến năm 2025, tỷ lệ hộ nghèo giảm còn 3,0%; trong đó các xã đặc biệt khó khăn còn 23%": the
indicator of the first is "tỷ lệ hộ nghèo", of the second "tỷ lệ hộ nghèo, các xã đặc biệt khó khăn".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts import naming_words as words
from ingest.facts.binding import Binding, Span, Spans, joined


def states(one: Binding, text: str) -> bool:
    """Whether a figure says how much: not an age, a congress, or a bare number that only tells apart."""
    figure = one.figure
    before = text[max(0, figure.start - 24) : figure.start]
    if figure.kind == "ordinal":
        ranked = words.RANKED.search(text[max(0, figure.start - 8) : figure.at])
        return figure.value[0].isdigit() and bool(ranked)
    if figure.unit is None and "/" not in figure.value and not figure.comparator:
        return bool(words.STATED.search(before))
    return figure.unit != "tuổi"


def named(text: str, bound: Sequence[Binding]) -> list[Spans]:
    """For each figure of a sentence the spans that name what it is of; empty where nothing does.

    A figure that leaves its subject out ("mức độ 2 đạt 24%", "trong đó cây lúa 113.837ha") takes the
    name of the one before it, or of the one that "trong đó" divides.
    """
    ordered = sorted(map(_parted, bound), key=lambda each: each.figure.start)
    names: dict[int, Spans] = {}
    last: Spans = ()
    whole: Spans = ()
    for at, one in enumerate(_sharing(text, ordered)):
        own = joined(text, one.before)
        if "trong đó" in own.lower():
            whole = last
        elif words.NOUN.search(own):
            whole = ()
        name, inherits = _name(text, one, whole or last, bool(whole))
        names[ordered[at].figure.start] = name
        if name and not inherits and one.figure.unit != "tuổi":
            last = name
    return [names[one.figure.start] for one in bound]


def is_limit(text: str, one: Binding) -> bool:
    """A time limit ("trong thời hạn 05 ngày làm việc"): of no year, neither target nor result."""
    before = text[max(0, one.figure.start - 40) : one.figure.start]
    after = text[one.figure.end : one.figure.end + 12]
    said = words.DEADLINE.search(before) or re.match(r"(?: làm việc)? kể từ", after)
    return bool(words.TIMES.match(one.figure.unit or "")) and bool(said)


def _parted(one: Binding) -> Binding:
    """An aside holds its clause whole: parted at its figure like the others."""
    if one.after or not one.before:
        return one
    (start, end), figure = one.before[0], one.figure
    return replace(one, before=((start, figure.start),), after=((figure.end, end),))


def _sharing(text: str, ordered: Sequence[Binding]) -> list[Binding]:
    """Figures that only "đến" or "và" parts share their words: "từ 16 triệu đồng đến 20 triệu đồng"."""
    out = list(ordered)
    for at in range(1, len(out)):
        if words.JOINED.fullmatch(text, out[at - 1].figure.end, out[at].figure.start):
            out[at] = replace(out[at], before=out[at - 1].before)
    for at in range(len(out) - 1, 0, -1):
        if words.JOINED.fullmatch(text, out[at - 1].figure.end, out[at].figure.start):
            out[at - 1] = replace(out[at - 1], after=out[at].after)
    return out


def _name(text: str, one: Binding, last: Spans, divides: bool) -> tuple[Spans, bool]:
    """The name of a figure, and whether it takes the last one's."""
    unit = one.figure.unit or ""
    counted = bool(unit) and not words.SHARE.match(unit)
    if words.TIMES.match(unit) and (found := _deadline(text, one)):
        return found, False
    led = not counted and words.LED.search(text[max(0, one.figure.start - 30) : one.figure.start])
    own = _right(text, one, 14) if led else ()
    if _size(text, own) > 1:
        own = (() if led and led["joined"] else _left(text, one.before[-1:])) + own
    else:
        own = _left(text, one.before)
        label = words.LABEL.search(text, 0, one.figure.start)
        if label and not own:
            own = (label.span(1),)
        size = _size(text, own)
        if size < words.ENOUGH or (counted and size < 2 * words.ENOUGH):
            own += _right(text, one, 12)
    outer = _left(text, one.head) + _left(text, one.brackets)
    inherits = bool(outer) and _size(text, outer) < words.ENOUGH
    if inherits:
        outer = last + outer
    short = _size(text, own) < words.ENOUGH + 2 and not (own and words.NOUN.search(text, *own[0]))
    if not outer and (divides or short):
        outer, inherits = last, bool(last)
    if not own and not outer:
        own = _raw(text, one)
    if _size(text, outer + own) < 2:
        own = (_before(text, one.figure.start), *own)
    return _limited(text, _unique(outer + own)), inherits


def _raw(text: str, one: Binding) -> Spans:
    """A clause of verbs alone ("thực hiện đạt và vượt 17 chỉ tiêu") is its own name."""
    spans = [span for span in one.before if words.WORD.search(text, *span)]
    return (_stripped(text, spans[-1]),) if spans else ()


def _before(text: str, end: int) -> Span:
    """The last words of a sentence before ``end``."""
    found = list(words.WORD.finditer(text, 0, end))[-14:]
    return (found[0].start(), found[-1].end()) if found else (end, end)


def _stripped(text: str, span: Span) -> Span:
    found = list(words.WORD.finditer(text, *span))
    return found[0].start(), found[-1].end()


def _left(text: str, spans: Spans) -> Spans:
    """The end of ``spans`` that names something: from the last noun of measure, else the last clause."""
    taken: list[Span] = []
    for span in reversed(spans):
        start, end = _trimmed(text, span)
        noun = words.NOUN.search(text, start, end)
        if noun:
            taken.insert(0, (noun.start(), end))
            break
        if end > start and _size(text, tuple(taken)) < words.ENOUGH:
            taken.insert(0, (start, end))
        elif _size(text, tuple(taken)) + _size(text, ((start, end),)) > words.LONGEST // 2:
            break
        elif any(words.NOUN.search(text, *other) for other in spans[: spans.index(span)]):
            taken.insert(0, (start, end))
    return tuple(one for one in taken if one[0] < one[1])


def _right(text: str, one: Binding, most: int) -> Spans:
    """What follows the figure, its counted noun included: "07 hợp tác xã mới thành lập"."""
    figure = one.figure
    out: list[Span] = []
    if figure.unit and not words.SHARE.match(figure.unit) and not words.MONEY.search(figure.unit):
        at = text.rfind(figure.unit, figure.at, figure.end)
        out.append((at, at + len(figure.unit)))
    for span in one.after:
        start, end = _trimmed(text, span)
        found = list(words.WORD.finditer(text, start, end))[:most]
        if found:
            out.append((found[0].start(), found[-1].end()))
            most -= len(found)
    if len(out) > 1 and out[1][0] <= out[0][1] + 1:
        out[:2] = [(out[0][0], out[1][1])]
    return tuple(out)


def _deadline(text: str, one: Binding) -> Spans:
    """A time limit names what is to be done: what stands before it, or the act that follows."""
    if not one.before:
        return ()
    before = one.before[-1]
    limit = words.DEADLINE.search(text, *before)
    if not limit:
        return ()
    done = _trimmed(text, (before[0], limit.start()))
    condition = re.search(r"(?<!\w)(?:thì|hợp)(?:\s+trong)?\W*$", text[before[0] : limit.start()])
    if _size(text, (done,)) >= words.ENOUGH and not condition:
        return _limited(text, (done, limit.span()))
    acts = _acts(text, one.figure.end)
    if not acts:
        past = list(words.ACTS.finditer(text, 0, limit.start()))
        acts = ((past[-1].start(), limit.start()),) if past else ()
    return _limited(text, (limit.span(), *acts)) if acts else ()


def _acts(text: str, start: int) -> Spans:
    """The act that a sentence names after its time limit, the condition between them left out."""
    comma = text.find(",", start)
    act = words.ACTS.search(text, comma + 1 if comma >= 0 else start)
    if act is None:
        return ()
    stop = re.compile(r"[.;]").search(text, act.start())
    found = list(words.WORD.finditer(text, act.start(), stop.start() if stop else len(text)))[:14]
    return ((act.start(), found[-1].end()),)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    if opening := words.OPENING.match(text, start, end):
        start = opening.end()
    if closing := words.CLOSING.search(text, start, end):
        end = closing.start()
    return start, max(start, end)


def _unique(spans: Spans) -> Spans:
    out: list[Span] = []
    for span in spans:
        if span not in out:
            out.append(span)
    return tuple(out)


def _limited(text: str, spans: Spans) -> Spans:
    """At most ``words.LONGEST`` syllables: each span gives up its beginning first."""
    out: list[Span] = []
    left = words.LONGEST
    for start, end in reversed(spans):
        found = list(words.WORD.finditer(text, start, end))
        if not found or left <= 0:
            continue
        kept = found[-left:]
        out.insert(0, (kept[0].start() if len(kept) < len(found) else start, end))
        left -= len(kept)
    return tuple(out)


def _size(text: str, spans: Spans) -> int:
    return sum(len(words.WORD.findall(text, start, end)) for start, end in spans)
