"""What the shipped encoder loses beside the plain one: the same passages and questions, what is found.

Plain is the packaged model under sentence-transformers in fp32 (:mod:`eval.encoding`), which takes hours over
a large set. So both may be held to fewer passages: all of the documents that answer, and those that the
shipped encoder puts among the first of any question. What plain encoded is kept: a killed run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from bench.table import Cell
from eval.encoding import Plain
from eval.measures import DEPTH, means, ranking, score
from eval.sets import Bench, benches
from index.build import CACHE
from index.cache import Cache, key_of
from index.dense import DIGITS, Rows
from index.encoder import Encoder, Vectors, load_encoder
from index.engine import Index
from index.fusion import ordered
from index.generation import index_folder
from index.making import Making
from index.parts import ContentPart, DensePart, FileParts, LexicalPart, Scored, current_parts
from index.progress import Bars
from index.terms import Vietnamese, reading
from index.types import Mode
from index.understand import Knowledge
from ingest.types import Passage
from settings import Settings

T = TypeVar("T")

_DEPTH = 60  # passages searched: among them ten documents
_KEPT = "plain.sqlite"  # beside the index: what plain encoded
_AT_ONCE = 64
_MODES: tuple[Mode, ...] = ("dense", "hybrid")


def lost(names: Sequence[str], shared: Path, settings: Settings, nearest: int) -> Iterator[dict[str, Cell]]:
    """R@1 and R@10 of each set and mode: plain, the same weights as shipped, and with the shipped reader of
    questions; "lost" is R@10 of plain less that of the row.

    Args:
        nearest: passages of a question, by the shipped encoder, that the search is held to; 0 for all.
    """
    plain = Plain(settings)
    try:
        for bench in benches(names, shared, settings):
            yield from beside(bench, replace(settings, store=bench.collection.store), plain, nearest)
    finally:
        plain.close()


def beside(bench: Bench, settings: Settings, plain: Encoder, nearest: int) -> Iterator[dict[str, Cell]]:
    """As :func:`lost`, for one set whose index ``settings`` name."""
    whole = Index(current_parts(settings), settings, Vietnamese())
    rows = _rows(bench, whole, nearest)
    content = FileParts(Path(whole.name)).open()[0]
    shipped = _of_rows(settings, content, rows)
    plainly = _plainly(settings.store / _KEPT, content, rows, plain)
    questions = [whole.understand(question.question).text for question in bench.questions]
    sides: list[tuple[str, Encoder, Vectors]] = [
        ("plain", Read(plain, questions), plainly),
        ("shipped weights", Read(load_encoder(replace(settings, question_model="")), questions), shipped),
        ("shipped, its reader", Read(load_encoder(settings), questions), shipped),
    ]
    for mode in _MODES:
        first: dict[str, float] = {}
        for name, encoder, vectors in sides:
            index = Index(_Beside(FileParts(Path(whole.name)), Within(rows, vectors)), settings, Vietnamese())
            index.__dict__["encoder"] = encoder
            figures = _figures(bench, index, mode)
            first = first or figures
            yield {
                "set": bench.name, "mode": mode, "encoder": name, "passages": len(rows),
                "of": whole.size, "questions": len(bench.questions), "R@1": figures["R@1"],
                "R@10": figures["R@10"], "lost": first["R@10"] - figures["R@10"],
            }  # fmt: skip


def _rows(bench: Bench, index: Index, nearest: int) -> Rows:
    """Rows that both sides search among: all, or those near a question and those of the right documents."""
    content, dense, _ = FileParts(Path(index.name)).open()
    if not nearest:
        return np.arange(index.size)
    near = {row for q in bench.questions for row, _ in dense.search(index.encode_query(q.question), nearest)}
    right = {qrel.doc_id.split("#")[0] for qrel in bench.qrels}
    spans = zip(content.documents, content.spans, strict=True)
    return np.array(sorted(near.union(*(range(*span) for info, span in spans if info.id in right))))


def _of_rows(settings: Settings, content: ContentPart, rows: Rows) -> Vectors:
    """What the shipped encoder made of passages, as it was kept, before any index rounded it."""
    with Cache(index_folder(settings.store) / CACHE) as cache:
        making = Making(settings, Vietnamese(), cache, lambda *_: None)
        keys = making.add(_passages(content, rows))
        making.encode(keys)
        return making.vectors(keys)


def _plainly(kept: Path, content: ContentPart, rows: Rows, plain: Encoder) -> Vectors:
    texts = ["\n".join(filter(None, reading(passage))) for passage in _passages(content, rows)]
    keys = [key_of(text) for text in texts]
    of = dict(zip(keys, texts, strict=True))
    with Cache(kept) as cache, Bars() as bars:
        missing = sorted(cache.missing(plain.name, keys), key=lambda key: len(of[key]))
        for at in range(0, len(missing), _AT_ONCE):
            bars("encode", at, len(missing))
            part = missing[at : at + _AT_ONCE]
            made = plain.encode_passages([of[key] for key in part])
            cache.put(plain.name, zip(part, (row.tobytes() for row in made), strict=True))
        return np.stack([np.frombuffer(value, np.float32) for value in cache.values(plain.name, keys)])


def _passages(content: ContentPart, rows: Rows) -> Iterator[Passage]:
    for at in range(0, len(rows), _AT_ONCE):
        part = rows[at : at + _AT_ONCE].tolist()
        ids = content.ids(part)
        yield from (content.passage(ids[row]) for row in part)


class Read:
    """An encoder that keeps the vectors of questions, each made once for both modes."""

    def __init__(self, encoder: Encoder, questions: Sequence[str]) -> None:
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self._kept = dict(zip(questions, encoder.encode_queries(questions), strict=True))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._kept:
                self._kept[text] = self._encoder.encode_queries([text])[0]
        return np.stack([self._kept[text] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_passages(texts)


@dataclass(frozen=True)
class Within:
    """Vectors of some rows, compared exactly; as :class:`index.dense.DenseIndex`."""

    rows: Rows
    vectors: Vectors

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> Scored:
        """The ``k`` rows with the largest inner product."""
        here = np.ones(len(self.rows), np.bool_) if allowed is None else np.isin(self.rows, allowed)
        scores = np.round((self.vectors[here] @ vector).astype(np.float64), DIGITS)
        return ordered(zip(self.rows[here].tolist(), scores.tolist(), strict=True))[: max(0, k)]


class _Beside:
    """An index in files with other vectors."""

    def __init__(self, parts: FileParts, dense: Within) -> None:
        self._parts, self._dense = parts, dense
        self.name, self.manifest = parts.name, parts.manifest

    def open(self) -> tuple[ContentPart, DensePart, LexicalPart]:
        content, _, lexical = self._parts.open()
        return content, self._dense, lexical

    def knowledge(self) -> Knowledge:
        return self._parts.knowledge()

    def at_once(self, work: Callable[[], T]) -> T:
        return work()

    def is_current(self) -> bool:
        return self._parts.is_current()


def _figures(bench: Bench, index: Index, mode: Mode) -> dict[str, float]:
    run = [
        row
        for question in bench.questions
        for row in ranking(
            question.id, [hit.passage.id for hit in index.search(question.question, _DEPTH, mode)]
        )
    ]
    scores = score(bench.qrels, bench.judged(run, DEPTH))
    return means(scores, [question.id for question in bench.questions])
