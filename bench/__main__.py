"""``python -m bench [PART …]``: each figure beside a named peer in the same run.

encoding: passages and questions as vectors, beside plain sentence-transformers, or with --loss what is found
less than by it. questions: a question part by part, beside numpy and bm25s, and ten people at once. cold: a
process that has just started. vectors: kinds of FAISS index by size. large: a question end to end over many
passages. postgres: the same on a server with pgvector, when named. systems: whole systems that one would pick
instead (requirements-bench.txt). Believe the ratios: rates are this machine's, other work slows both sides.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from bench.table import Cell, table
from eval.questions import read_questions
from settings import DEFAULT_FILE, ROOT, PolicyError, Settings, load_settings

SHARED = ROOT.parent / "shared"
Rows = Iterable[dict[str, Cell]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    given = _parser().parse_args(argv)
    settings = load_settings(given.settings, given.store)
    found: dict[str, list[dict[str, Cell]]] = {}
    try:
        for part in given.parts or [part for part in PARTS if part != "postgres"]:
            for name, rows in PARTS[part](given, settings):
                found[name] = list(rows)
                if not given.json:
                    print(f"{name}\n{table(found[name])}\n", flush=True)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
    return 0


def _encoding(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Rows]]:
    from eval.encoding import hold_to_avx2, measure

    if given.avx2:
        hold_to_avx2()
    if given.loss:
        from bench.loss import lost

        yield "loss", lost(given.loss, SHARED, settings, given.nearest)
        return
    figures = measure(given.docs, given.limit, settings)
    yield "encoding", [{"figure": name, "value": value} for name, value in figures.items()]


def _questions(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Rows]]:
    from bench.people import together
    from bench.questions import parts

    store, asked = _store(given, settings), _asked(given)
    yield "questions", parts(store, settings, asked)
    yield "people", together(store, settings, asked)


def _cold(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Rows]]:
    from bench.cold import cold
    from index.encoder import source_folder

    folder, _ = source_folder(settings)
    yield "cold", cold(_store(given, settings), given.settings, folder, _asked(given)[0])


def _vectors(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Rows]]:
    from bench.vectors import KINDS, curves, drawn, plotter, seed_of

    pyplot = plotter() if given.svg else None
    kinds = [kind for kind in KINDS if any(kind.name.startswith(name) for name in given.kinds)]
    rows = list(curves(seed_of(_store(given, settings)), given.sizes, kinds, work=settings.store))
    if pyplot:
        given.svg.write_text(drawn(rows, pyplot), encoding="utf-8")
    yield "vectors", [asdict(row) for row in rows]


def _large(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Rows]]:
    from bench.large import large

    yield "large", large(_store(given, settings), settings, read_questions(given.queries), given.sizes)


def _postgres(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Rows]]:
    from bench.postgres import postgres

    files = replace(settings, engine="files")
    there = replace(settings, dsn=given.dsn or settings.dsn)
    yield "postgres", postgres(_store(given, files), there, _asked(given), given.sizes)


def _systems(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Rows]]:
    from bench.systems import compared

    yield "systems", compared(given.docs, read_questions(given.queries), settings)


PARTS: dict[str, Callable[[argparse.Namespace, Settings], Iterator[tuple[str, Rows]]]] = {
    "encoding": _encoding,
    "questions": _questions,
    "cold": _cold,
    "vectors": _vectors,
    "large": _large,
    "postgres": _postgres,
    "systems": _systems,
}


def _store(given: argparse.Namespace, settings: Settings) -> Path:
    """A store of the documents to measure on, with its index; kept, so that the next run is quick."""
    from eval.collection import evaluation_store

    return evaluation_store(given.docs, settings)


def _asked(given: argparse.Namespace) -> list[str]:
    return [question.question for question in read_questions(given.queries)]


def _parser() -> argparse.ArgumentParser:
    from eval.articles import SETS
    from eval.questions import BUNDLED
    from eval.suite import Named

    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[[], *PARTS], help="which (all)")
    parser.add_argument(
        "--docs", nargs="+", type=Path, default=[ROOT / "corpus"], help="documents to measure on (corpus)"
    )
    parser.add_argument("--queries", type=Path, default=BUNDLED, help="judged questions over them (bundled)")
    parser.add_argument("--store", type=Path, help="folder of generated state (from settings.toml)")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)")
    parser.add_argument(
        "--avx2", action="store_true", help="with encoding: as on a processor that has no more than AVX2"
    )
    parser.add_argument("--loss", type=Named(*SETS), help="with encoding: what is found less on these sets")
    parser.add_argument(
        "--nearest", type=int, default=0, help="with --loss: among the first so many of a question (0: all)"
    )
    parser.add_argument("--limit", type=int, default=200, help="passages to encode (200)")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[10_000, 100_000], help="vectors (10000 100000)"
    )
    parser.add_argument("--kinds", nargs="+", default=[""], help="of index, by the beginning of their names")
    parser.add_argument("--dsn", help="server to measure (from settings.toml, or one made for the run)")
    parser.add_argument("--svg", type=Path, help="draw the curves of the kinds of index there")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


if __name__ == "__main__":
    sys.exit(main())
