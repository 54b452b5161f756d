"""What a question says besides its words, weighed against what a passage and its document are.

Place, year, the document's number, the part of a document that answers "ai ký", and a figure
beside the words asked for: each moves a passage up or down, none excludes it. What they weigh
(:mod:`index.weights`) is added to the fused score, which lies between 0 and 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from index.analyzer import EMPTY
from index.clauses import ASKS_CLAUSE, asks_duty, charged, headed, says, without_levels
from index.content import DocumentInfo
from index.numbers import fits, parse_number
from index.syllables import TOKEN, canonical, canonical_text
from index.thesaurus import Phrase, phrases
from index.thesaurus import ideas as ideas_of
from index.types import Understood
from index.understand import place_spans
from index.weights import SHIPPED, Weights
from ingest.facts.naming_words import is_foreign, is_notice
from ingest.facts.sites import is_summary
from ingest.places import after_merger, successor
from ingest.types import Passage

Frequency = Callable[[str], int]  # passages that hold a canonical syllable
# Words of a question with their share of its weight, and phrases with theirs and the words of each wording.
_Ideas = tuple[list[tuple[str, float]], list[tuple[float, list[Phrase]]]]

_CITES = re.compile(
    r"\b(?:thay thế|bãi bỏ|sửa đổi|bổ sung|thi hành|thực hiện|triển khai|hướng dẫn) (?:[^\W\d]+ ){0,4}\d"
)
_ASKS_FIGURE = re.compile(
    r"\b(?:bao nhiêu|mấy|tỉ lệ|chỉ tiêu|tốc độ|tổng|số lượng|mức|diện tích|sản lượng|chiếm|số)\b"
)
_NO_FIGURE = re.compile(
    r"^\W*\(?\d+(?:\.\d+)*[.)]|\b(?:19|20)\d\d\b|\d+(?:/\d{4})?[/-][^\W\d_][\w&/-]*|\bngày \d+\S*|\btháng \d+"
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ(])")
_ASKS_DATE = re.compile(r"\b(?:năm|ngày|tháng|lúc|khi|giai đoạn|nhiệm kì|thời kì) nào\b|\bbao giờ\b")
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_EVEN = 0.5  # a passage that holds half of it neither rises nor sinks
_AT_LEAST = 0.7  # of a question's weight, by which what its title leaves is measured: a little is no whole
_LONG = 200  # characters from which a line is read sentence by sentence
_PARTS = {"signer": ("signature",), "number": ("letterhead", "title"), "issued": ("letterhead",)}
_PARTS["issuer"] = ("letterhead", "title")
# "hỏi bằng công văn số mấy": the number is that of a paper which others cite.
_BY_MEANS = re.compile(
    r"\b(?:bằng|theo|tại|trong|căn cứ|kèm theo|thực hiện|triển khai|dựa trên|bởi) (?:cái |tờ )?"
    r"(?:công văn|nghị quyết|quyết định|kế hoạch|kết luận|nghị định|thông tư|chỉ thị|tờ trình|văn bản)\b"
)
_TAKES_EFFECT = re.compile(r"\bnày (?:có|bắt đầu có) hiệu lực (?:thi hành )?(?:kể )?(?:từ|sau)\b")
_NUMBERED = re.compile(r"\d(?:/\d{4})?[/-][A-ZĐ]")
_ASIDE = frozenset(
    ("letterhead", "title", "basis", "recipients")
)  # parts that say nothing of what is decided
_ASKS_ASIDE = re.compile(r"\b(?:căn cứ|đề nghị|tờ trình|nơi nhận|gửi|văn bản|số (?:mấy|nào|bao nhiêu))\b")


@dataclass(frozen=True)
class Evidence:
    """Weighs passages for one question; made once, asked for every candidate.

    Attributes:
        question: as understood. frequency: how many passages hold a syllable. size: of how many.
        short: whether a document (its id) has few passages.
    """

    question: Understood
    frequency: Frequency
    size: int
    weights: Weights = SHIPPED
    short: Callable[[str], bool] = field(default=lambda _: False)
    _known: dict[str, tuple[float, bool]] = field(default_factory=dict, init=False, repr=False)
    _beyond: dict[str, tuple[_Ideas, float]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def _meant(self) -> str:
        return canonical_text(self.question.text)

    @cached_property
    def _clauses(self) -> list[str]:
        return [ask for ask in sorted(self.question.asks) if ask in ASKS_CLAUSE]

    @cached_property
    def _parts(self) -> frozenset[str]:
        """Parts of a document that tell what is asked of it."""
        asks = self.question.asks - ({"number"} if self.question.numbers else set())  # that of another paper
        return frozenset(part for ask in asks for part in _PARTS.get(ask, ()))

    @cached_property
    def _of_what_it_says(self) -> bool:
        """Whether the question asks for what a document says, not for the document."""
        asked = self.question
        return not (asked.asks or asked.numbers or asked.kinds or _ASKS_ASIDE.search(self._meant))

    @cached_property
    def _duty_asked(self) -> bool:
        return bool(self.weights.duty) and asks_duty(self._meant)

    @cached_property
    def _bodies_asked(self) -> str:
        return without_levels(self._meant)

    @cached_property
    def _telling(self) -> dict[str, float]:
        return telling(self.question, self.frequency, self.size)

    @cached_property
    def _wanted(self) -> dict[str, float]:
        asks = self.weights.figure and (_ASKS_FIGURE.search(self._meant) or self._dated)
        return self._telling if asks else {}

    @cached_property
    def _dated(self) -> bool:
        return bool(_ASKS_DATE.search(self._meant))

    def weigh(self, passage: Passage, info: DocumentInfo) -> float:
        """What speaks for a passage beyond its words, about -0.2 to 1."""
        place, own = self._of_document(info)
        about = place + self._year(passage, info) + self._identity(passage, own) - self._aside(passage)
        return about + self._cover(passage, info) + self._figure(passage) + self._clause(passage)

    def _of_document(self, info: DocumentInfo) -> tuple[float, bool]:
        """What a document's place is worth, and whether its number is asked for; looked up once."""
        known = self._known.get(info.id)
        if known is None:
            own = names_document(self.question.numbers, info)
            known = self._known[info.id] = self._place(info), own
        return known

    def _place(self, info: DocumentInfo) -> float:
        named = self.question.places
        if not named or not (info.place or info.issuer):
            return 0.0
        own = f"{info.place} {info.issuer} {info.title}"
        weight = self.weights.place
        if any(place in own for place in named):
            return weight
        return weight * self.weights.related if self._speaks_too(info) else -weight

    def _speaks_too(self, info: DocumentInfo) -> bool:
        """Whether the document is of a province that speaks for a named one since or until the mergers."""
        if info.place not in self.question.related:
            return False
        former = successor(info.place or "") is not None
        return former or after_merger(info.issued, info.year)

    def _year(self, passage: Passage, info: DocumentInfo) -> float:
        years = self.question.years
        if not years:
            return 0.0
        weight = self.weights.year
        return weight if info.year in years or any(str(year) in passage.text for year in years) else -weight

    def _identity(self, passage: Passage, own: bool) -> float:
        """What it is worth to be of the document that is asked for by number, and the part that tells."""
        cited = own and asks_for_citing(self.question)
        weight = (self.weights.cited if cited else self.weights.number) if own else 0.0
        if not self._tells(passage) or (self.question.numbers and not own):
            return weight
        return weight + self.weights.part * (1 + own)  # of the document that is named nothing else is asked

    def _tells(self, passage: Passage) -> bool:
        """Whether the passage is the part that is asked for; of titles, one that says what is asked."""
        part = _part(passage)
        numberless = part == "title" and "number" in self.question.asks and not _NUMBERED.search(passage.text)
        return part in self._parts and not numberless

    @cached_property
    def asks_part(self) -> bool:
        """Whether the question asks for a datum of a document, not of one by which something was done."""
        asks = self.question.asks & {*_PARTS, "effect"}
        return bool(asks) and not (asks <= {"number"} and _BY_MEANS.search(self._meant))

    def part_of(self, info: DocumentInfo, passages: Sequence[Passage]) -> Passage | None:
        """The first of a document's passages that is the part which tells what is asked of it; of one that
        the question does not mean, as it names the number of another, ``None``."""
        asked = self.question
        other = (
            bool(asked.kinds)
            and info.kind is not None
            and info.kind.lower() not in map(str.lower, asked.kinds)
        )
        if other if not asked.numbers else not self._of_document(info)[1]:
            return None
        return next((one for one in passages if self._tells(one) or self._takes_effect(one)), None)

    def _takes_effect(self, passage: Passage) -> bool:
        asked = "effect" in self.question.asks
        return asked and _TAKES_EFFECT.search(canonical_text(passage.text)) is not None

    def _aside(self, passage: Passage) -> float:
        """What is taken from words beside those of the document: a site's, its head, its grounds."""
        part = _part(passage)
        if part in self._parts:
            return 0.0
        if of_site(passage.text):
            return self.weights.notice
        return self.weights.aside if part in _ASIDE and self._of_what_it_says else 0.0

    def _clause(self, passage: Passage) -> float:
        weight = self.weights.clause if any(says(ask, passage.text) for ask in self._clauses) else 0.0
        if self.weights.charged and self._names(charged(passage.text)):
            weight += self.weights.charged
        if self._duty_asked and passage.headings and self._names(headed(passage.headings[-1])):
            weight += self.weights.duty
        return weight

    def _names(self, bodies: tuple[str, ...]) -> bool:
        """Whether the question names one of the bodies."""
        return bool(bodies) and any(body in self._bodies_asked for body in bodies)

    def _cover(self, passage: Passage, info: DocumentInfo) -> float:
        """What it is worth that a passage or its headings hold the ideas of a question, each counted once:
        BM25 rewards one that is said often. What the title says tells documents apart, not the passages of
        one, of which those that repeat it would stand first; so the rest counts by itself, too."""
        if not (self.weights.cover or self.weights.rest):
            return 0.0
        said = syllables_of(passage.text) | syllables_of(passage.context)
        held, (rest, share) = _held(self._ideas, said), self._beyond_title(info)
        beyond = held if share == 1.0 else 1 - (share - _held(rest, said)) / max(share, _AT_LEAST)
        return self.weights.cover * held + self.weights.rest * (beyond - _EVEN)

    def _beyond_title(self, info: DocumentInfo) -> tuple[_Ideas, float]:
        """The ideas of the question that a document's title does not hold, and their share; made once."""
        known = self._beyond.get(info.id)
        if known is None:
            title: frozenset[str] = frozenset() if self.short(info.id) else syllables_of(info.title)
            words, ideas = self._ideas
            rest = (
                [one for one in words if one[0] not in title],
                [one for one in ideas if not title.issuperset(one[1][0])],
            )
            share = sum([weight for _, weight in rest[0]]) + sum([weight for weight, _ in rest[1]])
            all_ = (len(words), len(ideas)) == (len(rest[0]), len(rest[1]))
            known = self._beyond[info.id] = rest, 1.0 if all_ else share
        return known

    @cached_property
    def _ideas(self) -> _Ideas:
        """What share of a question's weight each of its words has, and each phrase that has other wordings,
        with its words in each of these."""
        words, also = dict(self._telling), set(self.question.also)
        whole = sum(words.values()) or 1.0
        ideas: list[tuple[float, list[Phrase]]] = []
        for said in phrases(self.question.text):
            typed = tuple(word for word in dict.fromkeys(said) if word in words)
            others = [
                tuple(word for word in other if word not in EMPTY)
                for other in ideas_of()[said]
                if " ".join(other) in also
            ]
            if typed and any(others):
                weight = sum([words.pop(word) for word in typed])
                ideas.append((weight / whole, [typed, *filter(None, others)]))
        return [(word, weight / whole) for word, weight in words.items()], ideas

    def _figure(self, passage: Passage) -> float:
        if not self._wanted:
            return 0.0
        above = syllables_of(passage.context)
        units = _with_figures(passage.text, self._dated)
        shares = [_covered(self._wanted, unit, above) for unit in units]
        return self.weights.figure * max(shares, default=0.0)


