"""Segments of an index as one: what was added later lies beside the rest, and counts as if it always had.

Of documents that stand in several segments the last holds; those that the manifest does not name are gone.
Rows and ordinals of what is left are counted anew, in order of ids, as if all had been built at once: so the
same documents tie and cut alike, whenever each of them came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from index.content import Content, DocumentInfo
from index.dense import DenseIndex, Rows
from index.encoder import Vectors
from index.fusion import ordered
from index.lexical import LexicalIndex, Weighted
from ingest.facts.sentences import Reading
from ingest.types import Document, Passage

Found = tuple[list[tuple[int, float]], Callable[[Rows], Rows]]  # rows of a segment, how they are numbered


def order(id: str) -> str:
    """Sort key of a document's id that puts its passages (``id#…``) in order of their own ids."""
    return id + "#"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a live document stands: its segment, its place there, and the numbers it was written under."""

    id: str
    segment: int
    at: int
    ordinal: int
    first: int
    passages: int


def places(contents: Sequence[Content], live: Collection[str]) -> list[Place]:
    """All documents of ``live``, in order of their ids."""
    found: dict[str, Place] = {}
    for segment, content in enumerate(contents):
        numbered = zip(content.names, content.ordinals, content.spans, strict=True)
        for at, (id, ordinal, (first, end)) in enumerate(numbered):
            if id in live:
                found[id] = Place(id, segment, at, ordinal, first, end - first)
    return [found[id] for id in sorted(found, key=order)]


class Numbers:
    """Numbers that documents and passages bear outside, and those that they were written under."""

    def __init__(self, contents: Sequence[Content], live: Collection[str]) -> None:
        self.places = places(contents, live)
        self.sizes = tuple(sum(end - first for first, end in content.spans) for content in contents)
        counts = np.array([place.passages for place in self.places], np.int64)
        self._starts = np.cumsum(counts) - counts
        self._segment = np.array([place.segment for place in self.places], np.int64)
        self._written = np.array([place.first for place in self.places], np.int64)
        self.ordinals = [place.ordinal for place in self.places]
        local = [_local(content) for content in contents]
        self._local = np.array([local[place.segment][place.at] for place in self.places], np.int64)
        self._by_row = _Shift(self._written, self._starts, counts)
        self._in_segment = [
            _Shift(self._local[self._segment == segment], self._starts[self._segment == segment],
                   counts[self._segment == segment])
            for segment in range(len(contents))
        ]  # fmt: skip
        self._outside = _Shift(self._starts, self._written, counts)
        self._counts = counts

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Rows of each document."""
        return tuple(zip(self._starts.tolist(), (self._starts + self._counts).tolist(), strict=True))

    def written(self, rows: Rows) -> Rows:
        """Rows as they were written."""
        return self._outside.moved(rows)

    def from_written(self, rows: Rows) -> Rows:
        """The reverse of :meth:`written`."""
        return self._by_row.moved(rows)

    def segments(self, rows: Rows) -> Rows:
        """Number of the segment that each row lies in."""
        return self._segment[self._outside.places(rows)]

    def inside(self, rows: Rows, segment: int) -> Rows:
        """Places, within the vectors of a segment, of those of ``rows`` that lie there."""
        at = self._outside.places(rows)
        here = self._segment[at] == segment
        found: Rows = self._local[at[here]] + rows[here] - self._starts[at[here]]
        return found

    def outside(self, at: Rows, segment: int) -> Rows:
        """The reverse of :meth:`inside`."""
        return self._in_segment[segment].moved(at)

    def hidden(self, segment: int) -> Rows:
        """Places, within the vectors of a segment, of passages that are gone."""
        shown = np.zeros(self.sizes[segment] + 1, np.int64)
        here = self._segment == segment
        np.add.at(shown, self._local[here], 1)
        np.add.at(shown, self._local[here] + self._counts[here], -1)
        return np.flatnonzero(np.cumsum(shown[:-1]) == 0)


class _Shift:
    """Moves runs of numbers: each of ``counts`` from where it starts to where it starts otherwise."""

    def __init__(self, starts: Rows, others: Rows, counts: Rows) -> None:
        full = np.flatnonzero(counts)
        self._at = full[np.argsort(starts[full], kind="stable")]
        self._starts, self._others = starts[self._at], others[self._at]

    def places(self, numbers: Rows) -> Rows:
        """Which run each number belongs to."""
        return self._at[np.searchsorted(self._starts, numbers, "right") - 1]

    def moved(self, numbers: Rows) -> Rows:
        run = np.searchsorted(self._starts, numbers, "right") - 1
        return numbers - self._starts[run] + self._others[run]


