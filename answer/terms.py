"""How well a text speaks of what a question asks: weighted ideas, found exactly, reworded or unaccented."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, pairwise, zip_longest
from operator import mul

from answer.ideas import ideas, longest
from answer.question import Asked
from answer.question_words import WHICH
from ingest.facts.words import Phrase, canonical, fold, phrase

_SYLLABLE = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
SCATTERED = 0.55  # an idea whose syllables are all there, but not side by side
PARTED = 0.85  # a long idea as two phrases of it, apart
REWORDED = 0.85  # another wording of the idea
HEAD = 1.5  # words that name what is asked for weigh more than those that say whose it is
_SHORTEST_WITH_INNER = 2  # syllables
SORT = 0.5  # words for the sort of the answer
INITIALS = 0.6  # the initials of a short form, which may be those of something else
UNACCENTED = 0.8  # found without diacritics, where the question had none
_MEASURES = frozenset(phrase("tỷ lệ số tổng mức độ chỉ lượng bình quân chính cơ cấu trọng"))


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """An idea of the question: its wordings (comparable syllables; its own first) and its weight."""

    wordings: tuple[tuple[str, ...], ...]
    weight: float
    short: str = ""  # initials, where the question has letters that nobody could spell out ("VB", "CC")
    loose: tuple[str, ...] = ()  # unaccented, joined by spaces; empty where the question had diacritics
    known: bool = True  # the corpus uses these words somewhere
    inner: tuple[tuple[Term, float], ...] = ()  # shorter ideas in its words, and their share of its weight
    sought: tuple[tuple[str, frozenset[str]], ...] = field(init=False)  # padded lines, and their syllables

    def __post_init__(self) -> None:
        sought = tuple((f" {' '.join(wording)} ", frozenset(wording)) for wording in self.wordings)
        object.__setattr__(self, "sought", sought)

    @property
    def is_syllable(self) -> bool:
        """Whether its own wording is a single one, which a text holds or does not."""
        return len(self.wordings[0]) == 1


@dataclass(frozen=True, eq=False)
class Bag:
    """A text ready to be searched for ideas, its syllables as a set and as one padded line; compared by
    identity."""

    text: str
    forms: frozenset[str]
    line: str

    @cached_property
    def plain(self) -> str:
        """The line without diacritics."""
        return f" {fold(self.text)} "

    @cached_property
    def initials(self) -> str:
        return "".join([word[:1] for word in self.plain.split()])


@lru_cache(maxsize=8192)
def bag(text: str) -> Bag:
    """A text ready to be searched for ideas."""
    forms = [*map(canonical, _SYLLABLE.findall(text))]
    return Bag(text, frozenset(forms), f" {' '.join(forms)} ")


class Weights:
    """Inverse document frequency of syllables over the lines of a corpus, 0 to about 1."""

    def __init__(self, lines: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        self._pairs: set[tuple[str, str]] = set()
        total = 0
        for line in lines:
            forms = [*map(canonical, _SYLLABLE.findall(line))]
            counts.update(set(forms))
            self._pairs.update(pairwise(forms))
            total += 1
        self._top = math.log(1 + max(total, 1))
        self._idf: Mapping[str, float] = {
            form: math.log(1 + total / (1 + count)) / self._top for form, count in counts.items()
        }

    def of(self, form: str) -> float:
        """Weight of a syllable; one that the corpus lacks weighs most."""
        return max(0.12, self._idf.get(form, 1.0))

    def knows(self, wording: Phrase) -> bool:
        """Whether the corpus uses the words: each neighbouring pair of them, or the one syllable."""
        if len(wording) == 1:
            return wording[0] in self._idf
        return all(pair in self._pairs for pair in pairwise(wording))


def terms(asked: Asked, weights: Weights, loose: bool) -> tuple[Term, ...]:
    """The ideas of a question, first to last; ``loose`` where it came without diacritics."""
    out: list[tuple[int, Term]] = []
    taken: set[int] = set()
    content = set(asked.content)
    for low, high in _known(asked, content):
        own = tuple(one.form for one in asked.words[low:high])
        weight = sum(_weight(asked, weights, at) for at in range(low, high) if at in content)
        bare = (" ".join(one.plain for one in asked.words[low:high]),) if loose else ()
        others = tuple(sorted(ideas()[own] - {own}))
        inner = _inner(asked, weights, low, high, content) if high - low > _SHORTEST_WITH_INNER else ()
        out.append((low, Term((own, *others), weight, loose=bare, inner=inner)))
        taken.update(range(low, high))
    free = [at for at in asked.content if at not in taken]
    for at in free:
        word = asked.words[at]
        short = word.plain if asked.text[word.start : word.end].isupper() and 1 < len(word.form) < 6 else ""
        bare = (word.plain,) if loose else ()
        out.append((at, Term(((word.form,),), 0.6 * _weight(asked, weights, at), short, bare)))
    for low, high in pairwise(free):
        if high == low + 1:
            pair = asked.words[low : high + 1]
            weight = 0.4 * (_weight(asked, weights, low) + _weight(asked, weights, high))
            bare = (" ".join(one.plain for one in pair),) if loose else ()
            out.append((low, Term((tuple(one.form for one in pair),), weight, loose=bare)))
    ordered = sorted(out, key=lambda one: (_is_measure(one[1]), one[0]))
    return tuple(replace(term, known=weights.knows(term.wordings[0])) for _, term in ordered)


def _inner(
    asked: Asked, weights: Weights, low: int, high: int, content: set[int]
) -> tuple[tuple[Term, float], ...]:
    """Shorter ideas within the words of a long one: "chỗ làm" of "lo chỗ làm"."""
    total = sum(_weight(asked, weights, at) for at in range(low, high) if at in content)
    out = []
    for start, end in _spans(asked, range(low, high), content, high - low - 1):
        own = tuple(one.form for one in asked.words[start:end])
        weight = sum(_weight(asked, weights, at) for at in range(start, end) if at in content)
        idea = Term((own, *sorted(ideas()[own] - {own})), weight)
        if end - start > 1 and total and not any(_MEASURES.issuperset(one) for one in idea.wordings):
            out.append((idea, weight / total))
    return tuple(out)


def _is_measure(term: Term) -> bool:
    """ "tỷ lệ", "số", "tổng": words of measure come last, they say nothing of what is measured."""
    return all(form in _MEASURES for form in term.wordings[0])


def _weight(asked: Asked, weights: Weights, at: int) -> float:
    worth = weights.of(asked.words[at].form)
    if asked.kind in {"which", "who", "when"} and at in _sort(asked):
        return worth * SORT
    return worth * (HEAD if at < asked.head else 1.0)


def _sort(asked: Asked) -> range:
    """Where the question says of what sort the answer is ("nông sản nào"), which an answer need not say."""
    at = next((at for at, one in enumerate(asked.words) if at and one.form in WHICH), 0)
    if not at and asked.kind == "who":  # "đơn vị chủ trì …"
        return range(2)
    return range(max(0, at - 2), at)


@lru_cache(maxsize=32)
def sought(terms: tuple[Term, ...]) -> Sought:
    """The ideas of a question ready to be looked up; kept while the question is answered."""
    return Sought(terms)


class Sought:
    """The ideas of one question, and how far texts hold them; what a text holds is looked up once.

    Attributes:
        weights, total: of each idea, and of all. forms: all syllables of all wordings.
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self.weights = tuple(term.weight for term in terms)
        self.total = sum(self.weights)
        self._with: dict[str, set[int]] = {}  # ideas that a syllable may speak of
        for at, term in enumerate(terms):
            within = chain.from_iterable(one.wordings for one, _ in term.inner)
            for form in chain.from_iterable((*term.wordings, *within)):
                self._with.setdefault(form, set()).add(at)
        self._without = {at for at, term in enumerate(terms) if term.short or term.loose}  # and no syllable
        self._alone = {at: term.wordings[0][0] for at, term in enumerate(terms) if term.is_syllable}
        self.forms = frozenset(self._with)
        self._said: dict[Bag, frozenset[str]] = {}
        self._held: dict[tuple[Bag, float], tuple[float, ...]] = {}

    def said(self, text: Bag) -> frozenset[str]:
        """Syllables of the question's ideas that a text has."""
        known = self._said.get(text)
        if known is None:
            known = self._said[text] = self.forms & text.forms
        return known

    def held(self, text: Bag, worth: float = 1.0) -> tuple[float, ...]:
        """How far a text of some worth holds each idea."""
        key = text, worth
        known = self._held.get(key)
        if known is None:
            whole = self._found(text) if worth == 1.0 else self.held(text)
            known = self._held[key] = whole if worth == 1.0 else tuple([worth * one for one in whole])
        return known

    def _found(self, text: Bag) -> tuple[float, ...]:
        held, said = [0.0] * len(self.terms), self.said(text)
        for at in self._without.union(*[self._with[form] for form in said]):
            held[at] = 1.0 if self._alone.get(at) in said else found(self.terms[at], text)
        return tuple(held)

    def best(self, *regions: tuple[Bag, float]) -> tuple[float, ...]:
        """How far any of the regions holds each idea, each region at its own worth."""
        held = [self.held(text, worth) for text, worth in regions]
        return tuple(map(max, *held)) if len(held) > 1 else held[0]

    def share(self, held: tuple[float, ...]) -> float:
        """Share of the question's weight that is held; 0 to 1."""
        return sum(map(mul, self.weights, held)) / self.total if self.total else 0.0


