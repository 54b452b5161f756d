"""Tables of an index in PostgreSQL, and how its rows are numbered.

A row stands for a passage as in :mod:`index.parts`: the revision that wrote its document, and the passage's
place among those of the document. Each document that is written takes a revision of its own; rows of the
one before stay, out of sight, until nobody can have it open.
"""

from __future__ import annotations

from index.postgres.bm25 import TERMS
from ingest.postgres.connecting import Connection
from ingest.postgres.spreading import Table

SCHEMA = 1  # of the tables below
BY_DOCUMENT = ("terms", "vectors", "passages", "documents")  # tables with the rows of documents
PLACES = 20  # binary digits of a passage's place in its document

_ID = 'text COLLATE "C" NOT NULL'


def first_row(revision: int) -> int:
    """Row of the first passage of the document that ``revision`` wrote."""
    return revision << PLACES


def generation_tables(dimension: int) -> tuple[Table, ...]:
    """Tables of a generation whose vectors have ``dimension``."""
    return (
        Table(
            "documents",
            f"document {_ID}, revision bigint NOT NULL, until bigint, digest text NOT NULL, "
            "passages integer NOT NULL, lengths bigint[] NOT NULL, info text NOT NULL, body text NOT NULL",
            key="document, revision", by="document",
        ),
        Table(
            "passages",
            f"document {_ID}, revision bigint NOT NULL, row bigint NOT NULL, id {_ID}, body text NOT NULL",
            key="row, document", indexes=("(id)", "(revision)"), by="document",
        ),
        Table(
            "vectors",
            f"document {_ID}, revision bigint NOT NULL, row bigint NOT NULL, "
            f"vector halfvec({dimension}) NOT NULL",
            key="revision, row, document", by="document",
            indexes=("USING hnsw (vector halfvec_ip_ops) WITH (m = 16, ef_construction = 100)",),
        ),
        Table(
            "terms",
            f"document {_ID}, revision bigint NOT NULL, row bigint NOT NULL, keys integer[] NOT NULL, "
            f"weights sparsevec({TERMS}) NOT NULL",
            key="revision, row, document", by="document",
            indexes=("USING gin (keys) WITH (fastupdate = off)",),
            # Weights are read for every candidate: kept in the row, where they fit a page, and as they are.
            storage=("ALTER COLUMN weights SET STORAGE MAIN", "SET (toast_tuple_target = 8160)"),
        ),
        Table(
            "frequencies",  # passages that hold a term, from a revision on
            "term integer NOT NULL, since bigint NOT NULL, passages integer NOT NULL", key="term, since",
        ),
        Table(
            "revisions",  # size of the whole at each, lengths of the fields summed
            "revision bigint NOT NULL, made timestamptz NOT NULL DEFAULT now(), passages bigint NOT NULL, "
            "lengths bigint[] NOT NULL",
            key="revision",
        ),
        Table(
            "knowledge",  # what was learnt of the documents, from a revision on
            "since bigint NOT NULL, documents integer NOT NULL, words text NOT NULL, language bytea NOT NULL",
            key="since",
        ),
    )  # fmt: skip


def make_catalogue(connection: Connection, schema: str) -> None:
    """Make what names the generations of an archive, where it is not there yet."""
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {schema}.generations (name text PRIMARY KEY, manifest text NOT NULL, "
        "revision bigint NOT NULL, whole boolean NOT NULL)"
    )
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {schema}.current "
        "(one boolean PRIMARY KEY CHECK (one), name text NOT NULL)"
    )
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {schema}.begun (generation text, revision bigint, "
        "document text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (generation, revision))"
    )


def schema_of(archive: str, generation: str) -> str:
    """Schema with the tables of a generation."""
    return f"{archive}_{generation}"
