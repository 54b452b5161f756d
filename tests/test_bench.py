"""The benchmark's own arithmetic: what it calls recall, growth and a table. Speed itself is never tested."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.__main__ import main
from bench.grown import CHUNK, Kept, grown, write_grown
from bench.large import Change
from bench.loss import beside
from bench.table import table
from bench.vectors import KINDS, curves
from eval.sets import own
from index.analyzer import analyze
from index.hashing import HashingEncoder
from index.vectors import Vectors
from settings import ROOT, load_settings
from tests.index_world import filled


def test_grown_vectors_are_unit_neighbours_and_no_copies() -> None:
    seed = grown(np.eye(16, dtype=np.float32), 40, np.random.default_rng(1))
    many = grown(seed, 100, np.random.default_rng(2))
    assert np.allclose(np.linalg.norm(many, axis=1), 1, atol=1e-5)
    assert len(np.unique(many.round(5), axis=0)) == 100
    cosines = (many[:40] * seed).sum(axis=1)
    assert 0.85 < cosines.min() < cosines.max() < 0.999


def test_exact_search_is_the_measure_of_all_kinds() -> None:
    seed = grown(np.eye(16, dtype=np.float32), 60, np.random.default_rng(1))
    rows = list(curves(seed, [2000], asked=20, apart=False))
    assert [row.kind for row in rows] == [kind.name for kind in KINDS]
    flat, others = rows[0], rows[1:]
    assert (flat.recall, flat.filtered_recall) == (1.0, 1.0)
    assert all(0.5 < row.recall <= 1 and row.vectors == 2000 for row in others)
    by_name = {row.kind: row for row in rows}
    assert by_name["IVF,SQfp16 nprobe 16"].recall <= by_name["IVF,SQfp16 nprobe 128"].recall
    assert by_name["SQ8"].disk_mb < by_name["SQfp16"].disk_mb < flat.disk_mb
    assert by_name["IVF,SQfp16 nprobe 64"].filtered_recall > 0.98  # every list is looked into


def test_many_vectors_are_written_and_compared_a_chunk_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as all at once, with a filter and without."""
    seed = grown(np.eye(16, dtype=np.float32), 60, np.random.default_rng(1))
    assert CHUNK > 1000
    monkeypatch.setattr("bench.grown.CHUNK", 130)
    write_grown(tmp_path / "v", seed, 1000, np.random.default_rng(2))
    kept = Kept(tmp_path / "v", 16)
    whole, asked = kept.some(slice(None)), kept.some(np.array([3, 500, 999]))
    assert len(kept) == len(whole) == 1000
    assert (whole * seed[np.arange(1000) % 60]).sum(axis=1).min() > 0.85  # each near the one it was made of
    allowed = np.arange(0, 1000, 7)
    for some in (np.arange(1000), allowed):
        truth = some[np.argsort(-(asked @ whole[some].T), axis=1, kind="stable")[:, :10]]
        assert np.array_equal(kept.nearest(asked, 10, some), truth)
    assert kept.nearest(asked, 1)[:, 0].tolist() == [3, 500, 999]


def test_an_index_is_measured_in_processes_of_its_own() -> None:
    seed = grown(np.eye(16, dtype=np.float32), 60, np.random.default_rng(1))
    (row,) = curves(seed, [3000], [kind for kind in KINDS if kind.name == "SQ8"], asked=20)
    assert row.slower is None
    assert row.disk_mb > 0.04
    assert row.build_mb > row.search_mb or math.isnan(row.build_mb)


def test_a_table_lines_up_and_says_what_is_missing() -> None:
    lines = table(
        [{"part": "a", "ms": 1.23456, "n": 12000}, {"part": "long", "ms": None, "n": 3}]
    ).splitlines()
    assert lines[0].split() == ["part", "ms", "n"]
    assert lines[1].split() == ["a", "1.235", "12,000"]
    assert lines[2].split() == ["long", "–", "3"]
    assert len({len(line) for line in lines}) == 1
    assert table([]) == ""


def papers(folder: Path) -> list[str]:
    """Arguments that measure on some papers, with a question over them."""
    (folder / "docs").mkdir()
    for id, text in filled().items():
        (folder / "docs" / f"{id}.txt").write_text(text, encoding="utf-8")
    row = {"id": "q1", "question": "tỷ lệ hộ nghèo", "kind": "number", "style": "formal", "answer": None}
    (folder / "q.jsonl").write_text(json.dumps(row | {"evidence": []}, ensure_ascii=False), encoding="utf-8")
    (folder / "s.toml").write_text('model = "hashing"\n', encoding="utf-8")
    given = ["--docs", str(folder / "docs"), "--queries", str(folder / "q.jsonl")]
    return [*given, "--settings", str(folder / "s.toml"), "--store", str(folder / "store")]


