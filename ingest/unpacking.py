"""What lies in archives and mails, found out in processes of their own before any of it is read."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.digests import reading_digest
from ingest.files import content_digest, slug
from ingest.isolation import USUAL, Failure, Limits, each
from ingest.readers import Closed, Rejected, load
from ingest.readers.kinds import kind_of, may_hold_files
from ingest.readers.members import CONTAINERS, Box, Leaf, leaves
from ingest.work import FAILED, Alive, Reading, Task, cores_for, outcomes

_HEAD = 65_536  # bytes that tell a mail


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a file that may hold others.

    Attributes:
        digest: of its content and how it is read; ``None`` where it could not be read.
        leaves: what lies in it; ``None`` where it is no archive and no mail, or did not change (``same``).
        same: its digest is the known one.
        reason: why it cannot be opened.
        closed: it could not be read this time, so that nothing is known of it.
        failed: opening it took too long, too much or the process.
    """

    digest: str | None = None
    leaves: tuple[Leaf, ...] | None = None
    same: bool = False
    reason: str | None = None
    closed: bool = False
    failed: Failure | None = None


def may_be_container(path: Path) -> bool:
    """Whether the first bytes of a file may be those of an archive or a mail."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never answer
            return False
        with path.open("rb") as stream:
            return may_hold_files(stream.read(_HEAD))
    except OSError:
        return False


def look_into(
    tasks: Sequence[Task], jobs: int, limits: Limits, alive_at: Alive | None = None
) -> list[Looked]:
    """What each of ``tasks`` holds; ``known`` is the digest under which that is known already."""

    def failed(_: Task, why: Failure) -> Looked:
        return Looked(
            reason=FAILED[why].format(seconds=limits.seconds, megabytes=limits.megabytes), failed=why
        )

    return list(each(look, tasks, jobs, limits, failed, alive_at))


def text_of(path: Path, limits: Limits = USUAL, secrets: bool = False) -> str:
    """The canonical text of one file, read within ``limits``; of an archive all that lies in it, by name.

    ``path`` may lead on into an archive or a mail, as the report shows it: ``gói.zip/kế hoạch.docx``.

    Raises:
        Rejected: it cannot be read, or bears a stamp of state secrecy and ``secrets`` is false.
    """
    file, inside = parted(path)
    whole = Task(file, slug(path), None, Reading("", secrets, None, cores_for(1)), inside)
    tasks = [whole] if inside else _parts(whole, limits)
    texts, reasons = [], []
    for task, outcome in zip(tasks, outcomes(tasks, 1, limits), strict=True):
        if outcome.document is None:
            reasons.append(outcome.reason or "")
        else:
            text = outcome.document.text
            texts.append(text if task == whole else f"{task.inside}\n{text.strip(chr(10))}\n")
    if not texts:
        raise Rejected(reasons[0])
    return "".join(texts)


def bytes_of(path: Path) -> bytes:
    """The bytes of one file; ``path`` may lead on into an archive or a mail, as for :func:`text_of`.

    Raises:
        Rejected: it is not there, or beyond what is read of such files.
    """
    file, inside = parted(path)
    data = load(file)
    if not inside:
        return data
    kind = kind_of(data, file.suffix)
    if kind not in CONTAINERS:
        raise Rejected(f"{file.name} không còn là tệp nén hay thư: chạy lại python -m ingest")
    return Box(data, kind).open(inside)


def parted(path: Path) -> tuple[Path, str]:
    """The file, and the name in it that ``path`` goes on with."""
    above = next((one for one in path.parents if one.is_file()), None)
    return (path, "") if above is None else (above, path.relative_to(above).as_posix())


def _parts(whole: Task, limits: Limits) -> list[Task]:
    """The file itself, or where it is an archive what can be taken out of it."""
    looked = look_into([whole], 1, limits)[0] if may_be_container(whole.path) else Looked()
    if looked.reason is not None:
        raise Rejected(looked.reason)
    if looked.leaves is None or not all(leaf.name for leaf in looked.leaves):
        return [whole]
    return [replace(whole, inside=leaf.name) for leaf in looked.leaves]


def look(task: Task) -> Looked:
    """Runs in a worker: raises nothing but ``MemoryError``, whatever the file holds."""
    digest = None
    try:
        data = load(task.path)
        digest = reading_digest(task.how, content_digest(data))
        if digest == task.known:
            return Looked(digest, same=True)
        kind = kind_of(data, task.path.suffix)
        return Looked(digest, tuple(leaves(data, kind)) if kind in CONTAINERS else None)
    except Closed as error:
        return Looked(reason=str(error), closed=True)
    except Rejected as error:
        return Looked(digest, reason=" ".join(str(error).split()))
    except MemoryError:
        raise
    except Exception:  # its reader meets it again, and says so
        return Looked(digest)
