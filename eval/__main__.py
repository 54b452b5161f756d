"""``python -m eval``: how well the judged questions are found and answered."""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from eval import baseline, table, trec
from eval.collection import Collection, evaluation_store
from eval.measures import DEPTH, Scores, score
from eval.questions import BUNDLED, EvalError, Question, fingerprint, half_stripped, read_questions, stripped
from eval.relevance import judge, unknown_documents
from eval.report import Report, answer_report, as_json, mode_report
from eval.runs import Answered, Searched, answer_all, from_run, search_all
from index.types import MODES
from settings import DEFAULT_FILE, PolicyError, Settings, load_settings

COMMANDS = ("suite", "compare", "ablation", "record")  # modules with a main of their own

_EPILOG = """\
R@k is success at k: the share of questions with a relevant passage among the first k. A passage is
relevant if it comes from the document that evidence names and contains its quote, both folded to
lower-case letters and digits. Questions without evidence count in abstention only.
Other commands, each with its --help: suite (all sets in one table), compare (two runs, question by
question), ablation (the ranking with one part changed at a time), record (measure and keep the figures for
the page).
Exit status: 0 measured, 1 nothing could be measured or --check found a fall, 2 wrong usage."""


def main(argv: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Run the command line, with ``settings`` where a caller has its own; returns the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        if given and given[0] in COMMANDS:
            command = importlib.import_module(f"eval.{given[0]}")
            return int(command.main(given[1:], settings))
        args = _arguments(given)
        return _evaluate(args, settings or load_settings(args.settings))
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1


def _evaluate(args: argparse.Namespace, settings: Settings) -> int:
    questions = _questions(args)
    settings = replace(settings, store=args.store or settings.store)
    if args.docs:
        settings = replace(settings, store=evaluation_store(args.docs, settings))
    collection = Collection(settings)
    _warn_unknown(questions, collection)
    qrels = judge(questions, collection.passages)
    if args.qrels_out:
        trec.write_qrels(args.qrels_out, qrels)
    searched = _searched(args, questions, collection)
    scores = [score(qrels, one.run) for one in searched]
    answered = None if args.no_answers or args.run_in else _answered(questions, collection)
    report = _report(_suite(args), questions, collection, searched, scores, answered)
    _print(args, report, questions, searched, scores, answered)
    return _against_baseline(args, report)


def _questions(args: argparse.Namespace) -> list[Question]:
    questions = read_questions(args.queries)
    if args.strip:
        return stripped(questions)
    return half_stripped(questions, args.seed) if args.half_strip else questions


def _suite(args: argparse.Namespace) -> str:
    """Name under which a baseline is kept: a variant of the questions is another suite."""
    return str(args.queries.stem) + ("+strip" if args.strip else "+half-strip" if args.half_strip else "")


def _warn_unknown(questions: Sequence[Question], collection: Collection) -> None:
    lacking = unknown_documents(questions, collection.documents)
    named = {e.doc for q in questions for e in q.evidence}
    if named and named == set(lacking):
        raise EvalError(
            f"the store {collection.store} holds none of the documents that the questions cite "
            f"({', '.join(sorted(named)[:3])}…); give them with --docs PATH"
        )
    for doc, ids in lacking.items():
        print(
            f"warning: no document {doc!r} in the store; cited by {len(ids)} questions ({ids[0]}…), "
            "which can be missed for it",
            file=sys.stderr,
        )


def _searched(
    args: argparse.Namespace, questions: Sequence[Question], collection: Collection
) -> list[Searched]:
    if args.run_in:
        texts = {passage.id: passage.text for passage in collection.passages}
        return [from_run(args.run_in.stem, trec.read_run(args.run_in), questions, texts)]
    modes = [args.mode] if args.mode else list(MODES)
    searched = [search_all(collection.fresh_index(), questions, mode, max(args.k, DEPTH)) for mode in modes]
    if args.run_out:
        for one in searched:
            path = (
                args.run_out if args.mode else args.run_out.with_suffix(f".{one.mode}{args.run_out.suffix}")
            )
            trec.write_run(path, one.run, tag=one.mode)
    return searched


def _answered(questions: Sequence[Question], collection: Collection) -> Answered:
    return answer_all(collection.engine(), questions, collection.text_of)


def _report(
    suite: str,
    questions: Sequence[Question],
    collection: Collection,
    searched: Sequence[Searched],
    scores: Sequence[Scores],
    answered: Answered | None,
) -> Report:
    lengths = [len(passage.text) for passage in collection.passages]
    return Report(
        suite=suite,
        fingerprint=fingerprint(questions),
        questions=len(questions),
        answerable=sum(q.answerable for q in questions),
        model=collection.model,
        documents=len(collection.documents),
        passages=len(lengths),
        passage_characters=statistics.fmean(lengths) if lengths else 0.0,
        modes=tuple(mode_report(questions, s, one) for one, s in zip(searched, scores, strict=True)),
        answers=answer_report(answered) if answered else None,
    )


def _print(
    args: argparse.Namespace,
    report: Report,
    questions: Sequence[Question],
    searched: Sequence[Searched],
    scores: Sequence[Scores],
    answered: Answered | None,
) -> None:
    if args.json:
        print(json.dumps(as_json(report), ensure_ascii=False))
        return
    print(table.as_text(report))
    if args.misses:
        for one, scored in zip(searched, scores, strict=True):
            print("", *table.misses(questions, scored, one), sep="\n")
        print("", *table.answer_misses(answered.judged if answered else ()), sep="\n")


def _against_baseline(args: argparse.Namespace, report: Report) -> int:
    if args.save_baseline:
        baseline.save(report, args.baseline)
        print(f"baseline of {report.suite!r} written to {args.baseline}", file=sys.stderr)
    fallen = baseline.falls(report, args.baseline) if args.check else []
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Measure retrieval and answers on judged questions.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--queries", type=Path, default=BUNDLED, metavar="FILE.jsonl", help="judged questions (bundled set)")
    add("--store", type=Path, metavar="DIR", help="folder of generated state (from settings.toml)")
    add("--settings", type=Path, default=DEFAULT_FILE, metavar="FILE", help="other settings (settings.toml)")
    add("--docs", type=Path, nargs="+", metavar="PATH", help="measure over these files, folders or .jsonl.gz "
        "instead of the store's own documents; kept in DIR/eval, so that the next time is quick")  # fmt: skip
    add("--mode", choices=MODES, help="only this way of searching (all three)")
    add("-k", type=_positive, default=DEPTH, help=f"passages a question in run files ({DEPTH}, no fewer)")
    add("--no-answers", action="store_true", help="measure retrieval only")
    add("--misses", action="store_true", help="list the questions missed at 1 and at 5, with what came first")
    variant = parser.add_mutually_exclusive_group()
    variant.add_argument("--strip", action="store_true", help="ask without diacritics")
    variant.add_argument(
        "--half-strip", action="store_true", help="ask with half of the marked syllables bare"
    )
    add("--seed", type=int, default=0, help="which half (0)")
    add("--json", action="store_true", help="print one JSON object")
    add("--check", action="store_true", help="exit 1 if a figure fell below the stored baseline")
    add("--save-baseline", action="store_true", help="store the figures as baseline")
    add("--baseline", type=Path, default=baseline.FILE, metavar="FILE",
        help="the baseline (eval/baseline.json, which keeps the bundled set only)")  # fmt: skip
    add("--qrels-out", type=Path, metavar="FILE", help="write TREC qrels")
    add("--run-out", type=Path, metavar="FILE", help="write a TREC run (FILE.<mode> where several modes run)")
    add("--run-in", type=Path, metavar="FILE", help="score this TREC run instead of searching")
    args = parser.parse_args(argv)
    _consistent(args, parser.error)
    return args


def _consistent(args: argparse.Namespace, error: Callable[[str], object]) -> None:
    if args.save_baseline and (args.mode or args.run_in or args.no_answers):
        error("--save-baseline keeps all figures: leave out --mode, --run-in and --no-answers")
    if args.save_baseline and args.baseline == baseline.FILE and args.queries.resolve() != BUNDLED:
        error(f"{baseline.FILE.name} keeps the bundled set only: leave out --queries, or name a --baseline")
    if args.run_in and (args.mode or args.run_out):
        error("--run-in scores a file: leave out --mode and --run-out")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return number


if __name__ == "__main__":
    sys.exit(main())
