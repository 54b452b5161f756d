"""Which revision a write takes, and what becomes of one that was cut off between two servers.

postgres_fdw commits the other servers before the first one commits: where that dies in between, they keep
rows that were never acknowledged. So each write is announced beforehand, in a transaction of its own, with a
number that nobody took before; the transaction that writes takes the announcement back. What is announced
and not taken back is passed over by readers, and dropped by the next writer.
"""

from __future__ import annotations

from index.postgres.tables import BY_DOCUMENT
from ingest.postgres.connecting import Connection

_WATCHED = "15 minutes"  # for which a server may still commit what the first one asked of it before it died


def hold(connection: Connection, archive: str, generation: str) -> int:
    """Let no one else write into ``generation`` until the transaction ends; the revision that it is at."""
    row = connection.execute(
        f"SELECT revision FROM {archive}.generations WHERE name = %s FOR UPDATE", (generation,)
    ).fetchone()
    assert row is not None, generation
    return int(row[0])


def announce(connection: Connection, archive: str, generation: str, document: str) -> int:
    """Take a revision for ``document``, larger than any before; who calls holds the generation, in another
    transaction than the one that this one must be."""
    row = connection.execute(
        f"INSERT INTO {archive}.begun (generation, document, revision) SELECT name, %s, 1 + greatest("
        f"revision, (SELECT max(revision) FROM {archive}.begun WHERE generation = name)) "
        f"FROM {archive}.generations WHERE name = %s RETURNING revision",
        (document, generation),
    ).fetchone()
    assert row is not None, generation
    return int(row[0])


def acknowledge(connection: Connection, archive: str, generation: str, revision: int) -> None:
    """Let readers see ``revision``, whose rows are written."""
    connection.execute(
        f"UPDATE {archive}.generations SET revision = %s WHERE name = %s", (revision, generation)
    )
    connection.execute(
        f"DELETE FROM {archive}.begun WHERE generation = %s AND revision = %s", (generation, revision)
    )


def unacknowledged(connection: Connection, archive: str, generation: str) -> dict[int, str]:
    """Documents of revisions that were announced and not taken back, by revision."""
    if connection.execute("SELECT to_regclass(%s)", (f"{archive}.begun",)).fetchone() == (None,):
        return {}  # nothing was written since the archive was made by an earlier version of the program
    rows = connection.execute(
        f"SELECT revision, document FROM {archive}.begun WHERE generation = %s ORDER BY revision",
        (generation,),
    )
    return dict(rows.fetchall())


def settle(connection: Connection, archive: str, generation: str, schema: str) -> None:
    """Drop what cut off writes left in the tables of ``schema``; who calls holds the generation.

    They are dropped again at each write for a while, since a server may be slow to commit.
    """
    for revision, document in unacknowledged(connection, archive, generation).items():
        for table in BY_DOCUMENT:
            connection.execute(
                f"DELETE FROM {schema}.{table} WHERE document = %s AND revision = %s", (document, revision)
            )
        connection.execute(
            f"UPDATE {schema}.documents SET until = NULL WHERE document = %s AND until = %s",
            (document, revision),
        )
    connection.execute(
        f"DELETE FROM {archive}.begun AS old USING {archive}.generations AS now WHERE old.generation = "
        "now.name AND old.revision < now.revision AND old.at < now() - %s::interval",
        (_WATCHED,),
    )
