"""Snapshot of documents and passages inside an index: it stays as it was while ingest runs."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from index.readings import maker, packed, unpacked
from ingest.facts.sentences import Reading
from ingest.rows import read_document, to_json
from ingest.types import Document, Passage

_SCHEMA = """
CREATE TABLE documents (
    ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, first INTEGER NOT NULL, passages INTEGER NOT NULL,
    info TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE heads (
    ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL, first INTEGER NOT NULL, passages INTEGER NOT NULL);
CREATE TABLE ids (row INTEGER PRIMARY KEY, id TEXT NOT NULL);
CREATE TABLE readings (ordinal INTEGER PRIMARY KEY, maker TEXT NOT NULL, body BLOB NOT NULL);
"""
_AT_ONCE = 500  # values in one question to SQLite, which has a limit
_READING = (
    "SELECT readings.body FROM readings JOIN documents USING (ordinal) WHERE id = ? AND readings.maker = ?"
)
KEPT = 8192  # passages that a reader keeps, about 20 MB
_IDS = 65536  # ids that it keeps, about 10 MB


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a document says about itself, without its text; fields as in :class:`ingest.types.Document`."""

    id: str
    title: str
    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    issued: date | None
    year: int | None
    signer: str | None
    source: str
    warnings: tuple[str, ...] = ()


class ContentWriter:
    """Writes documents with their passages, in order; rows of passages count on over all documents.

    Args:
        documents, rows: ordinal of the first document, row of its first passage.
    """

    def __init__(self, path: Path, documents: int = 0, rows: int = 0) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        self._next = documents, rows

    def add(self, document: Document, passages: Sequence[Passage]) -> tuple[int, int]:
        """Append ``document``, whose passages take the next rows; its ordinal, and the first of these."""
        ordinal, first = self._next
        self.put(document, passages, ordinal, first)
        self._next = ordinal + 1, first + len(passages)
        return ordinal, first

    def put(self, document: Document, passages: Sequence[Passage], ordinal: int, first: int) -> None:
        """Write ``document`` under numbers that it has already."""
        info, body = asdict(info_of(document)), asdict(document)
        values = (ordinal, document.id, first, len(passages), to_json(info), to_json(body))
        self._connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", values)
        self._connection.execute("INSERT INTO heads VALUES (?, ?, ?, ?)", values[:4])
        rows = ((first + i, p.id, to_json(asdict(p))) for i, p in enumerate(passages))
        self._connection.executemany("INSERT INTO passages VALUES (?, ?, ?)", rows)
        ids = ((first + i, p.id) for i, p in enumerate(passages))
        self._connection.executemany("INSERT INTO ids VALUES (?, ?)", ids)
        if (reading := packed(document)) is not None:
            kept = (ordinal, maker(), reading)
            self._connection.execute("INSERT INTO readings VALUES (?, ?, ?)", kept)

    def close(self) -> None:
        """Write what is held; the file is whole only now."""
        self._connection.commit()
        self._connection.close()


class Content:
    """Reads what :class:`ContentWriter` wrote; safe to share between threads.

    Attributes:
        names: ids of documents, in order of their ordinals. ordinals: these. spans: rows of their passages.

    Args:
        kept: passages that it keeps at most.

    Raises:
        sqlite3.DatabaseError: the file is damaged.
    """

    def __init__(self, path: Path, kept: int = KEPT) -> None:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        tables = {row[0] for row in self._all("SELECT name FROM sqlite_master")}
        self._has_readings = "readings" in tables
        # Beside bodies that fill pages even these few numbers and ids would take long to read.
        heads = "heads" if "heads" in tables else "documents"
        self._named = "ids" if "ids" in tables else "passages"
        rows = self._all(f"SELECT ordinal, id, first, passages FROM {heads} ORDER BY ordinal")
        self.ordinals: tuple[int, ...] = tuple(row[0] for row in rows)
        self.names: tuple[str, ...] = tuple(row[1] for row in rows)
        self.spans: tuple[tuple[int, int], ...] = tuple((first, first + n) for _, _, first, n in rows)
        self._most = kept
        self._ids: dict[int, str] = {}
        self._infos: dict[str, DocumentInfo] = {}
        self._kept: dict[str, Passage | str] = {}  # by id; as text until it is asked for

    @cached_property
    def documents(self) -> tuple[DocumentInfo, ...]:
        """All, in order of their ordinals; read when first asked for, which takes 10 µs each."""
        return tuple(read_info(row[0]) for row in self._all("SELECT info FROM documents ORDER BY ordinal"))

    def info(self, id: str) -> DocumentInfo:
        """What the document ``id`` says about itself.

        Raises:
            KeyError: there is none.
        """
        known = self._infos.get(id)
        if known is None:
            found = self._all("SELECT info FROM documents WHERE id = ?", (id,))
            if not found:
                raise KeyError(id)
            known = self._infos[id] = read_info(found[0][0])
        return known

    def document(self, id: str) -> Document:
        """The document ``id``, with its text.

        Raises:
            KeyError: there is none.
        """
        found = self._all("SELECT body FROM documents WHERE id = ?", (id,))
        if not found:
            raise KeyError(id)
        return read_whole_document(found[0][0])

    def reading(self, id: str) -> Reading:
        """The document ``id`` taken apart into sentences, as it was kept or else now.

        Raises:
            KeyError: there is none.
        """
        found = self._all(_READING, (id, maker())) if self._has_readings else []
        return unpacked(found[0][0]) if found else Reading(self.document(id))

    def passage(self, id: str) -> Passage:
        """The passage ``id``.

        Raises:
            KeyError: there is none.
        """
        known = self._kept.get(id)
        if known is None:
            found = self._all("SELECT id, body FROM passages WHERE id = ?", (id,))
            if not found:
                raise KeyError(id)
            self._keep(found)
            known = found[0][1]
        if isinstance(known, str):
            known = self._kept[id] = read_whole_passage(known)
        return known

    def passages(self, rows: range) -> list[Passage]:
        """The passages of these rows, in order."""
        asked = "SELECT body FROM passages WHERE row >= ? AND row < ? ORDER BY row"
        return [read_whole_passage(body) for (body,) in self._all(asked, (rows.start, rows.stop))]

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """All passages of a document, as they follow in its text."""
        found = self._all("SELECT first, passages FROM documents WHERE id = ?", (document,))
        rows = range(found[0][0], found[0][0] + found[0][1]) if found else range(0)
        return tuple(sorted(self.passages(rows), key=lambda passage: (passage.start, passage.end)))

    def ids(self, rows: Iterable[int]) -> dict[int, str]:
        """Ids of passages by row."""
        known = self._ids
        found = {row: known.get(row) for row in rows}
        missing = [row for row, id in found.items() if id is None]
        read = dict(self._among(f"SELECT row, id FROM {self._named} WHERE row IN", missing))
        if len(known) + len(read) > _IDS:
            known = self._ids = {}
        known |= read
        return {row: id for row, id in found.items() if id is not None} | read

    def gather(self, ids: Iterable[str]) -> None:
        """Read passages that will be asked for, all at once."""
        missing = [id for id in ids if id not in self._kept]
        self._keep(self._among("SELECT id, body FROM passages WHERE id IN", missing))

    def _keep(self, read: Sequence[tuple[str, str]]) -> None:
        if len(self._kept) + len(read) > self._most:
            self._kept = {}
        self._kept.update(read[: self._most])

    def _among(self, question: str, values: Sequence[object]) -> list[Any]:
        """The rows of a question that ends with ``IN``, for all ``values``."""
        parts = (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))
        return [row for part in parts for row in self._all(f"{question} ({','.join('?' * len(part))})", part)]

    def _all(self, question: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(question, values).fetchall()


def info_of(document: Document) -> DocumentInfo:
    """A document without its text."""
    return DocumentInfo(**{name: getattr(document, name) for name in DocumentInfo.__slots__})


def read_info(text: str) -> DocumentInfo:
    """The reverse of ``to_json(asdict(info))``."""
    value = _dated(json.loads(text))
    return DocumentInfo(**{**value, "warnings": tuple(value.get("warnings", ()))})


def read_whole_document(text: str) -> Document:
    """The reverse of ``to_json(asdict(document))``."""
    value = json.loads(text)
    return read_document(value.pop("text"), value)


def read_whole_passage(text: str) -> Passage:
    """The reverse of ``to_json(asdict(passage))``."""
    value = json.loads(text)
    value["headings"] = tuple(value["headings"])
    return Passage(**value)


def _dated(value: dict[str, Any]) -> dict[str, Any]:
    if value["issued"] is not None:
        value["issued"] = date.fromisoformat(value["issued"])
    return value
