"""Mails: who wrote to whom, when and what; what hangs on them are files of their own.

``.eml`` by the standard library, ``.msg`` by the streams that [MS-OXMSG] names, with olefile. A message that
hangs on an Outlook message is no file there but a folder of streams, so it is written out as an ``.eml``.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from email.message import EmailMessage, MIMEPart
from typing import Any

from ingest.canonical import one_line, tidy_lines
from ingest.readers.base import Kind, RawText, Rejected
from ingest.readers.packages import CORRUPT

_HEADERS = {"subject": "Chủ đề", "from": "Từ", "to": "Đến", "cc": "Đồng gửi", "date": "Ngày"}
_SHOWN = "Đính kèm"
_PICTURES = ("image", "audio", "video")
_PICTURE_NAME = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|emf|wmf)$", re.IGNORECASE)
_MAX_NESTED = 3  # messages on messages
Attachment = tuple[str, bytes]


def read_mail(data: bytes, kind: Kind) -> RawText:
    """Head and body of a mail; the names of its attachments, not what they hold.

    Raises:
        Rejected: a broken mail.
    """
    message = _message(data, kind)
    head = {name: one_line(str(message.get(name) or "")) for name in _HEADERS}
    names = "; ".join(name for name, _ in _attachments(message))
    lines = [f"{_HEADERS[name]}: {value}" for name, value in head.items() if value]
    lines += [f"{_SHOWN}: {names}"] if names else []
    text, warnings = _body(message)
    return RawText(
        "\n".join([*lines, *filter(None, [text])]), (), None, kind, head["subject"] or None, warnings
    )


def attachments(data: bytes, kind: Kind) -> list[Attachment]:
    """Name and bytes of each file that hangs on a mail, pictures inside its text left out.

    Raises:
        Rejected: a broken mail.
    """
    return list(_attachments(_message(data, kind)))


def _message(data: bytes, kind: Kind) -> EmailMessage:
    message = _outlook(data) if kind == "msg" else email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise Rejected(CORRUPT)
    return message


def _body(message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(preferencelist=("plain", "html"))
    content = b"" if part is None else _text_of(part)
    if part is None or not content.strip():
        return "", ()
    try:
        raw = _read_html(content) if part.get_content_subtype() == "html" else _read_plain(content)
    except Rejected:  # a page of pictures alone; the head still tells what the mail was about
        return "", ()
    return tidy_lines(raw.text), raw.warnings


def _read_html(content: bytes) -> RawText:
    from ingest.readers.html import read_html

    return read_html(content)


def _read_plain(content: bytes) -> RawText:
    from ingest.readers.plain import read_plain

    return read_plain(content, "txt")


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for number, piece in enumerate(_pieces(message), 1):
        if not isinstance(piece, EmailMessage):
            continue
        if piece.get_content_maintype() in _PICTURES and _inside_text(piece):
            continue
        content = _content(piece)
        yield piece.get_filename() or _called(piece, content, number), content


def _pieces(message: EmailMessage) -> Iterable[Any]:
    try:
        return list(message.iter_attachments())
    except (AttributeError, TypeError, ValueError, KeyError):  # a broken structure of parts
        return []


def _inside_text(piece: EmailMessage) -> bool:
    """A logo or a signature, not a file that someone sent."""
    return piece.get_content_disposition() != "attachment" or piece.get("Content-ID") is not None


def _called(piece: EmailMessage, content: bytes, number: int) -> str:
    """The name of what was sent without one: a mail's subject."""
    if piece.get_content_maintype() != "message":
        return f"dinh-kem-{number}"
    inner = email.message_from_bytes(content, policy=email.policy.default)
    return f"{one_line(str(inner.get('Subject') or '')) or f'thu-kem-{number}'}.eml"


def _content(piece: MIMEPart) -> bytes:
    """The bytes of an attachment as they were sent; a mail on a mail whole."""
    if piece.get_content_maintype() != "message":
        content = piece.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""
    with suppress(LookupError, ValueError, UnicodeError, TypeError, AttributeError):
        inner = piece.get_content()
        return inner.as_bytes() if isinstance(inner, EmailMessage) else bytes(inner)
    return b""


