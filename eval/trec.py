"""Qrels and runs in TREC's line formats, so that other tools can score ours and ours can score theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO, TypeVar

import ir_measures
from ir_measures import Qrel, ScoredDoc

from eval.questions import EvalError

Row = TypeVar("Row", Qrel, ScoredDoc)


def write_qrels(path: Path, qrels: Iterable[Qrel]) -> None:
    """``question 0 passage relevance`` a line."""
    _write(path, (f"{q.query_id} {q.iteration} {q.doc_id} {q.relevance}\n" for q in qrels))


def write_run(path: Path, run: Iterable[ScoredDoc], tag: str) -> None:
    """``question Q0 passage rank score tag`` a line; rows come in rank order within a question."""
    _write(path, _run_lines(run, tag))


def read_qrels(path: Path) -> list[Qrel]:
    """Raises EvalError where the file cannot be read as qrels."""
    return _read(path, ir_measures.read_trec_qrels, "question 0 passage relevance")


def read_run(path: Path) -> list[ScoredDoc]:
    """Rows in rank order: by score downwards, ties by id downwards as trec_eval breaks them.

    Raises:
        EvalError: the file cannot be read as a run.
    """
    rows = _read(path, ir_measures.read_trec_run, "question Q0 passage rank score tag")
    rows.sort(key=lambda row: row.doc_id, reverse=True)
    return sorted(rows, key=lambda row: (row.query_id, -row.score))


def _run_lines(run: Iterable[ScoredDoc], tag: str) -> Iterator[str]:
    ranks: dict[str, int] = {}
    for row in run:
        ranks[row.query_id] = rank = ranks.get(row.query_id, 0) + 1
        yield f"{row.query_id} Q0 {row.doc_id} {rank} {row.score!r} {tag}\n"


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    except OSError as error:
        raise EvalError(
            f"{path}: cannot be written ({error.strerror}); name a file in a folder that exists"
        ) from error


def _read(path: Path, reader: Callable[[TextIO], Iterable[Row]], layout: str) -> list[Row]:
    try:
        with path.open(encoding="utf-8") as file:
            return list(reader(file))
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); give a TREC file") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise EvalError(f"{path}: not in TREC's format ({error}); a line reads {layout!r}") from error
