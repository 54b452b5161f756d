"""Candidates read again for their meaning: only in doubt, only beside the best, and nothing read twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from answer import meaning
from answer.candidates import Candidate
from answer.engine import Engine
from answer.meaning import Meanings, Nearness, by_meaning
from answer.quoting import confidence
from index.vectors import Vectors
from ingest.document import parse
from ingest.facts.sentences import Reading
from tests.answer_world import MORE_PAPERS
from tests.index_world import made

_TEXT = "Trồng rừng ở vùng cao.\n\nMở lớp dạy nghề cho thanh niên.\n\nSửa đường liên bản."
PLANTS, TEACHES, MENDS = Reading(parse(_TEXT, id="thu", source="thu.txt")).sentences
DOUBTFUL, SURE = 0.4, 5.0  # of the feature "strength" of a sentence


def candidate(sentence: object, score: float, strength: float = DOUBTFUL, document: str = "thu") -> Candidate:
    return Candidate(document, sentence, None, {"strength": strength, "leading": 1.0}, score)  # type: ignore[arg-type]


def nearest_to(word: str, asked: list[str] | None = None) -> Nearness:
    def nearness(texts: Sequence[str]) -> list[float]:
        (asked if asked is not None else []).extend(texts)
        return [0.9 if word in text else 0.7 for text in texts]

    return nearness


def test_what_is_nearer_in_meaning_comes_first_where_words_leave_a_doubt() -> None:
    found = [candidate(PLANTS, 3.0), candidate(TEACHES, 2.5), candidate(MENDS, 2.4)]
    again = by_meaning(found, nearest_to("dạy nghề"))
    assert [one.sentence for one in again] == [TEACHES, PLANTS, MENDS]


def test_it_is_as_sure_as_its_words_made_it() -> None:
    found = [candidate(PLANTS, 3.0), candidate(TEACHES, 2.5)]
    assert confidence(by_meaning(found, nearest_to("dạy nghề"))[0]) == confidence(found[1])


def test_a_sure_candidate_is_not_doubted() -> None:
    asked: list[str] = []
    found = [candidate(PLANTS, 3.0, SURE), candidate(TEACHES, 2.9)]
    assert confidence(found[0]) > meaning.SURE
    assert by_meaning(found, nearest_to("dạy nghề", asked)) == found
    assert not asked


@pytest.mark.parametrize(
    "other",
    [
        candidate(TEACHES, 3.0 - meaning.CLOSE - 0.1),  # far behind
        candidate(TEACHES, 2.9, -2.0),  # its words leave next to nothing to answer with
    ],
)
def test_what_words_speak_against_is_left_where_it_is(other: Candidate) -> None:
    found = [candidate(PLANTS, 3.0), other]
    assert confidence(found[0]) < meaning.SURE
    assert by_meaning(found, nearest_to("dạy nghề")) == found


@pytest.mark.parametrize(
    "worse", [{"unit": 0.2}, {"unit": 1.0, "contrary": 1.0}, {"unit": 1.0, "foreign": 1.0}]
)
def test_what_counts_another_thing_is_left_where_it_is(worse: dict[str, float]) -> None:
    told = {"strength": DOUBTFUL, "leading": 1.0}
    sums = replace(candidate(PLANTS, 3.0), features={**told, "unit": 1.0})
    share = replace(candidate(TEACHES, 2.9), features={**told, **worse})
    assert by_meaning([sums, share], nearest_to("dạy nghề")) == [sums, share]
    assert by_meaning([share, sums], nearest_to("Trồng rừng"))[0] == sums


def test_what_counts_another_thing_gains_nothing_by_the_dispute_of_others() -> None:
    told = {"strength": DOUBTFUL, "leading": 1.0, "unit": 1.0}
    first, nearer = (
        replace(candidate(one, score), features=told) for one, score in ((PLANTS, 3.0), (TEACHES, 1.5))
    )
    share = replace(candidate(MENDS, 2.9), features={**told, "unit": 0.2})
    assert by_meaning([first, share, nearer], nearest_to("dạy nghề"))[0] == nearer
    assert by_meaning([first, share, nearer], nearest_to("Trồng rừng"))[0] == first


def test_of_documents_side_by_side_each_is_read_again() -> None:
    found = [
        candidate(PLANTS, 3.0, SURE, "mot"),
        candidate(PLANTS, -1.0, DOUBTFUL, "hai"),
        candidate(TEACHES, -1.2, DOUBTFUL, "hai"),
    ]
    again = by_meaning(found, nearest_to("dạy nghề"), each=True)
    assert [(one.document, one.sentence) for one in again] == [
        ("mot", PLANTS),
        ("hai", TEACHES),
        ("hai", PLANTS),
    ]
    assert by_meaning(found, nearest_to("dạy nghề")) == found


class Counting:
    """An encoder's index that counts what it encodes."""

    def __init__(self) -> None:
        self.encoder = self
        self.encoded: list[str] = []

    def encode_query(self, _: str) -> Vectors:
        return np.array([1.0, 0.0], np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return np.array([[len(text) / 10, 1.0] for text in texts], np.float32)


@pytest.fixture
def counting() -> Counting:
    return Counting()


def test_a_text_is_encoded_once(counting: Counting) -> None:
    meanings = Meanings(counting)  # type: ignore[arg-type]
    assert meanings.nearness("hỏi", ["một", "một hai", "một"]) == pytest.approx([0.3, 0.7, 0.3])
    assert meanings.nearness("khác", ["một hai", "ba"]) == pytest.approx([0.7, 0.2])
    assert counting.encoded == ["một", "một hai", "ba"]
    assert meanings.nearness("hỏi", []) == []


def test_what_is_kept_is_bounded(counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "KEPT", 2)
    meanings = Meanings(counting)  # type: ignore[arg-type]
    for text in ("một", "hai", "một", "ba", "một", "hai"):
        meanings.nearness("hỏi", [text])
    assert counting.encoded == ["một", "hai", "ba", "hai"]


def test_words_alone_ask_no_encoder(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = Engine(made(tmp_path_factory.mktemp("store"), MORE_PAPERS), 0.5)
    asked: list[str] = []

    def none_near(question: str, texts: Sequence[str]) -> list[float]:
        asked.append(question)
        return [0.0] * len(texts)

    engine.nearness = none_near
    question = "Huyện Suối Bạc lo cho con nít đi học lớp lá tới đâu rồi?"
    engine.answer(question, mode="lexical")
    assert not asked
    engine.answer(question)
    assert asked
