"""``python -m eval.engines``: the same questions over files and over PostgreSQL, and where the two differ."""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from eval.measures import means, score
from eval.questions import EvalError
from eval.runs import search_all
from eval.sets import SHARED, Bench, benches, own
from index import Index, open_index
from settings import DEFAULT_FILE, PolicyError, Settings, load_settings

DEPTH = 50  # passages searched: by documents, ten of these may come from one
SHOWN = ("R@1", "R@5", "R@10")
ALLOWED = 0.005  # of R@10 that the two may differ

_EPILOG = """\
The archive of each set is moved to the database as `python -m index.postgres move` does, into a schema of
its own. same: share of the questions whose first ten passages are the same in the same order. Each
question whose result at 10 differs is listed with the rank of the first relevant passage in both.
Exit status 1 where R@10 differs by more than .005."""


@dataclass(frozen=True, slots=True)
class Row:
    """One set on both engines; figures are (files, postgres).

    Attributes:
        same: share of questions with the same first ten passages in the same order.
        differing: questions that only one of them answers among the first ten, with what found it.
    """

    set: str
    passages: int
    questions: int
    figures: dict[str, tuple[float, float]]
    median_ms: tuple[float, float]
    same: float
    differing: list[str]

    @property
    def difference(self) -> float:
        files, postgres = self.figures["R@10"]
        return abs(files - postgres)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    args = _arguments(argv)
    try:
        settings = load_settings(args.settings, args.store)
        settings = replace(settings, dsn=args.dsn or settings.dsn, engine="files")
        rows = list(_rows(args, settings))
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps({"rows": [asdict(row) for row in rows]}, ensure_ascii=False))
    return int(any(row.difference > ALLOWED for row in rows))


def _rows(args: argparse.Namespace, settings: Settings) -> Iterator[Row]:
    if (args.queries is None) != (not args.docs):
        raise EvalError("--queries FILE and --docs PATH go together")
    sets = (
        [own(args.queries, args.docs, settings)]
        if args.queries
        else benches(args.sets, args.shared, settings)
    )
    for number, bench in enumerate(sets):
        row = compared(bench, settings)
        if not args.json:
            print("\n".join([*([_HEAD] if not number else []), *lines(row)]), flush=True)
        yield row


def compared(bench: Bench, settings: Settings) -> Row:
    """Both engines over one set; the archive is moved first."""
    from index.postgres.moving import move
    from index.progress import Bars

    files = replace(settings, store=bench.collection.store, engine="files")
    schema = "eval_" + re.sub(r"[^a-z0-9]+", "_", bench.name.lower())[:20]
    moved = replace(files, engine="postgres", schema=schema)
    with Bars() as bars:
        move(moved, "postgres", bars)
    both = [open_index(one.store, one) for one in (files, moved)]
    searched = [search_all(index, bench.questions, "hybrid", DEPTH) for index in both]
    scores = [score(bench.qrels, bench.judged(one.run, 10)) for one in searched]
    found = [means(one, one) for one in scores]
    firsts = [_firsts(one.run) for one in searched]
    same = statistics.mean(firsts[0].get(q.id) == firsts[1].get(q.id) for q in bench.questions)
    differing = [
        _told(q.id, q.question, both) for q in bench.questions
        if scores[0].get(q.id, {}).get("R@10") != scores[1].get(q.id, {}).get("R@10")
    ]  # fmt: skip
    return Row(
        bench.name, both[0].size, len(scores[0]), {name: (found[0][name], found[1][name]) for name in SHOWN},
        (searched[0].median_ms or 0.0, searched[1].median_ms or 0.0), same, differing,
    )  # fmt: skip


_HEAD = (
    f"{'set':<16}{'passages':>9}{'n':>6}{'engine':>10}"
    + "".join(f"{n:>8}" for n in SHOWN)
    + f"{'ms':>8}{'same':>7}"
)


def lines(row: Row) -> list[str]:
    """The lines of a table for one set."""
    told = []
    for at, engine in enumerate(("files", "postgres")):
        head = f"{row.set:<16}{row.passages:>9}{row.questions:>6}" if not at else " " * 31
        figures = "".join(f"{row.figures[name][at]:>8.4f}" for name in SHOWN)
        last = f"{row.same:>7.3f}" if at else ""
        told.append(f"{head}{engine:>10}{figures}{row.median_ms[at]:>8.1f}{last}")
    return [*told, *(f"  differs: {one}" for one in row.differing)]


def _firsts(run: Sequence[object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in run:
        listed = found.setdefault(one.query_id, [])  # type: ignore[attr-defined]
        if len(listed) < 10:
            listed.append(one.doc_id)  # type: ignore[attr-defined]
    return found


def _told(id: str, question: str, both: Sequence[Index]) -> str:
    """A question with what each engine's retrievers made of the passages of the other's first ten."""
    hits = [index.search(question, 10) for index in both]
    ids = [{hit.passage.id for hit in listed} for listed in hits]
    lost = [hit for hit in hits[0] if hit.passage.id not in ids[1]]
    won = [hit for hit in hits[1] if hit.passage.id not in ids[0]]
    named = [
        f"{sign}{hit.passage.id} (dense {hit.sources['dense']}, lexical {hit.sources['lexical']})"
        for sign, listed in (("-", lost), ("+", won)) for hit in listed
    ]  # fmt: skip
    return f"{id} {question!r}: {'; '.join(named) or 'the same ten in another order'}"


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval.engines",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="*", default=["dev", "alqac"], help="sets as in eval suite (dev alqac)")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="questions of your own instead")
    parser.add_argument("--docs", type=Path, nargs="+", metavar="PATH", help="files or folders they are over")
    parser.add_argument("--dsn", help="the database (default: dsn in settings.toml)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the sets")
    parser.add_argument("--store", type=Path, help="folder of all generated state")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
