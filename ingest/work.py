"""Reading files in processes of their own: each comes back as a document, as unchanged or with a reason."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import alive
from ingest.document import parse
from ingest.duplicates import Fingerprint, fingerprint
from ingest.facts import FactRecord, facts_of
from ingest.files import shown
from ingest.isolation import USUAL, Failure, Limits, each
from ingest.passages import passages_of
from ingest.readers import Rejected, load, read_bytes
from ingest.readers.scans import scanning
from ingest.relations import Relation, relations_of
from ingest.secrecy import refuse_secret
from ingest.stamps import refuse_stamped
from ingest.types import Document, Passage

_BUG = "chương trình lỗi khi đọc tệp ({}): lưu lại tệp ở định dạng khác, báo người phụ trách kèm tệp này"
_NO_PASSAGE = "không có đoạn văn nào trong tệp: kiểm tra lại nội dung tệp"
_FAILED: dict[Failure, str] = {
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
    """One file to look at: its id so far, and the digest under which the store holds it."""

    path: Path
    id: str
    known: str | None
    how: Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave: a document, nothing new, or a reason to reject it."""

    digest: str | None = None
    document: Document | None = None
    passages: tuple[Passage, ...] = ()
    page_count: int | None = None
    reason: str | None = None
    facts: tuple[FactRecord, ...] = ()
    relations: tuple[Relation, ...] = ()
    mark: Fingerprint | None = None


Alive = Callable[[Task, int, int], None]  # a file that takes long, pages done, pages in all


def outcomes(
    tasks: Sequence[Task], jobs: int, limits: Limits = USUAL, alive_at: Alive | None = None
) -> Iterator[Outcome]:
    """The outcome of each task, in order; a crash, a bomb or a hang costs only the file that caused it."""

    def failed(_: Task, why: Failure) -> Outcome:
        reason = _FAILED[why].format(seconds=limits.seconds, megabytes=limits.megabytes)
        return Outcome(reason=reason)

    return each(read, tasks, jobs, limits, failed, alive_at)


def text_of(path: Path, limits: Limits = USUAL, secrets: bool = False) -> str:
    """The canonical text of one file, read within ``limits``.

    Raises:
        Rejected: it cannot be read, or bears a stamp of state secrecy and ``secrets`` is false.
    """
    task = Task(path, path.stem, None, Reading("", secrets, None, cores_for(1)))
    outcome = next(iter(outcomes([task], 1, limits)))
    if outcome.document is None:
        raise Rejected(outcome.reason or "")
    return outcome.document.text


def read(task: Task) -> Outcome:
    """Runs in a worker: raises nothing but ``MemoryError``, whatever the file holds."""
    try:
        data = load(task.path)
        digest = hashlib.sha256(f"{task.how.parser}{task.how.secrets or ''}".encode() + data).hexdigest()
        if digest == task.known:
            return Outcome(digest)
        return _read(task, data, digest)
    except Rejected as error:
        return Outcome(reason=" ".join(str(error).split()))
    except MemoryError:
        raise
    except Exception as error:  # one bad file must not stop the others
        return Outcome(reason=_BUG.format(type(error).__name__))


def _read(task: Task, data: bytes, digest: str) -> Outcome:
    kept = task.how.kept / hashlib.sha256(data).hexdigest() if task.how.kept else None
    if not task.how.secrets:
        refuse_stamped(data, task.path.suffix)  # before a page of it is kept
    with scanning(kept, task.how.cores, alive.page_done):
        raw = read_bytes(data, task.path.suffix)
    if not task.how.secrets:
        try:
            refuse_secret(raw.shown)
        except Rejected:
            if kept is not None:
                shutil.rmtree(kept, ignore_errors=True)
            raise
    name = shown(Path(task.path.name))
    document = parse(
        raw.text, id=task.id, source=name, pages=raw.pages, warnings=raw.warnings, title=raw.title,
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
