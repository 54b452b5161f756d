"""What decides whether a file is read again: content, program, limits, and for scans their engine."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.isolation import Limits
from ingest.readers import ocr
from ingest.run import ingest_paths
from ingest.store import Store
from ingest.work import Reading, Task, read
from tests.killing import decree
from tests.test_scans import FIRST, paper, picture_of

linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited so on Linux")
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files")
SMALL = Limits(60, 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "văn bản"
    made.mkdir()
    (made / "thường.txt").write_text(decree(1), encoding="utf-8")
    return made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kho"


def heavy() -> bytes:
    """A text that takes more memory than the small limit."""
    return ("Điều 1. Giao chỉ tiêu cho các xã.\n" * 700_000).encode()


def reason(path: Path, store: Path, limits: Limits, named: bool = False) -> str | None:
    rows = {
        row.path: row for row in ingest_paths([path if named else path.parent], store, 1, None, limits).rows
    }
    assert named or rows[str(path.parent / "thường.txt")].status in ("added", "unchanged")
    return rows[str(path)].reason


@linux
def test_what_failed_is_not_tried_again_until_something_changes(folder: Path, store: Path) -> None:
    path = folder / "nặng.txt"
    path.write_bytes(heavy())
    first = reason(path, store, SMALL)
    assert first is not None and "64 MB" in first and "lần nạp trước" not in first
    again = reason(path, store, SMALL)
    assert again is not None and again.startswith(first) and "lần nạp trước" in again
    assert reason(path, store, SMALL) == again
    assert reason(path, store, SMALL, named=True) == first  # who names it wants it tried
    other = reason(path, store, Limits(60, 65))
    assert other is not None and "65 MB" in other and "lần nạp trước" not in other
    path.write_text(decree(2), encoding="utf-8")
    assert reason(path, store, SMALL) is None
    with Store(store) as opened:
        assert len(opened.ids()) == 2


@linux
def test_a_member_that_failed_is_not_tried_again_either(folder: Path, store: Path) -> None:
    path = folder / "gói.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nặng.txt", heavy())
        archive.writestr("nhẹ.txt", decree(3))
    rows = [ingest_paths([folder], store, 1, None, SMALL).rows for _ in range(2)]
    first, again = ({row.id: row for row in each}["nang"].reason for each in rows)
    assert first is not None and "64 MB" in first and "lần nạp trước" not in first
    assert again is not None and "lần nạp trước" in again
    assert {row.id: row.status for row in rows[1]}["nhe"] == "unchanged"


@linux
def test_what_a_file_that_is_gone_left_behind_is_forgotten(folder: Path, store: Path) -> None:
    path = folder / "nặng.txt"
    path.write_bytes(heavy())
    reason(path, store, SMALL)
    path.unlink()
    ingest_paths([folder], store)
    with Store(store) as opened:
        assert opened.seen() == {}


@pytest.fixture
def another_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine of this machine under another name of version, first on the path."""
    found, home = shutil.which("tesseract"), tmp_path / "bin"
    home.mkdir()
    made = home / "tesseract"
    made.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then echo "tesseract 99.0"; else exec {found} "$@"; fi\n',
        encoding="utf-8",
    )
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{home}{os.pathsep}{os.environ['PATH']}")
    _ask_anew()
    yield
    monkeypatch.undo()
    _ask_anew()


def _ask_anew() -> None:
    ocr.version.cache_clear()
    ocr.engine.cache_clear()


@pytest.fixture(scope="module")
def pictured() -> bytes:
    return picture_of(FIRST).getvalue()


def outcome_digest(path: Path, known: str | None = None) -> str | None:
    outcome = read(Task(path, "x", known, Reading("p", cores=1)))
    return None if known is not None and outcome.document is None else outcome.digest


@posix
@pytest.mark.skipif(
    ocr.version() is None, reason=f"no Tesseract with Vietnamese on this machine: {ocr.INSTALL}"
)
def test_scans_are_read_again_by_another_engine_and_nothing_else_is(
    tmp_path: Path, pictured: bytes, request: pytest.FixtureRequest
) -> None:
    picture, text, layer = tmp_path / "a.png", tmp_path / "b.txt", tmp_path / "c.pdf"
    picture.write_bytes(pictured)
    text.write_text(decree(1), encoding="utf-8")
    layer.write_bytes(paper(FIRST))
    known = {path: outcome_digest(path) for path in (picture, text, layer)}
    assert all(known.values())
    assert all(outcome_digest(path, digest) is None for path, digest in known.items())
    request.getfixturevalue("another_engine")
    assert ocr.engine().startswith("tesseract 99.0 vie ")
    read_again = {path.name for path, digest in known.items() if outcome_digest(path, digest) is not None}
    assert read_again == {"a.png"}


@posix
def test_what_cannot_be_opened_now_keeps_what_was_read_of_it(folder: Path, store: Path) -> None:
    """A share that is away for a day must not empty the archive."""
    inner = folder / "con"
    inner.mkdir()
    (inner / "a.txt").write_text(decree(2), encoding="utf-8")
    (folder / "b.txt").write_text(decree(3), encoding="utf-8")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("c.txt", decree(4))
    ingest_paths([folder], store)
    shut = [inner, folder / "b.txt", folder / "c.zip"]
    for path in shut:
        path.chmod(0)
    if os.access(shut[1], os.R_OK):
        pytest.skip("who runs this may read everything")
    try:
        rows = {row.path: row for row in ingest_paths([folder], store).rows}
    finally:
        for path in shut:
            path.chmod(0o700)
    assert {rows[str(path)].status for path in shut} == {"rejected"}
    assert all("quyền" in (rows[str(path)].reason or "") for path in shut)
    with Store(store) as opened:
        assert opened.ids() == ("a", "b", "c", "thuong")


@posix
def test_a_name_in_no_known_encoding_keeps_its_document(folder: Path, store: Path) -> None:
    """Names unpacked from old archives are bytes of a code page, not UTF-8."""
    path = os.fsencode(folder) + b"/Quy\xaat \xae\xdenh.txt"
    with open(path, "wb") as stream:  # noqa: PTH123 - pathlib has no names in bytes
        stream.write(decree(5).encode())
    for _ in range(2):
        ingest_paths([folder], store)
        with Store(store) as opened:
            assert len(opened.ids()) == 2
