"""What an index is made of, whichever engine keeps it: passages, vectors, terms, and what was learnt.

:class:`index.engine.Index` understands, fuses and weighs; it asks these parts for candidates and passages.
A row is a number that stands for a passage, an ordinal one that stands for a document, in order of ids.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from index import generation as g
from index.content import Content, DocumentInfo
from index.dense import DenseIndex, Rows
from index.encoder import Vectors
from index.joined import JoinedContent, JoinedDense, JoinedLexical, Numbers
from index.lexical import LexicalIndex, Weighted
from index.understand import Knowledge
from ingest.facts.sentences import Reading
from ingest.types import Document, Passage
from settings import PolicyError, Settings

T = TypeVar("T")
Scored = list[tuple[int, float]]  # rows with scores, best first, equal scores by row


class ContentPart(Protocol):
    """Documents and passages; :class:`index.content.Content` is one.

    Attributes:
        documents: all, without their text, in order of their ids.
        spans: first row of each and the one after its last.
    """

    @property
    def documents(self) -> tuple[DocumentInfo, ...]: ...

    @property
    def spans(self) -> tuple[tuple[int, int], ...]: ...

    def info(self, id: str) -> DocumentInfo: ...

    def document(self, id: str) -> Document: ...

    def reading(self, id: str) -> Reading: ...

    def passage(self, id: str) -> Passage: ...

    def passages_of(self, document: str) -> tuple[Passage, ...]: ...

    def ids(self, rows: Iterable[int]) -> dict[int, str]: ...

    def gather(self, ids: Iterable[str]) -> None: ...


class DensePart(Protocol):
    """Vectors; :class:`index.dense.DenseIndex` is one."""

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> Scored: ...


class LexicalPart(Protocol):
    """Terms; :class:`index.lexical.LexicalIndex` is one."""

    def search(self, terms: Weighted, k: int, documents: Sequence[int] | None = None) -> Scored: ...

    def frequency(self, field: str, term: str) -> int: ...


class Parts(Protocol):
    """One state of an index, which does not change while it is open; safe to share between threads.

    Attributes:
        name: tells this state from any other. manifest: what it says about itself.
    """

    name: str
    manifest: g.Manifest

    def open(self) -> tuple[ContentPart, DensePart, LexicalPart]:
        """What is searched.

        Raises:
            index.generation.IndexDamaged: it cannot be read.
        """

    def knowledge(self) -> Knowledge:
        """What was learnt from the documents."""

    def at_once(self, work: Callable[[], T]) -> T:
        """The result of ``work``, a search; begun again where an engine lost a server meanwhile."""

    def is_current(self) -> bool:
        """Whether this is what a new reader would get."""


class FileParts:
    """A generation of files: SQLite, FAISS, Tantivy, in segments where it has grown.

    Raises:
        index.generation.IndexMissing, index.generation.IndexStale, index.generation.IndexDamaged.
    """

    def __init__(self, generation: Path) -> None:
        self._generation = generation
        self.name = str(generation)
        self.manifest = g.read_manifest(generation)

    def open(
        self,
    ) -> tuple[Content | JoinedContent, DenseIndex | JoinedDense, LexicalIndex | JoinedLexical]:
        folder, numbers = self._generation, range(1, self.manifest.segments + 1)
        try:
            contents = [Content(folder / g.segment(g.CONTENT, number)) for number in numbers]
            lexical = LexicalIndex(folder / g.LEXICAL)
            if len(contents) == 1 and len(contents[0].names) == len(self.manifest.documents):
                return contents[0], DenseIndex.load(folder / g.DENSE), lexical
            numbering = Numbers(contents, self.manifest.documents)
            dense = JoinedDense([folder / g.segment(g.DENSE, number) for number in numbers], numbering)
            return JoinedContent(contents, numbering), dense, JoinedLexical(lexical, numbering)
        except (sqlite3.DatabaseError, RuntimeError, ValueError, OSError, TypeError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise g.IndexDamaged(f"{folder}: cannot be read ({reason}); {g.AGAIN}") from error

    def knowledge(self) -> Knowledge:
        return Knowledge.load(self._generation)

    def at_once(self, work: Callable[[], T]) -> T:
        return work()

    def is_current(self) -> bool:
        try:
            return g.current(self._generation.parent.parent) == self._generation
        except PolicyError:
            return False


def current_parts(settings: Settings) -> Parts:
    """The state of the index that a new reader gets, of the engine that settings name.

    Raises:
        settings.PolicyError: nothing was built, or it cannot be read.
    """
    if settings.engine == "postgres":
        from index.postgres.reading import PostgresParts

        return PostgresParts(settings)
    return FileParts(g.current(settings.store))


def current_name(settings: Settings) -> str:
    """Name of that state, found without opening it; raises as :func:`current_parts`."""
    if settings.engine == "postgres":
        from index.postgres.reading import current_state

        return current_state(settings)
    return str(g.current(settings.store))
