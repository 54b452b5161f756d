"""Readers: one file in, one canonical text out."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

from ingest.canonical import looks_legacy
from ingest.readers.base import MAX_BYTES, Kind, RawText, Rejected
from ingest.readers.kinds import kind_of

__all__ = ["Kind", "RawText", "Rejected", "load", "read_bytes", "read_file"]

_LEGACY = "chữ có vẻ gõ bằng phông cũ (TCVN3/.VnTime): chuyển sang Unicode rồi nạp lại để tìm được"


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
    """The canonical text of a file with this content; ``suffix`` as in its name (``".txt"``)."""
    kind = kind_of(data, suffix)
    raw = _read(kind, data)
    if not any(char.isalnum() for char in raw.text):
        raise Rejected("tệp không có chữ nào: kiểm tra lại nội dung tệp")
    if looks_legacy(raw.text):
        return replace(raw, warnings=(*raw.warnings, _LEGACY))
    from ingest.repair import repair_raw

    return repair_raw(raw)


def _read(kind: Kind, data: bytes) -> RawText:
    # Imported where needed: a folder of .txt must not wait for the PDF engine to load.
    if kind == "pdf":
        from ingest.readers.pdf import read_pdf

        return read_pdf(data)
    if kind == "docx":
        from ingest.readers.docx import read_docx

        return read_docx(data)
    if kind == "html":
        from ingest.readers.html import read_html

        return read_html(data)
    from ingest.readers.plain import read_plain

    return read_plain(data, kind)
