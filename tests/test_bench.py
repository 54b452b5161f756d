"""The benchmark's own arithmetic: what it calls recall, growth and a table. Speed itself is never tested."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.__main__ import main
from bench.table import table
from bench.vectors import KINDS, curves, grown
from settings import ROOT
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
    rows = list(curves(seed, [2000], asked=20))
    assert [row.kind for row in rows] == [kind.name for kind in KINDS]
    flat, others = rows[0], rows[1:]
    assert (flat.recall, flat.filtered_recall) == (1.0, 1.0)
    assert all(0.5 < row.recall <= 1 and row.vectors == 2000 for row in others)
    by_name = {row.kind: row for row in rows}
    assert by_name["IVF,SQfp16 nprobe 16"].recall <= by_name["IVF,SQfp16 nprobe 128"].recall
    assert by_name["SQ8"].disk_mb < by_name["SQfp16"].disk_mb < flat.disk_mb
    assert by_name["IVF,SQfp16 nprobe 64"].filtered_recall > 0.98  # every list is looked into


def test_a_table_lines_up_and_says_what_is_missing() -> None:
    lines = table(
        [{"part": "a", "ms": 1.23456, "n": 12000}, {"part": "long", "ms": None, "n": 3}]
    ).splitlines()
    assert lines[0].split() == ["part", "ms", "n"]
    assert lines[1].split() == ["a", "1.235", "12,000"]
    assert lines[2].split() == ["long", "–", "3"]
    assert len({len(line) for line in lines}) == 1
    assert table([]) == ""


def test_questions_are_timed_part_by_part_beside_peers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for id, text in filled().items():
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / f"{id}.txt").write_text(text, encoding="utf-8")
    row = {"id": "q1", "question": "tỷ lệ hộ nghèo", "kind": "number", "style": "formal", "answer": None}
    (tmp_path / "q.jsonl").write_text(
        json.dumps(row | {"evidence": []}, ensure_ascii=False), encoding="utf-8"
    )
    (tmp_path / "s.toml").write_text('model = "hashing"\n', encoding="utf-8")
    given = ["--docs", str(tmp_path / "docs"), "--queries", str(tmp_path / "q.jsonl")]
    given += ["--settings", str(tmp_path / "s.toml"), "--store", str(tmp_path / "store")]
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