@pytest.mark.parametrize("part", ["large", "postgres"])
def test_many_passages_are_made_and_asked(
    part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many as named; a database finds what all vectors compared, and the engine of files, find."""
    assert main([part, *papers(tmp_path), "--sizes", "150", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)[part]
    assert [row["passages"] for row in rows] == [150] * len(rows)
    assert all(row["answer ms"] <= row["answer p95"] and row["open s"] > 0 for row in rows)
    assert all(row["answer again ms"] > row["encode ms"] for row in rows)
    if part == "postgres":
        assert [row["engine"] for row in rows] == ["files", "postgres"]
        assert rows[1]["recall dense"] >= 0.9 and rows[1]["recall lexical"] >= 0.9
        assert rows[1]["disk MB"] > 0
    else:
        assert rows[0]["documents"] > len(filled())


def test_a_changed_paper_is_as_long_and_has_the_terms_of_its_text() -> None:
    words = re.findall(r"\w+", "đất nhà cấp giấy xã thôn rừng ruộng trạm bơm kênh vốn công ích quỹ đầu tư")
    change = Change(Counter({f"thường{n}x": 1000 for n in range(300)} | dict.fromkeys(words * 40, 2)), 3)
    text = "Đất rừng 452/QĐ-UBND ngày 7/2/2024: cấp 1,25 ha ruộng, trạm bơm, kênh và QUỸ đầu tư công ích."
    other = change.text(text)
    assert len(other) == len(text) and other != text and "2024" in other
    assert change.text(text) == other
    assert Change(Counter(words), 0).text(text) == text
    fields = {name: analyze(text, segmented=False).of(name) for name in ("syllables", "pairs", "plain")}
    assert change.terms(fields) == {name: analyze(other, segmented=False).of(name) for name in fields}


def test_an_encoder_that_loses_nothing_is_said_to(tmp_path: Path) -> None:
    """The same encoder on both sides, over all passages and over the nearest alone; and a worse one."""
    given = papers(tmp_path)
    settings = load_settings(Path(given[5]), tmp_path / "store")
    row = json.loads((tmp_path / "q.jsonl").read_text(encoding="utf-8"))
    quote = next(line for line in filled()["van-ban-1-2021"].splitlines() if "hộ nghèo" in line)
    row |= {"evidence": [{"doc": "van-ban-1-2021", "quote": quote}], "question": quote}
    (tmp_path / "q.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    bench = own(tmp_path / "q.jsonl", [tmp_path / "docs"], settings)
    there = replace(settings, store=bench.collection.store)
    for nearest in (0, 5):
        rows = list(beside(bench, there, HashingEncoder(), nearest))
        assert {(row["lost"], row["R@10"]) for row in rows} == {(0.0, 1.0)}
        assert [row["mode"] for row in rows] == ["dense"] * 3 + ["hybrid"] * 3
        assert all(row["passages"] == (rows[0]["of"] if not nearest else row["passages"]) for row in rows)

    class Blind(HashingEncoder):
        def encode_queries(self, texts: Sequence[str]) -> Vectors:
            return -super().encode_queries(texts)

    rows = list(beside(bench, there, Blind(), 0))
    assert rows[1]["lost"] == -1.0


def test_questions_are_timed_part_by_part_beside_peers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = papers(tmp_path)
    assert main(["questions", *given, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    parts = {row["part"]: row for row in found["questions"]}
    assert set(parts) == {"understand", "encode", "dense", "lexical", "search", "answer"}
    assert all(row["median ms"] <= row["p95 ms"] for row in parts.values())
    assert [part for part, row in parts.items() if row["ratio"] is not None] == ["dense", "lexical"]
    assert [row["people"] for row in found["people"]] == [1, 10, 10, "one on each core"]
    assert all(row["answers a second"] > 0 for row in found["people"])
    assert all(row["lowest"] <= row["of the cores"] <= row["highest"] for row in found["people"])
    assert found["people"][2]["processes"] >= found["people"][1]["processes"] == 1


def test_memory_is_of_the_process_itself_and_grows() -> None:
    code = "from bench.memory import peak_mb; a = peak_mb(); b = bytearray(80_000_000); print(a, peak_mb())"
    held = np.ones(300_000_000, np.uint8)  # of the parent: must not count for the child
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    before, after = map(float, done.stdout.split())
    if math.isnan(before):
        pytest.skip("this system does not tell how much memory a process holds")
    assert before < held.nbytes / 1e6 / 2
    assert after - before > 70


def test_a_missing_folder_is_named_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["questions", "--docs", str(tmp_path / "none"), "--store", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_what_draws_is_missed_before_anything_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    monkeypatch.setattr("bench.vectors.seed_of", lambda _: pytest.fail("measured all the same"))
    assert main(["vectors", "--store", str(tmp_path), "--svg", str(tmp_path / "curves.svg")]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and "requirements-bench.txt" in said.err
