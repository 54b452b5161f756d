"""Dense retrieval: exact inner products over all passages, by FAISS."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.encoder import Vectors

Rows = npt.NDArray[np.int64]
DIGITS = 6  # scores are rounded: beyond this, float32 sums depend on the order of addition


class DenseIndex:
    """Vectors of passages by row; (row, score) pairs come best first, equal scores by row."""

    def __init__(self, flat: Any) -> None:
        self._flat = flat

    @classmethod
    def empty(cls, dimension: int) -> DenseIndex:
        """An index of vectors of ``dimension`` that holds none yet."""
        return cls(_faiss().IndexFlatIP(dimension))

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Open a saved index, memory-mapped: pages are read when first searched."""
        faiss = _faiss()
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index to ``path``."""
        _faiss().write_index(self._flat, str(path))

    def __len__(self) -> int:
        return int(self._flat.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._flat.d)

    def vectors(self) -> Vectors:
        """All vectors, (n, dimension), by row."""
        found: Vectors = self._flat.reconstruct_n(0, len(self))
        return found

    def add(self, vectors: Vectors) -> None:
        """Append ``vectors`` (n, dimension) as the next n rows."""
        self._flat.add(np.ascontiguousarray(vectors, np.float32))

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> list[tuple[int, float]]:
        """The ``k`` rows with the largest inner product with ``vector`` (dimension,), best first.

        Args:
            allowed: rows that may be returned; ``None`` for all.
        """
        available = len(self) if allowed is None else len(allowed)
        k = min(k, available)
        if k <= 0:
            return []
        wanted = k
        while True:  # until no row left out ties with the last one kept
            wanted = min(2 * wanted, available)
            found = self._nearest(vector, wanted, allowed)
            if wanted == available or found[-1][1] < found[k - 1][1]:
                return found[:k]

    def _nearest(self, vector: Vectors, k: int, allowed: Rows | None) -> list[tuple[int, float]]:
        faiss = _faiss()
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        if allowed is None:
            scores, rows = self._flat.search(query, k)
        else:
            mask = np.zeros(len(self), np.bool_)
            mask[allowed] = True
            selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
            scores, rows = self._flat.search(query, k, params=faiss.SearchParameters(sel=selector))
        pairs = zip(rows[0].tolist(), np.round(scores[0].astype(np.float64), DIGITS).tolist(), strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _faiss() -> Any:
    """The library, imported late; its own annotations leave out what it adds in Python."""
    return importlib.import_module("faiss")
