"""What could answer: figures and sentences near the hits, each with the features that judge it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answer.facts import Fact, facts
from answer.features import FILLERS, dated, defines, direction_fits, status_fits, unit_fits, unnamed_share
from answer.periods import Period, agreement
from answer.question import Asked
from answer.sentences import Reading, Sentence
from answer.terms import Term, Weights, bag, contrary, coverage, missing, precision
from index.types import Hit


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
        precise=precision(look.terms, own, look.weights, FILLERS),
        unit=unit_fits(look.asked, fact),
        when=agreement(look.asked.periods, fact.period),
        status=status_fits(look.asked, fact),
        missing=missing(look.terms, regions),
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
        precise=precision(look.terms, own, look.weights, FILLERS),
        unit=0.0,
        when=agreement(look.asked.periods, dated(sentence, reading)),
        status=0.0,
        missing=missing(look.terms, regions),
        contrary=False,
    )  # fmt: skip


def _scored(
    look: Look, hit: Hit, sentence: Sentence, fact: Fact | None, *,
    covered: float, own: float, precise: float, unit: float, when: float, status: float, missing: float,
    contrary: bool,
) -> Candidate:  # fmt: skip
    retrieval = 1.0 / (1.0 + 0.15 * (hit.rank - 1))
    if fact is not None:
        score = 0.45 * covered + 0.3 * own + 0.17 * precise + 0.3 * unit + 0.15 * status + 0.15 * retrieval
        score += 0.1 * direction_fits(look.asked, fact)
        score += 0.35 * when if when < 0 else 0.12 * when
    else:
        score = 0.45 * covered + 0.3 * own + 0.2 * precise + 0.2 * retrieval + defines(look.asked, sentence)
        score += 0.06 * when if when > 0 else 0.12 * when
    total = sum(term.weight for term in look.terms) or 1.0
    return Candidate(
        hit.passage.document, sentence, fact, covered, own, precise, unit, when, status, retrieval, missing,
        missing / total, unnamed_share(look.asked, sentence), contrary, score - 0.4 * contrary,
    )  # fmt: skip


def _ordered(out: list[Candidate]) -> list[Candidate]:
    return sorted(out, key=lambda one: (-one.score, one.document, one.sentence.start, _at(one)))


def _at(one: Candidate) -> int:
    return one.fact.figure.at if one.fact else 0
