"""Vectors and terms of passages: each made once for a text and kept, so that a killed build goes on."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from index.cache import Cache, key_of
from index.encoder import Encoder, Vectors, encoder_name, load_encoder
from index.lexical import Terms
from index.terms import READING, Analyzer, Vietnamese, reading
from ingest.types import Passage
from ingest.workers import spread
from settings import Settings

_AT_ONCE = 64  # texts encoded or analysed before the results are kept
_CORES = 4  # processors that a worker encodes with, where its machine has as many

T = TypeVar("T")
R = TypeVar("R")
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

    def missing(self, keys: Sequence[bytes]) -> list[bytes]:
        """Those of ``keys`` that lack their vector or their terms, each once, in their order."""
        lacking = {*self.cache.missing(self._encoding, keys), *self.cache.missing(self._analysing, keys)}
        return [key for key in dict.fromkeys(keys) if key in lacking]

    def make(self, keys: Sequence[bytes]) -> None:
        """Make the vectors and terms that are missing."""
        if keys:
            self.encode(keys)
            self.analyze(keys)

    def encode(self, keys: Sequence[bytes]) -> None:
        """Make the vectors that are missing."""
        missing = self.cache.missing(self._encoding, keys)
        batches = _Batches(missing, lambda key: self.joined(key))
        done = 0
        self.progress("encode", done, len(missing))
        for number, vectors in self._spread(self._encode_here, _Encode(self.settings), batches):
            part = batches.keys(number)
            self.cache.put(self._encoding, zip(part, (row.tobytes() for row in vectors), strict=True))
            done += len(part)
            self.progress("encode", done, len(missing))
        self.encoded += len(missing)

    def analyze(self, keys: Sequence[bytes]) -> None:
        """Make the terms that are missing."""
        missing = self.cache.missing(self._analysing, keys)
        batches = _Batches(missing, lambda key: self.texts[key])
        done = 0
        self.progress("analyze", done, len(missing))
        for number, packed in self._spread(_Analyze(self.analyzer), _Analyze(self.analyzer), batches):
            part = batches.keys(number)
            self.cache.put(self._analysing, zip(part, packed, strict=True))
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

    def _encode_here(self, texts: list[str]) -> Vectors:
        return self.encoder.encode_passages(texts)

    def _spread(
        self, here: Callable[[list[T]], R], there: Callable[[list[T]], R], batches: Sequence[list[T]]
    ) -> Iterator[tuple[int, R]]:
        """Number and result of each batch, as they are done, by the workers that settings name."""
        workers = self.settings.workers
        return spread(there if workers else here, batches, workers, _CORES)


class _Batches(Sequence[list[T]]):
    """What is to be made of ``keys``, some at a time, put together when it is asked for."""

    def __init__(self, keys: Sequence[bytes], of: Callable[[bytes], T]) -> None:
        self._parts, self._of = list(parts(keys, _AT_ONCE)), of

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, number: Any) -> Any:
        return [self._of(key) for key in self._parts[number]]

    def keys(self, number: int) -> Sequence[bytes]:
        """Those of one batch."""
        return self._parts[number]


@dataclass(frozen=True, slots=True)
class _Encode:
    """Encodes texts wherever it is sent; a process loads the model once."""

    settings: Settings

    def __call__(self, texts: list[str]) -> Vectors:
        return load_encoder(self.settings).encode_passages(texts)


class _Analyze:
    """Makes the terms of contexts and texts wherever it is sent."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer: Analyzer | None = analyzer

    def __call__(self, texts: list[tuple[str, str]]) -> list[bytes]:
        analyzer = self._analyzer or Vietnamese()
        return [_pack(analyzer.passage(text, context)) for context, text in texts]

    def __getstate__(self) -> Analyzer | None:
        """The weights of a question, which the usual one holds, cannot be sent, and make no terms."""
        return None if type(self._analyzer) is Vietnamese else self._analyzer

    def __setstate__(self, state: Analyzer | None) -> None:
        self._analyzer = state


def parts(keys: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    """``keys`` in groups of ``size``."""
    return (keys[at : at + size] for at in range(0, len(keys), size))


def _pack(terms: Terms) -> bytes:
    return zlib.compress(json.dumps({k: list(v) for k, v in terms.items()}, ensure_ascii=False).encode(), 1)


def _unpack(value: bytes) -> Terms:
    terms: Terms = json.loads(zlib.decompress(value))
    return terms
