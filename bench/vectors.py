"""Kinds of FAISS index over vectors like ours, from ten thousand to millions.

Vectors of a store are perturbed until there are enough (:mod:`bench.grown`): each gets noise of the length
that lies between two neighbouring passages, so that neighbours stay near and none is a copy. Questions are
perturbed passages too. Recall is against exact search over the same vectors. Each index is made chunk by
chunk in a process of its own and searched from its file, memory-mapped, in another one.
"""

from __future__ import annotations

import importlib
import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from bench.grown import Kept, grown, write_grown
from bench.memory import alone, peak_mb, resident_mb
from index.vectors import Vectors
from settings import PolicyError


class BenchError(PolicyError):
    """Something to measure with is missing."""


T = TypeVar("T")
Rows = npt.NDArray[np.int64]

K = 10
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
    """One kind over one number of vectors.

    Attributes:
        build_mb: most memory while it is made. search_mb: what a process that searches then holds more.
        slower: the time of a search over that of Flat in the same run, if it is in it.
    """

    kind: str
    vectors: int
    build_s: float
    build_mb: float
    disk_mb: float
    search_mb: float
    median_ms: float
    slower: float | None
    recall: float
    filtered_ms: float
    filtered_recall: float


@dataclass(frozen=True)
class Asked:
    """Questions over the vectors of a file, and the rows that exact search finds.

    Attributes:
        allowed: rows that a filter passes. limited: what is found among them.
    """

    vectors: Path
    questions: Vectors
    allowed: Rows
    truth: Rows
    limited: Rows


def curves(
    seed: Vectors,
    sizes: Sequence[int],
    kinds: Sequence[Kind] = KINDS,
    asked: int = 100,
    *,
    work: Path | None = None,
    apart: bool = True,
) -> Iterator[Row]:
    """A row for each kind and size; all on one thread.

    Args:
        work: folder in which vectors and indexes lie meanwhile; the system's own for ``None``.
        apart: each index in processes of its own; else memory is that of this one.
    """
    for size in sizes:
        with TemporaryDirectory(dir=work) as folder:
            given = _asked(Path(folder) / "vectors", seed, size, asked)
            flat = None
            for factory in dict.fromkeys(kind.factory for kind in kinds):
                path = Path(folder) / "index"
                run = alone if apart else _here
                seconds, peak = run(_build, factory, given.vectors, seed.shape[1], path)
                for kind in (kind for kind in kinds if kind.factory == factory):
                    found = run(_search, kind, given, path)
                    flat = found.median_ms if kind.factory == "Flat" else flat
                    yield Row(
                        kind.name, size, seconds, peak, path.stat().st_size / 1e6, found.megabytes,
                        found.median_ms, found.median_ms / flat if flat else None, found.recall,
                        found.filtered_ms, found.filtered_recall,
                    )  # fmt: skip
                path.unlink()


def _asked(path: Path, seed: Vectors, size: int, count: int) -> Asked:
    chance = np.random.default_rng(size)
    write_grown(path, seed, size, chance)
    kept = Kept(path, seed.shape[1])
    chosen = np.sort(chance.choice(size, count, replace=False))
    questions = grown(kept.some(chosen), count, chance)
    allowed = np.sort(chance.choice(size, max(K, int(size * SELECTIVE)), replace=False))
    return Asked(path, questions, allowed, kept.nearest(questions, K), kept.nearest(questions, K, allowed))


def _here(work: Callable[..., T], *given: Any) -> T:
    return work(*given)


