"""How much memory a process holds, and work in a process of its own, so that its memory is."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def alone(work: Callable[..., T], *given: Any) -> T:
    """What ``work`` gives in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def peak_mb() -> float:
    """Most memory that this process has held, MB; ``nan`` where the system does not tell.

    Not by ``getrusage``: Linux carries the figure of the process that started this one over to it.
    """
    return _told("VmHWM")


def resident_mb() -> float:
    """Memory that this process holds now, pages of mapped files that it has read among them, MB."""
    return _told("VmRSS")


def _told(name: str) -> float:
    try:
        told = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    except OSError:
        return float("nan")
    return int(told[1]) / 1024 if told else float("nan")
