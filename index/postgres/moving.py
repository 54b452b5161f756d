"""An archive made in a database, on one server or in partitions, and filled from a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.build import BuildReport, build_index
from index.making import Progress
from index.postgres.tables import make_catalogue
from index.terms import Analyzer
from ingest.duplicates import fingerprint
from ingest.postgres.connecting import servers_of
from ingest.postgres.store import create_archive
from ingest.store import open_store
from settings import Settings


def create(settings: Settings, partitions: Sequence[str] = ()) -> None:
    """Make the archive that settings name, its documents spread over the servers ``partitions`` if any.

    Raises:
        ingest.postgres.connecting.DatabaseError: it is there already, or a server does not answer.
    """
    servers = servers_of(settings)
    servers.write(lambda connection: create_archive(connection, settings.schema, partitions))
    servers.write(lambda connection: make_catalogue(connection, settings.schema))


def move(
    settings: Settings, to: str, progress: Progress | None = None, analyzer: Analyzer | None = None
) -> tuple[int, BuildReport]:
    """Copy the documents of one engine to the engine ``to``, and build its index; how many were copied.

    What is there already is left alone, so that a killed run goes on; what was encoded in the folder of
    the store is not encoded again. The engine that was moved from is left as it was.

    Raises:
        ingest.store.StoreError: there are no documents to move.
        ingest.postgres.connecting.DatabaseError: a server does not answer.
    """
    origin = replace(settings, engine="files" if to == "postgres" else "postgres")
    target = replace(settings, engine=to)
    with open_store(origin, fresh=True) as source, open_store(target, create=True) as store:
        entries = source.entries()
        known = {entry.id: entry.digest for entry in store.entries()}
        for id in set(known) - {entry.id for entry in entries}:
            store.remove(id)
        moved = [entry for entry in entries if known.get(entry.id) != entry.digest]
        for done, entry in enumerate(moved):
            if progress is not None:
                progress("move", done, len(moved))
            document = source.document(entry.id)
            store.put(
                document, source.passages(entry.id), entry.digest, entry.path, entry.page_count,
                source.facts(document=entry.id), source.relations(entry.id), fingerprint(document.text),
            )  # fmt: skip
        return len(moved), build_index(target.store, target, store, progress=progress, analyzer=analyzer)
