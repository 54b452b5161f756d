"""Rows that nobody can have open any more are dropped."""

from __future__ import annotations

from index.postgres.state import read_state
from index.postgres.tables import BY_DOCUMENT
from ingest.postgres.connecting import Connection, Servers

KEPT = "15 minutes"  # how long a reader may keep a revision open after the next one


def sweep(servers: Servers, archive: str, kept: str = KEPT) -> None:
    """Drop the rows of documents that were replaced or dropped before ``kept``, and counts likewise."""
    servers.write(lambda connection: _sweep(connection, archive, kept))


def _sweep(connection: Connection, archive: str, kept: str) -> None:
    schema = read_state(connection, archive).schema
    row = connection.execute(
        f"SELECT max(revision) FROM {schema}.revisions WHERE made < now() - %s::interval", (kept,)
    ).fetchone()
    oldest = row[0] if row else None
    if oldest is None:
        return
    gone = connection.execute(
        f"SELECT document, revision FROM {schema}.documents WHERE until <= %s", (oldest,)
    ).fetchall()
    for document, revision in gone:
        for table in BY_DOCUMENT:
            connection.execute(
                f"DELETE FROM {schema}.{table} WHERE document = %s AND revision = %s", (document, revision)
            )
    connection.execute(
        f"DELETE FROM {schema}.frequencies AS old USING {schema}.frequencies AS new "
        "WHERE new.term = old.term AND old.since < new.since AND new.since <= %s "
        f"AND new.since > (SELECT min(revision) FROM {schema}.revisions)",
        (oldest,),
    )
    for table, since in (("revisions", "revision"), ("knowledge", "since")):
        connection.execute(
            f"DELETE FROM {schema}.{table} WHERE {since} < (SELECT max({since}) FROM {schema}.{table} "
            f"WHERE {since} <= %s)",
            (oldest,),
        )
