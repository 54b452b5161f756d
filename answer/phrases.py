"""Whether a bare phrase names what a figure measures, so that the figure is the answer and no passage."""

from __future__ import annotations

from answer.candidates import Candidate, Look
from answer.narrowed import Fitting
from answer.question import Asked
from answer.tabled import column_asked, label_asked
from ingest.facts.words import syllables

CELL = 0.6  # share of a phrase that the row and the column of a cell must hold
COMPARED = 0.8  # share of a phrase that compares places that a figure's words must hold
_COUNTS = 80  # characters behind a share that say what it counts


def states_figure(look: Look, fitting: Fitting) -> bool:
    """A bare phrase that names an indicator exactly, or a column of the row that says the most of it."""
    asked = look.asked
    if asked.explicit or asked.kind not in {"task", "which"} or not fitting.facts:
        return False
    best = fitting.facts[0]
    if _in_best_row(look, best, fitting):
        return True
    figure = best.fact.figure if best.fact else None
    if asked.kind == "which" and (figure is None or figure.kind != "percent"):
        return False
    if asked.compare:  # places are compared by figures, where a phrase names what both count
        return best.own > COMPARED
    if best.own > 0.9 and (best.precise > 0.75 or _counts_subject(asked, best)):
        return True
    return asked.kind == "task" and _one_of_a_list(fitting, best)


def _one_of_a_list(fitting: Fitting, best: Candidate) -> bool:
    """Whether a phrase names one of the shares that its best sentence lists, or the one that it ends with:
    "ra lớp theo độ tuổi: mẫu giáo 92%, mẫu giáo 5 tuổi 99,9%, …", "Tỷ lệ trẻ ra lớp đạt 92%."."""
    first = fitting.sentences[0].sentence if fitting.sentences else None
    if best.fact is None or best.fact.figure.kind != "percent" or best.sentence is not first:
        return False
    beside = sum(one.sentence is first for one in fitting.facts)
    last = best.fact.figure.end > len(first.text) - 3 and first.text[:5].lower() in {"tỷ lệ", "tỉ lệ"}
    return (beside > 2 or last) and best.own > 0.65 and best.precise > (0.35 if last else 0.95)


def _in_best_row(look: Look, best: Candidate, fitting: Fitting) -> bool:
    """Whether a figure is the cell that a phrase asks for, where words alone would quote a row of cells."""
    if best.fact is None or not fitting.sentences or best.own < CELL:
        return False
    first = fitting.sentences[0].sentence
    asks = column_asked(look.terms, best.fact) or label_asked(look.terms, best.fact)
    measured = bool(look.asked.units) and best.sentence is first  # a figure within the words of a cell
    return first.row is not None and (asks or measured)


def _counts_subject(asked: Asked, best: Candidate) -> bool:
    """Whether a figure counts the very words that a phrase opens with, first or after others: "Có 70% chi bộ,
    *chi đoàn, tổ tự quản* …"."""
    opening = [one.form for one in asked.words[:3]]
    figure = best.fact.figure if best.fact else None
    if figure is None or figure.kind != "percent" or len(opening) < 3:
        return False
    after = [one.form for one in syllables(best.sentence.text[figure.end : figure.end + _COUNTS])]
    return any(after[at : at + 3] == opening for at in range(len(after)))
