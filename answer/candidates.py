"""What could answer: figures and sentences near the hits, each with the features that judge it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from answer.against import counting
from answer.amiss import contradicts, of_another, of_other_side
from answer.asked_of import said_by_question, shares_subject
from answer.changes import other_end, other_rate
from answer.each_place import wanted_of
from answer.features import (
    FILLERS,
    beside,
    dated,
    defines,
    direction_fits,
    longest_run,
    own_words,
    season_fits,
    status_fits,
    unit_fits,
)
from answer.led import led_facts
from answer.nearby import Nearby, not_far
from answer.question import Asked
from answer.seen import Seen
from answer.siblings import Siblings
from answer.table_rows import rows_beside, rows_of_others
from answer.tabled import cell_asked
from answer.terms import Bag, Term, Weights, bag, lost_syllable, precision, sought
from answer.weights import FACT_RANK, SENTENCE_RANK, weighed
from answer.within import within
from index.types import Hit
from ingest.facts.binding import Fact
from ingest.facts.periods import Period
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.sites import ends
from ingest.facts.tabled import facts

_DIVIDES = re.compile(r"(?<!\w)trong đó(?!\w)", re.IGNORECASE)
_IN_CELL = 0.35  # how far a row defines what its column is asked for
_ALLOTTED = re.compile(r"(?<!\w)(?:giao|quyết nghị|thông qua|dự toán|kế hoạch)(?!\w)", re.IGNORECASE)
_ALLOTMENT = re.compile(
    r"(?<!\w)(?:giao|quyết nghị|dự toán|kế hoạch|chỉ tiêu|mục tiêu|dự kiến)(?!\w)", re.IGNORECASE
)
_OF_AIM = re.compile(r"\s(?:các )?chỉ tiêu(?! \w+ \d)", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?<!\w)năm\s$", re.IGNORECASE)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MISCOUNTED = -0.45  # a unit that fits worse counts something else than the question does


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure or a sentence that may answer, with what speaks for and against it.

    ``features`` are named numbers, most of them 0 to 1 (:mod:`answer.weights` says what each is worth);
    ``score`` is their weighted sum and orders candidates of one sort.
    """

    document: str
    sentence: Sentence
    fact: Fact | None
    features: Mapping[str, float]
    score: float

    @property
    def own(self) -> float:
        """Share of the question that its own words hold."""
        return self.features["own"]

    @property
    def precise(self) -> float:
        """Share of its own words that the question asks for."""
        return self.features["precise"]

    @property
    def when(self) -> float:
        """Whether it speaks of the period asked for: -1 of another, 0 unsaid, 1 of this very one."""
        return self.features["when"]

    @property
    def period(self) -> Period | None:
        return self.fact.period if self.fact else None


@dataclass(frozen=True, slots=True)
class Look:
    """The question ready for scoring."""

    asked: Asked
    terms: tuple[Term, ...]
    weights: Weights


class Candidates:
    """What passages offer, weighed when first looked at: few questions need both figures and sentences."""

    def __init__(self, look: Look, hits: Sequence[Hit], readings: dict[str, Reading]) -> None:
        self.look, self.hits, self.readings = look, hits, readings
        self._given = look, hits, readings

    @cached_property
    def facts(self) -> list[Candidate]:
        return fact_candidates(*self._given)

    @cached_property
    def sentences(self) -> list[Candidate]:
        return sentence_candidates(*self._given)


