"""Uploaded files on their way into the store: checked, written whole or not at all, put in the list."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from ingest.readers.base import MAX_BYTES
from settings import PolicyError
from ui.access import User
from ui.library import strings
from ui.library.jobs import Jobs
from ui.library.names import safe_name

UPLOADS = "uploads"  # below the store: the files that keepers brought
INCOMING = ".incoming"  # below that: files that are not read yet
_ROOM = 500 << 20  # bytes that stay free on the disk
_TIMES = 3  # a document takes up to so many times its file: text, passages, vectors


class Brought(Protocol):
    """A file as the page's widget hands it over."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...
    def getbuffer(self) -> memoryview: ...


class NotTaken(PolicyError):
    """A file that is not taken in; the message says in Vietnamese why."""


def take_in(store: Path, user: User, files: Iterable[Brought]) -> int:
    """Put every file in the list, those that cannot be taken with the reason; how many will be read."""
    taken = 0
    with Jobs(store) as jobs:
        for file in files:
            name = safe_name(file.name)
            try:
                jobs.add(user, "upload", name=name, staged=str(staged(store, file, name)))
                taken += 1
            except NotTaken as error:
                jobs.refuse(user, name, str(error))
    return taken


def replace_with(store: Path, user: User, document: str, file: Brought) -> None:
    """Put the replacement of a document in the list.

    Raises:
        NotTaken: the file cannot be taken in.
    """
    name = safe_name(file.name)
    path = staged(store, file, name)
    with Jobs(store) as jobs:
        jobs.add(user, "replace", name=name, staged=str(path), document=document)


def staged(store: Path, file: Brought, name: str) -> Path:
    """Write ``file`` whole under a name of its own, where no run looks for documents.

    Raises:
        NotTaken: it is empty or too big, or the disk is full.
    """
    if file.size == 0:
        raise NotTaken(strings.EMPTY_FILE)
    if file.size > MAX_BYTES:
        raise NotTaken(strings.BIG_FILE.format(MAX_BYTES >> 20))
    folder = store / UPLOADS / INCOMING
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < file.size * _TIMES + _ROOM:
            raise NotTaken(strings.NO_ROOM)
        return _written(folder, file, name)
    except OSError as error:
        raise NotTaken(strings.NOT_WRITTEN.format(error.strerror or error)) from error


def _written(folder: Path, file: Brought, name: str) -> Path:
    mark = uuid.uuid4().hex
    part, whole = folder / f"{mark}.part", folder / f"{mark}-{name}"
    try:
        with part.open("wb") as out:
            out.write(file.getbuffer())
            out.flush()
            os.fsync(out.fileno())
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)
    return whole
