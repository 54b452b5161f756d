"""From a chosen candidate to the spans that are quoted, and to the words in which a refusal tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from answer.candidates import Candidate, Look
from answer.footnotes import listed_below
from answer.found import Found, Span
from answer.headed import organ_above
from answer.labelled import told_below
from answer.spans import best_span, offers
from answer.tabled import cell_asked
from answer.weights import FACT_SURE, SENTENCE_SURE, logistic
from ingest.facts.sentences import Reading, Sentence

KINDRED = 0.4  # share of the question that a figure's words must hold to be told as nearest
CLAUSE = 160  # characters of a clause that a refusal quotes
ITEMS = 1600  # characters of a list that is quoted with what announces it
_STOPPED = re.compile(r"[.;:!?…”\"]\W*$")
_CLOSED = re.compile(r"\([^()]*\)")
_CHANGE = re.compile(
    r"(?<!\w)(?:giảm|tăng|hạ)\s+(?:thêm\s+|bình quân\s+(?:(?:mỗi|hằng|hàng)\s+năm\s+)?)?$", re.IGNORECASE
)
_AMOUNT = r"\d+(?:[.,]\d+)*"
_RISE_ASKED = re.compile(
    r"(?<!\w)từ\s+(?:mấy|bao nhiêu)\s[^.;?]{0,40}?(?:lên|xuống|còn|đến|tới)\s+(?:mấy|bao nhiêu)",
    re.IGNORECASE,
)
SHORT_CELL = 40  # characters of a cell that is quoted whole
PARAGRAPH = 700  # characters of a paragraph that is quoted whole


def confidence(candidate: Candidate) -> float:
    """How sure a candidate answers, 0 to 1."""
    return logistic(FACT_SURE if candidate.fact else SENTENCE_SURE, candidate.features)


def at_any_time(candidate: Candidate) -> float:
    """How sure a figure would answer if it were of the period asked for."""
    return logistic(FACT_SURE, {**candidate.features, "misdated": 0.0})


def figure_of(look: Look, one: Candidate, readings: Mapping[str, Reading]) -> Found:
    assert one.fact is not None
    figure, sentence = one.fact.figure, one.sentence
    rises = _RISE_ASKED.search(look.asked.text) is not None
    low, high = _whole_range(sentence.text, figure.start, figure.end, figure.unit, rises)
    return Found(
        readings[one.document].document,
        sentence.span(_directed(sentence.text, low), high),
        (sentence.start, sentence.end),
        confidence(one),
        figure.value,
        figure.unit,
        one.period,
        one.fact.status,
        f"{one.fact.outer} {one.fact.own}",
    )


def _directed(text: str, start: int) -> int:
    """Where a figure starts with the verb that makes it a change: "giảm 0,4%" is no rate of 0,4%."""
    change = _CHANGE.search(text[:start])
    return change.start() if change else start


def _whole_range(text: str, low: int, high: int, unit: str | None, rises: bool) -> Span:
    """A figure with the other end of its range: "từ 15.000.000 đồng đến 22.500.000 đồng"; where the
    question asks for both, ``rises``, also of what changes: "từ 02 làn xe lên 04 làn xe"."""
    if not unit and not rises:
        return low, high
    one = rf"{_AMOUNT}\s*{re.escape(unit or '')}"
    if rises:  # "từ 2 lên 3 điểm trường": the unit stands once, or is no unit
        one = rf"{_AMOUNT}(?:\s*{re.escape(unit or '')})?"
    ends = r"đến|tới|lên|xuống|xuống\s+còn|còn" if rises else "đến|tới"
    for match in re.finditer(rf"(?<!\w)[Tt]ừ\s+(?P<what>{one}\s+(?:{ends})\s+{one})(?!\w)", text):
        if match.start() <= low and high <= match.end():
            return match.span("what")
    return low, high


def passage_of(one: Candidate, readings: Mapping[str, Reading]) -> Found:
    sentence = one.sentence
    span = _with_items(one, readings[one.document])
    if span[1] - span[0] > (PARAGRAPH if span == sentence.paragraph else ITEMS):
        span = sentence.start, sentence.end
    return Found(readings[one.document].document, span, span, confidence(one))


def _with_items(one: Candidate, reading: Reading) -> Span:
    """The paragraph; where it announces a list ("… như sau:"), the items with it, complete and in order."""
    start, end = one.sentence.paragraph
    text = reading.document.text
    if not _STOPPED.search(text[start:end]):  # a line that a page broke off, or a heading: what follows
        after = [later for later in reading.within(end, end + ITEMS) if later.start >= end][:1]
        return (start, after[0].paragraph[1]) if after and not after[0].is_heading else (start, end)
    if not text[start:end].rstrip("* ").endswith(":"):
        return start, end
    for later in reading.within(end, end + ITEMS):
        if later.start < end:
            continue
        other = later.section != one.sentence.section and later.lead != one.sentence.text
        if later.is_heading or other:
            break
        if later.end - start > ITEMS:
            break
        end = later.end
    return start, end


def span_of(look: Look, one: Candidate, readings: Mapping[str, Reading]) -> Found:
    reading, sentence = readings[one.document], one.sentence
    low, high = sentence.start, sentence.end
    after = announced(look, one, reading)
    if after is not None:
        span = after.span(*_unquoted(after.text))
        return Found(reading.document, span, (low, after.end), confidence(one))
    if (below := told_below(look.asked, sentence, reading)) is not None:
        return Found(reading.document, below, (low, below[1]), confidence(one))
    if (note := listed_below(look.asked, sentence.text, high, reading)) is not None:
        return Found(reading.document, note, note, confidence(one))
    if (head := organ_above(look.asked, sentence, reading)) is not None:
        return Found(reading.document, head, (low, high), confidence(one))
    cell = cell_asked(look.asked, look.terms, sentence)
    start, end = (
        _time_in(look, sentence, cell) if cell else best_span(look.asked, look.terms, sentence.text)[0]
    )
    return Found(reading.document, sentence.span(start, end), (low, high), confidence(one))


def _time_in(look: Look, sentence: Sentence, cell: Span) -> Span:
    """The time that a long cell under "Thời gian" names; the cell itself where it is a time alone."""
    text = sentence.text[slice(*cell)]
    if look.asked.kind != "when" or len(text) <= SHORT_CELL or not offers(look.asked, look.terms, text):
        return cell
    low, high = best_span(look.asked, look.terms, text)[0]
    return cell[0] + low, cell[0] + high


def announced(look: Look, one: Candidate, reading: Reading) -> Sentence | None:
    """ "phương châm là:" and then the motto; a heading or another section is not announced."""
    sentence = one.sentence
    if look.asked.kind in {"who", "when"} or not sentence.text.endswith(":"):
        return None
    high = sentence.end
    after = next((later for later in reading.within(high, high + 400) if later.start >= high), None)
    if after is None or (after.is_heading and after.section != sentence.section):
        return None
    return after


def _unquoted(text: str) -> Span:
    bare = text.strip('“”"*. ')
    start = text.index(bare)
    return start, start + len(bare)


def told(one: Candidate, readings: Mapping[str, Reading] | None = None) -> str | None:
    """ "năm 2023, 93%"; with the place where ``readings`` are given, because it is another one."""
    if one.fact is None or one.period is None:
        return None
    place = readings[one.document].document.place if readings else None
    text, figure = one.sentence.text, one.fact.figure
    said = " ".join(text[_directed(text, figure.start) : figure.end].split())
    return f"{f'{place}, ' if place else ''}{one.period.written}, {said[:1].lower()}{said[1:]}"


def nearest(facts: Sequence[Candidate]) -> str | None:
    """The clause of a figure that shares much with the question, told as such."""
    best = facts[0] if facts else None
    if best is None or best.fact is None or best.own < KINDRED:
        return None
    text, figure = best.sentence.text, best.fact.figure
    said = _CLOSED.sub(lambda one: "~" * len(one[0]), text[: figure.start])  # what brackets held and closed
    start = max(said.rfind(mark) + 1 for mark in ";(.")
    end = min((at for mark in ";()" if (at := text.find(mark, figure.end)) >= 0), default=len(text))
    clause = " ".join(text[start:end].split()).strip("*.,: ")
    return f"“{clause}”" if len(clause) <= CLAUSE else None
