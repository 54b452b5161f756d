"""Which candidates are said, and when to say no.

A number is said only for the place and the year asked. Where no place is asked, or places are to be
compared, each document answers for itself. Confidence is a logistic of the candidate's score; its
slope and middle are fitted by ``python -m answer.calibrate``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answer import reasons
from answer.candidates import Candidate, Candidates, Look
from answer.central import central
from answer.citations import citations, cites, same_number
from answer.classes import class_told
from answer.codes import code_asked, codes_told
from answer.compared import of_one_thing, worded_otherwise
from answer.duties import duties_told
from answer.each_place import wanted_of
from answer.footnotes import listed_below
from answer.found import Found, Span
from answer.headed import organ_above
from answer.labelled import is_label, told_below
from answer.labels import mark_of
from answer.meaning import Nearness
from answer.narrowed import MARGIN, Fitting, Whose
from answer.phrases import states_figure
from answer.place import place_fits, told_for
from answer.question import Asked
from answer.quoting import announced, at_any_time, confidence, figure_of, nearest, passage_of, span_of, told
from answer.spans import best_span, named_after, offers
from answer.steps import times_told
from answer.tabled import cell_asked
from answer.topic import topic
from answer.under_heading import under_heading
from answer.usual_parts import usual_part
from answer.valued import value_told
from answer.weights import FACT_RANK
from answer.which_paper import kind_wanted, paper_told
from index.content import DocumentInfo, info_of
from index.types import Hit
from ingest.facts.sentences import Reading

AS_MUCH = 0.2  # of the question that a figure of the period asked for may hold less than the best
CLOSE = 1.0  # figures within this of the best may be the ones that count what is asked for
PART = "phần (điều, khoản, mục) quy định nội dung"
PASSAGES = 3  # of one place that tell of a task
RANKED = 0.35  # share of a question that the rank of its own thing holds; of another it lacks a telling word
BESIDE = 0.5  # beside a sure answer, other documents need so much of the threshold
NAMED = 5  # first sentences in which a name or a value is looked for
NEARLY = 0.8  # sentences within this of the best may hold the clearer answer
SPAN_WORTH = 0.5  # of a span's score, beside that of its sentence
ANNOUNCED = 5.0  # score of what follows "phương châm là:"
CHARGED = 3.0  # of the organ in whose section a sentence stands that names no other
# What holds so little of a question does not tell who or when, where a sentence that tells neither holds so
# much more of it.
_ASIDE, _SPEAKS = 0.2, 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Answers, best first, or the reason why there are none."""

    found: tuple[Found, ...]
    reason: str | None
    confidence: float = 0.0


def choose(
    look: Look,
    found: Candidates,
    infos: Sequence[DocumentInfo],
    threshold: float,
    nearness: Nearness | None = None,
) -> Verdict:
    """Choose among what the passages offer; ``nearness`` of texts to the question settles doubts."""
    asked, readings = look.asked, found.readings
    near = [info_of(reading.document) for reading in readings.values()]  # of others no candidate comes
    texts = {id: reading.document.text for id, reading in readings.items()}
    allowed = {info.id for info in near if place_fits(asked, info) or told_for(asked, info, texts[info.id])}
    if asked.cited and asked.kind == "which":  # the paper that is named may stand in another's text alone
        allowed |= {id for id, text in texts.items() if cites(text, asked.cited)}
    of_country = central(near) if asked.places else frozenset()
    meant = {id: reading for id, reading in readings.items() if id in allowed}
    general = {id: reading for id, reading in readings.items() if id in allowed | of_country}
    if told := _in_rows(look, meant) or class_told(look, general) or _under_name(look, found.hits, meant):
        return Verdict(tuple(told), None, told[0].score)
    if kind := kind_wanted(asked):
        return _paper(look, kind, found, general, threshold)
    fitting = Fitting(found, asked, allowed, of_country, nearness)
    # No document is of that place, and none of the whole country speaks of it.
    unknown = bool(asked.places) and not allowed and not any(place_fits(asked, info) for info in infos)
    if not unknown or fitting.facts or fitting.sentences:
        return _chosen(look, fitting, readings, threshold)
    return Verdict((), reasons.no_place(asked.places, infos))


def _under_name(look: Look, hits: Sequence[Hit], readings: Mapping[str, Reading]) -> list[Found]:
    """The parts of documents whose heading is what a question names: a part, or a body with its duties."""
    return (
        under_heading(look.asked, readings)
        or duties_told(look.asked, hits, readings)
        or usual_part(look, readings)
    )


