"""One SQLite file of the store: made when first written, whole after any crash, shared by all who open it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from settings import PolicyError

_VERSION = 1
_WAIT = 10.0  # seconds for another writer


class Kept:
    """A file with its schema; a connection lives for one action, so threads and processes share it freely.

    Every action is one transaction in the write-ahead log, brought to the disk before it returns
    (``synchronous=FULL``): what was accepted outlives a crash and a power cut, what was cut off never
    happened.

    Args:
        schema: file with the statements that make the tables.
        error: what is raised where the file cannot be used.
    """

    def __init__(self, path: Path, schema: Path, error: type[PolicyError]) -> None:
        self.path, self._schema, self._error = path, schema, error

    def read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows; none where nothing was ever written."""
        if not self.path.exists():
            return []
        with closing(self._open()) as db:
            return db.execute(query, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is whole on the disk when the block ends, or leaves nothing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            with db:
                yield db

    def _open(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            db.execute("PRAGMA synchronous = FULL")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._create(db)
        except sqlite3.DatabaseError as error:
            raise self._error(f"{self.path}: cannot be used ({error}); move it aside") from error
        if version > _VERSION:
            raise self._error(f"{self.path}: written by a newer version of the program; update this one")
        return db

    def _create(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        with db:
            if db.execute("PRAGMA user_version").fetchone()[0]:
                return  # another process was first
            for statement in _statements(self._schema.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """One statement at a time: ``executescript`` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
