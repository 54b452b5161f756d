"""Readers: one file in, one canonical text out."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ingest.canonical import canonical, one_line
from ingest.readers.base import MAX_BYTES, Kind, RawText, Rejected
from ingest.readers.kinds import has_macros, kind_of
from ingest.readers.members import CONTAINERS, members
from ingest.readers.packages import BOMB, MAX_TOTAL
from ingest.readers.runs import modernised, with_marks, without_marks

__all__ = ["Kind", "RawText", "Rejected", "load", "read_bytes", "read_file"]

_MACROS = "tệp có macro: chỉ đọc phần chữ, macro không được chạy"
MAX_DEPTH = 3  # archives inside archives, mails inside mails


def read_file(path: Path) -> RawText:
    """The canonical text of ``path``.

    Raises:
        Rejected: with one Vietnamese line that says why it cannot be read and what to do.
    """
    return read_bytes(load(path), path.suffix)


def load(path: Path) -> bytes:
    """The bytes of a regular file no bigger than ``MAX_BYTES``."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Rejected("đây là thư mục, không phải tệp: chỉ tên một tệp trong đó")
        if not stat.S_ISREG(about.st_mode):
            raise Rejected("không phải tệp thường: chép nội dung ra một tệp rồi nạp lại")
        if about.st_size > MAX_BYTES:
            raise Rejected(f"tệp lớn hơn {MAX_BYTES >> 20} MB: tách thành các tệp nhỏ hơn rồi nạp lại")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Rejected("không có tệp hay thư mục này: kiểm tra lại đường dẫn") from error
    except PermissionError as error:
        raise Rejected("không có quyền đọc tệp: đóng chương trình đang mở nó hoặc cấp quyền đọc") from error
    except OSError as error:
        raise Rejected(f"không mở được tệp ({error.strerror}): kiểm tra ổ đĩa và đường dẫn") from error


def read_bytes(data: bytes, suffix: str) -> RawText:
    """The canonical text of a file with this content; ``suffix`` as in its name (``".txt"``).

    What lies in an archive or hangs on a mail follows one after the other, each under its name.
    """
    return _read_bytes(data, suffix, 0)


def _read_bytes(data: bytes, suffix: str, depth: int) -> RawText:
    kind = kind_of(data, suffix)
    raw = _read_members(kind, data, depth) if kind in CONTAINERS else _reader(kind)(data)
    if has_macros(data, kind):
        raw = replace(raw, warnings=(*raw.warnings, _MACROS))
    if not any(char.isalnum() for char in raw.text):
        raise Rejected("tệp không có chữ nào: kiểm tra lại nội dung tệp")
    if kind in CONTAINERS:  # its members have been mended one by one
        return without_marks(raw)
    from ingest.repair import repair_raw

    return repair_raw(modernised(without_marks(raw)))


# Modules are imported where needed: a folder of .txt must not wait for the PDF engine to load.
_READERS: dict[Kind, tuple[str, str]] = {
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "html": ("html", "read_html"),
    "doc": ("doc", "read_doc"),
    "rtf": ("rtf", "read_rtf"),
    "xls": ("sheets", "read_xls"),
    "xlsx": ("sheets", "read_xlsx"),
    "ods": ("opendocument", "read_ods"),
    "odt": ("opendocument", "read_odt"),
    "pptx": ("slides", "read_pptx"),
}


def _reader(kind: Kind) -> Callable[[bytes], RawText]:
    if kind in _READERS:
        module, name = _READERS[kind]
        reader: Callable[[bytes], RawText] = getattr(import_module(f"ingest.readers.{module}"), name)
        return reader
    from ingest.readers.plain import read_plain

    return lambda data: read_plain(data, kind)


def _read_members(kind: Kind, data: bytes, depth: int) -> RawText:
    if depth >= MAX_DEPTH:
        raise Rejected("tệp nén lồng quá nhiều lớp, có thể là tệp phá hoại: giải nén rồi nạp lại")
    texts: list[str] = []
    warnings: list[str] = []
    budget = MAX_TOTAL
    for member in members(data, kind):
        budget -= len(member.data)
        if budget < 0:
            raise Rejected(BOMB)
        name = one_line(member.name)
        try:
            raw = _read_bytes(member.data, member.suffix, depth + 1)
        except Rejected as error:
            warnings.append(f"{name}: {error}")
            continue
        text = with_marks(raw).strip("\n")
        texts.append(f"{name}\n{text}" if kind == "zip" or ("." in name and texts[1:]) else text)
        warnings.extend(f"{name}: {warning}" for warning in raw.warnings)
    if not texts:
        raise Rejected("không đọc được tệp nào bên trong: " + ("; ".join(warnings[:3]) or "tệp rỗng"))
    return RawText(canonical("\n".join(texts)), (), None, kind, None, tuple(warnings))
