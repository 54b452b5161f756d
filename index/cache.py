"""What was computed once for a text: its vector, its terms. Survives a killed build and a changed model."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS makers (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS known (
    maker INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (maker, key));
"""
_AT_ONCE = 500  # values in one question to SQLite, which has a limit


def key_of(*texts: str) -> bytes:
    """16 bytes that stand for ``texts``."""
    return hashlib.blake2b("\0".join(texts).encode("utf-8"), digest_size=16).digest()


class Cache:
    """Values by who made them (an encoder, an analyzer; with its version) and a text's key."""

    def __init__(self, path: Path) -> None:
        try:
            self._open(path)
        except sqlite3.DatabaseError:  # damaged: nothing in it that cannot be made again
            self._connection.close()
            path.unlink()
            self._open(path)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def missing(self, maker: str, keys: Iterable[bytes]) -> list[bytes]:
        """Keys that ``maker`` has no value for, each once, in their order."""
        wanted = list(dict.fromkeys(keys))
        found = {key for key, _ in self._select(self._number(maker), wanted, "NULL")}
        return [key for key in wanted if key not in found]

    def values(self, maker: str, keys: Sequence[bytes]) -> Iterator[bytes]:
        """The value of each key, in order; all must be known."""
        number = self._number(maker)
        for at in range(0, len(keys), _AT_ONCE):
            part = keys[at : at + _AT_ONCE]
            found = dict(self._select(number, part, "value"))
            yield from (found[key] for key in part)

    def put(self, maker: str, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values; they stay even if the program is killed after this returns."""
        number = self._number(maker)
        with self._connection:
            rows = ((number, key, value) for key, value in pairs)
            self._connection.executemany("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", rows)

    def prune(self, live: Iterable[bytes]) -> None:
        """Forget all values of texts that are not ``live``, whoever made them."""
        with self._connection:
            self._connection.execute("CREATE TEMP TABLE live (key BLOB PRIMARY KEY) WITHOUT ROWID")
            rows = ((key,) for key in live)
            self._connection.executemany("INSERT OR IGNORE INTO live VALUES (?)", rows)
            self._connection.execute("DELETE FROM known WHERE key NOT IN (SELECT key FROM live)")
            self._connection.execute("DROP TABLE live")

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_SCHEMA)

    def _number(self, maker: str) -> int:
        with self._connection:
            self._connection.execute("INSERT OR IGNORE INTO makers (name) VALUES (?)", (maker,))
        found = self._connection.execute("SELECT number FROM makers WHERE name = ?", (maker,))
        return int(found.fetchone()[0])

    def _select(self, number: int, keys: Sequence[bytes], column: str) -> Iterator[tuple[bytes, bytes]]:
        for at in range(0, len(keys), _AT_ONCE):
            part = keys[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            question = f"SELECT key, {column} FROM known WHERE maker = ? AND key IN ({marks})"
            yield from self._connection.execute(question, (number, *part)).fetchall()
