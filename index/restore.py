"""What a hurried question says: diacritics restored, slips mended, abbreviations spelled out.

A noisy channel decoded over a lattice: each typed token offers readings at a cost (in nats), the
language model of the index says how well they follow each other, and a beam search keeps the best
path. What was typed with its diacritics is kept unless another reading is far likelier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from index.abbreviations import Abbreviations
from index.channel import RARE, letters_off, readings_of, syllables_spelt
from index.decoder import Reading, decode
from index.language import BREAK, UNKNOWN, LanguageModel
from index.slips import well_spelt
from index.syllables import canonical, is_accented, unaccent
from index.types import Change
from ingest.kinds import KINDS

REAL_WORD = 6.0  # a slip that made another word
LIKELY = 7.0  # cost of readings that are looked at to judge whether a word fits its neighbours
WORD_SPLIT = 7.0  # a space typed into a word
COMMON = 200  # times that both parts of a word stand in texts, so that the space was meant
BARE_AMONG_ACCENTED = 4.0  # a bare syllable in a question typed with diacritics is likely meant bare
LONE_SLIP = 4.0  # who types all else rightly, with its marks, is likely right in the one word doubted
NO_KIND = 3.0  # an abbreviation before a serial that is neither a kind of document nor a road
NO_NAME = 3.0  # an abbreviation after tỉnh or huyện that is no name
NO_NUMBER = 4.0  # "so nao" asks for a sở where nothing before it has a number
NAME_COUNTED = 6.0  # a name after mấy or các

_NUMBERED = {*KINDS, "Quốc lộ", "Tỉnh lộ", "Đường tỉnh", "Đường huyện"}
# What "ca" is of before these: a case of a disease, not công an.
_OF_CASES = frozenset({"mac", "benh", "nhiem", "duong", "sot", "covid", "f0", "tu"})
_HAVE_NUMBERS = frozenset(
    {unaccent(kind.lower()).split()[-1] for kind in KINDS}
    | {"ban", "con", "ky", "nha", "ma", "hieu", "xe", "may"}
)
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


def restore(
    text: str, model: LanguageModel, abbreviations: Abbreviations, kept: Collection[str] = ()
) -> tuple[str, tuple[Change, ...]]:
    """The question as meant, and every change made to get there; ``kept`` words stay as typed.

    Where ``abbreviations`` holds none, nothing is spelled out, by initials neither.
    """
    tokens = [(match[0], match.start()) for match in _split(text)]
    accented = _accented_share([token for token, _ in tokens])
    bare_cost = BARE_AMONG_ACCENTED * accented
    lattice = [readings_of(token, model, abbreviations, bare_cost) for token, _ in tokens]
    _prefer_kinds(lattice, tokens, model)
    _look_closer(lattice, tokens, model, bare_cost)
    best = decode(lattice, model)
    lone = _lone_slip(tokens, best, model)
    if lone is not None:
        dearer = LONE_SLIP * accented
        lattice[lone] = [replace(r, cost=r.cost + dearer) if r.kind else r for r in lattice[lone]]
        best = decode(lattice, model)
    best = list(_keep(best, tokens, {token.lower() for word in kept for token in word.split()}))
    return _written(text, tokens, best), _changes(text, tokens, best)


def _lone_slip(
    tokens: list[tuple[str, int]], best: list[tuple[int, Reading]], model: LanguageModel
) -> int | None:
    """The place of the one word that is doubted in a question of known words: "thứ gì làm người ta lo"."""
    doubted = [place for place, reading in best if reading.kind in ("typo", "diacritics")]
    strange = any(is_accented(one) and _is_strange(one, model) for one, _ in tokens)
    known = len(doubted) == 1 and model.id_of(canonical(tokens[doubted[0]][0])) != UNKNOWN
    return doubted[0] if known and not strange else None


def _is_strange(word: str, model: LanguageModel) -> bool:
    """Whether no text has a word, and its spelling or its capital says that it is none of speech either."""
    number = model.id_of(canonical(word))
    rare = number == UNKNOWN or int(model.ones[number]) < RARE
    return rare and (word[0].isupper() or not well_spelt(word, model))


def _keep(
    best: list[tuple[int, Reading]], tokens: list[tuple[str, int]], kept: Collection[str]
) -> Iterator[tuple[int, Reading]]:
    """The readings without those of tokens that are kept: what the others were read as stands."""
    for place, reading in best:
        taken = [token for token, _ in tokens[place : place + reading.span]]
        if any(token.lower() in kept for token in taken):
            yield from ((place + step, Reading((), token, 0.0)) for step, token in enumerate(taken))
        else:
            yield place, reading


def _prefer_kinds(lattice: list[list[Reading]], tokens: list[tuple[str, int]], model: LanguageModel) -> None:
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
        elif token.lower() == "hs" and (before[-1:] == ["ma"] or before == ["ma", "so"]):
            lattice[at] = [Reading((model.id_of(canonical(token)),), token, 0.0)]  # of goods, no pupils
        elif token.lower() == "so" and _asks_which(follows) and not _numbers(before):
            lattice[at] = [replace(r, cost=r.cost + NO_NUMBER) if r.text.lower() == "số" else r
                           for r in lattice[at]]  # fmt: skip
        elif counted:
            lattice[at] = _dearer(lattice[at], NAME_COUNTED, str.istitle)
        elif level and any(r.kind == "abbreviation" and r.text.istitle() for r in lattice[at]):
            lattice[at] = _dearer(lattice[at], NO_NAME, lambda long: not long.istitle())


def _asks_which(follows: list[str]) -> bool:
    return bool(follows) and unaccent(follows[0].lower()) == "nao"


def _numbers(before: list[str]) -> bool:
    """Whether words end a kind of document or another thing that has a number: "quyết định số nào"."""
    return before[-1:] != [] and before[-1] in _HAVE_NUMBERS


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


def _look_closer(
    lattice: list[list[Reading]], tokens: list[tuple[str, int]], model: LanguageModel, bare_cost: float
) -> None:
    """Add what words may be that no text has where they stand, and two tokens that may be one word."""
    small = [at for at, (token, _) in enumerate(tokens) if _may_be_off(token, model)]
    for at in [at for at in small if _misplaced(lattice, at, model)]:
        off = letters_off(tokens[at][0], model, bare_cost, word=True)
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
        replace(r, cost=r.cost + WORD_SPLIT, kind="typo", span=2)
        for r in syllables_spelt(whole, model, bare_cost)
    ]


def _is_common(word: str, model: LanguageModel) -> bool:
    number = model.id_of(canonical(word))
    return len(word) > 1 and number != UNKNOWN and int(model.ones[number]) > COMMON


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
