"""The parts of an index in PostgreSQL: one revision, read from any server that has it."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from index import generation as g
from index.content import DocumentInfo, read_info, read_whole_document, read_whole_passage
from index.postgres.revisions import unacknowledged
from index.postgres.searching import DensePart, LexicalPart, Seen
from index.postgres.state import State, read_state
from index.postgres.tables import first_row
from index.understand import Knowledge
from ingest.facts.sentences import Reading
from ingest.postgres.connecting import Connection, Servers, servers_of
from ingest.types import Document, Passage
from settings import Settings

T = TypeVar("T")
_KEPT = 20_000  # passages that a reader keeps, about 40 MB
_IDS = 65_536  # ids that it keeps, about 20 MB


def current_state(settings: Settings) -> str:
    """Name of the state that a new reader gets.

    Raises:
        index.generation.IndexMissing, index.generation.IndexStale.
    """
    return servers_of(settings).read(lambda connection: read_state(connection, settings.schema)).name


class PostgresParts:
    """The current revision of the index that ``settings`` name.

    Raises:
        index.generation.IndexMissing, index.generation.IndexStale.
        ingest.postgres.connecting.DatabaseError: no server answers.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader = _Reader(servers_of(settings), settings.schema)
        rows = self._reader.open()
        state = self._reader.state
        self.name = state.name
        self.manifest = g.Manifest(
            g.SCHEMA, state.encoder, state.dimension, state.analyzer, state.reading,
            {row[0]: row[2] for row in rows}, state.passages, {},
        )  # fmt: skip
        self._content = ContentPart(self._reader, rows)

    def open(self) -> tuple[ContentPart, DensePart, LexicalPart]:
        seen = Seen(self._reader.state, self._reader.gone, tuple(row[1] for row in self._content.rows))
        return self._content, DensePart(self._reader.ask, seen), LexicalPart(self._reader.ask, seen)

    def knowledge(self) -> Knowledge:
        state = self._reader.state
        (words, language), *_ = self._reader.ask(
            f"SELECT words, language FROM {state.schema}.knowledge WHERE since <= %s "
            "ORDER BY since DESC LIMIT 1",
            (state.revision,),
        )
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "words.json").write_text(words, encoding="utf-8")
            (Path(folder) / "language.npz").write_bytes(language)
            return Knowledge.load(Path(folder))

    def at_once(self, work: Callable[[], T]) -> T:
        return self._reader.at_once(work)

    def is_current(self) -> bool:
        try:
            return current_state(self._settings) == self.name
        except g.IndexMissing:
            return False


class _Reader:
    """Asks servers about one revision; a thread that is in :meth:`at_once` stays on one server."""

    def __init__(self, servers: Servers, archive: str) -> None:
        self._servers = servers
        self._archive = archive
        self._now = threading.local()
        self.state: State
        self.gone: tuple[int, ...] = ()

    def open(self) -> list[tuple[Any, ...]]:
        """Find the current revision; its documents as (id, revision, digest, passages, info), by id."""

        def work(connection: Connection) -> list[tuple[Any, ...]]:
            self.state = read_state(connection, self._archive)
            table, revision = f"{self.state.schema}.documents", self.state.revision
            torn = list(unacknowledged(connection, self._archive, self.state.generation))
            gone = connection.execute(
                f"SELECT revision FROM {table} WHERE until <= %s AND until <> ALL(%s)", (revision, torn)
            )
            self.gone = tuple(sorted({row[0] for row in gone} | {one for one in torn if one <= revision}))
            return connection.execute(
                f"SELECT document, revision, digest, passages, info FROM {table} WHERE revision <= %s AND "
                "revision <> ALL(%s) AND (until IS NULL OR until > %s OR until = ANY(%s)) ORDER BY document",
                (revision, torn, revision, torn),
            ).fetchall()

        return self._servers.read(work)

    def at_once(self, work: Callable[[], T]) -> T:
        if getattr(self._now, "connection", None):
            return work()

        def on(connection: Connection) -> T:
            self._now.connection = connection
            try:
                return work()
            finally:
                self._now.connection = None

        def if_there(connection: Connection) -> tuple[T] | None:
            """Nothing where a replica has not come as far as this revision."""
            row = connection.execute(
                f"SELECT revision FROM {self._archive}.generations WHERE name = %s", (self.state.generation,)
            ).fetchone()
            return (on(connection),) if row is not None and row[0] >= self.state.revision else None

        found = self._servers.read(if_there)
        return found[0] if found else self._servers.read_primary(on)

    def ask(self, statement: str, values: Any = ()) -> list[tuple[Any, ...]]:
        """All rows that answer ``statement``."""
        return self.at_once(lambda: self._now.connection.execute(statement, values).fetchall())


