"""The index as a reader sees it: open a generation, search it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path

import numpy as np

from index import generation as g
from index.analyzer import BARE
from index.content import DocumentInfo
from index.dense import Rows
from index.encoder import Encoder, Vectors, encoder_name, load_encoder, wait_quietly
from index.evidence import Evidence, Numbered, asks_for_citing, syllables_of, telling
from index.filters import matching
from index.fusion import fuse, ordered, reranked
from index.gist import READ, between, gist, is_thin
from index.numbers import without_numbers
from index.parts import Parts, current_name, current_parts
from index.reranker import Reranker, load_reranker, second_look
from index.terms import READING, Analyzer, Vietnamese, reading
from index.types import MODES, Filters, Hit, Mode, Understood
from index.understand import Knowledge, understand
from index.weights import SHIPPED, Weights
from ingest.cores import cores
from ingest.facts.sentences import Reading
from ingest.types import Document, Passage
from settings import PolicyError, Settings, load_settings

Ranking = Sequence[tuple[str, float]]  # ids of passages with scores, best first
BESIDE = 100_000  # passages from which a question is encoded while its words are searched


class SearchError(PolicyError):
    """A search that cannot be understood."""


def open_index(
    store: Path | str | None = None,
    settings: Settings | None = None,
    *,
    analyzer: Analyzer | None = None,
    weights: Weights = SHIPPED,
) -> Index:
    """Open the index of a store, by default the one that ``settings.toml`` names.

    Takes milliseconds: models are loaded by the first search that needs them.

    Raises:
        index.generation.IndexMissing: nothing was built.
        index.generation.IndexStale: made with another model or by another version of the program.
        index.generation.IndexDamaged: a file is missing or cut short.
        ingest.postgres.connecting.DatabaseError: the database does not answer.
    """
    wait_quietly()
    settings = settings or load_settings()
    folder = Path(store) if store is not None else settings.store
    there = replace(settings, store=folder)
    for attempt in (1, 2):
        name = current_name(there)
        try:
            return Index(current_parts(there), settings, analyzer or Vietnamese(weights), weights)
        except g.IndexDamaged:
            if attempt == 2 or current_name(there) == name:  # not just replaced by a new one
                raise
    raise AssertionError("unreachable")


class Index:
    """One state of an index, kept by any engine; safe to share between threads.

    Attributes:
        name: tells this state from others. manifest: what it says about itself.
    """

    def __init__(
        self, parts: Parts, settings: Settings, analyzer: Analyzer, weights: Weights = SHIPPED
    ) -> None:
        self._parts = parts
        self.name = parts.name
        self.manifest = parts.manifest
        self._settings = settings
        self._analyzer = analyzer
        self._weights = weights
        self._whole: Index | None = None  # what this is a limited view of
        self._seen: frozenset[str] | None = None  # ids of the documents that show; all for None
        self._check_makers()
        self._content, self._dense, self._lexical = parts.open()
        self._lock = threading.RLock()
        self._vector = lru_cache(maxsize=1024)(self._encode)
        self._beside = ThreadPoolExecutor(cores())

    @property
    def size(self) -> int:
        """Number of passages."""
        return self.manifest.passages

    def search(
        self, query: str, k: int = 10, mode: Mode = "hybrid", filters: Filters | None = None
    ) -> list[Hit]:
        """The ``k`` passages that fit ``query`` best, among the documents that pass ``filters``.

        The same index and arguments give the same list, whatever was asked before or besides.

        Raises:
            index.filters.FilterError: an unknown filter, or one that cannot be read.
            index.encoder.EncoderError: the model cannot be loaded.
        """
        return self.search_understood(self.understand(query), k, mode, filters)

    def search_understood(
        self, question: Understood, k: int = 10, mode: Mode = "hybrid", filters: Filters | None = None
    ) -> list[Hit]:
        """As :meth:`search`, for a question that :meth:`understand` read or that a caller changed."""
        if mode not in MODES:
            raise SearchError(f"unknown mode {mode!r}; choose from {', '.join(MODES)}")
        return self._parts.at_once(lambda: self._found(question, k, mode, filters))

    def _found(self, question: Understood, k: int, mode: Mode, filters: Filters | None) -> list[Hit]:
        barred = self._seen is not None or any((filters or {}).values())
        allowed = matching(self._content.documents if barred else (), filters, self._seen)
        if k <= 0 or not question.text.strip() or not self.size:
            return []
        weights = self._weights
        rankings: dict[str, Ranking] = {}
        beside = mode == "hybrid" and self.size >= BESIDE
        encoding = self._beside.submit(self.encode_query, question.text) if beside else None
        for name in reversed(_LEGS[mode]):  # words first: they tell how the question is to be encoded
            if encoding and name == "dense":
                encoding.result()  # kept from now on
            words = rankings.get("lexical", ())
            rankings[name] = self._candidates(name, question, max(k, weights.candidates), allowed, words)
        ranking: Ranking = fuse(rankings, max(k, weights.weighed), weights)
        if mode == "hybrid" and weights.evidence:
            ranking = self._with_named(question, ranking, allowed)
            self._content.gather(id for id, _ in ranking)
            evidence = Evidence(question, self._frequency, self.size, weights, self._is_short)
            ranking = reranked(ranking, partial(self._weigh, evidence), len(ranking), len(ranking))
            ranking = self._with_part(evidence, ranking) if weights.part_first else ranking
        if mode == "hybrid" and self.reranker:
            ranking, rankings["reranker"] = self._read_again(self.reranker, question.text, ranking)
        return self._hits(ranking[:k], rankings)

    def understand(self, query: str, *, exact: bool = False, kept: Collection[str] = ()) -> Understood:
        """The question as it will be searched; with ``exact`` its words stay as typed, else ``kept`` do."""
        return understand(query, self.knowledge, exact, kept)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What this index learnt from its documents."""
        if self._seen is not None:
            texts = (self.document(info.id).text for info in self.documents())
            return Knowledge.shipped(texts, (info.place for info in self.documents() if info.place))
        with self._lock:
            return self._parts.knowledge()

    def weighted(self, weights: Weights) -> Index:
        """This index ranking by other weights; both share all that was loaded."""
        other = copy(self)
        other._weights = weights
        if isinstance(self._analyzer, Vietnamese):
            other._analyzer = Vietnamese(weights)
        return other

    def limited(self, documents: frozenset[str] | None) -> Index:
        """This index as one meets it who may see these documents alone; itself for ``None``.

        Nothing of the others shows: not in a search, a listing or a reading, and neither their places
        nor their abbreviations help to read a question. Both share all that was loaded.
        """
        if documents is None:
            return self
        other = copy(self)
        other._whole = self._whole or self
        other._seen = documents if self._seen is None else documents & self._seen
        for name in ("knowledge", "_documents"):
            other.__dict__.pop(name, None)
        return other

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents without their text, in order of their ids."""
        return self._documents

    @cached_property
    def _documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(info for info in self._content.documents if self._sees(info.id))

    def _sees(self, document: str) -> bool:
        return self._seen is None or document in self._seen

    def bearing(self, numbers: tuple[str, ...]) -> tuple[DocumentInfo, ...]:
        """The documents whose own number is one of ``numbers``."""
        named = (self._content.documents[i] for i in self._numbered.named(numbers))
        return tuple(info for info in named if self._sees(info.id))

    def info(self, id: str) -> DocumentInfo:
        """What the document ``id`` says about itself.

        Raises:
            KeyError: there is none of this id.
        """
        if not self._sees(id):
            raise KeyError(id)
        return self._content.info(id)

    def document(self, id: str) -> Document:
        """A document with its text.

        Raises:
            KeyError: there is none of this id.
        """
        if not self._sees(id):
            raise KeyError(id)
        return self._content.document(id)

    def reading(self, id: str) -> Reading:
        """A document taken apart into sentences; kept by the index where that takes long.

        Raises:
            KeyError: there is none of this id.
        """
        if not self._sees(id):
            raise KeyError(id)
        return self._content.reading(id)

    def passage(self, id: str) -> Passage:
        """A passage.

        Raises:
            KeyError: there is none of this id.
        """
        passage = self._content.passage(id)
        if not self._sees(passage.document):
            raise KeyError(id)
        return passage

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """All passages of a document, as they follow in its text."""
        return self._content.passages_of(document) if self._sees(document) else ()

    def encode_query(self, text: str) -> Vectors:
        """Unit vector (dimension,) of a question."""
        return self._vector(text)

    def warm(self, mode: Mode = "hybrid") -> None:
        """Load now what the first search in ``mode`` would load."""
        self._analyzer.question(self.understand("khởi động"))
        _ = self.knowledge
        if "dense" in _LEGS[mode]:
            self._dense.search(self.encode_query("khởi động"), 1)
        _ = self.reranker if mode == "hybrid" else None

    @cached_property
    def encoder(self) -> Encoder:
        """The model that made the vectors; loaded when first asked for."""
        if self._whole:
            return self._whole.encoder
        with self._lock:
            return self.__dict__.get("encoder") or load_encoder(self._settings)

    @cached_property
    def reranker(self) -> Reranker | None:
        """The cross-encoder that settings name; loaded when first asked for."""
        if self._whole:
            return self._whole.reranker
        with self._lock:
            return load_reranker(self._settings)

    def is_current(self) -> bool:
        """Whether no newer state has replaced this one."""
        return self._parts.is_current()

    def _encode(self, text: str) -> Vectors:
        vector: Vectors = self.encoder.encode_queries([text])[0]
        vector.flags.writeable = False  # kept and given out again
        return vector

    def _candidates(
        self,
        leg: str,
        question: Understood,
        count: int,
        allowed: list[int] | None,
        words: Ranking = (),
    ) -> list[tuple[str, float]]:
        if leg == "dense":
            rows = None if allowed is None else self._rows(allowed)
            found = self._dense.search(self._meaning(question, words), count, rows)
        else:
            found = self._by_words(question, count, allowed)
        ids = self._content.ids(row for row, _ in found)
        return ordered((ids[row], score) for row, score in found)

    def _by_words(
        self, question: Understood, count: int, allowed: list[int] | None
    ) -> list[tuple[int, float]]:
        """Rows by the words of a question; by its bare words, too, where the first passages hold little of
        what it asks for: it was searched without its marks, or documents were typed so."""
        terms = self._analyzer.question(question)
        marked = {field: listed for field, listed in terms.items() if field not in BARE}
        if not self._weights.bare or len(marked) == len(terms):
            return self._lexical.search(terms, count, allowed)
        found = self._lexical.search(marked, count, allowed)
        first = [row for row, _ in found[:READ]]
        if self._is_thin(question, self._content.ids(first).values(), self._weights.bare):
            return self._lexical.search(terms, count, allowed)
        return found

    def _meaning(self, question: Understood, words: Ranking) -> Vectors:
        """Unit vector of a question; half that of its gist, where the first passages by its ``words`` hold
        little of them."""
        whole = self.encode_query(question.text)
        about = gist(question.text, question.places) if words and self._weights.thin else ""
        if not about:
            return whole
        is_thin = self._is_thin(question, [id for id, _ in words[:READ]], self._weights.thin)
        return between(whole, self.encode_query(about)) if is_thin else whole

    def _is_thin(self, question: Understood, first: Iterable[str], share: float) -> bool:
        """Whether none of the ``first`` passages (ids) holds so large a ``share`` of what is asked for."""
        passages = [self.passage(id) for id in first]
        held = [syllables_of(f"{passage.context} {passage.text}") for passage in passages]
        return is_thin(telling(question, self._frequency, self.size), held, share)

    def _with_named(self, question: Understood, ranking: Ranking, allowed: list[int] | None) -> Ranking:
        """``ranking``, in which the passages of documents whose number is asked for stand by the rest of the
        question: what cites a number says it oftener than what bears it, and a title says it again."""
        if not question.numbers or not self._weights.number:
            return ranking
        named = self._numbered.named(question.numbers)
        named = [i for i in named if allowed is None or i in allowed]
        if not named:
            return ranking
        rest = replace(question, text=without_numbers(question.text))
        about = (
            question if asks_for_citing(question) or not telling(rest, self._frequency, self.size) else rest
        )
        count = self._weights.candidates
        found = fuse(
            {leg: self._candidates(leg, about, count, named) for leg in _LEGS["hybrid"]}, count, self._weights
        )
        own = {self._content.documents[i].id for i in named}
        return [*found, *((id, score) for id, score in ranking if self.passage(id).document not in own)]

    @cached_property
    def _numbered(self) -> Numbered:
        return Numbered(self._content.documents)

    def _weigh(self, evidence: Evidence, id: str) -> float:
        passage = self.passage(id)
        return evidence.weigh(passage, self.info(passage.document))

    def _with_part(self, evidence: Evidence, ranking: Ranking) -> Ranking:
        """``ranking`` led by the part that tells what is asked of the first passage's document."""
        if not evidence.asks_part or not ranking:
            return ranking
        first, score = ranking[0]
        document = self.passage(first).document
        part = evidence.part_of(self.info(document), self.passages_of(document))
        if part is None or part.id == first:
            return ranking
        return [(part.id, score), *((id, other) for id, other in ranking if id != part.id)]

    def _is_short(self, document: str) -> bool:
        return self._lengths.get(document, 0) <= self._weights.short

    @cached_property
    def _lengths(self) -> dict[str, int]:
        """Number of passages of each document."""
        return {
            info.id: end - first
            for info, (first, end) in zip(self._content.documents, self._content.spans, strict=True)
        }

    def _read_again(self, reranker: Reranker, question: str, ranking: Ranking) -> tuple[Ranking, Ranking]:
        """``ranking`` after a second look at its first passages, and the reranker's own order of these."""
        top, share = self._settings.rerank_top, self._settings.rerank_share
        texts = ["\n".join(filter(None, reading(self.passage(id)))) for id, _ in ranking[:top]]
        first, own = second_look(reranker, question, ranking[:top], texts, share)
        return [*first, *ranking[top:]], own

    def _frequency(self, syllable: str) -> int:
        return self._lexical.frequency("syllables", syllable)

    def _rows(self, documents: Iterable[int]) -> Rows:
        spans = self._spans[np.fromiter(documents, np.int64)]
        counts = spans[:, 1] - spans[:, 0]
        before = np.cumsum(counts) - counts
        rows: Rows = np.repeat(spans[:, 0] - before, counts) + np.arange(counts.sum())
        return rows

    @cached_property
    def _spans(self) -> Rows:
        """Rows of the documents, (documents, 2)."""
        return np.array(self._content.spans, np.int64).reshape(-1, 2)

    def _hits(self, ranking: Ranking, rankings: Mapping[str, Ranking]) -> list[Hit]:
        places = {name: {id: i for i, (id, _) in enumerate(leg, 1)} for name, leg in rankings.items()}
        named = dict.fromkeys((*_LEGS["hybrid"], *rankings))
        self._content.gather(id for id, _ in ranking)
        return [
            Hit(self.passage(id), score, rank, {leg: places.get(leg, {}).get(id) for leg in named})
            for rank, (id, score) in enumerate(ranking, 1)
        ]

    def _check_makers(self) -> None:
        found, wanted = self.manifest.encoder, encoder_name(self._settings)
        if found != wanted:
            raise g.IndexStale(f"built with model {found}, settings name {wanted}: {g.AGAIN}")
        if (self.manifest.analyzer, self.manifest.reading) != (self._analyzer.version, READING):
            raise g.IndexStale(f"built by another version of the program: {g.AGAIN}")


_LEGS: dict[Mode, tuple[str, ...]] = {
    "hybrid": ("dense", "lexical"),
    "dense": ("dense",),
    "lexical": ("lexical",),
}
