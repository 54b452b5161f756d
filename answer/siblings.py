"""The figures of a sentence or a table row beside each other: which of them says what a question names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from answer.features import clause, one_number
from answer.plans import planned
from answer.question import Asked
from answer.sides import other_side, parted_by_side
from answer.terms import Bag, Sought, Weights, bag
from ingest.facts.binding import Fact
from ingest.facts.words import phrase

_LEVELS = frozenset(phrase("tỷ lệ mức"))


class Siblings:
    """All figures of one sentence, seen from one question; what it takes all of them for is made once."""

    def __init__(self, asked: Asked, ideas: Sought, weights: Weights, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self._asked, self._ideas, self._weights = asked, ideas, weights

    def leaves_out(self, fact: Fact) -> float:
        """Weight of what the question says that another figure's clause of the sentence holds, and this one
        neither says nor inherits: "lúa" beside the total of all crops."""
        if len(self.facts) < 2:
            return 0.0
        own = bag(one_number(f"{fact.own} {fact.outer}"))
        if other_side(bag(self._asked.text), own, self._beside(fact)):
            return 1.0
        mine = bag(fact.own).line
        lost = [
            worth
            for gram, worth in _telling(self._asked, self._weights)
            if gram not in own.line and self._holding[gram] > (gram in mine)
        ]
        return min(max(lost, default=0.0), 1.0)

    def rival(self, fact: Fact) -> float:
        """How much more of the question another figure's own clause in the sentence holds; 0 to 1."""
        if len(self.facts) < 2:
            return 0.0
        if parted_by_side(bag(self._asked.text), bag(fact.own), self._beside(fact)):
            return 0.0  # "thành thị 95%" says little, and is it
        return max(0.0, self._most - self._share(fact))

    def against_plan(self, fact: Fact) -> bool:
        """Whether another figure of its unit is the plan, with which this one is compared."""
        return fact.figure.unit in self._planned

    def _beside(self, fact: Fact) -> Iterator[Bag]:
        return (bag(one.own) for one in self.facts if one is not fact)

    @cached_property
    def _planned(self) -> frozenset[str | None]:
        return frozenset(one.figure.unit for one in self.facts if planned(one))

    @cached_property
    def _holding(self) -> Counter[str]:
        """How many figures' own clauses hold what the question says."""
        grams, lines = _telling(self._asked, self._weights), [bag(one.own).line for one in self.facts]
        return Counter(gram for gram, _ in grams for line in lines if gram in line)

    @cached_property
    def _most(self) -> float:
        return max(map(self._share, self.facts))

    def _share(self, fact: Fact) -> float:
        return self._ideas.share(self._ideas.held(clause(fact)))


@lru_cache(maxsize=32)
def _telling(asked: Asked, weights: Weights) -> tuple[tuple[str, float], ...]:
    """The syllables and pairs of a question with their weights, padded; "tỷ lệ", "mức" say nothing of what is
    measured."""
    grams = [(gram, gram.split()) for gram in asked.grams]
    return tuple(
        (f" {gram} ", sum(map(weights.of, forms)) / len(forms))
        for gram, forms in grams
        if not _LEVELS.issuperset(forms)
    )
