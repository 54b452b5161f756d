"""What keepers asked to be done with the library, in order, kept until it is done: one SQLite file.

A page puts jobs in, a process of its own (:mod:`ui.library.work`) takes them out one by one. Both may be
killed at any moment: a job that was under way is done again from its start, and each is written so that
doing it twice is doing it once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from settings import PolicyError
from ui.access import User
from ui.library import strings

FILE = "library.sqlite"
Action = Literal["upload", "replace", "remove", "reread", "index"]
State = Literal["waiting", "working", "done", "rejected"]
DUE = "due"  # a stage: the index has to be built
_TRIES = 2  # a job that ends the process twice is not tried again
_SHOWN = 200
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, who TEXT NOT NULL, sees TEXT NOT NULL, action TEXT NOT NULL, name TEXT NOT NULL,
    staged TEXT NOT NULL, document TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '', results TEXT NOT NULL DEFAULT '[]', path TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS stage (
    one INTEGER PRIMARY KEY CHECK (one = 1), what TEXT, done INTEGER, total INTEGER);
"""


class LibraryError(PolicyError):
    """The list of jobs cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document of a job: files in an archive are several.

    ``reason`` says why it was refused, ``near`` which documents its text is near to.
    """

    document: str
    name: str
    status: str
    reason: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do.

    Attributes:
        who: address of the person, empty where no one signs in.
        sees: ids of the documents that the person may see, ``None`` for all.
        name: of the file, safe; for other actions the document's file.
        staged: path of the uploaded file until it is read.
        document: id of the document that is replaced, removed or read again.
        note: a line for the person: why it was refused, which page is read.
        path: where the file is kept, once that is settled.
    """

    number: int
    at: str
    who: str
    sees: frozenset[str] | None
    action: Action
    name: str
    staged: str
    document: str
    state: State
    tries: int
    note: str
    results: tuple[Result, ...]
    path: str

    @property
    def open(self) -> bool:
        return self.state in ("waiting", "working")


_COLUMNS = tuple(field.name for field in fields(Job))


class Jobs:
    """The list of a store.

    >>> with Jobs(store) as jobs:  # doctest: +SKIP
    ...     jobs.add(user, "reread", name="kế hoạch.docx", document="ke-hoach")
    """

    def __init__(self, store: Path) -> None:
        """Open the list, made where there is none.

        Raises:
            LibraryError: it cannot be opened.
        """
        self._path = store / FILE
        with self._told():
            store.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(_SCHEMA)

    def add(self, user: User, action: Action, *, name: str, staged: str = "", document: str = "") -> int:
        """Put a job at the end; its number."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        sees = "" if user.documents_allowed is None else json.dumps(sorted(user.documents_allowed))
        values = (at, user.email, sees, action, name, staged, document, "waiting")
        with self._told():
            added = self._db.execute(
                "INSERT INTO jobs (at, who, sees, action, name, staged, document, state) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            return int(added.lastrowid or 0)

    def refuse(self, user: User, name: str, reason: str) -> None:
        """Keep that a file was not even taken in, and why."""
        number = self.add(user, "upload", name=name)
        self.finish(number, "rejected", reason)

    def next(self) -> Job | None:
        """The first job that is not done, now under way; one that was under way when its process ended
        comes again, unless it has ended two processes."""
        with self._told():
            self._db.execute(
                "UPDATE jobs SET state = 'rejected', note = ? WHERE state = 'working' AND tries >= ?",
                (strings.TWICE, _TRIES),
            )
            row = self._db.execute(
                "SELECT number FROM jobs WHERE state IN ('working', 'waiting') ORDER BY number LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            self._db.execute("UPDATE jobs SET state = 'working', tries = tries + 1 WHERE number = ?", row)
        return self.one(int(row[0]))

    def one(self, number: int) -> Job:
        """The job with this number."""
        return next(self._read("WHERE number = ?", (number,)))

    def settle(self, number: int, path: Path) -> None:
        """Say where the file of a job is kept, before it is put there."""
        with self._told():
            self._db.execute("UPDATE jobs SET path = ? WHERE number = ?", (str(path), number))

    def tell(self, number: int, note: str) -> None:
        """Say how far a job is."""
        with self._told():
            self._db.execute("UPDATE jobs SET note = ? WHERE number = ?", (note, number))

    def finish(self, number: int, state: State, note: str = "", results: Sequence[Result] = ()) -> None:
        """Close a job with what became of it."""
        told = json.dumps([_plain(result) for result in results], ensure_ascii=False)
        with self._told():
            self._db.execute(
                "UPDATE jobs SET state = ?, note = ?, results = ? WHERE number = ?",
                (state, note, told, number),
            )

    def stop(self, numbers: Sequence[int]) -> tuple[Job, ...]:
        """Close those of these jobs that still wait, as refused; which they were."""
        close = "UPDATE jobs SET state = 'rejected', note = ? WHERE number = ? AND state = 'waiting'"
        with self._told():
            closed = [n for n in numbers if self._db.execute(close, (strings.STOPPED, n)).rowcount]
        return tuple(map(self.one, closed))

    def open_jobs(self) -> tuple[Job, ...]:
        """The jobs that are not done, in order."""
        return tuple(self._read("WHERE state IN ('waiting', 'working') ORDER BY number", ()))

    def latest(self) -> tuple[Job, ...]:
        """The latest jobs, the latest first."""
        return tuple(self._read("ORDER BY number DESC LIMIT ?", (_SHOWN,)))

    def clear(self, numbers: Sequence[int]) -> None:
        """Forget those of these jobs that are done or refused."""
        with self._told():
            self._db.executemany(
                "DELETE FROM jobs WHERE number = ? AND state IN ('done', 'rejected')",
                [(number,) for number in numbers],
            )

    def stage(self, what: str = "", done: int = 0, total: int = 0) -> None:
        """Say how far the index is; nothing where it is not being built."""
        with self._told():
            self._db.execute("INSERT OR REPLACE INTO stage VALUES (1, ?, ?, ?)", (what, done, total))

    @property
    def pending(self) -> bool:
        """Whether anything is left to do: a job, or an index that has to be built after one."""
        return bool(self.open_jobs() or self.staged[0])

    @property
    def staged(self) -> tuple[str, int, int]:
        """What :meth:`stage` said last."""
        with self._told():
            row = self._db.execute("SELECT what, done, total FROM stage").fetchone()
        return (row[0], row[1], row[2]) if row else ("", 0, 0)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Jobs:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, where: str, values: tuple[Any, ...]) -> Iterator[Job]:
        with self._told():
            rows = self._db.execute(f"SELECT {', '.join(_COLUMNS)} FROM jobs {where}", values).fetchall()
        for row in rows:
            values_of: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
            values_of["sees"] = frozenset(json.loads(values_of["sees"])) if values_of["sees"] else None
            values_of["results"] = tuple(map(_result, json.loads(values_of["results"])))
            yield Job(**values_of)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(
                f"không ghi được danh sách việc {self._path} ({error}): kiểm tra quyền ghi và ổ đĩa"
            ) from error


def _plain(result: Result) -> dict[str, Any]:
    near = list(result.near)
    return {"document": result.document, "name": result.name, "status": result.status,
            "reason": result.reason, "near": near}  # fmt: skip


def _result(fields: Mapping[str, Any]) -> Result:
    return Result(**{**fields, "near": tuple(fields["near"])})
