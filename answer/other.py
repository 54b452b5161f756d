"""A process that answers questions for another one, over the same state of the same index.

It runs :func:`serve` and is asked over its pipes: what ``multiprocessing`` spawns would run the main module
first, and under Streamlit that is the page. It takes one question at a time, keeps to one core, and ends once
nobody has asked it for a while, or as soon as the process that started it is gone.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import Any, BinaryIO, NamedTuple

from answer.engine import Engine, open_engine
from answer.types import Answer
from index.types import Mode
from settings import ROOT, Settings

_PATIENCE = 120.0  # seconds after which a process that says nothing is given up
_VIEWS = 8  # sets of documents, as people see them, that a process keeps ready
_LOG = logging.getLogger("answer")


class Opening(NamedTuple):
    """What a process is to open: the index of a store, in the state of that ``name`` and no other.

    Attributes:
        idle: seconds without a question after which it ends.
    """

    store: Path | str | None
    settings: Settings
    name: str
    idle: float


class Asked(NamedTuple):
    """The arguments of :meth:`answer.engine.Engine.answer`, fit to be sent."""

    question: str
    filters: Mapping[str, tuple[str, ...]] | None
    mode: Mode
    k: int
    exact: bool
    kept: tuple[str, ...]

    def of(self, engine: Engine) -> Answer:
        """The answer of ``engine``; raises what it raises."""
        return engine.answer(self.question, self.filters, self.mode, self.k, exact=self.exact, kept=self.kept)


class Other:
    """Such a process, as the one that started it sees it.

    Attributes:
        gone: whether it is known to have ended.

    Raises:
        OSError: the system starts none.
    """

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        self.gone = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from answer.other import serve; serve()"],
            env=os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def open(self, opening: Opening) -> bool:
        """Wait until it can answer; ``False`` where it cannot."""
        return self._said(opening) is True

    def ask(self, view: bytes, asked: Asked) -> Answer | None:
        """The answer as one meets it who sees the documents of ``view``, a pickled set or ``None`` for all;
        ``None`` where it fails or is gone."""
        said = self._said((view, asked))
        return said if isinstance(said, Answer) else None

    def wait(self) -> None:
        """Until it has ended."""
        self._process.wait()
        self.gone = True

    def end(self) -> None:
        """End it now; it has nothing to lose."""
        self.gone = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what could not be sent
                if pipe:
                    pipe.close()

    def _said(self, told: object) -> object:
        assert self._process.stdin and self._process.stdout
        late = Timer(_PATIENCE, self._process.kill)
        late.daemon = True
        late.start()
        try:
            self._process.stdin.write(pickle.dumps(told))
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError):
            _LOG.warning("process %d, which answers questions, has ended", self.pid)
            self.end()
            return None
        except BaseException:  # whoever asked was stopped: the next would get the answer to this
            self.end()
            raise
        finally:
            late.cancel()


def serve() -> None:
    """Runs in the process: open what is named first, then answer until nobody asks or the pipe ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _give_way()
    heard: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(heard,), daemon=True).start()
    opening: Opening = heard.get()
    engine = open_engine(opening.store, opening.settings)
    engine.warm()
    limited = lru_cache(maxsize=_VIEWS)(lambda view: engine.limited(pickle.loads(view)))
    _say(out, engine.index.name == opening.name)  # else it has been replaced meanwhile
    with suppress(Empty):
        while True:
            view, asked = heard.get(timeout=opening.idle)
            _say(out, _answer(limited(view), asked))


def _answer(engine: Engine, asked: Asked) -> Answer | None:
    try:
        return asked.of(engine)
    except Exception:  # whoever asked will fail likewise, with the error in hand, or fare better
        return None


def _listen(heard: SimpleQueue[Any]) -> None:
    """Take in what is asked; end with the process that asks, whatever is being done."""
    with suppress(EOFError, OSError):
        while True:
            heard.put(pickle.load(sys.stdin.buffer))
    os._exit(0)


def _say(out: BinaryIO, said: object) -> None:
    out.write(pickle.dumps(said))
    out.flush()


def _give_way() -> None:
    """Where memory runs out this process goes first; a key on the terminal is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
