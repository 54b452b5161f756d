"""What state a store is in, as a short text: whatever is kept of a store is kept under it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st

from ingest.store import FILE, Store


def stamp_of(store: Path) -> str:
    """A digest of the store's documents: another one as soon as one is added, changed or removed.

    The documents are listed again only where the file has changed since the last look.
    """
    return _digest(store, tuple(_seen(store / name) for name in (FILE, f"{FILE}-wal")))


def _seen(path: Path) -> tuple[int, int]:
    """Size and time of a file; nothing for an empty log, which comes and goes with each reader."""
    try:
        about = path.stat()
    except OSError:
        return (0, 0)
    return (about.st_size, about.st_mtime_ns) if about.st_size else (0, 0)


@st.cache_data(show_spinner=False, max_entries=8)
def _digest(store: Path, seen: tuple[tuple[int, int], ...]) -> str:  # noqa: ARG001  (names the file's state)
    if not Store.exists(store):
        return ""
    with Store(store) as opened:
        lines = (f"{entry.id} {entry.digest}" for entry in opened.entries())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