def fact_candidates(look: Look, hits: Sequence[Hit], readings: dict[str, Reading]) -> list[Candidate]:
    """Figures in the hits' passages that are not far from the question, best first; ties by document and
    place."""
    near: list[Nearby] = []
    top, ideas = hits[0].score if hits else 0.0, sought(look.terms)
    found = list(_sentences(look.asked, hits, readings))
    others = rows_of_others(look.asked, (one for one, _, _ in found))
    for sentence, reading, hit in found:
        if sentence in others:
            continue
        title = reading.document.title
        figures = facts(sentence, title, reading.document.year) or led_facts(sentence, reading)
        if not figures:
            continue
        siblings = Siblings(look.asked, ideas, look.weights, figures)
        seen = Seen(look.asked, ideas, sentence, title, hit, top)
        asks = wanted_of(look.asked, reading.document)
        for fact in figures:
            if _YEAR_BEFORE.search(sentence.text[: fact.figure.at]) and _A_YEAR.fullmatch(fact.figure.value):
                continue  # "đến năm 2020 hộ dân dùng điện": nobody counted 2020 households
            near.append(Nearby(ideas, fact, siblings, seen, asks))
    return _ordered([_fact_candidate(look, one) for one in not_far(look.asked, near)])


def sentence_candidates(look: Look, hits: Sequence[Hit], readings: dict[str, Reading]) -> list[Candidate]:
    """Sentences in the hits' passages, best first."""
    out = []
    top, ideas = hits[0].score if hits else 0.0, sought(look.terms)
    for sentence, reading, hit in _sentences(look.asked, hits, readings):
        if not sentence.is_heading and len(sentence.text) > 12:
            seen = Seen(look.asked, ideas, sentence, reading.document.title, hit, top)
            out.append(_sentence_candidate(look, seen, reading))
    return _ordered(out)


def _sentences(
    asked: Asked, hits: Sequence[Hit], readings: dict[str, Reading]
) -> Iterator[tuple[Sentence, Reading, Hit]]:
    seen: set[tuple[str, int]] = set()
    for sentence, reading, hit in chain(_within(hits, readings), rows_beside(asked, hits, readings)):
        key = (hit.passage.document, sentence.start)
        if key not in seen and sentence.start < ends(reading.document.text):
            seen.add(key)
            yield sentence, reading, hit


def _within(hits: Iterable[Hit], readings: dict[str, Reading]) -> Iterator[tuple[Sentence, Reading, Hit]]:
    for hit in hits:
        reading = readings[hit.passage.document]
        for sentence in reading.within(hit.passage.start, hit.passage.end):
            yield sentence, reading, hit


def _fact_candidate(look: Look, nearby: Nearby) -> Candidate:
    asked, ideas = look.asked, sought(look.terms)
    fact, siblings, seen, own = nearby.fact, nearby.siblings, nearby.seen, nearby.own
    sentence = fact.sentence
    when = nearby.asks.agreement(fact.period)
    unit, sided = unit_fits(asked, fact), of_other_side(asked, fact)
    features = (
        {
            "covered": nearby.covered,
            "own": ideas.share(nearby.near),
            "clause": ideas.share(ideas.held(own)),
            "beside": ideas.share(ideas.held(beside(fact))),
            "precise": precision(ideas, bag(_unitless(fact)), look.weights, FILLERS),
            "run_around": longest_run(asked, f"{fact.outer} {sentence.text}"),
            "whole": ideas.share(ideas.held(seen.whole)),
            "unit": max(unit, 0.0),
            "miscounted": max(-unit, 0.0),
            "uncounted": float(unit < _MISCOUNTED),
            "when": when,
            "dated": max(when, 0.0),
            "misdated": float(when < 0),
            "status": status_fits(asked, fact, siblings.against_plan(fact)),
            "direction": 0.0 if asked.kind == "rank" else direction_fits(asked, fact),  # a rank has none
            "ordinal": float(fact.figure.kind == "ordinal" and asked.kind != "rank"),
            "contrary": float(sided or contradicts(asked, fact) or _out_of_range(asked, fact)),
            "sided": float(sided),
            "other_end": float(other_end(asked, fact) or other_rate(asked, fact)),
            "foreign": float(of_another(asked, look.terms, look.weights, fact, seen.title.text)),
            "leaves_out": siblings.leaves_out(fact),
            "rival": siblings.rival(fact),
            "season": season_fits(asked, fact),
            "subject": float(shares_subject(asked, fact)),
            "repeated": float(said_by_question(asked, fact)),
            "part": _part(fact, len(siblings.facts)),
            "allotted": float(_allotted(fact) and not _ALLOTMENT.search(asked.text)),
        }
        | seen.features
        | _lacking(look, (own, *nearby.around, seen.whole, seen.above, seen.title), nearby.held)
    )
    return Candidate(seen.document, sentence, fact, features, weighed(FACT_RANK, features))


