"""What a hurried question says: diacritics restored, slips mended, abbreviations spelled out.

A noisy channel decoded over a lattice: each typed token offers readings at a cost (in nats), the
language model of the index says how well they follow each other, and a beam search keeps the best
path. What was typed with its diacritics is kept unless another reading is far likelier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.abbreviations import Abbreviations
from index.initials import phrases, spelled
from index.keyboard import decoded
from index.language import BREAK, FIGURE, UNKNOWN, Ids, LanguageModel, Scores
from index.syllables import canonical, is_accented, split_tone, unaccent
from index.types import Change

BEAM = 48
TONE_FORGOTTEN = 6.5  # hành đông for hành động
TONE_CONFUSED = 4.0  # hỏi for ngã or the other way: chất thãi for chất thải
TONE_CHANGED = 14.0  # any other tone typed instead; a tone typed where none belongs is as rare
SHAPE_FORGOTTEN = 6.0  # mưoi for mươi, dươc for dược
SHAPE_CHANGED = 14.0  # a shape typed where another, or none, belongs
SPELLING_SLIP = 9.0  # a letter is missing, doubled, wrong or swapped
UNKNOWN_KEPT = 3.0  # a word that no text has stays as typed
TYPING_SLIP = 1.0  # keys of a typing method were left in the word
BARE_AMONG_ACCENTED = 4.0  # a bare syllable in a question typed with diacritics is likely meant bare
ALSO_A_WORD = 2.0  # an abbreviation in small letters that is a syllable too: ca, tu
SECOND_READING = 0.7  # each later reading of an abbreviation

_TOKENS = re.compile(
    r"\d+(?:/\d{4})?[/-](?=[^\W\d_])[\w&]+(?:[-/.][\w&]+)*"  # numbers of documents
    r"|\d+(?:[.,/-]\d+)*%?"
    r"|[^\W\d_]+\.\d+"  # ĐT.857, a road
    r"|[^\W\d_]+(?:[-&][^\W\d_]+)+"  # KT-XH, GD&ĐT, or hyphenated words
    r"|[^\W_]+"
    r"|[^\w\s]"
)
_SHORT_Y = {
    "kí": "ký",
    "kì": "kỳ",
    "kỉ": "kỷ",
    "kĩ": "kỹ",
    "kị": "kỵ",
    "lí": "lý",
    "mĩ": "mỹ",
    "tỉ": "tỷ",
    "i": "y",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a token: ids for the language model, text for the reader, cost in nats."""

    ids: tuple[int, ...]
    text: str
    cost: float
    kind: str = ""  # a kind of Change; empty where nothing changes


def restore(text: str, model: LanguageModel, abbreviations: Abbreviations) -> tuple[str, tuple[Change, ...]]:
    """The question as meant, and every change made to get there.

    Where ``abbreviations`` holds none, nothing is spelled out, by initials neither.
    """
    tokens = [(match[0], match.start()) for match in _split(text)]
    bare_cost = BARE_AMONG_ACCENTED * _accented_share([token for token, _ in tokens])
    lattice = [_readings(token, model, abbreviations, bare_cost) for token, _ in tokens]
    best = _decode(lattice, model)
    return _written(text, tokens, best), _changes(tokens, best)


def _accented_share(tokens: list[str]) -> float:
    """From 0 to 1: how fully a question was typed with diacritics (half of all syllables is fully)."""
    words = [token for token in tokens if token.isalpha()]
    return min(1.0, 2 * sum(map(is_accented, words)) / max(1, len(words)))


def _split(text: str) -> Iterator[re.Match[str]]:
    return _TOKENS.finditer(text)


