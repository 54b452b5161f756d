"""The document store in PostgreSQL: the statements of :mod:`ingest.store`, run by another engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from ingest.duplicates import Fingerprint, Version
from ingest.facts.record import FactRecord, Status
from ingest.postgres.connecting import Connection, DatabaseError, servers_of
from ingest.postgres.dialect import followers, store_tables
from ingest.postgres.spreading import make_archive, make_indexes, make_tables
from ingest.postgres.statements import Statements
from ingest.relations import Relation
from ingest.rows import Entry
from ingest.seen import Seen
from ingest.store import SCHEMA, Store, StoreError
from ingest.types import Document, Passage
from settings import Settings

_STORE = "store"  # suffix of the schema with the tables of the store


class PostgresStore(Store):
    """As :class:`ingest.store.Store`, in the database that settings name; safe to share between threads.

    A document with all that was read of it is one transaction of one server. Where that is lost meanwhile,
    the whole transaction is done again on the next one.
    """

    def __init__(self, settings: Settings, *, create: bool = False, fresh: bool = False) -> None:
        """Open the archive; with ``create``, make it where there is none.

        Args:
            fresh: read what was written last, never from a replica that may be behind.

        Raises:
            StoreError: there is no archive, or one of another version of the program.
            DatabaseError: no server answers.
        """
        self.path = Path(f"postgresql/{settings.schema}")
        self._schema = f"{settings.schema}_{_STORE}"
        self._servers = servers_of(settings)
        self._statements = Statements(self._servers, self._schema, primary=create or fresh)
        self._db = cast(sqlite3.Connection, self._statements)
        if create:
            self._servers.write(lambda connection: create_archive(connection, settings.schema))
        # A replica may not have come as far as an archive that was made just now.
        read = self._servers.read_primary if create or fresh else self._servers.read
        if not read(lambda connection: has_archive(connection, settings.schema)):
            raise StoreError("chưa có tài liệu nào trong cơ sở dữ liệu: chạy python -m ingest trước")

    @property
    def version(self) -> int:
        return SCHEMA

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
        passages, facts, relations = tuple(passages), tuple(facts), tuple(relations)
        self._leave(path, document.id)

        def work() -> Entry:
            self._forget("id = ?", (document.id,))
            return super(PostgresStore, self).put(
                document, passages, digest, path, page_count, facts, relations, mark
            )

        return self._statements.whole(work)

    def remove(self, id: str) -> None:
        def work() -> None:
            self._forget("id = ?", (id,))
            super(PostgresStore, self).remove(id)

        self._statements.whole(work)

    def facts(
        self,
        *,
        document: str | None = None,
        words: str = "",
        place: str | None = None,
        year: int | None = None,
        status: Status | None = None,
    ) -> tuple[FactRecord, ...]:
        asked = {"document": document, "words": words, "place": place, "year": year, "status": status}
        return self._statements.at_once(lambda: super(PostgresStore, self).facts(**asked))  # type: ignore[arg-type]

    def versions(self, id: str) -> tuple[Version, ...]:
        return self._statements.at_once(lambda: super(PostgresStore, self).versions(id))

    def see(self, path: str, found: Seen) -> None:
        self._statements.whole(lambda: super(PostgresStore, self).see(path, found))

    def unsee(self, paths: Iterable[str]) -> None:
        listed = tuple(paths)
        self._statements.whole(lambda: super(PostgresStore, self).unsee(listed))

    def keep_report(self, at: str, report: dict[str, Any]) -> None:
        self._statements.whole(lambda: super(PostgresStore, self).keep_report(at, report))

    def close(self) -> None:
        """Nothing: connections are kept for the next one."""

    @contextmanager
    def _writing(self) -> Iterator[None]:
        yield  # within the transaction of `whole`

    def _leave(self, path: str, id: str) -> None:
        """Drop what another document had at ``path``: it may lie on another server, which commits by itself.

        Where a server is lost right after, the file counts as never read, and is read again.
        """
        question = "SELECT id FROM documents WHERE path = ? AND id != ?"
        for (other,) in self._statements.whole(lambda: self._db.execute(question, (path, id)).fetchall()):
            self.remove(other)

    def _forget(self, which: str, values: Sequence[object]) -> None:
        """Delete what follows the documents of which ``which`` holds."""
        for table in followers():
            self._db.execute(
                f"DELETE FROM {table} WHERE document IN (SELECT id FROM documents WHERE {which})", values
            )


def has_store(settings: Settings) -> bool:
    """Whether the database that settings name holds documents' tables."""
    return servers_of(settings).read(lambda connection: has_archive(connection, settings.schema))


def create_archive(connection: Connection, schema: str, partitions: Sequence[str] = ()) -> None:
    """Make the archive ``schema`` where it is not yet, its rows on the servers ``partitions`` if any.

    Raises:
        DatabaseError: it is there already, and partitions were asked for.
    """
    connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"policy {schema}",))
    if has_archive(connection, schema):
        if partitions:
            raise DatabaseError(f"the archive {schema} is there; its servers cannot change: name another")
        return
    make_archive(connection, schema, partitions)
    make_tables(connection, schema, f"{schema}_{_STORE}", store_tables())
    make_indexes(connection, schema, f"{schema}_{_STORE}", store_tables())
    connection.execute(f"CREATE TABLE {schema}.version AS SELECT {SCHEMA}::integer AS version")


def has_archive(connection: Connection, schema: str) -> bool:
    """Whether there is an archive of this name."""
    found = connection.execute("SELECT to_regclass(%s)", (f"{schema}.version",)).fetchone()
    return found is not None and found[0] is not None
