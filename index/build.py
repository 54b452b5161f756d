"""Bring the index up to date with the store: only what changed is encoded, and nothing is half done.

A build works in a folder of its own and ends by naming it current (:mod:`index.generation`). Vectors
and terms are kept by the text they were made from (:mod:`index.cache`) batch by batch, so that a
build that is killed goes on where it was. The result depends on the documents alone: they are taken
in order of their ids, whatever the order in which they came.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from index import generation as g
from index.cache import Cache, key_of
from index.content import Content, ContentWriter
from index.encoder import Encoder, encoder_name, load_encoder, wait_quietly
from index.lexical import Terms, write_lexical
from index.terms import READING, Analyzer, Vietnamese, reading
from ingest.types import Document, Passage
from settings import PolicyError, Settings

_AT_ONCE = 64  # texts encoded or analysed before the results are kept

Progress = Callable[[str, int, int], None]  # stage ("encode", …), done, total


class BuildError(PolicyError):
    """Nothing can be built."""


class Source(Protocol):
    """Where documents come from; :class:`ingest.store.Store` is one."""

    def ids(self) -> Iterable[str]: ...

    def digest_of(self, id: str) -> str | None: ...

    def document(self, id: str) -> Document: ...

    def passages(self, id: str) -> Sequence[Passage]: ...


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        changed: false where the index was already up to date.
        encoded: texts whose vectors were computed now; those of other passages were known.
    """

    generation: str
    changed: bool
    documents: int
    passages: int
    encoded: int
    seconds: float


def build_index(
    store: Path,
    settings: Settings,
    source: Source,
    *,
    progress: Progress | None = None,
    analyzer: Analyzer | None = None,
) -> BuildReport:
    """Make the current generation of ``store/index`` hold exactly what ``source`` holds.

    Raises:
        BuildError: there are no documents and never were, or another build is running.
        index.encoder.EncoderError: the model cannot be loaded.
    """
    wait_quietly()
    started = time.perf_counter()
    analyzer = analyzer or Vietnamese()
    digests = {id: source.digest_of(id) or "" for id in sorted(source.ids(), key=_order)}
    folder = g.index_folder(store)
    if not digests and not (folder / g.CURRENT).exists():
        raise BuildError(f"no documents in {store}; run: python -m ingest PATH --store {store}")
    folder.mkdir(parents=True, exist_ok=True)
    with _only_builder(folder):
        g.sweep(store)
        same = _up_to_date(store, digests, encoder_name(settings), analyzer)
        if same is not None:
            documents, passages = len(same[1].documents), same[1].passages
            return BuildReport(same[0].name, False, documents, passages, 0, time.perf_counter() - started)
        build = _Build(store, settings, source, digests, analyzer, progress or (lambda *_: None))
        generation, encoded, passages = build.run()
    seconds = time.perf_counter() - started
    return BuildReport(generation.name, True, len(digests), passages, encoded, seconds)


