"""The store's tables and statements, written once for SQLite, as PostgreSQL reads them."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from typing import cast

from ingest import duplicates, links, seen, store
from ingest.facts import stored
from ingest.postgres.spreading import Table

# Tables that grow with the archive are spread over its servers, by the column with the document's id.
_SPREAD = {"documents": "id", "facts": "document"}
_MAKE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \((.*)\)(?: WITHOUT ROWID)?\s*$", re.S)
_INDEX = re.compile(r"CREATE INDEX (?:IF NOT EXISTS )?\w+ ON (\w+) (\(.*\))")
_FOLLOWS = re.compile(r"DELETE FROM (\w+) WHERE document = old\.id")
_KEY = re.compile(r",?\s*PRIMARY KEY \((.*?)\)")
_TYPES = (
    ("INTEGER PRIMARY KEY AUTOINCREMENT", "bigint GENERATED ALWAYS AS IDENTITY"),
    ("INTEGER", "bigint"),
    ("BLOB", "bytea"),
    ("TEXT", 'text COLLATE "C"'),
)


def statement_of(statement: str) -> str:
    """A statement: the marks of values, the list of tables, and ``end``, here a reserved word."""
    statement = statement.replace("?", "%s")
    statement = statement.replace("sqlite_master WHERE name", "pg_class WHERE relname")
    return re.sub(r"\bend\b", '"end"', statement)


@cache
def store_tables() -> tuple[Table, ...]:
    """The tables of the store."""
    said = [re.sub(r"--.*", "", one).strip() for one in _statements()]
    made = [match for one in said if (match := _MAKE.match(one))]
    indexes = [match for one in said if (match := _INDEX.match(one))]
    return tuple(
        _table(match[1], match[2], tuple(index[2] for index in indexes if index[1] == match[1]))
        for match in made
    )


@cache
def followers() -> tuple[str, ...]:
    """Tables whose rows go with their document."""
    return tuple(name for one in _statements() for name in _FOLLOWS.findall(one))


def _table(name: str, columns: str, indexes: tuple[str, ...]) -> Table:
    whole = _KEY.search(columns)
    inline = re.search(r"(\w+) \w+(?: NOT NULL)? PRIMARY KEY", columns)
    key = whole[1] if whole else inline[1] if inline else ""
    unique = tuple(f"({column})" for column in re.findall(r"(\w+) \w+ NOT NULL UNIQUE", columns))
    columns = _KEY.sub("", columns)
    for theirs, ours in _TYPES:
        columns = columns.replace(theirs, ours)
    columns = re.sub(r" PRIMARY KEY| UNIQUE", "", statement_of(columns))
    return Table(name, " ".join(columns.split()), key, (*unique, *indexes), _SPREAD.get(name, ""))


@cache
def _statements() -> tuple[str, ...]:
    """What makes a store of this version in SQLite."""
    heard = _Listener()
    for part in (stored, links, duplicates, seen):
        part.create(cast(sqlite3.Connection, heard))
    return (store.TABLE, store.REPORTS, *heard.statements)


class _Listener:
    """A base that is told what to do, and keeps it instead."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def execute(self, statement: str) -> None:
        self.statements.append(statement)
