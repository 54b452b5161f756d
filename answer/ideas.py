"""The everyday thesaurus of the index in the syllables that answers compare.

Any wording of an idea in a text stands for any other: who asks for "chỗ làm" means "việc làm".
"""

from __future__ import annotations

from functools import lru_cache

from index import thesaurus
from index.abbreviations import curated
from ingest.facts.words import Phrase, phrase


@lru_cache(maxsize=1)
def ideas() -> dict[Phrase, frozenset[Phrase]]:
    """Each phrase with all phrases that may stand for it, itself included."""
    table: dict[Phrase, set[Phrase]] = {}
    for own, others in thesaurus.ideas().items():
        key = _phrase(own)
        table.setdefault(key, {key}).update(_phrase(one) for one in others)
    for short, longs in curated().readings.items():
        key = phrase(short)
        for one in map(phrase, longs[:1]):
            if len(one) > 2 and len(key) == 1:  # "bảo hiểm y tế" is written "BHYT", too
                table.setdefault(one, {one}).add(key)
    return {one: frozenset(others) for one, others in table.items()}


@lru_cache(maxsize=1)
def longest() -> int:
    """Number of syllables of the longest phrase."""
    return max(len(one) for one in ideas())


def _phrase(syllables: tuple[str, ...]) -> Phrase:
    return phrase(" ".join(syllables))
