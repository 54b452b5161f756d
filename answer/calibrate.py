"""Where to say no: ``python -m answer.calibrate --queries FILE --store STORE``.

Prints a risk-coverage table over judged questions (JSON lines with ``question``, ``evidence``,
``answer`` or ``answers``): at each threshold the share of answerable questions answered, how many of
those answers are right, and the share of unanswerable ones refused. The threshold is chosen on one
half of the questions, by a checksum of their ids, and shown on the other. Several files may be given,
each with the store that its questions are about.

With ``--fit`` it prints instead the weights of rankings and confidence, fitted on all the files
together, and what they reach out of sample (:mod:`answer.fitting`); the procedure is to pool every
judged set at hand, to copy the tables into :mod:`answer.weights`, and to look at the table again.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answer.records import read_questions
from answer.types import Answer
from settings import PolicyError, load_settings

if TYPE_CHECKING:
    from answer.engine import Engine

THRESHOLDS = tuple(step / 20 for step in range(1, 20))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question answered without a threshold: its confidence, and whether its answer is right."""

    id: str
    answerable: bool
    confidence: float
    right: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m answer.calibrate", description="Risk and coverage.")
    parser.add_argument("--queries", type=Path, required=True, action="append", metavar="FILE")
    parser.add_argument("--store", type=Path, action="append", help="store of each file, in their order")
    parser.add_argument("--fit", action="store_true", help="print fitted weights instead")
    options = parser.parse_args(arguments)
    stores = options.store or [None]
    if len(stores) not in {1, len(options.queries)}:
        parser.error("give one --store, or one for each --queries")
    stores = stores * len(options.queries) if len(stores) == 1 else stores
    try:
        sets = [
            (_engine(store), read_questions(file))
            for file, store in zip(options.queries, stores, strict=True)
        ]
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    if options.fit:
        from answer.fitting import report

        for line in report(sets):
            print(line)
        return 0
    outcomes = [_outcome(row, engine.answer(row["question"])) for engine, rows in sets for row in rows]
    print("\n".join(table(outcomes)))
    return 0


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """Lines of the table for each half, and the threshold that the first half chooses."""
    halves = [[one for one in outcomes if _half(one.id) == half] for half in (0, 1)]
    chosen = best_threshold(halves[0])
    lines = []
    for name, half in (("chosen on", halves[0]), ("shown on", halves[1])):
        lines.append(f"{name} {len(half)} questions")
        lines.append("threshold  answered  right  refused")
        for threshold in THRESHOLDS:
            mark = " <" if threshold == chosen else ""
            answered, right, refused = rates(half, threshold)
            lines.append(f"{threshold:9.2f}  {answered:8.3f}  {right:5.3f}  {refused:7.3f}{mark}")
    return lines


def rates(outcomes: Sequence[Outcome], threshold: float) -> tuple[float, float, float]:
    """Shares at a threshold: answered of the answerable, right of those, refused of the unanswerable."""
    able = [one for one in outcomes if one.answerable]
    given = [one for one in able if one.confidence >= threshold]
    unable = [one for one in outcomes if not one.answerable]
    refused = sum(one.confidence < threshold for one in unable)
    return (
        len(given) / max(1, len(able)),
        sum(one.right for one in given) / max(1, len(given)),
        refused / max(1, len(unable)),
    )


def best_threshold(outcomes: Sequence[Outcome]) -> float:
    """The threshold with the most right answers and refusals together, the lowest of equals."""

    def worth(threshold: float) -> tuple[int, float]:
        good = sum(
            one.right and one.confidence >= threshold if one.answerable else one.confidence < threshold
            for one in outcomes
        )
        return good, -threshold

    return max(THRESHOLDS, key=worth)


def _engine(store: Path | None) -> Engine:
    """An engine that never refuses for want of confidence."""
    from answer.engine import Engine
    from index import open_index

    settings = load_settings(store=store)
    return Engine(open_index(settings.store, settings), 0.0)


def _outcome(row: dict[str, Any], answer: Answer) -> Outcome:
    evidence = row.get("evidence") or []
    confidence = answer.answers[0].score if answer.answers else 0.0
    return Outcome(str(row["id"]), bool(evidence), confidence, bool(answer.answers) and _right(row, answer))


def _right(row: dict[str, Any], answer: Answer) -> bool:
    first = answer.answers[0]
    if first.document not in {one["doc"] for one in row["evidence"]}:
        return False
    wanted = [one["answer"] for one in row.get("answers") or [] if one["doc"] == first.document]
    wanted += [row["answer"]] if row.get("answer") else []
    return not wanted or any(holds(first.text, one) for one in wanted)


def holds(given: str, expected: str) -> bool:
    """Whether a text holds the expected one, or all its numbers."""
    numbers = set(_NUMBER.findall(expected))
    return expected.lower() in given.lower() or (bool(numbers) and numbers <= set(_NUMBER.findall(given)))


def _half(id: str) -> int:
    return zlib.crc32(id.encode("utf-8")) % 2


if __name__ == "__main__":
    sys.exit(main())
