"""The cell of a table row that answers: who under "Chủ trì", when under "Thời gian", a figure under the
heading that the question says."""

from __future__ import annotations

import re

from answer.found import Span
from answer.question import Asked
from answer.terms import Term, bag, coverage
from ingest.facts.binding import Fact
from ingest.facts.cells import Cell
from ingest.facts.sentences import Sentence
from ingest.facts.stretches import STROKE
from ingest.facts.words import fold

_WHO = re.compile(r"chủ trì|chịu trách nhiệm|phụ trách|thực hiện|cơ quan|đơn vị(?! tính)", re.IGNORECASE)
_HELPS = re.compile(r"phối hợp", re.IGNORECASE)
_WHEN = re.compile(r"thời (?:gian|hạn|điểm)|tiến độ|hoàn thành|lộ trình", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LABEL = 0.15  # share of the question that a label must hold
_ENOUGH = 0.5  # share of the question that the rest of the row must hold


def cell_asked(asked: Asked, terms: tuple[Term, ...], sentence: Sentence) -> Span | None:
    """Span of ``sentence.text`` with the cell whose column is asked for, ``None`` where none is."""
    if sentence.row is None or asked.kind not in {"who", "when", "which"}:
        return None
    row, start = sentence.row, 0
    for cell in row.cells:
        end = start + len(cell.text)
        if cell.text.strip() and cell is not row.name and _wanted(asked, cell):
            rest = f"{sentence.text[:start]} {cell.heading} {sentence.text[end:]}"
            return (start, end) if coverage(terms, ((bag(rest), 1.0),)) >= _ENOUGH else None
        start = end + len(STROKE)
    return None


def column_asked(terms: tuple[Term, ...], fact: Fact) -> bool:
    """Whether a figure is a cell of its own, below a heading that says something of the question."""
    row, start, text = fact.sentence.row, 0, fact.sentence.text
    for cell in row.cells if row is not None else ():
        end = start + len(cell.text)
        if start <= fact.figure.start < end:
            alone = not _LETTER.search(text[start : fact.figure.start] + text[fact.figure.end : end])
            return alone and coverage(terms, ((bag(cell.heading), 1.0),)) > 0.0
        start = end + len(STROKE)
    return False


def label_asked(terms: tuple[Term, ...], fact: Fact) -> bool:
    """Whether a figure stands beside a label that says some of the question: "Tổng thời gian | 17 ngày"."""
    label = fact.sentence.row.label if fact.sentence.row else None
    return label is not None and coverage(terms, ((bag(label.text), 1.0),)) > _LABEL


def _wanted(asked: Asked, cell: Cell) -> bool:
    heading = cell.heading
    if asked.kind == "when":
        return _WHEN.search(heading) is not None
    if asked.kind == "who":
        helping = "phoi hop" in fold(asked.text)
        if helping or _HELPS.search(heading):
            return helping and _HELPS.search(heading) is not None
        return _WHO.search(heading) is not None
    noun = " ".join(asked.noun[-2:])
    return len(asked.noun) > 1 and f" {noun} " in bag(heading).plain
