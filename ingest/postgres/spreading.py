"""Tables on one server, or spread over several: hash partitions by document through postgres_fdw.

The first server holds partitioned tables whose parts lie on the others; all statements are sent to it, and
it asks the others at once. Which servers there are is written down in the archive when it is created, and
does not change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.postgres.connecting import Connection, connect, load_driver, with_types


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        columns: as in CREATE TABLE. key: columns of its primary key, empty for none.
        indexes: what follows ``CREATE INDEX ON table``.
        by: the column with the document's id, by which its rows are spread; empty for a table that stays.
        storage: what follows ``ALTER TABLE table``.
    """

    name: str
    columns: str
    key: str = ""
    indexes: tuple[str, ...] = ()
    by: str = ""
    storage: tuple[str, ...] = ()


def make_archive(connection: Connection, schema: str, partitions: Sequence[str] = ()) -> None:
    """Make the schema of an archive and write down the servers that hold its parts; none: all is here."""
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    with_types(connection)
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {schema}.partitions (number integer PRIMARY KEY, dsn text NOT NULL)"
    )
    for number, dsn in enumerate(partitions):
        connection.execute(f"INSERT INTO {schema}.partitions VALUES (%s, %s)", (number, dsn))
        _make_server(connection, schema, number, dsn)


def partitions_of(connection: Connection, schema: str) -> tuple[str, ...]:
    """The servers that hold the parts of an archive, none where it lies on one server."""
    rows = connection.execute(f"SELECT dsn FROM {schema}.partitions ORDER BY number").fetchall()
    return tuple(row[0] for row in rows)


def make_tables(connection: Connection, archive: str, schema: str, tables: Sequence[Table]) -> None:
    """Make ``tables`` in ``schema``, those with a ``by`` spread over the archive's servers, without indexes.

    What a killed run left on another server is made anew.
    """
    partitions = partitions_of(connection, archive)
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for dsn in partitions:
        with connect(dsn, "read-write") as other, other.transaction():
            other.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            other.execute(f"CREATE SCHEMA {schema}")
            for table in tables:
                if table.by:
                    _make(other, schema, table)
    for table in tables:
        if not (table.by and partitions):
            _make(connection, schema, table)
            continue
        connection.execute(
            f"CREATE TABLE {schema}.{table.name} ({table.columns}) PARTITION BY HASH ({table.by})"
        )
        for number in range(len(partitions)):
            connection.execute(
                f"CREATE FOREIGN TABLE {schema}.{table.name}_{number} PARTITION OF {schema}.{table.name} "
                f"FOR VALUES WITH (MODULUS {len(partitions)}, REMAINDER {number}) "
                f"SERVER {_server(archive, number)} "
                f"OPTIONS (schema_name '{schema}', table_name '{table.name}')"
            )


def make_indexes(
    connection: Connection, archive: str, schema: str, tables: Sequence[Table], megabytes: int = 0
) -> None:
    """Make the indexes of ``tables`` where their rows are, and tell the planner what is in them.

    Args:
        megabytes: memory that a server may take for one; where its own limit is higher, that holds.
    """
    partitions = partitions_of(connection, archive)
    spread = [table for table in tables if table.by]
    for dsn in partitions:
        with connect(dsn, "read-write") as other, other.transaction():
            _index(other, schema, spread, megabytes)
    _index(connection, schema, [table for table in tables if not (table.by and partitions)], megabytes)
    for table in spread if partitions else ():
        connection.execute(f"ANALYZE {schema}.{table.name}")


def drop_schema(connection: Connection, archive: str, schema: str) -> None:
    """Drop ``schema`` here and on the archive's other servers."""
    connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    for dsn in partitions_of(connection, archive):
        with connect(dsn, "read-write") as other:
            other.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def _make(connection: Connection, schema: str, table: Table) -> None:
    key = f", PRIMARY KEY ({table.key})" if table.key else ""
    connection.execute(f"CREATE TABLE {schema}.{table.name} ({table.columns}{key})")
    for clause in table.storage:
        connection.execute(f"ALTER TABLE {schema}.{table.name} {clause}")


def _index(connection: Connection, schema: str, tables: Sequence[Table], megabytes: int) -> None:
    """Within a transaction, after which the server's own limit of memory holds again."""
    for table in tables:
        # A graph takes at most three times what its table does. Not more is asked for than that: workers that
        # build one index share this memory, which is set aside beforehand.
        connection.execute(
            "SELECT set_config('maintenance_work_mem', (greatest(least(3 * pg_table_size(%s::regclass), "
            "%s * 1048576::bigint), pg_size_bytes(current_setting('maintenance_work_mem'))) / 1024)::text, "
            "true)",
            (f"{schema}.{table.name}", megabytes),
        )
        for clause in table.indexes:
            connection.execute(f"CREATE INDEX ON {schema}.{table.name} {clause}")
        connection.execute(f"ANALYZE {schema}.{table.name}")


def _make_server(connection: Connection, schema: str, number: int, dsn: str) -> None:
    """Name a server to postgres_fdw, and prepare it: its own searches follow the same settings as ours."""
    sql = load_driver().sql
    given = load_driver().conninfo.conninfo_to_dict(dsn)
    with connect(dsn, "read-write") as other:
        other.execute("CREATE EXTENSION IF NOT EXISTS vector")
        name = sql.Identifier(str(other.info.dbname))
        for setting in ("hnsw.ef_search = 400", "hnsw.iterative_scan = strict_order", "jit = off"):
            other.execute(sql.SQL("ALTER DATABASE {} SET " + setting).format(name))
        where = {"dbname": other.info.dbname, "host": given.get("host", other.info.host)}
        where |= {"port": str(given.get("port", other.info.port))}
        who = {"user": other.info.user} | ({"password": other.info.password} if other.info.password else {})
    usual = {"extensions": "vector", "async_capable": "true", "fetch_size": "1000", "batch_size": "200"}
    server = sql.Identifier(_server(schema, number))
    connection.execute("CREATE EXTENSION IF NOT EXISTS postgres_fdw")
    connection.execute(
        sql.SQL("CREATE SERVER {} FOREIGN DATA WRAPPER postgres_fdw OPTIONS ({})").format(
            server, _options(where | usual)
        )
    )
    connection.execute(
        sql.SQL("CREATE USER MAPPING FOR CURRENT_USER SERVER {} OPTIONS ({})").format(server, _options(who))
    )


def _options(values: Mapping[str, object]) -> object:
    sql = load_driver().sql
    pairs = [
        sql.SQL("{} {}").format(sql.Identifier(key), sql.Literal(str(one))) for key, one in values.items()
    ]
    return sql.SQL(", ").join(pairs)


def _server(archive: str, number: int) -> str:
    return f"{archive}_part_{number}"
