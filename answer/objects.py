"""What a measure is of: "diện tích trồng *dâu*", "sản lượng *mía*". A figure of another is none of it."""

from __future__ import annotations

import re
from functools import lru_cache

from answer.features import FILLERS
from answer.question import Asked
from answer.terms import Term, Weights, bag, found
from ingest.facts.binding import Fact
from ingest.facts.words import Syllable, phrase

# Longest first. What follows them in a question is what is measured.
_MEASURES = tuple(
    phrase(one)
    for one in (
        "diện tích gieo trồng", "diện tích canh tác", "diện tích trồng", "diện tích nuôi", "diện tích",
        "sản lượng thu hoạch", "sản lượng nuôi", "sản lượng", "năng suất", "tổng đàn",
    )
)  # fmt: skip
_TELLING = 0.4  # a syllable that says less than so much names nothing


def other_object(asked: Asked, terms: tuple[Term, ...], weights: Weights, fact: Fact, title: str) -> bool:
    """Whether nothing near a figure speaks of what the question wants measured, though the store knows it."""
    thing = _object(asked)
    if thing is None or weights.of(thing.form) < _TELLING or not weights.knows((thing.form,)):
        return False
    sentence = fact.sentence
    near = bag(" ".join((fact.own, fact.outer, sentence.text, sentence.lead, *sentence.headings, title)))
    bare = any(term.loose for term in terms)
    if thing.form in near.forms or (bare and f" {thing.plain} " in near.plain):
        return False
    named = [term for term in terms if thing.form in term.wordings[0]]
    return not any(found(term, near) for term in named)


@lru_cache(maxsize=32)
def _object(asked: Asked) -> Syllable | None:
    """The first telling word right behind a measure."""
    forms = tuple(one.form for one in asked.words)
    for at in range(len(forms)):
        for measure in _MEASURES:
            end = at + len(measure)
            if forms[at:end] == measure:
                one = asked.words[end] if end in asked.content else None
                return one if one and one.form not in FILLERS and not re.match(r"\d", one.form) else None
    return None