def _readings(token: str, model: LanguageModel, known: Abbreviations, bare_cost: float) -> list[Reading]:
    if not any(char.isalpha() for char in token) or re.match(r"\d", token):
        return [Reading((FIGURE if token[0].isdigit() else BREAK,), token, 0.0)]
    short = _spelled_out(token, model, known)
    if short and not _is_word(token, model):
        return short
    if not token.isalpha() and not (token.isalnum() and any(char.isdigit() for char in token)):
        return [Reading((UNKNOWN,), token, 0.0)]
    as_word = _as_syllable(token, model, bare_cost)
    return as_word if token[0].isupper() else as_word + [replace(r, cost=r.cost + ALSO_A_WORD) for r in short]


def _spelled_out(token: str, model: LanguageModel, known: Abbreviations) -> list[Reading]:
    readings = []
    for place, long in enumerate(known.of(token)):
        ids = tuple(model.id_of(canonical(word)) for word in re.findall(r"[^\W\d_]+", long))
        readings.append(Reading(ids, long, place * SECOND_READING, "abbreviation"))
    return readings or (_by_initials(token, model) if known.readings else [])


def _by_initials(token: str, model: LanguageModel) -> list[Reading]:
    """Readings of capitals that stand in no text and no list, by what the texts say with these initials."""
    own = canonical(token)
    if not token.isupper() or not token.isalpha() or model.id_of(own) != UNKNOWN:
        return []
    if model.sharing_base(unaccent(own)):  # a syllable typed in capitals
        return []
    found = phrases(token, model)
    readings = [
        Reading(ids, spelled(ids, model), place * SECOND_READING, "abbreviation")
        for place, ids in enumerate(found)
    ]
    return [*readings, Reading((UNKNOWN,), token, UNKNOWN_KEPT)] if found else []


def _is_word(token: str, model: LanguageModel) -> bool:
    """Whether letters not all in capitals make a syllable of the language (ca, tp are told apart by this)."""
    has_vowel = any(char in "aeiouy" for char in unaccent(token.lower()))
    return not token.isupper() and has_vowel and bool(model.sharing_base(unaccent(canonical(token))))


def _as_syllable(token: str, model: LanguageModel, bare_cost: float) -> list[Reading]:
    own = canonical(token)
    keep = Reading((model.id_of(own),), token, 0.0)
    if (
        len(token) > 1
        and token.isupper()
        and not is_accented(token)
        and not model.sharing_base(unaccent(own))
    ):
        return [keep]
    others = [i for i in model.sharing_base(unaccent(own)) if i != keep.ids[0]]
    if is_accented(token):
        costs, kind = [slip_cost(own, model.vocabulary[i]) for i in others], "typo"
    else:
        costs, kind = [bare_cost] * len(others), "diacritics"
    readings = [
        Reading((i,), _cased(model.vocabulary[i], token), cost, kind)
        for i, cost in zip(others, costs, strict=True)
    ]
    if keep.ids[0] != UNKNOWN:
        return [keep, *readings]
    if readings and is_accented(token):
        return [Reading((UNKNOWN,), token, UNKNOWN_KEPT), *readings]
    return readings or _slips(token, model) or [keep]


def slip_cost(typed: str, meant: str) -> float:
    """Nats that it costs to have typed one accented syllable for another of the same base letters.

    Forgetting a mark is common, typing one that does not belong is rare.
    """
    (letters, tone), (shaped, toned) = split_tone(typed), split_tone(meant)
    cost = 0.0
    if tone != toned:
        confused = {tone, toned} == {"?", "~"}
        cost += TONE_CONFUSED if confused else TONE_CHANGED if tone else TONE_FORGOTTEN
    pairs = [(a, b) for a, b in zip(letters, shaped, strict=False) if a != b]
    if pairs:
        cost += SHAPE_FORGOTTEN if all(unaccent(b) == a for a, b in pairs) else SHAPE_CHANGED
    return cost


