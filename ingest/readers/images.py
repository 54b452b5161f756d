"""Pictures of pages (a scan saved as ``.jpg`` or ``.tif``, a photograph): read as a scan in a PDF is."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from ingest.confidence import confidence_warning
from ingest.readers import ocr
from ingest.readers.base import Kind, RawText, Rejected
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_paragraphs import join_lines, margins_of, without_running_heads
from ingest.readers.pdf_rows import whole_tables
from ingest.readers.scans import DPI, Picture, ask_engine, read_pictures

MAX_FRAMES = 2_000  # pages of a .tif
MAX_PIXELS = 150_000_000  # A2 at 600 dpi

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
_PAPER = 11.69  # inches, the long side of A4: what a picture shows whose resolution is not told
_SIDES = (4.0, 24.0)  # inches that the long side of a paper may have; a camera's "72 dpi" gives metres
_COARSE, _FINE = 150, 250  # dpi between which a picture is read as it is
_MOST = 3.0  # a small picture is not made larger than so many times
_SURE = 45.0  # mean confidence below which there was no writing in the picture

_CORRUPT = "tệp ảnh hỏng hoặc bị cắt cụt: chép lại tệp gốc hoặc quét lại rồi nạp lại"
_HUGE = f"ảnh lớn hơn {MAX_PIXELS // 1_000_000} triệu điểm: lưu lại ở 300 dpi rồi nạp lại"
_MANY = f"ảnh có hơn {MAX_FRAMES} trang: tách thành các tệp nhỏ hơn rồi nạp lại"
_ENGINE = f"tệp là ảnh, cần nhận dạng chữ (OCR): {ocr.INSTALL} rồi nạp lại"
_NO_WRITING = "ảnh không có chữ đọc được: nếu là văn bản, quét hoặc chụp lại rõ hơn (300 dpi) rồi nạp lại"


def read_image(data: bytes, kind: Kind) -> RawText:
    """The text of a picture, a page for each picture in the file.

    Raises:
        Rejected: a broken or huge file, no engine, or no writing in it.
    """
    ask_engine()
    total = frame_count(data)
    if ocr.version() is None:
        next(frames(data))  # no engine mends a broken one
        raise Rejected(_ENGINE)
    pages: list[list[Line]] = []
    sure: dict[int, float] = {}
    for page in read_pictures(enumerate(map(_picture, frames(data))), total):
        pages.append(page.lines)
        if page.lines:
            sure[page.number + 1] = page.confidence
    if not sure or sum(sure.values()) < _SURE * len(sure):
        raise Rejected(_NO_WRITING)
    kept = without_running_heads(pages)
    text, offsets = join_lines(whole_tables(kept))
    warnings = (confidence_warning(sure),)
    return RawText(text, offsets, len(pages), kind, None, warnings, (), margins_of(pages, kept))


def frame_count(data: bytes) -> int:
    """Pages of a picture file; moving pictures have one.

    Raises:
        Rejected: a broken file, or too many.
    """
    with _opened(data) as image:
        count = _count(image)
    if count > MAX_FRAMES:
        raise Rejected(_MANY)
    return count


def frames(data: bytes) -> Iterator[Image.Image]:
    """Each page, upright, in red, green and blue on white, ``info["dpi"]`` as it shows a paper.

    Raises:
        Rejected: a broken or huge file.
    """
    with _opened(data) as image:
        for number in range(min(_count(image), MAX_FRAMES)):
            try:
                image.seek(number)
                if image.width * image.height > MAX_PIXELS:
                    raise Rejected(_HUGE)
                yield _upright(image)
            except (Rejected, MemoryError):
                raise
            except Exception as error:  # each format of Pillow meets damage with an error of its own
                raise Rejected(_CORRUPT) from error


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=_FORMATS)
    except MemoryError:
        raise
    except Image.DecompressionBombError as error:
        raise Rejected(_HUGE) from error
    except Exception as error:
        raise Rejected(_CORRUPT) from error


def _count(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except Exception as error:
        raise Rejected(_CORRUPT) from error


def _upright(image: Image.Image) -> Image.Image:
    dpi = image.info.get("dpi")
    page = ImageOps.exif_transpose(image)
    if page.mode.startswith(("I", "F")):  # 16 bits a point
        page = page.point(lambda value: value / 256).convert("L")
    if "A" in page.getbands() or "transparency" in page.info:
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page.convert("RGBA"))
    made = page.convert("RGB")
    made.info["dpi"] = _resolution(dpi, page.size, image.size != page.size)
    return made


def _resolution(told: object, size: tuple[int, int], turned: bool) -> tuple[float, float]:
    """Dots an inch across and down: those that the file tells where they give a paper, else an A4's."""
    try:
        across, down = (float(value) for value in told)  # type: ignore[attr-defined]
        if turned:
            across, down = down, across
        inches = max(size[0] / across, size[1] / down)
        if _SIDES[0] <= inches <= _SIDES[1] and 0.4 < across / down < 2.5:
            return across, down
    except (TypeError, ValueError, ZeroDivisionError):
        pass
    return max(size) / _PAPER, max(size) / _PAPER


def _picture(page: Image.Image) -> Picture:
    """The page by its red channel, in which a red seal vanishes, at a resolution that is read well."""
    across, down = page.info["dpi"]
    goal = down if _COARSE <= down <= _FINE else float(DPI)
    wide, high = (min(_MOST, goal / dots) for dots in (across, down))
    gray = page.getchannel("R")
    if abs(wide - 1) > 0.02 or abs(high - 1) > 0.02:
        size = max(1, round(page.width * wide)), max(1, round(page.height * high))
        gray = gray.resize(size, Image.Resampling.LANCZOS)
    return Picture(gray.tobytes(), gray.width, gray.height, down * high)
