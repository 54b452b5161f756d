"""What people leave behind beside the documents: tables of the store, in a file or in its database.

Every action is one transaction, for good before it returns: what was accepted outlives a crash and a power
cut, what was cut off never happened. Statements are SQLite's; a database reads them by its dialect.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, get_args

from settings import PolicyError, Settings

Name = Literal["judgements", "evaluations"]
NAMES: tuple[Name, ...] = get_args(Name)  # of all that is kept so; an archive that moves takes them along
T = TypeVar("T")
Rows = Mapping[str, Sequence[Sequence[Any]]]  # all rows of each table, in the order in which they came
_VERSION = 1
_WAIT = 10.0  # seconds for another writer


class Kept(Protocol):
    """Tables that are made when first written; safe to share between threads and processes.

    Attributes:
        where: what tells a reader where they are.
    """

    where: str

    def read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows; none where nothing was ever written."""

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """``work`` as one transaction, the only one that writes; its result, which JSON can say. It may be
        begun again, and is done once."""

    def script(self) -> str:
        """The statements that made the tables; empty where nothing was ever written."""

    def fill(self, script: str, rows: Rows) -> None:
        """Make the tables of ``script`` and write all their rows, as one transaction."""


def open_kept(settings: Settings, name: Name, schema: Path, error: type[PolicyError]) -> Kept:
    """The tables ``name`` of the store that settings name, in its folder or its database.

    Args:
        schema: file with the statements that make them.
        error: what is raised where a file cannot be used.
    """
    if settings.engine == "postgres":
        from ingest.postgres.keeping import KeptTables

        return KeptTables(settings, name, schema)
    return KeptFile(settings.store / f"{name}.sqlite", schema, error)


class KeptFile:
    """An SQLite file; a connection lives for one action.

    An action is in the write-ahead log and brought to the disk before it returns (``synchronous=FULL``).
    """

    def __init__(self, path: Path, schema: Path | None, error: type[PolicyError]) -> None:
        """``schema`` is ``None`` for one that is only moved."""
        self.where, self._path, self._schema, self._error = str(path), path, schema, error

    def read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        with closing(self._open()) as db:
            return db.execute(query, values).fetchall()

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            with db:
                return work(db)

    def script(self) -> str:
        made = self.read(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid"
        )
        return "".join(f"{sql};\n" for (sql,) in made)

    def fill(self, script: str, rows: Rows) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open(script)) as db:
            db.execute("BEGIN IMMEDIATE")
            with db:
                for statement, values in insertions(script, rows):
                    db.executemany(statement, values)

    def _open(self, script: str | None = None) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
            db.execute("PRAGMA synchronous = FULL")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._create(db, script)
        except sqlite3.DatabaseError as error:
            raise self._error(f"{self._path}: cannot be used ({error}); move it aside") from error
        if version > _VERSION:
            raise self._error(f"{self._path}: written by a newer version of the program; update this one")
        return db

    def _create(self, db: sqlite3.Connection, script: str | None) -> None:
        if script is None:
            script = self._schema.read_text(encoding="utf-8") if self._schema else ""
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        with db:
            if db.execute("PRAGMA user_version").fetchone()[0]:
                return  # another process was first
            for statement in statements_in(script):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")


def statements_in(script: str) -> Iterator[str]:
    """One statement at a time: ``executescript`` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def rows_of(kept: Kept) -> Rows:
    """All that ``kept`` holds; no table where nothing was ever written."""
    found = {}
    for table, (columns, order) in _tables_in(kept.script()).items():
        found[table] = kept.read(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(order)}")
    return found


def insertions(script: str, rows: Rows) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
    """A statement with its rows for each table of ``script``, a table after those that it refers to."""
    for table, (columns, _) in _tables_in(script).items():
        marks = ", ".join("?" * len(columns))
        yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows.get(table, ())


def _tables_in(script: str) -> dict[str, tuple[list[str], list[str]]]:
    """Columns of each table, and those by which its rows stand as they came."""
    found = {}
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(script)
        tables = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        for table, sql in tables.fetchall():
            if not table.startswith("sqlite_"):
                about = db.execute(f"PRAGMA table_info({table})").fetchall()
                key = [row[1] for row in sorted(about, key=lambda row: int(row[5])) if row[5]]
                numbered = "WITHOUT ROWID" not in sql and len(key) != 1
                found[table] = ([row[1] for row in about], ["rowid"] if numbered else key)
    return found
