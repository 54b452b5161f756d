"""The documents that an evaluation runs over: the store's own, or others kept aside for it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from eval.questions import EvalError
from ingest.types import Document, Passage
from settings import load_settings

if TYPE_CHECKING:
    from answer.engine import Engine
    from index.search import Index


class Collection:
    """What is measured: an index with the answer engine over it, both opened only when asked for."""

    def __init__(self, store: Path) -> None:
        from index import open_index

        self.store = store
        self.index: Index = open_index(store)
        self.documents: tuple[str, ...] = tuple(info.id for info in self.index.documents)
        self.text_of = cache(self._text_of)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage of the index, document by document."""
        return tuple(p for id_ in self.documents for p in self.index.passages_of(id_))

    @cached_property
    def engine(self) -> Engine:
        from answer import open_engine

        return open_engine(self.store)

    @property
    def model(self) -> str:
        return load_settings().model

    def _text_of(self, document: str) -> str | None:
        return self.index.document(document).text if document in self.documents else None


def evaluation_store(paths: Sequence[Path], store: Path) -> Path:
    """A store below ``store`` that holds exactly the documents of ``paths``, with its index built.

    Named by the list of paths, so that the next run over the same reads and encodes only what changed.
    """
    from index.build import build

    folder = ingested(paths, store)
    build(folder)
    return folder


def ingested(paths: Sequence[Path], store: Path) -> Path:
    """As ``evaluation_store``, read only: what the plain pipeline needs, which has its own index."""
    from ingest.run import ingest_paths

    wanted = [path.resolve() for path in paths]
    for path in wanted:
        if not path.exists():
            raise EvalError(f"{path}: no such file or folder; correct --docs")
    digest = hashlib.sha256("\n".join(sorted(map(str, wanted))).encode()).hexdigest()[:12]
    folder = store / "eval" / digest
    ingest_paths([_readable(path, folder / "records") for path in wanted], folder)
    return folder


def read_documents(store: Path) -> Iterator[Document]:
    """The documents of a store that was ingested."""
    raise NotImplementedError


def _readable(path: Path, cache_folder: Path) -> Path:
    """``path``, or where it holds records, a folder with one text file a record."""
    return _expanded(path, cache_folder) if re.search(r"\.jsonl(\.gz)?$", path.name) else path


def _expanded(path: Path, cache_folder: Path) -> Path:
    """Write each record's ``text`` as ``<id>.txt``; a file that stands there unchanged is left alone."""
    folder = cache_folder / path.name.split(".")[0]
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
