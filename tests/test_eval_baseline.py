"""A figure that falls below its baseline is named; one that rises or wavers is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.baseline import falls, save
from eval.measures import MEASURES
from eval.questions import EvalError
from eval.report import AnswerReport, Cell, ModeReport, Report

ANSWERS = {
    "judged": 40,
    "exact@1": 0.8,
    "exact@3": 0.9,
    "compared": 4,
    "compare": 0.75,
    "document": 0.9,
    "answered": 0.95,
    "unanswerable": 10,
    "abstention_precision": 1.0,
    "abstention_recall": 0.9,
}


def report(r1: float = 0.8, broken: tuple[str, ...] = (), **answers: float) -> Report:
    cell = Cell("all", "all", 50, {**dict.fromkeys(MEASURES, 0.9), "R@1": r1})
    replies = AnswerReport((Cell("all", "all", 60, ANSWERS | answers),), 100, broken, 3.0)
    mode = ModeReport("hybrid", (cell,), {}, 300.0, 2.0)
    return Report("bundled", "f00d", 60, 50, "default", 6, 200, 300.0, (mode,), replies)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "baseline.json"
    save(report(), path)
    return path


def test_nothing_falls_against_itself_or_when_figures_rise(kept: Path) -> None:
    assert falls(report(), kept) == []
    assert falls(report(0.95, abstention_recall=1.0), kept) == []


def test_one_question_may_fall_and_two_may_not(kept: Path) -> None:
    # 50 questions: one is .02, which is also the least tolerance.
    assert falls(report(0.78), kept) == []
    (line,) = falls(report(0.76), kept)
    assert "hybrid R@1" in line
    assert "0.800" in line
    assert "0.760" in line
    # 10 questions without an answer: one is .1.
    assert falls(report(abstention_recall=0.8), kept) == []
    assert len(falls(report(abstention_recall=0.7), kept)) == 1


def test_a_single_quote_that_is_not_verbatim_is_a_fall(kept: Path) -> None:
    (line,) = falls(report(broken=("t1: the quote is not the document's text",)), kept)
    assert "verbatim" in line


def test_what_was_not_measured_is_passed_over(kept: Path) -> None:
    assert falls(replace(report(0.8), answers=None), kept) == []
    assert falls(replace(report(0.1), modes=(), answers=None), kept) == []


def test_other_questions_or_another_model_cannot_be_compared(kept: Path) -> None:
    for other, what in (
        (replace(report(), fingerprint="beef"), "questions"),
        (replace(report(), model="m"), "model"),
    ):
        with pytest.raises(EvalError, match=f"other {what}.*--save-baseline"):
            falls(other, kept)
    with pytest.raises(EvalError, match="no baseline of 'dev'"):
        falls(replace(report(), suite="dev"), kept)


def test_saving_one_suite_keeps_the_others(kept: Path) -> None:
    save(replace(report(0.5), suite="bundled+strip"), kept)
    assert falls(report(), kept) == []
    assert len(falls(report(0.5), kept)) == 1


def test_a_damaged_baseline_is_named(kept: Path) -> None:
    kept.write_text("{", encoding="utf-8")
    with pytest.raises(EvalError, match="not a baseline"):
        falls(report(), kept)
