"""``python -m answer.train --out FOLDER``: a reader of spans, taught without anyone's test set.

Learns from the documents of the store, asked about by grammar, and from the written everyday questions. What
comes out is read by ``python -m eval.spans FILE --reader FOLDER``. Two cores take a step in some seconds, a
graphics card is used where there is one; a training that is stopped goes on when called again.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.command import ended
from index.train.examples import PAIRS
from settings import DEFAULT_FILE, load_settings

_CARD = """\
# A reader of spans
Made by `python -m answer.train` over {base}: corrections of rank {rank} in the last {layers} layers, which
read question and text together, with a pointer and a score; {steps} steps over {stretches} stretches of the
store's documents and {written} written questions. The licence of the base model holds; see to it that the
documents may be learnt from.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; exit status 0 if the reader was written."""
    given = _parser().parse_args(arguments)
    return ended(lambda: _train(given), "stopped; the same command goes on from the last 25 steps")


def _train(given: argparse.Namespace) -> int:
    from index.encoder import source_folder, wait_quietly, weights_digest

    wait_quietly()  # before torch is imported below
    from tqdm import tqdm

    from answer.train.lesson import lesson_of
    from answer.train.loop import Plan, train
    from answer.train.reader import bare_network, save_reader

    settings = replace(load_settings(given.settings, given.store), question_model="")
    lesson = lesson_of(settings, given.pairs, given.stretches, given.seed)
    network, tokens = bare_network(settings, given.layers, given.rank)
    plan = Plan(steps=given.steps, rate=given.rate, seed=given.seed)
    what = repr((lesson, plan, weights_digest(settings), given.layers, given.rank))
    given.out.mkdir(parents=True, exist_ok=True)
    kept = given.out / f".{hashlib.sha256(what.encode()).hexdigest()[:12]}.pt"
    with tqdm(total=plan.steps, unit="step", disable=None) as bar:

        def report(step: int, point: float, judge: float) -> None:
            bar.update(step - bar.n)
            bar.set_postfix(point=f"{point:.3f}", judge=f"{judge:.3f}")

        train(network, tokens, lesson, plan, kept, report)
    save_reader(network, weights_digest(settings), given.out)
    card = _CARD.format(
        base=source_folder(settings)[1], rank=given.rank, layers=given.layers, steps=given.steps,
        stretches=len(lesson.stretches), written=len(lesson.written),
    )  # fmt: skip
    (given.out / "README.md").write_text(card, encoding="utf-8")
    kept.unlink(missing_ok=True)
    print(f"{given.out}: written; measure it with python -m eval.spans FILE --reader {given.out}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m answer.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the reader to write")
    parser.add_argument("--store", type=Path, help="store whose documents are learnt from (settings.toml's)")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)")
    parser.add_argument(
        "--pairs", type=Path, nargs="*", default=[PAIRS], help=f"written pairs ({PAIRS.name})"
    )
    parser.add_argument("--stretches", type=int, default=3000, help="stretches of text to ask about (3000)")
    parser.add_argument("--steps", type=int, default=240, help="(240)")
    parser.add_argument("--rate", type=float, default=1e-3, help="learning rate (0.001)")
    parser.add_argument("--layers", type=int, default=4, help="last layers that read both (4)")
    parser.add_argument("--rank", type=int, default=16, help="of their corrections (16)")
    parser.add_argument("--seed", type=int, default=1, help="(1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
