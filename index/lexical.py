"""Lexical retrieval: BM25 by Tantivy over terms that our own analyzer made.

Tantivy gets the terms ready-made and splits nothing: ``12/2020/nđ-cp`` is one term, and so is a
word with a space in it. One writer thread and one segment: the order of additions decides the
whole file, and BM25 counts exactly the passages that are there. Later additions are segments more,
over all of which BM25 counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from index.fusion import ordered

Terms = Mapping[str, Sequence[str]]  # field -> terms of a passage, repeated as often as they occur
Weighted = Mapping[str, Sequence[tuple[str, float]]]  # field -> terms of a question with weights

DIGITS = 4  # BM25 sums float32 terms; digits beyond this depend on the order of addition
_TIES = 64  # rows asked for beyond those wanted, so that a tie with the last one seldom needs a second search
_SEPARATOR = "\n"  # between terms: no term holds a line break
_ANALYZER = "terms"
_HEAP = 256_000_000  # bytes the writer may hold; a full one only makes a segment more to merge


def write_lexical(folder: Path, fields: Sequence[str], passages: Iterable[tuple[int, Terms]]) -> None:
    """Index ``passages``, pairs of the ordinal of their document and their terms, in order of row.

    Args:
        folder: a new folder.
        fields: names under which terms may be searched; others in ``passages`` are left out.
    """
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(fields), path=str(folder))
    numbered = ((row, document, terms) for row, (document, terms) in enumerate(passages))
    _write(index, fields, (), numbered)


def change_lexical(
    folder: Path, fields: Sequence[str], gone: Sequence[int], passages: Iterable[tuple[int, int, Terms]]
) -> None:
    """Take the passages of the documents ``gone`` (ordinals) out and put others in: row, ordinal, terms.

    Files in ``folder`` are left as they are, which may be shared with another one, or removed; parts of like
    size are merged. What was taken out counts in frequencies until its part is merged.
    """
    _write(tantivy.Index.open(str(folder)), fields, gone, passages)


def _write(
    index: tantivy.Index,
    fields: Sequence[str],
    gone: Sequence[int],
    passages: Iterable[tuple[int, int, Terms]],
) -> None:
    index.register_tokenizer(_ANALYZER, _analyzer())
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    if gone:
        writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, "document", list(gone)))
    for row, document, terms in passages:
        entry = tantivy.Document()
        entry.add_unsigned("row", row)
        entry.add_unsigned("document", document)
        for field in fields:
            if terms.get(field):
                entry.add_text(field, _SEPARATOR.join(terms[field]))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()


class LexicalIndex:
    """A folder that :func:`write_lexical` made; (row, score) pairs come best first, equal scores by row."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @property
    def segments(self) -> int:
        """Number of parts of the index: 1 where nothing was added later, or 0 when empty."""
        return int(self._searcher.num_segments)

    def search(
        self, terms: Weighted, k: int, documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The ``k`` rows with the largest sum of weight times BM25 over ``terms``, best first.

        A row that holds none of the terms is never returned.

        Args:
            documents: ordinals of documents whose passages may be returned; ``None`` for all.
        """
        return self.tied(terms, k, documents)[: max(0, k)]

    def tied(
        self, terms: Weighted, k: int, documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """As :meth:`search`, with all that tie with the last, and maybe more."""
        parts = [
            (tantivy.Occur.Should, self._term(field, term, weight))
            for field, pairs in terms.items()
            for term, weight in pairs
            if weight > 0
        ]
        if not parts or k <= 0 or not len(self) or (documents is not None and not len(documents)):
            return []
        query = tantivy.Query.boolean_query(parts)
        if documents is not None:
            query = self._restricted(query, documents)
        return self._collect(query, k)

    def frequency(self, field: str, term: str) -> int:
        """Number of passages that hold ``term`` in ``field``."""
        return int(self._searcher.doc_freq(field, term))

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._index.schema, field, term, index_option="freq")
        return query if weight == 1 else tantivy.Query.boost_query(query, weight)

    def _restricted(self, query: tantivy.Query, documents: Sequence[int]) -> tantivy.Query:
        """The same scores, but only within ``documents``."""
        ordinals = [int(document) for document in documents]
        inside = tantivy.Query.term_set_query(self._index.schema, "document", ordinals)
        silent = tantivy.Query.const_score_query(inside, 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, silent)])

    def _collect(self, query: tantivy.Query, k: int) -> list[tuple[int, float]]:
        wanted = k + _TIES
        while True:  # until no row left out ties with the last one kept
            wanted = min(wanted, len(self))
            hits = self._searcher.search(query, wanted).hits
            rows = self._searcher.fast_field_values("row", [address for _, address in hits])
            pairs = ordered(
                (int(row or 0), round(score, DIGITS)) for (score, _), row in zip(hits, rows, strict=True)
            )
            complete = len(pairs) < wanted or wanted == len(self)
            if complete or pairs[-1][1] < pairs[k - 1][1]:
                return pairs
            wanted *= 2


def _schema(fields: Sequence[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    for field in fields:
        builder.add_text_field(field, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _analyzer() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(f"[^{_SEPARATOR}]+")).build()
