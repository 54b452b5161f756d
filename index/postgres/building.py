"""Bring the index in PostgreSQL up to date with a store: document by document, or whole and then switched.

What changed is written document by document into the current generation, so that each shows as soon as it
is done. Another model, another analyzer, or a change of much at once makes a new generation beside the
current one, which answers until the new one is whole; switching is one statement, and the one before stays
for those who have it open.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import generation as g
from index.build import CACHE, BuildError, BuildReport, Source
from index.cache import Cache
from index.encoder import encoder_name
from index.joined import order
from index.making import Making, Progress
from index.postgres.revisions import hold, settle
from index.postgres.state import State, means_of, read_state
from index.postgres.sweeping import sweep
from index.postgres.tables import SCHEMA, generation_tables, make_catalogue, schema_of
from index.postgres.writing import (
    Shape,
    Written,
    insert_first,
    insert_frequencies,
    insert_size,
    replace_document,
)
from index.terms import READING, Analyzer
from index.understand import Knowledge
from ingest.postgres.connecting import Connection, Servers, servers_of
from ingest.postgres.spreading import drop_schema, make_indexes, make_tables
from ingest.postgres.store import create_archive
from settings import Settings

_AT_ONCE = 32  # documents written in one transaction before a generation is opened
_MADE_AT_ONCE = 20_000  # passages whose vectors and terms are made before others are looked for
_MUCH = 0.2  # share of documents from which making all anew is faster, and leaves no gaps behind
_DRIFT = 0.05  # share by which mean lengths may move before impacts are reckoned anew
_LEARN = 0.02  # share of documents that may change before words are counted anew


def build_in_postgres(
    settings: Settings, source: Source, progress: Progress | None, analyzer: Analyzer
) -> BuildReport:
    """Make the index in the database hold exactly what ``source`` holds; as ``index.build.build_index``.

    Raises:
        index.build.BuildError: there are no documents and never were, or another build is running.
        index.encoder.EncoderError: the model cannot be loaded.
        ingest.postgres.connecting.DatabaseError: no server answers.
    """
    started = time.perf_counter()
    digests = {id: source.digest_of(id) or "" for id in sorted(source.ids(), key=order)}
    servers = servers_of(settings)
    servers.write(lambda connection: _prepare(connection, settings.schema))
    with servers.held(f"policy build {settings.schema}") as only:
        if not only:
            raise BuildError("another build is running in the database; wait until it is done")
        build = Build(settings, servers, source, digests, analyzer, progress or (lambda *_: None))
        state, changed, encoded = build.run()
    seconds = time.perf_counter() - started
    name = f"{state.generation}.{state.revision}"
    return BuildReport(name, changed, len(digests), state.passages, encoded, seconds)


@dataclass
class Build:
    """One build: what the index lacks is made and written, then shown."""

    settings: Settings
    servers: Servers
    source: Source
    digests: dict[str, str]
    analyzer: Analyzer
    progress: Progress

    def run(self) -> tuple[State, bool, int]:
        state = self._settled()
        if state is None and not self.digests:
            raise BuildError("no documents in the database; run: python -m ingest PATH")
        folder = g.index_folder(self.settings.store)
        folder.mkdir(parents=True, exist_ok=True)
        with Cache(folder / CACHE) as cache:
            making = Making(self.settings, self.analyzer, cache, self.progress)
            changed = self._changes(state)
            if state is None or self._is_made_otherwise(state) or len(changed) > _MUCH * len(self.digests):
                self.make_whole(making)
            elif changed:
                self._by_document(state, changed, making)
        if changed or state is None:
            sweep(self.servers, self.settings.schema)
        after = self._state()
        assert after is not None
        return after, bool(changed) or state is None or after.name != state.name, making.encoded

    def _state(self) -> State | None:
        try:
            return self.servers.read_primary(lambda connection: read_state(connection, self.settings.schema))
        except (g.IndexMissing, g.IndexStale):
            return None

    def _settled(self) -> State | None:
        """The state to go on from, without what a cut off write left."""
        state = self._state()
        if state is not None:
            self.servers.write(_settling(state))
        return state

    def _changes(self, state: State | None) -> list[str]:
        """Documents that the index lacks, holds otherwise or should not hold, by id."""
        if state is None:
            return list(self.digests)
        rows = self.servers.read_primary(
            lambda connection: connection.execute(
                f"SELECT document, digest FROM {state.schema}.documents WHERE until IS NULL"
            ).fetchall()
        )
        known: dict[str, str] = {row[0]: row[1] for row in rows}
        both = {**known, **self.digests}
        return [id for id in sorted(both, key=order) if known.get(id) != self.digests.get(id)]

    def _is_made_otherwise(self, state: State) -> bool:
        found = (state.encoder, state.analyzer, state.reading)
        wanted = (encoder_name(self.settings), self.analyzer.version, READING)
        return found != wanted or state.drift > _DRIFT

    def _by_document(self, state: State, changed: Sequence[str], making: Making) -> None:
        self.make_missing([id for id in changed if id in self.digests], making)
        shape = Shape(state.schema, state.fields, state.means)
        for done, id in enumerate(changed):
            self.progress("write", done, len(changed))
            written = next(self.written([id], making)) if id in self.digests else None
            replace_document(self.servers, state.archive, state.generation, shape, id, written)
        self.progress("write", len(changed), len(changed))
        self._learn_again(state, making)

    def make_whole(self, making: Making) -> None:
        """Write a new generation, and switch to it."""
        archive, ids = self.settings.schema, list(self.digests)
        self.make_missing(ids, making)
        fields = tuple(self.analyzer.fields)
        size, lengths, counts = 0, [0] * len(fields), Counter[int]()
        for one in self.written(ids, making):
            size += len(one.passages)
            lengths = [a + b for a, b in zip(lengths, one.lengths(fields), strict=True)]
            counts.update(one.frequencies(fields))
        dimension = making.encoder.dimension
        means = means_of(fields, tuple(lengths), size)
        manifest = {
            "schema": SCHEMA, "encoder": making.encoder.name, "dimension": dimension,
            "analyzer": self.analyzer.version, "reading": READING, "fields": fields, "means": means,
        }  # fmt: skip
        name = self.servers.write(lambda connection: _begin(connection, archive, json.dumps(manifest)))
        shape, tables = Shape(schema_of(archive, name), fields, means), generation_tables(dimension)
        self.servers.write(lambda connection: make_tables(connection, archive, shape.schema, tables))
        self._fill(shape, ids, making)
        last = len(ids)
        self.servers.write(lambda connection: insert_frequencies(connection, shape, last, counts))
        self.servers.write(lambda connection: insert_size(connection, shape, last, size, lengths))
        self.learn(shape.schema, last, making)
        memory = self.settings.index_megabytes
        self.servers.write(lambda connection: make_indexes(connection, archive, shape.schema, tables, memory))
        self.servers.write(lambda connection: _switch(connection, archive, name, last))

    def _fill(self, shape: Shape, ids: Sequence[str], making: Making) -> None:
        for at in range(0, len(ids), _AT_ONCE):
            self.progress("write", at, len(ids))
            numbered = list(enumerate(self.written(ids[at : at + _AT_ONCE], making), at + 1))
            insert_first(self.servers, shape, numbered)
        self.progress("write", len(ids), len(ids))

    def make_missing(self, ids: Sequence[str], making: Making) -> None:
        """Vectors and terms of documents that have none yet, of many at a time: whoever makes them, processes
        or machines, begins anew with each call and is to have its hands full."""
        missing: list[bytes] = []
        for id in ids:
            missing += making.missing(making.add(self.source.passages(id)))
            if len(missing) >= _MADE_AT_ONCE:
                making.make(missing)
                missing = []
        making.make(missing)

    def written(self, ids: Sequence[str], making: Making) -> Iterator[Written]:
        """Documents with all that is made of them, read some at a time; what was put in after
        :meth:`make_missing` looked is made here."""
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            passages = {id: sorted(self.source.passages(id), key=lambda one: one.id) for id in some}
            keys = {id: making.add(listed) for id, listed in passages.items()}
            every = [key for listed in keys.values() for key in listed]
            making.make(making.missing(every))
            for id in some:
                vectors, terms = making.vectors(keys[id]), list(making.terms(keys[id]))
                yield Written(self.source.document(id), self.digests[id], passages[id], vectors, terms)

    def _learn_again(self, state: State, making: Making) -> None:
        """Count words and abbreviations anew where enough has changed since they were counted."""
        since, documents = self.servers.read_primary(
            lambda connection: connection.execute(
                f"SELECT since, documents FROM {state.schema}.knowledge ORDER BY since DESC LIMIT 1"
            ).fetchall()
        )[0]
        now = self._state()
        assert now is not None
        if now.revision - since > _LEARN * documents:
            self.learn(state.schema, now.revision, making)

    def learn(self, schema: str, revision: int, making: Making) -> None:
        """Count words and abbreviations of the documents."""
        keys, places = [], []
        for id in self.digests:
            keys += making.add(sorted(self.source.passages(id), key=lambda one: one.id))
            places.append(self.source.document(id).place)
        texts = [making.joined(key) for key in dict.fromkeys(keys)]
        knowledge = Knowledge.learn(texts, [place for place in places if place])
        with tempfile.TemporaryDirectory() as folder:
            knowledge.save(Path(folder))
            words = (Path(folder) / "words.json").read_text(encoding="utf-8")
            language = (Path(folder) / "language.npz").read_bytes()
        self.servers.write(
            lambda connection: connection.execute(
                f"INSERT INTO {schema}.knowledge VALUES (%s, %s, %s, %s)",
                (revision, len(self.digests), words, language),
            )
        )


def _settling(state: State) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        hold(connection, state.archive, state.generation)
        settle(connection, state.archive, state.generation, state.schema)

    return work


def _prepare(connection: Connection, archive: str) -> None:
    create_archive(connection, archive)
    make_catalogue(connection, archive)


def _begin(connection: Connection, archive: str, manifest: str) -> str:
    """Name a new generation; what killed builds left is dropped."""
    rows = connection.execute(f"SELECT name, whole FROM {archive}.generations ORDER BY name").fetchall()
    for name, whole in rows:
        if not whole:
            drop_schema(connection, archive, schema_of(archive, name))
            connection.execute(f"DELETE FROM {archive}.generations WHERE name = %s", (name,))
    last = max((int(name[1:]) for name, _ in rows), default=0)
    connection.execute(
        f"INSERT INTO {archive}.generations VALUES (%s, %s, 0, false)", (f"g{last + 1:06d}", manifest)
    )
    return f"g{last + 1:06d}"


def _switch(connection: Connection, archive: str, name: str, revision: int) -> None:
    """Let new readers open the generation ``name``; drop all but it and the one before."""
    before = connection.execute(f"SELECT name FROM {archive}.current").fetchone()
    connection.execute(
        f"UPDATE {archive}.generations SET revision = %s, whole = true WHERE name = %s", (revision, name)
    )
    connection.execute(
        f"INSERT INTO {archive}.current VALUES (true, %s) "
        "ON CONFLICT (one) DO UPDATE SET name = excluded.name",
        (name,),
    )
    kept = [name, *(before or ())]
    rows = connection.execute(
        f"DELETE FROM {archive}.generations WHERE name <> ALL(%s) RETURNING name", (kept,)
    ).fetchall()
    for (old,) in rows:
        drop_schema(connection, archive, schema_of(archive, old))