def _held(asked: _Ideas, said: frozenset[str]) -> float:
    """The weight of the ideas whose words are ``said``, a phrase by the best of its wordings."""
    words, ideas = asked
    held = sum([weight for word, weight in words if word in said])
    for weight, wordings in ideas:
        held += weight * max([sum([word in said for word in one]) / len(one) for one in wordings])
    return held


def _part(passage: Passage) -> str:
    """The fixed part of a document that a passage lies in ("signature"), or the first name of its section."""
    return passage.section.split(".")[0].split("-")[0]


def asks_for_citing(question: Understood) -> bool:
    """Whether a question asks for what replaces or carries out the document whose number it names."""
    return bool(_CITES.search(canonical_text(question.text)))


def names_document(numbers: tuple[str, ...], info: DocumentInfo) -> bool:
    """Whether one of the numbers in a question is the document's own."""
    own = parse_number(info.number) if numbers and info.number else None
    asked = [parse_number(number) for number in numbers] if own else []
    return any(one and own and fits(one, own, info.kind, info.year) for one in asked)


class Numbered:
    """Documents by the serial of their number: few of many are tried for what a question names."""

    def __init__(self, documents: Sequence[DocumentInfo]) -> None:
        self._documents = documents
        self._by_serial: dict[str, list[int]] = {}
        for ordinal, info in enumerate(documents):
            if info.number and (number := parse_number(info.number)):
                self._by_serial.setdefault(number.serial, []).append(ordinal)

    def named(self, numbers: tuple[str, ...]) -> list[int]:
        """Ordinals of the documents whose own number is one of ``numbers``."""
        serials = {number.serial for one in numbers if (number := parse_number(one))}
        near = sorted(i for serial in serials for i in self._by_serial.get(serial, ()))
        return [i for i in near if names_document(numbers, self._documents[i])]


