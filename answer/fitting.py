"""How the weights of :mod:`answer.weights` are found: ``python -m answer.calibrate --fit``.

Rankings (figures, sentences, spans): a conditional logit. Of the candidates of one question the right
ones should win; the penalty pulls each weight towards what the field knows before (``PRIOR``), and
signs that would make no sense (a missing idea that helps) are kept out. Confidence: a logistic of the
winner's features against "has the question an answer at all"; a wrong winner of an answerable question
counts less, and questions without an answer, which are few, are given weight together.

Every figure that is printed is out of sample: five folds by a checksum of the question's text, each
scored with weights fitted on the other four. All judged questions at hand are pooled, those that were
looked at during development and those that were not; the weights that are kept are those of the pool.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from answer import weights
from answer.calibrate import holds
from answer.candidates import Candidate, Look, fact_candidates, sentence_candidates
from answer.elsewhere import parted
from answer.engine import DEPTH, Engine
from answer.place import place_fits
from answer.question import analyse
from answer.spans import judged
from answer.terms import terms
from ingest.facts.words import fold

FOLDS = 5
PULL = 0.01  # towards the prior, per weight
SURE_PULL = 0.003
DOUBT = 0.3  # what the wrong winner of an answerable question counts
REFUSALS = 0.5  # what all unanswerable questions count, beside the answerable ones
PRIOR: Mapping[str, Mapping[str, float]] = {
    "FACT_RANK": {
        "covered": 2, "own": 2, "precise": 1, "leaves_out": -3, "unit": 2, "miscounted": -2, "misdated": -2,
        "status": 1, "ordinal": -2, "contrary": -2, "retrieval": 1, "behind": -1, "rival": -0.5,
        "titular": -1, "direction": 0.5,
    },
    "SENTENCE_RANK": {
        "covered": 2, "own": 1.5, "precise": 1, "defines": 6, "retrieval": 1, "misdated": -0.5,
        "titular": -1.5,
    },
    "SPAN_RANK": {
        "source": 2, "type": 2, "left": 1.5, "right_who": 1.5, "new": 0.5, "said": -2, "led": 1, "long": -2,
        "broken": -2, "figure": -1.5, "opens": -1.5, "closed": 1, "list": 0.5, "entire": -1, "named": 0.5,
        "cut": -1.5, "bracket": -1, "loose": -1.5, "subject": 1, "charged": 1, "helping": -1, "sort": 1,
        "does": 1.2, "quoted": 0.5, "enclosed": 0.3, "mixed": -1, "predicate": 1.5, "bound": 1,
        "counted": 2, "classed": 1.5, "clause": 1, "beyond": 1,
    },
    "FACT_SURE": {"misdated": -5, "elsewhere": -3, "uncounted": -3, "contrary": -2, "unnamed": -2},
    "SENTENCE_SURE": {"misdated": -1.5},
}  # fmt: skip
AGAINST = frozenset(
    {
        "leaves_out",
        "miscounted",
        "misdated",
        "ordinal",
        "contrary",
        "missing",
        "absent",
        "lacking",
        "unnamed",
        "rival",
        "titular",
        "lost",
        "elsewhere",
        "uncounted",
    }
) | {
    "behind",
    "said",
    "long",
    "broken",
    "figure",
    "opens",
    "entire",
    "cut",
    "bracket",
    "loose",
    "helping",
    "mixed",
}
EITHER = frozenset({"defines", "right", "left_who", "inside"})

Row = Mapping[str, Any]
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates of one question: their features, which of them are right, which won."""

    question: str
    answerable: bool
    features: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]

    @property
    def fold(self) -> int:
        return zlib.crc32(self.question.encode("utf-8")) % FOLDS


def report(sets: Sequence[tuple[Engine, Sequence[Row]]]) -> Iterator[str]:
    """Lines to print: for each table the share right out of sample, and the weights of the pool."""
    tables: tuple[tuple[str, str, Callable[[Engine, Row], Group | None]], ...] = (
        ("FACT_RANK", "FACT_SURE", figure_group),
        ("SENTENCE_RANK", "SENTENCE_SURE", sentence_group),
        ("SPAN_RANK", "", span_group),
    )
    for rank, sure, grouped in tables:
        groups = [one for engine, rows in sets for row in rows if (one := grouped(engine, row))]
        decided = [one for one in groups if any(one.right)]
        names = list(getattr(weights, rank))
        right = out_of_sample(decided, rank, names)
        yield f"{rank}: right out of sample {right:.3f} of {len(decided)}"
        fitted = fit_ranking(decided, rank, names)
        yield str({name: round(worth, 2) for name, worth in fitted.items()})
        if sure:
            names = [name for name in getattr(weights, sure) if name]
            winners = [(one, _winner(one, fitted)) for one in groups if one.features]
            yield f"{sure}: { {n: round(w, 2) for n, w in fit_sure(winners, sure, names).items()}!s}"


def out_of_sample(groups: Sequence[Group], table: str, names: Sequence[str]) -> float:
    """Share of groups whose winner is right, each fold with weights of the other folds."""
    good = 0
    for fold_at in range(FOLDS):
        fitted = fit_ranking([one for one in groups if one.fold != fold_at], table, names)
        good += sum(one.right[_winner(one, fitted)] for one in groups if one.fold == fold_at)
    return good / max(1, len(groups))


