"""Who did what to the library and the judgements, and when: ``python -m ui.audit [--store DIR]``.

One SQLite file in the store that is only ever added to; the reading page writes nothing into it.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from settings import DEFAULT_FILE, PolicyError, load_settings
from ui.access import User

FILE = "audit.sqlite"
Action = Literal["upload", "replace", "remove", "reread", "judge", "import", "run"]
# Rows can be neither changed nor removed, whatever program opens the file.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, what TEXT NOT NULL, note TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS kept_as_is BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'only added to'); END;
CREATE TRIGGER IF NOT EXISTS kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'only added to'); END;
"""


class AuditError(PolicyError):
    """The log cannot be written or read."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when (ISO, UTC), the address of the person (empty where no one signs in), what was done."""

    at: str
    who: str
    action: str
    what: str
    note: str = ""


def record(store: Path, user: User, action: Action, what: str, note: str = "") -> None:
    """Add a line; it is on disk when this returns.

    Args:
        what: id of the document, or of the question and passage.

    Raises:
        AuditError: the file cannot be written.
    """
    event = Event(datetime.now(UTC).isoformat(timespec="seconds"), user.email, action, what, note)
    with _opened(store) as log:
        log.executescript(_SCHEMA)
        log.execute("INSERT INTO events (at, who, action, what, note) VALUES (?, ?, ?, ?, ?)", astuple(event))


def events(store: Path, most: int = 1000) -> tuple[Event, ...]:
    """The latest lines, the latest first; none where nothing was done yet.

    Raises:
        AuditError: the file cannot be read.
    """
    if not (store / FILE).is_file():
        return ()
    with _opened(store) as log:
        rows = log.execute(
            "SELECT at, who, action, what, note FROM events ORDER BY number DESC LIMIT ?", (most,)
        )
        return tuple(Event(*row) for row in rows)


@contextmanager
def _opened(store: Path) -> Iterator[sqlite3.Connection]:
    try:
        log = sqlite3.connect(store / FILE, timeout=30, isolation_level=None)
        try:
            log.execute("PRAGMA synchronous = FULL")
            yield log
        finally:
            log.close()
    except sqlite3.Error as error:
        raise AuditError(
            f"không ghi được nhật ký {store / FILE} ({error}): kiểm tra quyền ghi và ổ đĩa"
        ) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the log, the latest line first."""
    parser = argparse.ArgumentParser(prog="python -m ui.audit", description=__doc__)
    parser.add_argument("--store", type=Path, help="folder with documents and index")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="settings file")
    given = parser.parse_args(arguments)
    try:
        for event in events(load_settings(given.settings, given.store).store):
            print("\t".join(astuple(event)))
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
