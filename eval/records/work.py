"""The worker: one evaluation after the other, in a process of its own and behind everything else.

People search meanwhile: the process gives way to theirs (``nice``), takes one core, and holds no lock of
the page's. ``start`` is called by the page; ``python -m eval record`` does the same on a terminal.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from eval.records.measuring import Stopped, measure
from eval.records.store import Records
from eval.sets import SHARED
from settings import ROOT, PolicyError, Settings

_BEAT = 5.0  # seconds between signs of life
_NICE = 10


def start(settings: Settings) -> None:
    """Begin to work the queue in a process of its own, unless one does already."""
    command = [sys.executable, "-m", "eval.records.work"]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    worker = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert worker.stdin
    with worker.stdin as pipe:
        pipe.write(pickle.dumps(settings))
    threading.Thread(target=worker.wait, daemon=True).start()  # leaves no zombie


def work(settings: Settings, shared: Path = SHARED) -> list[int]:
    """Work the queue until it is empty; ids of the records begun."""
    records, begun = Records(settings), []
    while record := records.claim():
        begun.append(record.id)
        with _alive(records, record.id):
            try:
                measure(record, records, settings, shared)
            except Stopped:
                pass
            except PolicyError as error:
                records.fail(record.id, str(error))
            except BaseException as error:
                records.fail(record.id, f"{type(error).__name__}: {error}")
                raise
    return begun


@contextmanager
def _alive(records: Records, id: int) -> Iterator[None]:
    """Signs of life while an index is built or a model is loaded."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT):
            with suppress(PolicyError):
                records.beat(id)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def main() -> int:
    """Work the queue of the settings that are piped in."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    work(pickle.load(sys.stdin.buffer))  # written by ``start`` of the same program
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