def fit_ranking(groups: Sequence[Group], table: str, names: Sequence[str]) -> dict[str, float]:
    """Weights under which the right candidates win; each group holds at least one of them."""
    data = [(_matrix(one.features, names), np.array(one.right, float)) for one in groups]
    prior = np.array([PRIOR[table].get(name, 0.0) for name in names])

    def loss(at: Vector) -> tuple[float, Vector]:
        total, slope = 0.0, np.zeros(len(names))
        for rows, right in data:
            scores = rows @ at
            share = np.exp(scores - scores.max())
            share /= share.sum()
            good = float((share * right).sum()) + 1e-12
            total -= float(np.log(good))
            slope -= rows.T @ (share * right / good - share)
        size = max(1, len(data))
        pull = at - prior
        return total / size + PULL * float(pull @ pull), slope / size + 2 * PULL * pull

    return _minimum(loss, prior, names)


def fit_sure(winners: Sequence[tuple[Group, int]], table: str, names: Sequence[str]) -> dict[str, float]:
    """Weights and constant (``""``) of the confidence that a question's winner answers it."""
    rows = _matrix([one.features[at] for one, at in winners], names)
    rows = np.hstack([rows, np.ones((len(winners), 1))])
    able = np.array([one.answerable for one, _ in winners], float)
    count = np.array([1.0 if one.right[at] else DOUBT if one.answerable else 0.0 for one, at in winners])
    count[able == 0] = REFUSALS * count.sum() / max(1.0, float((1 - able).sum()))
    prior = np.array([*(PRIOR[table].get(name, 0.0) for name in names), 0.0])

    def loss(at: Vector) -> tuple[float, Vector]:
        share = 1 / (1 + np.exp(-(rows @ at)))
        told = able * np.log(share + 1e-9) + (1 - able) * np.log(1 - share + 1e-9)
        pull = at - prior
        pull[-1] = 0.0
        slope = rows.T @ (count * (share - able)) / count.sum()
        value = -float((count * told).sum() / count.sum()) + SURE_PULL * float(pull @ pull)
        return value, slope + 2 * SURE_PULL * pull

    return _minimum(loss, prior, [*names, ""])


def figure_group(engine: Engine, row: Row) -> Group | None:
    """The figures that may answer a question that asks for one."""
    look, figures, _ = candidates(engine, row["question"])
    if look.asked.kind not in {"number", "rank"} or not figures:
        return None
    right = tuple(_exact(row, one.document, one.fact.text if one.fact else "") for one in figures)
    return Group(row["question"], bool(row["evidence"]), tuple(one.features for one in figures), right)


def sentence_group(engine: Engine, row: Row) -> Group | None:
    """The sentences that may answer a question for something else than a figure."""
    look, _, sentences = candidates(engine, row["question"])
    asked = look.asked
    figure = asked.kind in {"number", "rank"} and (asked.explicit or not asked.weak)
    if figure or asked.kind in {"meta", "content"} or not sentences:
        return None
    right = tuple(_evident(row, one) for one in sentences)
    return Group(row["question"], bool(row["evidence"]), tuple(one.features for one in sentences), right)


def span_group(engine: Engine, row: Row) -> Group | None:
    """The spans of the sentence that holds the evidence, where a short answer is expected."""
    look, _, sentences = candidates(engine, row["question"])
    if look.asked.kind in {"meta", "content", "number", "rank"} or not row.get("answer"):
        return None
    one = next((one for one in sentences if _evident(row, one)), None)
    if one is None:
        return None
    found = judged(look.asked, look.terms, one.sentence.text)
    right = tuple(_exact(row, one.document, one.sentence.text[slice(*span)]) for span, _ in found)
    return Group(row["question"], True, tuple(features for _, features in found), right)


def candidates(engine: Engine, question: str) -> tuple[Look, list[Candidate], list[Candidate]]:
    """Figures and sentences that the engine would weigh for a question, of fitting places only."""
    understood = engine.understand(question)
    hits = engine.index.search_understood(understood, DEPTH)
    asked = analyse(understood)
    bare = any(change.kind == "diacritics" for change in understood.changes)
    look = Look(asked, terms(asked, engine.weights, bare), engine.weights)
    readings = {hit.passage.document: engine.reading(hit.passage.document) for hit in hits}
    fit = {info.id for info in engine.index.documents() if place_fits(asked, info)}
    figures, _ = parted(fact_candidates(look, hits, readings), fit)
    sentences, _ = parted(sentence_candidates(look, hits, readings), fit)
    return look, figures, sentences


def _exact(row: Row, document: str, given: str) -> bool:
    """Whether a text is the short answer that a document is expected to give."""
    wanted = [one["answer"] for one in row.get("answers") or [] if one["doc"] == document]
    if row.get("answer") and document in {one["doc"] for one in row["evidence"]}:
        wanted.append(row["answer"])
    return any(len(given) <= max(3 * len(one), 40) and holds(given, one) for one in wanted)


def _evident(row: Row, one: Candidate) -> bool:
    text = fold(one.sentence.text)
    quotes = (fold(own["quote"]) for own in row["evidence"] if own["doc"] == one.document)
    return any(quote[:50] in text or text in quote for quote in quotes)


def _winner(group: Group, fitted: Mapping[str, float]) -> int:
    scores = [weights.weighed(fitted, features) for features in group.features]
    return max(range(len(scores)), key=lambda at: scores[at])


def _matrix(features: Sequence[Mapping[str, float]], names: Sequence[str]) -> Vector:
    return np.array([[one.get(name, 0.0) for name in names] for one in features], float)


def _minimum(
    loss: Callable[[Vector], tuple[float, Vector]], start: Vector, names: Sequence[str]
) -> dict[str, float]:
    bounds = [
        (None, None) if name in EITHER or not name else (None, 0) if name in AGAINST else (0, None)
        for name in names
    ]
    found = minimize(loss, start.copy(), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: float(worth) for name, worth in zip(names, found.x, strict=True)}
