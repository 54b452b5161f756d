"""Copies under another name, and drafts or signed versions of one text.

A text is compared by its words, without case, marks of layout and line breaks: a copy saved in another
format is a copy. Near ones are found by MinHash over three words in a row (Broder 1997), 128 permutations in
32 bands of 4, so that of two texts that share half of these 3-grams .87 of pairs are looked at, and of those
that share .7 all but two in ten thousand. Sketches are made by rensa: its results are fixed by
``ALGORITHM_VERSION``, and it takes half a millisecond for twenty thousand words where datasketch takes sixty.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import struct
from dataclasses import dataclass
from typing import Any

from ingest.citing import key_of

NEAR = 0.6  # share of 3-grams in common from which two texts are called versions of one
_PERMUTATIONS, _ROWS, _SEED = 128, 4, 20_250_701
_AT_ONCE = 500  # values in one question to SQLite, which has a limit
_WORD = re.compile(r"[^\W_]+")
_PACKED = struct.Struct(f"<{_PERMUTATIONS}I")

_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS fingerprints (
    document TEXT PRIMARY KEY,
    content TEXT NOT NULL,   -- digest of its words
    number TEXT NOT NULL,    -- key of its number, or empty
    sketch BLOB NOT NULL
) WITHOUT ROWID
""",
    "CREATE INDEX IF NOT EXISTS fingerprints_content ON fingerprints (content)",
    "CREATE TABLE IF NOT EXISTS bands (band INTEGER, hash INTEGER, document TEXT, "
    "PRIMARY KEY (band, hash, document)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS bands_document ON bands (document)",
    "CREATE TRIGGER IF NOT EXISTS fingerprints_follow AFTER DELETE ON documents BEGIN "
    "DELETE FROM fingerprints WHERE document = old.id; DELETE FROM bands WHERE document = old.id; END",
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells texts apart: ``content`` exactly, ``sketch`` (128 numbers) nearly."""

    content: str
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """Another document with (nearly) the same text; ``share`` of its 3-grams in common, 1.0 for a copy."""

    id: str
    share: float
    copy: bool


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text."""
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    grams = [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(grams)
    content = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return Fingerprint(content, tuple(sketch.digest()))


def create(base: sqlite3.Connection) -> None:
    """Make what holds fingerprints where it is not there yet; inside the caller's transaction."""
    for statement in _SCHEMA:
        base.execute(statement)


def write(base: sqlite3.Connection, document: str, number: str | None, mark: Fingerprint) -> None:
    """Keep the fingerprint of ``document``; the one before went with it."""
    row = (document, mark.content, key_of(number or ""), _PACKED.pack(*mark.sketch))
    base.execute("INSERT INTO fingerprints VALUES (?, ?, ?, ?)", row)
    base.executemany(
        "INSERT INTO bands VALUES (?, ?, ?)", ((*band, document) for band in _bands(mark.sketch))
    )


def versions(base: sqlite3.Connection, document: str) -> tuple[Version, ...]:
    """Copies and near ones of ``document``, the nearest first, ties by id.

    Two papers that bear different numbers are two papers, however alike: a series of decisions made from
    one form has no drafts in it.
    """
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'bands'").fetchone():
        return ()
    own = base.execute(
        "SELECT content, number, sketch FROM fingerprints WHERE document = ?", (document,)
    ).fetchone()
    if own is None:
        return ()
    sketch = _PACKED.unpack(own[2])
    rows = _sharing(base, document, _bands(sketch))
    found = (_version(own[0], own[1], sketch, *row) for row in rows)
    near = [one for one in found if one is not None and (one.copy or one.share >= NEAR)]
    return tuple(sorted(near, key=lambda one: (not one.copy, -one.share, one.id)))


def _sharing(base: sqlite3.Connection, document: str, bands: list[tuple[int, int]]) -> list[Any]:
    """What is kept of the others that share a band; no join, which a database over servers fetches whole."""
    shared = " OR ".join(["(band = ? AND hash = ?)"] * len(bands))
    found = base.execute(
        f"SELECT document FROM bands WHERE {shared}", [one for band in bands for one in band]
    )
    others = sorted({row[0] for row in found} - {document})
    rows: list[Any] = []
    for at in range(0, len(others), _AT_ONCE):
        part = others[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows += base.execute(
            f"SELECT document, content, number, sketch FROM fingerprints WHERE document IN ({marks})", part
        ).fetchall()
    return rows


def _version(
    content: str,
    number: str,
    sketch: tuple[int, ...],
    id: str,
    its_content: str,
    its_number: str,
    its_sketch: bytes,
) -> Version | None:
    if content == its_content:
        return Version(id, 1.0, True)
    if number and its_number and number != its_number:
        return None
    same = sum(one == other for one, other in zip(sketch, _PACKED.unpack(its_sketch), strict=True))
    return Version(id, same / _PERMUTATIONS, False)


def _bands(sketch: tuple[int, ...]) -> list[tuple[int, int]]:
    """Number and hash of each band; the hash fits SQLite's signed 64 bits."""
    found = []
    for band in range(_PERMUTATIONS // _ROWS):
        part = struct.pack(f"<{_ROWS}I", *sketch[band * _ROWS : (band + 1) * _ROWS])
        found.append(
            (band, int.from_bytes(hashlib.blake2b(part, digest_size=8).digest(), "little", signed=True))
        )
    return found
