"""Work done in processes with a time and a memory limit for each task; a process that dies is replaced.

Processes are kept from task to task, since starting one costs more than reading a short file. Memory is
limited where the system can (Linux: what a process may write to; other Unix: its address space), time
everywhere. ``concurrent.futures`` and pebble know no task that is slow and yet alive (a scan of three
hundred pages), and a process that either of them kills leaves its own children behind.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from ingest import alive

Failure = Literal["time", "memory", "crash"]
T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 64  # results that may wait for a slower one before them
_STARTING = 60.0  # seconds that a process may take to import the program
_REUSED = 1000  # tasks of one process: what a C library leaks stays bounded
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: seconds without a sign of life, megabytes beyond what its process began with."""

    seconds: float = 120.0
    megabytes: int = 2048


USUAL = Limits()


def each(
    work: Callable[[T], R],
    tasks: Sequence[T],
    jobs: int,
    limits: Limits,
    failed: Callable[[T, Failure], R],
    alive_at: Callable[[T, int, int], None] | None = None,
) -> Iterator[R]:
    """``work(task)`` of each task, in order, by ``jobs`` processes; ``failed(task, why)`` where one died.

    ``alive_at(task, done, total)`` hears the signs of life (see ``ingest.alive``). ``work`` and what it
    gives must be picklable; a ``MemoryError`` that it raises counts as the limit reached.
    """
    pool = _Pool(work, min(jobs, len(tasks)), limits)
    left = deque(enumerate(tasks))
    ready: dict[int, R] = {}
    try:
        for number in range(len(tasks)):
            pool.hand_out(left, number + _AHEAD)
            while number not in ready:
                for index, told in pool.wait():
                    if told[0] == "alive":
                        if alive_at is not None:
                            alive_at(tasks[index], told[1], told[2])
                    else:
                        ready[index] = told[1] if told[0] == "done" else failed(tasks[index], told[0])
                pool.hand_out(left, number + _AHEAD)
            yield ready.pop(number)
    finally:
        pool.close()


_Told = tuple[Any, ...]  # ("done", result), ("alive", done, total), ("memory",), ("time",) or ("crash",)


class _Pool(Generic[T, R]):
    """The processes of one run."""

    def __init__(self, work: Callable[[T], R], size: int, limits: Limits) -> None:
        self._work, self._size, self._limits = work, size, limits
        self._busy: list[_Worker] = []
        self._idle: list[_Worker] = []

    def hand_out(self, left: deque[tuple[int, T]], until: int) -> None:
        """Give tasks numbered below ``until`` to the processes that have none."""
        while left and left[0][0] < until and len(self._busy) < self._size:
            worker = self._idle.pop() if self._idle else _Worker(self._work, self._limits)
            if not worker.start(*left[0]):  # it died while idle
                worker.kill()
                continue
            left.popleft()
            self._busy.append(worker)

    def wait(self) -> Iterator[tuple[int, _Told]]:
        """What the processes tell next, and those that are over their time."""
        first = min(worker.deadline for worker in self._busy)
        spoke = wait([worker.pipe for worker in self._busy], max(0.0, first - time.monotonic()))
        for worker in list(self._busy):
            told = worker.told() if worker.pipe in spoke else worker.late()
            if told is None:
                continue
            if told[0] != "alive":
                self._busy.remove(worker)
                self._keep_or_end(worker, told)
            yield worker.index, told

    def close(self) -> None:
        for worker in (*self._busy, *self._idle):
            worker.kill()

    def _keep_or_end(self, worker: _Worker, told: _Told) -> None:
        if told[0] == "done" and worker.done < _REUSED:
            self._idle.append(worker)
        else:
            worker.kill()


class _Worker:
    """One process and the task that it has."""

    def __init__(self, work: Callable[[Any], Any], limits: Limits) -> None:
        context: Any = multiprocessing.get_context("fork" if _forks_safely() else "spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self._seconds, self.done, self.index, self.deadline = limits.seconds, 0, -1, 0.0
        sys.stdout.flush()
        sys.stderr.flush()
        self._process: BaseProcess = context.Process(target=_serve, args=(work, theirs, limits.megabytes))
        self._process.start()
        theirs.close()
        # Its time begins when it can work: a process that was not forked imports the program first.
        if not self.pipe.poll(_STARTING) or self._hello() != ("ready",):
            self.kill()
            raise RuntimeError("a process to read files in did not start")

    def _hello(self) -> object:
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return None

    def start(self, index: int, task: object) -> bool:
        """Give it a task; ``False`` where it can take none."""
        try:
            self.pipe.send(task)
        except OSError:
            return False
        self.index, self.deadline = index, time.monotonic() + self._seconds
        return True

    def told(self) -> _Told | None:
        try:
            told: _Told = self.pipe.recv()
        except Exception:  # the pipe ended, or in the middle of a result
            return ("crash",)
        if told[0] == "alive":
            self.deadline = time.monotonic() + self._seconds
        self.done += told[0] == "done"
        return told

    def late(self) -> _Told | None:
        # Whoever waits may have been busy itself: what has arrived by now is not late.
        return ("time",) if time.monotonic() >= self.deadline and not self.pipe.poll() else None

    def kill(self) -> None:
        """End the process and what it started."""
        with suppress(AttributeError, ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _forks_safely() -> bool:
    """Whether a fork, which starts at once, is safe: of a process with other threads (an encoder's, a
    server's) the child inherits locks that nobody will ever let go of, and waits for them."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:  # not Linux
        return False


def _serve(work: Callable[[Any], Any], pipe: Connection, megabytes: int) -> None:
    """Runs in the process: a task in, its result out, until the pipe ends."""
    _apart()
    _limit_memory(megabytes)
    alive.listen(lambda done, total: pipe.send(("alive", done, total)))
    with suppress(EOFError, OSError):
        pipe.send(("ready",))
        while True:
            task = pipe.recv()
            try:
                told: _Told = ("done", work(task))
            except MemoryError:
                told = ("memory",)
            pipe.send(told)


def _apart() -> None:
    """A group of its own that ends with the parent; what a C library prints goes nowhere."""
    if hasattr(os, "setsid"):
        with suppress(OSError):
            os.setsid()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.stdout = sys.stderr = os.fdopen(nowhere, "w", encoding="utf-8")


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    # Linux counts under DATA what a process may write to, without the files and libraries that it maps.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    with suppress(ValueError, OSError):
        hard = resource.getrlimit(kind)[1]
        wanted = _used() + (megabytes << 20)
        resource.setrlimit(kind, (wanted if hard < 0 else min(wanted, hard), hard))


def _used() -> int:
    """Bytes that this process may write to already: what it inherited is not its task's."""
    try:
        found = re.search(r"VmData:\s*(\d+) kB", Path("/proc/self/status").read_text())
    except OSError:
        return 0
    return int(found[1]) << 10 if found else 0
