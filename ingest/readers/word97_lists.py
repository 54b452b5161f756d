"""Automatic numbering of Word 97-2003 files: list tables (PlfLst, PlfLfo) as ``Numbering`` reads them."""

from __future__ import annotations

import struct
from dataclasses import replace

from ingest.readers.numbering import Level, Numbering

_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
}
_FORMATS |= {23: "bullet", 255: "none"}
_SUFFIXES = {0: "tab", 1: "space", 2: "nothing"}


def numbering(definitions: bytes, levels: bytes, overrides: bytes) -> Numbering:
    """The lists of one file; broken tables give a file without automatic numbers."""
    try:
        return Numbering.of(_lists(definitions, levels, overrides))
    except (struct.error, IndexError, ValueError):
        return Numbering(None)


def _lists(
    definitions: bytes, levels: bytes, overrides: bytes
) -> dict[str, tuple[str, dict[int, Level], dict[int, int]]]:
    abstract = _abstract(definitions, levels)
    found: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
    if len(overrides) < 4:
        return found
    count = min(struct.unpack_from("<I", overrides)[0], (len(overrides) - 4) // 16)
    at = 4 + 16 * count
    for number in range(count):
        key = struct.unpack_from("<i", overrides, 4 + 16 * number)[0]
        shapes, anew = dict(abstract.get(key, {})), dict[int, int]()
        at += 4
        for _ in range(overrides[4 + 16 * number + 12]):
            start, flags = struct.unpack_from("<iI", overrides, at)
            at += 8
            level = flags & 15
            if flags & 32:
                shapes[level], at = _level(overrides, at)
            elif flags & 16:
                anew[level] = start
                shapes[level] = replace(shapes.get(level, Level()), start=start)
        found[str(number + 1)] = (str(key), shapes, anew)
    return found


def _abstract(definitions: bytes, levels: bytes) -> dict[int, dict[int, Level]]:
    found: dict[int, dict[int, Level]] = {}
    if len(definitions) < 2:
        return found
    at = 0
    count = min(struct.unpack_from("<H", definitions)[0], (len(definitions) - 2) // 28)
    for number in range(count):
        base = 2 + 28 * number
        shapes: dict[int, Level] = {}
        for level in range(1 if definitions[base + 26] & 1 else 9):
            shapes[level], at = _level(levels, at)
        found[struct.unpack_from("<i", definitions, base)[0]] = shapes
    return found


def _level(raw: bytes, at: int) -> tuple[Level, int]:
    """One LVL and where the next begins."""
    start, form, flags = struct.unpack_from("<iBB", raw, at)
    suffix = raw[at + 15]
    chars, paragraph = raw[at + 24], raw[at + 25]
    at += 28 + chars + paragraph
    length = struct.unpack_from("<H", raw, at)[0]
    template = raw[at + 2 : at + 2 + 2 * length].decode("utf-16-le", errors="replace")
    text = "".join(f"%{ord(char) + 1}" if char < "\x09" else char for char in template)
    level = Level(
        start=start,
        format=_FORMATS.get(form, "decimal"),
        text=text,
        suffix=_SUFFIXES.get(suffix, "tab"),
        legal=bool(flags & 4),
    )
    return level, at + 2 + 2 * length
