"""Reading files in processes of their own: each comes back as a document, as unchanged or with a reason."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ingest import alive
from ingest.digests import is_current, reading_digest, with_engine
from ingest.document import parse
from ingest.duplicates import Fingerprint, fingerprint
from ingest.facts import FactRecord, facts_of
from ingest.files import content_digest, shown
from ingest.isolation import USUAL, Failure, Limits, each
from ingest.passages import passages_of
from ingest.readers import Closed, Rejected, load, read_bytes
from ingest.readers.kinds import kind_of
from ingest.readers.members import Box
from ingest.readers.scans import rests_on_engine, scanning
from ingest.relations import Relation, relations_of
from ingest.secrecy import refuse_secret
from ingest.stamps import refuse_stamped
from ingest.types import Document, Passage

_BUG = "chương trình lỗi khi đọc tệp ({}): lưu lại tệp ở định dạng khác, báo người phụ trách kèm tệp này"
_NO_PASSAGE = "không có đoạn văn nào trong tệp: kiểm tra lại nội dung tệp"
FAILED: dict[Failure, str] = {
    "crash": "chương trình dừng đột ngột khi đọc tệp: lưu lại tệp ở định dạng khác rồi nạp lại",
    "time": "đọc quá {seconds:g} giây không xong: tách nhỏ hoặc lưu lại tệp, hoặc tăng file_seconds "
    "trong settings.toml",
    "memory": "đọc tệp cần hơn {megabytes} MB bộ nhớ: tách nhỏ hoặc lưu lại tệp, hoặc tăng file_megabytes "
    "trong settings.toml",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    Attributes:
        parser: version of the reading code; part of each digest, as are the other attributes that matter.
        secrets: documents stamped as state secrets are read too.
        kept: folder where pages read from pictures are kept, so that a killed run goes on; or ``None``.
        cores: processors that one file may use.
    """

    parser: str
    secrets: bool = False
    kept: Path | None = None
    cores: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One file to look at.

    Attributes:
        path: the file, or the archive or mail that it lies in.
        id: its id so far.
        known: the digest under which the store holds it.
        inside: its name in the archive or mail, empty for a file of its own.
    """

    path: Path
    id: str
    known: str | None
    how: Reading
    inside: str = ""

    @property
    def shown(self) -> str:
        """The path as text; what lies in an archive goes on behind it ("…/gói.zip/kế hoạch.docx")."""
        return f"{shown(self.path)}/{self.inside}" if self.inside else shown(self.path)

    @property
    def source(self) -> str:
        """The same without the folder."""
        name = shown(Path(self.path.name))
        return f"{name}/{self.inside}" if self.inside else name

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.inside).suffix if self.inside else self.path.suffix


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave: a document, nothing new, or a reason to reject it.

    Attributes:
        failed: what its reader was stopped for.
        closed: it could not be opened, so that nothing is known of it.
    """

    digest: str | None = None
    document: Document | None = None
    passages: tuple[Passage, ...] = ()
    page_count: int | None = None
    reason: str | None = None
    facts: tuple[FactRecord, ...] = ()
    relations: tuple[Relation, ...] = ()
    mark: Fingerprint | None = None
    failed: Failure | None = None
    closed: bool = False


Alive = Callable[[Task, int, int], None]  # a file that takes long, pages done, pages in all


def outcomes(
    tasks: Sequence[Task], jobs: int, limits: Limits = USUAL, alive_at: Alive | None = None
) -> Iterator[Outcome]:
    """The outcome of each task, in order; a crash, a bomb or a hang costs only the file that caused it."""

    def failed(_: Task, why: Failure) -> Outcome:
        reason = FAILED[why].format(seconds=limits.seconds, megabytes=limits.megabytes)
        return Outcome(reason=reason, failed=why)

    return each(read, tasks, jobs, limits, failed, alive_at)


def read(task: Task) -> Outcome:
    """Runs in a worker: raises nothing but ``MemoryError``, whatever the file holds."""
    try:
        data = _content(task)
        content = content_digest(data)
        digest = reading_digest(task.how, content)
        if is_current(task.known, digest):
            return Outcome(task.known)
        return _read(task, data, digest, content)
    except Closed as error:
        return Outcome(reason=str(error), closed=True)
    except Rejected as error:
        return Outcome(reason=" ".join(str(error).split()))
    except MemoryError:
        raise
    except Exception as error:  # one bad file must not stop the others
        return Outcome(reason=_BUG.format(type(error).__name__))


def _content(task: Task) -> bytes:
    if not task.inside:
        return load(task.path)
    try:
        about = task.path.stat()
        stamp = about.st_mtime_ns, about.st_size
    except OSError:  # opening it says why
        stamp = 0, 0
    return _box(task.path, stamp).open(task.inside)


@lru_cache(maxsize=1)
def _box(path: Path, _: tuple[int, int]) -> Box:
    """An archive or mail, opened once for all that is read from it in a row; anew where it changed."""
    data = load(path)
    return Box(data, kind_of(data, path.suffix))


def _read(task: Task, data: bytes, digest: str, content: str) -> Outcome:
    kept = task.how.kept / content if task.how.kept else None
    if not task.how.secrets:
        refuse_stamped(data, task.suffix)  # before a page of it is kept
    with scanning(kept, task.how.cores, alive.page_done):
        raw = read_bytes(data, task.suffix)
        digest = with_engine(digest) if rests_on_engine() else digest
    if not task.how.secrets:
        try:
            refuse_secret(raw.shown, raw.margins)
        except Rejected:
            if kept is not None:
                shutil.rmtree(kept, ignore_errors=True)
            raise
    document = parse(
        raw.text, id=task.id, source=task.source, pages=raw.pages, warnings=raw.warnings, title=raw.title,
        capitals=raw.capitals,
    )  # fmt: skip
    passages = passages_of(document)
    reason = None if passages else _NO_PASSAGE
    return Outcome(
        digest, document, passages, raw.page_count, reason,
        facts_of(document), relations_of(document), fingerprint(document.text),
    )  # fmt: skip


def cores_for(jobs: int) -> int:
    """Processors for one of ``jobs`` files that are read at once."""
    return max(1, (os.cpu_count() or 1) // jobs)


def parser_version() -> str:
    """A digest of this package's own source: whatever changes in reading, files are read again."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
