"""Vectors and terms of passages: each made once for a text and kept, so that a killed build goes on."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from index.cache import Cache, key_of
from index.encoder import Encoder, Vectors, encoder_name, load_encoder
from index.lexical import Terms
from index.terms import READING, Analyzer, reading
from ingest.types import Passage
from settings import Settings

_AT_ONCE = 64  # texts encoded or analysed before the results are kept

Progress = Callable[[str, int, int], None]  # stage ("encode", …), done, total


@dataclass
class Making:
    """Makes what an index needs of passages, and keeps it in ``cache`` by the text it was made from."""

    settings: Settings
    analyzer: Analyzer
    cache: Cache
    progress: Progress
    texts: dict[bytes, tuple[str, str]] = field(default_factory=dict)  # context and text
    encoded: int = 0  # texts whose vectors were made now; those of others were known

    @cached_property
    def encoder(self) -> Encoder:
        """The model; loaded where a text has no vector yet, or when asked for."""
        return load_encoder(self.settings)

    def add(self, passages: Iterable[Passage]) -> list[bytes]:
        """Keys of the texts of ``passages``, by which all else is asked for."""
        keys = []
        for passage in passages:
            key = key_of(*(text := reading(passage)))
            self.texts[key] = text
            keys.append(key)
        return keys

    def encode(self, keys: Sequence[bytes]) -> None:
        """Make the vectors that are missing."""
        missing = self.cache.missing(self._encoding, keys)
        done = 0
        self.progress("encode", done, len(missing))
        for part in parts(missing, _AT_ONCE):
            vectors = self.encoder.encode_passages([self.joined(key) for key in part])
            self.cache.put(self._encoding, zip(part, (row.tobytes() for row in vectors), strict=True))
            done += len(part)
            self.progress("encode", done, len(missing))
        self.encoded += len(missing)

    def analyze(self, keys: Sequence[bytes]) -> None:
        """Make the terms that are missing."""
        missing = self.cache.missing(self._analysing, keys)
        done = 0
        self.progress("analyze", done, len(missing))
        for part in parts(missing, _AT_ONCE):
            self.cache.put(self._analysing, [(key, _pack(self._terms(key))) for key in part])
            done += len(part)
            self.progress("analyze", done, len(missing))

    def vectors(self, keys: Sequence[bytes]) -> Vectors:
        """Vectors (keys, dimension), in order; all must be made."""
        values = self.cache.values(self._encoding, keys)
        return np.stack([np.frombuffer(value, np.float32) for value in values])

    def terms(self, keys: Sequence[bytes]) -> Iterator[Terms]:
        """Terms of each key, in order; all must be made."""
        return (_unpack(value) for value in self.cache.values(self._analysing, keys))

    def joined(self, key: bytes) -> str:
        """Context and text of a key as one."""
        context, text = self.texts[key]
        return f"{context}\n{text}" if context else text

    @cached_property
    def _encoding(self) -> str:
        return f"{encoder_name(self.settings)} {READING}"

    @cached_property
    def _analysing(self) -> str:
        return f"{self.analyzer.version} {READING}"

    def _terms(self, key: bytes) -> Terms:
        context, text = self.texts[key]
        return self.analyzer.passage(text, context)


def parts(keys: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    """``keys`` in groups of ``size``."""
    return (keys[at : at + size] for at in range(0, len(keys), size))


def _pack(terms: Terms) -> bytes:
    return zlib.compress(json.dumps({k: list(v) for k, v in terms.items()}, ensure_ascii=False).encode(), 1)


def _unpack(value: bytes) -> Terms:
    terms: Terms = json.loads(zlib.decompress(value))
    return terms
