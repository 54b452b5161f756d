"""Words are searched without their marks only where those with marks do not lead to a passage."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from index.analyzer import BARE
from index.build import build_index
from index.engine import Index, open_index
from index.lexical import Weighted
from index.weights import Weights
from ingest.store import Store
from tests.index_world import filled, hashing, put

ASKED = "tỷ lệ dân số tham gia bảo hiểm y tế năm 2021"
BY_HAND = "Chủ nhiệm hợp tác xã nghiệm thu kênh mương nội đồng, đắp bờ bao."
TYPED_BARE = (
    "CONG HOA XA HOI CHU NGHIA VIET NAM\n\nBAO CAO\n\n"
    "Chu nhiem hop tac xa nghiem thu kenh muong noi dong, dap bo bao.\n"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    where = tmp_path_factory.mktemp("store")
    put(where, filled() | {"go-tay": TYPED_BARE})
    with Store(where) as store:
        build_index(where, hashing(where), store)
    return open_index(where, hashing(where))


@pytest.fixture
def fields(index: Index) -> Iterator[list[set[str]]]:
    """The fields that each search by words has asked."""
    seen: list[set[str]] = []
    search = index._lexical.search

    def noting(terms: Weighted, k: int, documents: list[int] | None = None) -> list[tuple[int, float]]:
        seen.append({field for field, listed in terms.items() if listed})
        return search(terms, k, documents)

    with patch.object(index._lexical, "search", noting):
        yield seen


def test_a_question_whose_words_a_passage_holds_is_searched_with_its_marks(
    index: Index, fields: list[set[str]]
) -> None:
    hits = index.search(ASKED, mode="lexical")
    assert "bảo hiểm y tế" in hits[0].passage.text
    assert len(fields) == 1 and not fields[0] & BARE


def test_a_paper_typed_without_marks_is_found(index: Index, fields: list[set[str]]) -> None:
    hits = index.search(BY_HAND, mode="lexical")
    assert hits[0].passage.document == "go-tay"
    assert fields[-1] >= {"plain", "plain_pairs"}


def test_so_are_papers_by_a_question_that_is_searched_as_it_was_typed(index: Index) -> None:
    bare = index.understand("ty le dan so tham gia bao hiem y te", exact=True)
    assert bare.text == "ty le dan so tham gia bao hiem y te"
    hits = index.search_understood(bare, mode="lexical")
    assert "bảo hiểm y tế" in hits[0].passage.text


def test_all_fields_can_be_asked_at_once(index: Index, fields: list[set[str]]) -> None:
    index.weighted(Weights(bare=0.0)).search(ASKED, mode="lexical")
    assert len(fields) == 1 and fields[0] & BARE
