"""The index: its two retrievers against other implementations, filters, and the command line."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from index.__main__ import main
from index.dense import DenseIndex
from index.engine import Index
from index.filters import FilterError, matching, parse_filters
from index.lexical import LexicalIndex, write_lexical
from index.types import MODES
from index.vectors import Vectors
from ingest.store import Store
from settings import Settings
from tests.index_world import HEALTH, filled, made, paper, put

# --- dense ---


@given(
    hnp.arrays(
        np.float32, st.tuples(st.integers(1, 30), st.just(4)), elements=st.sampled_from([-1, 0, 0.5, 1])
    ),
    hnp.arrays(np.float32, 4, elements=st.sampled_from([-1, 0, 0.5, 1])),
    st.integers(1, 40),
    st.sets(st.integers(0, 29)),
)
def test_dense_search_is_a_sorted_inner_product(
    vectors: np.ndarray, query: np.ndarray, k: int, some: set[int]
) -> None:
    """Exact, ties by row, with a filter and without; figures such that products are exact."""
    index = DenseIndex.empty(4)
    index.add(vectors)
    allowed = sorted(row for row in some if row < len(vectors))
    everything = sorted(enumerate((vectors @ query).tolist()), key=lambda pair: (-pair[1], pair[0]))
    assert index.search(query, k) == everything[:k]
    within = [pair for pair in everything if pair[0] in allowed][:k]
    assert index.search(query, k, np.asarray(allowed, np.int64)) == within


def test_dense_search_survives_a_save(tmp_path: Path) -> None:
    vectors = np.random.default_rng(7).normal(size=(500, 32)).astype(np.float32)
    index = DenseIndex.empty(32)
    index.add(vectors[:200])
    index.add(vectors[200:])
    index.save(tmp_path / "dense.faiss")
    loaded = DenseIndex.load(tmp_path / "dense.faiss")
    assert (len(loaded), loaded.dimension) == (500, 32)
    for query in vectors[:20]:
        assert loaded.search(query, 30) == index.search(query, 30)
        assert loaded.search(query, 500) == index.search(query, 10**6)


def near_each_other(count: int, seed: int = 3) -> np.ndarray:
    """Unit vectors (count, 32) in clumps, as passages of like subjects are."""
    chance = np.random.default_rng(seed)
    vectors = np.repeat(chance.normal(size=(count // 20, 32)), 20, axis=0)
    vectors = vectors + 0.3 * chance.normal(size=vectors.shape)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def inverted(vectors: np.ndarray) -> DenseIndex:
    """An index too large, as it is told, to look at every vector."""
    index = DenseIndex.planned(32, len(vectors), lambda n: vectors[:: max(1, len(vectors) // n)], exact=999)
    index.add(vectors)
    return index


def test_many_vectors_are_found_nearly_as_by_exact_search(tmp_path: Path) -> None:
    vectors = near_each_other(8000)
    index = inverted(vectors)
    found = shared = 0
    for query in near_each_other(8000, seed=3)[::80]:
        truth = {int(row) for row in np.argsort(-(vectors @ query))[:10]}
        shared += len(truth & {row for row, _ in index.search(query, 10)})
        found += 10
    assert shared / found >= 0.97
    index.save(tmp_path / "dense.faiss")
    loaded = DenseIndex.load(tmp_path / "dense.faiss")
    assert [loaded.search(q, 30) for q in vectors[:50]] == [index.search(q, 30) for q in vectors[:50]]
    assert [inverted(vectors).search(q, 30) for q in vectors[:9]] == [
        index.search(q, 30) for q in vectors[:9]
    ]
    assert np.allclose(loaded.vectors(), vectors, atol=1e-3)


def test_a_selective_filter_loses_nothing_among_many_vectors() -> None:
    vectors = near_each_other(8000)
    index = inverted(vectors)
    for part in (np.arange(5, 8000, 131), np.arange(7), np.array([], np.int64)):
        for query in vectors[::900]:
            scores = vectors[part] @ query
            nearest = part[np.argsort(-scores, kind="stable")[:10]].tolist()
            hits = index.search(query, 10, part)
            assert len(hits) == min(10, len(part))
            assert sum(row in nearest for row, _ in hits) >= len(hits) - 1  # halves of floats may tie
            assert all(math.isclose(score, float(vectors[row] @ query), abs_tol=2e-3) for row, score in hits)


def test_few_vectors_are_searched_exactly() -> None:
    vectors = near_each_other(900)
    index = inverted(vectors)
    for query in vectors[::90]:
        scores = vectors @ query
        assert [row for row, _ in index.search(query, 5)] == np.argsort(-scores, kind="stable")[:5].tolist()


# --- lexical ---

TERMS = st.lists(st.sampled_from(["hộ", "nghèo", "y tế", "12/2020/nđ-cp", "xã", "đường", "%"]), max_size=12)


def bm25(texts: list[list[str]], term: str, row: int) -> float:
    """Okapi BM25 with k1 = 1.2, b = .75 and Lucene's idf (Robertson and Zaragoza 2009), one term."""
    holding = sum(term in text for text in texts)
    count = Counter(texts[row])[term]
    mean = sum(map(len, texts)) / len(texts)
    idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
    return idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(texts[row]) / mean))


