"""Documents taken apart into sentences, kept in the index: reading a long one anew costs a question 20 ms.

What is kept is read back only by the program that made it, told by the source of ``ingest``; any other takes
the document apart again, as for short documents and indexes that keep none. A question looks at a few
passages of a document, so that sentences are kept, and read back, some at a time.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, overload

import ingest
from ingest.facts.sentences import Reading, Sentence
from ingest.types import Document

LONG = 4000  # characters from which a document is kept taken apart; shorter ones take under 5 ms
_TOGETHER = 12  # sentences that are read back together
_FORMAT = b"4"  # changes with what is written here
_PLAIN = {
    ("array", "_array_reconstructor"), ("array", "array"), ("builtins", "range"), ("datetime", "date"),
}  # fmt: skip
_names: dict[type, tuple[str, ...]] = {}  # of fields, by class


@lru_cache(maxsize=1)
def maker() -> str:
    """Tells the program that takes documents apart from any other: a digest of the source of ``ingest``."""
    root, digest = Path(ingest.__file__).parent, hashlib.sha256(_FORMAT)
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def packed(document: Document) -> bytes | None:
    """A document taken apart, to be kept; ``None`` for one that is soon read."""
    if len(document.text) < LONG:
        return None
    reading = Reading(document)
    at = range(0, len(reading.sentences), _TOGETHER)
    parts = [_dumped(tuple(reading.sentences[first : first + _TOGETHER])) for first in at]
    return pickle.dumps((_dumped(document), array("L", reading.starts), _dumped(reading.rows), parts), 5)


def unpacked(body: bytes) -> Reading:
    """The reverse of :func:`packed`; nothing but what documents are made of is ever built from ``body``.

    Raises:
        pickle.UnpicklingError: it holds something else.
    """
    match _Unpickler(io.BytesIO(body)).load():
        case bytes() as document, array() as starts, bytes() as rows, list() as parts:
            kept = _Kept(len(starts), parts)
            return Reading(_loaded(document, Document), kept, starts, _loaded(rows, dict))
        case found:
            raise pickle.UnpicklingError(f"{type(found).__name__} instead of a reading")


class _Kept(Sequence[Sentence]):
    """Sentences in parts, each read back when one of it is first looked at."""

    def __init__(self, count: int, parts: Sequence[bytes]) -> None:
        self._count, self._parts = count, parts
        self._read: dict[int, tuple[Sentence, ...]] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Sentence: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Sentence, ...]: ...

    def __getitem__(self, at: int | slice) -> Sentence | tuple[Sentence, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(self._count)))
        part, inside = divmod(range(self._count)[at], _TOGETHER)
        known = self._read.get(part)
        if known is None:  # of two threads that read it, both go on with what the first one read
            known = self._read.setdefault(part, _loaded(self._parts[part], tuple))
        return known[inside]


T = TypeVar("T")


def _dumped(value: object) -> bytes:
    body = io.BytesIO()
    _Pickler(body, 5).dump(value)
    return zlib.compress(body.getvalue(), 1)


def _loaded(body: bytes, kind: type[T]) -> T:
    found = _Unpickler(io.BytesIO(zlib.decompress(body))).load()
    if not isinstance(found, kind):
        raise pickle.UnpicklingError(f"{type(found).__name__} instead of {kind.__name__}")
    return found


class _Pickler(pickle.Pickler):
    """Writes the places of characters that follow each other as a range, half of all that is kept, and what
    has slots as a call of its class, which is read back in half the time."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, array) and value:
            start, stop = value[0], value[0] + len(value)
            if value == array(value.typecode, range(start, stop)):
                return range, (start, stop)
        if names := _slots(type(value)):
            return type(value), tuple(getattr(value, name) for name in names)
        return NotImplemented


def _slots(kind: type) -> tuple[str, ...]:
    """Names of the fields of a dataclass with slots that its class takes in order; none of any other."""
    known = _names.get(kind)
    if known is None:
        ours = is_dataclass(kind) and "__slots__" in vars(kind) and kind.__module__.startswith("ingest.")
        listed = fields(kind) if ours else ()
        in_order = all(one.init and not one.kw_only for one in listed)
        known = _names[kind] = tuple(one.name for one in listed) if in_order else ()
    return known


class _Unpickler(pickle.Unpickler):
    """Builds arrays and ranges of numbers, dates, and the classes of ``ingest``."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("ingest.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")
