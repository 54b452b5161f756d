"""How the library is: the age of its index, its model, what it weighs, what room is left."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from index.generation import MANIFEST, index_folder
from index.parts import current_parts
from ingest.store import FILE
from settings import PolicyError, Settings
from ui.chips import thousands
from ui.library import strings
from ui.library.intake import UPLOADS
from ui.library.shelf import Shelf
from ui.marks import escape

_LITTLE = 2 << 30  # bytes of free room under which a keeper is warned


@dataclass(frozen=True, slots=True)
class Health:
    """Sizes in bytes; ``age`` in seconds, ``None`` where there is no index, or a database holds it."""

    passages: int
    age: float | None
    model: str
    sizes: dict[str, int]
    free: int


def health_of(settings: Settings) -> Health:
    """How the store is now; reads the sizes of all its files."""
    store = settings.store
    passages, age, model = 0, None, ""
    try:
        parts = current_parts(settings)
        passages, model = parts.manifest.passages, parts.manifest.encoder.split("#")[0]
        age = max(0.0, time.time() - (Path(parts.name) / MANIFEST).stat().st_mtime)
    except (PolicyError, OSError):
        pass
    sizes = {
        "store": sum(_size(store / f"{FILE}{ending}") for ending in ("", "-wal")) + _size(store / "ocr"),
        "index": _size(index_folder(store)),
        "uploads": _size(store / UPLOADS),
        "models": _size(settings.models),
    }
    there = next(path for path in (store, *store.absolute().parents) if path.exists())
    return Health(passages, age, model, sizes, shutil.disk_usage(there).free)


def health_html(health: Health, shelf: Shelf, whole: bool = True) -> str:
    """A list of it all, with a line where something should be done.

    Args:
        whole: the person may see every document; to others sizes would tell how much is hidden.
    """
    shown = {
        "documents": thousands(len(shelf.entries)),
        "passages": thousands(health.passages),
        "behind": thousands(len(shelf.entries) - len(shelf.indexed)),
        "age": strings.IN_DATABASE if health.age is None and health.model else age_told(health.age),
        "model": health.model or strings.NO_INDEX,
        **{name: size_told(size) for name, size in health.sizes.items()},
        "free": size_told(health.free),
    }
    rows = "".join(
        f"<div><dt>{escape(strings.HEALTH_LABELS[name])}</dt><dd>{escape(value)}</dd></div>"
        for name, value in shown.items()
        if whole or name not in ("passages", *health.sizes)
    )
    room = f'<p class="vb-tag vb-warn">{escape(strings.LITTLE_ROOM)}</p>' if health.free < _LITTLE else ""
    return f'<div class="vb-health" lang="vi"><dl class="vb-about">{rows}</dl>{room}</div>'


def age_told(seconds: float | None) -> str:
    """ "3 giờ trước"."""
    if seconds is None:
        return strings.NO_INDEX
    told = next(text for text, most in strings.AGES if seconds < most or not most)
    unit = {"{} phút trước": 60, "{} giờ trước": 3600, "{} ngày trước": 86400}.get(told, 1)
    return told.format(round(seconds / unit))


def size_told(size: int) -> str:
    """ "12,3 MB"."""
    for unit, scale in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}".replace(".", ",")
    return f"{size} B"


def _size(path: Path) -> int:
    """Bytes of a file or of all files below a folder; 0 for what is not there."""
    if path.is_file():
        return path.stat().st_size
    sizes: dict[tuple[int, int], int] = {}  # generations of an index share files
    for here, _, names in os.walk(path):
        for name in names:
            try:
                found = os.lstat(os.path.join(here, name))  # noqa: PTH118  (many files)
            except OSError:  # just removed
                continue
            sizes[found.st_dev, found.st_ino] = found.st_size
    return sum(sizes.values())
