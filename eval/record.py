"""``python -m eval record``: measure and keep the figures in the store; the page Đánh giá shows them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from eval.judgements.configurations import configurations
from eval.judgements.sets import set_names
from eval.judgements.store import Judgements
from eval.questions import EvalError
from eval.records.figures import measured, overall
from eval.records.store import Records
from eval.records.types import Plan
from eval.records.work import work
from eval.sets import SHARED, VARIANTS
from eval.suite import Named
from settings import DEFAULT_FILE, Settings, load_settings


def main(argv: Sequence[str], settings: Settings | None = None) -> int:
    """Run ``python -m eval record`` with these arguments; returns the exit status."""
    args = _arguments(argv)
    settings = settings or load_settings(args.settings)
    settings = replace(settings, store=args.store or settings.store)
    _known(args, settings)
    records = Records(settings)
    wanted = product(args.sets, args.variants, args.configurations)
    ids = records.plan((Plan(*one, answers=args.answers) for one in wanted), "")
    work(settings, args.shared)
    failed = 0
    for id in ids:
        record = records.get(id)
        assert record
        told = f"{record.id}: {record.plan.set}, {record.plan.variant}, {record.plan.configuration}"
        if record.state == "done":
            figures = overall(measured(records.results(id)))
            told += "".join(f", {name} {value:.3f}" for name, (value, _) in figures.items())
        else:
            failed += 1
            told += f", {record.state}: {record.note}"
        print(told)
    return 1 if failed else 0


def _known(args: argparse.Namespace, settings: Settings) -> None:
    for given, known in (
        (args.sets, set_names(Judgements(settings), args.shared)),
        (args.configurations, list(configurations(settings.store))),
    ):
        if unknown := [name for name in given if name not in known]:
            raise EvalError(f"unknown {unknown[0]!r}; choose from {', '.join(known)}")


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in text.split(",") if name))


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval record", description=__doc__)
    add = parser.add_argument
    add("--sets", type=_names, default=("bundled",), metavar="A,B", help="sets of questions (bundled)")
    add(
        "--configurations", type=_names, default=("hybrid",), metavar="A,B", help="ways of searching (hybrid)"
    )
    add("--variants", type=Named(*VARIANTS), default=("plain",), metavar="A,B",
        help=f"how the questions are asked, of {','.join(VARIANTS)} (plain)")  # fmt: skip
    add("--answers", action="store_true", help="judge the answers too")
    add("--shared", type=Path, default=SHARED, metavar="DIR", help="folder of the shared sets (../shared)")
    add("--store", type=Path, metavar="DIR", help="folder of generated state (from settings.toml)")
    add("--settings", type=Path, default=DEFAULT_FILE, metavar="FILE", help="other settings (settings.toml)")
    return parser.parse_args(argv)
