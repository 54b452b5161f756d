"""Dense retrieval by FAISS: exact inner products, or inverted lists where there are too many passages.

``python -m bench vectors`` draws the curves that the kind and its numbers were chosen by.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.encoder import Vectors
from index.fusion import ordered

Rows = npt.NDArray[np.int64]
DIGITS = 6  # scores are rounded: beyond this, float32 sums depend on the order of addition
EXACT = 50_000  # vectors up to which every one is looked at: about 3 ms of one core
_PROBED = 64  # lists looked into of more: recall@10 beside exact search is then .99 and more
_TAUGHT = 40  # vectors a list that the lists are laid out by; FAISS warns below 39
_FEW = 0.1  # share of rows below which a filter has every list looked into: the rows are few anyway


class DenseIndex:
    """Vectors of passages by row; (row, score) pairs come best first, equal scores by row."""

    def __init__(self, index: Any, hidden: Rows | None = None) -> None:
        self._index = index
        self._hidden = 0 if hidden is None else len(hidden)
        self._shown: npt.NDArray[np.uint8] | None = None
        if hidden is not None and len(hidden):
            self._shown = _bits(np.delete(np.arange(len(self)), hidden), len(self))

    @classmethod
    def empty(cls, dimension: int) -> DenseIndex:
        """An index of vectors of ``dimension`` that holds none yet and looks at every one, kept in halves of
        floats: half the size and the time, and the same ones found."""
        faiss = _faiss()
        half = faiss.ScalarQuantizer.QT_fp16
        return cls(faiss.IndexScalarQuantizer(dimension, half, faiss.METRIC_INNER_PRODUCT))

    @classmethod
    def planned(
        cls, dimension: int, count: int, sample: Callable[[int], Vectors], *, exact: int = EXACT
    ) -> DenseIndex:
        """An index that ``count`` vectors are to be added to, of the kind that serves so many.

        Args:
            sample: gives about so many of them, spread evenly; asked only where lists are laid out.
            exact: the largest count that is searched exactly.
        """
        if count <= exact:
            return cls.empty(dimension)
        faiss = _faiss()
        lists = 4 * int(count**0.5)
        index = faiss.index_factory(dimension, f"IVF{lists},SQfp16", faiss.METRIC_INNER_PRODUCT)
        index.train(np.ascontiguousarray(sample(_TAUGHT * lists), np.float32))
        index.nprobe = min(_PROBED, lists)
        return cls(index)

    @classmethod
    def load(cls, path: Path, hidden: Rows | None = None) -> DenseIndex:
        """Open a saved index, memory-mapped: pages are read when first searched.

        Args:
            hidden: rows that no search returns, unless they are asked for.
        """
        faiss = _faiss()
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC), hidden)

    def save(self, path: Path) -> None:
        """Write the index to ``path``."""
        _faiss().write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def vectors(self) -> Vectors:
        """All vectors, (n, dimension), by row."""
        if isinstance(self._index, _faiss().IndexIVF):
            self._index.make_direct_map()
        found: Vectors = self._index.reconstruct_n(0, len(self))
        return found

    def add(self, vectors: Vectors) -> None:
        """Append ``vectors`` (n, dimension) as the next n rows."""
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> list[tuple[int, float]]:
        """The ``k`` rows with the largest inner product with ``vector`` (dimension,), best first.

        Args:
            allowed: rows that may be returned; ``None`` for all.
        """
        return self.tied(vector, k, allowed)[: max(0, k)]

    def tied(self, vector: Vectors, k: int, allowed: Rows | None = None) -> list[tuple[int, float]]:
        """As :meth:`search`, with all that tie with the last, and maybe more."""
        available = len(self) - self._hidden if allowed is None else len(allowed)
        k = min(k, available)
        if k <= 0:
            return []
        wanted = k
        while True:  # until no row left out ties with the last one kept
            wanted = min(2 * wanted, available)
            found = self._nearest(vector, wanted, allowed)
            if wanted == available or len(found) < wanted or found[-1][1] < found[k - 1][1]:
                return found

    def _nearest(self, vector: Vectors, k: int, allowed: Rows | None) -> list[tuple[int, float]]:
        faiss = _faiss()
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        shown = self._shown if allowed is None else _bits(allowed, len(self))
        if shown is None:
            scores, rows = self._index.search(query, k)
        else:
            passing = len(self) - self._hidden if allowed is None else len(allowed)
            selector = faiss.IDSelectorBitmap(shown)
            scores, rows = self._index.search(query, k, params=self._selecting(selector, passing))
        pairs = zip(rows[0].tolist(), np.round(scores[0].astype(np.float64), DIGITS).tolist(), strict=True)
        return ordered(pair for pair in pairs if pair[0] >= 0)

    def _selecting(self, selector: Any, passing: int) -> Any:
        faiss = _faiss()
        if not isinstance(self._index, faiss.IndexIVF):
            return faiss.SearchParameters(sel=selector)
        every = passing < _FEW * len(self)
        return faiss.SearchParametersIVF(
            sel=selector, nprobe=self._index.nlist if every else self._index.nprobe
        )


def _bits(rows: Rows, count: int) -> npt.NDArray[np.uint8]:
    """``rows`` of ``count`` as FAISS reads them, a bit each."""
    mask = np.zeros(count, np.bool_)
    mask[rows] = True
    return np.packbits(mask, bitorder="little")


def _faiss() -> Any:
    """The library, imported late; its own annotations leave out what it adds in Python."""
    return importlib.import_module("faiss")
