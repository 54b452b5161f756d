"""What a hurried question says: diacritics restored, slips mended, abbreviations spelled out.

A noisy channel decoded over a lattice: each typed token offers readings at a cost (in nats), the
language model of the index says how well they follow each other, and a beam search keeps the best
path. What was typed with its diacritics is kept unless another reading is far likelier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from index.abbreviations import Abbreviations
from index.decoder import Reading, decode
from index.initials import phrases, spelled
from index.keyboard import decoded
from index.language import BREAK, FIGURE, UNKNOWN, LanguageModel
from index.slips import cut, near, well_spelt
from index.syllables import canonical, is_accented, split_tone, unaccent
from index.types import Change
from ingest.kinds import KINDS

TONE_FORGOTTEN = 6.5  # hành đông for hành động
TONE_CONFUSED = 4.0  # hỏi for ngã or the other way: chất thãi for chất thải
TONE_CHANGED = 14.0  # any other tone typed instead; a tone typed where none belongs is as rare
SHAPE_FORGOTTEN = 6.0  # mưoi for mươi, dươc for dược
SHAPE_CHANGED = 14.0  # a shape typed where another, or none, belongs
NO_SYLLABLE_KEPT = 10.0  # nor one that is no syllable, where it is near one
RARE = 5  # times that a form stands in texts, below which it may be a slip of theirs
REAL_WORD = 6.0  # a slip that made another word
LIKELY = 7.0  # cost of readings that are looked at to judge whether a word fits its neighbours
WORD_SPLIT = 7.0  # a space typed into a word
COMMON = 200  # times that both parts of a word stand in texts, so that the space was meant
UNKNOWN_KEPT = 3.0  # a word that no text has stays as typed
TYPING_SLIP = 1.0  # keys of a typing method were left in the word
BARE_AMONG_ACCENTED = 4.0  # a bare syllable in a question typed with diacritics is likely meant bare
ALSO_A_WORD = 2.0  # an abbreviation in small letters that is a syllable too: ca, tu
D_FOR_D_BARRED = 0.7  # an abbreviation with đ typed with d: cds
SECOND_READING = 0.7  # each later reading of an abbreviation
NO_KIND = 3.0  # an abbreviation before a serial that is neither a kind of document nor a road
NO_NAME = 3.0  # an abbreviation after tỉnh or huyện that is no name
NAME_COUNTED = 6.0  # a name after mấy or các

_NUMBERED = {*KINDS, "Quốc lộ", "Tỉnh lộ", "Đường tỉnh", "Đường huyện"}
# What "ca" is of before these: a case of a disease, not công an.
_OF_CASES = frozenset({"mac", "benh", "nhiem", "duong", "sot", "covid", "f0", "tu"})
_LEVELS = frozenset({"tinh", "huyen", "tp", "pho"})
_TOKENS = re.compile(
    r"\d+(?:/\d{4})?[/-](?=[^\W\d_])[\w&]+(?:[-/.][\w&]+)*"  # numbers of documents
    r"|\d+(?:[.,/-]\d+)*%?"
    r"|[^\W\d_]+\.\d+"  # ĐT.857, a road
    r"|[^\W\d_]+(?:[-&][^\W\d_]+)+"  # KT-XH, GD&ĐT, or hyphenated words
    r"|[^\W\d_]+(?=\d{4}\b)"  # năm2023
    r"|[^\W_]+"
    r"|[^\w\s]"
)
_SYLLABLES = re.compile(r"[aeiouy]+[^aeiouy\W\d]+[aeiouy]")  # two groups of vowels are no syllable
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


def restore(
    text: str, model: LanguageModel, abbreviations: Abbreviations, kept: Collection[str] = ()
) -> tuple[str, tuple[Change, ...]]:
    """The question as meant, and every change made to get there; ``kept`` words stay as typed.

    Where ``abbreviations`` holds none, nothing is spelled out, by initials neither.
    """
    tokens = [(match[0], match.start()) for match in _split(text)]
    bare_cost = BARE_AMONG_ACCENTED * _accented_share([token for token, _ in tokens])
    lattice = [_readings(token, model, abbreviations, bare_cost) for token, _ in tokens]
    _prefer_kinds(lattice, tokens)
    _look_closer(lattice, tokens, model, bare_cost)
    _keep(lattice, tokens, model, {token.lower() for word in kept for token in word.split()})
    best = decode(lattice, model)
    return _written(text, tokens, best), _changes(text, tokens, best)


def _keep(
    lattice: list[list[Reading]], tokens: list[tuple[str, int]], model: LanguageModel, kept: Collection[str]
) -> None:
    """Leave to the tokens that are kept the reading as typed alone, also where another would take them in."""
    for at in [at for at, (token, _) in enumerate(tokens) if token.lower() in kept]:
        token = tokens[at][0]
        lattice[at] = [Reading((model.id_of(canonical(token)),), token, 0.0)]
        if at:
            lattice[at - 1] = [reading for reading in lattice[at - 1] if reading.span == 1]


def _prefer_kinds(lattice: list[list[Reading]], tokens: list[tuple[str, int]]) -> None:
    """Before a serial an abbreviation is a kind of document or a road: CĐ 227 is a công điện; after mấy
    a thing, and after tỉnh a name. "Ca mắc" is a case."""
    for at, (token, _) in enumerate(tokens):
        follows = [token for token, _ in tokens[at + 1 : at + 3]]
        serial = bool(follows) and (follows[0][0].isdigit() or follows[0].lower() in ("số", "so"))
        counted = at > 0 and tokens[at - 1][0].lower() in ("mấy", "may", "các", "cac", "những", "nhung")
        before = [unaccent(token.lower()) for token, _ in tokens[max(0, at - 2) : at]]
        road = serial and before == ["duong", "tinh"]
        level = before[-1:] != [] and before[-1] in _LEVELS and not road
        if serial and not level and not any(mark in token for mark in "/-"):
            lattice[at] = _dearer(lattice[at], NO_KIND, lambda long: long.capitalize() not in _NUMBERED)
        elif token.lower() == "ca" and follows and unaccent(follows[0].lower()) in _OF_CASES:
            lattice[at] = [reading for reading in lattice[at] if reading.kind != "abbreviation"]
        elif counted:
            lattice[at] = _dearer(lattice[at], NAME_COUNTED, str.istitle)
        elif level and any(r.kind == "abbreviation" and r.text.istitle() for r in lattice[at]):
            lattice[at] = _dearer(lattice[at], NO_NAME, lambda long: not long.istitle())


def _dearer(readings: list[Reading], cost: float, which: Callable[[str], bool]) -> list[Reading]:
    """Readings, those abbreviations that stand for ``which`` at so much more."""
    return [
        replace(r, cost=r.cost + cost) if r.kind == "abbreviation" and which(r.text) else r for r in readings
    ]


def _accented_share(tokens: list[str]) -> float:
    """From 0 to 1: how fully a question was typed with diacritics (half of all syllables is fully)."""
    words = [token for token in tokens if token.isalpha()]
    return min(1.0, 2 * sum(map(is_accented, words)) / max(1, len(words)))


def _split(text: str) -> Iterator[re.Match[str]]:
    return _TOKENS.finditer(text)


def _readings(token: str, model: LanguageModel, known: Abbreviations, bare_cost: float) -> list[Reading]:
    if not any(char.isalpha() for char in token) or re.match(r"\d", token):
        return [Reading((FIGURE if token[0].isdigit() else BREAK,), token, 0.0)]
    short = _spelled_out(token, model, known, bare_cost)
    if short and not _is_word(token, model):
        return short
    if not token.isalpha() and not (token.isalnum() and any(char.isdigit() for char in token)):
        return [Reading((UNKNOWN,), token, 0.0)]
    as_word = _as_syllable(token, model, bare_cost)
    return as_word if token[0].isupper() else as_word + [replace(r, cost=r.cost + ALSO_A_WORD) for r in short]


def _spelled_out(token: str, model: LanguageModel, known: Abbreviations, bare_cost: float) -> list[Reading]:
    bare = D_FOR_D_BARRED + bare_cost
    priced = [(long, place * SECOND_READING) for place, long in enumerate(known.of(token))]
    priced += [(long, bare + place * SECOND_READING) for place, long in enumerate(known.of_bare(token))]
    readings = [Reading(_ids(long, model), long, cost, "abbreviation") for long, cost in priced]
    return readings or (_by_initials(token, model) if known.readings else [])


def _ids(words: str, model: LanguageModel) -> tuple[int, ...]:
    return tuple(model.id_of(canonical(word)) for word in re.findall(r"[^\W\d_]+", words))


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
    known = [keep] if keep.ids[0] != UNKNOWN else []
    if not known and not readings:
        return _slips(token, model, bare_cost) or [keep]
    if token.islower() and _SYLLABLES.search(unaccent(token)):
        readings += _glued(token, model, bare_cost)
    common = [*known, *([] if is_accented(token) else readings)]
    if (known and (token[0].isupper() or well_spelt(token, model))) or any(
        model.ones[reading.ids[0]] >= RARE for reading in common if reading.kind != "typo"
    ):
        return [*known, *readings]
    kept = known or ([Reading((UNKNOWN,), token, UNKNOWN_KEPT)] if is_accented(token) else [])
    priced = {reading.ids for reading in readings}  # by their marks alone, which no slip makes cheaper
    off = [reading for reading in _off(token, model, bare_cost) if reading.ids not in priced]
    return [*kept, *readings, *off]


@lru_cache(maxsize=65536)
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


def _slips(token: str, model: LanguageModel, bare_cost: float) -> list[Reading]:
    """Readings of what is no syllable: typing-method keys; else as it is, letters off, or two words."""
    small = token.lower()
    for typed in decoded(small):
        number = model.id_of(canonical(typed))
        if number != UNKNOWN:
            return [Reading((number,), _cased(canonical(typed), token), TYPING_SLIP, "typo")]
    if len(token) < 2 or any(char.isdigit() for char in token):
        return []
    meant = [*_off(token, model, bare_cost), *_glued(token, model, bare_cost)]
    kept = UNKNOWN_KEPT if token[0].isupper() else NO_SYLLABLE_KEPT  # a name may be in no text
    return [Reading((UNKNOWN,), token, kept if meant else 0.0), *meant]


def _off(token: str, model: LanguageModel, bare_cost: float, word: bool = False) -> list[Reading]:
    """Readings of a token with letters missing, doubled, wrong or swapped."""
    return [
        Reading((i,), _cased(model.vocabulary[i], token), cost, "typo")
        for i, cost in near(token.lower(), model, bare_cost, word)
    ]


def _glued(token: str, model: LanguageModel, bare_cost: float) -> list[Reading]:
    """Readings of a token as words without the spaces between them."""
    return [
        Reading(ids, _cased(spelled(ids, model), token), cost, "typo")
        for ids, cost in cut(token.lower(), model, bare_cost)
    ]


def _look_closer(
    lattice: list[list[Reading]], tokens: list[tuple[str, int]], model: LanguageModel, bare_cost: float
) -> None:
    """Add what words may be that no text has where they stand, and two tokens that may be one word."""
    small = [at for at, (token, _) in enumerate(tokens) if _may_be_off(token, model)]
    for at in [at for at in small if _misplaced(lattice, at, model)]:
        off = _off(tokens[at][0], model, bare_cost, word=True)
        lattice[at] = [*lattice[at], *(replace(r, cost=r.cost + REAL_WORD) for r in off)]
    for at in range(len(tokens) - 1):
        lattice[at] = [*lattice[at], *_joined(tokens, at, model, bare_cost)]


def _may_be_off(token: str, model: LanguageModel) -> bool:
    """A name is not doubted, nor is what was typed with its marks and is spelt as syllables are."""
    return len(token) > 1 and token.isalpha() and token.islower() and not well_spelt(token, model)


def _misplaced(lattice: list[list[Reading]], at: int, model: LanguageModel) -> bool:
    """Whether no text has any reading of a token beside any of its neighbours'."""
    here = _likely(lattice[at], 0)
    before = _likely(lattice[at - 1], -1) if at else [BREAK]
    after = _likely(lattice[at + 1], 0) if at + 1 < len(lattice) else [BREAK]
    return not model.any_pair(before, here) and not model.any_pair(here, after)


