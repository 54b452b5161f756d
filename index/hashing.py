"""A computable encoder: no model, no download, and vectors that a reader can check on paper."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from index.vectors import Vectors


class HashingEncoder:
    """Syllables and pairs of syllables, hashed: small, exact, and computable on paper.

    Each feature (a lower-case syllable, or two neighbours joined by a space) adds +1 or -1 at place
    ``(crc32 >> 1) % dimension``, the sign by crc32's last bit; the sum is divided by its length.
    """

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.name = f"hashing-{dimension}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        rows = [self._encode(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def _encode(self, text: str) -> Vectors:
        syllables = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
        pairs = [" ".join(pair) for pair in pairwise(syllables)]
        row = np.zeros(self.dimension, np.float32)
        for feature in syllables + pairs:
            code = zlib.crc32(feature.encode("utf-8"))
            row[(code >> 1) % self.dimension] += 1 if code & 1 else -1
        length = float(np.linalg.norm(row))
        if length == 0:  # no word, or all signs cancel: any fixed direction will do
            row[0] = length = 1.0
        return row / np.float32(length)