def _in_rows(look: Look, readings: Mapping[str, Reading]) -> list[Found]:
    """What a table tells of the very thing that is asked for: its code, the time that it takes."""
    cited = look.asked.cited
    meant = {
        id: one for id, one in readings.items() if cited and same_number(one.document.number or "", cited)
    }
    return (
        codes_told(look, meant or readings) if code_asked(look.asked) else times_told(look, meant or readings)
    )


def _paper(
    look: Look, kind: str, found: Candidates, readings: Mapping[str, Reading], threshold: float
) -> Verdict:
    """The paper that is asked for: of a kind, or of any."""
    sentences = [one for one in found.sentences if one.document in readings]
    told = paper_told(look, kind, sentences, readings, threshold)
    if told:
        return Verdict(tuple(told), None, told[0].score)
    return Verdict((), reasons.not_stated_for(topic(look.asked), look.asked.places, None))


def _chosen(look: Look, fitting: Fitting, readings: Mapping[str, Reading], threshold: float) -> Verdict:
    asked = look.asked
    if asked.need is not None and not fitting.sentences:
        return Verdict((), reasons.not_held(asked.need.told, asked.places))
    if asked.kind == "content" and asked.cited:
        return _content(look, fitting.sentences, readings)
    if asked.kind in {"number", "rank"} or states_figure(look, fitting):
        facts, elsewhere = fitting.facts, fitting.elsewhere
        near = next((told(one, readings) for one in elsewhere if confidence(one) >= threshold), None)
        verdict = _numbers(look, facts, readings, threshold, near, fitting.whose)
        dated_otherwise = bool(facts) and facts[0].when < 0 and facts[0].own > 0.6
        if verdict.found or asked.explicit or not asked.weak or dated_otherwise:
            return verdict
    return _words(look, fitting.sentences, readings, threshold, fitting.whose)


def _numbers(
    look: Look,
    facts: Sequence[Candidate],
    readings: Mapping[str, Reading],
    threshold: float,
    near: str | None,
    whose: Whose,
) -> Verdict:
    asked = look.asked
    if not facts:
        return Verdict((), reasons.not_stated_for(topic(asked), asked.places, near or nearest(facts)))
    facts = _counting(facts)
    best = facts[0]
    if asked.kind == "rank" and best.own < RANKED and best.features["lost"] > RANKED:
        return Verdict((), reasons.not_stated_for(topic(asked), asked.places, near))
    sure = confidence(best)
    if best.when < 0:
        near_best = (one for one in facts if one.when >= 0 and one.own >= best.own - AS_MUCH)
        dated = max((confidence(one) for one in near_best), default=0.0)
        if dated < threshold and at_any_time(best) >= threshold:
            wanted = wanted_of(asked, readings[best.document].document).periods
            return Verdict((), reasons.other_period(topic(asked), wanted, asked.places, told(best)), dated)
        sure = dated
    if other := _only_of_another(facts) or _only_of_other_side(facts):
        near = nearest([other]) or near
    if sure < threshold or other:
        sure = min(sure, threshold / 2) if other else sure
        return Verdict((), reasons.not_stated_for(topic(asked), asked.places, near or nearest(facts)), sure)
    said = [one for one in facts if one.when >= 0 and confidence(one) >= threshold * BESIDE]
    kept = _one_a_document(said, threshold if asked.compare or not asked.places else None, whose)
    if asked.compare:
        kept += worded_otherwise(kept, facts, whose)
        kept = of_one_thing(kept, lambda one: readings[one.document].document.place)
    return Verdict(tuple(figure_of(look, one, readings) for one in kept), None, sure)


def _only_of_another(facts: Sequence[Candidate]) -> Candidate | None:
    """The figure that speaks most of the question, where it says something else of it ("giảm 0,4%" of what is
    left) and is the best, or the best one says much less."""
    most = max(facts, key=lambda one: one.score - FACT_RANK["foreign"] * one.features["foreign"])
    less = facts[0] is most or facts[0].own < most.own - AS_MUCH
    return most if most.features["foreign"] and less else None


