"""The same work over other processes of this machine, or over the machines of a Ray cluster, by one setting.

Each task is whole in itself and may be done twice: what a killed process or machine had in hand is given to
another one. Results come as they are done, so that whoever keeps them loses nothing either.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from ingest.isolation import Failure, Limits, each
from settings import ROOT, PolicyError

T = TypeVar("T")
R = TypeVar("R")

INSTALL = "pip install -r requirements-ray.txt"
_TRIES = 20  # machines that may die one after another under one task
_AHEAD = 2  # tasks given out for each processor, so that none waits for the next
_UNLIMITED = Limits(seconds=86_400.0, megabytes=1 << 20)


class WorkersError(PolicyError):
    """The setting ``workers`` cannot be followed."""


def spread(
    work: Callable[[T], R], tasks: Sequence[T], workers: str, cores: int = 1
) -> Iterator[tuple[int, R]]:
    """Number and result of each task, as they are done.

    Args:
        work: a function of a module, as are the tasks and results fit to be sent.
        workers: empty: here, one after another; a number: so many processes of this machine; else the
            address of a Ray cluster (``"head:6379"``), whose machines hold the project in the same folder
            and reach the same files.
        cores: processors that one task uses, where a machine has as many.

    Raises:
        WorkersError: ray is not installed or its cluster does not answer, or a task killed every worker.
    """
    if not workers:
        yield from enumerate(map(work, tasks))
    elif workers.isdecimal():
        yield from _over_processes(work, tasks, max(1, int(workers)))
    else:
        yield from _over_machines(work, tasks, workers, cores)


def _over_processes(work: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Iterator[tuple[int, R]]:
    numbers = list(range(len(tasks)))
    for _ in range(_TRIES):
        if not numbers:
            return
        left: list[int] = []
        found = each(_Try(work), [tasks[number] for number in numbers], jobs, _UNLIMITED, _again)
        for number, result in zip(numbers, found, strict=True):
            if isinstance(result, _Died):
                left.append(number)
            else:
                yield number, result
        numbers = left
    if numbers:
        raise WorkersError("a task killed each process that it was given to; set workers to a smaller number")


class _Died:
    """In place of a result: the process that had the task is gone."""


class _Try:
    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work

    def __call__(self, task: Any) -> Any:
        return self._work(task)


def _again(_: object, __: Failure) -> Any:
    return _Died()


def _over_machines(
    work: Callable[[T], R], tasks: Sequence[T], address: str, cores: int
) -> Iterator[tuple[int, R]]:
    ray = _cluster(address)
    processors = [int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]]
    cores = max(1, min([cores, *(number for number in processors if number)]))
    remote = ray.remote(num_cpus=cores, max_retries=_TRIES)(_do)
    sent = ray.put(work)
    most = max(1, _AHEAD * sum(processors) // cores)
    left, waiting = iter(enumerate(tasks)), {}
    try:
        while True:
            for number, task in left:
                waiting[remote.remote(sent, task)] = number
                if len(waiting) >= most:
                    break
            if not waiting:
                return
            done, _ = ray.wait(list(waiting), num_returns=1)
            yield waiting.pop(done[0]), _result(ray, done[0])
    finally:
        for reference in waiting:
            ray.cancel(reference, force=True)


def _do(work: Callable[[T], R], task: T) -> R:
    return work(task)


def _result(ray: Any, reference: Any) -> Any:
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error
    except ray.exceptions.RayError as error:
        line = " ".join(str(error).split())[:200]
        raise WorkersError(
            f"Ray: {line}; look after its machines, then run the same command to go on"
        ) from error


def _cluster(address: str) -> Any:
    try:
        ray: Any = importlib.import_module("ray")
    except ImportError:
        raise WorkersError(f"workers = {address!r} needs packages that are not here: {INSTALL}") from None
    if not ray.is_initialized():
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # what GPU a worker sees stays
        try:
            there = {"env_vars": {"PYTHONPATH": str(ROOT)}}
            ray.init(address=address, log_to_driver=False, logging_level="ERROR", runtime_env=there)
        except (ConnectionError, ValueError, RuntimeError, TimeoutError) as error:
            line = " ".join(str(error).split())[:200]
            raise WorkersError(f"no Ray cluster at {address} ({line}); correct workers") from error
    return ray
