"""Evaluations of a store, in its folder or its database: written by the worker, read by the page."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.records.types import SILENCE, Plan, Record, RecordError, Result
from ingest.kept import open_kept
from settings import Settings

_SILENT = "the process that measured ended without a word; measure again"
_COLUMNS = (
    "id, at, who, set_name, variant, configuration, answers, about, state, done, total, note, documents,"
    " passages, median_ms, fingerprint, beat"
)


class Records:
    """The evaluations of one store; safe to share between threads and processes."""

    def __init__(self, settings: Settings) -> None:
        schema = Path(__file__).resolve().parent / "schema.sql"
        self._kept = open_kept(settings, "evaluations", schema, RecordError)

    def plan(self, plans: Iterable[Plan], who: str) -> list[int]:
        """Put evaluations into the queue; their ids."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        rows = [(at, who, one.set, one.variant, one.configuration, int(one.answers)) for one in plans]
        insert = (
            "INSERT INTO records (at, who, set_name, variant, configuration, answers, about, state)"
            " VALUES (?, ?, ?, ?, ?, ?, '{}', 'waiting') RETURNING id"
        )
        return self._kept.write(lambda db: [int(db.execute(insert, row).fetchone()[0]) for row in rows])

    def all(self) -> list[Record]:
        """Every record, the newest first; one that gives no sign of life is shown as failed."""
        return [_record(row) for row in self._kept.read(f"SELECT {_COLUMNS} FROM records ORDER BY id DESC")]

    def get(self, id: int) -> Record | None:
        """The record of this id."""
        return next(map(_record, self._kept.read(f"SELECT {_COLUMNS} FROM records WHERE id = ?", id)), None)

    def claim(self) -> Record | None:
        """Begin the oldest waiting evaluation; ``None`` where none waits or another is under way."""
        id = self._kept.write(_claim)
        return None if id is None else self.get(id)

    def beat(self, id: int, done: int | None = None, total: int | None = None) -> bool:
        """Give a sign of life, with how far the work is; whether to go on."""
        values = (time.time(), done, total, id)
        changed = (
            "UPDATE records SET beat = ?, done = coalesce(?, done), total = coalesce(?, total) WHERE id = ?"
            " RETURNING state"
        )
        states = self._kept.write(lambda db: [str(state) for (state,) in db.execute(changed, values)])
        return states == ["running"]

    def finish(self, id: int, results: Sequence[Result], about: Mapping[str, Any], **facts: object) -> None:
        """Keep what was found; ``facts`` are columns of the record (documents, passages, median_ms, …).

        One that was stopped meanwhile stays so.
        """
        names = "".join(f", {name} = ?" for name in facts)
        rows = [(id, at, *_row(result)) for at, result in enumerate(results)]

        def work(db: sqlite3.Connection) -> None:
            done = db.execute(
                f"UPDATE records SET state = 'done', about = ?{names} WHERE id = ? AND state = 'running'",
                (json.dumps(about, ensure_ascii=False), *facts.values(), id),
            )
            if done.rowcount:
                db.executemany(
                    "INSERT INTO results (record, position, question, text, kind, style, documents, scores,"
                    " rank, first, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows,
                )

        self._kept.write(work)

    def fail(self, id: int, note: str) -> None:
        """Say why it could not be done."""
        self._change("UPDATE records SET state = 'failed', note = ? WHERE id = ?", note, id)

    def stop(self) -> None:
        """Stop what runs and take what waits out of the queue."""
        self._change("UPDATE records SET state = 'stopped' WHERE state IN ('waiting', 'running')")

    def remove(self, id: int) -> None:
        """Forget a record with its results."""

        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM results WHERE record = ?", (id,))
            db.execute("DELETE FROM records WHERE id = ?", (id,))

        self._kept.write(work)

    def results(self, id: int) -> tuple[Result, ...]:
        """The questions of a record in the order of their set."""
        rows = self._kept.read(
            "SELECT question, text, kind, style, documents, scores, rank, first, answer FROM results"
            " WHERE record = ? ORDER BY position",
            id,
        )
        return tuple(
            Result(
                question, text, kind, style, tuple(json.loads(documents)), json.loads(scores), rank, first,
                json.loads(answer),
            )
            for question, text, kind, style, documents, scores, rank, first, answer in rows
        )  # fmt: skip

    def _change(self, statement: str, *values: object) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute(statement, values)

        self._kept.write(work)


def _claim(db: sqlite3.Connection) -> int | None:
    db.execute(
        "UPDATE records SET state = 'failed', note = ? WHERE state = 'running' AND beat < ?",
        (_SILENT, time.time() - SILENCE),
    )
    if db.execute("SELECT 1 FROM records WHERE state = 'running'").fetchone():
        return None
    row = db.execute("SELECT id FROM records WHERE state = 'waiting' ORDER BY id LIMIT 1").fetchone()
    if row is None:
        return None
    changed = "UPDATE records SET state = 'running', beat = ?, done = 0, total = 0 WHERE id = ?"
    db.execute(changed, (time.time(), row[0]))
    return int(row[0])


def _row(result: Result) -> tuple[object, ...]:
    return (
        result.question,
        result.text,
        result.kind,
        result.style,
        json.dumps(result.documents),
        json.dumps(result.scores),
        result.rank,
        result.first,
        json.dumps(result.answer, ensure_ascii=False),
    )


def _record(row: tuple[Any, ...]) -> Record:
    id, at, who, set_name, variant, configuration, answers, about, state, *rest, beat = row
    if state == "running" and beat < time.time() - SILENCE:
        state, rest[2] = "failed", _SILENT
    plan = Plan(set_name, variant, configuration, bool(answers))
    return Record(id, at, who, plan, json.loads(about), state, *rest)
