"""Which files a run looks at, and what each is called."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NEVER = frozenset({"thumbs.db", "desktop.ini"})
_CODE = frozenset({".py", ".pyc"})  # a folder of documents may hold the script that makes them


@dataclass(frozen=True, slots=True)
class Found:
    """Files to look at, sorted by path and each once; folders that were searched; paths not there.

    ``named`` are the files that were named outright, ``closed`` the folders that could not be opened.
    """

    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    missing: tuple[Path, ...]
    named: frozenset[Path] = frozenset()
    closed: tuple[Path, ...] = ()


def content_digest(data: bytes) -> str:
    """Of a file's bytes alone, whatever it is called."""
    return hashlib.sha256(data).hexdigest()


def find(paths: Iterable[Path], skip: Path) -> Found:
    """Files among ``paths`` and below their folders, absolute, sorted; nothing below ``skip`` (the store).

    In folders, hidden files, Word's lock files, README files, source code and folders whose name
    begins with "_" or "." are passed over; a file that is named outright is always looked at.
    """
    files: set[Path] = set()
    named: set[Path] = set()
    folders, missing = [], []
    closed: list[Path] = []
    for path in map(absolute, paths):
        if path.is_dir():
            folders.append(path)
            files.update(_below(path, absolute(skip), closed))
        elif os.path.lexists(path):
            named.add(path)
        elif (holder := next((one for one in path.parents if one.is_file()), None)) is not None:
            named.add(
                holder
            )  # "gói.zip/kế hoạch.docx": what lies there is looked at with all that lies beside it
        else:
            missing.append(path)
    return Found(
        tuple(sorted(files | named, key=shown)), tuple(sorted(set(folders))), tuple(sorted(set(missing))),
        frozenset(named), tuple(sorted(set(closed))),
    )  # fmt: skip


def slug(path: Path) -> str:
    """The id of a document before clashes: the name without its ending, ASCII, lower, joined by "-".

    >>> slug(Path("Nghị quyết số 12 (Đảng ủy).docx"))
    'nghi-quyet-so-12-dang-uy'
    """
    plain = unicodedata.normalize("NFD", path.stem.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", letters.lower())) or "tai-lieu"


def absolute(path: Path) -> Path:
    """``path`` from the root, without "..", symbolic links kept as they are named."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps ".."


def shown(path: Path) -> str:
    """``path`` as text that can be printed and stored, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _below(folder: Path, skip: Path, closed: list[Path]) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if name[0] not in "._" and Path(here, name) != skip]
        yield from (Path(here, name) for name in names if not passed_over(name))


def passed_over(name: str) -> bool:
    """Whether a file of this name in a folder is none that an office would search."""
    low = name.lower()
    return (
        low.startswith((".", "~$", "readme")) or low in _NEVER or os.path.splitext(low)[1] in _CODE  # noqa: PTH122
    )
