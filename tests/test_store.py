"""The store gives back what was put in, refuses what it cannot read, and holds whole documents only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import parse
from ingest.passages import passages_of
from ingest.store import FILE, SCHEMA, Store, StoreError
from ingest.types import Document, Passage

TEXT = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH
Số: 07/QĐ-UBND
An Bình, ngày 03 tháng 02 năm 2024

QUYẾT ĐỊNH
Về việc giao chỉ tiêu năm 2024

Điều 1. Giao chỉ tiêu
1. Tỷ lệ người dân tham gia bảo hiểm y tế đạt 95% trở lên.
2. Tỷ lệ hộ nghèo còn dưới 2%.

Điều 2. Hiệu lực
Quyết định này có hiệu lực kể từ ngày ký.
"""


def put(store: Store, document: Document, digest: str = "d1", path: str | None = None) -> None:
    store.put(document, passages_of(document), digest, path or f"/van-ban/{document.id}.txt", None)


@pytest.fixture
def document() -> Document:
    return parse(TEXT, id="an-binh", source="an-binh.txt", pages=(0, 40), warnings=("một lưu ý",))


def test_what_comes_out_is_what_went_in(tmp_path: Path, document: Document) -> None:
    with Store(tmp_path, create=True) as store:
        put(store, document)
    with Store(tmp_path) as store:
        assert store.document("an-binh") == document
        assert store.passages("an-binh") == passages_of(document)
        assert store.digest_of("an-binh") == "d1"
        assert store.version == SCHEMA
        entry = store.entries()[0]
    for name in ("id", "title", "number", "kind", "issuer", "place", "issued", "year", "signer", "warnings"):
        assert getattr(entry, name) == getattr(document, name)
    assert (entry.characters, entry.sections) == (len(document.text), len(document.sections))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("kept"), create=True) as store:
        yield store


written = st.text(st.characters(codec="utf-8"))


@given(
    text=written,
    issued=st.none() | st.dates(),
    year=st.none() | st.integers(1900, 2100),
    notes=st.lists(written, max_size=3),
)
def test_any_text_and_metadata_survive(
    kept: Store, text: str, issued: date | None, year: int | None, notes: list[str]
) -> None:
    document = Document("x", text, "t", None, None, None, None, issued, year, None, "x", (), (), tuple(notes))
    whole = Passage("x#p1", "x", "", 0, len(text), text, "", tuple(notes), "", None)
    kept.put(document, [whole], "d", "/x", None)
    assert kept.document("x") == document
    assert kept.passages("x") == (whole,)


def test_putting_again_replaces_and_removing_forgets(tmp_path: Path, document: Document) -> None:
    with Store(tmp_path, create=True) as store:
        put(store, document)
        put(store, document, digest="d2")
        assert store.ids() == ("an-binh",)
        assert store.digest_of("an-binh") == "d2"
        store.remove("an-binh")
        store.remove("never-there")
        assert store.ids() == ()
        assert store.digest_of("an-binh") is None
        with pytest.raises(StoreError, match="an-binh"):
            store.document("an-binh")


def test_one_path_is_one_document(tmp_path: Path, document: Document) -> None:
    other = parse(TEXT, id="ten-khac", source="an-binh.txt")
    with Store(tmp_path, create=True) as store:
        put(store, document, path="/van-ban/a.txt")
        put(store, other, path="/van-ban/a.txt")
        assert store.ids() == ("ten-khac",)


def test_a_document_half_put_is_not_there(tmp_path: Path, document: Document) -> None:
    """What a reader sees while a writer is in the middle: the state before."""
    with Store(tmp_path, create=True) as store:
        put(store, document)
    writer = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM documents")
    with Store(tmp_path) as store:
        assert store.document("an-binh") == document
    writer.close()  # as a kill does: no commit
    with Store(tmp_path) as store:
        assert store.ids() == ("an-binh",)


def test_a_folder_without_store_says_to_ingest_first(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="python -m ingest"):
        Store(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(("version", "word"), [(SCHEMA + 1, "mới hơn"), (-1, "cũ")])
def test_another_schema_is_refused(tmp_path: Path, document: Document, version: int, word: str) -> None:
    with Store(tmp_path, create=True) as store:
        put(store, document)
    base = sqlite3.connect(tmp_path / FILE)
    base.execute(f"PRAGMA user_version = {version}")
    base.close()
    for create in (False, True):
        with pytest.raises(StoreError, match=word):
            Store(tmp_path, create=create)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"khong phai kho " * 100)
    with pytest.raises(StoreError, match="xóa tệp"):
        Store(tmp_path, create=True)
