"""What one typed token may have been meant for, each reading at its cost: the channel of the noisy channel.

Costs are nats: how unlikely it is that what was meant came out as typed. A forgotten mark is cheap, one
that does not belong is dear; an abbreviation offers its readings, the likelier the cheaper.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from index.abbreviations import Abbreviations
from index.decoder import Reading
from index.initials import phrases, spelled
from index.keyboard import decoded
from index.language import BREAK, FIGURE, UNKNOWN, LanguageModel
from index.slips import cut, near, toneless_stop, well_spelt
from index.syllables import canonical, is_accented, split_tone, unaccent

TONE_FORGOTTEN = 6.5  # hành đông for hành động
TONE_CONFUSED = 4.0  # hỏi for ngã or the other way: chất thãi for chất thải
TONE_CHANGED = 14.0  # any other tone typed instead; a tone typed where none belongs is as rare
SHAPE_FORGOTTEN = 6.0  # mưoi for mươi, dươc for dược
SHAPE_CHANGED = 14.0  # a shape typed where another, or none, belongs
NO_SYLLABLE_KEPT = 10.0  # nor one that is no syllable, where it is near one
RARE = 5  # times that a form stands in texts, below which it may be a slip of theirs
MISSPELT_KEPT = 14.0  # nor one whose marks no syllable of the language has: luơng, trươc
UNKNOWN_KEPT = 3.0  # a word that no text has stays as typed
TYPING_SLIP = 1.0  # keys of a typing method were left in the word
ALSO_A_WORD = 2.0  # an abbreviation in small letters that is a syllable too: ca, tu
D_FOR_D_BARRED = 0.7  # an abbreviation with đ typed with d: cds
SECOND_READING = 0.7  # each later reading of an abbreviation
ASKING_WORD = 2.5  # less for a word that questions hold far oftener than the laws that were counted

_ASKING = frozenset(("có", "mấy", "gì", "nhiêu", "nói", "chuyện", "đặt", "chỗ"))
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


def readings_of(token: str, model: LanguageModel, known: Abbreviations, bare_cost: float) -> list[Reading]:
    """All readings of a token: as typed, with other marks, with letters off, spelled out.

    ``bare_cost`` is what it costs that a syllable without marks was meant with them.
    """
    if not any(char.isalpha() for char in token) or re.match(r"\d", token):
        plain = Reading((FIGURE if token[0].isdigit() else BREAK,), token, 0.0)
        numbered = re.match(r"\d+(?:/\d+)?[/-][^\W\d]", token)  # "công văn 43/TCKH" is one of số 43
        return [plain, replace(plain, ids=(model.id_of("số"), FIGURE))] if numbered else [plain]
    short = _spelled_out(token, model, known, bare_cost)
    if short and not _is_word(token, model):
        return short
    if not token.isalpha() and not (token.isalnum() and any(char.isdigit() for char in token)):
        return [Reading((UNKNOWN,), token, 0.0)]
    as_word = _as_syllable(token, model, bare_cost)
    return as_word if token[0].isupper() else as_word + [replace(r, cost=r.cost + ALSO_A_WORD) for r in short]


_UNITS = frozenset(("kV", "kVA", "kW", "kWh", "MW", "MWp", "MWh", "MVA", "GW", "Hz", "mm", "cm", "dB"))


def _spelled_out(token: str, model: LanguageModel, known: Abbreviations, bare_cost: float) -> list[Reading]:
    if token in _UNITS:
        return []
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
        asking = [ASKING_WORD * (model.vocabulary[i] in _ASKING) for i in others]
        costs, kind = [bare_cost - less for less in asking], "diacritics"
    readings = [
        Reading((i,), _cased(model.vocabulary[i], token), cost, kind)
        for i, cost in zip(others, costs, strict=True)
    ]
    known = [keep] if keep.ids[0] != UNKNOWN else []
    if known and readings and token.islower() and toneless_stop(token):  # "Made in Dong Thap"
        known = [replace(keep, cost=UNKNOWN_KEPT)]
    if not known and not readings:
        return _slips(token, model, bare_cost) or [keep]
    if token.islower() and _SYLLABLES.search(unaccent(token)):
        readings += _glued(token, model, bare_cost)
    common = [*known, *([] if is_accented(token) else readings)]
    if (known and (token[0].isupper() or well_spelt(token, model))) or any(
        model.ones[reading.ids[0]] >= RARE for reading in common if reading.kind != "typo"
    ):
        return [*known, *readings]
    misspelt = token.islower() and not well_spelt(token, model)
    cost = MISSPELT_KEPT if misspelt else UNKNOWN_KEPT
    kept = known or ([Reading((UNKNOWN,), token, cost)] if is_accented(token) else [])
    priced = {reading.ids for reading in readings}  # by their marks alone, which no slip makes cheaper
    off = [reading for reading in letters_off(token, model, bare_cost) if reading.ids not in priced]
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
    meant = [*letters_off(token, model, bare_cost), *_glued(token, model, bare_cost)]
    likely = token[0].isupper() or well_spelt(token, model)  # a name, or a rare word: in no text
    kept = UNKNOWN_KEPT if likely else NO_SYLLABLE_KEPT
    return [Reading((UNKNOWN,), token, kept if meant else 0.0), *meant]


def letters_off(token: str, model: LanguageModel, bare_cost: float, word: bool = False) -> list[Reading]:
    """Readings of a token with letters missing, doubled, wrong or swapped; of a ``word``, one such slip."""
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


def syllables_spelt(token: str, model: LanguageModel, bare_cost: float) -> list[Reading]:
    """Readings of a token as one syllable, its letters as they are."""
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