def _slips(token: str, model: LanguageModel) -> list[Reading]:
    """Readings of what is no syllable at all: typing-method keys; else as it is, or one letter off."""
    for typed in decoded(token.lower()):
        number = model.id_of(canonical(typed))
        if number != UNKNOWN:
            return [Reading((number,), _cased(canonical(typed), token), TYPING_SLIP, "typo")]
    if len(token) < 3 or any(char.isdigit() for char in token):
        return []
    bases = {near for near in _one_letter_off(unaccent(token.lower())) if model.sharing_base(near)}
    as_typed = Reading((UNKNOWN,), token, UNKNOWN_KEPT)
    return [as_typed] + [
        Reading((i,), _cased(model.vocabulary[i], token), SPELLING_SLIP, "typo")
        for base in sorted(bases)
        for i in model.sharing_base(base)
    ]


def _one_letter_off(word: str) -> Iterator[str]:
    letters = "abcdeghiklmnopqrstuvxy"
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _decode(lattice: Sequence[Sequence[Reading]], model: LanguageModel) -> list[Reading]:
    first, second = np.asarray([BREAK]), np.asarray([BREAK])
    scores = np.zeros(1)
    steps: list[tuple[Ids, Ids]] = []
    for readings in lattice:
        state = _extended(first, second, scores, readings, model)
        first, second, scores, origin, chosen = _pruned(*state)
        steps.append((origin, chosen))
    return _traced(lattice, steps, int(np.argmax(scores)))


def _extended(
    first: Ids, second: Ids, scores: Scores, readings: Sequence[Reading], model: LanguageModel
) -> tuple[Ids, Ids, Scores, Ids, Ids]:
    """Every state followed by every reading; a longer reading is scored where it joins only."""
    parts = []
    for length in sorted({len(reading.ids) for reading in readings}):
        chosen = np.asarray([r for r, reading in enumerate(readings) if len(reading.ids) == length])
        ids = np.asarray([readings[r].ids for r in chosen], dtype=np.int64)
        costs = np.asarray([readings[r].cost for r in chosen])
        states, offered = len(first), len(chosen)
        one, two = np.repeat(first, offered), np.repeat(second, offered)
        three = np.tile(ids, (states, 1))
        total = np.repeat(scores, offered) - np.tile(costs, states) + model.score(one, two, three[:, 0])
        before = two if length == 1 else three[:, -2]
        origin, which = np.repeat(np.arange(states), offered), np.tile(chosen, states)
        parts.append((before, three[:, -1], total, origin, which))
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return joined[0], joined[1], joined[2], joined[3], joined[4]


def _pruned(
    first: Ids, second: Ids, scores: Scores, origin: Ids, chosen: Ids
) -> tuple[Ids, Ids, Scores, Ids, Ids]:
    order = np.lexsort((chosen, origin, -scores, first << 16 | second))
    keys = (first << 16 | second)[order]
    order = order[np.r_[True, keys[1:] != keys[:-1]]]
    order = order[np.argsort(-scores[order], kind="stable")[:BEAM]]
    return first[order], second[order], scores[order], origin[order], chosen[order]


def _traced(lattice: Sequence[Sequence[Reading]], steps: list[tuple[Ids, Ids]], state: int) -> list[Reading]:
    path = []
    for readings, (origin, chosen) in zip(reversed(lattice), reversed(steps), strict=True):
        path.append(readings[int(chosen[state])])
        state = int(origin[state])
    return path[::-1]


def _cased(word: str, typed: str) -> str:
    word = _SHORT_Y.get(word, word)
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word


def _written(text: str, tokens: list[tuple[str, int]], best: list[Reading]) -> str:
    parts, at = [], 0
    for (token, start), reading in zip(tokens, best, strict=True):
        parts += [text[at:start], reading.text if reading.kind else token]
        at = start + len(token)
    return "".join(parts) + text[at:]


def _changes(tokens: list[tuple[str, int]], best: list[Reading]) -> tuple[Change, ...]:
    return tuple(
        Change(reading.kind, token, reading.text)  # type: ignore[arg-type]
        for (token, _), reading in zip(tokens, best, strict=True)
        if reading.kind and reading.text != token
    )
