"""What a body has to do, where a heading that names it stands above: "2.1. Sở Tài chính" for "Sở Tài chính
phải làm gì". The lines below seldom say again what the paper is about: others hold more of the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answer.found import Found, Span
from answer.question import Asked
from answer.under_heading import body_of
from answer.whom import names_organ
from index.clauses import asks_duty, headed, without_levels
from index.syllables import canonical_text
from index.types import Hit
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.words import plains

_SURE = 0.9
_FIRST = 6  # passages in which a paragraph that opens with the body is looked for
_DUTIES = frozenset(plains("nhiệm vụ trách làm lo phụ giao phân công tác việc thực hiện trong về để"))


def duties_told(asked: Asked, hits: Sequence[Hit], readings: Mapping[str, Reading]) -> list[Found]:
    """The part under the heading that names the body whose duties are asked for, or the paragraph that opens
    with it.

    Empty where the first passages have neither, where the question says more than that body and the
    document's title do, or the part is long.
    """
    meant = canonical_text(asked.text)
    if asked.kind not in {"task", "which"} or not hits or not asks_duty(meant):
        return []
    passage = hits[0].passage
    reading = readings.get(passage.document)
    heading = passage.headings[-1] if passage.headings else ""
    if reading is None:
        return []
    if not any(body in without_levels(meant) for body in headed(heading)):
        return _opened(asked, without_levels(meant), hits, readings)
    if not _says_no_more(asked, heading, reading):
        return []
    around = (one for one in reading.document.sections if one.start < passage.end and passage.start < one.end)
    named = [one for one in around if one.heading == heading]
    body = body_of(reading, named[0]) if named else None
    return [Found(reading.document, body, body, _SURE)] if body else []


def _says_no_more(asked: Asked, body: str, reading: Reading) -> bool:
    """Whether a question says no more than a body, its document's title and that a duty is asked for."""
    told = _DUTIES.union(plains(body), plains(reading.document.title), plains(" ".join(asked.places)))
    return told.issuperset([asked.words[at].plain for at in asked.content])


def _opened(asked: Asked, meant: str, hits: Sequence[Hit], readings: Mapping[str, Reading]) -> list[Found]:
    """The first paragraph that opens with the body: "(3) Bộ Công an tiếp tục chủ động phối hợp, …"."""
    for hit in hits[:_FIRST]:
        reading = readings.get(hit.passage.document)
        for one in reading.within(hit.passage.start, hit.passage.end) if reading else ():
            name = one.text[: names_organ(one.text)]
            body = without_levels(canonical_text(name))
            if reading and " " in body and body in meant and _says_no_more(asked, name, reading):
                span = _whole(reading, one)
                return [Found(reading.document, span, span, _SURE)]
    return []


def _whole(reading: Reading, one: Sentence) -> Span:
    """The part that a sentence opens, else its paragraph."""
    own = next((part for part in reading.document.sections if part.id == one.section), None)
    span = body_of(reading, own) if own else None
    return span if span and span[0] == one.start else one.paragraph
