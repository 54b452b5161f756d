"""The figures that must not fall, kept beside the judged set they were measured on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

from eval.questions import EvalError
from eval.report import Figure, Report, key_figures

FILE = Path(__file__).resolve().parent / "baseline.json"

# Search is a function, yet another processor rounds the encoder's sums differently and may swap
# two close passages. So one question may fall, and never less than two points are allowed for.
_LEAST_TOLERANCE = 0.02


class Kept(TypedDict):
    """One figure of a baseline: it may fall to ``value - tolerance`` and no further."""

    value: float
    tolerance: float


class Suite(TypedDict):
    """A baseline: the fingerprint of its questions, the model, and its figures by name."""

    questions: str
    model: str
    figures: dict[str, Kept]


def save(report: Report, path: Path = FILE) -> None:
    """Write the report's key figures as the baseline of its suite; other suites stay."""
    stored = _load(path) if path.exists() else {}
    stored[report.suite] = Suite(
        questions=report.fingerprint,
        model=report.model,
        figures={
            name: Kept(value=round(figure.value, 4), tolerance=_tolerance(figure))
            for name, figure in key_figures(report).items()
        },
    )
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def falls(report: Report, path: Path = FILE) -> list[str]:
    """One line for every figure of the report that fell below the suite's baseline; empty where none did.

    Figures that the report did not measure (another mode) are passed over.

    Raises:
        EvalError: no baseline for this suite, or one of other questions or another model.
    """
    stored = _load(path).get(report.suite)
    if stored is None:
        raise EvalError(f"{path.name} has no baseline of {report.suite!r}; write one with --save-baseline")
    _same("questions", stored["questions"], report.fingerprint, report.suite)
    _same("model", stored["model"], report.model, report.suite)
    measured = key_figures(report)
    return [
        f"{report.suite}: {name} fell from {kept['value']:.3f} to {measured[name].value:.3f} "
        f"(at most {kept['tolerance']:.3f} is allowed)"
        for name, kept in stored["figures"].items()
        # The stored value is rounded, so a hair below the bound is not a fall.
        if name in measured and measured[name].value < kept["value"] - kept["tolerance"] - 1e-4
    ]


def _tolerance(figure: Figure) -> float:
    if figure.count is None:
        return 0.0
    return round(max(_LEAST_TOLERANCE, 1 / max(1, figure.count)), 4)


def _same(what: str, then: str, now: str, suite: str) -> None:
    if then != now:
        raise EvalError(
            f"the baseline of {suite!r} was measured with other {what} ({then}, now {now}); "
            "look at the figures and write it anew with --save-baseline"
        )


def _load(path: Path) -> dict[str, Suite]:
    try:
        stored: dict[str, Suite] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise EvalError(f"{path}: not a baseline ({error}); write it anew with --save-baseline") from error
    return stored