class ContentPart:
    """Documents and passages of a revision; as :class:`index.content.Content`."""

    def __init__(self, reader: _Reader, rows: list[tuple[Any, ...]]) -> None:
        # `id#…` sorts the passages of a document as their rows follow each other.
        self.rows = sorted(rows, key=lambda row: f"{row[0]}#")
        self._reader = reader
        self._schema = reader.state.schema
        self._revisions = {row[0]: int(row[1]) for row in self.rows}
        self.documents: tuple[DocumentInfo, ...] = tuple(read_info(row[4]) for row in self.rows)
        self.spans: tuple[tuple[int, int], ...] = tuple(
            (first_row(row[1]), first_row(row[1]) + row[3]) for row in self.rows
        )
        self._infos = {info.id: info for info in self.documents}
        self._kept: dict[str, Passage] = {}
        self._ids: dict[int, str] = {}
        self._rows: dict[str, int] = {}  # the other way round

    def info(self, id: str) -> DocumentInfo:
        return self._infos[id]

    def document(self, id: str) -> Document:
        found = self._reader.ask(
            f"SELECT body FROM {self._schema}.documents WHERE document = %s AND revision = %s",
            (id, self._revisions[id]),
        )
        if not found:
            raise KeyError(id)
        return read_whole_document(found[0][0])

    def reading(self, id: str) -> Reading:
        return Reading(self.document(id))

    def passage(self, id: str) -> Passage:
        known = self._kept.get(id)
        if known is not None:
            return known
        document = id.rpartition("#")[0]
        which = "document = %s AND id = %s AND revision = %s"
        found = self._keep(which, (document, id, self._revisions[document]))
        if not found:
            raise KeyError(id)
        return found[0]

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        if document not in self._revisions:
            return ()
        found = self._keep("document = %s AND revision = %s", (document, self._revisions[document]))
        return tuple(sorted(found, key=lambda passage: (passage.start, passage.end)))

    def ids(self, rows: Iterable[int]) -> dict[int, str]:
        known = self._ids
        found = {int(row): known.get(int(row)) for row in rows}
        missing = [row for row, id in found.items() if id is None]
        asked = f"SELECT row, id FROM {self._schema}.passages WHERE row = ANY(%s)"
        read = dict(self._reader.ask(asked, (missing,))) if missing else {}
        if len(known) + len(read) > _IDS:
            self._ids, self._rows = {}, {}
        self._ids.update(read)
        self._rows.update((id, row) for row, id in read.items())
        return {row: id for row, id in found.items() if id is not None} | read

    def gather(self, ids: Iterable[str]) -> None:
        known = self._rows
        rows = [known[id] for id in ids if id in known and id not in self._kept]
        if rows:
            self._keep("row = ANY(%s)", (rows,))

    def _keep(self, which: str, values: tuple[Any, ...]) -> list[Passage]:
        found = self._reader.ask(f"SELECT body FROM {self._schema}.passages WHERE {which}", values)
        if len(self._kept) + len(found) > _KEPT:
            self._kept = {}
        passages = [read_whole_passage(body) for (body,) in found]
        self._kept |= {passage.id: passage for passage in passages}
        return passages