def _sentence_candidate(look: Look, seen: Seen, reading: Reading) -> Candidate:
    asked, ideas, sentence = look.asked, sought(look.terms), seen.sentence
    columns = " ".join(cell.heading for cell in sentence.row.cells) if sentence.row else ""
    own = bag(counting(f"{sentence.text} {columns}"))
    held = ideas.best((own, 1.0), (seen.above, 0.55), (seen.title, seen.entitled(0.3)))
    when = wanted_of(asked, reading.document).agreement(dated(sentence, reading))
    features = {
        "covered": ideas.share(held),
        "own": ideas.share(ideas.held(own)),
        "precise": precision(ideas, own, look.weights, FILLERS),
        "defines": max(defines(asked, sentence), _IN_CELL * _in_cell(look, sentence)),
        "when": when,
        "dated": max(when, 0.0),
        "misdated": float(when < 0),
        "headed": ideas.share(ideas.held(bag(sentence.headings[-1] if sentence.headings else ""))),
    }
    features |= seen.features | _lacking(look, (own, seen.above, seen.title), held)
    return Candidate(seen.document, sentence, None, features, weighed(SENTENCE_RANK, features))


def _lacking(look: Look, texts: tuple[Bag, ...], held: tuple[float, ...]) -> dict[str, float]:
    """What of the question is missing."""
    ideas = sought(look.terms)
    lacking = [weight * (1 - one) for weight, one in zip(ideas.weights, held, strict=True)]
    lost = max(lacking, default=0.0)
    known = [lack for lack, term in zip(lacking, look.terms, strict=True) if term.known]
    return {
        "lost": lost_syllable(ideas, texts, look.weights),
        "missing": min(lost, 2.0),
        "absent": min(max(known, default=0.0), 2.0),
        "lacking": lost / (ideas.total or 1.0),
    }


def _out_of_range(asked: Asked, fact: Fact) -> bool:
    """Whether a figure is of another range than the question says: "dưới 02 giờ" for "từ 2h đến 4h"; years
    are told by periods."""
    text, row = fact.sentence.text, fact.sentence.row
    low, high = text.rfind(";", 0, fact.figure.start) + 1, text.find(";", fact.figure.end)
    said = text[low : high if high >= 0 else len(text)] if row is None else row.name.text if row.name else ""
    return within(_YEARS.sub(" ", asked.text), _YEARS.sub(" ", said)) is False


def _allotted(fact: Fact) -> bool:
    """Whether a figure is what was allotted, or how much of an aim was reached: "100% chỉ tiêu"."""
    after = fact.sentence.text[fact.figure.end :]
    return _ALLOTTED.search(fact.own) is not None or _OF_AIM.match(after) is not None


def _part(fact: Fact, figures: int) -> float:
    """Whether a figure is a part ("trong đó, 40 khách") of which its clause does not say what part."""
    if figures < 2:
        return 0.0
    own = fact.own.replace(fact.figure.unit or " ", " ")
    said = _DIVIDES.sub(" ", own, count=1)
    return float(said != own and not bag(said).forms - FILLERS)


def _in_cell(look: Look, sentence: Sentence) -> float:
    """Whether a row of a table has a column for what is asked."""
    return float(cell_asked(look.asked, look.terms, sentence) is not None)


def _unitless(fact: Fact) -> str:
    own = own_words(fact)
    return own.replace(f" {fact.figure.unit} ", " ") if fact.figure.unit else own


def _ordered(out: list[Candidate]) -> list[Candidate]:
    return sorted(out, key=lambda one: (-one.score, one.document, one.sentence.start, _at(one)))


def _at(one: Candidate) -> int:
    return one.fact.figure.at if one.fact else 0
