"""Files that hold files: zip archives and mails. Each member is read as if it lay there by itself."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from pathlib import PurePosixPath

from ingest.readers.base import Kind, Rejected
from ingest.readers.packages import CORRUPT, opened, part

MAX_MEMBERS = 2_000
CONTAINERS: frozenset[Kind] = frozenset(("zip", "eml", "msg"))

_MANY = f"tệp nén có hơn {MAX_MEMBERS} tệp: tách thành các tệp nhỏ hơn rồi nạp lại"
_OUTSIDE = "tệp nén có đường dẫn ra ngoài thư mục ({}): có thể là tệp phá hoại, không nạp; xin lại từ nơi gửi"
_EMPTY_MAIL = "thư không có nội dung đọc được: mở bằng chương trình thư, lưu thành .eml rồi nạp lại"
_PASSED = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_HEADERS = {"subject": "Chủ đề", "from": "Từ", "to": "Đến", "cc": "Đồng gửi", "date": "Ngày"}


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its name there, and its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix


def members(data: bytes, kind: Kind) -> Iterator[Member]:
    """The files in an archive, or the body and attachments of a mail, in order.

    Raises:
        Rejected: a broken, encrypted or malicious container.
    """
    if kind == "zip":
        yield from _zipped(data)
    elif kind == "msg":
        yield from _outlook(data)
    else:
        yield from _mail(data)


def _zipped(data: bytes) -> Iterator[Member]:
    with opened(data) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise Rejected(_MANY)
        for info in infos:
            name = _name(info)
            if _leads_outside(name):
                raise Rejected(_OUTSIDE.format(ascii(name)[:80]))
        for info in infos:
            if not _PASSED.search(_name(info)):
                yield Member(_name(info), part(archive, info))


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are UTF-8 all the same, or the code page of a DOS program."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or re.match(r"[A-Za-z]:", name) is not None or ".." in name.split("/")


def _mail(data: bytes) -> Iterator[Member]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise Rejected(CORRUPT)
    body = message.get_body(preferencelist=("plain", "html"))
    yield Member("thu.txt", _head({name: str(message.get(name) or "") for name in _HEADERS}).encode())
    if body is not None:
        html = body.get_content_subtype() == "html"
        yield Member("noi-dung.html" if html else "noi-dung.txt", _content(body))
    for number, piece in enumerate(message.iter_attachments(), 1):
        if isinstance(piece, EmailMessage) and piece.get_content_maintype() not in (
            "image",
            "audio",
            "video",
        ):
            yield Member(piece.get_filename() or f"dinh-kem-{number}", _content(piece))


def _head(headers: dict[str, str]) -> str:
    return "".join(
        f"{_HEADERS[name]}: {' '.join(value.split())}\n" for name, value in headers.items() if value
    )


def _content(piece: MIMEPart) -> bytes:
    """The bytes of a part; text as UTF-8, whatever charset it was sent in; a mail in a mail whole."""
    try:
        content = piece.get_content()
    except (KeyError, LookupError, ValueError, UnicodeError):
        content = piece.get_payload(decode=True)
    if isinstance(content, EmailMessage):
        return content.as_bytes()
    if isinstance(content, str):
        return content.encode("utf-8", errors="replace")
    return content if isinstance(content, bytes) else b""


Stream = Callable[[str, str], "bytes | None"]  # folder and property tag to the property's bytes
_BODY, _HTML, _SUBJECT, _SENDER, _TO = "1000", "1013", "0037", "0c1a", "0e04"
_DATA, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"


def _outlook(data: bytes) -> Iterator[Member]:
    """An Outlook message (.msg): the streams that [MS-OXMSG] names, by olefile."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            found = {"/".join(entry).lower(): entry for entry in ole.listdir()}

            def stream(folder: str, tag: str) -> bytes | None:
                for kind, encoding in (("001f", "utf-16-le"), ("001e", "cp1258"), ("0102", "")):
                    entry = found.get(f"{folder}__substg1.0_{tag}{kind}")
                    if entry is not None:
                        raw = bytes(ole.openstream(entry).read())
                        if not encoding:
                            return raw
                        return raw.decode(encoding, errors="replace").rstrip("\0").encode()
                return None

            pieces = list(_outlook_pieces(stream, sorted({name.split("/")[0] for name in found})))
    except Exception as error:  # olefile meets damage with whatever error comes first
        raise Rejected(CORRUPT) from error
    if not any(piece.data.strip() for piece in pieces[1:]):
        raise Rejected(_EMPTY_MAIL)
    yield from pieces


def _outlook_pieces(stream: Stream, folders: list[str]) -> Iterator[Member]:
    tags = {"subject": _SUBJECT, "from": _SENDER, "to": _TO}
    yield Member(
        "thu.txt", _head({key: (stream("", tag) or b"").decode() for key, tag in tags.items()}).encode()
    )
    if body := stream("", _BODY):
        yield Member("noi-dung.txt", body)
    elif html := stream("", _HTML):
        yield Member("noi-dung.html", html)
    for folder in folders:
        if folder.startswith("__attach_version1.0_") and (content := stream(f"{folder}/", _DATA)):
            name = stream(f"{folder}/", _LONG_NAME) or stream(f"{folder}/", _SHORT_NAME) or b"dinh-kem"
            yield Member(name.decode(errors="replace").rstrip("\0"), content)
