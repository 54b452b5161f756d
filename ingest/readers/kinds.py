"""What a file is, from its content: signature bytes, members of a zip, tags of HTML."""

from __future__ import annotations

import io
import re
import zipfile

from ingest.readers.base import Kind, Rejected

_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(rb"</(?:p|div|td|h[1-6]|li|span|table|title|body|html)>|<br\s*/?>", re.I)
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OLD_WORD = "tệp Word 97-2003 (.doc): mở bằng Word hoặc LibreOffice, lưu lại thành .docx rồi nạp lại"
_OFFICE = {"xl/": "bảng tính Excel", "ppt/": "trình chiếu PowerPoint"}


def kind_of(data: bytes, suffix: str) -> Kind:
    """The kind of a file with this content; ``suffix`` (``".md"``) only parts plain text from markdown.

    Raises:
        Rejected: an empty file, or a kind that cannot be read, with what to do about it.
    """
    if not data:
        raise Rejected("tệp rỗng (0 byte): chép lại tệp gốc rồi nạp lại")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Rejected(_compound(data))
    _refuse_others(data)
    if _is_html(data, suffix):
        return "html"
    return "md" if suffix.lower() in (".md", ".markdown") else "txt"


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Rejected("tệp .docx hỏng hoặc bị cắt cụt: chép lại tệp gốc rồi nạp lại") from error
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    for folder, what in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            raise Rejected(
                f"tệp là {what}, không phải văn bản: lưu phần chữ thành .docx hoặc .pdf rồi nạp lại"
            )
    if "content.xml" in names:
        raise Rejected("tệp OpenDocument (.odt): mở bằng LibreOffice hoặc Word, lưu lại thành .docx")
    raise Rejected(
        "tệp nén .zip hoặc .docx thiếu phần văn bản: giải nén, hoặc lưu lại thành .docx rồi nạp lại"
    )


def _compound(data: bytes) -> str:
    """Why an OLE compound file (.doc, .xls, .msg, encrypted .docx) is rejected."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "tệp Word có mật khẩu: bỏ mật khẩu (Tệp › Thông tin › Bảo vệ tài liệu) rồi nạp lại"
    if "WordDocument".encode("utf-16-le") in data:  # it may hold an Excel table inside
        return _OLD_WORD
    if "Workbook".encode("utf-16-le") in data:
        return "tệp là bảng tính Excel, không phải văn bản: lưu phần chữ thành .docx hoặc .pdf rồi nạp lại"
    if "PowerPoint Document".encode("utf-16-le") in data:
        return "tệp là trình chiếu PowerPoint: lưu phần chữ thành .docx hoặc .pdf rồi nạp lại"
    return _OLD_WORD


def _refuse_others(data: bytes) -> None:
    if data.startswith(b"{\\rtf"):
        raise Rejected("tệp RTF: mở bằng Word hoặc LibreOffice, lưu lại thành .docx rồi nạp lại")
    if data.startswith(_IMAGES) or data[:4] == b"RIFF":
        raise Rejected("tệp là ảnh: cần nhận dạng chữ (OCR) thành .docx hoặc .pdf có chữ trước khi nạp")
    if re.match(rb"MIME-Version:", data, re.I):
        raise Rejected("trang web lưu thành một tệp (.mht): mở rồi lưu lại thành .docx hoặc .html")


def _is_html(data: bytes, suffix: str) -> bool:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML_START.match(head):
        return True
    named = suffix.lower() in (".html", ".htm", ".xhtml")
    # Markdown and notes may hold a few tags; a page without its <html> is told by many of them.
    return len(_HTML_TAG.findall(head)) >= (1 if named else 8) and (named or head.lstrip().startswith(b"<"))
