"""Folders that are made on first use: whole wherever they exist, whoever is killed while making them."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_ABANDONED = 3600.0  # seconds after which a temporary folder belongs to nobody


def made_once(final: Path, mark: str, make: Callable[[Path], None]) -> Path:
    """``final``; where its file ``mark`` is not there yet, what ``make`` writes into an empty folder.

    ``make`` writes ``mark`` too. The folder appears in one rename; of two processes that make it at once,
    the later one throws its copy away.
    """
    if (final / mark).exists():
        return final
    final.parent.mkdir(parents=True, exist_ok=True)
    _sweep(final)
    temporary = Path(tempfile.mkdtemp(prefix=f".{final.name}-", dir=final.parent))
    try:
        make(temporary)
        temporary.chmod(0o755)
        _move(temporary, final, mark)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return final


def _move(temporary: Path, final: Path, mark: str) -> None:
    try:
        temporary.rename(final)
    except OSError:
        if not (final / mark).exists():  # not a rival's finished copy: a true failure
            raise


def _sweep(final: Path) -> None:
    """Remove what was left by makers that were killed, but not what another may be writing now."""
    for left in final.parent.glob(f".{final.name}-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
