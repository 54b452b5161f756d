"""``python -m eval suite``: every set there is in one table, with its runs, judgements and recall curves."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ir_measures import ScoredDoc

from eval import trec
from eval.curves import Curve, recall_svg
from eval.measures import interval, means, recall_curve, score
from eval.questions import EvalError
from eval.runs import search_all
from eval.sets import QUICK, SHARED, SLOW, VARIANTS, Bench, benches
from index.types import MODES, Mode
from settings import DEFAULT_FILE, Settings, load_settings

DEPTH = 50  # results that runs and curves hold
PASSAGES = 60  # passages searched for them: as many as a search weighs anyway, so that the first ten stay
SHOWN = ("R@1", "R@5", "R@10", "nDCG@10")
BOUNDED = ("R@1", "R@10")  # shown with their intervals
HEAD = f"{'set':<15}{'asked':<11}{'mode':<9}{'n':>5}"
HEAD += "".join(f"{name:>21}" if name in BOUNDED else f"{name:>9}" for name in SHOWN) + f"{'ms':>7}"

_EPILOG = """\
R@k is success at k. bundled and dev count passages that hold the evidence; the sets of articles and
paragraphs count documents, the best passage of each standing for it. strip and half-strip ask the same
questions without diacritics, and with half of the marked syllables bare. ms is the median of one search,
60 passages deep, the question's encoding included."""


@dataclass(frozen=True, slots=True)
class Row:
    """One set, asked in one variant, searched in one mode; ``recall[k - 1]`` is R@k."""

    set: str
    variant: str
    mode: str
    questions: int
    passages: int
    figures: dict[str, float]
    ci95: dict[str, tuple[float, float]]
    median_ms: float
    recall: list[float]


def main(argv: Sequence[str], settings: Settings | None = None) -> int:
    """Run ``python -m eval suite`` with these arguments; returns the exit status."""
    args = _arguments(argv)
    settings = settings or load_settings(args.settings)
    settings = replace(settings, store=args.store or settings.store)
    names = (*QUICK, *SLOW) if args.all else args.sets
    rows: list[Row] = []
    for bench in benches(names, args.shared, settings):
        for row in measured(bench, args.variants, args.mode, args.out):
            rows.append(row)
            if not args.json:  # as soon as it is known: the next set may take an hour to encode
                print("\n".join([*([HEAD] if len(rows) == 1 else []), line(row)]), flush=True)
    if not rows:
        raise EvalError(
            f"no set to measure: give the folder that holds them with --shared, not {args.shared}"
        )
    if args.out:
        (args.out / "recall.svg").write_text(_svg(rows), encoding="utf-8")
    if args.json:
        print(json.dumps({"rows": [as_json(row) for row in rows]}))
    return 0


def measured(
    bench: Bench, variants: Sequence[str], modes: Sequence[Mode], out: Path | None = None
) -> Iterator[Row]:
    """A row for every variant and mode; runs and qrels go to the folder ``out``."""
    if out:
        out.mkdir(parents=True, exist_ok=True)
        trec.write_qrels(out / f"{bench.name}.qrels", bench.qrels)
    for variant in variants:
        questions = VARIANTS[variant](bench.questions)
        for mode in modes:
            found = search_all(bench.collection.fresh_index(), questions, mode, PASSAGES)
            run = bench.judged(found.run, DEPTH)
            if out:
                trec.write_run(out / f"{bench.name}.{variant}.{mode}.run", run, tag=mode)
            yield _row(bench, variant, mode, run, found.median_ms or 0.0)


def line(row: Row) -> str:
    """A line of the table; an interval beside a figure is a 95 % bootstrap interval over the questions."""
    text = f"{row.set:<15}{row.variant:<11}{row.mode:<9}{row.questions:>5}"
    for name in SHOWN:
        text += f"{row.figures[name]:>9.3f}"
        if name in BOUNDED:
            low, high = row.ci95[name]
            text += f" {low:.3f}–{high:.3f}"
    return text + f"{row.median_ms:>7.1f}"


def as_json(row: Row) -> dict[str, object]:
    """A row as one flat object, measures by their names."""
    about = {"set": row.set, "variant": row.variant, "mode": row.mode, "questions": row.questions}
    rest = {"ci95": row.ci95, "median_ms": row.median_ms, "passages": row.passages, "recall": row.recall}
    return about | row.figures | rest


def _row(bench: Bench, variant: str, mode: Mode, run: Sequence[ScoredDoc], median_ms: float) -> Row:
    scores = score(bench.qrels, run)
    ids = [question.id for question in bench.questions]
    return Row(
        set=bench.name,
        variant=variant,
        mode=mode,
        questions=len(ids),
        passages=len(bench.collection.passages),
        figures=means(scores, ids),
        ci95={name: interval([scores[id_][name] for id_ in ids]) for name in BOUNDED},
        median_ms=median_ms,
        recall=recall_curve(bench.qrels, run, DEPTH),
    )


def _svg(rows: Sequence[Row]) -> str:
    several = len({row.mode for row in rows}) > 1
    curves = [
        Curve(row.set, f"{row.variant} {row.mode}" if several else row.variant, row.recall) for row in rows
    ]
    return recall_svg(curves, "R@k: share of questions with a relevant result among the first k")


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval suite",
        description="Measure retrieval on all sets there are.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--shared", type=Path, default=SHARED, metavar="DIR", help="folder of the shared sets (../shared)")
    add("--sets", type=Named(*QUICK, *SLOW), default=QUICK, metavar="A,B",
        help=f"which ({','.join(QUICK)}; {' and '.join(SLOW)} take long to encode)")  # fmt: skip
    add("--all", action="store_true", help="all sets, the slow ones too")
    add("--variants", type=Named(*VARIANTS), default=tuple(VARIANTS), metavar="A,B",
        help=f"how the questions are asked ({','.join(VARIANTS)})")  # fmt: skip
    add(
        "--mode",
        type=Named(*MODES),
        default=("hybrid",),
        metavar="A,B",
        help=f"of {','.join(MODES)} (hybrid)",
    )
    add("--store", type=Path, metavar="DIR", help="folder of generated state (from settings.toml)")
    add("--settings", type=Path, default=DEFAULT_FILE, metavar="FILE", help="other settings (settings.toml)")
    add("--out", type=Path, metavar="DIR", help="write TREC runs, qrels and recall.svg there")
    add("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


class Named:
    """Comma-separated names, each one of those known."""

    def __init__(self, *known: str) -> None:
        self.known = known

    def __call__(self, text: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name for name in text.split(",") if name))
        unknown = [name for name in names if name not in self.known]
        if unknown or not names:
            raise argparse.ArgumentTypeError(f"{text!r}: choose from {', '.join(self.known)}")
        return names
