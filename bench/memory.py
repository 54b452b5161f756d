"""How much memory a process has held at most."""

from __future__ import annotations

import re
from pathlib import Path


def peak_mb() -> float:
    """Most memory that this process has held, MB; ``nan`` where the system does not tell.

    Not by ``getrusage``: Linux carries the figure of the process that started this one over to it.
    """
    try:
        told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    except OSError:
        return float("nan")
    return int(told[1]) / 1024 if told else float("nan")
