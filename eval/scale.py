"""``python -m eval.scale``: what one PostgreSQL server does with many passages, made from real ones.

The passages of an index in files are taken again and again: vectors with noise added, terms mixed from two
passages each, so that lengths, rarities and distances stay like those of real text. Recall is against all
vectors compared exactly, agreement against all passages that hold any term.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from eval.questions import read_questions
from index import generation as g
from index import open_index
from index.build import CACHE
from index.cache import Cache
from index.engine import Index
from index.lexical import Terms
from index.making import Making
from index.postgres import searching
from index.postgres.building import Build
from index.postgres.reading import PostgresParts
from index.postgres.tables import make_catalogue
from index.postgres.writing import Written
from index.terms import Vietnamese
from ingest.postgres.connecting import Servers, servers_of
from ingest.postgres.spreading import drop_schema
from ingest.postgres.store import create_archive
from ingest.types import Document
from settings import DEFAULT_FILE, PolicyError, Settings, load_settings

_TOGETHER = 50  # passages of a made document
_NOISE = 0.5  # length of the noise added to a vector of length 1
_SCHEMA = "scale"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    args = _arguments(argv)
    try:
        settings = load_settings(args.settings, args.store)
        files = replace(settings, engine="files")
        settings = replace(settings, engine="postgres", dsn=args.dsn or settings.dsn, schema=_SCHEMA)
        index = open_index(files.store, files)
        questions = [question.question for question in read_questions(args.queries)]
        for size in args.passages:
            _measure(size, settings, index, files, questions[: args.questions])
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(size: int, settings: Settings, index: Index, files: Settings, questions: Sequence[str]) -> None:
    servers = servers_of(settings)
    _clear(servers)
    started = time.perf_counter()
    with Cache(g.index_folder(files.store) / CACHE) as cache:
        build = _Synthetic(settings, servers, index, files, cache, size)
        build.run_whole()
    print(f"{size} passages: written and indexed in {time.perf_counter() - started:.0f} s")
    for name, megabytes in _sizes(servers):
        print(f"  {name:<12}{megabytes:>9.0f} MB")
    _search(settings, index, questions)


def _search(settings: Settings, index: Index, questions: Sequence[str]) -> None:
    _, dense, lexical = PostgresParts(settings).open()
    asked = [index.understand(question) for question in questions]
    vectors = [index.encode_query(one.text) for one in asked]
    terms = [Vietnamese().question(one) for one in asked]
    some = np.concatenate([np.arange(1 << 20, (1 << 20) + _TOGETHER)])
    few = _rows_of(settings, 0.05)
    ways: dict[str, Callable[[int], list[tuple[int, float]]]] = {
        "dense": lambda i: dense.search(vectors[i], 200),
        "dense, 5 %": lambda i: dense.search(vectors[i], 200, few),
        "dense, one": lambda i: dense.search(vectors[i], 200, some),
        "lexical": lambda i: lexical.search(terms[i], 200),
    }
    exact = {
        "dense": lambda i: _all(lambda: dense.search(vectors[i], 10)),
        "dense, 5 %": lambda i: _all(lambda: dense.search(vectors[i], 10, few)),
        "lexical": lambda i: _all(lambda: lexical.search(terms[i], 10)),
    }
    for name, search in ways.items():
        search(0)
        took, found = _timed(search, len(asked))
        line = f"  {name:<12} p50 {np.percentile(took, 50):7.1f} ms  p95 {np.percentile(took, 95):7.1f} ms"
        if name in exact:
            best = [{row for row, _ in exact[name](i)} for i in range(len(asked))]
            share = [
                len(b & {row for row, _ in f[:10]}) / max(1, len(b)) for b, f in zip(best, found, strict=True)
            ]
            line += f"  the exact ten: {np.mean(share):.3f}"
        print(line, flush=True)


def _timed(search: Callable[[int], Any], count: int) -> tuple[list[float], list[Any]]:
    took, found = [], []
    for i in range(count):
        started = time.perf_counter()
        found.append(search(i))
        took.append((time.perf_counter() - started) * 1000)
    return took, found


def _all(search: Callable[[], list[tuple[int, float]]]) -> list[tuple[int, float]]:
    """``search`` with nothing left out for speed."""
    kept = searching.EXACT, searching.EXACT_IN, searching.CANDIDATES
    searching.EXACT = searching.EXACT_IN = searching.CANDIDATES = 10**9
    try:
        return search()
    finally:
        searching.EXACT, searching.EXACT_IN, searching.CANDIDATES = kept


def _rows_of(settings: Settings, share: float) -> Any:
    content, _, _ = PostgresParts(settings).open()
    spans = content.spans[: max(1, int(len(content.spans) * share))]
    return np.concatenate([np.arange(*span) for span in spans])


def _sizes(servers: Servers) -> list[tuple[str, float]]:
    rows = servers.read_primary(
        lambda connection: connection.execute(
            "SELECT relname, pg_total_relation_size(c.oid) / 1e6 FROM pg_class c JOIN pg_namespace n "
            "ON n.oid = relnamespace WHERE nspname LIKE %s AND relkind = 'r' ORDER BY 2 DESC",
            (f"{_SCHEMA}_g%",),
        ).fetchall()
    )
    return [(row[0], float(row[1])) for row in rows if row[1] > 1]


def _clear(servers: Servers) -> None:
    def work(connection: Any) -> None:
        create_archive(connection, _SCHEMA)
        make_catalogue(connection, _SCHEMA)
        for (name,) in connection.execute(f"SELECT name FROM {_SCHEMA}.generations").fetchall():
            drop_schema(connection, _SCHEMA, f"{_SCHEMA}_{name}")
        connection.execute(f"DELETE FROM {_SCHEMA}.generations")
        connection.execute(f"DELETE FROM {_SCHEMA}.current")

    servers.write(work)


class _Synthetic(Build):
    """A build of ``size`` passages made from those of ``index``."""

    def __init__(
        self, settings: Settings, servers: Servers, index: Index, files: Settings, cache: Cache, size: int
    ) -> None:
        ids = [f"made-{number:06d}" for number in range(-(-size // _TOGETHER))]
        progress = lambda *_: None  # noqa: E731
        super().__init__(settings, servers, index, dict.fromkeys(ids, ""), Vietnamese(), progress)  # type: ignore[arg-type]
        self._making = Making(files, self.analyzer, cache, progress)
        self._size = size
        self._passages = [p for info in index.documents() for p in index.passages_of(info.id)]
        keys = self._making.add(self._passages)
        self._making.encode(keys)
        self._making.analyze(keys)
        self._vectors = self._making.vectors(keys)
        self._terms = list(self._making.terms(keys))

    def run_whole(self) -> None:
        self.make_whole(self._making)

    def written(self, ids: Sequence[str], making: Making) -> Iterator[Written]:  # noqa: ARG002  (has its own)
        for id in ids:
            number = int(id.removeprefix("made-"))
            rows = range(number * _TOGETHER, min(self._size, (number + 1) * _TOGETHER))
            passages = [
                replace(self._passages[row % len(self._passages)], id=f"{id}#{row:08d}", document=id)
                for row in rows
            ]
            document = Document(id, "", id, None, None, None, None, None, None, None, id, ())
            made = [self._made(row) for row in rows]
            yield Written(
                document,
                "",
                passages,
                np.stack([v for v, _ in made]).astype(np.float32),
                [t for _, t in made],
            )

    def _made(self, row: int) -> tuple[Any, Terms]:
        base, count = row % len(self._passages), len(self._passages)
        if row < count:
            return self._vectors[base], self._terms[base]
        random = np.random.default_rng(row)
        noise = random.normal(size=self._vectors.shape[1])
        vector = self._vectors[base] + _NOISE * noise / np.linalg.norm(noise)
        other = self._terms[int(random.integers(count))]
        own = self._terms[base]
        mixed = {f: [*own[f][: -(-len(own[f]) // 2)], *other[f][len(other[f]) // 2 :]] for f in own}
        return vector / np.linalg.norm(vector), mixed

    def learn(self, schema: str, revision: int, making: Making) -> None:
        """Nothing: the questions are read by the index in files."""


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, nargs="+", default=[20_000], metavar="N")
    parser.add_argument("--queries", type=Path, required=True, metavar="FILE", help="questions to time")
    parser.add_argument("--questions", type=int, default=50, help="how many of them (50)")
    parser.add_argument("--store", type=Path, help="folder with an index in files, whose passages are taken")
    parser.add_argument("--dsn", help="the database (default: dsn in settings.toml)")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
