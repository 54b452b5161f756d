"""What state a store is in, as a short text: whatever is kept of a store is kept under it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st

from ingest.store import FILE, has_store, open_store
from settings import Settings

_LOOK_AGAIN = 5  # seconds; a database does not tell by itself that it has changed


def stamp_of(settings: Settings) -> str:
    """A digest of the store's documents: another one as soon as one is added, changed or removed.

    The documents are listed again only where the file has changed since the last look, and every few
    seconds where a database holds them.
    """
    if settings.engine != "files":
        return _looked_up(settings)
    return _digest(settings, tuple(_seen(settings.store / name) for name in (FILE, f"{FILE}-wal")))


def _seen(path: Path) -> tuple[int, int]:
    """Size and time of a file; nothing for an empty log, which comes and goes with each reader."""
    try:
        about = path.stat()
    except OSError:
        return (0, 0)
    return (about.st_size, about.st_mtime_ns) if about.st_size else (0, 0)


@st.cache_data(show_spinner=False, max_entries=8)
def _digest(settings: Settings, seen: tuple[tuple[int, int], ...]) -> str:  # noqa: ARG001  (names the file's state)
    return _listed(settings)


@st.cache_data(show_spinner=False, max_entries=8, ttl=_LOOK_AGAIN)
def _looked_up(settings: Settings) -> str:
    return _listed(settings)


def _listed(settings: Settings) -> str:
    if not has_store(settings):
        return ""
    with open_store(settings) as opened:
        lines = (f"{entry.id} {entry.digest}" for entry in opened.entries())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
