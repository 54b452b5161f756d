"""Everyday words beside official ones: who asks for "chỗ làm" means "việc làm".

``data/everyday.tsv``, written for this project, holds one idea a line, its usual official wording
first. Alternatives of the phrases found in a question are searched besides them, at less weight;
an alternative that is missing or too wide costs rank, never truth, because answers are quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from index.syllables import canonical

EVERYDAY = Path(__file__).parent / "data" / "everyday.tsv"
FIRST = 2  # alternatives taken of an idea: later ones stray from it

Phrase = tuple[str, ...]  # canonical syllables
_WORD = re.compile(r"[^\W\d_]+|\d+")


def phrase(text: str) -> Phrase:
    """Canonical syllables and numbers of a text, in order."""
    return tuple(canonical(word) for word in _WORD.findall(text))


def alternatives(text: str, first: int = FIRST) -> tuple[Phrase, ...]:
    """Other wordings of the phrases in ``text``, in order."""
    return tuple(dict.fromkeys(other for said in phrases(text) for other in ideas()[said][:first]))


def phrases(text: str) -> Iterator[Phrase]:
    """The phrases in ``text`` that have other wordings, the longest at each place."""
    words, at = phrase(text), 0
    while at < len(words):
        length = _longest_match(words, at)
        if length:
            yield words[at : at + length]
        at += max(1, length)


@lru_cache(maxsize=1)
def ideas() -> dict[Phrase, tuple[Phrase, ...]]:
    """Each phrase with the others of its ideas, the official ones first."""
    table: dict[Phrase, list[Phrase]] = {}
    for line in EVERYDAY.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wordings = [wording for part in line.split("|") if (wording := phrase(part))]
            for one in wordings:
                table.setdefault(one, []).extend(other for other in wordings if other != one)
    return {one: tuple(dict.fromkeys(others)) for one, others in table.items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(one) for one in ideas())


def _longest_match(words: Sequence[str], at: int) -> int:
    for length in range(min(_longest(), len(words) - at), 0, -1):
        if tuple(words[at : at + length]) in ideas():
            return length
    return 0
