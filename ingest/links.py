"""Relations as rows of the document store, and both ends of each: who acts on whom, and who of them is here.

A number alone does not name a document: every commune has its 12/QĐ-UBND. Two numbers are of one document
where their dates agree; where a date is missing, where the number holds a year, or where both documents are
of one place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.citing import key_of
from ingest.relations import Relation
from ingest.rows import Entry
from ingest.saying import RelationKind

if TYPE_CHECKING:
    from ingest.store import Store

# A document that goes takes what it says with it, whatever program deletes it.
_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS relations (
    document TEXT NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    number TEXT NOT NULL,
    key TEXT NOT NULL,       -- number as it is compared
    issued TEXT,             -- ISO date
    part TEXT,
    by TEXT,                 -- number of the acting document where that is another
    by_key TEXT,
    by_issued TEXT
)
""",
    "CREATE INDEX IF NOT EXISTS relations_document ON relations (document, start)",
    "CREATE INDEX IF NOT EXISTS relations_key ON relations (key)",
    "CREATE INDEX IF NOT EXISTS relations_by ON relations (by_key)",
    "CREATE TRIGGER IF NOT EXISTS relations_follow AFTER DELETE ON documents "
    "BEGIN DELETE FROM relations WHERE document = old.id; END",
)
_TOLD: dict[RelationKind, tuple[str, str]] = {
    "basis": ("căn cứ {}", "là căn cứ của {}"),
    "replaces": ("thay thế {}", "được thay thế bởi {}"),
    "amends": ("sửa đổi, bổ sung {}", "được sửa đổi, bổ sung bởi {}"),
    "supplements": ("bổ sung {}", "được bổ sung bởi {}"),
    "abolishes": ("bãi bỏ {}", "bị bãi bỏ bởi {}"),
    "expires": ("làm hết hiệu lực {}", "hết hiệu lực theo {}"),
    "attached": ("kèm theo {}", "có kèm theo {}"),
}

_ENDING: frozenset[RelationKind] = frozenset(("replaces", "abolishes", "expires"))


@dataclass(frozen=True, slots=True)
class End:
    """A document at one end of a link; ``id`` is ``None`` where the store does not hold it."""

    number: str | None
    issued: date | None
    id: str | None
    title: str | None = None

    @property
    def told(self) -> str:
        return self.number or self.title or self.id or ""


@dataclass(frozen=True, slots=True)
class Link:
    """``acting`` does ``relation.kind`` to ``target``; ``relation`` tells which text says so, and where."""

    relation: Relation
    acting: End
    target: End

    def told(self, id: str) -> str:
        """The link as seen from the document ``id``: "được thay thế bởi 12/2024/QĐ-UBND"."""
        acts, bears = _TOLD[self.relation.kind]
        sentence = acts.format(self.target.told) if self.acting.id == id else bears.format(self.acting.told)
        return f"{sentence} ({self.relation.part})" if self.relation.part else sentence


def links(store: Store, document: str) -> tuple[Link, ...]:
    """All links of a document, in both directions, whichever document of the store tells them.

    Sorted by the telling document and the place in its text. A store that a program without relations made
    has none until its documents are read again.

    Raises:
        StoreError: there is no such document.

    >>> [link.told("qd-12") for link in links(store, "qd-12")]  # doctest: +SKIP
    ['căn cứ 72/2025/QH15', 'được thay thế bởi 8/2026/QĐ-UBND']
    """
    entries = {entry.id: entry for entry in store.entries()}
    here = entries.get(document)
    if here is None:
        store.document(document)  # says what to do
        return ()
    shelf = _Shelf(entries.values())
    found = (
        _link(relation, entries, shelf) for relation in store.relations(here.id, key_of(here.number or ""))
    )
    return tuple(link for link in found if document in (link.acting.id, link.target.id))


def endings(store: Store) -> dict[str, tuple[Link, ...]]:
    """Of each document that others replace, abolish or end as a whole: the links that say so.

    That a document is not among them is no proof that it is in force: what ends it may not be in the store.
    """
    entries = {entry.id: entry for entry in store.entries()}
    shelf = _Shelf(entries.values())
    found: dict[str, list[Link]] = {}
    for id in entries:
        for relation in store.relations(id):
            if relation.kind in _ENDING and relation.part is None:
                link = _link(relation, entries, shelf)
                if link.target.id is not None:
                    found.setdefault(link.target.id, []).append(link)
    return {id: tuple(told) for id, told in found.items()}


def create(base: sqlite3.Connection) -> None:
    """Make what holds relations where it is not there yet; inside the caller's transaction."""
    for statement in _SCHEMA:
        base.execute(statement)


def write(base: sqlite3.Connection, relations: Iterable[Relation]) -> None:
    """Add relations; those that their document told before went with it."""
    base.executemany(f"INSERT INTO relations VALUES ({', '.join('?' * 11)})", map(_row, relations))


def find(base: sqlite3.Connection, document: str, key: str) -> tuple[Relation, ...]:
    """What ``document`` says, and what any document says of the number whose key is ``key``."""
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'relations'").fetchone():
        return ()
    rows = base.execute(
        "SELECT document, kind, start, end, number, issued, part, by, by_issued FROM relations "
        "WHERE document = ? OR (? != '' AND (key = ? OR by_key = ?)) ORDER BY document, start, end, kind",
        (document, key, key, key),
    )
    return tuple(map(_relation, rows))


class _Shelf:
    """The documents of a store by the key of their number."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_key: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.number:
                self._by_key.setdefault(key_of(entry.number), []).append(entry)

    def find(self, number: str, issued: date | None, teller: Entry) -> Entry | None:
        """The document with this number, as ``teller`` must mean it; the first id where there are copies."""
        same = self._by_key.get(key_of(number), [])
        return next(
            (entry for entry in same if entry.id != teller.id and _fits(entry, number, issued, teller)), None
        )


def _fits(entry: Entry, number: str, issued: date | None, teller: Entry) -> bool:
    if issued is not None and entry.issued is not None:
        return issued == entry.issued
    has_year = any(part.isdigit() and len(part) == 4 for part in key_of(number).split("-")[1:])
    return has_year or "qh" in key_of(number) or (entry.place is not None and entry.place == teller.place)


def _link(relation: Relation, entries: dict[str, Entry], shelf: _Shelf) -> Link:
    teller = entries[relation.document]
    target = _end(relation.number, relation.issued, shelf.find(relation.number, relation.issued, teller))
    if relation.by is None:
        return Link(relation, _end(teller.number, teller.issued, teller), target)
    return Link(
        relation,
        _end(relation.by, relation.by_issued, shelf.find(relation.by, relation.by_issued, teller)),
        target,
    )


def _end(number: str | None, issued: date | None, entry: Entry | None) -> End:
    if entry is None:
        return End(number, issued, None)
    return End(entry.number or number, entry.issued or issued, entry.id, entry.title)


def _row(one: Relation) -> tuple[Any, ...]:
    target = (one.number, key_of(one.number), _iso(one.issued), one.part)
    acting = (one.by, key_of(one.by) if one.by else None, _iso(one.by_issued))
    return (one.document, one.kind, one.start, one.end, *target, *acting)


def _relation(row: tuple[Any, ...]) -> Relation:
    document, kind, start, end, number, issued, part, by, by_issued = row
    return Relation(document, kind, start, end, number, _date(issued), part, by, _date(by_issued))


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