@given(st.lists(TERMS, min_size=1, max_size=12), TERMS.filter(bool), st.data())
@settings(max_examples=40)
def test_lexical_search_is_bm25(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], question: list[str], data: st.DataObject
) -> None:
    """Scores are BM25's; short texts, so that Tantivy's one-byte lengths are exact."""
    folder = tmp_path_factory.mktemp("lexical") / "l"
    write_lexical(
        folder, ["words"], [(row // 2, {"words": text, "other": ["xã"]}) for row, text in enumerate(texts)]
    )
    index = LexicalIndex(folder)
    weights = [(term, data.draw(st.sampled_from([0.5, 1.0, 3.0]))) for term in dict.fromkeys(question)]
    expected = {
        row: sum(weight * bm25(texts, term, row) for term, weight in weights)
        for row, text in enumerate(texts)
        if set(text) & set(question)
    }
    hits = index.search({"words": weights}, 100)
    assert {row for row, _ in hits} == set(expected)
    assert all(math.isclose(score, expected[row], abs_tol=2e-4) for row, score in hits)
    assert hits == sorted(hits, key=lambda pair: (-pair[1], pair[0]))
    for k in range(1, len(hits)):
        assert index.search({"words": weights}, k) == hits[:k]
    documents = data.draw(st.sets(st.integers(0, 6)))
    within = [pair for pair in hits if pair[0] // 2 in documents]
    assert index.search({"words": weights}, 100, sorted(documents)) == within
    assert index.search({"words": weights}, 2, sorted(documents)) == within[:2]


def test_terms_are_never_split_and_fields_never_mix(tmp_path: Path) -> None:
    rows = [
        (0, {"a": ["12/2020/nđ-cp"], "b": ["bảo hiểm"]}),
        (1, {"a": ["12", "2020", "bảo"], "b": ["hiểm"]}),
    ]
    write_lexical(tmp_path / "l", ["a", "b"], rows)
    index = LexicalIndex(tmp_path / "l")

    def rows_of(field: str, term: str) -> list[int]:
        assert index.frequency(field, term) == len(index.search({field: [(term, 1.0)]}, 9))
        return [row for row, _ in index.search({field: [(term, 1.0)]}, 9)]

    assert rows_of("a", "12/2020/nđ-cp") == [0]
    assert rows_of("a", "12") == [1]
    assert rows_of("b", "bảo hiểm") == [0]
    assert rows_of("b", "bảo") == rows_of("a", "hiểm") == rows_of("a", "BẢO") == []


# --- the index ---


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return made(tmp_path_factory.mktemp("index"), filled())


@pytest.mark.parametrize("mode", MODES)
def test_hits_are_ranked_and_say_where_they_come_from(index: Index, mode: str) -> None:
    hits = index.search("tỷ lệ hộ nghèo đa chiều năm 2022", 12, mode)  # type: ignore[arg-type]
    assert [hit.rank for hit in hits] == list(range(1, 13))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert set(hit.sources) == {"dense", "lexical"}
        assert any(hit.sources.values())
        assert mode == "hybrid" or [leg for leg, rank in hit.sources.items() if rank] == [mode]
        assert index.passage(hit.passage.id) == hit.passage
        document = index.document(hit.passage.document)
        assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_the_passage_that_says_it_comes_first(index: Index) -> None:
    for mode in MODES:
        best = index.search("nâng cấp bao nhiêu km đường liên xã", 1, mode)[0].passage.text
        assert "đường liên xã" in best


def test_a_question_encoded_beside_the_search_by_words_finds_the_same(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As over an archive of very many passages."""
    questions = ("tỷ lệ hộ nghèo đa chiều năm 2022", "đường liên xã", "bà con ốm đau thì đi đâu")
    alone = [index.search(question, 12) for question in questions]
    monkeypatch.setattr("index.engine.BESIDE", 0)
    threads: list[str] = []
    encode = index.encode_query

    def noted(text: str) -> Vectors:
        threads.append(threading.current_thread().name)
        return encode(text)

    monkeypatch.setattr(index, "encode_query", noted)
    assert [index.search(question, 12) for question in questions] == alone
    assert {name for name in threads if name != threading.current_thread().name}


def test_odd_questions_are_harmless(index: Index) -> None:
    assert index.search("", 5) == index.search(" \n", 5) == index.search("xã", 0) == []
    for question in ('"', "AND OR NOT *:*", "a" * 5000, "\x00", "🙂", "field:(", "12/2020/NĐ-CP"):
        for mode in MODES:
            index.search(question, 3, mode)
    with pytest.raises(Exception, match="unknown mode"):
        index.search("xã", 3, "sparse")  # type: ignore[arg-type]


def test_an_unknown_id_is_a_key_error(index: Index) -> None:
    for read in (index.passage, index.document, index.info):
        with pytest.raises(KeyError):
            read("không-có")
    assert index.passages_of("không-có") == ()


# --- filters ---


def chosen(index: Index, **filters: str) -> set[str]:
    ordinals = matching(index.documents(), {key: (value,) for key, value in filters.items()})
    assert ordinals is not None
    return {index.documents()[i].id for i in ordinals}


def test_filters_choose_documents_by_what_they_say(index: Index) -> None:
    everything = {info.id for info in index.documents()}
    assert chosen(index, year="2021") == {id for id in everything if id.endswith("2021")}
    assert chosen(index, document="van-ban-1-2020") == {"van-ban-1-2020"}
    assert chosen(index, kind="quyết định") == everything
    assert chosen(index, kind="Nghị quyết") == set()
    assert chosen(index, place="Biển Hồ", year="2023") == {"van-ban-2-2023"}
    assert matching(index.documents(), None) is matching(index.documents(), {"year": ()}) is None


@pytest.mark.parametrize(
    "written", ["Núi Cấm", "núi cấm", "Tỉnh Núi Cấm", "nui cam", "  Núi  Cấm ", "NÚI CẤM"]
)
def test_a_place_is_found_however_it_is_written(index: Index, written: str) -> None:
    assert chosen(index, place=written) == {f"van-ban-1-{year}" for year in range(2020, 2024)}


@pytest.mark.parametrize("written", ["Nùi Cấm", "Núi", "Cấm", "núi cam"])
def test_another_place_is_not(index: Index, written: str) -> None:
    assert chosen(index, place=written) == set()


@pytest.mark.parametrize("pair", ["colour=red", "year", "year=", "=2023", "year=hai nghìn", "year=2023-2025"])
def test_filters_that_cannot_be_read_are_refused(pair: str) -> None:
    with pytest.raises(FilterError):
        matching([], parse_filters([pair]))


def test_filters_given_twice_accept_either() -> None:
    assert parse_filters(["year=2022", "place=a=b", "year=2023"]) == {
        "year": ("2022", "2023"),
        "place": ("a=b",),
    }


# --- command line, with the default encoder ---


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose index `python -m index build` made, with the packaged model."""
    store = tmp_path_factory.mktemp("office")
    put(store, dict(list(filled(["Sông Lam"]).items())[:2]))
    done = command("build", "--store", str(store))
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 văn bản" in done.stdout
    return store


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "index", *arguments],
        capture_output=True, text=True, encoding="utf-8", timeout=120, env=os.environ | environment,
    )  # fmt: skip


def test_search_prints_one_json_object(office: Path) -> None:
    done = command("search", "ty le ho ngheo", "-k", "3", "--json", "--store", str(office))
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["understood"] == "tỷ lệ hộ nghèo"
    assert (said["query"], said["mode"]) == ("ty le ho ngheo", "hybrid")
    assert said["took_ms"] > 0
    with Store(office) as store:
        for rank, hit in enumerate(said["hits"], 1):
            assert hit["rank"] == rank
            assert store.document(hit["document"]).text[hit["start"] : hit["end"]] == hit["text"]
            assert isinstance(hit["section"], list)
    assert "hộ nghèo" in said["hits"][0]["text"]


def test_many_questions_are_answered_as_one_by_one(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = {"q1": "tỷ lệ bảo hiểm y tế", "q2": "duong lien xa", "q3": "trường chuẩn"}
    lines = [json.dumps({"id": id, "question": text}) for id, text in questions.items()]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    many = ["--queries", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]
    assert main(["search", *many, "-k", "4", "--store", str(office)]) == 0
    assert capsys.readouterr() == ("", "")
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in out] == list(questions)
    for row in out:
        assert main(["search", questions[row["id"]], "-k", "4", "--json", "--store", str(office)]) == 0
        alone = json.loads(capsys.readouterr().out)
        assert {**alone, "id": row["id"], "took_ms": 0} == {**row, "took_ms": 0}


def test_the_list_for_people_and_the_check(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "ty le ho ngheo", "-k", "2", "--store", str(office)]) == 0
    said = capsys.readouterr().out
    assert "Hiểu câu hỏi là: tỷ lệ hộ nghèo" in said
    assert "2 đoạn" in said
    assert main(["search", "ty le ho ngheo", "--exact", "--store", str(office), "--mode", "lexical"]) == 0
    assert "Hiểu câu hỏi" not in capsys.readouterr().out
    assert main(["search", "xã", "--filter", "year=1999", "--store", str(office)]) == 0
    assert "Không tìm thấy" in capsys.readouterr().out
    assert main(["check", "--store", str(office)]) == 0
    assert "nguyên vẹn" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["search"],
        ["search", "x", "-k", "0"],
        ["search", "x", "-k", "mười"],
        ["search", "x", "--mode", "sparse"],
        ["search", "x", "--filter", "colour=red"],
        ["search", "x", "--filter", "year"],
        ["search", "x", "--out", "run.jsonl"],
        ["search", "--queries", "in.jsonl"],
        ["search", "x", "--queries", "in.jsonl", "--out", "run.jsonl"],
        ["search", "x", "--no-such-option"],
        ["destroy"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = int(str(stop.code))
    assert status == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err


@pytest.mark.parametrize("content", ['{"id": 1}', "[]", "{", '"x"'])
def test_a_bad_file_of_questions_names_its_line(
    office: Path, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "question": "b"}\n' + content, encoding="utf-8")
    many = ["--queries", str(path), "--out", str(tmp_path / "out.jsonl"), "--store", str(office)]
    assert main(["search", *many]) == 1
    assert "line 2" in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("action", [["build"], ["search", "x"], ["search", "x", "--json"], ["check"]])
def test_an_empty_store_is_status_1_and_one_line(
    action: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*action, "--store", str(tmp_path / "none")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "python -m" in said.err
    assert not (tmp_path / "none").exists()


def test_models_are_loaded_only_when_asked_for(office: Path) -> None:
    """Opening must not wait for torch, a lexical search neither: underthesea's translator would bring it."""
    code = (
        "import sys; from pathlib import Path; from index import open_index;"
        "i = open_index(Path(sys.argv[1])); print('torch' in sys.modules, i.size > 0);"
        "i.search('xã', mode='lexical'); print('underthesea' in sys.modules, 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(office)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "True", "False"]


def test_many_threads_share_an_index(office: Path) -> None:
    """As many visitors of a page do, before the model is loaded."""
    from concurrent.futures import ThreadPoolExecutor

    from index import open_index

    index = open_index(office, Settings(store=office))
    questions = ["tỷ lệ hộ nghèo", "bảo hiểm y tế", "đường liên xã", "trường chuẩn quốc gia"] * 4
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(index.search, questions))
    assert together == [index.search(question) for question in questions]


def test_an_added_document_is_found_after_the_next_build(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(office, {"them": paper(5, 2030, "Đảo Yến", HEALTH.format("97,5%"))})
    assert main(["build", "--store", str(office)]) == 0
    assert (
        main(["search", "bảo hiểm y tế", "--filter", "place=dao yen", "--json", "--store", str(office)]) == 0
    )
    hits = json.loads(capsys.readouterr().out.splitlines()[-1])["hits"]
    assert {hit["document"] for hit in hits} == {"them"}
    assert "97,5%" in " ".join(hit["text"] for hit in hits)
