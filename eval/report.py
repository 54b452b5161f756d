"""The figures of one evaluation, gathered into cells."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from eval.answers import Judged
from eval.answers import figures as answer_figures
from eval.measures import Scores, interval, means
from eval.questions import Question
from eval.runs import Answered, Searched

Figures = Mapping[str, float | int | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """Figures of one group of questions: ``group`` is "all", "kind" or "style", ``name`` which one."""

    group: str
    name: str
    questions: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean and the number of questions it is over, ``None`` for a law that bears no exception."""

    value: float
    count: int | None


@dataclass(frozen=True, slots=True)
class ModeReport:
    """How one way of searching did. ``ci95``: bootstrap interval of the overall mean.
    ``characters``: mean length of a passage in the results, ``None`` where nothing came."""

    mode: str
    cells: tuple[Cell, ...]
    ci95: Mapping[str, tuple[float, float]]
    characters: float | None
    median_ms: float | None


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """How the answers did. ``broken`` names every quote that is not verbatim text of its document."""

    cells: tuple[Cell, ...]
    quotes: int
    broken: tuple[str, ...]
    median_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """All of one evaluation. ``passage_characters``: mean length of a passage in the index."""

    suite: str
    fingerprint: str
    questions: int
    answerable: int
    model: str
    documents: int
    passages: int
    passage_characters: float
    modes: tuple[ModeReport, ...]
    answers: AnswerReport | None


def mode_report(questions: Sequence[Question], scores: Scores, searched: Searched) -> ModeReport:
    """Figures by kind and style over the questions with evidence."""
    asked = [q for q in questions if q.answerable]
    ci95 = {name: interval([scores[q.id][name] for q in asked]) for name in ("R@1", "R@5") if asked}
    return ModeReport(
        mode=searched.mode,
        cells=tuple(_cells(asked, lambda group: means(scores, [q.id for q in group]))),
        ci95=ci95,
        characters=statistics.fmean(searched.characters) if searched.characters else None,
        median_ms=searched.median_ms,
    )


def answer_report(answered: Answered) -> AnswerReport:
    """Figures by kind and style over all questions."""
    of: dict[str, Judged] = {row.question.id: row for row in answered.judged}
    questions = [row.question for row in answered.judged]
    return AnswerReport(
        cells=tuple(_cells(questions, lambda group: answer_figures(of[q.id] for q in group))),
        quotes=sum(row.quotes for row in answered.judged),
        broken=tuple(f"{row.question.id}: {fault}" for row in answered.judged for fault in row.broken),
        median_ms=answered.median_ms,
    )


def as_json(report: Report) -> dict[str, object]:
    """The report as one JSON object: ``modes.hybrid.all.R@1``, ``modes.hybrid.kind.number.R@1`` and
    so on; every cell holds ``questions``, the number it is a mean of."""
    answers = report.answers
    given = asdict(report)
    given["modes"] = {
        mode.mode: _nested(mode.cells)
        | {"ci95": dict(mode.ci95), "passage_characters": mode.characters, "median_ms": mode.median_ms}
        for mode in report.modes
    }
    given["answers"] = answers and _nested(answers.cells) | {
        "quotes": answers.quotes,
        "broken_quotes": list(answers.broken),
        "median_ms": answers.median_ms,
    }
    return given


def key_figures(report: Report) -> dict[str, Figure]:
    """The overall figures that a baseline keeps: ``{"hybrid R@1": …, "answer exact@1": …}``."""
    kept: dict[str, Figure] = {}
    for mode in report.modes:
        overall = mode.cells[0]
        for name, value in overall.figures.items():
            if value is not None:
                kept[f"{mode.mode} {name}"] = Figure(float(value), overall.questions)
    if report.answers is not None:
        kept |= _answer_figures(report, report.answers)
    return kept


def _answer_figures(report: Report, answers: AnswerReport) -> dict[str, Figure]:
    figures = answers.cells[0].figures
    none = report.questions - report.answerable
    counts = {
        "exact@1": int(figures["judged"] or 0),
        "exact@3": int(figures["judged"] or 0),
        "compare": int(figures["compared"] or 0),
        "document": report.answerable,
        "answered": report.answerable,
        "abstention_precision": none,
        "abstention_recall": none,
    }
    kept = {f"answer {n}": Figure(float(v), c) for n, c in counts.items() if (v := figures[n]) is not None}
    # No quote may be other than verbatim: the figure of a law has no tolerance.
    verbatim = 1.0 - len(answers.broken) / max(1, answers.quotes)
    return kept | {"answer verbatim quotes": Figure(verbatim, None)}


def _cells(questions: Sequence[Question], figures: Callable[[list[Question]], Figures]) -> Iterator[Cell]:
    yield Cell("all", "all", len(questions), figures(list(questions)))
    for kind in sorted({q.kind for q in questions}):
        members = [q for q in questions if q.kind == kind]
        yield Cell("kind", kind, len(members), figures(members))
    for style in sorted({q.style for q in questions}):
        members = [q for q in questions if q.style == style]
        yield Cell("style", style, len(members), figures(members))


def _nested(cells: Iterable[Cell]) -> dict[str, object]:
    nested: dict[str, object] = {"all": {}, "kind": {}, "style": {}}
    for cell in cells:
        row = {"questions": cell.questions, **cell.figures}
        if cell.group == "all":
            nested["all"] = row
        else:
            part = nested[cell.group]
            assert isinstance(part, dict)
            part[cell.name] = row
    return nested