def _likely(readings: list[Reading], end: int) -> list[int]:
    return [reading.ids[end] for reading in readings if reading.cost <= LIKELY]


def _joined(tokens: list[tuple[str, int]], at: int, model: LanguageModel, bare_cost: float) -> list[Reading]:
    """Readings of a token and the next as one word with a space in it: ``ngh èo``."""
    (head, start), (tail, after) = tokens[at], tokens[at + 1]
    if not (head + tail).isalpha() or after != start + len(head) + 1 or not tail.islower():
        return []
    if _is_common(head, model) and _is_common(tail, model):
        return []
    whole = head + tail
    return [
        replace(r, cost=r.cost + WORD_SPLIT, kind="typo", span=2) for r in _spelt(whole, model, bare_cost)
    ]


def _is_common(word: str, model: LanguageModel) -> bool:
    number = model.id_of(canonical(word))
    return len(word) > 1 and number != UNKNOWN and int(model.ones[number]) > COMMON


def _spelt(token: str, model: LanguageModel, bare_cost: float) -> list[Reading]:
    own = model.id_of(canonical(token))
    if own != UNKNOWN and is_accented(token):
        return [Reading((own,), _cased(canonical(token), token), 0.0)]
    return [
        Reading((i,), _cased(model.vocabulary[i], token), 0.0 if i == own else bare_cost)
        for i in (model.sharing_base(unaccent(canonical(token))) if not is_accented(token) else ())
    ]


def _cased(word: str, typed: str) -> str:
    word = _SHORT_Y.get(word, word)
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word


def _written(text: str, tokens: list[tuple[str, int]], best: list[tuple[int, Reading]]) -> str:
    parts, at = [], 0
    for place, reading in best:
        start, end = _extent(tokens, place, reading)
        parts += [text[at:start], reading.text if reading.kind else text[start:end]]
        at = end
    return "".join(parts) + text[at:]


def _changes(text: str, tokens: list[tuple[str, int]], best: list[tuple[int, Reading]]) -> tuple[Change, ...]:
    changed = [(text[slice(*_extent(tokens, place, r))], r) for place, r in best if r.kind]
    return tuple(
        Change(reading.kind, typed, reading.text)  # type: ignore[arg-type]
        for typed, reading in changed
        if reading.text != typed
    )


def _extent(tokens: list[tuple[str, int]], place: int, reading: Reading) -> tuple[int, int]:
    last, start = tokens[place + reading.span - 1]
    return tokens[place][1], start + len(last)
