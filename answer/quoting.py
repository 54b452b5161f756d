"""From a chosen candidate to the spans that are quoted, and to the words in which a refusal tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answer.candidates import Candidate, Look
from answer.found import Found, Span
from answer.spans import best_span
from answer.weights import FACT_SURE, SENTENCE_SURE, logistic
from ingest.facts.sentences import Reading

KINDRED = 0.4  # share of the question that a figure's words must hold to be told as nearest
CLAUSE = 160  # characters of a clause that a refusal quotes
PARAGRAPH = 700  # characters of a paragraph that is quoted whole


def confidence(candidate: Candidate) -> float:
    """How sure a candidate answers, 0 to 1."""
    return logistic(FACT_SURE if candidate.fact else SENTENCE_SURE, candidate.features)


def figure_of(one: Candidate, readings: Mapping[str, Reading]) -> Found:
    assert one.fact is not None
    figure, sentence = one.fact.figure, one.sentence
    start = sentence.start + figure.start
    end = sentence.start + figure.end
    if "*" in sentence.text[figure.start : figure.end]:
        start = sentence.start + figure.at
        end = start + len(figure.value)
    return Found(
        readings[one.document].document,
        (start, end),
        (sentence.start, sentence.end),
        confidence(one),
        figure.value,
        figure.unit,
        one.period,
        one.fact.status,
    )


def passage_of(one: Candidate, readings: Mapping[str, Reading]) -> Found:
    sentence = one.sentence
    span = sentence.paragraph
    if span[1] - span[0] > PARAGRAPH:
        span = sentence.start, sentence.end
    return Found(readings[one.document].document, span, span, confidence(one))


def span_of(look: Look, one: Candidate, readings: Mapping[str, Reading]) -> Found:
    reading, sentence = readings[one.document], one.sentence
    low, high = sentence.start, sentence.end
    if sentence.text.rstrip("* ").endswith(":"):  # "phương châm là:" and then the motto
        after = [later for later in reading.within(high, high + 400) if later.start >= high]
        if after:
            return Found(
                reading.document,
                _unquoted(after[0].text, after[0].start),
                (low, after[0].end),
                confidence(one),
            )
    (start, end), _ = best_span(look.asked, look.terms, sentence.text)
    return Found(reading.document, (low + start, low + end), (low, high), confidence(one))


def _unquoted(text: str, at: int) -> Span:
    bare = text.strip('“”"*. ')
    start = at + text.index(bare)
    return start, start + len(bare)


def told(one: Candidate, readings: Mapping[str, Reading] | None = None) -> str | None:
    """ "năm 2023, 93%"; with the place where ``readings`` are given, because it is another one."""
    if one.fact is None or one.period is None:
        return None
    place = readings[one.document].document.place if readings else None
    return f"{f'{place}, ' if place else ''}{one.period.written}, {' '.join(one.fact.text.split())}"


def nearest(facts: Sequence[Candidate]) -> str | None:
    """The clause of a figure that shares much with the question, told as such."""
    best = facts[0] if facts else None
    if best is None or best.fact is None or best.own < KINDRED:
        return None
    text, figure = best.sentence.text, best.fact.figure
    start = max((text.rfind(mark, 0, figure.start) + 1 for mark in ";(."), default=0)
    end = min((at for mark in ";)" if (at := text.find(mark, figure.end)) >= 0), default=len(text))
    clause = " ".join(text[start:end].split()).strip("*.,: ")
    return f"“{clause}”" if len(clause) <= CLAUSE else None
