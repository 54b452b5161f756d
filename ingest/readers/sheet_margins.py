"""Heads and feet of printed sheets, and what is drawn on them: for stamps of secrecy, no part of the text."""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
from collections.abc import Iterator

import olefile

from ingest.readers.packages import part

_HEAD, _FOOT = 0x14, 0x15  # records of a BIFF8 stream
_IN_SHEET = re.compile(r"xl/(?:worksheets|chartsheets)/[^/]+\.xml")
_IN_DRAWING = re.compile(r"xl/drawings/(?:drawing[^/]*\.xml|vmlDrawing[^/]*\.vml)")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]*)<")
_DRAWN = re.compile(rb"<a:t>([^<]*)<|\bstring=\"([^\"]*)\"")
# A formula that a program wrote without working it out.
_BLANK = re.compile(rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_PART = re.compile(r"&[LCR]")  # left, middle, right
_CODE = re.compile(r"&(?:\"[^\"]*\"|K[\dA-Fa-f]{6}|\d{1,3}|[A-Za-z])")


def margins_of_xlsx(archive: zipfile.ZipFile) -> tuple[str, int]:
    """A line for each part of a head or foot and each piece of a drawing; how many formulas have no value.

    Raises:
        Rejected: a part is damaged or unpacks to too much.
    """
    lines: list[str] = []
    blank = 0
    for info in archive.infolist():
        if _IN_SHEET.fullmatch(info.filename):
            sheet = part(archive, info)
            blank += sum(1 for _ in _BLANK.finditer(sheet))
            for match in _MARGIN.finditer(sheet):
                lines += _parts(_unescaped(match[1]))
        elif _IN_DRAWING.fullmatch(info.filename):
            found = _DRAWN.finditer(part(archive, info))
            lines += [_unescaped(match[1] or match[2] or b"") for match in found]
    return "\n".join(lines), blank


def margins_of_xls(data: bytes) -> str:
    """The same of an Excel 97-2003 file (BIFF8), without drawings; what cannot be read is left out."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if not ole.exists("Workbook"):
                return ""
            stream = ole.openstream("Workbook").read()
    except Exception:  # olefile meets damage with whatever error comes first; a bare stream is no container
        return ""
    return "\n".join(line for text in _records(stream) for line in _parts(text))


def _records(stream: bytes) -> Iterator[str]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        body = stream[at + 4 : at + 4 + size]
        if kind in (_HEAD, _FOOT) and len(body) > 3:
            wide = body[2] & 1
            yield body[3:].decode("utf-16-le" if wide else "cp1252", errors="replace")
        at += 4 + size


def _parts(text: str) -> list[str]:
    return [_CODE.sub("", piece).replace("&&", "&").strip() for piece in _PART.split(text)]


def _unescaped(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", errors="replace"))
