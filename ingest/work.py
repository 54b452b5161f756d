"""Reading files in one process or several: each comes back as a document, as unchanged or with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from ingest.document import parse
from ingest.facts import FactRecord, facts_of
from ingest.files import shown
from ingest.passages import passages_of
from ingest.readers import Rejected, load, read_bytes
from ingest.types import Document, Passage

_BUG = "chương trình lỗi khi đọc tệp ({}): lưu lại tệp ở định dạng khác, báo người phụ trách kèm tệp này"
_CRASH = "chương trình dừng đột ngột khi đọc tệp: lưu lại tệp ở định dạng khác rồi nạp lại"
_NO_PASSAGE = "không có đoạn văn nào trong tệp: kiểm tra lại nội dung tệp"


@dataclass(frozen=True, slots=True)
class Task:
    """One file to look at: its id so far, the digest under which the store holds it, who reads it."""

    path: Path
    id: str
    known: str | None
    parser: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave: a document, nothing new, or a reason to reject it."""

    digest: str | None = None
    document: Document | None = None
    passages: tuple[Passage, ...] = ()
    page_count: int | None = None
    reason: str | None = None
    facts: tuple[FactRecord, ...] = ()


def _read(task: Task) -> Outcome:
    """Runs in a worker: never raises, whatever the file holds."""
    try:
        data = load(task.path)
        digest = hashlib.sha256(task.parser.encode() + data).hexdigest()
        if digest == task.known:
            return Outcome(digest)
        raw = read_bytes(data, task.path.suffix)
        name = shown(Path(task.path.name))
        document = parse(
            raw.text, id=task.id, source=name, pages=raw.pages, warnings=raw.warnings, title=raw.title
        )
        passages = passages_of(document)
        facts = facts_of(document)
    except Rejected as error:
        return Outcome(reason=str(error))
    except Exception as error:  # one bad file must not stop the others
        return Outcome(reason=_BUG.format(type(error).__name__))
    return Outcome(digest, document, passages, raw.page_count, None if passages else _NO_PASSAGE, facts)


def outcomes(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """The outcome of each task, in order; a crash of the engine costs only the file that caused it."""
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(_read, tasks)
        return
    done = 0
    try:
        with ProcessPoolExecutor(min(jobs, len(tasks))) as pool:
            for outcome in pool.map(_read, tasks):
                done += 1
                yield outcome
    except BrokenProcessPool:
        yield from map(_read_apart, tasks[done:])


def _read_apart(task: Task) -> Outcome:
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_read, task).result()
    except BrokenProcessPool:
        return Outcome(reason=_CRASH)


def parser_version() -> str:
    """A digest of this package's own source: whatever changes in reading, files are read again."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
