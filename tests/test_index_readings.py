"""Documents that an index keeps taken apart: the same as read anew, and nothing else is ever built."""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from pathlib import Path

import pytest

from index.content import Content, ContentWriter
from index.readings import LONG, packed, unpacked
from ingest.document import parse
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.tabled import facts
from ingest.types import Document

TEXT = """ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU
BÁO CÁO
Tình hình kinh tế - xã hội năm 2023

I. KẾT QUẢ
1. Tỷ lệ hộ nghèo giảm còn **3,1%** (kế hoạch 3,5%), tạo việc làm cho 12.500 lao động.
| Chỉ tiêu | Đơn vị | Năm 2023 |
|---|---|---|
| Diện tích rừng trồng mới | ha | 1.250 |
| Sản lượng lúa | tấn | 45.300 |
"""


@pytest.fixture(scope="module")
def document() -> Document:
    more = "\n".join(
        f"{at}. Huyện số {at} xây dựng {at + 3} km đường, đạt {at},5% kế hoạch." for at in range(2, 90)
    )
    return parse(TEXT + more, id="bao-cao", source="bao-cao.txt")


def _places(sentence: Sentence) -> object:
    """All that equality passes over: where its characters stand, and its cells."""
    cells = sentence.row.cells if sentence.row else ()
    return [*sentence.at], [(cell.heading, cell.plain.text, [*cell.plain.at]) for cell in cells]


def test_a_document_kept_apart_is_what_reading_it_anew_gives(document: Document) -> None:
    body, anew = packed(document), Reading(document)
    assert body is not None
    kept = unpacked(body)
    assert kept.document == document
    assert kept.within(300, 600) == anew.within(300, 600)
    assert kept.within(300, 600)[0] is kept.within(300, 600)[0]
    assert tuple(kept.sentences) == anew.sentences and kept.sentences[-1] == anew.sentences[-1]
    assert [*map(_places, kept.sentences)] == [*map(_places, anew.sentences)]
    for one, other in zip(kept.sentences, anew.sentences, strict=True):
        assert facts(one, document.title, document.year) == facts(other, document.title, document.year)


def test_an_index_gives_what_it_kept_and_reads_short_documents(document: Document, tmp_path: Path) -> None:
    short = parse(TEXT, id="ngan", source="ngan.txt")
    assert len(short.text) < LONG <= len(document.text)
    writer = ContentWriter(tmp_path / "content.sqlite")
    for one in (document, short):
        writer.add(one, ())
    writer.close()
    content = Content(tmp_path / "content.sqlite")
    for one in (document, short):
        assert tuple(content.reading(one.id).sentences) == Reading(one).sentences
    with pytest.raises(KeyError):
        content.reading("khong-co")


@pytest.mark.parametrize(
    "change", ["UPDATE readings SET maker = 'another', body = x'00'", "DROP TABLE readings"]
)
def test_what_another_program_kept_is_not_used_nor_missed(
    change: str, document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "content.sqlite"
    writer = ContentWriter(path)
    writer.add(document, ())
    writer.close()
    with sqlite3.connect(path) as connection:
        connection.execute(change)
    assert tuple(Content(path).reading(document.id).sentences) == Reading(document).sentences


@pytest.mark.parametrize("value", [print, Path("x"), zlib.compress, {"a": 1}])
def test_nothing_but_documents_is_built(value: object, document: Document) -> None:
    part = zlib.compress(pickle.dumps(value))
    whole = pickle.loads(packed(document) or b"")
    for body in (value, (part, *whole[1:])):
        with pytest.raises(pickle.UnpicklingError):
            unpacked(pickle.dumps(body))
    with pytest.raises(pickle.UnpicklingError):
        unpacked(pickle.dumps((*whole[:2], [part]))).within(0, 10)
