"""A question from end to end, part by part, beside brute force and bm25s."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from answer.engine import open_engine
from bench.table import Cell
from eval.plain import lexical
from index.engine import Index, open_index
from index.parts import FileParts
from settings import Settings


def parts(store: Path, settings: Settings, questions: Sequence[str]) -> Iterator[dict[str, Cell]]:
    """Median and 95th percentile of each part of answering, ms, one after the other on a warm index.

    Peers hold the same passages: brute force is one product of numpy's over the same vectors; bm25s has
    the syllables and pairs of the same passages. "ratio" is our median over the peer's.
    """
    index, engine = open_index(store, settings), open_engine(store, settings)
    index.warm()
    engine.warm()
    fresh = open_index(store, settings)
    understood = {question: index.understand(question) for question in questions}
    texts = {question: understood[question].text for question in questions}
    for question in questions:
        index.encode_query(texts[question])  # kept by the index: "dense" is the search alone
    brute, sparse = _brute(index), _bm25s(index)
    timed: list[tuple[str, Callable[[str], object], Callable[[str], object] | None]] = [
        ("understand", lambda q: index.understand(q), None),
        ("encode", lambda q: fresh.encode_query(texts[q]), None),
        ("dense", lambda q: index.search_understood(understood[q], 10, "dense"), lambda q: brute(texts[q])),
        ("lexical", lambda q: index.search_understood(understood[q], 10, "lexical"), sparse),
        ("search", lambda q: index.search(q, 24), None),
        ("answer", lambda q: engine.answer(q), None),
    ]
    fresh.encode_query("khởi động")
    for name, ours, peer in timed:
        mine, other = _times(ours, peer, questions)
        median = statistics.median(mine)
        ratio = median / statistics.median(other) if other else None
        p95 = float(np.percentile(mine, 95))
        yield {"part": name, "passages": index.size, "median ms": median, "p95 ms": p95, "ratio": ratio}


def _times(
    ours: Callable[[str], object], peer: Callable[[str], object] | None, questions: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Milliseconds of both for each question, in turns, so that other work on the machine slows both."""
    mine, other = [], []
    for question in questions:
        mine.append(_ms(partial(ours, question)))
        if peer:
            other.append(_ms(partial(peer, question)))
    return mine, other


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _brute(index: Index) -> Callable[[str], object]:
    vectors = FileParts(Path(index.name)).open()[1].vectors()

    def search(text: str) -> object:
        return np.argsort(-(vectors @ index.encode_query(text)), kind="stable")[:10]

    return search


def _bm25s(index: Index) -> Callable[[str], object]:
    """bm25s over syllables and pairs of them, as a plain pipeline has it."""
    passages = [passage for info in index.documents() for passage in index.passages_of(info.id)]
    return lexical(passages)
