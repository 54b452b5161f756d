"""The documents that an evaluation runs over: the store's own, or others kept aside for it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from eval.questions import EvalError
from ingest.types import Document, Passage
from settings import Settings

if TYPE_CHECKING:
    from answer.engine import Engine
    from index.engine import Index
    from ingest.store import Store


class Collection:
    """An index and its documents, as an evaluation needs them.

    Raises:
        settings.PolicyError: no index in the store, or one that does not fit the settings.
    """

    def __init__(self, settings: Settings) -> None:
        self.store = settings.store
        self._settings = settings
        self._index = self.fresh_index()
        self.documents: tuple[str, ...] = tuple(info.id for info in self._index.documents())
        self.model: str = self._index.manifest.encoder
        self.text_of = lru_cache(maxsize=None)(self._text_of)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage of the index, document by document."""
        return tuple(p for id_ in self.documents for p in self._index.passages_of(id_))

    def fresh_index(self) -> Index:
        """The index opened anew: an index keeps the vectors of the questions it was asked, so one that
        another mode has used would be timed without the encoder."""
        from index import open_index

        return open_index(self.store, self._settings)

    def engine(self) -> Engine:
        """The answer engine over the index, opened anew for the same reason."""
        from answer.engine import open_engine

        return open_engine(self.store, self._settings)

    def _text_of(self, document: str) -> str | None:
        return self._index.document(document).text if document in self.documents else None


def evaluation_store(paths: Sequence[Path], settings: Settings) -> Path:
    """A store below ``settings.store`` that holds exactly the documents of ``paths``, with its index.

    It is named by the list of paths, so that the next run over them reads and encodes only what changed.

    Raises:
        settings.PolicyError: a path is missing, or nothing in it can be read.
    """
    from index.build import build_index
    from index.progress import Bars
    from ingest.store import Store

    if settings.engine != "files":  # whose one archive these documents must not replace
        raise EvalError('other documents are measured in files: leave out --docs, or set engine = "files"')
    folder = ingested(paths, settings.store)
    with Store(folder) as source, Bars() as bars:
        build_index(folder, replace(settings, store=folder), source, progress=bars)
    return folder


def recut_store(store: Path, least: int, most: int, settings: Settings) -> Path:
    """A folder below ``store`` with an index of its documents in passages of ``least`` to ``most`` words.

    Raises:
        settings.PolicyError: no documents in the store.
    """
    from index.build import build_index
    from index.progress import Bars
    from ingest.store import Store

    folder = store / f"passages-{least}-{most}"
    folder.mkdir(parents=True, exist_ok=True)
    with Store(store) as source, Bars() as bars:
        recut = _Recut(source, least, most)
        build_index(folder, replace(settings, store=folder), recut, progress=bars)
    return folder


def ingested(paths: Sequence[Path], store: Path) -> Path:
    """As ``evaluation_store``, without the index: the plain pipeline makes its own."""
    from ingest.run import ingest_paths

    wanted = [path.resolve() for path in paths]
    for path in wanted:
        if not path.exists():
            raise EvalError(f"{path}: no such file or folder; correct --docs")
    folder = folder_of(paths, store)
    report = ingest_paths([_readable(path, store / "eval") for path in wanted], folder, progress=_progress)
    for row in report.rows:
        if row.status == "rejected":
            print(f"warning: {row.path}: {row.reason}", file=sys.stderr)
    return folder


def folder_of(paths: Sequence[Path], store: Path) -> Path:
    """The store below ``store`` that an evaluation over ``paths`` makes, whether it is there or not."""
    names = "\n".join(sorted(str(path.resolve()) for path in paths))
    return store / "eval" / hashlib.sha256(names.encode()).hexdigest()[:12]


def read_documents(store: Path) -> list[Document]:
    """The documents of a store, in order of their ids."""
    from ingest.store import Store

    with Store(store) as source:
        return [source.document(id_) for id_ in sorted(source.ids())]


@dataclass(frozen=True, slots=True)
class _Recut:
    """A store's documents with passages of another size."""

    source: Store
    least: int
    most: int

    def ids(self) -> tuple[str, ...]:
        return self.source.ids()

    def digest_of(self, id: str) -> str | None:
        return self.source.digest_of(id)

    def document(self, id: str) -> Document:
        return self.source.document(id)

    def passages(self, id: str) -> tuple[Passage, ...]:
        from ingest.passages import passages_of

        return passages_of(self.source.document(id), min_words=self.least, max_words=self.most)


def _progress(done: int, total: int, name: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} {name:.60}\033[K", end="\n" if done == total else "", file=sys.stderr)


def _readable(path: Path, kept: Path) -> Path:
    """``path``, or where it holds records, a folder below ``kept`` with one text file a record."""
    if not re.search(r"\.jsonl(\.gz)?$", path.name):
        return path
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:12]
    return _expanded(path, kept / f"records-{digest}")


def _expanded(path: Path, folder: Path) -> Path:
    """Write each record's ``text`` as ``<id>.txt``; a file that stands there unchanged is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    written = set()
    for number, record in enumerate(_records(path), 1):
        name = re.sub(r"[^\w.-]+", "-", str(record.get("id", ""))) + ".txt"
        if name == ".txt" or not isinstance(record.get("text"), str):
            raise EvalError(f"{path}, line {number}: a record needs 'id' and 'text'")
        target = folder / name
        text = str(record["text"])
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8", newline="")
        written.add(target)
    for old in set(folder.glob("*.txt")) - written:
        old.unlink()
    return folder


def _records(path: Path) -> Iterator[dict[str, object]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise EvalError(f"{path}: not JSON records a line ({error})") from error
