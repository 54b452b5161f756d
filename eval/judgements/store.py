"""Judgements of a store, in its folder or its database: every action one transaction (:mod:`ingest.kept`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval.judgements.types import Entry, Judgement, JudgementError, KeptQuestion, Pooled
from eval.questions import Question, as_row, parse_questions
from ingest.kept import open_kept
from settings import Settings

_NONE = "–"


class Judgements:
    """The judgements of one store; safe to share between threads and processes."""

    def __init__(self, settings: Settings) -> None:
        schema = Path(__file__).resolve().parent / "schema.sql"
        self._kept = open_kept(settings, "judgements", schema, JudgementError)

    def add_questions(
        self, set_name: str, questions: Iterable[Question], author: str, *, typed: bool = False
    ) -> int:
        """Keep questions; one whose id the set holds is replaced. Returns how many were given."""
        rows = [
            (set_name, q.id, json.dumps(as_row(q), ensure_ascii=False), author, int(typed)) for q in questions
        ]
        statement = (
            "INSERT INTO questions VALUES (?, ?, ?, ?, ?) ON CONFLICT (set_name, id) DO UPDATE"
            " SET body = excluded.body, author = excluded.author, typed = excluded.typed"
        )
        self._kept.write(lambda db: _many(db, statement, rows))
        return len(rows)

    def sets(self) -> dict[str, int]:
        """Names of the sets whose questions are kept, with how many each holds."""
        return dict(self._kept.read("SELECT set_name, count(*) FROM questions GROUP BY 1 ORDER BY 1"))

    def questions(self, set_name: str) -> tuple[KeptQuestion, ...]:
        """The questions of a set in the order in which they came."""
        rows = self._kept.read(
            "SELECT body, author, typed FROM questions WHERE set_name = ? ORDER BY rowid", set_name
        )
        return tuple(
            KeptQuestion(parse_questions(body, set_name)[0], author, bool(typed))
            for body, author, typed in rows
        )

    def pool(self, set_name: str, question: str, passages: Iterable[Pooled]) -> None:
        """Passages to judge; those already there stay, with what they read as now."""
        self.pool_all(set_name, [(question, one) for one in passages])

    def pool_all(self, set_name: str, rows: Iterable[tuple[str, Pooled]]) -> None:
        """As :meth:`pool`, for many questions in one transaction."""
        given = [(set_name, question, one.passage, one.document, one.digest) for question, one in rows]
        if set(given) <= set(self._kept.read("SELECT * FROM pools WHERE set_name = ?", set_name)):
            return  # the common case: the same question looked at again
        statement = (
            "INSERT INTO pools VALUES (?, ?, ?, ?, ?) ON CONFLICT (set_name, question, passage) DO UPDATE"
            " SET document = excluded.document, digest = excluded.digest"
        )
        self._kept.write(lambda db: _many(db, statement, given))

    def pooled(self, set_name: str) -> dict[str, tuple[Pooled, ...]]:
        """The pool of each question that has one, passages by id."""
        found: dict[str, tuple[Pooled, ...]] = {}
        for question, *rest in self._kept.read(
            "SELECT question, passage, document, digest FROM pools WHERE set_name = ? ORDER BY 1, 2", set_name
        ):
            found[question] = (*found.get(question, ()), Pooled(*rest))
        return found

    def judge(self, set_name: str, question: str, passage: Pooled, rater: str, grade: int | None) -> None:
        """Keep a grade (``None``: cannot be told), in place of the rater's earlier one.

        Raises:
            JudgementError: no such grade, or no name.
        """
        self._judge_all(set_name, [(question, passage, grade)], rater, "judge")

    def take_in(self, set_name: str, rows: Sequence[tuple[str, Pooled, int | None]], rater: str) -> None:
        """Grades read from a file as those of ``rater``, all or none."""
        self._judge_all(set_name, rows, rater, "import")

    def undo(self, set_name: str, question: str, rater: str) -> str | None:
        """Take the rater's last judgement of the question back; the id of its passage, or ``None``.

        Called again it takes back the one before. Grades read from a file stay.
        """
        return self._kept.write(lambda db: _undo(db, set_name, question, rater))

    def of(self, set_name: str, question: str | None = None) -> list[Judgement]:
        """The judgements of a set, or of one of its questions, in the order of their ids."""
        chosen = "AND question = ?" if question is not None else ""
        rows = self._kept.read(
            "SELECT question, passage, document, digest, rater, grade, at FROM judgements"
            f" WHERE set_name = ? {chosen} ORDER BY question, passage, rater",
            *(value for value in (set_name, question) if value is not None),
        )
        return [
            Judgement(q, Pooled(p, doc, dig), rater, grade, at) for q, p, doc, dig, rater, grade, at in rows
        ]

    def keep_run(self, set_name: str, tag: str, run: Iterable[tuple[str, str, int]]) -> None:
        """Keep a run read from a file, rows of question, passage and rank, in place of one of that tag."""
        rows = [(set_name, tag, *row) for row in run]

        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM runs WHERE set_name = ? AND tag = ?", (set_name, tag))
            db.executemany("INSERT INTO runs VALUES (?, ?, ?, ?, ?)", rows)

        self._kept.write(work)

    def runs(self, set_name: str) -> tuple[str, ...]:
        """Tags of the runs kept for a set."""
        rows = self._kept.read("SELECT DISTINCT tag FROM runs WHERE set_name = ? ORDER BY 1", set_name)
        return tuple(tag for (tag,) in rows)

    def run(self, set_name: str, tag: str, question: str) -> tuple[str, ...]:
        """Ids of passages as a kept run ranks them for a question."""
        wanted = (
            "SELECT passage FROM runs WHERE set_name = ? AND tag = ? AND question = ? ORDER BY rank, passage"
        )
        return tuple(passage for (passage,) in self._kept.read(wanted, set_name, tag, question))

    def log(self, limit: int = 200) -> list[Entry]:
        """The newest lines of the audit log, newest first."""
        rows = self._kept.read(
            "SELECT at, rater, action, set_name, question, passage, before, after FROM log"
            " ORDER BY id DESC LIMIT ?",
            limit,
        )
        return [
            Entry(at, rater, action, set_name, question, passage, _grade_of(before), _grade_of(after))
            for at, rater, action, set_name, question, passage, before, after in rows
        ]

    def _judge_all(
        self, set_name: str, rows: Sequence[tuple[str, Pooled, int | None]], rater: str, action: str
    ) -> None:
        if not rater.strip():
            raise JudgementError("a judgement needs a rater's name; give one")
        if wrong := [grade for _, _, grade in rows if grade is not None and grade not in range(4)]:
            raise JudgementError(f"grade {wrong[0]} is none of 0, 1, 2, 3; correct it")

        def work(db: sqlite3.Connection) -> None:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            for question, one, grade in rows:
                before = _kept(db, set_name, question, one.passage, rater)
                after = [one.document, one.digest, grade, at]
                _set(db, set_name, question, one.passage, rater, after)
                _log(
                    db, rater, action, set_name, question, one.passage, json.dumps(before), json.dumps(after)
                )

        self._kept.write(work)


def _undo(db: sqlite3.Connection, set_name: str, question: str, rater: str) -> str | None:
    rows = db.execute(
        "SELECT action, passage, before, after FROM log WHERE rater = ? AND set_name = ?"
        " AND question = ? AND action IN ('judge', 'undo') ORDER BY id DESC",
        (rater, set_name, question),
    )
    undone = 0
    for action, passage, before, after in rows:
        if action == "undo":
            undone += 1
        elif undone:
            undone -= 1
        else:
            _set(db, set_name, question, passage, rater, json.loads(before))
            _log(db, rater, "undo", set_name, question, passage, after, before)
            return str(passage)
    return None


def _many(db: sqlite3.Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    db.executemany(statement, rows)


def _kept(db: sqlite3.Connection, *key: str) -> list[object] | None:
    row = db.execute(
        "SELECT document, digest, grade, at FROM judgements"
        " WHERE set_name = ? AND question = ? AND passage = ? AND rater = ?",
        key,
    ).fetchone()
    return list(row) if row else None


def _set(
    db: sqlite3.Connection,
    set_name: str,
    question: str,
    passage: str,
    rater: str,
    kept: Sequence[object] | None,
) -> None:
    key = (set_name, question, passage, rater)
    if kept is None:
        wanted = "DELETE FROM judgements WHERE set_name = ? AND question = ? AND passage = ? AND rater = ?"
        db.execute(wanted, key)
        return
    document, digest, grade, at = kept
    row = (set_name, question, passage, document, digest, rater, grade, at)
    db.execute(
        "INSERT INTO judgements VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (set_name, question, passage, rater) DO UPDATE SET document = excluded.document,"
        " digest = excluded.digest, grade = excluded.grade, at = excluded.at",
        row,
    )


def _log(db: sqlite3.Connection, rater: str, *what: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    db.execute(
        "INSERT INTO log (at, rater, action, set_name, question, passage, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (at, rater, *what),
    )


def _grade_of(kept: str) -> str:
    row = json.loads(kept)
    return _NONE if row is None else "?" if row[2] is None else str(row[2])
