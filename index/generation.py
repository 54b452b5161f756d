"""An index on disk: generations of files, one of which is current.

``<store>/index/`` holds ``CURRENT`` (the name of a generation), folders ``g000001`` and so on, and
what builders keep for themselves. A generation is written under another name, renamed when whole,
and never changed; ``CURRENT`` is replaced in one step. So a reader finds a whole index at any
moment, and the generation before stays for readers that have it open.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from settings import PolicyError

SCHEMA = 1  # of the files below; a reader refuses any other
CONTENT, DENSE, LEXICAL = "content.sqlite", "dense.faiss", "lexical"
MANIFEST, CURRENT = "manifest.json", "CURRENT"
WORK = "building"  # prefix of folders that a build has not finished
_NAME = re.compile(r"g\d{6}")
AGAIN = "run: python -m index build"


class IndexMissing(PolicyError):
    """There is no index in the store."""


class IndexStale(PolicyError):
    """The index was made by another version of the program or with another model."""


class IndexDamaged(PolicyError):
    """A file of the index is missing or not as it was written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says about itself.

    Attributes:
        schema: number of the file layout.
        encoder, dimension: who made the vectors, and their length.
        analyzer: who made the terms, with its version.
        reading: version of what of a passage is read.
        documents: digest of every document, by id.
        passages: number of passages.
        files: size in bytes and sha256 of every other file, by path in the generation.
        segments: number of contents and of vectors: what was added since the first was made lies in others
            (:mod:`index.growing`).
    """

    schema: int
    encoder: str
    dimension: int
    analyzer: str
    reading: int
    documents: Mapping[str, str]
    passages: int
    files: Mapping[str, tuple[int, str]]
    segments: int = 1


def segment(name: str, number: int) -> str:
    """File of a segment, counted from 1: ``content.sqlite``, ``content-2.sqlite``."""
    stem, dot, ending = name.partition(".")
    return name if number == 1 else f"{stem}-{number}{dot}{ending}"


def index_folder(store: Path) -> Path:
    """Where the index of ``store`` lives."""
    return store / "index"


def current(store: Path) -> Path:
    """Folder of the generation to read.

    Raises:
        IndexMissing: nothing was built yet.
        IndexDamaged: ``CURRENT`` names what is not there.
    """
    folder = index_folder(store)
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise IndexMissing(f"no index in {store}; {AGAIN} --store {store}") from None
    except (UnicodeDecodeError, OSError) as error:
        raise IndexDamaged(f"{folder / CURRENT} cannot be read ({error}); {AGAIN}") from error
    if not _NAME.fullmatch(name) or not (folder / name).is_dir():
        raise IndexDamaged(f"{folder / CURRENT} names {name!r}, which is not there; {AGAIN}")
    return folder / name


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation, with every file's size checked.

    Raises:
        IndexDamaged, IndexStale.
    """
    try:
        given = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
        if given["schema"] != SCHEMA:
            raise IndexStale(f"the index has layout {given['schema']}, this program reads {SCHEMA}; {AGAIN}")
        given["files"] = {name: (int(size), str(digest)) for name, (size, digest) in given["files"].items()}
        manifest = Manifest(**given)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{generation / MANIFEST} cannot be read ({error}); {AGAIN}") from error
    for name, (size, _) in manifest.files.items():
        path = generation / name
        found = path.stat().st_size if path.is_file() else None
        if found != size:
            state = "is missing" if found is None else f"has {found} bytes, not {size}"
            raise IndexDamaged(f"{path} {state}; {AGAIN}")
    return manifest


def verify(generation: Path) -> Manifest:
    """Read every file of a generation and compare it with its checksum.

    Raises:
        IndexDamaged, IndexStale.
    """
    manifest = read_manifest(generation)
    for name, (_, digest) in manifest.files.items():
        if _sha256(generation / name) != digest:
            raise IndexDamaged(f"{generation / name} is not as it was written (sha256 differs); {AGAIN}")
    return manifest


def describe_files(generation: Path, before: Path | None = None) -> dict[str, tuple[int, str]]:
    """Size and sha256 of every file, each made to reach the disk.

    Args:
        before: a generation; of what is one with a file of its, the figures are taken over.
    """
    known = read_manifest(before).files if before else {}
    files = {}
    for path in sorted(p for p in generation.rglob("*") if p.is_file()):
        if path.name.endswith(".lock"):  # a writer's, empty
            continue
        name = path.relative_to(generation).as_posix()
        if before and name in known and path.samefile(before / name):
            files[name] = known[name]
            continue
        _sync(path)
        files[name] = (path.stat().st_size, _sha256(path))
    return files


def share(before: Path, work: Path, names: Iterable[str]) -> None:
    """Let ``work`` hold files of the generation ``before``, without copying where the disk can do so.

    They are never written to again: whoever changes one puts another in its place.
    """
    for name in names:
        target = work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(before / name, target)
        except OSError:  # no hard links there
            shutil.copy2(before / name, target)


def publish(store: Path, work: Path, manifest: Manifest) -> Path:
    """Make the finished folder ``work`` the current generation; remove all but it and the one before."""
    folder = index_folder(store)
    _write(work / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    last = max((int(path.name[1:]) for path in folder.iterdir() if _NAME.fullmatch(path.name)), default=0)
    before = _current_name(folder)
    generation = folder / f"g{last + 1:06d}"
    work.rename(generation)
    _sync(folder)
    _write(folder / f"{WORK}.{CURRENT}", generation.name + "\n")
    (folder / f"{WORK}.{CURRENT}").replace(folder / CURRENT)
    _sync(folder)
    sweep(store, keep={generation.name, before})
    return generation


def sweep(store: Path, keep: set[str] | None = None) -> None:
    """Remove unfinished work, and generations that are not current (or in ``keep``, if given)."""
    folder = index_folder(store)
    for path in folder.iterdir():
        unfinished = path.name.startswith(WORK)
        old = keep is not None and _NAME.fullmatch(path.name) and path.name not in keep
        if unfinished or old:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _current_name(folder: Path) -> str:
    path = folder / CURRENT
    return path.read_text(encoding="ascii", errors="replace").strip() if path.exists() else ""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _sync(path)


def _sync(path: Path) -> None:
    """Ask the system to bring a file or folder to the disk (Windows cannot open folders: left out)."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
