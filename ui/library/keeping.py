"""One job of the list done: files kept below the store, documents read, replaced, removed.

Every step can be done twice: a process that is killed in the middle begins the same job again.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.digests import file_digest
from ingest.isolation import Limits
from ingest.report import Report, Row
from ingest.rows import Entry
from ingest.run import ingest_paths
from ingest.store import has_store, open_store
from settings import Settings
from ui.library import strings
from ui.library.intake import INCOMING, UPLOADS
from ui.library.jobs import Job, Jobs, Result
from ui.library.names import free_name

_CHECKED = ".check-"  # prefix of folders in which a file is tried before it takes another's place
_FORGOTTEN = 3600  # seconds after which a file that no job names is nobody's
_ACCEPTED = ("added", "updated", "unchanged")


@dataclass(frozen=True)
class Keeping:
    """The files of a store, and the list of what is to be done with them."""

    settings: Settings
    jobs: Jobs

    def do(self, job: Job) -> None:
        """Do ``job`` and close it."""
        what: dict[str, Callable[[Job], None]] = {
            "upload": self._upload, "replace": self._replace, "remove": self._remove, "reread": self._reread,
            "index": lambda job: self.jobs.finish(job.number, "done"),
        }  # fmt: skip
        what[job.action](job)

    def undo(self, job: Job) -> None:
        """Let nothing of an upload stay that failed in the middle."""
        if job.staged:
            Path(job.staged).unlink(missing_ok=True)
        if job.action == "upload" and job.path:
            Path(job.path).unlink(missing_ok=True)
            with suppress(Exception):
                self._read([Path(job.path)], None)

    def sweep(self) -> None:
        """Remove what a killed process left behind and no job knows of."""
        known = {job.staged for job in self.jobs.open_jobs()}
        for path in (self._uploads / INCOMING).glob("*"):
            with suppress(OSError):  # a page may be writing there
                if str(path) not in known and time.time() - path.stat().st_mtime > _FORGOTTEN:
                    path.unlink()
        for folder in self._uploads.glob(f"{_CHECKED}*"):
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def _uploads(self) -> Path:
        return self.settings.store.absolute() / UPLOADS

    def _upload(self, job: Job) -> None:
        staged = Path(job.staged)
        if not job.path:
            if not staged.is_file():
                self._refuse(job, strings.LOST)
                return
            if twin := self._twin(staged, job):
                staged.unlink()
                self._refuse(job, self._same_as(job, [one.id for one in self._of(twin)]))
                return
            names = [path.name for path in self._uploads.iterdir()]
            self.jobs.settle(job.number, self._uploads / free_name(job.name, names))
        final = Path(self.jobs.one(job.number).path)
        if staged.is_file():
            staged.replace(final)
        report = self._read([final], job)
        rows = _rows_of(report, final)
        accepted = [row for row in rows if row.status in _ACCEPTED]
        copies = self._copies(job, accepted)
        if not accepted or copies:
            final.unlink(missing_ok=True)
            self._read([final], None)  # nothing of it stays behind
            self._refuse(job, self._same_as(job, copies) if copies else _reasons(rows), rows, final)
        else:
            self._finish(job, rows, final)

    def _replace(self, job: Job) -> None:
        entry, staged = self._entry(job.document), Path(job.staged)
        old = kept_file(self.settings.store, entry) if entry else None
        if not job.path:
            reason = strings.GONE if entry is None else strings.NOT_OURS if old is None else None
            reason = reason or (strings.IN_BOX if old and entry and entry.path != str(old) else None)
            reason = reason or self._tried(staged, job)
            if reason or old is None:
                staged.unlink(missing_ok=True)
                self._refuse(job, reason or strings.NOT_OURS)
                return
            final = old if staged.suffix.lower() == old.suffix.lower() else old.with_suffix(staged.suffix)
            if final != old and final.exists():
                final = final.with_name(free_name(final.name, [path.name for path in old.parent.iterdir()]))
            self.jobs.settle(job.number, final)
        final = Path(self.jobs.one(job.number).path)
        if staged.is_file():
            staged.replace(final)
        if old and old != final:
            self._forget_pages(old)
            old.unlink(missing_ok=True)
        self._finish(job, _rows_of(self._read([final, *([old] if old else [])], job), final), final)

    def _remove(self, job: Job) -> None:
        entry = self._entry(job.document)
        if entry is None:
            self.jobs.finish(job.number, "done", strings.GONE)
            return
        file = kept_file(self.settings.store, entry)
        held = self._seen(file, job) if file else [entry]
        if file is None or len(held) < len(self._of(file)):
            # A file of the office's own folders stays, and one that holds what the person may not see.
            with open_store(self.settings, fresh=True) as store:
                for one in held:
                    store.remove(one.id)
            results = [Result(one.id, Path(one.path).name, "removed") for one in held]
        else:
            results = [Result(one.id, Path(one.path).name, "removed") for one in held]
            self._forget_pages(file)
            file.unlink(missing_ok=True)
            self._read([file], None)
        self.jobs.finish(job.number, "done", "", results)

    def _reread(self, job: Job) -> None:
        entry = self._entry(job.document)
        if entry is None:
            self._refuse(job, strings.GONE)
            return
        file = kept_file(self.settings.store, entry) or standing_file(entry)
        reason = self._tried(file, job) if file else strings.NO_FILE
        if reason or file is None:
            self._refuse(job, strings.KEPT.format(reason or strings.NO_FILE))
            return
        rows = _rows_of(self._read([file], job), file)
        changed = any(row.status != "unchanged" for row in rows)
        self._finish(job, rows, file, "" if changed else strings.UNCHANGED)

    def _read(self, paths: Sequence[Path], job: Job | None) -> Report:
        """One run over the files; how far it is goes into the job's note."""
        settings = self.settings

        def progress(_done: int, _total: int, name: str) -> None:
            if job is not None:
                self.jobs.tell(job.number, name.rpartition(": ")[2] if ": trang" in name else "")

        limits = Limits(settings.file_seconds, settings.file_megabytes)
        secrets = settings.allow_state_secrets
        return ingest_paths(paths, settings.store, 1, progress, limits, secrets, settings)

    def _tried(self, file: Path, job: Job) -> str | None:
        """Why a file could not be read, ``None`` where it can; the store's documents stay as they are."""
        if not file.is_file():
            return strings.LOST
        self._uploads.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_CHECKED, dir=self._uploads))
        try:
            tried = Keeping(replace(self.settings, store=folder, engine="files"), self.jobs)
            rows = tried._read([file], job).rows
            if any(row.status in _ACCEPTED for row in rows):
                return strings.MANY if job.action == "replace" and len(rows) > 1 else None
            return _reasons(rows)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _twin(self, staged: Path, job: Job) -> Path | None:
        """The kept file with exactly the same content, as far as the person may know of it."""
        size, digest = staged.stat().st_size, file_digest(staged)
        alike = (path for path in sorted(self._uploads.iterdir()) if path.is_file())
        same = (one for one in alike if one.stat().st_size == size and file_digest(one) == digest)
        return next((one for one in same if job.sees is None or self._seen(one, job)), None)

    def _copies(self, job: Job, rows: Sequence[Row]) -> list[str]:
        """Documents with just the words of the one that was read, as far as the person may know of them."""
        if len(rows) != 1:
            return []
        copies = [one.id for one in rows[0].versions if one.copy]
        return [id for id in copies if job.sees is None or id in job.sees]

    def _same_as(self, job: Job, ids: Iterable[str]) -> str:
        with open_store(self.settings, fresh=True) as store:
            titles = {one.id: one.title for one in store.entries()}
        seen = [id for id in ids if id in titles and (job.sees is None or id in job.sees)]
        return strings.SAME.format(titles[seen[0]]) if seen else strings.SAME_FILE

    def _entry(self, id: str) -> Entry | None:
        if not has_store(self.settings):
            return None
        with open_store(self.settings, fresh=True) as store:
            return next((one for one in store.entries() if one.id == id), None)

    def _of(self, file: Path) -> list[Entry]:
        """The documents that were read from a file, those inside an archive too."""
        if not has_store(self.settings):
            return []
        with open_store(self.settings, fresh=True) as store:
            return [one for one in store.entries() if is_of(one, file)]

    def _seen(self, file: Path, job: Job) -> list[Entry]:
        """Those of them that the person may see."""
        return [one for one in self._of(file) if job.sees is None or one.id in job.sees]

    def _forget_pages(self, file: Path) -> None:
        """Drop the recognised pages that are kept of a file which goes."""
        if digest := file_digest(file):
            shutil.rmtree(self.settings.store / "ocr" / digest, ignore_errors=True)

    def _finish(self, job: Job, rows: Sequence[Row], file: Path, note: str = "") -> None:
        self.jobs.finish(job.number, "done", note, [_result(row, file) for row in rows])

    def _refuse(self, job: Job, reason: str, rows: Sequence[Row] = (), file: Path | None = None) -> None:
        results = [_result(row, file) for row in rows if file and row.status == "rejected"]
        self.jobs.finish(job.number, "rejected", reason, results if len(results) > 1 else ())


