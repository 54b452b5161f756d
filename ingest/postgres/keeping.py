"""What people leave behind beside the documents, in the database: see :mod:`ingest.kept`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar, cast
from uuid import uuid4

from ingest.kept import NAMES, Kept, KeptFile, Name, Rows, insertions, rows_of
from ingest.postgres.connecting import servers_of
from ingest.postgres.dialect import kept_statements, numbered_columns
from ingest.postgres.statements import Statements
from settings import PolicyError, Settings

T = TypeVar("T")
Outcome = Literal["copied", "there", "other"]

_REMEMBERED = "1 hour"  # for which it is known of a transaction that it was done


class KeptTables:
    """Tables in a schema of their own, on the archive's first server and its replicas.

    Read and written on the server that accepts writes, so that who judged sees it. A transaction that loses
    its server is begun again on the next one, unless it turns out to have been done.
    """

    def __init__(self, settings: Settings, name: Name, schema: Path | None) -> None:
        """``schema`` is ``None`` for tables that are only moved."""
        self._name, self._file = f"{settings.schema}_{name}", schema
        self.where = f"schema {self._name}"
        self._db = Statements(servers_of(settings), self._name, primary=True)

    def read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.at_once(lambda: self._db.execute(query, values) if self._is_there() else [])

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        script = self._file.read_text(encoding="utf-8") if self._file else ""
        return self._once(script, lambda: work(cast(sqlite3.Connection, self._db)))

    def script(self) -> str:
        return "".join(row[0] for row in self.read("SELECT script FROM made"))

    def fill(self, script: str, rows: Rows) -> None:
        def work() -> None:
            for statement, values in insertions(script, rows):
                self._db.executemany(statement, values)
            for table, column in numbered_columns(script):
                numbers = f"pg_get_serial_sequence('{table}', '{column}')"
                self._db.execute(f"SELECT setval({numbers}, max({column})) FROM {table}")

        self._once(script, work)

    def _once(self, script: str, work: Callable[[], T]) -> T:
        token = uuid4().hex

        def whole() -> T:
            self._db.execute("SELECT pg_advisory_xact_lock(hashtext(?))", (self._name,))
            if not self._is_there():
                self._make(script)
            done = self._db.execute("SELECT result FROM done WHERE token = ?", (token,)).fetchone()
            if done is not None:
                return cast(T, json.loads(done[0]))
            result = work()
            self._db.execute("INSERT INTO done (token, result) VALUES (?, ?)", (token, json.dumps(result)))
            self._db.execute(f"DELETE FROM done WHERE at < now() - interval '{_REMEMBERED}'")
            return result

        return self._db.whole(whole)

    def _is_there(self) -> bool:
        return self._db.execute("SELECT to_regclass(?)", (f"{self._name}.made",))[0][0] is not None

    def _make(self, script: str) -> None:
        self._db.execute(f"CREATE SCHEMA IF NOT EXISTS {self._name}")
        for statement in kept_statements(script):
            self._db.execute(statement)
        self._db.execute(
            "CREATE TABLE done (token text PRIMARY KEY, result text NOT NULL, "
            "at timestamptz NOT NULL DEFAULT now())"
        )
        self._db.execute("CREATE TABLE made (script text NOT NULL)")
        self._db.execute("INSERT INTO made VALUES (?)", (script,))


def move_kept(settings: Settings, to: str) -> dict[Name, tuple[Outcome, str]]:
    """Copy what people left behind to the engine ``to``, each base whole; what became of each, and where.

    Nothing is mixed: one that holds something else already stays as it is (``"other"``), as does one that
    holds the same (``"there"``). What nobody ever wrote is left out.
    """
    found: dict[Name, tuple[Outcome, str]] = {}
    for name in NAMES:
        ours: dict[str, Kept] = {
            "files": KeptFile(settings.store / f"{name}.sqlite", None, PolicyError),
            "postgres": KeptTables(replace(settings, engine="postgres"), name, None),
        }
        target = ours.pop(to)
        (origin,) = ours.values()
        rows, there = rows_of(origin), rows_of(target)
        if not any(rows.values()):
            continue
        if any(there.values()):
            found[name] = ("there" if _same(rows, there) else "other", target.where)
        else:
            target.fill(origin.script(), rows)
            found[name] = ("copied", target.where)
    return found


def _same(a: Rows, b: Rows) -> bool:
    tables = a.keys() | b.keys()
    return all({*map(tuple, a.get(table, ()))} == {*map(tuple, b.get(table, ()))} for table in tables)