def telling(question: Understood, frequency: Frequency, size: int) -> dict[str, float]:
    """Content syllables of a question, none of its places, with their inverse document frequency."""
    text = canonical_text(question.text)
    for start, end in place_spans(text, question.places):
        text = text[:start] + " " * (end - start) + text[end:]
    words = [word for word in _tokens(text) if word not in EMPTY and not word.isdigit()]
    return {word: _idf(frequency(word), size) for word in dict.fromkeys(words)}


def _idf(frequency: int, size: int) -> float:
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _covered(wanted: dict[str, float], here: frozenset[str], above: frozenset[str]) -> float:
    """Share of the wanted weight found in a unit; what only its headings hold counts half."""
    in_it = sum([weight for word, weight in wanted.items() if word in here])
    over_it = sum([weight / 2 for word, weight in wanted.items() if word in above and word not in here])
    return (in_it + over_it) / (sum(wanted.values()) or 1.0)


@lru_cache(maxsize=8192)
def _with_figures(text: str, dated: bool) -> tuple[frozenset[str], ...]:
    """Syllables of each line, or sentence of a long line, in which a figure (``dated``: a year) stands."""
    units = (
        unit
        for line in text.splitlines()
        for unit in (_SENTENCE.split(line) if len(line) > _LONG else (line,))
    )
    return tuple(frozenset(_tokens(unit)) for unit in units if _answers(unit, dated))


def _answers(unit: str, dated: bool) -> bool:
    return bool(_YEAR.search(unit) if dated else _FIGURE.search(_NO_FIGURE.sub(" ", unit)))


@lru_cache(maxsize=8192)
def of_site(text: str) -> bool:
    """Whether a passage is of the site that a document was copied from, or its words in another tongue."""
    return is_notice(text) or is_summary(text) or is_foreign(text)


@lru_cache(maxsize=8192)
def syllables_of(text: str) -> frozenset[str]:
    return frozenset(_tokens(text))


def _tokens(text: str) -> list[str]:
    return [*map(_term, TOKEN.findall(text))]


@lru_cache(maxsize=65536)
def _term(token: str) -> str:
    return token.lower() if token[0].isdigit() else canonical(token)
