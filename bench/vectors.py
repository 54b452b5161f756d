"""Kinds of FAISS index over vectors like ours, from ten thousand to millions.

Vectors of a store are perturbed until there are enough: each gets noise of the length that lies between
two neighbouring passages, so that neighbours stay near and none is a copy. Questions are perturbed
passages too. Recall is against exact search over the same vectors.
"""

from __future__ import annotations

import importlib
import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from index.vectors import Vectors
from settings import PolicyError


class BenchError(PolicyError):
    """Something to measure with is missing."""


K = 10
NOISE = 0.35  # length of the noise beside vectors of length 1: cosine .94, as of neighbouring passages
SELECTIVE = 0.05  # share of rows that the filter passes


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of index.

    Attributes:
        factory: what faiss.index_factory is told; ``{lists}`` is 4 times the root of the size.
        search: parameters of a search without filter, or ``None`` for the library's.
    """

    name: str
    factory: str
    search: dict[str, int]


KINDS = (
    Kind("Flat", "Flat", {}),
    Kind("SQfp16", "SQfp16", {}),
    Kind("SQ8", "SQ8", {}),
    Kind("IVF,SQfp16 nprobe 16", "IVF{lists},SQfp16", {"nprobe": 16}),
    Kind("IVF,SQfp16 nprobe 32", "IVF{lists},SQfp16", {"nprobe": 32}),
    Kind("IVF,SQfp16 nprobe 64", "IVF{lists},SQfp16", {"nprobe": 64}),
    Kind("IVF,SQfp16 nprobe 128", "IVF{lists},SQfp16", {"nprobe": 128}),
    Kind("HNSW32,SQfp16 ef 128", "HNSW32_SQfp16", {"efSearch": 128}),
    Kind("HNSW32,SQfp16 ef 256", "HNSW32_SQfp16", {"efSearch": 256}),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind over one number of vectors; ``slower`` is the time of a search over that of Flat."""

    kind: str
    vectors: int
    build_s: float
    disk_mb: float
    median_ms: float
    slower: float
    recall: float
    filtered_ms: float
    filtered_recall: float


def grown(seed: Vectors, count: int, chance: np.random.Generator) -> Vectors:
    """``count`` unit vectors around those of ``seed``."""
    chosen = seed[np.arange(count) % len(seed)]
    noise = chance.standard_normal(chosen.shape, np.float32)
    noise *= NOISE / np.sqrt(seed.shape[1])
    chosen = chosen + noise
    chosen /= np.linalg.norm(chosen, axis=1, keepdims=True)
    return np.ascontiguousarray(chosen, np.float32)


def curves(
    seed: Vectors, sizes: Sequence[int], kinds: Sequence[Kind] = KINDS, asked: int = 100
) -> Iterator[Row]:
    """A row for each kind and size, the exact search of each size first; all on one thread."""
    faiss().omp_set_num_threads(1)
    for size in sizes:
        chance = np.random.default_rng(size)
        vectors = grown(seed, size, chance)
        questions = grown(vectors[chance.choice(size, asked, replace=False)], asked, chance)
        allowed = np.sort(chance.choice(size, max(K, int(size * SELECTIVE)), replace=False))
        exact = faiss().IndexFlatIP(seed.shape[1])
        exact.add(vectors)
        truth = _searched(exact, questions, None)
        limited = _searched(exact, questions, allowed)
        built: dict[str, tuple[Any, float]] = {}
        for kind in kinds:
            if kind.factory not in built:
                built = {kind.factory: _built(kind, vectors)}
            index, seconds = built[kind.factory]
            yield _row(kind, index, seconds, questions, allowed, truth, limited)


Found = tuple[npt.NDArray[np.int64], float]  # rows (questions, K), median milliseconds


def _row(
    kind: Kind, index: Any, seconds: float, questions: Vectors,
    allowed: npt.NDArray[np.int64], truth: Found, limited: Found,
) -> Row:  # fmt: skip
    free, barred = _searched(index, questions, None, kind), _searched(index, questions, allowed, kind)
    return Row(
        kind.name, int(index.ntotal), seconds, _size(index) / 1e6, free[1], free[1] / truth[1],
        _overlap(free[0], truth[0]), barred[1], _overlap(barred[0], limited[0]),
    )  # fmt: skip


def _built(kind: Kind, vectors: Vectors) -> tuple[Any, float]:
    """The index, and the seconds that making it took."""
    began = time.perf_counter()
    lists = 4 * int(np.sqrt(len(vectors)))
    made = faiss().index_factory(
        vectors.shape[1], kind.factory.format(lists=lists), faiss().METRIC_INNER_PRODUCT
    )
    if not made.is_trained:
        made.train(vectors[:: max(1, len(vectors) // (40 * lists))])
    made.add(vectors)
    return made, time.perf_counter() - began


def _searched(
    index: Any, questions: Vectors, allowed: npt.NDArray[np.int64] | None, kind: Kind | None = None
) -> Found:
    """One question at a time, as one person asks."""
    parameters = _parameters(index, allowed, kind.search if kind else {})
    rows, took = [], []
    for question in questions:
        began = time.perf_counter()
        rows.append(index.search(question[None], K, params=parameters)[1][0])
        took.append(time.perf_counter() - began)
    return np.stack(rows), float(np.median(took)) * 1000


def _parameters(index: Any, allowed: npt.NDArray[np.int64] | None, search: dict[str, int]) -> Any:
    given: dict[str, Any] = dict(search)
    if allowed is not None:
        given["sel"] = faiss().IDSelectorBatch(allowed)
        if "nprobe" in given:  # few rows pass: look into every list, it costs no more than the filter
            given["nprobe"] = index.nlist
    of = {"nprobe": "SearchParametersIVF", "efSearch": "SearchParametersHNSW"}
    name = next((of[key] for key in search), "SearchParameters")
    return getattr(faiss(), name)(**given) if given else None


def _overlap(found: npt.NDArray[np.int64], truth: npt.NDArray[np.int64]) -> float:
    """Recall@K of ``found``."""
    return float(
        np.mean([len(set(a) & set(b)) / K for a, b in zip(found.tolist(), truth.tolist(), strict=True)])
    )


def _size(index: Any) -> int:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        faiss().write_index(index, str(path))
        return path.stat().st_size


def seed_of(store: Path) -> Vectors:
    """The vectors of a store's index."""
    from index import generation as g
    from index.dense import DenseIndex

    return DenseIndex.load(g.current(store) / g.DENSE).vectors()


def drawn(rows: Sequence[Row]) -> str:
    """An SVG of the median time of a search over the number of vectors, both logarithmic.

    Raises:
        BenchError: matplotlib is not installed.
    """
    try:
        pyplot = importlib.import_module("matplotlib.pyplot")
    except ImportError as error:
        raise BenchError("no matplotlib to draw with: pip install -r requirements-bench.txt") from error
    figure, axes = pyplot.subplots()
    for name in dict.fromkeys(row.kind for row in rows):
        points = [(row.vectors, row.median_ms) for row in rows if row.kind == name]
        axes.loglog(*zip(*points, strict=True), marker="o", label=name)
    axes.set(xlabel="vectors", ylabel="ms a search, one thread")
    axes.legend()
    svg = io.StringIO()
    figure.savefig(svg, format="svg")
    return svg.getvalue()


def faiss() -> Any:
    """The library, imported late; its own annotations leave out what it adds in Python."""
    return importlib.import_module("faiss")
