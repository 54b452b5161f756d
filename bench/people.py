"""Ten people who ask at once: in one process, as shipped, and what the cores can give."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from answer.engine import open_engine
from answer.together import Together, open_together, processes
from bench.table import Cell
from settings import Settings

_PEOPLE = 10
_ROUNDS = 5
_PATIENCE = 120  # seconds until a process that does not start is given up
_ENDINGS = [f" {''.join(marks)}" for marks in product("?!.", repeat=3)]

Pass = Callable[[int], float]  # all questions once, anew for each number; answers a second


def together(store: Path, settings: Settings, questions: Sequence[str]) -> Iterator[dict[str, Cell]]:
    """Answers a second of one person, of ten at once in one process and as shipped (``answering_processes``),
    and of what the cores can give: one process held to each core, all at work, none waiting for another.

    All ways in turns, every question read and encoded anew, as a new one would be. "of the cores" is the
    median share of what the cores gave in the same round; the lowest and the highest tell how quiet it was.
    """
    crowd = open_together(store, settings)
    ready = _ready(crowd, processes(settings))
    with _held(store, settings, questions) as cores:
        ways: list[tuple[Cell, Cell, Pass]] = [
            (1, 1, lambda number: _rate(crowd.engine.answer, questions, 1, number)),
            (_PEOPLE, 1, lambda number: _rate(crowd.engine.answer, questions, _PEOPLE, number)),
            (_PEOPLE, ready, lambda number: _rate(crowd.answer, questions, _PEOPLE, number)),
        ]
        if cores:
            ways.append(("one on each core", len(cores), lambda number: _all_cores(cores, number)))
        found: list[list[float]] = [[] for _ in ways]
        for number in range(1 + _ROUNDS):  # the first warms what is kept, in each process
            for rates, (_, _, once) in zip(found, ways, strict=True):
                rates.append(once(number))
    for (people, used, _), rates in zip(ways, found, strict=True):
        shares = [rate / most for rate, most in zip(rates[1:], found[-1][1:], strict=True)] if cores else []
        yield {
            "people": people,
            "processes": used,
            "answers a second": statistics.median(rates[1:]),
            "of the cores": statistics.median(shares) if shares else None,
            "lowest": min(shares, default=None),
            "highest": max(shares, default=None),
        }


def _ready(crowd: Together, wanted: int) -> int:
    """How many processes answer, once all are there that there may be."""
    until = time.monotonic() + _PATIENCE
    for _ in range(1, wanted):
        before = crowd.others.ready
        crowd.others.start()
        while crowd.others.starting and time.monotonic() < until:
            time.sleep(0.05)
        if crowd.others.ready == before:  # no memory for one more
            break
    return 1 + crowd.others.ready


def _rate(ask: Callable[[str], object], questions: Sequence[str], people: int, number: int) -> float:
    anew = [question + _ENDINGS[number % len(_ENDINGS)] for question in questions]
    with ThreadPoolExecutor(people) as asking:
        began = time.perf_counter()
        list(asking.map(ask, anew))
        return len(anew) / (time.perf_counter() - began)


@contextmanager
def _held(store: Path, settings: Settings, questions: Sequence[str]) -> Iterator[list[Connection]]:
    """Pipes to one process held to each core; none where a process cannot be held."""
    own, pipes, held = get_context("spawn"), [], []
    for core in os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ():
        pipe, theirs = own.Pipe()
        process = own.Process(target=_on_core, args=(core, store, settings, questions, theirs), daemon=True)
        process.start()
        theirs.close()
        pipes.append(pipe)
        held.append(process)
    try:
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()
        for process in held:
            process.join()


def _on_core(core: int, store: Path, settings: Settings, questions: Sequence[str], pipe: Connection) -> None:
    os.sched_setaffinity(0, {core})
    engine = open_engine(store, settings)
    while True:
        try:
            pipe.send(_rate(engine.answer, questions, 1, pipe.recv()))
        except (EOFError, OSError):
            return


def _all_cores(pipes: Sequence[Connection], number: int) -> float:
    for pipe in pipes:
        pipe.send(number)
    return sum(float(pipe.recv()) for pipe in pipes)
