"""Vectors like those of a store, as many as wanted, on disk: chunk by chunk, so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.vectors import Vectors

NOISE = 0.35  # length of the noise beside vectors of length 1: cosine .94, as of neighbouring passages
CHUNK = 50_000  # vectors at a time, 77 MB of 384 dimensions


def grown(seed: Vectors, count: int, chance: np.random.Generator, start: int = 0) -> Vectors:
    """``count`` unit vectors around those of ``seed``, taken in turn from the one at ``start`` on."""
    chosen = seed[(start + np.arange(count)) % len(seed)]
    noise = chance.standard_normal(chosen.shape, np.float32)
    noise *= NOISE / np.sqrt(seed.shape[1])
    noise += chosen
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    return np.ascontiguousarray(noise, np.float32)


def write_grown(path: Path, seed: Vectors, count: int, chance: np.random.Generator) -> None:
    """Write ``count`` vectors in halves of floats: what is then indexed, searched and compared with."""
    with path.open("wb") as file:
        for start in range(0, count, CHUNK):
            grown(seed, min(CHUNK, count - start), chance, start).astype(np.float16).tofile(file)


class Kept:
    """The vectors of a file that :func:`write_grown` made, read where they are asked for."""

    def __init__(self, path: Path, dimension: int) -> None:
        count = path.stat().st_size // (2 * dimension)
        self._rows = np.memmap(path, np.float16, "r", shape=(count, dimension))

    def __len__(self) -> int:
        return len(self._rows)

    def some(self, rows: slice | npt.NDArray[np.int64]) -> Vectors:
        """Vectors of ``rows``, as 32 bits."""
        return np.ascontiguousarray(self._rows[rows], np.float32)

    def chunks(self) -> Iterator[tuple[int, Vectors]]:
        """All, with the row that each chunk begins at."""
        for start in range(0, len(self), CHUNK):
            yield start, self.some(slice(start, start + CHUNK))

    def nearest(
        self, questions: Vectors, k: int, allowed: npt.NDArray[np.int64] | None = None
    ) -> npt.NDArray[np.int64]:
        """The ``k`` rows with the largest inner product for each question, (questions, k), exactly.

        Args:
            allowed: rows that may be among them, sorted.
        """
        rows = np.zeros((len(questions), 0), np.int64)
        best = np.zeros((len(questions), 0), np.float32)
        for start, chunk in self.chunks():
            here = np.arange(len(chunk))
            if allowed is not None:
                low, high = np.searchsorted(allowed, (start, start + len(chunk)))
                here = allowed[low:high] - start
            scores = questions @ chunk[here].T
            rows = np.concatenate([rows, np.broadcast_to(here + start, scores.shape)], axis=1)
            best = np.concatenate([best, scores], axis=1)
            order = np.argsort(-best, axis=1, kind="stable")[:, :k]
            rows, best = np.take_along_axis(rows, order, 1), np.take_along_axis(best, order, 1)
        return rows