def _only_of_other_side(facts: Sequence[Candidate]) -> Candidate | None:
    """The figure that speaks most of the question, but of the side that excludes what it names ("hộ nghèo"
    for "hộ cận nghèo"), where the best one says much less: nothing speaks of the side that is asked for."""
    most = max(facts, key=lambda one: one.score - FACT_RANK["contrary"] * one.features["sided"])
    less = facts[0].sentence is not most.sentence and facts[0].own < most.own - AS_MUCH / 2
    return most if most.features["sided"] and less else None


def _counting(facts: Sequence[Candidate]) -> Sequence[Candidate]:
    """The figures without those at the front that count another thing than is asked for, where one of the
    same sentence or row that counts it comes close: beside numbers and their share, the share."""
    best = facts[0]
    for at, one in enumerate(facts):
        if one.score < best.score - CLOSE * (1 + one.features["unit"]) or one.sentence is not best.sentence:
            break
        if not one.features["uncounted"]:
            return facts[at:]
    return facts


def _one_a_document(
    said: Iterable[Candidate], sure: float | None = None, whose: Whose = lambda one: (one.document,)
) -> list[Candidate]:
    """The best of each document that comes close to the best of all; where places are compared, also
    each that is ``sure`` by itself, because another place may word its indicator otherwise."""
    kept: dict[tuple[str, ...], Candidate] = {}
    for one in said:
        kept.setdefault(whose(one), one)
    ranked = list(kept.values())
    floor = ranked[0].score - MARGIN if ranked else 0.0
    if sum(len(answers) > 1 for answers in kept) > 1:  # one document tells of several places
        ranked = [one for one in ranked if one.score >= floor or len(whose(one)) > 1]
    return [one for one in ranked if one.score >= floor or (sure is not None and confidence(one) >= sure)]


def _words(
    look: Look,
    sentences: Sequence[Candidate],
    readings: Mapping[str, Reading],
    threshold: float,
    whose: Whose,
) -> Verdict:
    asked, speaks = look.asked, max((one.own for one in sentences), default=0.0)
    if asked.kind in {"who", "when"}:  # a sentence that names nobody and no time answers neither
        sentences = [one for one in sentences if _offers(look, one, readings) and not _of_another(look, one)]
    if not sentences or (sentences[0].own < _ASIDE and speaks > _ASIDE + _SPEAKS):
        return Verdict((), reasons.not_stated_for(topic(asked), asked.places, None))
    best = sentences[0]
    sure = confidence(best)
    if sure < threshold:
        return Verdict((), reasons.not_stated_for(topic(asked), asked.places, None), sure)
    each = asked.compare and len(asked.places) > 1  # beside a sure answer each place is told
    said = [one for one in sentences if confidence(one) >= threshold * (BESIDE if each else 1.0)]
    if valued := _valued(look, said, readings):
        return Verdict((valued,), None, sure)
    if asked.kind == "task":
        named = [] if asked.explicit else _named(look, said, readings)
        if named:
            return Verdict((named[0],), None, sure)
        kept = _passages(said) if asked.places else _one_a_document(said)
        return Verdict(tuple(passage_of(one, readings) for one in kept), None, sure)
    if asked.label:
        return _marks(asked, _one_a_document(said)[:3], readings, sure)
    ranked = _by_span(look, said, readings)
    kept = _one_a_document(ranked, threshold * (BESIDE if each else 1.0) if asked.compare else None, whose)
    kept = kept if asked.compare else kept[:3]
    return Verdict(tuple(span_of(look, one, readings) for one in kept), None, sure)


def _offers(look: Look, one: Candidate, readings: Mapping[str, Reading]) -> bool:
    """Whether a sentence names anyone, or any time, itself or by its heading or its cells."""
    return (
        offers(look.asked, look.terms, one.sentence.text)
        or told_below(look.asked, one.sentence, readings[one.document]) is not None
        or organ_above(look.asked, one.sentence, readings[one.document]) is not None
        or cell_asked(look.asked, look.terms, one.sentence) is not None
    )


def _of_another(look: Look, one: Candidate) -> bool:
    """Whether a sentence says of the line above who does it, or is a basis whose day is that of a paper."""
    if look.asked.kind == "who":
        return is_label(one.sentence)
    return bool(one.features["titular"]) and look.asked.cited is None


def _marks(asked: Asked, said: Sequence[Candidate], readings: Mapping[str, Reading], sure: float) -> Verdict:
    """The marks of the parts that hold the first sentences: "Điều 4"."""
    found = []
    for one in said:
        mark = mark_of(asked, one.sentence, readings[one.document])
        if mark:
            quote = mark[0], max(mark[1], one.sentence.end)
            found.append(Found(readings[one.document].document, mark, quote, confidence(one)))
    return Verdict(tuple(found), None if found else reasons.not_held(PART, asked.places), sure)


