"""Documents taken apart into sentences, kept in the index: reading a long one anew costs a question 20 ms.

What is kept is read back only by the program that made it, told by the source of ``ingest``; any other takes
the document apart again, as for short documents and indexes that keep none.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import ingest
from ingest.facts.sentences import Reading
from ingest.types import Document

LONG = 4000  # characters from which a document is kept taken apart; shorter ones take under 5 ms
_PLAIN = {("array", "_array_reconstructor"), ("array", "array"), ("datetime", "date")}


@lru_cache(maxsize=1)
def maker() -> str:
    """Tells the program that takes documents apart from any other: a digest of the source of ``ingest``."""
    root, digest = Path(ingest.__file__).parent, hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def packed(document: Document) -> bytes | None:
    """A document taken apart, to be kept; ``None`` for one that is soon read."""
    if len(document.text) < LONG:
        return None
    return zlib.compress(pickle.dumps(Reading(document), 5), 1)


def unpacked(body: bytes) -> Reading:
    """The reverse of :func:`packed`; nothing but what documents are made of is ever built from ``body``.

    Raises:
        pickle.UnpicklingError: it holds something else.
    """
    found = _Unpickler(io.BytesIO(zlib.decompress(body))).load()
    if not isinstance(found, Reading):
        raise pickle.UnpicklingError(f"{type(found).__name__} instead of a reading")
    return found


class _Unpickler(pickle.Unpickler):
    """Builds arrays of numbers, dates, and the classes of ``ingest``."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("ingest.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")
