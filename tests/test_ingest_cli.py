"""``python -m ingest``: the report, what is read again, ids, exit statuses, and being killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from ingest.files import slug
from ingest.run import ingest_paths
from ingest.store import FILE, Store

FIELDS = {"id", "path", "status", "reason", "title", "number", "issuer", "place", "issued", "year", "kind"}
FIELDS |= {"pages", "characters", "sections", "passages", "warnings", "parts", "duplicate_of", "versions"}


def decree(number: int, articles: int = 1) -> str:
    head = f"ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: {number}/QĐ-UBND\nAn Bình, ngày 03 tháng 02 năm 2024\n\n"
    title = f"QUYẾT ĐỊNH\nVề việc giao chỉ tiêu đợt {number}\n\n"
    body = "Điều {0}. Chỉ tiêu của thôn {0}\nThôn {0} phấn đấu đạt {1}% người dân có thẻ bảo hiểm y tế.\n"
    return head + title + "".join(body.format(item, number + item) for item in range(1, articles + 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "văn bản"
    made.mkdir()
    for number in (1, 2, 3):
        (made / f"Quyết định {number}.txt").write_text(decree(number), encoding="utf-8")
    return made


def report(capsys: pytest.CaptureFixture[str], *args: object, want: int = 0) -> dict[str, Any]:
    assert main([*map(str, args), "--json"]) == want
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def statuses(said: dict[str, Any]) -> dict[str, str]:
    return {row["id"]: row["status"] for row in said["documents"]}


def state(store: Path) -> dict[str, object]:
    with Store(store) as opened:
        return {id: (opened.digest_of(id), opened.document(id), opened.passages(id)) for id in opened.ids()}


def test_the_report_has_the_fields_of_the_contract(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rỗng.txt").write_bytes(b"")
    said = report(capsys, folder, "--store", tmp_path / "store")
    assert all(set(row) == FIELDS for row in said["documents"])
    assert said["counts"]["added"] == 3
    refused = next(row for row in said["documents"] if row["status"] == "rejected")
    assert refused["id"] == "rong" and "rỗng" in refused["reason"]
    assert all(row["reason"] is None for row in said["documents"] if row is not refused)


def test_only_what_changed_is_read_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    report(capsys, folder, "--store", store)
    assert set(statuses(report(capsys, folder, "--store", store)).values()) == {"unchanged"}
    (folder / "Quyết định 1.txt").write_text(decree(1, articles=2), encoding="utf-8")
    (folder / "Quyết định 2.txt").unlink()
    (folder / "Quyết định 4.txt").write_text(decree(4), encoding="utf-8")
    wanted = {"1": "updated", "2": "removed", "3": "unchanged", "4": "added"}
    said = statuses(report(capsys, folder, "--store", store))
    assert said == {f"quyet-dinh-{number}": status for number, status in wanted.items()}
    with Store(store) as opened:
        assert opened.ids() == ("quyet-dinh-1", "quyet-dinh-3", "quyet-dinh-4")


def test_other_folders_are_left_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, other = tmp_path / "store", tmp_path / "khác"
    other.mkdir()
    (other / "ke-hoach.txt").write_text(decree(9), encoding="utf-8")
    report(capsys, folder, "--store", store)
    assert statuses(report(capsys, other, "--store", store)) == {"ke-hoach": "added"}
    assert len(state(store)) == 4


def test_a_file_that_went_bad_loses_its_document_and_stops_no_other(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    report(capsys, folder, "--store", store)
    (folder / "Quyết định 1.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    said = statuses(report(capsys, folder, "--store", store))
    assert said["quyet-dinh-1"] == "rejected"
    assert set(state(store)) == {"quyet-dinh-2", "quyet-dinh-3"}


def test_hidden_lock_readme_and_code_files_are_passed_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".ẩn.txt", "~$khóa.docx", "README.md", "make.py", "_make/nguồn.txt", ".git/x.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(decree(8), encoding="utf-8")
    (folder / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    said = statuses(report(capsys, folder, "--store", folder / "store"))
    assert {id for id, status in said.items() if status == "added"} == {f"quyet-dinh-{n}" for n in (1, 2, 3)}
    assert said["anh"] == "rejected"
    # The store lies in the folder, and is none of its documents.
    assert set(statuses(report(capsys, folder, "--store", folder / "store"))) == set(said)


def test_ids_fold_names_and_part_clashes_by_path_in_any_order(tmp_path: Path) -> None:
    assert slug(Path("Đồng Tháp – NQ số 12_(bản 2).v1.docx")) == "dong-thap-nq-so-12-ban-2-v1"
    paths = [tmp_path / name / "kế hoạch.txt" for name in ("b", "a", "c")]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        path.write_text(decree(number), encoding="utf-8")
    for turn in (paths, paths[::-1]):
        store = tmp_path / f"store-{len(list(tmp_path.iterdir()))}"
        rows = {row.id: Path(row.path).parent.name for row in ingest_paths(turn, store).rows}
        assert rows == {"ke-hoach": "a", "ke-hoach-2": "b", "ke-hoach-3": "c"}
    (tmp_path / "a" / "kế hoạch.txt").unlink()
    ingest_paths([tmp_path / "a"], store)
    assert set(state(store)) == {"ke-hoach-2", "ke-hoach-3"}  # who is there keeps its id


def test_a_scan_beside_its_text_does_not_take_the_id(tmp_path: Path) -> None:
    (tmp_path / "nghi-quyet.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "nghi-quyet.txt").write_text(decree(1), encoding="utf-8")
    ingest_paths([tmp_path], tmp_path / "store")
    assert set(state(tmp_path / "store")) == {"nghi-quyet"}


def test_a_folder_that_was_moved_keeps_its_ids(folder: Path, tmp_path: Path) -> None:
    ingest_paths([folder], tmp_path / "store")
    before = state(tmp_path / "store")
    ingest_paths([folder.rename(tmp_path / "chỗ mới")], tmp_path / "store")
    assert state(tmp_path / "store") == before


def test_processes_give_the_same_store_as_one(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    ingest_paths([folder], tmp_path / "one", progress=lambda done, total, _: seen.append((done, total)))
    ingest_paths([folder], tmp_path / "two", jobs=2)
    assert state(tmp_path / "one") == state(tmp_path / "two")
    assert seen == [(1, 3), (2, 3), (3, 3)]


def run(*args: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


def test_text_prints_the_canonical_text_and_nothing_else(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffĐiều 1.\r\nHết".encode())
    done = run("--text", path, cwd=root)
    assert (done.stdout, done.stderr, done.returncode) == ("Điều 1.\nHết", "", 0)


def test_exit_statuses_and_messages(root: Path, tmp_path: Path) -> None:
    for args in (["/no/such/file"], [tmp_path], ["--text", tmp_path / "none.txt"]):
        done = run(*args, "--store", tmp_path / "store", cwd=root)
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1
    assert run("--no-such-option", cwd=root).returncode == 2
    assert run("--jobs", "0", cwd=root).returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_killed_at_any_moment_the_next_run_ends_as_if_nothing_had_happened(
    root: Path, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    for number in range(12):
        path = files / f"{number % 4}" / f"quyết định {number % 3}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(decree(number, articles=60), encoding="utf-8")
    store = tmp_path / "store"
    for wanted in (0, 1, 3, 6, 9):  # documents in the store when the blow falls
        _kill_when(store, wanted, [sys.executable, "-m", "ingest", str(files), "--store", str(store)], root)
        if (store / FILE).exists():
            with Store(store, create=True) as opened:
                for id in opened.ids():
                    text = opened.document(id).text
                    assert all(text[p.start : p.end] == p.text for p in opened.passages(id))
    ingest_paths([files], store)
    ingest_paths([files], tmp_path / "undisturbed")
    assert state(store) == state(tmp_path / "undisturbed")


def _kill_when(store: Path, wanted: int, command: list[str], cwd: Path) -> None:
    """Start ``command`` and kill it as soon as the store holds ``wanted`` documents."""
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with Store(store) as opened:
                reached = len(opened.ids()) >= wanted
        except Exception:  # not made yet, or in the making
            reached = False
        if reached:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