def _passages(said: Sequence[Candidate]) -> list[Candidate]:
    """Of one place: the first passages that come close to the best, each once."""
    kept: dict[tuple[str, int], Candidate] = {}
    for one in said:
        if one.score >= said[0].score - MARGIN:
            kept.setdefault((one.document, one.sentence.paragraph[0]), one)
    return list(kept.values())[:PASSAGES]


def _valued(look: Look, said: list[Candidate], readings: Mapping[str, Reading]) -> Found | None:
    """The value behind the label that a question opens with ("mã"), in the first of the texts with one."""
    for one in said[:NAMED]:
        if span := value_told(look.asked, look.terms, one.sentence.text):
            quote = one.sentence.start, one.sentence.end
            return Found(readings[one.document].document, one.sentence.span(*span), quote, confidence(one))
    return None


def _named(look: Look, said: list[Candidate], readings: Mapping[str, Reading]) -> list[Found]:
    """A bare phrase may name what a list or a name right after its words answers: "3 trụ cột …"."""
    found = []
    for one in said[:NAMED]:
        span = named_after(look.asked, look.terms, one.sentence.text)
        if span and one.score > said[0].score - NEARLY:
            document = readings[one.document].document
            quote = one.sentence.start, one.sentence.end
            found.append(Found(document, one.sentence.span(*span), quote, confidence(one)))
    return found


def _by_span(look: Look, said: list[Candidate], readings: Mapping[str, Reading]) -> list[Candidate]:
    """The first sentences again, those first in which the answer itself stands out; where places are
    compared, of each document."""
    if look.asked.compare and look.asked.places:
        close = _close_to_their_best(said)
    else:
        close = [one for one in said[:8] if one.score > said[0].score - NEARLY]
    worth = {id(one): one.score + SPAN_WORTH * _span_score(look, one, readings) for one in close}
    ranked = sorted(close, key=lambda one: (-worth[id(one)], one.document, one.sentence.start))
    return [*ranked, *(one for one in said if id(one) not in worth)]


def _close_to_their_best(said: list[Candidate]) -> list[Candidate]:
    """Of each document the sentences near its own best one."""
    best: dict[str, float] = {}
    for one in said:
        best.setdefault(one.document, one.score)
    return [one for one in said[: 8 * len(best)] if one.score > best[one.document] - NEARLY]


def _span_score(look: Look, one: Candidate, readings: Mapping[str, Reading]) -> float:
    """How well the best span of a sentence answers; what a colon announces stands in the next one, and
    a cell under the heading that is asked for, or the organ in the heading above, is the answer itself."""
    if announced(look, one, readings[one.document]) is not None:
        return ANNOUNCED
    if cell_asked(look.asked, look.terms, one.sentence) is not None:
        return ANNOUNCED
    if told_below(look.asked, one.sentence, readings[one.document]) is not None:
        return ANNOUNCED
    if listed_below(look.asked, one.sentence.text, one.sentence.end, readings[one.document]) is not None:
        return ANNOUNCED
    if organ_above(look.asked, one.sentence, readings[one.document]) is not None:
        return CHARGED
    return best_span(look.asked, look.terms, one.sentence.text)[1]


def _content(look: Look, sentences: Sequence[Candidate], readings: Mapping[str, Reading]) -> Verdict:
    """What a cited document is about."""
    number = look.asked.cited or ""
    found: list[Found] = []
    for id in dict.fromkeys(one.document for one in sentences):
        document = readings[id].document
        topics = [
            (cited.topic, cited.span)
            for cited in citations(document.text)
            if cited.topic and same_number(cited.number, number)
        ]
        if topics:
            topic, span = max(topics, key=lambda one: one[0][0] > one[1][0])  # "về …" before "theo …"
            quote = _sentence_around(readings[id], topic, span)
            found.append(Found(document, topic, quote, 0.9))
    return Verdict(tuple(found), None if found else reasons.number_unknown(number), 0.9 if found else 0.0)


def _sentence_around(reading: Reading, topic: Span, span: Span) -> Span:
    low, high = min(topic[0], span[0]), max(topic[1], span[1])
    around = reading.within(low, high)
    return min(one.start for one in around), max(one.end for one in around)
