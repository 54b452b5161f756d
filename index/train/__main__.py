"""``python -m index.train --out FOLDER``: a copy of the model that reads questions as people type them.

Learns from the passages of the store's index, whose vectors stay: crops of them in everyday words
(``data/everyday.tsv``), and written pairs (``data/everyday_questions.tsv``). The folder that comes out is
a model of sentence-transformers; name it as ``question_model`` in settings.toml, and measure before you
keep it: ``python -m eval suite --settings FILE``. A training that is stopped goes on when called again.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.command import ended
from index.train.examples import PAIRS, Example
from index.train.lesson import lesson_of
from settings import DEFAULT_FILE, load_settings

if TYPE_CHECKING:
    from index.train.loop import Plan
    from index.train.reader import Reader

_CARD = """\
# A reader of questions
Made by `python -m index.train` from {base}: {share} of corrections of rank {rank} in the last {layers}
layers, learnt in {steps} steps and merged; `corrections.safetensors` holds them apart.
Taught with {written} written and {made} made questions over {passages} passages of {documents} documents.
The licence of the base model holds; see to it that the documents of the store may be learnt from.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; exit status 0 if the model was written."""
    given = _parser().parse_args(arguments)
    return ended(lambda: _train(given), "stopped; the same command goes on from the last 50 steps")


def _train(given: argparse.Namespace) -> int:
    from index.corrections import FILE, save_corrections
    from index.encoder import source_folder, weights_digest
    from index.train.loop import Plan, train
    from index.train.low_rank import merge
    from index.train.reader import Reader
    from index.transformer import load_model
    from index.wording import wording_of

    settings = replace(load_settings(given.settings, given.store), question_model="")
    lesson = lesson_of(settings, given.pairs, given.examples, given.seed)
    folder, label = source_folder(settings)
    wording = wording_of(settings, label, folder)
    model = load_model(folder, settings.device)
    reader = Reader(model, wording, given.layers, given.rank)
    plan = Plan(steps=given.steps, batch=given.batch, rate=given.rate, seed=given.seed)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    kept = given.out.with_name(f".{given.out.name}-{_digest(lesson.examples, plan, folder, reader)}.pt")
    with _bar(plan.steps) as report:
        train(reader, lesson, plan, kept, report)
    corrections = reader.corrections(given.share)
    merge(model, given.share)
    model.prompts = {"query": wording.query, "passage": wording.passage}
    card = _CARD.format(
        base=label, rank=given.rank, layers=given.layers, share=given.share, steps=given.steps,
        written=lesson.written, made=len(lesson.examples) - lesson.written, passages=len(lesson.passages),
        documents=lesson.documents,
    )  # fmt: skip
    with _written(given.out) as new:
        model.save(str(new), create_model_card=False)
        save_corrections(corrections, weights_digest(settings), new / FILE)
        (new / "README.md").write_text(card, encoding="utf-8")
    kept.unlink(missing_ok=True)
    print(f'{given.out}: written; set question_model = "{given.out}" in settings.toml and measure')
    return 0


@contextmanager
def _bar(steps: int) -> Iterator[Callable[[int, float, float], None]]:
    from tqdm import tqdm

    with tqdm(total=steps, unit="step", disable=None) as bar:

        def report(step: int, contrast: float, away: float) -> None:
            bar.update(step - bar.n)
            bar.set_postfix(contrast=f"{contrast:.3f}", away=f"{away:.4f}")

        yield report


def _digest(examples: Sequence[Example], plan: Plan, folder: Path, reader: Reader) -> str:
    """Names the same training, and no other."""
    what = repr((examples, plan, str(folder), reader.layers, reader.rank))
    return hashlib.sha256(what.encode()).hexdigest()[:12]


@contextmanager
def _written(out: Path) -> Iterator[Path]:
    """A folder that becomes ``out`` once it is whole."""
    new = out.with_name(f".{out.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    yield new
    if out.exists():
        shutil.rmtree(out)
    new.rename(out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the model to write")
    parser.add_argument("--store", type=Path, help="store whose index is learnt from (settings.toml's)")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)")
    parser.add_argument(
        "--pairs", type=Path, nargs="*", default=[PAIRS], help=f"written pairs ({PAIRS.name})"
    )
    parser.add_argument("--examples", type=int, default=3000, help="questions to make (3000)")
    parser.add_argument("--steps", type=int, default=600, help="(600)")
    parser.add_argument("--batch", type=int, default=48, help="questions a step (48)")
    parser.add_argument("--rate", type=float, default=5e-4, help="learning rate (0.0005)")
    parser.add_argument("--layers", type=int, default=6, help="last layers that learn (6)")
    parser.add_argument("--rank", type=int, default=16, help="of the corrections (16)")
    parser.add_argument("--seed", type=int, default=1, help="(1)")
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the way from the model to what was learnt (1)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
