"""What could answer: figures and sentences near the hits, each with the features that judge it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answer.facts import Fact, facts, period_of
from answer.periods import Period, agreement
from answer.question import Asked
from answer.sentences import Reading, Sentence
from answer.terms import Term, Weights, bag, contrary, coverage, found, missing, precision
from answer.words import fold, phrase
from index.types import Hit

_FILLERS = frozenset(
    phrase(
        "đạt là có còn và của các được từ trên dưới thêm trong đó ước khoảng hơn gần tăng giảm lên so với tỷ đồng "
        "triệu nghìn phấn đấu phân phần đầu duy trì chiếm bình quân tỷ lệ số tổng năm ở về cho theo mức trở người"
    )
)
_PEOPLE = ("lao dong", "dang vien", "nguoi", "sinh vien", "hoc sinh", "luot", "can bo", "dan", "khach", "nhan khau")
_CHANGE = re.compile(rf" (?:{'|'.join(phrase('tăng giảm'))}) ")
_SHARED = frozenset({"nguoi", "dan", "ho", "nha", "lao dong", "tre", "em", "hoc sinh", "ho gia dinh", "ho dan"})
_ASIDE = frozenset({"tuổi", "năm", "sao", "tháng", "ngày"})  # seldom what is asked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure or a sentence that may answer, with what speaks for and against it, and its score.

    Attributes:
        covered, own: share of the question that it holds, with and without its surroundings.
        precise: share of its own words that the question asks for.
        unit, when, status: -1 to 1, whether it counts what is asked, for the period, target or result.
        retrieval: 1 in the best passage, falling with its rank.
        missing: weight of the heaviest idea of the question that is not there; ``lacking`` its share
            of the whole question.
        unnamed: share of the question's proper names that its sentence and headings lack.
        lead: how far it holds the first idea of the question, which mostly is what is measured.
        contrary: speaks of the other side (chi for thu, nông thôn for thành thị).
        score: orders candidates of one sort.
    """

    document: str
    sentence: Sentence
    fact: Fact | None
    covered: float
    own: float
    precise: float
    unit: float
    when: float
    status: float
    retrieval: float
    missing: float
    lacking: float
    unnamed: float
    lead: float
    contrary: bool
    score: float

    @property
    def miscounted(self) -> bool:
        """A share or a sum of money where things are counted."""
        return self.unit <= -1.0

    @property
    def misdated(self) -> bool:
        """Speaks of another period than the one asked for."""
        return self.when < 0

    @property
    def period(self) -> Period | None:
        return self.fact.period if self.fact else None


@dataclass(frozen=True, slots=True)
class Look:
    """The question ready for scoring."""

    asked: Asked
    terms: tuple[Term, ...]
    weights: Weights


def fact_candidates(look: Look, hits: Iterable[Hit], readings: dict[str, Reading]) -> list[Candidate]:
    """Figures in the hits' passages, best first; ties by document and place."""
    out = []
    for sentence, reading, hit in _sentences(hits, readings):
        for fact in facts(sentence, reading.document.title, reading.document.year):
            out.append(_fact_candidate(look, fact, hit))
    return _ordered(out)


def sentence_candidates(look: Look, hits: Iterable[Hit], readings: dict[str, Reading]) -> list[Candidate]:
    """Sentences in the hits' passages, best first."""
    out = []
    for sentence, reading, hit in _sentences(hits, readings):
        if not sentence.is_heading and len(sentence.text) > 12:
            out.append(_sentence_candidate(look, sentence, reading, hit))
    return _ordered(out)


def _sentences(hits: Iterable[Hit], readings: dict[str, Reading]) -> Iterator[tuple[Sentence, Reading, Hit]]:
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        reading = readings[hit.passage.document]
        for sentence in reading.within(hit.passage.start, hit.passage.end):
            key = (hit.passage.document, sentence.start)
            if key not in seen:
                seen.add(key)
                yield sentence, reading, hit


def _fact_candidate(look: Look, fact: Fact, hit: Hit) -> Candidate:
    sentence = fact.sentence
    own, outer = bag(fact.own), bag(fact.outer)
    around = (bag(sentence.text), 0.2), (bag(" ".join((*sentence.headings, sentence.lead))), 0.4)
    regions = ((own, 1.0), (outer, 0.85), *around)
    covered = coverage(look.terms, regions)
    return _scored(
        look, hit, sentence, fact,
        covered=covered,
        own=coverage(look.terms, ((own, 1.0), (outer, 0.85))),
        precise=precision(look.terms, own, look.weights, _FILLERS),
        unit=_unit(look.asked, fact),
        when=agreement(look.asked.periods, fact.period),
        status=_status(look.asked, fact),
        missing=missing(look.terms, regions),
        lead=max((worth * found(look.terms[0], text) for text, worth in regions), default=0.0) if look.terms else 0.0,
        contrary=contrary(bag(look.asked.text), bag(f"{fact.own} {fact.outer}")),
    )  # fmt: skip


