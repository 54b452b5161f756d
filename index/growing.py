"""Changes put beside what is there: a generation that shares the files of the one before.

New documents make a segment of their own (:mod:`index.joined`); nothing of the others is written anew.
Segments that are hardly larger are taken into it, so that there are few: each is about three times the next.
What is replaced stays in its files, out of sight. Where a tenth of the passages lies beside the first segment
or out of sight, and where a document was dropped, the index is built whole (:mod:`index.build`), after the
change shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import generation as g
from index.content import Content, ContentWriter
from index.dense import DenseIndex
from index.joined import Place, places
from index.lexical import change_lexical
from index.making import Making, parts
from index.terms import Analyzer
from index.understand import WORDS, Knowledge
from ingest.types import Document, Passage

SHARE = 0.1  # of the passages that may lie beside the first segment or out of sight
_LARGER = 2  # a segment at most so many times as large as what is added goes into it


def beside(generation: Path, manifest: g.Manifest) -> float:
    """Share of the passages of a generation that lie beside its first segment or out of sight; all where one
    of a dropped document does, for its text is to leave the disk."""
    contents = _contents(generation, manifest)
    if any(name not in manifest.documents for content in contents for name in content.names):
        return 1.0
    stored = sum(end - first for content in contents for first, end in content.spans)
    there = places(contents, manifest.documents)
    return (stored - sum(one.passages for one in there if one.segment == 0)) / max(1, manifest.passages)


@dataclass
class Growth:
    """A change of the generation ``before``.

    Attributes:
        added: documents that are new or have changed, in order, with their passages in order of ids.
        digests: of all documents that there are then, by id.
    """

    before: Path
    manifest: g.Manifest
    added: Mapping[str, tuple[Document, Sequence[Passage]]]
    digests: Mapping[str, str]

    def __post_init__(self) -> None:
        self._contents = _contents(self.before, self.manifest)
        self._there = places(self._contents, self.manifest.documents)
        stay = set(self.digests) - set(self.added)
        self._left = [place for place in self._there if place.id in stay]
        self._new = sum(len(passages) for _, passages in self.added.values())

    @property
    def change(self) -> float:
        """Share of the passages that this change touches."""
        gone = sum(place.passages for place in self._there) - sum(place.passages for place in self._left)
        return (self._new + gone) / max(1, self._size)

    @property
    def _size(self) -> int:
        return self._new + sum(place.passages for place in self._left)

    def write(self, work: Path, making: Making, analyzer: Analyzer) -> g.Manifest:
        """Make the folder ``work`` the changed generation; what it says about itself."""
        kept = self._kept()
        self._share(work, kept)
        taken = [place for place in self._left if place.segment >= kept]
        new: list[_New] = []
        if taken or self.added:
            keys, new = self._content(work / g.segment(g.CONTENT, kept + 1), taken, making)
            write_dense(work / g.segment(g.DENSE, kept + 1), keys, making)
        self._lexical(work / g.LEXICAL, new, making, analyzer)
        self._words(work, making, new)
        return replace(
            self.manifest,
            documents=self.digests,
            passages=self._size,
            files=g.describe_files(work, self.before),
            segments=kept + bool(taken or self.added),
        )

    def _kept(self) -> int:
        """How many segments stay as they are: the first always does."""
        kept, into = self.manifest.segments, self._new
        while kept > 1:
            size = sum(place.passages for place in self._left if place.segment == kept - 1)
            if size > _LARGER * into:
                break
            into += size
            kept -= 1
        return kept

    def _share(self, work: Path, kept: int) -> None:
        left_out = {
            g.segment(name, number)
            for name in (g.CONTENT, g.DENSE)
            for number in range(kept + 1, self.manifest.segments + 1)
        }
        g.share(self.before, work, (name for name in self.manifest.files if name not in left_out))

    def _content(self, path: Path, taken: Sequence[Place], making: Making) -> tuple[list[bytes], list[_New]]:
        """Write what is taken in and what is new; keys of all passages, by row, and the new documents."""
        writer, keys = ContentWriter(path, *max(self._after(), default=(0, 0))), []
        for place in sorted(taken, key=lambda place: (place.first, place.passages)):
            content = self._contents[place.segment]
            passages = content.passages(range(place.first, place.first + place.passages))
            writer.put(content.document(place.id), passages, place.ordinal, place.first)
            keys += making.add(passages)
        new = []
        for document, listed in self.added.values():
            ordinal, first = writer.add(document, listed)
            new.append(_New(ordinal, first, making.add(listed)))
            keys += new[-1].keys
        writer.close()
        return keys, new

    def _after(self) -> Iterator[tuple[int, int]]:
        """Ordinal and row that come after each document, those out of sight too."""
        for content in self._contents:
            for ordinal, (_, end) in zip(content.ordinals, content.spans, strict=True):
                yield ordinal + 1, end

    def _lexical(self, folder: Path, new: Sequence[_New], making: Making, analyzer: Analyzer) -> None:
        left = {place.ordinal for place in self._left}
        gone = [place.ordinal for place in self._there if place.ordinal not in left]
        making.analyze([key for one in new for key in one.keys])
        rows = (
            (row, one.ordinal, terms)
            for one in new
            for row, terms in enumerate(making.terms(one.keys), one.first)
        )
        change_lexical(folder, analyzer.fields, gone, rows)

    def _words(self, work: Path, making: Making, new: Sequence[_New]) -> None:
        """Places and abbreviations of new documents are known at once; words are counted by a whole build."""
        texts = [making.joined(key) for one in new for key in dict.fromkeys(one.keys)]
        bears = [document.place for document, _ in self.added.values() if document.place]
        (work / WORDS).unlink()  # shared with the generation before
        Knowledge.load(self.before).extended(texts, bears).save_words(work)


def _contents(generation: Path, manifest: g.Manifest) -> list[Content]:
    return [Content(generation / g.segment(g.CONTENT, n)) for n in range(1, manifest.segments + 1)]


@dataclass(frozen=True, slots=True)
class _New:
    """A new document: the numbers it got, and keys of its passages by row."""

    ordinal: int
    first: int
    keys: list[bytes]


def write_dense(path: Path, keys: Sequence[bytes], making: Making) -> None:
    """Write the vectors of ``keys``, made where they are missing, in the index that serves so many."""
    making.encode(keys)
    index = DenseIndex.planned(
        making.encoder.dimension,
        len(keys),
        lambda count: making.vectors(keys[:: max(1, len(keys) // count)]),
    )
    for part in parts(keys, 4096):
        index.add(making.vectors(part))
    index.save(path)
