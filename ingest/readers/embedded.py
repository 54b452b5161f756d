"""What lies in an Office package beside its text: pasted pictures are read, the rest is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from ingest.readers import ocr
from ingest.readers.base import RawText, Rejected
from ingest.readers.packages import part

_LARGE = (600, 300)  # pixels, the long and the short side of a picture that may be a page or a table
_MOST = 40  # pictures of one file that are read
_PICTURE = re.compile(r"(?:word|ppt|xl)/media/[^/]+\.(?:png|jpe?g|tiff?|bmp|gif)", re.IGNORECASE)
_CHART = re.compile(r"(?:word|ppt)/charts/chart[^/]*\.xml")
_EMBEDDED = re.compile(r"(?:word|ppt)/embeddings/[^/]+\.(?:xls\w?|docx?|bin|pptx?)", re.IGNORECASE)

_READ = "{} ảnh chèn trong tệp đã nhận dạng chữ (OCR), ghi ở cuối văn bản: đối chiếu với bản gốc"
_UNREAD = f"{{}} ảnh lớn chèn trong tệp chưa đọc được chữ: {ocr.INSTALL} rồi nạp lại"
_PICTURES = "{} ảnh lớn trong trình chiếu không được đọc: xuất thành .pdf hoặc ảnh rồi nạp nếu cần tra cứu"
_CHARTS = "{} biểu đồ chèn trong tệp không được đọc: ghi số liệu thành bảng rồi nạp lại nếu cần tra cứu"
_OBJECTS = "{} tệp nhúng (bảng tính, văn bản) không được đọc: lưu riêng từng tệp rồi nạp nếu cần tra cứu"


def pictures_in(archive: zipfile.ZipFile) -> tuple[list[str], tuple[str, ...]]:
    """What is written in the large pictures of a package, and what should be known of it."""
    large = [raw for info in archive.infolist() if _PICTURE.fullmatch(info.filename)
             and _is_large(raw := part(archive, info))]  # fmt: skip
    if not large:
        return [], ()
    from ingest.readers.scans import ask_engine  # brings the PDF engine along

    ask_engine()
    if ocr.version() is None:
        return [], (_UNREAD.format(len(large)),)
    texts = [raw.text for raw in map(_read, large[:_MOST]) if raw is not None]
    return texts, (_READ.format(len(texts)),) if texts else ()


def pictures_told(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """A warning where a package has large pictures, which its reader leaves alone."""
    names = [info for info in archive.infolist() if _PICTURE.fullmatch(info.filename)]
    count = sum(_is_large(part(archive, info)) for info in names)
    return (_PICTURES.format(count),) if count else ()


def unread(archive: zipfile.ZipFile, charts_read: bool = False) -> Iterator[str]:
    """Warnings about charts and files inside the package; every chart brings a workbook of its own."""
    names = [info.filename for info in archive.infolist()]
    charts = sum(_CHART.fullmatch(name) is not None for name in names)
    objects = sum(_EMBEDDED.fullmatch(name) is not None for name in names) - charts
    if charts and not charts_read:
        yield _CHARTS.format(charts)
    if objects > 0:
        yield _OBJECTS.format(objects)


def _is_large(raw: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw)) as picture:
            size = sorted(picture.size)
    except Exception:  # each format of Pillow meets damage with an error of its own
        return False
    return size[1] >= _LARGE[0] and size[0] >= _LARGE[1]


def _read(raw: bytes) -> RawText | None:
    from ingest.readers.images import read_image

    try:
        return read_image(raw, "png")
    except Rejected:  # a photograph
        return None
