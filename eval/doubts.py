"""``python -m eval.doubts``: what settles doubts between candidates, and the most that anything could.

Where no candidate is sure by its words, those close to the best are compared with the question
(:mod:`answer.meaning`). The same questions are answered with words alone, with the encoder's cosine as
shipped, with a reader that ``python -m answer.train`` taught (``--reader FOLDER``), and by one that always
chooses right: what that one gains is all that a better reader in this place can gain. Of the refusals it is
counted how many had the right answer first, which a reader that knows would have told.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from answer.engine import Engine
from eval.answers import Judged, judge_answer
from eval.collection import Collection, evaluation_store
from eval.questions import BUNDLED, Question, read_questions
from settings import PolicyError, Settings, load_settings

Nearness = Callable[[str, Sequence[str]], Sequence[float]]
SCALE = 0.02  # of a taught score, beside cosines, which differ by hundredths


@dataclass
class Chosen:
    """The encoder's cosine, but of the texts of one call the one that is ``wanted`` comes first.

    Attributes:
        wanted: number of the call and of the text. sizes: texts of each call so far.
    """

    nearness: Nearness
    wanted: tuple[int, int] | None = None
    sizes: list[int] = field(default_factory=list)

    def __call__(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        self.sizes.append(len(texts))
        if self.wanted is None or self.wanted[0] != len(self.sizes) - 1:
            return self.nearness(question, texts)
        return [float(number == self.wanted[1]) for number in range(len(texts))]


@dataclass
class Counts:
    """Of all questions: those with a doubt, and right answers by what settles it.

    Attributes:
        refused: answerable questions without an answer; ``held``: of them, right if told. refused_rightly:
            questions without an answer that were refused.
    """

    asked: int = 0
    doubted: int = 0
    right: dict[str, float] = field(default_factory=dict)
    refused: int = 0
    held: float = 0.0
    refused_rightly: int = 0


def main(argv: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Print the counts; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.doubts", description="What settles doubts.")
    parser.add_argument(
        "--queries", type=Path, action="append", metavar="FILE.jsonl", help="judged questions"
    )
    parser.add_argument("--store", type=Path, metavar="DIR", help="folder of generated state")
    parser.add_argument("--docs", type=Path, nargs="+", metavar="PATH", help="measure over these documents")
    parser.add_argument("--reader", type=Path, help="folder of a taught reader")
    args = parser.parse_args(argv)
    settings = settings or load_settings()
    settings = replace(settings, store=args.store or settings.store)
    try:
        if args.docs:
            settings = replace(settings, store=evaluation_store(args.docs, settings))
        for file in args.queries or [BUNDLED]:
            print("\n".join(table(file.name, counted(read_questions(file), settings, args.reader))))
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def counted(questions: Sequence[Question], settings: Settings, folder: Path | None = None) -> Counts:
    """The questions answered each way."""
    collection = Collection(settings)
    engine = collection.engine()
    cosine = engine.nearness
    ways: dict[str, Nearness] = {"words": lambda _, texts: [0.0] * len(texts), "cosine": cosine}
    if folder:
        from answer.train.reader import load_reader

        scores = load_reader(folder, settings).scores
        ways["reader"] = lambda question, texts: [SCALE * one for one in scores(question, texts)]
        ways["both"] = lambda question, texts: [
            near + SCALE * one
            for near, one in zip(cosine(question, texts), scores(question, texts), strict=True)
        ]
    told = Counts(right=dict.fromkeys([*ways, "perfect"], 0.0))
    for question in questions:

        def asked(way: Nearness, question: Question = question) -> Judged:
            engine.nearness = way
            return judge_answer(question, engine.answer(question.question), collection.text_of)

        spy = Chosen(cosine)
        shipped = asked(spy)
        sizes = spy.sizes
        told.asked += 1
        told.doubted += bool(sizes)
        for name, way in ways.items():
            told.right[name] += _right(asked(way) if sizes and name != "cosine" else shipped)
        told.right["perfect"] += _best(_right(shipped), sizes, lambda at: _right(asked(Chosen(cosine, at))))
        if shipped.abstained:
            _count_refusal(told, question, engine, lambda: _right(asked(cosine)))
    return told


def table(name: str, told: Counts) -> list[str]:
    """Lines for a terminal."""
    share = "  ".join(f"{way} {right / max(1, told.asked):.3f}" for way, right in told.right.items())
    return [
        f"{name}: {told.asked} questions, {told.doubted} with a doubt; right: {share}",
        f"  refused: {told.refused_rightly} without an answer, {told.refused} with one, "
        f"of which {told.held:g} would have been right",
    ]


def _best(now: float, sizes: Sequence[int], forced: Callable[[tuple[int, int]], float]) -> float:
    """The best of all choices, those of one doubt at a time."""
    for call, size in enumerate(sizes):
        for text in range(size):
            if now == 1.0:
                return now
            now = max(now, forced((call, text)))
    return now


def _count_refusal(told: Counts, question: Question, engine: Engine, right: Callable[[], float]) -> None:
    if not question.answerable:
        told.refused_rightly += 1
        return
    told.refused += 1
    threshold, engine.abstain_below = engine.abstain_below, 0.0
    told.held += right()
    engine.abstain_below = threshold


def _right(judged: Judged) -> float:
    """1 for an exact answer, a passage or a due refusal, of a comparison the share."""
    if not judged.question.answerable:
        return float(judged.abstained)
    if judged.compared is not None:
        return judged.compared
    return float(judged.exact_first if judged.exact_first is not None else not judged.abstained)


if __name__ == "__main__":
    sys.exit(main())