def _text_of(part: MIMEPart) -> bytes:
    """The text of a body as UTF-8, whatever charset it was sent in; as it is where none is told."""
    raw = part.get_payload(decode=True)
    if isinstance(raw, bytes) and not raw.isascii() and part.get_content_charset("us-ascii") == "us-ascii":
        return raw
    try:
        return str(part.get_content()).encode("utf-8", errors="replace")
    except (KeyError, LookupError, ValueError, UnicodeError, AttributeError, TypeError):
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""


_TEXT, _HTML, _RICH = "1000", "1013", "1009"
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = "3701", "3707", "3704", "3001"
_CONTENT_ID, _DELIVERED = "3712", "007d"
_TAGS = {"Subject": "0037", "From": "0c1a", "To": "0e04", "Cc": "0e03"}
_DATE = re.compile(r"^Date:\s*(.+)$", re.IGNORECASE | re.MULTILINE)


def _outlook(data: bytes) -> EmailMessage:
    """An Outlook message as a mail."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return _Streams(ole).message("", 0)
    except Exception as error:  # olefile meets damage with whatever error comes first
        raise Rejected(CORRUPT) from error


def _read_rich(content: bytes) -> str:
    """The text of a body that Outlook keeps as compressed RTF alone ([MS-OXRTFCP])."""
    from compressed_rtf import decompress

    from ingest.readers.rtf import read_rtf

    return read_rtf(decompress(content)).text


class _Streams:
    """The streams of a message file by their path in small letters."""

    def __init__(self, ole: Any) -> None:
        self._ole = ole
        self._found = {"/".join(entry).lower(): entry for entry in ole.listdir()}

    def message(self, folder: str, depth: int) -> EmailMessage:
        """The message whose streams lie below ``folder``."""
        made = EmailMessage()
        for name, tag in _TAGS.items():
            if value := self._text(folder, tag):
                made[name] = value
        if date := _DATE.search(self._text(folder, _DELIVERED)):
            with suppress(ValueError, TypeError):
                made["Date"] = one_line(date[1])
        html = self._bytes(folder, _HTML)
        if body := self._text(folder, _TEXT):
            made.set_content(body)
        elif html:
            made.set_content(html, maintype="text", subtype="html")
        elif rich := self._bytes(folder, _RICH):
            made.set_content(_read_rich(rich))
        for name, content in self._attached(folder, depth):
            made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return made

    def _attached(self, folder: str, depth: int) -> Iterator[Attachment]:
        boxes = {
            name[len(folder) :].split("/")[0]
            for name in self._found
            if name.startswith(f"{folder}__attach_version1.0_")
        }
        for box in sorted(boxes):
            here = f"{folder}{box}/"
            name = next(
                filter(None, (self._text(here, tag) for tag in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))), ""
            )
            inner = f"{here}__substg1.0_{_DATA}000d/"
            if content := self._bytes(here, _DATA):
                if not (_PICTURE_NAME.search(name) and self._text(here, _CONTENT_ID)):
                    yield name or "dinh-kem", content
            elif depth < _MAX_NESTED and any(one.startswith(inner) for one in self._found):
                yield f"{name or 'thu-kem'}.eml", self.message(inner, depth + 1).as_bytes()

    def _text(self, folder: str, tag: str) -> str:
        for kind, encoding in (("001f", "utf-16-le"), ("001e", "cp1258")):
            if (raw := self._stream(f"{folder}__substg1.0_{tag}{kind}")) is not None:
                text = raw.decode(encoding, errors="replace").rstrip("\0")
                return text if tag in (_TEXT, _DELIVERED) else one_line(text)
        return ""

    def _bytes(self, folder: str, tag: str) -> bytes | None:
        return self._stream(f"{folder}__substg1.0_{tag}0102")

    def _stream(self, path: str) -> bytes | None:
        entry = self._found.get(path)
        return None if entry is None else bytes(self._ole.openstream(entry).read())
