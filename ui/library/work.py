"""The process that reads what keepers bring: ``python -m ui.library.work`` works through the list of jobs.

The page starts it and hands it the settings; it ends when nothing is left to do. It runs beside the page at
low priority, so that nobody who searches waits for it; the new index is met as soon as it is whole.
"""

from __future__ import annotations

import logging
import os
import pickle
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from ingest.store import open_store
from settings import ROOT, PolicyError, Settings
from ui import audit
from ui.access import LOCAL, User
from ui.library import strings
from ui.library.jobs import DUE, Job, Jobs
from ui.library.keeping import Keeping

_LOCK, _LOG = "library.lock", "library.log"
_NICE = 10
_OFTEN = 0.3  # seconds between two lines about progress
_PROBED = 5  # seconds that a page which only looks may hold the lock
_PATIENCE = 300  # seconds that another build may take


def ensure_worker(settings: Settings) -> None:
    """Start the process if there is work and none is at it."""
    with Jobs(settings.store) as jobs:
        pending = jobs.pending
    if not pending or is_working(settings.store):
        return
    with (settings.store / _LOG).open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.library.work"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.write(pickle.dumps(settings))


def is_working(store: Path) -> bool:
    """Whether a process is at work on the list of ``store``."""
    with _alone(store) as alone:
        return not alone


def take_back(store: Path, user: User, numbers: Sequence[int]) -> None:
    """Close those of these jobs that still wait; their files are not kept."""
    with Jobs(store) as jobs:
        stopped = jobs.stop(numbers)
    for job in stopped:
        if job.staged:
            Path(job.staged).unlink(missing_ok=True)
        _log(store, replace(job, who=user.email))


def work(settings: Settings) -> None:
    """Do all jobs of the store in order, then bring its index up to date; at once where another does."""
    with _alone(settings.store, _PROBED) as alone, Jobs(settings.store) as jobs:
        if not alone:
            return
        keeping = Keeping(settings, jobs)
        keeping.sweep()
        while jobs.pending:
            if (job := jobs.next()) is not None:
                jobs.stage(DUE)
                _do(keeping, jobs, job, settings.store)
            else:  # the index once for all that came in a row
                _build(settings, jobs)


def _do(keeping: Keeping, jobs: Jobs, job: Job, store: Path) -> None:
    try:
        keeping.do(job)
    except Exception as error:
        known = isinstance(error, PolicyError)
        if not known:
            logging.getLogger("ui").exception("job %s failed", job.number)
        keeping.undo(jobs.one(job.number))
        jobs.finish(job.number, "rejected", " ".join(str(error).split()) if known else strings.FAILED)
    _log(store, jobs.one(job.number))


def _log(store: Path, job: Job) -> None:
    """A line in the audit log: who, what was done to which document, and what came of it."""
    what = " ".join(result.document for result in job.results) or job.document or job.name
    note = f"{job.name}: {job.note}" if job.note else job.name
    action: audit.Action = "run" if job.action == "index" else job.action
    audit.record(store, User(name="", email=job.who), action, what, f"{job.state}; {note}")


def _build(settings: Settings, jobs: Jobs) -> None:
    """Bring the index up to date with the store, saying how far it is."""
    from index.build import BuildError, build_index

    last = 0.0

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal last
        if (now := time.monotonic()) - last > _OFTEN or done == total:
            last = now
            jobs.stage(stage, done, total)

    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with open_store(settings, fresh=True) as source:
                build_index(settings.store, settings, source, progress=progress)
            break
        except BuildError as error:
            if "another build" not in str(error) or time.monotonic() > until:
                _refuse(jobs, error)
                break
            time.sleep(2)
        except PolicyError as error:
            _refuse(jobs, error)
            break
    jobs.stage()


def _refuse(jobs: Jobs, error: PolicyError) -> None:
    jobs.finish(jobs.add(LOCAL, "index", name=""), "rejected", " ".join(str(error).split()))


@contextmanager
def _alone(store: Path, patience: float = 0) -> Iterator[bool]:
    """Whether this is the one process at work; the system ends that with the process, however it ends."""
    store.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(store / _LOCK, timeout=patience, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield True
    except sqlite3.OperationalError:
        yield False
    finally:
        lock.close()


def main() -> int:
    """Work through the list of the store that the settings on standard input name."""
    settings: Settings = pickle.load(sys.stdin.buffer)
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
    work(settings)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
