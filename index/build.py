"""Bring the index up to date with the store: only what changed is encoded, and nothing is half done.

A build works in a folder of its own and ends by naming it current (:mod:`index.generation`). Vectors
and terms are kept by the text they were made from (:mod:`index.cache`) batch by batch, so that a
build that is killed goes on where it was. A small change is put beside what is there
(:mod:`index.growing`); when much lies beside, all is then written anew, while readers have the change. What
is written anew depends on the documents alone: they are taken in order of their ids, whatever the order in
which they came.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from index import generation as g
from index.cache import Cache
from index.content import Content, ContentWriter
from index.encoder import encoder_name, wait_quietly
from index.growing import SHARE, Growth, beside, write_dense
from index.joined import order
from index.lexical import write_lexical
from index.making import Making, Progress
from index.terms import READING, Analyzer, Vietnamese
from ingest.types import Document, Passage
from settings import PolicyError, Settings

CACHE = "cache.sqlite"  # beside the generations: what was made for each text


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
    share: float = SHARE,
) -> BuildReport:
    """Make the current generation of ``store/index`` hold exactly what ``source`` holds.

    Args:
        share: of the passages, from which on all is written anew; below, a change is put beside the rest.

    Raises:
        BuildError: there are no documents and never were, or another build is running.
        index.encoder.EncoderError: the model cannot be loaded.
    """
    wait_quietly()
    if settings.engine == "postgres":
        from index.postgres.building import build_in_postgres

        return build_in_postgres(replace(settings, store=store), source, progress, analyzer or Vietnamese())
    started = time.perf_counter()
    analyzer = analyzer or Vietnamese()
    digests = {id: source.digest_of(id) or "" for id in sorted(source.ids(), key=order)}
    folder = g.index_folder(store)
    if not digests and not (folder / g.CURRENT).exists():
        raise BuildError(f"no documents in {store}; run: python -m ingest PATH --store {store}")
    folder.mkdir(parents=True, exist_ok=True)
    with _only_builder(folder):
        g.sweep(store)
        build = _Build(store, settings, source, digests, analyzer, progress or (lambda *_: None), share)
        generation, encoded = build.run()
    passages = g.read_manifest(generation).passages
    seconds = time.perf_counter() - started
    return BuildReport(generation.name, build.changed, len(digests), passages, encoded, seconds)


@dataclass
class _Build:
    store: Path
    settings: Settings
    source: Source
    digests: dict[str, str]
    analyzer: Analyzer
    progress: Progress
    share: float
    changed: bool = False
    keys: list[bytes] = field(default_factory=list)  # by row
    owners: list[int] = field(default_factory=list)  # ordinal of the document, by row

    def run(self) -> tuple[Path, int]:
        """The generation that is then current, and how many texts were encoded."""
        found = self._usable()
        if found and dict(found[1].documents) == self.digests:
            if beside(*found) <= self.share:
                return found[0], 0
            found = None  # the last build was killed before it made all one
        self.changed = True
        with Cache(g.index_folder(self.store) / CACHE) as cache:
            making = Making(self.settings, self.analyzer, cache, self.progress)
            growth = self._growth(*found) if found else None
            if growth is not None:
                generation = self._publish(lambda work: growth.write(work, making, self.analyzer))
            if growth is None or beside(generation, g.read_manifest(generation)) > self.share:
                generation = self._publish(lambda work: self._whole(work, making))
                cache.prune(self.keys)
        return generation, making.encoded

    def _usable(self) -> tuple[Path, g.Manifest] | None:
        """The current generation if it is whole and was made in the same way."""
        try:
            generation = g.current(self.store)
            manifest = g.read_manifest(generation)
            for number in range(1, manifest.segments + 1):
                Content(generation / g.segment(g.CONTENT, number))
        except PolicyError:
            return None
        made = (manifest.encoder, manifest.analyzer, manifest.reading)
        wanted = (encoder_name(self.settings), self.analyzer.version, READING)
        return (generation, manifest) if made == wanted else None

    def _growth(self, before: Path, manifest: g.Manifest) -> Growth | None:
        """What changed, where it is little beside what stays."""
        changed = [id for id in self.digests if manifest.documents.get(id) != self.digests[id]]
        if len(changed) > self.share * len(self.digests):
            return None
        added = {
            id: (self.source.document(id), sorted(self.source.passages(id), key=lambda one: one.id))
            for id in changed
        }
        growth = Growth(before, manifest, added, self.digests)
        return growth if growth.change <= self.share else None

    def _publish(self, write: Callable[[Path], g.Manifest]) -> Path:
        """Let a folder that ``write`` fills be the current generation."""
        work = Path(tempfile.mkdtemp(prefix=f"{g.WORK}-", dir=g.index_folder(self.store)))
        work.chmod(0o755)
        manifest = write(work)
        self.progress("write", 0, 1)
        generation = g.publish(self.store, work, manifest)
        self.progress("write", 1, 1)
        return generation

    def _whole(self, work: Path, making: Making) -> g.Manifest:
        self._snapshot(work / g.CONTENT, making)
        write_dense(work / g.DENSE, self.keys, making)
        self._lexical(work / g.LEXICAL, making)
        self._knowledge(work, making)
        return g.Manifest(
            g.SCHEMA, making.encoder.name, making.encoder.dimension, self.analyzer.version, READING,
            self.digests, len(self.keys), g.describe_files(work),
        )  # fmt: skip

    def _snapshot(self, path: Path, making: Making) -> None:
        """Copy documents and passages; rows follow the ids of passages."""
        writer = ContentWriter(path)
        for ordinal, id in enumerate(self.digests):
            self.progress("read", ordinal, len(self.digests))
            passages = sorted(self.source.passages(id), key=lambda passage: passage.id)
            writer.add(self.source.document(id), passages)
            self.keys += making.add(passages)
            self.owners += [ordinal] * len(passages)
        writer.close()
        self.progress("read", len(self.digests), len(self.digests))

    def _lexical(self, path: Path, making: Making) -> None:
        making.analyze(self.keys)
        terms = making.terms(self.keys)
        write_lexical(path, self.analyzer.fields, zip(self.owners, terms, strict=True))

    def _knowledge(self, work: Path, making: Making) -> None:
        """Words, abbreviations and places of these documents, by which questions are understood."""
        from index.understand import Knowledge

        texts = [making.joined(key) for key in dict.fromkeys(self.keys)]
        places = [info.place for info in Content(work / g.CONTENT).documents if info.place]
        Knowledge.learn(texts, places).save(work)


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
