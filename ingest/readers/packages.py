"""Zip packages (.docx, .xlsx, .odt, ... and plain .zip) are looked through before any library opens them."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree
from lxml.etree import _Element as Element

from ingest.readers.base import Rejected

MAX_PART = 128 * 2**20  # bytes of one part once unpacked
MAX_TOTAL = 512 * 2**20  # bytes of all parts
MAX_PARTS = 20_000

LOCKED = "tệp có mật khẩu: bỏ mật khẩu rồi nạp lại"
BOMB = "tệp bung ra quá lớn, có thể là tệp phá hoại: không nạp; xin lại tệp từ nơi gửi"
CORRUPT = "tệp hỏng hoặc bị cắt cụt: mở bằng chương trình đã tạo ra nó, lưu lại rồi nạp lại"
_ENTITIES = "tệp khai báo thực thể XML (có thể là tệp phá hoại): không nạp; xin lại tệp từ nơi gửi"
_DECLARED = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_HEAD = 4096  # bytes of a part that its declarations stand in
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, NotImplementedError)


def opened(data: bytes) -> zipfile.ZipFile:
    """The package, not too large, not encrypted, its XML without declared entities.

    Raises:
        Rejected: otherwise, or where the package is broken.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_TOTAL:
            raise Rejected(BOMB)
        for info in infos:
            _look(archive, info)
    except Rejected:
        raise
    except BROKEN as error:
        raise Rejected(CORRUPT) from error
    return archive


def part(archive: zipfile.ZipFile, info: zipfile.ZipInfo | str) -> bytes:
    """One part unpacked, never more than ``MAX_PART`` whatever its entry claims; a missing one is empty."""
    try:
        with archive.open(info) as stream:
            content = stream.read(MAX_PART + 1)
    except KeyError:
        return b""
    except BROKEN as error:
        raise Rejected(CORRUPT) from error
    if len(content) > MAX_PART:
        raise Rejected(BOMB)
    return content


def refuse_declared(xml: bytes) -> None:
    """Nothing where the head of ``xml`` declares no entities.

    Raises:
        Rejected: it does, as no office program writes it.
    """
    if any(mark in xml[:_HEAD] for mark in _DECLARED):
        raise Rejected(_ENTITIES)


def parsed(data: bytes) -> Element:
    """The root of a file that is one XML document.

    Raises:
        Rejected: broken XML, or XML that declares entities.
    """
    refuse_declared(data)
    # No DTD is loaded, no entity resolved.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Rejected(CORRUPT) from error


def _look(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 1:
        raise Rejected(LOCKED)
    if info.file_size > MAX_PART:
        raise Rejected(BOMB)
    if info.filename.lower().endswith((".xml", ".rels")):
        with archive.open(info) as stream:
            head = stream.read(_HEAD)
        refuse_declared(head)
