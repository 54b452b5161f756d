"""The amount that leads a list in is of each item: "Mức chi 150.000 đồng/ngày áp dụng với nội dung sau:"."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.binding import Fact
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.tabled import facts

_APPLIES = re.compile(
    r"(?<!\w)(?:áp dụng|dành|chi|hỗ trợ|thưởng|thu|quy định)?\s?(?:với|cho|đối với|gồm)(?!\w)[^:]*:$"
)
_FARTHEST = 6000  # characters between an item and the line that leads its list in


def led_facts(item: Sentence, reading: Reading) -> tuple[Fact, ...]:
    """The figure of the line that leads in the list of ``item``, as of it; none where the line has more."""
    if item.row is not None or not _APPLIES.search(item.lead):
        return ()
    document = reading.document
    around = reading.within(max(0, item.start - _FARTHEST), item.start)
    leads = [one for one in around if one.text == item.lead and _within(item, one)]
    found = facts(leads[-1], document.title, document.year) if leads else ()
    if len(found) != 1:
        return ()
    return (replace(found[0], outer=f"{found[0].outer} {item.text}"),)


def _within(item: Sentence, lead: Sentence) -> bool:
    """Whether an item stands in the very part that its lead opens, and not in the next."""
    return lead.start < item.start and (item.section or "").startswith(lead.section or "")
