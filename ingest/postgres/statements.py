"""Statements of SQLite's dialect, run by PostgreSQL and answered as SQLite does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from ingest.postgres.connecting import Connection, Servers
from ingest.postgres.dialect import statement_of

T = TypeVar("T")


class Statements:
    """Stands for the connection that modules written for SQLite are given; safe to share between threads."""

    def __init__(self, servers: Servers, schema: str, primary: bool) -> None:
        """Tables are those of ``schema``; with ``primary``, only the server that accepts writes is read."""
        self._servers = servers
        self._schema = schema
        self._read = servers.read_primary if primary else servers.read
        self._now = threading.local()

    def execute(self, statement: str, values: Sequence[object] = ()) -> Rows:
        connection: Connection | None = getattr(self._now, "connection", None)
        if connection is None:
            return self.at_once(lambda: self.execute(statement, values))
        cursor = connection.execute(statement_of(statement), tuple(values) or None)
        return Rows(cursor.fetchall() if cursor.description else [], cursor.rowcount)

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._now.connection.cursor().executemany(statement_of(statement), list(rows))

    def whole(self, work: Callable[[], T]) -> T:
        """``work`` in one transaction that writes."""
        return self._servers.write(lambda connection: self._on(connection, work))

    def at_once(self, work: Callable[[], T]) -> T:
        """``work``, whose statements only read, on one state of the archive."""
        return self._read(lambda connection: self._on(connection, work))

    def _on(self, connection: Connection, work: Callable[[], T]) -> T:
        connection.execute(f"SET LOCAL search_path = {self._schema}, public")
        self._now.connection = connection
        try:
            return work()
        finally:
            self._now.connection = None


class Rows(list[tuple[Any, ...]]):
    """Rows as a cursor of SQLite gives them.

    Attributes:
        rowcount: how many rows the statement changed or found.
    """

    def __init__(self, rows: Iterable[tuple[Any, ...]], rowcount: int) -> None:
        super().__init__(rows)
        self.rowcount = rowcount

    def fetchone(self) -> tuple[Any, ...] | None:
        return self[0] if self else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self
