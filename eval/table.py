"""The report as text for a terminal: what every column means stands above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eval.answers import Judged
from eval.measures import MEASURES
from eval.questions import Question
from eval.report import AnswerReport, Cell, ModeReport, Report
from eval.runs import Searched

_ANSWER_COLUMNS = {
    "judged": "judged",
    "exact@1": "EM@1",
    "exact@3": "EM@3",
    "compare": "compare",
    "document": "doc@1",
    "answered": "answered",
    "unanswerable": "none",
    "abstention_precision": "abst.P",
    "abstention_recall": "abst.R",
}


def as_text(report: Report) -> str:
    """All tables of a report."""
    lines = [
        f"{report.suite}: {report.questions} questions, {report.answerable} with evidence; "
        f"{report.documents} documents, {report.passages} passages of {report.passage_characters:.0f} "
        f"characters on average; model {report.model}",
        "",
        *retrieval_table(report.modes),
    ]
    if report.answers is not None:
        lines += ["", *_answer_table(report.answers)]
    return "\n".join(lines)


def retrieval_table(modes: Iterable[ModeReport]) -> list[str]:
    """One row a mode and group. ``chars``: mean characters of a passage returned; ``ms``: median."""
    reports = list(modes)
    head = (
        f"{'retrieval':<22}{'n':>4}" + "".join(f"{name:>9}" for name in MEASURES) + f"{'chars':>8}{'ms':>8}"
    )
    lines = ["R@k: share of questions with a relevant passage among the first k", head]
    for mode in reports:
        for cell in mode.cells:
            whole = cell.group == "all"
            row = f"{_label(mode.mode, cell):<22}{cell.questions:>4}"
            row += "".join(f"{_share(cell.figures.get(name)):>9}" for name in MEASURES)
            if whole:
                row += f"{_plain(mode.characters, 0):>8}{_plain(mode.median_ms, 1):>8}"
            lines.append(row)
    return [*lines, "", *(_interval_line(mode) for mode in reports)]


def misses(
    questions: Sequence[Question], scores: Mapping[str, Mapping[str, float]], searched: Searched
) -> list[str]:
    """The questions whose first relevant passage is not at rank 1, with what came first instead."""
    lines = []
    for question in questions:
        if not question.answerable or scores[question.id]["R@1"]:
            continue
        depth = "5" if not scores[question.id]["R@5"] else "1"
        first = searched.firsts.get(question.id)
        came = f"{first.passage}: {_short(first.text)}" if first else "nothing"
        wanted = question.evidence[0]
        lines += [
            f"{searched.mode} missed at {depth}: {question.id} [{question.kind}, {question.style}] "
            f"{question.question}",
            f"    wanted {wanted.doc}: {_short(wanted.quote)}",
            f"    came   {came}",
        ]
    return lines


def answer_misses(judged: Iterable[Judged]) -> list[str]:
    """The questions answered wrongly, or abstained from (or not) against the judgement."""
    lines = []
    for row in judged:
        question = row.question
        given = " | ".join(_short(text, 50) for text in row.given[:3]) or "abstained"
        wanted = question.answer or " | ".join(f"{e.doc}: {e.answer}" for e in question.answers)
        wrong = row.exact_first is False or row.abstained == question.answerable
        if wrong:
            lines.append(
                f"answer: {question.id} [{question.kind}, {question.style}] {question.question}\n"
                f"    wanted {wanted or ('any' if question.answerable else 'no answer')}\n    came   {given}"
            )
    return lines


def _answer_table(report: AnswerReport) -> list[str]:
    head = f"{'answers':<22}{'n':>4}" + "".join(f"{name:>9}" for name in _ANSWER_COLUMNS.values())
    lines = [
        "EM@k: an exact answer among the first k, of the judged (those with an expected answer);",
        "compare: share of the documents to compare that are answered exactly; doc@1: first citation in a",
        "right document; answered: of those with evidence; none: questions without evidence; abst.P, abst.R:",
        "precision and recall of abstaining",
        head,
    ]
    for cell in report.cells:
        row = f"{_label('', cell):<22}{cell.questions:>4}"
        for key in _ANSWER_COLUMNS:
            value = cell.figures.get(key)
            row += f"{value if isinstance(value, int) else _share(value):>9}"
        lines.append(row)
    verbatim = report.quotes - len(report.broken)
    lines.append(
        f"quotes verbatim: {verbatim} of {report.quotes}; median {report.median_ms:.1f} ms an answer"
    )
    return lines + [f"NOT VERBATIM {fault}" for fault in report.broken]


def _label(mode: str, cell: Cell) -> str:
    return (mode or "all") if cell.group == "all" else f"  {cell.group} {cell.name}"


def _interval_line(mode: ModeReport) -> str:
    spans = ", ".join(f"{name} {_share(low)} to {_share(high)}" for name, (low, high) in mode.ci95.items())
    return f"{mode.mode}, 95 % bootstrap intervals: {spans or 'no question with evidence'}"


def _share(value: float | int | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _plain(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _short(text: str, length: int = 110) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