def found(term: Term, text: Bag) -> float:
    """How far a text holds an idea: 1 as worded, less scattered or unaccented, 0 not at all."""
    best = 0.0
    for at, (line, forms) in enumerate(term.sought):
        if forms <= text.forms:
            if line in text.line:
                return REWORDED if at else 1.0
            best = max(best, PARTED if not at and _in_parts(term.wordings[0], text.line) else SCATTERED)
        elif not at and len(term.wordings[0]) > 1:
            share = sum([form in text.forms for form in term.wordings[0]]) / len(term.wordings[0])
            if share >= 0.5:
                best = max(best, SCATTERED * share)
    if term.inner and best < REWORDED:
        best = max(best, REWORDED * sum([share * found(one, text) for one, share in term.inner]))
    if best < INITIALS and term.short and term.short in text.initials:
        best = INITIALS
    if term.loose and best < UNACCENTED and any(f" {bare} " in text.plain for bare in term.loose):
        best = UNACCENTED
    return best


def _in_parts(wording: tuple[str, ...], line: str) -> bool:
    """Whether a long idea stands as two phrases: "nước sạch nông thôn" in "nông thôn dùng nước sạch"."""
    return any(
        f" {' '.join(wording[:at])} " in line and f" {' '.join(wording[at:])} " in line
        for at in range(2, len(wording) - 1)
    )


