"""A question whose words no passage holds is encoded for what it is about, too; others as they are."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest

from index.engine import Index
from index.evidence import telling
from index.gist import between, gist, is_thin
from index.types import Understood
from index.vectors import Vectors
from index.weights import Weights
from tests.index_world import filled, made


@pytest.mark.parametrize(
    ("question", "places", "about"),
    [
        ("Năm 2023 Lam Hồng lo việc làm cho bao nhiêu người?", ["Lam Hồng"], "lo việc làm cho"),
        ("Tỉnh Núi Cấm giai đoạn 2021-2025 dẹp rác ra sao", ["Núi Cấm"], "dẹp rác"),
        ("chỉ tiêu hộ nghèo của huyện Suối Bạc năm 2024", ["Suối Bạc"], "hộ nghèo"),
        ("Ai?", [], ""),
        ("dọn sạch kênh rạch " * 20, [], ""),  # too long to be about one thing
    ],
)
def test_the_gist_of_a_question_is_what_remains_without_place_year_and_asking(
    question: str, places: list[str], about: str
) -> None:
    assert gist(question, places) == about


def test_a_question_is_thin_where_no_passage_holds_its_telling_words() -> None:
    wanted = {"bảo": 1.0, "hiểm": 1.0, "thẻ": 4.0}
    assert is_thin(wanted, [frozenset(("bảo", "hiểm", "y", "tế"))], 0.5)
    assert not is_thin(wanted, [frozenset(("bảo", "hiểm")), frozenset(("thẻ",))], 0.5)
    assert is_thin(wanted, [], 0.5)
    assert not is_thin({}, [], 0.5)


def test_between_two_vectors_lies_a_unit_vector_equally_near_both() -> None:
    one, other = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
    middle = between(one, other)
    assert np.linalg.norm(middle) == pytest.approx(1.0)
    assert middle @ one == pytest.approx(float(middle @ other))


def test_places_and_digits_tell_nothing() -> None:
    asked = Understood("", "bảo hiểm y tế Núi Cấm 2023", places=("Núi Cấm",), years=(2023,))
    assert list(telling(asked, lambda _: 1, 10)) == ["bảo", "hiểm", "y", "tế"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return made(tmp_path_factory.mktemp("store"), filled())


@pytest.fixture
def encoded(index: Index) -> Iterator[list[str]]:
    """The texts that a search has encoded."""
    seen: list[str] = []
    encode = index.encode_query

    def noting(text: str) -> Vectors:
        seen.append(text)
        return encode(text)

    with patch.object(index, "encode_query", noting):
        yield seen


def test_only_a_question_that_no_passage_words_is_encoded_for_its_gist(
    index: Index, encoded: list[str]
) -> None:
    index.search("Núi Cấm năm 2021 lo thẻ khám bệnh cho bao nhiêu bà con")
    assert len(encoded) == 2
    assert "Núi Cấm" in encoded[0] and "Núi Cấm" not in encoded[1]
    encoded.clear()
    index.search("tỷ lệ dân số tham gia bảo hiểm y tế Núi Cấm năm 2021")
    assert len(encoded) == 1


@pytest.mark.parametrize("mode", ["dense", "lexical"])
def test_a_single_retriever_is_asked_the_question_as_it_is(
    index: Index, encoded: list[str], mode: str
) -> None:
    index.search("Núi Cấm năm 2021 lo thẻ khám bệnh cho bao nhiêu bà con", mode=mode)  # type: ignore[arg-type]
    assert len(encoded) == (1 if mode == "dense" else 0)


def test_it_can_be_switched_off(index: Index, encoded: list[str]) -> None:
    index.weighted(Weights(thin=0.0)).search("Núi Cấm năm 2021 lo thẻ khám bệnh cho bao nhiêu bà con")
    assert len(encoded) == 1
