"""What a body has to do, where a heading that names it stands above: "2.1. Sở Tài chính" for "Sở Tài chính
phải làm gì". The lines below seldom say again what the paper is about: others hold more of the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answer.found import Found
from answer.question import Asked
from answer.under_heading import body_of
from index.clauses import asks_duty, headed, without_levels
from index.syllables import canonical_text
from index.types import Hit
from ingest.facts.sentences import Reading
from ingest.facts.words import plains

_SURE = 0.9
_DUTIES = frozenset(plains("nhiệm vụ trách làm lo phụ giao phân công tác việc thực hiện trong về để"))


def duties_told(asked: Asked, hits: Sequence[Hit], readings: Mapping[str, Reading]) -> list[Found]:
    """The part under the heading that names the body whose duties are asked for.

    Empty where the first passage stands under no such heading, where the question says more than that body
    and the document's title do, or the part is long.
    """
    meant = canonical_text(asked.text)
    if asked.kind != "task" or not hits or not asks_duty(meant):
        return []
    passage = hits[0].passage
    reading = readings.get(passage.document)
    heading = passage.headings[-1] if passage.headings else ""
    if reading is None or not any(body in without_levels(meant) for body in headed(heading)):
        return []
    told = _DUTIES.union(plains(heading), plains(reading.document.title), plains(" ".join(asked.places)))
    if not told.issuperset([asked.words[at].plain for at in asked.content]):
        return []
    around = (one for one in reading.document.sections if one.start < passage.end and passage.start < one.end)
    named = [one for one in around if one.heading == heading]
    body = body_of(reading, named[0]) if named else None
    return [Found(reading.document, body, body, _SURE)] if body else []
