"""One PostgreSQL server beside the files engine: the same passages, made as in :mod:`bench.large`.

Of each engine: the time to write and index what is made already, disk, memory, and a question end to end by
part. Recall is of the ten first passages: by meaning beside all vectors compared, by words beside the files
engine, whose scores are the same.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from bench.large import Source, asked, made
from bench.memory import alone
from bench.table import Cell
from index import generation as g
from index.build import CACHE
from index.cache import Cache
from index.engine import open_index
from index.making import Making
from index.parts import FileParts
from index.postgres.building import Build
from index.postgres.tables import make_catalogue
from index.postgres.writing import Written
from index.terms import Vietnamese
from index.understand import WORDS
from ingest.postgres.connecting import Connection, Servers, servers_of
from ingest.postgres.spreading import drop_schema
from ingest.postgres.store import create_archive
from settings import Settings

_SCHEMA = "bench"
_K = 10
_SERVER = (
    "shared_buffers=1GB",
    "fsync=on",
    "full_page_writes=on",
    "autovacuum=on",
    "effective_cache_size=8GB",
)


def postgres(
    store: Path, settings: Settings, questions: Sequence[str], sizes: Sequence[int]
) -> Iterator[dict[str, Cell]]:
    """Two rows for each number of passages: files, then the server of ``settings`` or one made here."""
    with _server(settings.dsn) as (dsn, server):
        for size in sizes:
            with tempfile.TemporaryDirectory(dir=store) as folder:
                files = replace(settings, store=Path(folder), engine="files")
                there = replace(files, engine="postgres", dsn=dsn, read_dsn="", schema=_SCHEMA)
                began = time.perf_counter()
                made(files.store, replace(settings, store=store), size)
                seconds = time.perf_counter() - began
                yield _row("files", size, seconds, _on_disk(files), files, questions, None)
                began = time.perf_counter()
                _write(replace(settings, store=store), files, there, size)
                seconds = time.perf_counter() - began
                disk = _in_database(there)
                row = _row("postgres", size, seconds, disk, there, questions, server)
                yield row | alone(_recall, files, there, list(questions))


def _row(
    engine: str,
    size: int,
    seconds: float,
    disk: float,
    settings: Settings,
    questions: Sequence[str],
    server: Path | None,
) -> dict[str, Cell]:
    found: dict[str, Cell] = alone(asked, settings, list(questions))
    own: dict[str, Cell] = {"passages": size, "engine": engine, "build s": seconds, "disk MB": disk}
    held = _held_by(server) if server else None
    return own | found | {"server MB": held, "recall dense": None, "recall lexical": None}


def _held_by(server: Path) -> float | None:
    """Memory of a server's processes, what they share counted once, MB; ``None`` where that is not told."""
    try:
        first = (server / "postmaster.pid").read_text("ascii").split()[0]
        others = Path(f"/proc/{first}/task/{first}/children").read_text("ascii").split()
        told = [Path(f"/proc/{pid}/smaps_rollup").read_text("ascii") for pid in (first, *others)]
    except OSError:
        return None
    return sum(int(found) for text in told for found in re.findall(r"^Pss:\s+(\d+)", text, re.M)) / 1024


@contextmanager
def _server(dsn: str) -> Iterator[tuple[str, Path | None]]:
    """The server to measure: that of ``dsn``, or an empty one in a folder here, gone afterwards."""
    if dsn:
        yield dsn, None
        return
    from tests.postgres_servers import servers

    with servers(1) as (own,):
        own.stop()
        yield own.start(*_SERVER).dsn, own.folder


def _write(source: Settings, files: Settings, there: Settings, size: int) -> None:
    """Write the passages of the made index ``files`` into the database."""
    servers = servers_of(there)
    servers.write(_cleared)
    ids = list(g.read_manifest(g.current(files.store)).documents)
    with Cache(g.index_folder(source.store) / CACHE) as cache:
        making = Making(replace(source, engine="files"), Vietnamese(), cache, lambda *_: None)
        _Copied(there, servers, Source(source, size), files, ids).make_whole(making)


def _cleared(connection: Connection) -> None:
    create_archive(connection, _SCHEMA)
    make_catalogue(connection, _SCHEMA)
    for (name,) in connection.execute(f"SELECT name FROM {_SCHEMA}.generations").fetchall():
        drop_schema(connection, _SCHEMA, f"{_SCHEMA}_{name}")
    connection.execute(f"DELETE FROM {_SCHEMA}.generations")
    connection.execute(f"DELETE FROM {_SCHEMA}.current")


class _Copied(Build):
    """A build of documents that are made as they are asked for, in their order, more than once."""

    def __init__(
        self, there: Settings, servers: Servers, source: Source, files: Settings, ids: list[str]
    ) -> None:
        digests = dict.fromkeys(ids, "")
        super().__init__(there, servers, None, digests, Vietnamese(), lambda *_: None)  # type: ignore[arg-type]
        self._made, self._first = source, ids[0]
        self._files = FileParts(g.current(files.store))
        self._vectors = self._files.open()[1].vectors()

    def make_missing(self, ids: Sequence[str], making: Making) -> None:
        """Nothing: all is made with the documents."""

    def written(self, ids: Sequence[str], making: Making) -> Iterator[Written]:  # noqa: ARG002  (has its own)
        if ids[0] == self._first:
            self._documents, self._row = self._made.documents(), 0
        for document, passages, terms in islice(self._documents, len(ids)):
            first, self._row = self._row, self._row + len(passages)
            yield Written(document, "", passages, self._vectors[first : self._row], terms)

    def learn(self, schema: str, revision: int, making: Making) -> None:  # noqa: ARG002  (copied)
        folder = Path(self._files.name)
        words, language = (folder / WORDS).read_text("utf-8"), (folder / "language.npz").read_bytes()
        self.servers.write(
            lambda connection: connection.execute(
                f"INSERT INTO {schema}.knowledge VALUES (%s, %s, %s, %s)",
                (revision, len(self.digests), words, language),
            )
        )


def _recall(files: Settings, there: Settings, questions: list[str]) -> dict[str, Cell]:
    """Shares of the first ten that the database finds too."""
    ours, theirs = open_index(files.store, files), open_index(files.store, there)
    parts = FileParts(g.current(files.store))
    vectors, content = parts.open()[1].vectors(), parts.open()[0]
    dense, lexical = [], []
    for question in questions:
        read = ours.understand(question)
        best = np.argsort(-(vectors @ ours.encode_query(read.text)), kind="stable")[:_K].tolist()
        exact = set(content.ids(best).values())
        dense.append(
            len(exact & {hit.passage.id for hit in theirs.search_understood(read, _K, "dense")}) / _K
        )
        words, same = (
            {hit.passage.id for hit in index.search_understood(read, _K, "lexical")}
            for index in (ours, theirs)
        )
        lexical.append(len(words & same) / max(1, len(words)))
    return {"recall dense": float(np.mean(dense)), "recall lexical": float(np.mean(lexical))}


def _on_disk(settings: Settings) -> float:
    return sum(path.stat().st_size for path in settings.store.rglob("*") if path.is_file()) / 1e6


def _in_database(settings: Settings) -> float:
    """MB of the made generation, indexes and all."""
    (row,) = servers_of(settings).read_primary(
        lambda connection: connection.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) / 1e6 FROM pg_class c JOIN pg_namespace n "
            "ON n.oid = relnamespace WHERE nspname LIKE %s AND relkind = 'r'",
            (f"{_SCHEMA}\\_g%",),
        ).fetchall()
    )
    return float(row[0])
