"""What is written in boxes drawn on the sheets of a workbook: each paragraph with its font, in file order.

A note that hangs on a cell is a reviewer's word and no part of the text.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

import olefile

from ingest.readers.numbering import attribute, local
from ingest.readers.packages import parsed, part

_IN_DRAWING = re.compile(r"xl/drawings/drawing(\d*)\.xml")
_OBJECT, _TEXT, _CONTINUE = 0x5D, 0x1B6, 0x3C  # records of a BIFF8 stream
_NOTE = 0x19  # the kind of object that hangs on a cell


def drawn_in_xlsx(archive: zipfile.ZipFile) -> Iterator[tuple[str, str | None]]:
    """Paragraphs of the boxes in an .xlsx.

    Raises:
        Rejected: a drawing is damaged or unpacks to too much.
    """
    found = [(match[1], name) for name in archive.namelist() if (match := _IN_DRAWING.fullmatch(name))]
    for _, name in sorted(found, key=lambda pair: int(pair[0] or 0)):
        for box in (item for item in parsed(part(archive, name)).iter() if local(item) == "txBody"):
            for paragraph in (item for item in box if local(item) == "p"):
                text = "".join(item.text or "" for item in paragraph.iter() if local(item) == "t")
                fonts = (attribute(item, "typeface") for item in paragraph.iter() if local(item) == "latin")
                if text.strip():
                    yield text, next(fonts, None)


def drawn_in_xls(data: bytes) -> Iterator[tuple[str, int]]:
    """Paragraphs of the boxes in an Excel 97-2003 file, with the number of the font that each begins in."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = ole.openstream("Workbook").read() if ole.exists("Workbook") else b""
    except Exception:  # olefile meets damage with whatever error comes first; a bare stream is no container
        return
    kind, box = 0, False
    letters, parts = 0, list[bytes]()
    for record, body in (*_records(stream), (0, b"")):
        if record == _CONTINUE and box:
            parts.append(body)
            continue
        if box and letters and parts:
            yield from _paragraphs(letters, parts)
        box, letters, parts = record == _TEXT and kind != _NOTE, 0, []
        if record == _OBJECT and len(body) >= 6:
            kind = struct.unpack_from("<H", body, 4)[0]
        elif box and len(body) >= 12:
            letters = struct.unpack_from("<H", body, 10)[0]


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _paragraphs(letters: int, parts: list[bytes]) -> Iterator[tuple[str, int]]:
    """``parts`` are the records behind a box: its letters, each part with a byte that tells their width, and
    last its runs, eight bytes each: where one begins, and its font."""
    text = ""
    while parts and len(text) < letters:
        body = parts.pop(0)
        text += body[1:].decode("utf-16-le" if body[:1] == b"\1" else "latin-1", errors="replace")
    runs = [struct.unpack_from("<2H", parts[0], at) for at in range(0, len(parts[0]) - 7, 8)] if parts else []
    at = 0
    for line in re.split(r"[\r\n]", text[:letters]):
        if line.strip():
            yield line, max((run for run in runs if run[0] <= at), default=(0, 0))[1]
        at += len(line) + 1
