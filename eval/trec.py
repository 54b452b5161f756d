"""Qrels and runs in TREC's line formats, so that other tools can score ours and ours can score theirs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO, TypeVar

import ir_measures
from ir_measures import Qrel, ScoredDoc

from eval.questions import EvalError

Row = TypeVar("Row", Qrel, ScoredDoc)
_QREL = "question 0 passage relevance"
_RUN = "question Q0 passage rank score tag"


def write_qrels(path: Path, qrels: Iterable[Qrel]) -> None:
    """``question 0 passage relevance`` a line."""
    _write(path, [qrels_text(qrels)])


def write_run(path: Path, run: Iterable[ScoredDoc], tag: str) -> None:
    """``question Q0 passage rank score tag`` a line; rows come in rank order within a question."""
    _write(path, _run_lines(run, tag))


def read_qrels(path: Path) -> list[Qrel]:
    """Raises EvalError where the file cannot be read as qrels."""
    return _read(path, ir_measures.read_trec_qrels, _QREL)


def read_run(path: Path) -> list[ScoredDoc]:
    """Rows in rank order: by score downwards, ties by id downwards as trec_eval breaks them.

    Raises:
        EvalError: the file cannot be read as a run.
    """
    return _ranked(_read(path, ir_measures.read_trec_run, _RUN))


def parse_qrels(text: str, name: str) -> list[Qrel]:
    """As :func:`read_qrels`, for the text of the file ``name``."""
    return _parsed(text, name, ir_measures.read_trec_qrels, _QREL)


def parse_run(text: str, name: str) -> list[ScoredDoc]:
    """As :func:`read_run`, for the text of the file ``name``."""
    return _ranked(_parsed(text, name, ir_measures.read_trec_run, _RUN))


def qrels_text(qrels: Iterable[Qrel]) -> str:
    """What :func:`write_qrels` writes."""
    return "".join(f"{q.query_id} {q.iteration} {q.doc_id} {q.relevance}\n" for q in qrels)


def run_text(run: Iterable[ScoredDoc], tag: str) -> str:
    """What :func:`write_run` writes."""
    return "".join(_run_lines(run, tag))


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


def _ranked(rows: list[ScoredDoc]) -> list[ScoredDoc]:
    rows.sort(key=lambda row: row.doc_id, reverse=True)
    return sorted(rows, key=lambda row: (row.query_id, -row.score))


def _read(path: Path, reader: Callable[[TextIO], Iterable[Row]], layout: str) -> list[Row]:
    try:
        return _parsed(path.read_text(encoding="utf-8"), str(path), reader, layout)
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); give a TREC file") from error
    except UnicodeDecodeError as error:
        raise EvalError(f"{path}: not in TREC's format ({error}); a line reads {layout!r}") from error


def _parsed(text: str, name: str, reader: Callable[[TextIO], Iterable[Row]], layout: str) -> list[Row]:
    try:
        return list(reader(io.StringIO(text)))
    except ValueError as error:
        raise EvalError(f"{name}: not in TREC's format ({error}); a line reads {layout!r}") from error
