"""Words that recognition misread ("Phân đầu", "Cùng cố") are found by questions that spell them rightly."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build_index
from index.engine import Index, open_index
from ingest.store import Store
from tests.index_world import filled, hashing, paper, put

RIGHT = (
    "Phấn đấu sửa chữa mười hai nhà văn hóa thôn.",
    "Củng cố đội ngũ cộng tác viên dân số ở các bản vùng cao.",
)
MISREAD = (
    "Phân đầu sửa chửa mười hai nhà văn hoá thôn.",
    "Cùng cố đội ngủ cộng tác viên dân sô ở các bán vùng cao.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    store = tmp_path_factory.mktemp("misread")
    put(store, {**filled(), "quet": paper(900, 2023, "Núi Cấm", *MISREAD)})
    with Store(store) as source:
        build_index(store, hashing(store), source)
    return open_index(store, hashing(store))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Phấn đấu sửa chữa bao nhiêu nhà văn hóa thôn?", MISREAD[0]),
        ("Củng cố đội ngũ cộng tác viên dân số", MISREAD[1]),
        ("phấn đấu sửa chữa", MISREAD[0]),
        ("củng cố đội ngũ", MISREAD[1]),
        ("cung co doi ngu cong tac vien", MISREAD[1]),
    ],
)
def test_a_question_spelt_rightly_finds_what_was_misread(index: Index, question: str, said: str) -> None:
    found = index.search(question, 3)
    assert found and found[0].passage.document == "quet"
    assert said in " ".join(hit.passage.text for hit in found if hit.passage.document == "quet")


def test_the_right_spelling_beside_it_comes_first(tmp_path: Path) -> None:
    put(tmp_path, {"dung": paper(1, 2023, "Biển Hồ", *RIGHT), "quet": paper(2, 2023, "Biển Hồ", *MISREAD)})
    with Store(tmp_path) as source:
        build_index(tmp_path, hashing(tmp_path), source)
    found = open_index(tmp_path, hashing(tmp_path)).search("Củng cố đội ngũ cộng tác viên dân số", 4)
    documents = list(dict.fromkeys(hit.passage.document for hit in found))
    assert documents == ["dung", "quet"]
