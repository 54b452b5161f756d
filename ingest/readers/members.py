"""Files that hold files: zip archives and mails. Each member is read as if it lay there by itself.

``leaves`` walks through all that lies in one of them, archives in archives and mails in mails too; ``Box``
takes out one by the name under which ``leaves`` told of it. Nothing is ever written to
the disk, so that no name can lead anywhere; an archive whose names try to is refused whole all the same.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TypeVar

from ingest.files import content_digest, passed_over
from ingest.readers.base import Kind, Rejected
from ingest.readers.kinds import kind_of
from ingest.readers.mails import attachments
from ingest.readers.packages import BOMB, BROKEN, CORRUPT, LOCKED, MAX_TOTAL, part

MAX_MEMBERS = 2_000  # of one file with all that lies in it
MAX_DEPTH = 3  # archives inside archives, mails inside mails
CONTAINERS: frozenset[Kind] = frozenset(("zip", "eml", "msg"))
MAILS: frozenset[Kind] = frozenset(("eml", "msg"))
NESTED = "tệp nén lồng quá nhiều lớp, có thể là tệp phá hoại: giải nén rồi nạp lại"

_RATIO = 25  # text packs to a tenth; what unpacks to more of a large archive is a bomb
_NAME = 200  # characters of a name that are kept
_MANY = f"tệp nén có hơn {MAX_MEMBERS} tệp: tách thành các tệp nhỏ hơn rồi nạp lại"
_OUTSIDE = "tệp nén có đường dẫn ra ngoài thư mục ({}): có thể là tệp phá hoại, không nạp; xin lại từ nơi gửi"
_NOTHING = "tệp nén không có tệp nào để đọc: kiểm tra lại nội dung tệp nén"
_GONE = "tệp nén không còn tệp này: chạy lại python -m ingest"
_METHOD = "tệp nén theo cách mà chương trình không đọc được: giải nén, nén lại thành .zip thường rồi nạp lại"
_TWICE = "hai tệp trong tệp nén có cùng một tên: giải nén, đổi tên một tệp rồi nạp lại"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file inside another.

    Attributes:
        name: where it lies: ``"công văn/kế hoạch.docx"``, ``"thư.eml/biểu.xlsx"``; empty for the mail itself.
        digest: of its content, ``None`` where it cannot be taken out.
        reason: why it cannot be.
    """

    name: str
    digest: str | None = None
    reason: str | None = None


class Box:
    """A zip archive or a mail, opened: names of the files in it, each once, and their bytes."""

    def __init__(self, data: bytes, kind: Kind) -> None:
        """Raises ``Rejected`` for a broken or malicious container."""
        self._archive: zipfile.ZipFile | None = None
        self._inner: tuple[str, Box] | None = None  # members come one after the other: the last is kept
        if kind == "zip":
            self._archive = _archive(data)
            self._places = _unique([(_name(info), info) for info in _kept(self._archive)])
        else:
            self._parts = _unique([(_attached(name), content) for name, content in attachments(data, kind)])

    def names(self) -> list[str]:
        """In the order in which they lie there."""
        return list(self._places if self._archive else self._parts)

    def open(self, name: str) -> bytes:
        """The bytes of a member; ``name`` may lead on into what lies in it.

        Raises:
            Rejected: it is not there, encrypted, too large, damaged, or packed in a way that cannot be read.
        """
        if self._archive is None and name in self._parts:
            return self._parts[name]
        if self._archive is not None and name in self._places:
            return _unpacked(self._archive, self._places[name])
        here = next((one for one in self.names() if name.startswith(f"{one}/")), None)
        if here is None:
            raise Rejected(_GONE)
        if self._inner is None or self._inner[0] != here:
            content = self.open(here)
            kind = kind_of(content, PurePosixPath(here).suffix)
            if kind not in CONTAINERS:
                raise Rejected(_GONE)
            self._inner = here, Box(content, kind)
        return self._inner[1].open(name[len(here) + 1 :])


def leaves(data: bytes, kind: Kind) -> Iterator[Leaf]:
    """All files in a container that are none themselves, and the mails, in order; at least one.

    Raises:
        Rejected: the container cannot be opened, or holds nothing or too much.
    """
    names: set[str] = set()
    for leaf in _walk(data, kind, "", 1):
        if len(names) >= MAX_MEMBERS:
            raise Rejected(_MANY)
        yield Leaf(f"{leaf.name} (2)", None, _TWICE) if leaf.name in names else leaf
        names.add(leaf.name)
    if not names:
        raise Rejected(_NOTHING)


def _walk(data: bytes, kind: Kind, above: str, depth: int) -> Iterator[Leaf]:
    box = Box(data, kind)
    if kind in MAILS:
        yield Leaf(above.removesuffix("/"), content_digest(data))
    for name in box.names():
        try:
            content = box.open(name)
            yield from _leaf_or_box(content, above + name, depth)
        except Rejected as error:
            yield Leaf(above + name, None, str(error))


def _leaf_or_box(content: bytes, name: str, depth: int) -> Iterator[Leaf]:
    try:
        kind = kind_of(content, PurePosixPath(name).suffix)
    except Rejected:  # its reader says why
        kind = "txt"
    if kind not in CONTAINERS:
        yield Leaf(name, content_digest(content))
    elif depth >= MAX_DEPTH:
        raise Rejected(NESTED)
    else:
        yield from _walk(content, kind, f"{name}/", depth + 1)


def _archive(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise Rejected(CORRUPT) from error
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise Rejected(_MANY)
    total = sum(info.file_size for info in infos)
    if total > max(MAX_TOTAL, _RATIO * len(data)) or (total > MAX_TOTAL and _overlap(infos)):
        raise Rejected(BOMB)
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
            raise Rejected(_OUTSIDE.format(ascii(name)[:80]))
    return archive


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether members share their packed bytes, as no program writes them but bombs do."""
    starts = sorted((info.header_offset, info.compress_size) for info in infos)
    return any(start + size > after for (start, size), (after, _) in pairwise(starts))


def _kept(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files that a folder would give: no hidden ones, lock files, code."""
    for info in archive.infolist():
        *folders, name = _name(info).split("/")
        hidden = any(folder[:1] in ("_", ".") for folder in folders)
        if not info.is_dir() and name and not hidden and not passed_over(name):
            yield info


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise Rejected(LOCKED)
    if info.compress_type not in _METHODS:
        raise Rejected(_METHOD)
    return part(archive, info)


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are UTF-8 all the same, or the code page of a DOS program."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = map(_printable, name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part not in ("", "."))


def _attached(name: str) -> str:
    """The name of an attachment without the folders that its sender wrote before it."""
    return _printable(name.replace("\\", "/").rstrip("/").rpartition("/")[2]) or "dinh-kem"


def _printable(name: str) -> str:
    """``name`` as one part of a path that can be printed and stored, not longer than a file's may be."""
    plain = name.encode("utf-8", "backslashreplace").decode()
    plain = _UNSEEN.sub(" ", unicodedata.normalize("NFC", plain)).strip()
    if len(plain) <= _NAME:
        return plain
    ending = PurePosixPath(plain).suffix[:10]
    return f"{plain[: _NAME - len(ending) - 1]}…{ending}"


def _unique(pairs: list[tuple[str, T]]) -> dict[str, T]:
    """By name; a second member of the same name is called "… (2)"."""
    found: dict[str, T] = {}
    for name, content in pairs:
        number, free = 1, name
        while free in found:
            number += 1
            path = PurePosixPath(name)
            free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        found[free] = content
    return found
