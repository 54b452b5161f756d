"""Questions that meet are answered side by side, each in a process of its own.

An answer holds Python's lock for most of its time, so that one process gives ten people at once half of what
two cores can. Once questions have kept one another waiting for as long as another process takes to start, one
is started. What it does not answer, because it failed or died, is answered here: no question is lost, and
errors reach the caller as they are.
"""

from __future__ import annotations

import pickle
import time
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread

from answer.engine import SHOWN, Engine, open_engine
from answer.other import Asked, Opening, Other
from answer.types import Answer
from index.types import Filters, Mode
from ingest import memory
from ingest.cores import cores
from settings import Settings, SettingsError, load_settings

STARTING = 3.0  # seconds that a process takes until it answers
IDLE = 600.0  # seconds without a question after which it ends
_MOST = 4  # processes that "auto" gives, this one counted
_LONGEST = 1.0  # seconds of one question that count: one that takes longer loads what all will use
_FORGOTTEN = 60.0  # seconds after which it does not count that questions met


def open_together(store: Path | str | None = None, settings: Settings | None = None) -> Together:
    """The engine over the index of a store, with as many processes as the settings give.

    Raises:
        settings.PolicyError: as :func:`answer.engine.open_engine`; several processes over a database.
    """
    settings = settings or load_settings()
    most = processes(settings)
    engine = open_engine(store, settings)
    opening = Opening(store, settings, engine.index.name, IDLE)
    free = settings.answering_processes != "auto"
    return Together(engine, Others(opening, most, STARTING, room=lambda: free or memory.has_room()))


def processes(settings: Settings) -> int:
    """How many may answer, this one counted.

    Raises:
        settings.SettingsError: several are asked for, and the index is in a database.
    """
    asked = settings.answering_processes
    if settings.engine == "postgres":  # while a question waits for its servers, others are answered
        if asked not in ("auto", 1):
            raise SettingsError(
                "'answering_processes' is for engine = 'files'; over a database set it to 1 or 'auto', "
                "and start the page several times"
            )
        return 1
    return min(cores(), _MOST) if isinstance(asked, str) else asked


class Together:
    """An engine that many may ask at once; whichever process answers, the answer is that of ``engine``."""

    def __init__(self, engine: Engine, others: Others, seen: frozenset[str] | None = None) -> None:
        self.engine = engine
        self.others = others
        self._seen = seen
        self._view = pickle.dumps(seen)

    def warm(self) -> None:
        """See :meth:`answer.engine.Engine.warm`."""
        self.engine.warm()

    def limited(self, documents: frozenset[str] | None) -> Together:
        """As one meets it who may see these documents alone; see :meth:`answer.engine.Engine.limited`."""
        if documents is None:
            return self
        seen = documents if self._seen is None else documents & self._seen
        return Together(self.engine.limited(seen), self.others, seen)

    def answer(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        k: int = SHOWN,
        *,
        exact: bool = False,
        kept: Collection[str] = (),
    ) -> Answer:
        """See :meth:`answer.engine.Engine.answer`."""
        asked = Asked(question, dict(filters) if filters else None, mode, k, exact, tuple(kept))
        with self.others.place() as other:
            told = other.ask(self._view, asked) if other else None
            return told or asked.of(self.engine)


class Others:
    """Where questions are answered: this process, and others while there is work for them.

    Args:
        most: processes, this one counted.
        price: seconds that questions must have waited before another process is started.
        room: whether one may be started now.
    """

    def __init__(
        self, opening: Opening, most: int, price: float, room: Callable[[], bool] = lambda: True
    ) -> None:
        self._opening, self._most, self._price, self._room = opening, most, price, room
        self._turn = Condition()
        self._here = 0  # questions that are being answered in this process
        self._ready: set[Other] = set()
        self._free: list[Other] = []
        self._starting = False
        self._waited = self._met = 0.0  # for how long questions have lately, and when they last did
        self._all: set[Other] = set()
        weakref.finalize(self, _end, self._all)

    @property
    def ready(self) -> int:
        """How many other processes are."""
        return len(self._ready)

    @property
    def starting(self) -> bool:
        """Whether one is about to be ready."""
        return self._starting

    def start(self) -> None:
        """Begin to start another process now, if there may be one more and none is about to be ready."""
        with self._turn:
            self._start()

    @contextmanager
    def place(self) -> Iterator[Other | None]:
        """Where a question is answered: in another process, or for ``None`` in this one.

        While there are others, this one takes one question at a time; while there is none, all that come.
        """
        came = time.monotonic()
        with self._turn:
            met = self._here > 0 and not self._free
            self._turn.wait_for(lambda: not self._here or self._free or not self._ready)
            other = self._free.pop() if self._here and self._free else None
            self._here += other is None
        try:
            yield other
        finally:
            with self._turn:
                self._leave(other)
                if met:
                    self._count(came)

    def _leave(self, other: Other | None) -> None:
        if other is None:
            self._here -= 1
        elif not other.gone:
            self._free.append(other)
        else:
            self._price *= 2  # the next may not live longer
        self._turn.notify()

    def _count(self, came: float) -> None:
        """Another process, once the time of the questions that met is worth it."""
        now = time.monotonic()
        before = self._waited if came - self._met < _FORGOTTEN else 0.0
        self._waited = before + min(now - came, _LONGEST)
        self._met = now
        if self._waited >= self._price:
            self._waited = 0.0
            self._start()

    def _start(self) -> None:
        if self._starting or 1 + len(self._ready) >= self._most:
            return
        if self._room():
            self._starting = True
            Thread(target=_attend, args=(weakref.ref(self), self._opening, self._all), daemon=True).start()

    def _started(self, other: Other | None) -> None:
        with self._turn:
            self._starting = False
            if other:
                self._ready.add(other)
                self._free.append(other)
            else:
                self._price *= 2
            self._turn.notify_all()

    def _ended(self, other: Other) -> None:
        with self._turn:
            self._ready.discard(other)
            self._free = [one for one in self._free if one is not other]
            self._turn.notify_all()


def _attend(others: Callable[[], Others | None], opening: Opening, everyone: set[Other]) -> None:
    """Start a process, hand it over when it is ready, see its end. Keeps no :class:`Others` alive."""
    try:
        other = Other()
    except OSError:
        _hand_over(others, None)
        return
    everyone.add(other)
    if others() is None:  # gone before it could be told of
        other.end()
    if not other.open(opening) or not _hand_over(others, other):
        other.end()
        _hand_over(others, None)
    other.wait()
    everyone.discard(other)
    crowd = others()
    if crowd is not None:
        crowd._ended(other)


def _hand_over(others: Callable[[], Others | None], other: Other | None) -> bool:
    """Whether there is anyone left to take it."""
    crowd = others()
    if crowd is not None:
        crowd._started(other)
    return crowd is not None


def _end(everyone: Iterable[Other]) -> None:
    for other in tuple(everyone):
        other.end()
