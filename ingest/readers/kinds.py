"""What a file is, from its content: signature bytes, members of a zip, tags of HTML."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.readers.base import Kind, Rejected

_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(rb"</(?:p|div|td|h[1-6]|li|span|table|title|body|html)>|<br\s*/?>", re.I)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"GIF8", "gif"),
)
# Pictures of phones, which no library that is kept for it reads without a codec of the system.
_PHONE = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif", b"ftyphevc")
_MEDIA = (b"ID3", b"OggS", b"RIFF", b"\x1aE\xdf\xa3", b"\xff\xfb")
# What a zip holds tells its kind; the first that fits.
_PACKAGES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"xl/workbook\d*\.xml"), "xlsx"),
    (re.compile(r"ppt/presentation\d*\.xml"), "pptx"),
)
_OPEN_DOCUMENT: dict[bytes, Kind] = {b"text": "odt", b"spreadsheet": "ods"}
# One file of XML: what Word and Excel of 2003 and LibreOffice ("flat") write.
_PROLOGUE = rb"(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*"
_XML_KINDS: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(_PROLOGUE + rb"<w:wordDocument\b", re.S), "docx"),
    (re.compile(_PROLOGUE + rb"<(?:\w+:)?Workbook\b", re.S), "xlsx"),
    (re.compile(_PROLOGUE + rb"<office:document\b[^>]*office:mimetype=\"[^\"]*\.text\b", re.S), "odt"),
    (re.compile(_PROLOGUE + rb"<office:document\b[^>]*office:mimetype=\"[^\"]*\.spreadsheet\b", re.S), "ods"),
)
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("__properties_version1.0", "msg"),
)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.I)
_MIME = re.compile(rb"MIME-Version:\s*1\.0\s+Content-Type:\s*multipart/", re.I)
_MAIL = re.compile(rb"^(?:From|Subject|MIME-Version|Received|Message-ID|Return-Path):", re.I | re.M)

_CORRUPT_OLE = "tệp Office 97-2003 hỏng hoặc bị cắt cụt: chép lại tệp gốc rồi nạp lại"
_LOCKED = "tệp Office có mật khẩu: bỏ mật khẩu (Tệp › Thông tin › Bảo vệ tài liệu) rồi nạp lại"
_SLIDES = "tệp trình chiếu PowerPoint 97-2003 (.ppt): mở, lưu lại thành .pptx rồi nạp lại"
_BINARY_SHEET = "bảng tính Excel nhị phân (.xlsb): mở bằng Excel, lưu lại thành .xlsx rồi nạp lại"
_UNKNOWN_OLE = (
    "tệp Office 97-2003 không có văn bản hay bảng tính bên trong: mở, lưu lại thành .docx rồi nạp lại"
)
_NO_PICTURE = "ảnh .heic, .avif của điện thoại: lưu lại thành .jpg hoặc .png rồi nạp lại"
_NO_TEXT = "tệp âm thanh hoặc phim: không có chữ để nạp; nạp biên bản hoặc bản gỡ băng"
_XML = "tệp XML không phải văn bản Word, Excel, LibreOffice: mở bằng chương trình tạo ra nó, lưu thành .docx"
_WINMAIL = "tệp winmail.dat của Outlook: nhờ nơi gửi gửi lại thư dạng HTML, hoặc lưu riêng tệp kèm rồi nạp"
_ARCHIVES = {b"Rar!": ".rar", b"7z\xbc\xaf": ".7z", b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ": ".xz"}


def kind_of(data: bytes, suffix: str) -> Kind:
    """The kind of a file with this content; ``suffix`` (``".md"``) only parts plain text from markdown.

    Raises:
        Rejected: an empty file, or a kind that cannot be read, with what to do about it.
    """
    if not data:
        raise Rejected("tệp rỗng (0 byte): chép lại tệp gốc rồi nạp lại")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in data[:1024]:  # not in an archive or a mail that holds one unpacked
        return "pdf"
    if data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return "rtf"
    if picture := _picture(data):
        return picture
    _refuse_others(data)
    if kind := _xml_kind(data):
        return kind
    if _is_html(data, suffix):
        return "html"
    if _is_mail(data):
        return "eml"
    return "md" if suffix.lower() in (".md", ".markdown") else "txt"


def _xml_kind(data: bytes) -> Kind | None:
    """The kind of a file that is one XML document; ``None`` for other text.

    Raises:
        Rejected: XML that is no document.
    """
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, kind in _XML_KINDS:
        if pattern.match(head):
            return kind
    if head.startswith(b"<?xml") and not _HTML_START.match(head):
        raise Rejected(_XML)
    return None


def may_hold_files(head: bytes) -> bool:
    """Whether a file that begins so may be an archive or a mail; Office's own packages are told apart."""
    if head.startswith(b"PK"):
        return head[30:49] != b"[Content_Types].xml" and head[30:38] != b"mimetype"
    return head.startswith(_OLE) or _is_mail(head)


