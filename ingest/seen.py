"""What runs found of files that are no documents: what lies in an archive, and which files failed and how.

An archive that did not change is not unpacked again, and a file that took too long or brought its reader
down is not tried again with the same program and limits. All of this may be lost: it only saves time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.readers.members import Leaf

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS seen (path TEXT PRIMARY KEY, digest TEXT NOT NULL, found TEXT NOT NULL) "
    "WITHOUT ROWID"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found of one file whose content and reader have this ``digest``.

    Attributes:
        leaves: what lies in it, where it is an archive or a mail.
        reason: why it failed, where it did; ``limits`` under which.
    """

    digest: str
    leaves: tuple[Leaf, ...] | None = None
    reason: str | None = None
    limits: str = ""


def create(base: sqlite3.Connection) -> None:
    """Make what holds it where it is not there yet; inside the caller's transaction."""
    base.execute(_SCHEMA)


def read(base: sqlite3.Connection) -> Mapping[str, Seen]:
    """All of it, by path."""
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'seen'").fetchone():
        return {}
    return {path: _seen(digest, found) for path, digest, found in base.execute("SELECT * FROM seen")}


def write(base: sqlite3.Connection, path: str, seen: Seen) -> None:
    """Keep what was found of ``path``, in place of what was found before."""
    leaves = None if seen.leaves is None else [[leaf.name, leaf.digest, leaf.reason] for leaf in seen.leaves]
    found = {"leaves": leaves, "reason": seen.reason, "limits": seen.limits}
    row = (path, seen.digest, json.dumps(found, ensure_ascii=False))
    forget(base, [path])
    base.execute("INSERT INTO seen VALUES (?, ?, ?)", row)


def forget(base: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Drop what was found of ``paths``."""
    base.executemany("DELETE FROM seen WHERE path = ?", ((path,) for path in paths))


def _seen(digest: str, found: str) -> Seen:
    fields = json.loads(found)
    leaves = fields["leaves"]
    return Seen(
        digest,
        None if leaves is None else tuple(Leaf(*leaf) for leaf in leaves),
        fields["reason"],
        fields["limits"],
    )
