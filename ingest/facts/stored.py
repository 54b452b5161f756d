"""Facts as rows of the document store, and the question that finds them again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ingest.facts.periods import Period
from ingest.facts.record import FactRecord, Status, scale_of
from ingest.facts.words import fold

if TYPE_CHECKING:
    from ingest.store import Store

# A document that goes takes its facts with it, whatever program deletes it.
_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS facts (
    document TEXT NOT NULL,
    section TEXT,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    number_start INTEGER NOT NULL,
    number_end INTEGER NOT NULL,
    low TEXT NOT NULL,       -- decimal
    high TEXT NOT NULL,
    of TEXT,
    unit TEXT,
    comparator TEXT NOT NULL,
    direction TEXT,
    first INTEGER,           -- first and last year of its period
    last INTEGER,
    status TEXT,
    place TEXT,
    organisation TEXT,
    indicator TEXT NOT NULL,
    folded TEXT NOT NULL,    -- indicator without diacritics, a space at both ends
    words TEXT NOT NULL      -- JSON: spans
)
""",
    "CREATE INDEX IF NOT EXISTS facts_document ON facts (document, number_start)",
    "CREATE TRIGGER IF NOT EXISTS facts_follow AFTER DELETE ON documents "
    "BEGIN DELETE FROM facts WHERE document = old.id; END",
)
_COLUMNS = (
    "document, section, start, end, number_start, number_end, low, high, of, unit, comparator, direction, "
    "first, last, status, place, organisation, indicator, folded, words"
)


def facts(
    store: Store,
    *,
    document: str | None = None,
    words: str = "",
    place: str | None = None,
    year: int | None = None,
    status: Status | None = None,
) -> tuple[FactRecord, ...]:
    """The facts of a store that fulfil all conditions given, by document and place in its text.

    ``words`` are syllables of the indicator in any order, with or without diacritics; ``year`` finds
    the periods that hold it too (``record.period`` says which it is). A store that a program without
    facts made has none until its documents are read again.

    >>> facts(store, words="hộ nghèo", year=2023, status="target")  # doctest: +SKIP
    """
    return store.facts(document=document, words=words, place=place, year=year, status=status)


def create(base: sqlite3.Connection) -> None:
    """Make what holds facts where it is not there yet; inside the caller's transaction."""
    for statement in _SCHEMA:
        base.execute(statement)


def write(base: sqlite3.Connection, records: Iterable[FactRecord]) -> None:
    """Add facts; those that their document had before went with it."""
    marks = ", ".join("?" * len(_COLUMNS.split(", ")))
    base.executemany(f"INSERT INTO facts ({_COLUMNS}) VALUES ({marks})", map(_row, records))


def find(base: sqlite3.Connection, conditions: dict[str, Any]) -> tuple[FactRecord, ...]:
    """The facts that fulfil ``conditions``, the arguments of ``facts`` by name."""
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
        return ()
    where, values = _where(conditions)
    base.execute("SAVEPOINT facts_read")  # facts and texts of one moment, whoever writes meanwhile
    try:
        rows = base.execute(
            f"SELECT {_COLUMNS} FROM facts {where} ORDER BY document, number_start, start", values
        ).fetchall()
        return tuple(_records(base, rows))
    finally:
        base.execute("RELEASE facts_read")


def _records(base: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> Iterator[FactRecord]:
    # A text is read once for all its facts: SQLite would count its letters from the start for each.
    for document, of_it in groupby(rows, key=itemgetter(0)):
        found = base.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        for row in of_it if found else ():
            yield _record(row, found[0])


def _where(conditions: dict[str, Any]) -> tuple[str, list[object]]:
    clauses: list[str] = []
    values: list[object] = []
    for name in ("document", "place", "status"):
        if conditions.get(name) is not None:
            clauses.append(f"facts.{name} = ?")
            values.append(conditions[name])
    if conditions.get("year") is not None:
        clauses.append("facts.first <= ? AND facts.last >= ?")
        values += [conditions["year"]] * 2
    for word in fold(conditions.get("words") or "").split():
        clauses.append("facts.folded LIKE ?")
        values.append(f"% {word} %")
    return ("WHERE " + " AND ".join(clauses)) if clauses else "", values


def _row(record: FactRecord) -> tuple[object, ...]:
    period = record.period
    return (
        record.document,
        record.section,
        record.start,
        record.end,
        *record.number,
        str(record.low),
        str(record.high),
        None if record.of is None else str(record.of),
        record.unit,
        record.comparator,
        record.direction,
        period.first if period else None,
        period.last if period else None,
        record.status,
        record.place,
        record.organisation,
        record.indicator,
        f" {fold(record.indicator)} ",
        json.dumps(record.words),
    )


def _record(row: tuple[Any, ...], whole: str) -> FactRecord:
    (document, section, start, end, number_start, number_end, low, high, of, unit, comparator, direction,
     first, last, status, place, organisation, indicator, _, words) = row  # fmt: skip
    return FactRecord(
        document=document,
        section=section,
        start=start,
        end=end,
        text=whole[start:end],
        number=(number_start, number_end),
        low=Decimal(low),
        high=Decimal(high),
        of=None if of is None else Decimal(of),
        unit=unit,
        scale=scale_of(unit),
        comparator=comparator,
        direction=direction,
        period=None if first is None else Period(first, last),
        status=status,
        place=place,
        organisation=organisation,
        indicator=indicator,
        words=tuple((low_, high_) for low_, high_ in json.loads(words)),
    )
