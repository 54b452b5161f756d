"""Readers: one file in, one canonical text out."""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath

from ingest.canonical import canonical
from ingest.readers.base import IMAGES, KINDS, MAX_BYTES, Closed, Kind, RawText, Rejected
from ingest.readers.kinds import has_macros, kind_of
from ingest.readers.mails import read_mail
from ingest.readers.members import MAILS, Box, leaves
from ingest.readers.runs import modernised, with_marks, without_marks

__all__ = ["Closed", "Kind", "RawText", "Rejected", "formats", "load", "read_bytes", "read_file"]

_MACROS = "tệp có macro: chỉ đọc phần chữ, macro không được chạy"


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
        raise Closed("không có quyền đọc tệp: đóng chương trình đang mở nó hoặc cấp quyền đọc") from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Rejected("liên kết vòng, không dẫn đến tệp nào: chép tệp thật vào thư mục") from error
        raise Closed(f"không mở được tệp ({error.strerror}): kiểm tra ổ đĩa và đường dẫn") from error


def read_bytes(data: bytes, suffix: str) -> RawText:
    """The canonical text of a file with this content; ``suffix`` as in its name (``".txt"``).

    A mail is its head and body, without what hangs on it; an archive all that lies in it, each under its
    name, although ingest makes a document of each.
    """
    kind = kind_of(data, suffix)
    raw = _read_archive(data) if kind == "zip" else _reader(kind)(data)
    if has_macros(data, kind):
        raw = replace(raw, warnings=(*raw.warnings, _MACROS))
    if not any(char.isalnum() for char in raw.text):
        raise Rejected("tệp không có chữ nào: kiểm tra lại nội dung tệp")
    if kind == "zip":  # its members have been mended one by one
        return without_marks(raw)
    from ingest.repair import repair_raw

    return repair_raw(modernised(without_marks(raw)))


def formats() -> str:
    """The endings of all files that are read, for people: ".txt, .md, …"."""
    return ", ".join(f".{kind}" for kind in KINDS)


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
    if kind in MAILS:
        return lambda data: read_mail(data, kind)
    if kind in IMAGES:
        from ingest.readers.images import read_image

        return lambda data: read_image(data, kind)
    from ingest.readers.plain import read_plain

    return lambda data: read_plain(data, kind)


def _read_archive(data: bytes) -> RawText:
    texts: list[str] = []
    margins: list[str] = []
    warnings: list[str] = []
    box = Box(data, "zip")
    for leaf in leaves(data, "zip"):
        try:
            if leaf.reason:
                raise Rejected(leaf.reason)
            raw = read_bytes(box.open(leaf.name), PurePosixPath(leaf.name).suffix)
        except Rejected as error:
            warnings.append(f"{leaf.name}: {error}")
            continue
        texts.append(f"{leaf.name}\n{with_marks(raw).strip(chr(10))}")
        margins.append(raw.margins)
        warnings.extend(f"{leaf.name}: {warning}" for warning in raw.warnings)
    if not texts:
        raise Rejected("không đọc được tệp nào bên trong: " + "; ".join(warnings[:3]))
    text = canonical("\n".join(texts))
    return RawText(text, (), None, "zip", None, tuple(warnings), (), "\n".join(margins))
