"""The document store: one SQLite file, one transaction a document.

A process killed at any moment leaves a store that opens and holds whole documents only. A passage's
text is not stored: it is cut from the document's text, so that the two can never differ.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest import duplicates, links, seen
from ingest.duplicates import Fingerprint, Version
from ingest.facts import stored
from ingest.facts.record import FactRecord, Status
from ingest.relations import Relation
from ingest.rows import (
    Entry,
    document_row,
    entry_of,
    passage_row,
    read_document,
    read_entry,
    read_passage,
    to_json,
)
from ingest.seen import Seen
from ingest.types import Document, Passage
from settings import PolicyError, Settings

__all__ = ["Entry", "Store", "StoreError", "has_store", "open_store"]

FILE = "documents.sqlite"
SCHEMA = 1

TABLE = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    entry TEXT NOT NULL,     -- JSON: what a listing shows
    document TEXT NOT NULL,  -- JSON: Document but for its text
    passages TEXT NOT NULL   -- JSON: list of Passage but for document and text
) WITHOUT ROWID
"""

REPORTS = "CREATE TABLE IF NOT EXISTS reports (run INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, report TEXT)"
_RUNS = 20  # reports that are kept


class StoreError(PolicyError):
    """The store cannot be used as it is; the message says in Vietnamese what to do."""


def open_store(settings: Settings, *, create: bool = False, fresh: bool = False) -> Store:
    """The store that settings name, in their folder or their database; with ``create``, made where it lacks.

    Args:
        fresh: of a database with replicas, read the server that has what was written last.

    Raises:
        StoreError: there is none, it is damaged, or of another version of the program.
        ingest.postgres.connecting.DatabaseError: the database does not answer.
    """
    if settings.engine == "postgres":
        from ingest.postgres.store import PostgresStore

        return PostgresStore(settings, create=create, fresh=fresh)
    return Store(settings.store, create=create)


def has_store(settings: Settings) -> bool:
    """Whether there is one already.

    Raises:
        ingest.postgres.connecting.DatabaseError: the database does not answer.
    """
    if settings.engine == "postgres":
        from ingest.postgres.store import has_store as in_database

        return in_database(settings)
    return Store.exists(settings.store)