def coverage(wanted: tuple[Term, ...], regions: tuple[tuple[Bag, float], ...]) -> float:
    """Share of the question's weight that the regions hold, each region at its own worth; 0 to 1."""
    ideas_asked = sought(wanted)
    return ideas_asked.share(ideas_asked.best(*regions))


def lost_syllable(asked: Sought, regions: tuple[Bag, ...], weights: Weights) -> float:
    """How telling the most telling syllable is that no region holds, in an idea that none holds whole."""
    said = frozenset[str]().union(*map(asked.said, regions))
    held = [asked.held(text) for text in regions]
    for weight, form, idea, plain in _heaviest(asked, weights):
        if form in said or any(one[idea] >= REWORDED for one in held):
            continue
        if not (plain and any(plain in text.plain for text in regions)):
            return weight
    return 0.0


@lru_cache(maxsize=32)
def _heaviest(asked: Sought, weights: Weights) -> tuple[tuple[float, str, int, str], ...]:
    """The syllables of each idea's own wording, the most telling first: weight, form, which idea's, and the
    form without diacritics, padded, where the question had none."""
    found = []
    for idea, term in enumerate(asked.terms):
        plains = term.loose[0].split() if term.loose else []
        for form, plain in zip_longest(term.wordings[0], plains):
            if form is not None:
                found.append((weights.of(form), form, idea, f" {plain} " if plain else ""))
    return tuple(sorted(found, reverse=True))


def precision(asked: Sought, text: Bag, weights: Weights, ignored: frozenset[str]) -> float:
    """Share of a text's own weight that the question asks for; 1 for a text that says nothing else."""
    total, own = _telling(text, weights, ignored)
    said = asked.said(text)
    return sum([weight for form, weight in own if form in said]) / total if total else 0.5


@lru_cache(maxsize=8192)
def _telling(
    text: Bag, weights: Weights, ignored: frozenset[str]
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """The weight of a text's syllables that tell something, together and one by one."""
    own = [form for form in text.forms if form not in ignored and not _YEAR.fullmatch(form)]
    told = tuple([(form, weights.of(form)) for form in own])
    return sum([weight for _, weight in told]), told


def _known(asked: Asked, content: set[int]) -> list[tuple[int, int]]:
    """Spans of the question that the thesaurus knows, longest first at each place."""
    return _spans(asked, range(len(asked.words)), content, longest())


def _spans(asked: Asked, within: range, content: set[int], most: int) -> list[tuple[int, int]]:
    """Spans within a part of the question, of so many syllables at most, that the thesaurus knows."""
    spans, at = [], within.start
    table = ideas()
    while at < within.stop:
        for size in range(min(most, within.stop - at), 0, -1):
            forms = tuple(one.form for one in asked.words[at : at + size])
            if forms in table and content.intersection(range(at, at + size)):
                spans.append((at, at + size))
                at += size
                break
        else:
            at += 1
    return spans


def share_near(terms: tuple[Term, ...], text: str, part: str) -> float:
    """Weight of the question's ideas in a part, against that in the whole sentence; 0 to 1."""
    asked = sought(terms)
    total = sum(map(mul, asked.weights, asked.held(bag(text))))
    return sum(map(mul, asked.weights, asked.held(bag(part)))) / total if total else 0.0