def kept_file(store: Path, entry: Entry) -> Path | None:
    """The uploaded file that a document was read from; ``None`` where it came from another folder."""
    uploads = store.absolute() / UPLOADS
    path = Path(entry.path)
    return uploads / path.relative_to(uploads).parts[0] if uploads in path.parents else None


def standing_file(entry: Entry) -> Path | None:
    """The file, archive or mail on the disk that a document was read from; ``None`` where it is gone."""
    return next((path for path in (Path(entry.path), *Path(entry.path).parents) if path.is_file()), None)


def is_of(entry: Entry, file: Path) -> bool:
    """Whether a document was read from ``file`` or from what lies in it."""
    return entry.path == str(file) or entry.path.startswith(f"{file}/")


def _rows_of(report: Report, file: Path) -> list[Row]:
    return [row for row in report.rows if row.path == str(file) or row.path.startswith(f"{file}/")]


def _reasons(rows: Sequence[Row]) -> str:
    """The reason of a file that was refused; of an archive the first, with how many there are."""
    reasons = list(dict.fromkeys(row.reason or "" for row in rows if row.status == "rejected"))
    return "; ".join(reasons[:3]) or strings.NOTHING_READ


def _result(row: Row, file: Path | None) -> Result:
    inside = row.path[len(str(file)) + 1 :] if file else ""
    near = tuple(one.id for one in row.versions)
    return Result(row.id, inside or Path(row.path).name, row.status, row.reason or "", near)