def _local(content: Content) -> Rows:
    """Where the vectors of each document begin in its segment: they follow each other by row."""
    first = np.array([first for first, _ in content.spans], np.int64)
    counts = np.array([end - first for first, end in content.spans], np.int64)
    by_row = np.lexsort((counts, first))
    starts = np.zeros(len(first), np.int64)
    starts[by_row] = np.cumsum(counts[by_row]) - counts[by_row]
    return starts


class JoinedContent:
    """As :class:`index.content.Content`, over segments."""

    def __init__(self, contents: Sequence[Content], numbers: Numbers) -> None:
        self._contents, self._numbers = contents, numbers
        self._segment = {place.id: place.segment for place in numbers.places}
        self.spans = numbers.spans

    @cached_property
    def documents(self) -> tuple[DocumentInfo, ...]:
        """All that are not gone; read when first asked for."""
        return tuple(self._contents[one.segment].documents[one.at] for one in self._numbers.places)

    def info(self, id: str) -> DocumentInfo:
        return self._of(id).info(id)

    def document(self, id: str) -> Document:
        return self._of(id).document(id)

    def reading(self, id: str) -> Reading:
        return self._of(id).reading(id)

    def passage(self, id: str) -> Passage:
        return self._of(id.rpartition("#")[0]).passage(id)

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return self._of(document).passages_of(document) if document in self._segment else ()

    def ids(self, rows: Iterable[int]) -> dict[int, str]:
        wanted = np.array(list(rows), np.int64)
        if not len(wanted):
            return {}
        written, segments = self._numbers.written(wanted), self._numbers.segments(wanted)
        found: dict[int, str] = {}
        for segment in np.unique(segments).tolist():
            here = segments == segment
            ids = self._contents[segment].ids(written[here].tolist())
            outside = zip(wanted[here].tolist(), written[here].tolist(), strict=True)
            found |= {row: ids[one] for row, one in outside}
        return found

    def gather(self, ids: Iterable[str]) -> None:
        parted: dict[int, list[str]] = {}
        for id in ids:
            parted.setdefault(self._segment[id.rpartition("#")[0]], []).append(id)
        for segment, own in parted.items():
            self._contents[segment].gather(own)

    def _of(self, document: str) -> Content:
        return self._contents[self._segment[document]]


class JoinedDense:
    """As :class:`index.dense.DenseIndex`, over segments."""

    def __init__(self, files: Sequence[Path], numbers: Numbers) -> None:
        self._numbers = numbers
        self._segments = [DenseIndex.load(path, numbers.hidden(at)) for at, path in enumerate(files)]

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> list[tuple[int, float]]:
        return _best(k, (self._of(at, vector, k, allowed) for at in range(len(self._segments))))

    def vectors(self) -> Vectors:
        """All that are not gone, (n, dimension), by row."""
        rows = np.arange(sum(place.passages for place in self._numbers.places))
        found = np.zeros((len(rows), self._segments[0].dimension), np.float32)
        for at, segment in enumerate(self._segments):
            here = self._numbers.segments(rows) == at
            found[here] = segment.vectors()[self._numbers.inside(rows, at)]
        return found

    def _of(self, at: int, vector: Vectors, k: int, allowed: Rows | None) -> Found:
        inside = None if allowed is None else self._numbers.inside(allowed, at)
        return self._segments[at].tied(vector, k, inside), lambda rows: self._numbers.outside(rows, at)


class JoinedLexical:
    """As :class:`index.lexical.LexicalIndex`, whose segments are its own."""

    def __init__(self, lexical: LexicalIndex, numbers: Numbers) -> None:
        self._lexical, self._numbers = lexical, numbers

    def search(
        self, terms: Weighted, k: int, documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        written = None if documents is None else [self._numbers.ordinals[one] for one in documents]
        return _best(k, [(self._lexical.tied(terms, k, written), self._numbers.from_written)])

    def frequency(self, field: str, term: str) -> int:
        return self._lexical.frequency(field, term)


def _best(k: int, found: Iterable[Found]) -> list[tuple[int, float]]:
    """The first ``k`` of several lists, their rows numbered as outside."""
    pairs: list[tuple[int, float]] = []
    for listed, outside in found:
        rows = outside(np.array([row for row, _ in listed], np.int64)) if listed else np.zeros(0, np.int64)
        pairs += zip(rows.tolist(), (score for _, score in listed), strict=True)
    return ordered(pairs)[: max(0, k)]
