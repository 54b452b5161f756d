"""How much memory is left for another process."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

_ROOT = Path("/")
# Of a container: what it may have, what it has. Control groups of version 2, then of version 1.
_LIMITS = (
    ("sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory.current"),
    ("sys/fs/cgroup/memory/memory.limit_in_bytes", "sys/fs/cgroup/memory/memory.usage_in_bytes"),
)


def has_room(root: Path = _ROOT) -> bool:
    """Whether another process like this one leaves as much memory again; no, if the system does not tell."""
    mine, free = held(root), left(root)
    return mine is not None and free is not None and free > 2 * mine


def held(root: Path = _ROOT) -> int | None:
    """MB that this process holds; ``None`` where the system does not tell."""
    return _told(root / "proc/self/status", r"VmRSS:\s+(\d+) kB")


def left(root: Path = _ROOT) -> int | None:
    """MB that may still be had without anything being moved out to the disk, within the limit of a container
    too; ``None`` where the system does not tell (Windows, macOS)."""
    free = _told(root / "proc/meminfo", r"MemAvailable:\s+(\d+) kB")
    if free is None:
        return None
    for most, now in _LIMITS:
        with suppress(OSError, ValueError):  # no such limit, or the word "max"
            free = min(free, int((root / most).read_text()) - int((root / now).read_text()) >> 20)
    return max(0, free)


def _told(path: Path, pattern: str) -> int | None:
    try:
        found = re.search(pattern, path.read_text("ascii"))
    except OSError:
        return None
    return int(found[1]) >> 10 if found else None
