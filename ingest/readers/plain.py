"""Plain text and markdown: bytes to canonical text, nothing else changed."""

from __future__ import annotations

import re
import unicodedata

from ingest.canonical import canonical, join_pages, looks_legacy
from ingest.legacy import converted_lines
from ingest.readers.base import Kind, RawText, Rejected
from ingest.readers.runs import BYTE_AD

_CP1258 = "đọc theo bảng mã cũ Windows-1258: nên lưu lại tệp ở UTF-8"
_OLD_FONT = "gõ bằng phông cũ (TCVN3, VNI, VPS hoặc VISCII), đã đổi sang Unicode"
_UNKNOWN = "không nhận ra bảng mã của tệp: lưu lại ở UTF-8 rồi nạp lại"
_BINARY = "tệp không phải văn bản: chỉ nạp được văn bản, bảng tính, trình chiếu, ảnh quét, thư, tệp .zip"
# What Vietnamese office text holds beside ASCII and Vietnamese letters.
_SIGNS = set("“”‘’–—…•·§°±²³×«»€†‡\xa0₫™©®")


def read_plain(data: bytes, kind: Kind) -> RawText:
    """Text as written; form feeds mark pages.

    Raises:
        Rejected: binary content or an unknown encoding.
    """
    text, warnings = decode(data)
    if "\xad" in text and looks_legacy(text):  # in TCVN3 it is the letter ư
        text = text.replace("\xad", BYTE_AD)
    if "\f" not in text:
        return RawText(canonical(text), (), None, kind, None, warnings)
    joined, pages = join_pages(text.split("\f"))
    return RawText(joined, pages, len(pages), kind, None, warnings)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Bytes as text, with a warning where the encoding had to be guessed.

    Tries a byte order mark, UTF-8, UTF-16 told by its zero bytes, ``declared`` (a web page's
    charset), and Windows-1258 where what comes out is Vietnamese.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data.removeprefix(b"\xef\xbb\xbf"), encoding), ()
    if b"\0" in data[:4096]:
        return _wide(data), ()
    data = data.removesuffix(b"\x1a")  # how DOS ends a file
    if (text := _try(data, "utf-8")) is not None:
        _refuse_binary(text)
        return text, ()
    if declared and (text := _try(data, declared)) is not None and _plausible(text):
        return text, ()
    if (text := _try(data, "cp1258")) is not None and _plausible(text):
        return text, (_CP1258,)
    text = data.decode("latin-1")
    if looks_legacy(text) and (modern := converted_lines(text))[1] and _plausible(modern[0]):
        return modern[0], (_OLD_FONT,)
    raise Rejected(_UNKNOWN if _few_controls(text) else _BINARY)


def _strict(data: bytes, encoding: str) -> str:
    if (text := _try(data, encoding)) is None:
        raise Rejected(_UNKNOWN)
    _refuse_binary(text)
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: ASCII letters leave their zero bytes all on one side."""
    odd, even = data[1:4096:2].count(0), data[0:4096:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _try(data, encoding) if max(odd, even) > 20 * min(odd, even) else None
    if text is None or not _plausible(text):
        raise Rejected(_BINARY)
    return text


def _refuse_binary(text: str) -> None:
    if not _few_controls(text):
        raise Rejected(_BINARY)


def _few_controls(text: str) -> bool:
    head = text[:65536]
    return len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)) * 100 <= len(head)


def _plausible(text: str) -> bool:
    """Whether ``text`` is Vietnamese: nearly all beyond ASCII are its letters and office signs."""
    beyond = [char for char in unicodedata.normalize("NFC", text) if char > "\x7f"]
    good = sum(_vietnamese(char) or char in _SIGNS for char in beyond)
    return _few_controls(text) and good >= 0.97 * len(beyond)


def _vietnamese(char: str) -> bool:
    """A letter of the alphabet: its base is a, ă, â, e, ê, i, o, ô, ơ, u, ư, y or đ with a tone or none."""
    if char in "đĐ":
        return True
    letters = unicodedata.normalize("NFD", char)
    return letters[0] in "aeiouyAEIOUY" and len(letters) > 1 and all(mark in _MARKS for mark in letters[1:])


_MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