@dataclass
class _Build:
    store: Path
    settings: Settings
    source: Source
    digests: dict[str, str]
    analyzer: Analyzer
    progress: Progress
    texts: dict[bytes, tuple[str, str]] = field(default_factory=dict)  # context and text
    keys: list[bytes] = field(default_factory=list)  # by row
    owners: list[int] = field(default_factory=list)  # ordinal of the document, by row

    def run(self) -> tuple[Path, int, int]:
        folder = g.index_folder(self.store)
        work = Path(tempfile.mkdtemp(prefix=f"{g.WORK}-", dir=folder))
        work.chmod(0o755)
        with Cache(folder / "cache.sqlite") as cache:
            self._snapshot(work / g.CONTENT)
            name, dimension, encoded = self._dense(work / g.DENSE, cache)
            self._lexical(work / g.LEXICAL, cache)
            self._knowledge(work)
            self.progress("write", 0, 1)
            manifest = g.Manifest(
                g.SCHEMA, name, dimension, self.analyzer.version, READING, self.digests,
                len(self.keys), g.describe_files(work),
            )  # fmt: skip
            generation = g.publish(self.store, work, manifest)
            self.progress("write", 1, 1)
            cache.prune(self.keys)
        return generation, encoded, len(self.keys)

    def _snapshot(self, path: Path) -> None:
        """Copy documents and passages; rows follow the ids of passages."""
        writer = ContentWriter(path)
        for ordinal, id in enumerate(self.digests):
            self.progress("read", ordinal, len(self.digests))
            passages = sorted(self.source.passages(id), key=lambda passage: passage.id)
            writer.add(self.source.document(id), passages)
            for passage in passages:
                key = key_of(*(text := reading(passage)))
                self.texts[key] = text
                self.keys.append(key)
                self.owners.append(ordinal)
        writer.close()
        self.progress("read", len(self.digests), len(self.digests))

    def _dense(self, path: Path, cache: Cache) -> tuple[str, int, int]:
        from index.dense import DenseIndex

        encoder = load_encoder(self.settings)
        maker = f"{encoder.name} {READING}"
        missing = cache.missing(maker, self.keys)
        self._encode(missing, encoder, cache, maker)
        index = DenseIndex.empty(encoder.dimension)
        for part in _parts(self.keys, 4096):
            rows = [np.frombuffer(value, np.float32) for value in cache.values(maker, part)]
            index.add(np.stack(rows))
        index.save(path)
        return encoder.name, encoder.dimension, len(missing)

    def _encode(self, missing: list[bytes], encoder: Encoder, cache: Cache, maker: str) -> None:
        done = 0
        self.progress("encode", done, len(missing))
        for part in _parts(missing, _AT_ONCE):
            vectors = encoder.encode_passages([_joined(*self.texts[key]) for key in part])
            cache.put(maker, zip(part, (row.tobytes() for row in vectors), strict=True))
            done += len(part)
            self.progress("encode", done, len(missing))

    def _lexical(self, path: Path, cache: Cache) -> None:
        maker = f"{self.analyzer.version} {READING}"
        missing = cache.missing(maker, self.keys)
        done = 0
        self.progress("analyze", done, len(missing))
        for part in _parts(missing, _AT_ONCE):
            cache.put(maker, [(key, _pack(self._terms(key))) for key in part])
            done += len(part)
            self.progress("analyze", done, len(missing))
        terms = (_unpack(value) for value in cache.values(maker, self.keys))
        write_lexical(path, self.analyzer.fields, zip(self.owners, terms, strict=True))

    def _terms(self, key: bytes) -> Terms:
        context, text = self.texts[key]
        return self.analyzer.passage(text, context)

    def _knowledge(self, work: Path) -> None:
        """Words, abbreviations and places of these documents, by which questions are understood."""
        from index.understand import Knowledge

        texts = [_joined(*self.texts[key]) for key in dict.fromkeys(self.keys)]
        places = [info.place for info in Content(work / g.CONTENT).documents if info.place]
        Knowledge.learn(texts, places).save(work)


def _order(id: str) -> str:
    """Sort key of a document's id that puts its passages (``id#…``) in order of their own ids."""
    return id + "#"


def _joined(context: str, text: str) -> str:
    return f"{context}\n{text}" if context else text


def _up_to_date(
    store: Path, digests: dict[str, str], encoder: str, analyzer: Analyzer
) -> tuple[Path, g.Manifest] | None:
    """The current generation if it is whole and was made from the same things in the same way."""
    try:
        generation = g.current(store)
        manifest = g.read_manifest(generation)
        Content(generation / g.CONTENT)
    except PolicyError:
        return None
    found = (dict(manifest.documents), manifest.encoder, manifest.analyzer, manifest.reading)
    wanted = (digests, encoder, analyzer.version, READING)
    return (generation, manifest) if found == wanted else None


def _parts(keys: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    return (keys[at : at + size] for at in range(0, len(keys), size))


def _pack(terms: Terms) -> bytes:
    return zlib.compress(json.dumps({k: list(v) for k, v in terms.items()}, ensure_ascii=False).encode(), 1)


def _unpack(value: bytes) -> Terms:
    terms: Terms = json.loads(zlib.decompress(value))
    return terms


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``; the system lets go of it when the process ends, however it ends."""
    with (folder / "build.lock").open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise BuildError(f"another build is running in {folder}; wait until it is done") from None
        yield


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
