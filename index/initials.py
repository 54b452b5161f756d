"""What an abbreviation that no list holds may stand for: phrases of the documents with its initials.

The language model is walked along pairs of syllables it has seen, each beginning with the next
letter; the likeliest phrases that hold together are offered as readings.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.language import BREAK, UNKNOWN, Ids, LanguageModel
from index.syllables import unaccent

BEAM = 32
OFFERED = 3
COHERENT = -3.0  # nats a syllable at least, after the first: looser phrases are chance
_LENGTHS = range(3, 9)  # letters; two stand for too much

Phrase = tuple[int, ...]  # ids of syllables
State = tuple[Phrase, float, float]  # with the score of its steps and the weight of its first syllable


@lru_cache(maxsize=256)
def phrases(letters: str, model: LanguageModel) -> tuple[Phrase, ...]:
    """The likeliest phrases whose syllables begin with ``letters`` (upper case), best first; often none."""
    initials = [_initial(letter) for letter in letters]
    if len(initials) not in _LENGTHS or not all(initials):
        return ()
    starts = model.beginning_with(initials[0])
    first: list[State] = [((int(i),), 0.0, float(np.log(model.ones[i] + 1.0))) for i in starts]
    best = sorted(first, key=lambda state: (-state[2], state[0]))[: 4 * BEAM]
    for initial in initials[1:]:
        longer = [step for ids, inside, start in best for step in _steps(ids, inside, start, initial, model)]
        best = sorted(longer, key=lambda state: (-state[1] - state[2] / 2, state[0]))[:BEAM]
    steps = len(initials) - 1
    return tuple(ids for ids, inside, _ in best if inside / steps >= COHERENT)[:OFFERED]


def _steps(ids: Phrase, inside: float, start: float, initial: str, model: LanguageModel) -> list[State]:
    followers = model.following(ids[-1])
    followers = followers[np.isin(followers, model.beginning_with(initial))]
    if not len(followers):
        return []
    before: Ids = np.full(len(followers), ids[-2] if len(ids) > 1 else BREAK, dtype=np.int64)
    scores = model.score(before, np.full(len(followers), ids[-1], dtype=np.int64), followers)
    return [((*ids, int(i)), inside + float(s), start) for i, s in zip(followers, scores, strict=True)]


def _initial(letter: str) -> str:
    """``Đ`` is a letter of its own; the others count without their marks."""
    lower = letter.lower()
    return lower if lower == "đ" else unaccent(lower) if lower.isalpha() else ""


def spelled(ids: Phrase, model: LanguageModel) -> str:
    """The syllables of a phrase, apart by spaces."""
    return " ".join(model.vocabulary[i] for i in ids if i > UNKNOWN)
