"""What a token that is no syllable may have been meant for: letters off, words glued together.

Candidates come from deletions on both sides (SymSpell, Garbe 2012): a word with up to two letters taken
out meets the known syllables with up to two taken out. Costs are nats of a noisy channel.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import combinations

import numpy as np

from index.keyboard import beside
from index.language import UNKNOWN, LanguageModel
from index.syllables import canonical, is_accented, parts, split_tone, unaccent

LETTER_DOUBLED = 5.0
LETTERS_SWAPPED = 6.0
NEIGHBOUR_HIT = 6.5  # a key beside the one meant
LETTER_MISSING = 7.0
LETTER_ADDED = 7.5
LETTER_WRONG = 9.0  # none of the above
WORDS_GLUED = 6.0
MARK_LOST = 2.0  # along with the slip
MARK_STRANGE = 5.0  # a mark that the word meant does not bear
DEAREST = 16.0  # of all slips in one token
_RARE = 3  # times: glued words stand in texts too
_STOPS, _OF_STOPS = ("c", "ch", "p", "t"), frozenset(("'", "."))  # sắc and nặng
_RIME_KNOWN = 200  # times that a rime stands in texts
_SHORTEST_FOR_TWO = 5  # letters from which two slips are read in one token

_LONGEST, _WAYS = 7, 6  # letters of a syllable, ways to cut that are kept
_LONGEST_GLUED = 40  # letters; nobody misses that many spaces

Near = tuple[int, float]  # id of a syllable, cost
Words = tuple[int, ...]  # ids of syllables


@lru_cache(maxsize=2048)
def near(token: str, model: LanguageModel, bare_cost: float, word: bool = False) -> tuple[Near, ...]:
    """Known syllables that a token in small letters may be a slip of, with their costs.

    Of a ``word``, a syllable itself, one slip at most is thought.
    """
    plain = unaccent(token)
    if len(plain) > _LONGEST + 2:
        return ()  # two letters off, it is still no syllable
    reach = 2 if len(plain) >= _SHORTEST_FOR_TWO and not word else 1
    found = []
    for base in sorted(_bases_near(plain, model, reach)):
        off = edit_cost(plain, base)
        if off <= DEAREST:
            found += [
                (i, off + marks_cost(token, model.vocabulary[i], bare_cost)) for i in model.sharing_base(base)
            ]
    return tuple((i, cost) for i, cost in found if cost <= DEAREST)


@lru_cache(maxsize=2048)
def cut(token: str, model: LanguageModel, bare_cost: float) -> tuple[tuple[Words, float], ...]:
    """Known syllables that a token may be without the spaces between them, with their costs; two at least."""
    if len(token) > _LONGEST_GLUED:
        return ()
    ways: list[list[tuple[float, Words]]] = [[(0.0, ())], *([] for _ in token)]
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - _LONGEST), end):
            if ways[start]:
                ways[end] += _longer(ways[start], _spelt(token[start:end], model, bare_cost), model)
        ways[end] = sorted(ways[end])[:_WAYS]
    glued = (WORDS_GLUED, WORDS_GLUED / 2)  # who misses one space misses more
    return tuple(
        (words, cost + glued[0] + glued[1] * (len(words) - 2)) for cost, words in ways[-1] if len(words) > 1
    )


def _longer(
    ways: list[tuple[float, Words]], parts: list[Near], model: LanguageModel
) -> list[tuple[float, Words]]:
    """Ways to cut followed by one more syllable; the first is scored in its place, not here."""
    if not parts:
        return []
    ids = np.asarray([i for i, _ in parts], dtype=np.int64)
    found = []
    for cost, words in ways:
        last, before = (words[-1] if words else UNKNOWN), (words[-2] if len(words) > 1 else UNKNOWN)
        inside = (
            model.score(np.full(len(ids), before), np.full(len(ids), last), ids)
            if words
            else np.zeros(len(ids))
        )
        found += [(cost + c - float(s), (*words, i)) for (i, c), s in zip(parts, inside, strict=True)]
    return found


def _spelt(part: str, model: LanguageModel, bare_cost: float) -> list[Near]:
    """Syllables that part of a token spells; one typed with its marks is that syllable alone."""
    own = model.id_of(canonical(part))
    if len(part) == 1 and part not in "yôýỷởơéêà":
        return []
    if is_accented(part):
        return [(own, 0.0)] if own != UNKNOWN else []
    same = model.sharing_base(part)
    return [(i, 0.0 if i == own else bare_cost) for i in same if model.ones[i] > _RARE]


def well_spelt(token: str, model: LanguageModel) -> bool:
    """Whether a token with marks is a syllable of the language, be it in no text: lính, xòe."""
    both = parts(canonical(token)) if is_accented(token) and token.isalpha() else None
    return both is not None and both[1] in _rimes(model) and not toneless_stop(token)


def toneless_stop(token: str) -> bool:
    """Whether a syllable ends in a stop without the one of two tones that it then has: trươc, tôt."""
    letters, tone = split_tone(canonical(token))
    return letters.endswith(_STOPS) and tone not in _OF_STOPS


@lru_cache(maxsize=4)
def _rimes(model: LanguageModel) -> frozenset[str]:
    times: dict[str, int] = defaultdict(int)
    for syllable, count in zip(model.vocabulary, model.ones, strict=False):
        if both := parts(syllable):
            times[both[1]] += int(count)
    return frozenset(rime for rime, count in times.items() if count >= _RIME_KNOWN)


@lru_cache(maxsize=65536)
def edit_cost(typed: str, meant: str) -> float:
    """Nats of the cheapest slips that lead from ``meant`` to ``typed``, letters without marks.

    Damerau's distance (optimal string alignment) with a cost for each kind of slip.
    """
    rows, columns = len(meant) + 1, len(typed) + 1
    cost = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if i or j:
                cost[i][j] = min(_steps(cost, meant, typed, i, j))
    return cost[-1][-1]


def _steps(cost: list[list[float]], meant: str, typed: str, i: int, j: int) -> list[float]:
    steps = []
    if i and j:
        same, close = meant[i - 1] == typed[j - 1], typed[j - 1] in beside(meant[i - 1])
        steps.append(cost[i - 1][j - 1] + (0.0 if same else NEIGHBOUR_HIT if close else LETTER_WRONG))
    if i:
        steps.append(cost[i - 1][j] + LETTER_MISSING)
    if j:
        again = j > 1 and typed[j - 1] == typed[j - 2]
        steps.append(cost[i][j - 1] + (LETTER_DOUBLED if again else LETTER_ADDED))
    if i > 1 and j > 1 and meant[i - 2 : i] == typed[j - 2 : j][::-1]:
        steps.append(cost[i - 2][j - 2] + LETTERS_SWAPPED)
    return steps


def marks_cost(typed: str, meant: str, bare_cost: float) -> float:
    """Nats for the marks of a slip: one typed rightly costs nothing, one that is strange much."""
    if not is_accented(typed):
        return bare_cost if is_accented(meant) else 0.0
    (letters, tone), (shaped, toned) = _loose_tone(typed), split_tone(meant)
    cost = 0.0 if tone == toned else MARK_LOST if not tone else MARK_STRANGE
    strange = [char for char in letters if char in _SHAPED and char not in shaped]
    lost = [char for char in shaped if char in _SHAPED and char not in letters]
    return cost + MARK_STRANGE * len(strange) + MARK_LOST * len(lost)


_SHAPED = frozenset("ăâêôơưđ")


def _loose_tone(token: str) -> tuple[str, str]:
    letters, tone = split_tone(token)
    return letters, tone[-1:]


def _bases_near(plain: str, model: LanguageModel, reach: int) -> set[str]:
    table = _deletions(model)
    return {base for left in _shortened(plain, reach) for base in table.get(left, ())}


@lru_cache(maxsize=4)
def _deletions(model: LanguageModel) -> dict[str, tuple[str, ...]]:
    """Unaccented syllables by what is left of them without up to two of their letters."""
    table: dict[str, list[str]] = defaultdict(list)
    for base in model.bases:
        for left in _shortened(base, 2 if len(base) >= _SHORTEST_FOR_TWO - 1 else 1):
            table[left].append(base)
    return {left: tuple(bases) for left, bases in table.items()}


def _shortened(word: str, reach: int) -> set[str]:
    return {
        "".join(letters)
        for out in range(min(reach, len(word) - 1) + 1)
        for letters in combinations(word, len(word) - out)
    }
