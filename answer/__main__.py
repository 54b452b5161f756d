"""Command line: ``python -m answer QUESTION``, ``python -m answer --queries FILE --out ANSWERS``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answer.records import answer_record, read_questions
from answer.told import lines, of_what
from answer.types import Answer
from index.command import ended
from index.filters import parse_filters
from index.types import MODES
from settings import DEFAULT_FILE, Settings, load_settings

if TYPE_CHECKING:
    from answer.engine import Engine
    from index.types import Filters


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; the exit status: 0 answered or abstained, 1 nothing could be done, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if (options.question is None) == (options.queries is None):
        parser.error("give either QUESTION or --queries FILE")
    if (options.queries is None) != (options.out is None):
        parser.error("--queries FILE and --out ANSWERS go together")
    return ended(lambda: _run(options), "stopped; run the same command to start again")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m answer", description="Answer questions with quotes.")
    parser.add_argument("question", nargs="?", metavar="QUESTION")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--mode", choices=MODES, default="hybrid")
    parser.add_argument("-k", type=int, default=10, help="passages that come with the answer (10)")
    parser.add_argument("--filter", action="append", default=[], metavar="KEY=VALUE",
                        help="year, place, kind, issuer or document; repeat for several values")  # fmt: skip
    parser.add_argument("--exact", action="store_true", help="search the words as typed")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="questions, one JSON object a line")
    parser.add_argument("--out", type=Path, metavar="ANSWERS", help="where the answers to --queries go")
    parser.add_argument("--store", type=Path, help="folder of all generated state")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)")
    return parser


def _run(options: argparse.Namespace) -> int:
    from answer.engine import open_engine

    filters = parse_filters(options.filter)
    settings = load_settings(options.settings, options.store)
    rows = read_questions(options.queries) if options.queries else []
    engine = open_engine(settings.store, settings)
    if options.queries:
        _answer_all(engine, rows, options, filters)
        return 0
    answer = engine.answer(options.question, filters, options.mode, options.k, exact=options.exact)
    if options.json:
        print(json.dumps(answer_record(engine.index, answer), ensure_ascii=False))
    else:
        print("\n".join([*lines(engine.index, answer), *_composed(engine, answer, settings)]))
    return 0


def _composed(engine: Engine, answer: Answer, settings: Settings) -> list[str]:
    """The paragraph of the optional composer; answers are told even where it cannot be reached."""
    from answer.compose import ComposerError, compose

    sources = [f"{engine.index.info(one.document).title} ({of_what(one)})" for one in answer.answers]
    try:
        kept = compose(answer.understood, answer.answers, sources, settings)
    except ComposerError as error:
        print(error, file=sys.stderr)
        return []
    cited = [f"{one.text} {''.join(f'[{at + 1}]' for at in one.cites)}" for one in kept]
    return ["Diễn giải (máy viết, từng câu đối chiếu với trích dẫn): " + " ".join(cited)] if cited else []


def _answer_all(
    engine: Engine, rows: Sequence[dict[str, Any]], options: argparse.Namespace, filters: Filters
) -> None:
    from index.progress import steps

    temporary = options.out.with_name(options.out.name + ".part")
    with temporary.open("w", encoding="utf-8") as out:
        for row in steps(rows, "Trả lời"):
            answer = engine.answer(row["question"], filters, options.mode, options.k, exact=options.exact)
            record = {"id": row["id"]} | answer_record(engine.index, answer)
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    temporary.replace(options.out)


if __name__ == "__main__":
    sys.exit(main())