def _sentence_candidate(look: Look, sentence: Sentence, reading: Reading, hit: Hit) -> Candidate:
    own = bag(sentence.text)
    context = bag(" ".join((*sentence.headings, sentence.lead)))
    regions = ((own, 1.0), (context, 0.55), (bag(reading.document.title), 0.3))
    covered = coverage(look.terms, regions)
    return _scored(
        look, hit, sentence, None,
        covered=covered,
        own=coverage(look.terms, ((own, 1.0),)),
        precise=precision(look.terms, own, look.weights, _FILLERS),
        unit=0.0,
        when=agreement(look.asked.periods, _period(sentence, reading)),
        status=0.0,
        missing=missing(look.terms, regions),
        lead=max((worth * found(look.terms[0], text) for text, worth in regions), default=0.0) if look.terms else 0.0,
        contrary=False,
    )  # fmt: skip


def _scored(
    look: Look, hit: Hit, sentence: Sentence, fact: Fact | None, *,
    covered: float, own: float, precise: float, unit: float, when: float, status: float, missing: float,
    lead: float, contrary: bool,
) -> Candidate:  # fmt: skip
    retrieval = 1.0 / (1.0 + 0.15 * (hit.rank - 1))
    if fact is not None:
        score = 0.45 * covered + 0.3 * own + 0.17 * precise + 0.3 * unit + 0.15 * status + 0.15 * retrieval
        score += 0.1 * _direction(look.asked, fact)
        score += 0.35 * when if when < 0 else 0.12 * when
    else:
        score = 0.45 * covered + 0.3 * own + 0.2 * precise + 0.2 * retrieval + _heads(look.asked, sentence)
        score += 0.06 * when if when > 0 else 0.12 * when
    return Candidate(
        hit.passage.document, sentence, fact, covered, own, precise, unit, when, status, retrieval, missing,
        missing / (sum(term.weight for term in look.terms) or 1.0), _unnamed(look.asked, sentence), lead, contrary, score - 0.4 * contrary,
    )  # fmt: skip


def _unnamed(asked: Asked, sentence: Sentence) -> float:
    if not asked.names:
        return 0.0
    around = f" {fold(' '.join((sentence.text, sentence.lead, *sentence.headings)))} "
    return sum(f" {name} " not in around for name in asked.names) / len(asked.names)


def _period(sentence: Sentence, reading: Reading) -> Period | None:
    return period_of(sentence, reading.document.title, reading.document.year)


def _heads(asked: Asked, sentence: Sentence) -> float:
    """"Phương châm … là gì": a sentence that goes "phương châm là" is the one; without the word it is not."""
    head = tuple(asked.words[at].form for at in asked.content if at < asked.head)[:3]
    if asked.kind == "task" or not head:
        return 0.0
    line = bag(sentence.text).line
    if f" {' '.join(head[:2])} " not in line:
        return -0.12 if not any(f" {form} " in line for form in head) else 0.0
    return 0.3 if f" {' '.join((*head, *phrase('là')))} " in line else 0.05


def _unit(asked: Asked, fact: Fact) -> float:
    """Whether the figure counts what the question counts: 1 yes, 0 unsaid, down to -1 no."""
    figure, units = fact.figure, asked.units
    if asked.kind == "rank" or "rank" in units:
        return 1.0 if figure.kind == "ordinal" else -1.0
    if figure.kind == "ordinal":
        return -1.0
    if not units:
        return -1.0 if figure.unit in _ASIDE else 0.0
    if "%" in units and figure.kind == "percent":
        return 0.6
    if "money" in units and figure.kind == "money":
        return 0.7
    unit = f" {fold((figure.unit or '').split('/')[0])} "
    if any(f" {word} " in unit for word in units - {"%", "money"}):
        return 1.0
    if units & {"nguoi", "lao dong"} and any(f" {one} " in unit for one in _PEOPLE):
        return 0.8
    return _mismatch(units, fact)


def _mismatch(units: frozenset[str], fact: Fact) -> float:
    kind = fact.figure.kind
    if fact.figure.unit in _ASIDE:
        return -1.0
    if "%" in units:
        return -0.4 if kind == "ratio" else -0.9
    if "money" in units:
        return -0.5 if kind == "percent" else -0.9
    if fact.figure.unit is None:
        return 0.0
    if kind == "percent" and units & _SHARED:  # "bao nhiêu người có thẻ" may be told as a share
        return -0.3
    return -1.0 if kind in {"percent", "money"} else -0.6


def _direction(asked: Asked, fact: Fact) -> float:
    """A level or a change: "tỷ lệ hộ nghèo" is the 3,1% that is left, not the 2% by which it fell."""
    wanted = bool(_CHANGE.search(f" {' '.join(one.form for one in asked.words)} "))
    changes = fact.figure.direction in {"tăng", "giảm", "kéo giảm", "tăng thêm"} or bool(_CHANGE.search(bag(fact.own).line))
    return 0.0 if wanted == changes else -1.0


def _status(asked: Asked, fact: Fact) -> float:
    if asked.status is None or fact.status is None:
        return 0.0
    return 0.5 if asked.status == fact.status else -1.0


def _ordered(out: list[Candidate]) -> list[Candidate]:
    return sorted(out, key=lambda one: (-one.score, one.document, one.sentence.start, _at(one)))


def _at(one: Candidate) -> int:
    return one.fact.figure.at if one.fact else 0
