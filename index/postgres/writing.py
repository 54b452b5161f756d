"""Writing documents into a generation: each as a revision of its own, or many before it is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.content import info_of
from index.encoder import Vectors
from index.lexical import Terms
from index.postgres.bm25 import TERMS, impacts, keys, number_of
from index.postgres.revisions import acknowledge, announce, hold, settle
from index.postgres.tables import BY_DOCUMENT, first_row
from ingest.postgres.connecting import Connection, Servers
from ingest.rows import to_json
from ingest.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Written:
    """All that an index holds of a document; passages in order of their ids, the rest by passage."""

    document: Document
    digest: str
    passages: Sequence[Passage]
    vectors: Vectors
    terms: Sequence[Terms]

    def lengths(self, fields: Sequence[str]) -> list[int]:
        """Terms of each field, summed over the passages."""
        return [sum(len(terms.get(field) or ()) for terms in self.terms) for field in fields]

    def frequencies(self, fields: Sequence[str]) -> Counter[int]:
        """How many passages hold each term."""
        return Counter(
            number
            for terms in self.terms
            for number in {number_of(field, term) for field in fields for term in terms.get(field) or ()}
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """How a generation keeps terms: its fields, and the means by which impacts are reckoned."""

    schema: str
    fields: tuple[str, ...]
    means: Mapping[str, float]


def replace_document(
    servers: Servers, archive: str, generation: str, shape: Shape, id: str, written: Written | None
) -> None:
    """Put ``written`` in the place of the document ``id``, or drop that for ``None``, as a new revision.

    One transaction: whoever opens the index before it ends sees nothing of it. Writers wait for each other
    here, not while they encode.
    """

    def work(connection: Connection) -> None:
        hold(connection, archive, generation)
        settle(connection, archive, generation, shape.schema)
        revision = servers.write(lambda other: announce(other, archive, generation, id))
        _replace(connection, shape, id, written, revision)
        acknowledge(connection, archive, generation, revision)

    servers.write(work)


def _replace(connection: Connection, shape: Shape, id: str, written: Written | None, revision: int) -> None:
    passages, lengths, changes = _retire(connection, shape, id, revision)
    if written is not None:
        insert(connection, shape, [(revision, written)])
        passages += len(written.passages)
        lengths = [a + b for a, b in zip(lengths, written.lengths(shape.fields), strict=True)]
        changes.update(written.frequencies(shape.fields))
    _count(connection, shape.schema, revision, changes)
    _sum(connection, shape, revision, passages, lengths)


def insert(connection: Connection, shape: Shape, documents: Sequence[tuple[int, Written]]) -> None:
    """Add the rows of documents, each with its revision."""
    _copy(
        connection, shape, "documents", "text int8 int8 text int4 int8[] text text",
        (
            (one.document.id, revision, None, one.digest, len(one.passages), one.lengths(shape.fields),
             to_json(asdict(info_of(one.document))), to_json(asdict(one.document)))
            for revision, one in documents
        ),
    )  # fmt: skip
    _copy(connection, shape, "passages", "text int8 int8 text text", _passages(documents))
    _copy(connection, shape, "vectors", "text int8 int8 halfvec", _vectors(documents))
    _copy(connection, shape, "terms", "text int8 int8 int4[] sparsevec", _terms(documents, shape))


def insert_first(servers: Servers, shape: Shape, documents: Sequence[tuple[int, Written]]) -> None:
    """As :func:`insert`, in one transaction, into tables that nobody has open yet."""
    tried = False

    def work(connection: Connection) -> None:
        nonlocal tried
        if tried:  # another server may have kept its part of a try that the first one lost
            _discard(connection, shape.schema, documents)
        tried = True
        insert(connection, shape, documents)

    servers.write(work)


def _discard(connection: Connection, schema: str, documents: Sequence[tuple[int, Written]]) -> None:
    ids, revisions = [one.document.id for _, one in documents], [revision for revision, _ in documents]
    for table in BY_DOCUMENT:
        connection.execute(
            f"DELETE FROM {schema}.{table} WHERE document = ANY(%s) AND revision = ANY(%s)", (ids, revisions)
        )


def insert_frequencies(
    connection: Connection, shape: Shape, revision: int, counts: Mapping[int, int]
) -> None:
    """Write how many passages hold each term, where nothing was written yet."""
    rows = ((term, revision, count) for term, count in sorted(counts.items()))
    _copy(connection, shape, "frequencies", "int4 int8 int4", rows)


def _retire(
    connection: Connection, shape: Shape, id: str, revision: int
) -> tuple[int, list[int], Counter[int]]:
    """Take the document ``id`` out of sight from ``revision`` on; what goes with it, below zero."""
    schema, nothing = shape.schema, [0] * len(shape.fields)
    old = connection.execute(
        f"SELECT revision, passages, lengths FROM {schema}.documents WHERE document = %s AND until IS NULL",
        (id,),
    ).fetchone()
    if old is None:
        return 0, nothing, Counter()
    before, passages, lengths = old
    connection.execute(
        f"UPDATE {schema}.documents SET until = %s WHERE document = %s AND revision = %s",
        (revision, id, before),
    )
    rows = connection.execute(
        f"SELECT weights FROM {schema}.terms WHERE document = %s AND revision = %s", (id, before)
    )
    changes: Counter[int] = Counter()
    for (weights,) in rows:
        changes.subtract(weights.indices())
    return -passages, [-length for length in lengths], changes


def _count(connection: Connection, schema: str, revision: int, changes: Mapping[int, int]) -> None:
    """Add ``changes`` to how many passages hold each term."""
    pairs = sorted((term, change) for term, change in changes.items() if change)
    connection.execute(
        f"INSERT INTO {schema}.frequencies SELECT new.term, %s, new.change + coalesce(old.passages, 0) "
        "FROM unnest(%s::integer[], %s::integer[]) AS new (term, change) LEFT JOIN LATERAL ("
        f"SELECT passages FROM {schema}.frequencies AS f WHERE f.term = new.term ORDER BY since DESC LIMIT 1"
        ") AS old ON true",
        (revision, [term for term, _ in pairs], [change for _, change in pairs]),
    )


def _sum(connection: Connection, shape: Shape, revision: int, passages: int, lengths: Sequence[int]) -> None:
    before = connection.execute(
        f"SELECT passages, lengths FROM {shape.schema}.revisions ORDER BY revision DESC LIMIT 1"
    ).fetchone() or (0, [0] * len(shape.fields))
    insert_size(
        connection, shape, revision, before[0] + passages,
        [a + b for a, b in zip(before[1], lengths, strict=True)],
    )  # fmt: skip


def insert_size(
    connection: Connection, shape: Shape, revision: int, passages: int, lengths: Sequence[int]
) -> None:
    """Write the size of the whole at ``revision``."""
    connection.execute(
        f"INSERT INTO {shape.schema}.revisions (revision, passages, lengths) VALUES (%s, %s, %s)",
        (revision, passages, list(lengths)),
    )


def _passages(documents: Iterable[tuple[int, Written]]) -> Iterator[tuple[Any, ...]]:
    for revision, one in documents:
        for row, passage in enumerate(one.passages, first_row(revision)):
            yield one.document.id, revision, row, passage.id, to_json(asdict(passage))


def _vectors(documents: Iterable[tuple[int, Written]]) -> Iterator[tuple[Any, ...]]:
    from pgvector import HalfVector

    for revision, one in documents:
        for row, vector in enumerate(one.vectors, first_row(revision)):
            yield one.document.id, revision, row, HalfVector(vector)


def _terms(documents: Iterable[tuple[int, Written]], shape: Shape) -> Iterator[tuple[Any, ...]]:
    from pgvector import SparseVector

    for revision, one in documents:
        for row, terms in enumerate(one.terms, first_row(revision)):
            weights = SparseVector(impacts(terms, shape.fields, shape.means), TERMS)
            yield one.document.id, revision, row, keys(terms, shape.fields), weights


def _copy(
    connection: Connection, shape: Shape, table: str, types: str, rows: Iterable[Sequence[Any]]
) -> None:
    statement = f"COPY {shape.schema}.{table} FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types.split())
        for row in rows:
            copy.write_row(row)
