"""Figures, and how far the words around them hold what is asked: most of a passage stand beside next to
nothing of it, and are left out before all else of them is weighed. Sentences are not: what is asked in
everyday words may be told in one that holds hardly any of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.against import counting
from answer.each_place import Wanted
from answer.features import clause, one_number
from answer.question import Asked
from answer.seen import Seen
from answer.siblings import Siblings
from answer.terms import Sought, bag
from ingest.facts.binding import Fact

# A sentence that leaves out of what it speaks, which the first of its paragraph says.
_ELLIPTIC = re.compile(r"(?:Ước(?! tính)|Kết quả|Đạt|Thực hiện|Lũy kế|Luỹ kế|Cả năm|Trong đó)(?!\w)")
_FAR = 0.3  # of the most that one of them holds of what is asked


class Nearby:
    """A figure with the words around it.

    Attributes:
        own, around: its clause, and what else speaks of it. near: how far these hold each idea of the
            question. held: the same with its sentence and what stands over it. covered: the share held.
    """

    def __init__(self, ideas: Sought, fact: Fact, siblings: Siblings, seen: Seen, asks: Wanted) -> None:
        self.fact, self.siblings, self.seen, self.asks = fact, siblings, seen, asks
        elliptic = _ELLIPTIC.match(fact.sentence.text)
        inherited = f"{fact.sentence.lead} {fact.outer}" if elliptic else fact.outer
        outer = f"{one_number(counting(inherited))} {seen.caption}"
        self.own, self.around = clause(fact), (bag(outer), bag(f"{outer} {one_number(counting(fact.own))}"))
        self.near = ideas.best((self.own, 1.0), *[(text, 0.9) for text in self.around])
        self.held = tuple(map(max, self.near, seen.held))
        self.covered = ideas.share(self.held)


def not_far(asked: Asked, near: Sequence[Nearby]) -> list[Nearby]:
    """Those that hold a good part of what the best of them does; all where places are compared, since each
    is told in its own words."""
    compared = len(asked.places) > 1
    least = 0.0 if compared else _FAR * max([one.covered for one in near], default=0.0)
    return [one for one in near if one.covered >= least]
