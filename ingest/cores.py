"""How many processors this process may use."""

from __future__ import annotations

import os


def cores() -> int:
    """At least 1; fewer than the machine has where the process is held to some of them, or asked to keep to
    fewer by ``OMP_NUM_THREADS``, as numeric libraries are."""
    held = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return min(held, int(asked)) if asked.isdecimal() and int(asked) else held
