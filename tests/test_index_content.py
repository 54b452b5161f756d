"""Passages of an index: the same whether they are read or kept, and never more kept than is bounded."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.content import Content, ContentWriter
from ingest.types import Document, Passage

COUNT = 40


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("content") / "content.sqlite"
    writer = ContentWriter(path)
    lines = [f"Xã số {row} có {row} thôn." for row in range(COUNT)]
    writer.add(_document("\n".join(lines)), [_passage(row, line) for row, line in enumerate(lines)])
    writer.close()
    return path


def _document(text: str) -> Document:
    return Document("xa", text, "Các xã", None, None, None, None, None, None, None, "xa.txt", ())


def _passage(row: int, text: str) -> Passage:
    return Passage(f"xa#{row:02}", "xa", "1", row, row + len(text), text, "Các xã", ("Các xã",), "mục 1")


def test_a_passage_is_the_same_read_or_kept_and_few_are_kept(path: Path) -> None:
    content = Content(path, kept=7)
    for _ in range(2):
        for row in range(COUNT):
            near = [row, (row + 3) % COUNT, (row + 20) % COUNT]
            assert content.ids(near) == {one: f"xa#{one:02}" for one in near}
            assert content.passage(f"xa#{row:02}") == _passage(row, f"Xã số {row} có {row} thôn.")
            assert len(content._kept) <= 7
    assert content.ids(range(COUNT)) == {row: f"xa#{row:02}" for row in range(COUNT)}
    content.gather(f"xa#{row:02}" for row in range(COUNT))
    assert len(content._kept) <= 7


def test_what_is_gathered_is_read_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = Content(path)
    ask, asked = content._all, []

    def counted(question: str, values: Sequence[object] = ()) -> list[object]:
        asked.append(question)
        return ask(question, values)

    monkeypatch.setattr(content, "_all", counted)
    ids = [f"xa#{row:02}" for row in (5, 30, 7)]
    for _ in range(2):  # the second time nothing is left to read
        content.gather(ids)
        assert [content.passage(id).text for id in ids] == [f"Xã số {r} có {r} thôn." for r in (5, 30, 7)]
    assert len(asked) == 1


def test_what_is_kept_is_shared_between_threads(path: Path) -> None:
    content = Content(path, kept=5)

    def read(row: int) -> bool:
        ids = content.ids([row, (row + 1) % COUNT])
        return content.passage(ids[row]).text == f"Xã số {row} có {row} thôn."

    with ThreadPoolExecutor(8) as readers:
        assert all(readers.map(read, list(range(COUNT)) * 20))


def test_a_passage_that_is_not_there_is_an_error(path: Path) -> None:
    with pytest.raises(KeyError):
        Content(path).passage("xa#99")


def test_opening_reads_no_document(path: Path) -> None:
    """What a document says of itself is read when it is asked for, one or all."""
    content = Content(path)
    assert "documents" not in vars(content)
    assert (content.names, content.ordinals, content.spans) == (("xa",), (0,), ((0, COUNT),))
    one = content.info("xa")
    assert "documents" not in vars(content)
    assert content.documents == (one,)
    with pytest.raises(KeyError):
        content.info("phuong")


def test_an_index_of_before_heads_and_ids_were_kept_apart_opens(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "content.sqlite"
    shutil.copy(path, older)
    base = sqlite3.connect(older)
    base.executescript("DROP TABLE heads; DROP TABLE ids;")
    base.commit()
    base.close()
    then, now = Content(older), Content(path)
    assert (then.names, then.ordinals, then.spans) == (now.names, now.ordinals, now.spans)
    assert then.documents == now.documents
    assert then.ids(range(COUNT)) == now.ids(range(COUNT))
