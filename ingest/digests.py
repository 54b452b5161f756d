"""What decides whether a file must be read again: its content, the program, for scans the OCR engine.

A text layer does not depend on the engine, and a scan does; which of them a file is shows only when it is
read. So a document that rests on the engine is stored under the digest that the engine is part of.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from ingest.readers import ocr


class How(Protocol):
    """What of the way of reading changes what is read."""

    @property
    def parser(self) -> str: ...

    @property
    def secrets(self) -> bool: ...


def file_digest(path: Path) -> str | None:
    """Of a file's bytes, without holding it in memory; ``None`` where it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def reading_digest(how: How, content: str) -> str:
    """Of content (``content_digest``) and how it is read."""
    return hashlib.sha256(f"{how.parser}{how.secrets or ''}{content}".encode()).hexdigest()


def with_engine(digest: str) -> str:
    """``digest`` for a file that rests on the OCR engine installed here, or on there being none."""
    return hashlib.sha256(f"{digest}{ocr.engine()}".encode()).hexdigest()


def is_current(known: str | None, digest: str) -> bool:
    """Whether what is stored under ``known`` is what reading under ``digest`` would give."""
    return known is not None and (known == digest or known == with_engine(digest))
