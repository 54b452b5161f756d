"""From spans to a Citation: verbatim text and quote, where they stand, whose they are."""

from __future__ import annotations

from answer.found import Found
from answer.types import Citation
from ingest.facts.sentences import Reading


def citation(found: Found, reading: Reading) -> Citation:
    """The citation of an answer; its quote holds its text, widened where it does not."""
    document = found.document
    start, end = min(found.quote[0], found.text[0]), max(found.quote[1], found.text[1])
    around = reading.within(found.text[0], found.text[1])
    headings = around[0].headings if around else ()
    label = around[0].label if around else ""
    return Citation(
        text=document.text[slice(*found.text)],
        value=found.value,
        unit=found.unit,
        document=document.id,
        section=headings,
        label=label,
        quote=document.text[start:end],
        start=start,
        end=end,
        year=found.year,
        place=document.place,
        score=round(found.score, 4),
        page=document.page_of(start),
        period=found.period.written if found.period else None,
        status=found.status,
    )