def _build(factory: str, vectors: Path, dimension: int, path: Path) -> tuple[float, float]:
    """Write the index; the seconds that making it took, and the most memory, MB."""
    faiss().omp_set_num_threads(1)
    kept = Kept(vectors, dimension)
    began = time.perf_counter()
    lists = 4 * int(np.sqrt(len(kept)))
    made = faiss().index_factory(dimension, factory.format(lists=lists), faiss().METRIC_INNER_PRODUCT)
    if not made.is_trained:
        made.train(kept.some(slice(None, None, max(1, len(kept) // (40 * lists)))))
    for _, chunk in kept.chunks():
        made.add(chunk)
    seconds = time.perf_counter() - began
    faiss().write_index(made, str(path))
    return seconds, peak_mb()


@dataclass(frozen=True)
class _Found:
    median_ms: float
    recall: float
    filtered_ms: float
    filtered_recall: float
    megabytes: float


def _search(kind: Kind, given: Asked, path: Path) -> _Found:
    """Questions one at a time, as one person asks, over the file as the program opens it."""
    faiss().omp_set_num_threads(1)
    before = resident_mb()
    index = faiss().read_index(str(path), faiss().IO_FLAG_MMAP_IFC)
    free, ms = _each(index, given.questions, _parameters(index, None, kind.search))
    barred, filtered_ms = _each(index, given.questions, _parameters(index, given.allowed, kind.search))
    return _Found(
        ms, _overlap(free, given.truth), filtered_ms, _overlap(barred, given.limited), resident_mb() - before
    )


def _each(index: Any, questions: Vectors, parameters: Any) -> tuple[Rows, float]:
    """Rows found, (questions, K), and the median milliseconds of a search."""
    index.search(questions[:1], K, params=parameters)
    rows, took = [], []
    for question in questions:
        began = time.perf_counter()
        rows.append(index.search(question[None], K, params=parameters)[1][0])
        took.append(time.perf_counter() - began)
    return np.stack(rows), float(np.median(took)) * 1000


def _parameters(index: Any, allowed: Rows | None, search: dict[str, int]) -> Any:
    given: dict[str, Any] = dict(search)
    if allowed is not None:
        given["sel"] = faiss().IDSelectorBatch(allowed)
        if "nprobe" in given:  # few rows pass: look into every list, it costs no more than the filter
            given["nprobe"] = index.nlist
    of = {"nprobe": "SearchParametersIVF", "efSearch": "SearchParametersHNSW"}
    name = next((of[key] for key in search), "SearchParameters")
    return getattr(faiss(), name)(**given) if given else None


def _overlap(found: Rows, truth: Rows) -> float:
    """Recall@K of ``found``."""
    return float(
        np.mean([len(set(a) & set(b)) / K for a, b in zip(found.tolist(), truth.tolist(), strict=True)])
    )


def seed_of(store: Path) -> Vectors:
    """The vectors of a store's index."""
    from index.generation import current
    from index.parts import FileParts

    return FileParts(current(store)).open()[1].vectors()


_DRAWN = {
    "median_ms": "ms a search, one thread",
    "build_mb": "MB of memory while it is made",
    "search_mb": "MB of memory to search",
    "disk_mb": "MB on disk",
}


def plotter() -> Any:
    """Matplotlib's pyplot, which draws curves; asked for before hours are spent on them.

    Raises:
        BenchError: it is not installed.
    """
    try:
        return importlib.import_module("matplotlib.pyplot")
    except ImportError as error:
        raise BenchError("no matplotlib to draw with: pip install -r requirements-bench.txt") from error


def drawn(rows: Sequence[Row], pyplot: Any) -> str:
    """An SVG of time, memory and disk over the number of vectors, all logarithmic."""
    figure, panels = pyplot.subplots(1, len(_DRAWN), figsize=(5 * len(_DRAWN), 5))
    for axes, (measure, words) in zip(panels, _DRAWN.items(), strict=True):
        for name in dict.fromkeys(row.kind for row in rows):
            points = [(row.vectors, getattr(row, measure)) for row in rows if row.kind == name]
            axes.loglog(*zip(*points, strict=True), marker="o", label=name)
        axes.set(xlabel="vectors", ylabel=words)
    panels[0].legend(fontsize="small")
    figure.tight_layout()
    svg = io.StringIO()
    figure.savefig(svg, format="svg")
    return svg.getvalue()


def faiss() -> Any:
    """The library, imported late; its own annotations leave out what it adds in Python."""
    return importlib.import_module("faiss")
