"""What changes, goes or comes twice; and an ingest that is killed ends as one that was not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.duplicates import fingerprint
from ingest.run import ingest_paths
from ingest.store import Store
from tests.killing import check, decree, state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "văn bản"
    made.mkdir()
    return made


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_changed_file_replaces_its_passages_and_a_removed_one_leaves(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "kho"
    write(folder, "a.txt", decree(1, 5))
    write(folder, "b.txt", decree(2, 5))
    ingest_paths([folder], store)
    write(folder, "a.txt", decree(1, 2, "điều chỉnh"))
    (folder / "b.txt").unlink()
    ingest_paths([folder], store)
    ingest_paths([folder], tmp_path / "mới")
    assert set(state(store)) == {"a"} and state(store) == state(tmp_path / "mới")


def test_a_copy_under_another_name_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "goc.txt", decree(1, 6))
    write(folder, "ban sao.txt", decree(1, 6).replace("\n", "\r\n"))
    write(folder, "khac.txt", decree(2, 9, "khen thưởng"))
    assert main([str(folder), "--store", str(tmp_path / "kho"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    copies = {row["id"]: row["duplicate_of"] for row in said["documents"]}
    assert copies == {"ban-sao": None, "goc": "ban-sao", "khac": None}
    assert said["summary"]["duplicates"] == [["goc", "ban-sao"]]
    main([str(folder), "--store", str(tmp_path / "kho")])
    assert "goc là bản sao của ban-sao" in capsys.readouterr().out


def test_a_draft_is_linked_to_what_was_signed(folder: Path, tmp_path: Path) -> None:
    signed = decree(7, 12)
    write(folder, "ky.txt", signed)
    write(folder, "du thao.txt", signed.replace("Số: 7/QĐ-UBND", "Số:    /QĐ-UBND").replace("đợt 7", "lần 7"))
    write(folder, "mau khac.txt", signed.replace("Số: 7/", "Số: 8/"))  # the same form, another decision
    ingest_paths([folder], tmp_path / "kho")
    with Store(tmp_path / "kho") as store:
        near = {one.id: one for one in store.versions("ky")}
        assert set(near) == {"du-thao"}
        assert not near["du-thao"].copy and near["du-thao"].share > 0.8
        assert {one.id for one in store.versions("mau-khac")} == {"du-thao"}  # a draft may become either
    (folder / "ky.txt").unlink()
    ingest_paths([folder], tmp_path / "kho")
    with Store(tmp_path / "kho") as store:
        assert "ky" not in {one.id for one in store.versions("du-thao")}


def test_the_share_is_that_of_threes_of_words() -> None:
    """The sketch estimates Jaccard's measure, computed here outright."""
    one, other = decree(1, 40), decree(1, 40).replace("bảo hiểm y tế", "bảo hiểm tự nguyện", 15)
    threes = []
    for text in (one, other):
        words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
        threes.append({tuple(words[at : at + 3]) for at in range(len(words) - 2)})
    exact = len(threes[0] & threes[1]) / len(threes[0] | threes[1])
    first, second = fingerprint(one).sketch, fingerprint(other).sketch
    estimated = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    assert abs(estimated - exact) < 0.15  # three standard errors of 128 draws


def test_the_report_is_kept_in_the_store(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "a.txt", decree(1, 5))
    (folder / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main([str(folder), "--store", str(tmp_path / "kho"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    with Store(tmp_path / "kho") as store:
        ((_, kept),) = store.reports()
    assert kept == {**said, "documents": [{**row, "title": None, "parts": []} for row in said["documents"]]}
    summary = said["summary"]
    assert summary["pages"] > 0 and summary["seconds"] > 0
    (rejected,) = summary["rejected"]
    assert rejected["paths"] == [str(folder / "ảnh.png")]
    assert main([str(folder), "--store", str(tmp_path / "kho")]) == 0
    printed = capsys.readouterr().out
    assert rejected["reason"] in printed and "ảnh.png" in printed


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_killed_at_random_times_the_end_is_that_of_an_undisturbed_run(tmp_path: Path) -> None:
    """At length, with 300 files and 50 blows that fall: ``make killing``."""
    assert check(tmp_path, files=30, kills=4, seed=4, articles=20) >= 4