class Store:
    """Documents on disk, by id.

    >>> with Store(folder) as store:            # doctest: +SKIP
    ...     store.passages("thap-muoi-2023")
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open ``folder/documents.sqlite``; with ``create``, make it where there is none.

        Raises:
            StoreError: no store there, a damaged one, or one of another version of the program.
        """
        self.path = Path(folder) / FILE
        if not create and not self.path.is_file():
            raise StoreError(f"chưa có tài liệu nào trong {folder}: chạy python -m ingest trước")
        try:
            self._db = self._connect(create)
            self._check(create)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"không mở được kho tài liệu {self.path} ({error}): xóa tệp ấy rồi chạy lại python -m ingest"
            ) from error

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether ``folder`` holds a store."""
        return (Path(folder) / FILE).is_file()

    @property
    def version(self) -> int:
        """Number of the schema in the file."""
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def put(
        self,
        document: Document,
        passages: Iterable[Passage],
        digest: str,
        path: str,
        page_count: int | None,
        facts: Iterable[FactRecord] = (),
        relations: Iterable[Relation] = (),
        mark: Fingerprint | None = None,
    ) -> Entry:
        """Add ``document`` with all that was read of it, or replace the one with its id or path, in one
        transaction."""
        listed = [passage_row(passage) for passage in passages]
        entry = entry_of(document, len(listed), digest, path, page_count)
        row = (
            document.id,
            path,
            digest,
            document.text,
            to_json(asdict(entry)),
            to_json(document_row(document)),
            to_json(listed),
        )
        with self._writing():
            self._db.execute("DELETE FROM documents WHERE id = ? OR path = ?", (document.id, path))
            self._db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            stored.write(self._db, facts)
            links.write(self._db, relations)
            if mark is not None:
                duplicates.write(self._db, document.id, document.number, mark)
        return entry

    def remove(self, id: str) -> None:
        """Drop a document; an id that is not there is no error."""
        with self._writing():
            self._db.execute("DELETE FROM documents WHERE id = ?", (id,))

    def ids(self) -> tuple[str, ...]:
        """All ids, sorted."""
        return tuple(row[0] for row in self._db.execute("SELECT id FROM documents ORDER BY id"))

    def digest_of(self, id: str) -> str | None:
        """The digest a document was read under; ``None`` where there is no such document."""
        row = self._db.execute("SELECT digest FROM documents WHERE id = ?", (id,)).fetchone()
        return None if row is None else str(row[0])

    def entries(self) -> tuple[Entry, ...]:
        """A listing of all documents, sorted by id."""
        rows = self._db.execute("SELECT entry FROM documents ORDER BY id")
        return tuple(read_entry(json.loads(row[0])) for row in rows)

    def document(self, id: str) -> Document:
        """The document with this id.

        Raises:
            StoreError: there is none.
        """
        text, fields = self._row(id, "text, document")
        return read_document(text, json.loads(fields))

    def passages(self, id: str) -> tuple[Passage, ...]:
        """The passages of the document with this id, in its order.

        Raises:
            StoreError: there is no such document.
        """
        text, listed = self._row(id, "text, passages")
        return tuple(read_passage(id, text, fields) for fields in json.loads(listed))

    def facts(
        self,
        *,
        document: str | None = None,
        words: str = "",
        place: str | None = None,
        year: int | None = None,
        status: Status | None = None,
    ) -> tuple[FactRecord, ...]:
        """The facts that fulfil all conditions given: see ``ingest.facts.facts``."""
        asked = {"document": document, "words": words, "place": place, "year": year, "status": status}
        return stored.find(self._db, asked)

    def relations(self, document: str, key: str = "") -> tuple[Relation, ...]:
        """What ``document`` says of others, and others of the number with this key: see ``ingest.links``."""
        return links.find(self._db, document, key)

    def versions(self, id: str) -> tuple[Version, ...]:
        """Copies of a document and texts near it, the nearest first: see ``ingest.duplicates``."""
        return duplicates.versions(self._db, id)

    def seen(self) -> Mapping[str, Seen]:
        """What earlier runs found of files that are no documents, by path: see ``ingest.seen``."""
        return seen.read(self._db)

    def see(self, path: str, found: Seen) -> None:
        """Keep what was found of the file at ``path``."""
        with self._writing():
            seen.write(self._db, path, found)

    def unsee(self, paths: Iterable[str]) -> None:
        """Forget what was found of the files at ``paths``."""
        with self._writing():
            seen.forget(self._db, paths)

    def keep_report(self, at: str, report: dict[str, Any]) -> None:
        """Keep what a run reported; only the latest runs are kept."""
        with self._writing():
            self._db.execute("INSERT INTO reports (at, report) VALUES (?, ?)", (at, to_json(report)))
            self._db.execute("DELETE FROM reports WHERE run <= (SELECT max(run) FROM reports) - ?", (_RUNS,))

    def reports(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """When each kept run ended and what it reported, the latest first."""
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'reports'").fetchone():
            return ()
        rows = self._db.execute("SELECT at, report FROM reports ORDER BY run DESC")
        return tuple((at, json.loads(report)) for at, report in rows)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connect(self, create: bool) -> sqlite3.Connection:
        if create:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        # Reads may come from any thread of a web page; SQLite serialises them itself.
        base = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            base.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            base.close()  # a folder that cannot be written to can still be read
            uri = f"{self.path.resolve().as_uri()}?immutable=1"
            return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("PRAGMA secure_delete = ON")  # what is dropped must not be found in the file
        return base

    def _check(self, create: bool) -> None:
        if create and self.version == 0:
            with self._writing():
                if self.version == 0:  # another process may have been faster
                    self._db.execute(TABLE)
                    self._db.execute(f"PRAGMA user_version = {SCHEMA}")
        if create and self.version == SCHEMA:
            with self._writing():
                stored.create(self._db)
                links.create(self._db)
                duplicates.create(self._db)
                seen.create(self._db)
                self._db.execute(REPORTS)
        found = self.version
        if found == 0:
            raise StoreError(f"chưa có tài liệu nào trong {self.path.parent}: chạy python -m ingest trước")
        if found > SCHEMA:
            raise StoreError(
                f"kho {self.path} do phiên bản mới hơn tạo ({found} > {SCHEMA}): cập nhật chương trình"
            )
        if found < SCHEMA:
            raise StoreError(f"kho {self.path} của phiên bản cũ ({found} < {SCHEMA}): xóa tệp ấy rồi nạp lại")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _row(self, id: str, columns: str) -> tuple[str, str]:
        row = self._db.execute(f"SELECT {columns} FROM documents WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreError(f"không có tài liệu {id!r} trong kho: chạy lại python -m ingest")
        return row[0], row[1]