def has_macros(data: bytes, kind: Kind) -> bool:
    """Whether an Office file brings programs along; nothing here ever runs them."""
    if kind in ("docx", "xlsx", "pptx"):
        return b"vbaProject.bin" in data
    if kind in ("odt", "ods"):
        return b"Basic/" in data or b"Scripts/" in data
    return kind in ("doc", "xls") and "_VBA_PROJECT".encode("utf-16-le") in data


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        RuntimeError,
        EOFError,
        NotImplementedError,
    ) as error:
        raise Rejected(
            "tệp .docx, .xlsx hoặc .zip hỏng hoặc bị cắt cụt: chép lại tệp gốc rồi nạp lại"
        ) from error
    for pattern, kind in _PACKAGES:
        if any(pattern.fullmatch(name) for name in names):
            return kind
    if any(name.startswith("xl/workbook") for name in names):
        raise Rejected(_BINARY_SHEET)
    if "content.xml" in names:
        what = mimetype.rpartition(b".")[2].split(b"-")[0]
        if what in _OPEN_DOCUMENT:
            return _OPEN_DOCUMENT[what]
        raise Rejected(
            "tệp OpenDocument không phải văn bản hay bảng tính: lưu lại thành .docx, .xlsx hoặc .pptx"
        )
    if "encrypted-package" in names:
        raise Rejected(_LOCKED)
    if "[Content_Types].xml" in names:
        raise Rejected("tệp Office thiếu phần văn bản: mở bằng Word hoặc Excel, lưu lại rồi nạp lại")
    return "zip"


def _compound(data: bytes) -> Kind:
    """The kind of an OLE compound file, by the streams at its root: a .doc may hold an Excel table inside.

    Raises:
        Rejected: a broken file, an encrypted one, or one that holds neither text nor table.
    """
    import olefile  # only where such a file is met

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {entry[0].lower() for entry in ole.listdir(streams=True, storages=True)}
    except Exception as error:  # olefile meets damage with whatever error comes first
        raise Rejected(_CORRUPT_OLE) from error
    if "encryptedpackage" in names:
        raise Rejected(_LOCKED)
    for name, kind in _STREAMS:
        if name.lower() in names:
            return kind
    raise Rejected(_SLIDES if "powerpoint document" in names else _UNKNOWN_OLE)


def _picture(data: bytes) -> Kind | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    # Two letters alone may begin a text: a bitmap also tells its length and keeps four bytes empty.
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "bmp"
    return next((kind for mark, kind in _PICTURES if data.startswith(mark)), None)


def _refuse_others(data: bytes) -> None:
    if data[4:12] in _PHONE:
        raise Rejected(_NO_PICTURE)
    if data.startswith(_MEDIA) or data[4:8] == b"ftyp":
        raise Rejected(_NO_TEXT)
    if (
        ending := next((name for mark, name in _ARCHIVES.items() if data.startswith(mark)), None)
    ) is not None:
        raise Rejected(f"tệp nén {ending}: giải nén, hoặc nén lại thành .zip rồi nạp lại")
    if data.startswith(b"\x78\x9f\x3e\x22"):
        raise Rejected(_WINMAIL)
    if data.startswith((b"MZ", b"\x7fELF")):
        raise Rejected("tệp là chương trình, không phải văn bản: không nạp; xóa hoặc kiểm tra vi-rút")


def _is_mail(data: bytes) -> bool:
    """Header lines from the first byte on, two of them of mail; a web page saved as .mht is one, too.

    Word writes no more above such a page than that it is MIME and of what type.
    """
    head = _HEADER.match(data[:65536])
    return head is not None and (len(_MAIL.findall(head[0])) >= 2 or _MIME.match(head[0]) is not None)


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
