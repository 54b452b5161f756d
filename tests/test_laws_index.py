"""Search is a function: what an index answers depends on its documents and the question alone."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Index
from index.filters import matching
from index.types import MODES, Hit, Mode
from tests.index_world import FORMS, build, filled, made, opened, put

WORDS = sorted({word for form in FORMS for word in form.replace("{}", "2,3%").split()})
QUESTIONS = st.lists(
    st.sampled_from([*WORDS, "năm 2022", "Núi Cấm", "ho ngheo", "BHYT"]), min_size=1, max_size=6
)
ASKED = ("bảo hiểm y tế", "hộ nghèo Núi Cấm 2021", "duong lien xa", "Quyết định số 121/QĐ-UBND", "giáo viên")

PROBE = """
import json, sys
from pathlib import Path
from tests.index_world import opened
index = opened(Path(sys.argv[1]))
print(json.dumps([[(h.passage.id, h.score) for h in index.search(q, 20, m)]
                  for q in json.loads(sys.argv[2]) for m in ("hybrid", "dense", "lexical")]))
"""


def ids(hits: list[Hit]) -> list[tuple[str, float]]:
    return [(hit.passage.id, hit.score) for hit in hits]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laws")
    made(folder, filled())
    return folder


@pytest.fixture(scope="module")
def index(store: Path) -> Index:
    return opened(store)


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The same papers, ingested in another order and indexed in three steps."""
    folder = tmp_path_factory.mktemp("shuffled")
    texts = list(filled().items())
    random.Random(5).shuffle(texts)
    for part in (texts[:3], texts[3:9], texts[9:]):
        put(folder, dict(part))
        build(folder)
    return opened(folder)


@given(QUESTIONS, st.sampled_from(MODES), st.integers(1, 80))
def test_the_order_of_ingest_changes_nothing(
    index: Index, shuffled: Index, words: list[str], mode: Mode, k: int
) -> None:
    question = " ".join(words)
    assert index.search(question, k, mode) == shuffled.search(question, k, mode)


@given(QUESTIONS, st.sampled_from(MODES))
@settings(max_examples=15)
def test_asking_again_or_opening_again_changes_nothing(store: Path, words: list[str], mode: Mode) -> None:
    question = " ".join(words)
    assert opened(store).search(question, 15, mode) == opened(store).search(question, 15, mode)


def test_the_hash_seed_changes_nothing(store: Path, index: Index) -> None:
    """Three processes with other seeds, and this one, say the same to the last digit."""
    command = [sys.executable, "-c", PROBE, str(store), json.dumps(ASKED)]
    for seed in ("0", "1", "4321"):
        said = json.loads(subprocess.check_output(command, env={**os.environ, "PYTHONHASHSEED": seed}))
        here = [ids(index.search(question, 20, mode)) for question in ASKED for mode in MODES]
        assert [[tuple(pair) for pair in hits] for hits in said] == here


@given(st.lists(QUESTIONS, min_size=2, max_size=5), st.randoms())
def test_the_order_of_questions_changes_nothing(
    index: Index, asked: list[list[str]], order: random.Random
) -> None:
    questions = [" ".join(words) for words in asked]
    before = {question: index.search(question) for question in questions}
    order.shuffle(questions)
    assert all(index.search(question) == before[question] for question in questions)


@given(QUESTIONS, st.sampled_from(MODES), st.integers(1, 60), st.integers(1, 60))
def test_fewer_hits_are_the_beginning_of_more(
    index: Index, words: list[str], mode: Mode, few: int, many: int
) -> None:
    question, few, many = " ".join(words), min(few, many), max(few, many)
    assert index.search(question, few, mode) == index.search(question, many, mode)[:few]


@given(QUESTIONS, st.sampled_from(MODES))
def test_ties_break_by_id(index: Index, words: list[str], mode: Mode) -> None:
    hits = ids(index.search(" ".join(words), 60, mode))
    assert hits == sorted(hits, key=lambda pair: (-pair[1], pair[0]))


def test_the_same_sentence_in_many_papers_ties(index: Index) -> None:
    """Headings apart, whole articles repeat: the law above is not empty."""
    scores = [hit.score for mode in MODES for hit in index.search("hộ nghèo", 60, mode)]
    assert len(set(scores)) < len(scores)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "year": st.lists(st.sampled_from(["2020", "2022", "2031"]), min_size=1).map(tuple),
        "place": st.lists(st.sampled_from(["Núi Cấm", "song lam", "Đảo Yến"]), min_size=1).map(tuple),
        "document": st.lists(st.sampled_from(["van-ban-1-2022", "van-ban-0-2020"]), min_size=1).map(tuple),
    },
)


@given(QUESTIONS, st.sampled_from(MODES), FILTERS, st.integers(1, 80))
@settings(max_examples=60)
def test_filters_never_leak_and_never_lose(
    index: Index, words: list[str], mode: Mode, filters: dict[str, tuple[str, ...]], k: int
) -> None:
    """All hits pass; and as many come as there are passages that pass (and, for lexical, match)."""
    question = " ".join(words)
    hits = index.search(question, k, mode, filters)
    ordinals = matching(index.documents(), filters)
    passing = {info.id for i, info in enumerate(index.documents()) if ordinals is None or i in ordinals}
    assert {hit.passage.document for hit in hits} <= passing
    if mode == "lexical":
        everything = index.search(question, index.size, mode)
        assert len(hits) == min(k, sum(hit.passage.document in passing for hit in everything))
    else:
        assert len(hits) == min(k, sum(len(index.passages_of(id)) for id in passing))


@given(QUESTIONS, st.sampled_from(["dense", "lexical"]), FILTERS)
@settings(max_examples=40)
def test_a_filter_keeps_scores_and_order(
    index: Index, words: list[str], mode: Mode, filters: dict[str, tuple[str, ...]]
) -> None:
    """Of one retriever: the filtered list is the whole list with the others struck out."""
    question = " ".join(words)
    ordinals = matching(index.documents(), filters)
    passing = {info.id for i, info in enumerate(index.documents()) if ordinals is None or i in ordinals}
    whole = index.search(question, index.size, mode)
    kept = [pair for pair in ids(whole) if pair[0].split("#")[0] in passing]
    assert ids(index.search(question, index.size, mode, filters)) == kept
