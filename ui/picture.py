"""A page of the original PDF as a picture, with the quote boxed."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError, PdfTextPage

from ingest.digests import file_digest
from ingest.files import content_digest
from ingest.readers import Rejected
from ingest.unpacking import bytes_of
from ui import strings
from ui.marks import escape
from ui.scanned import Box, boxes_on_scan

WIDTH = 1100  # pixels; sharp in a column of an office screen, and 100 to 300 kB
_LAST_SIGNS = re.compile(r"[^\w\s]+$")  # "%." behind the last letter
_QUALITY = 82  # of the JPEG
_ALONE = Lock()  # PDFium knows no threads, and each reader of the page has one


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: JPEG, its size in pixels, where the quote stands (no boxes where the file has no such text)."""

    jpeg: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]


@lru_cache(maxsize=32)
def picture(path: Path, changed: int, page: int, quote: str, read: Path | None = None) -> Picture | None:  # noqa: ARG001
    """Page ``page`` (from 1) of a PDF; ``None`` where the file is gone, locked or has no such page.

    Args:
        path: may lead on into an archive or a mail, whose limits hold then (:mod:`ingest.unpacking`).
        changed: when the file was written (of a member: its archive), so that another of that name is drawn
            anew.
        read: the folder of pages that were read from pictures, for boxes on scans.
    """
    try:
        taken_out = None if path.is_file() else bytes_of(path)
        with _ALONE, PdfDocument(path if taken_out is None else taken_out) as document:
            if not 1 <= page <= len(document):
                return None
            digest = (file_digest(path) if taken_out is None else content_digest(taken_out)) if read else None
            return _drawn(document, page - 1, quote, read / digest if read and digest else None)
    except (PdfiumError, OSError, Rejected):
        return None


def _drawn(document: PdfDocument, number: int, quote: str, kept: Path | None) -> Picture:
    sheet = document[number]
    image = sheet.render(scale=WIDTH / sheet.get_width()).to_pil().convert("RGB")
    boxes = _boxes(sheet.get_textpage(), quote, sheet.get_width(), sheet.get_height())
    if quote and kept and not boxes:
        boxes, degrees = boxes_on_scan(document, number, quote, kept)
        image = image.rotate(-degrees, expand=True)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), image.width, image.height, boxes)


def picture_html(picture: Picture, page: int, quote: str) -> str:
    """The page with a frame around each line of the quote, which stands for it where it cannot be seen."""
    source = base64.b64encode(picture.jpeg).decode("ascii")
    said = strings.PICTURE.format(page=page, quote=quote)
    frames = "".join(_frame(box, first=at == 0) for at, box in enumerate(picture.boxes))
    note = "" if picture.boxes or not quote else f'<p class="vb-caution">{escape(strings.NOT_BOXED)}</p>'
    return (
        f'{note}<div class="vb-across" tabindex="0" role="region" aria-label="{escape(strings.PAGE_SHOWN)}">'
        f'<figure class="vb-picture"><img src="data:image/jpeg;base64,{source}" alt="{escape(said)}" '
        f'width="{picture.width}" height="{picture.height}">{frames}</figure></div>'
    )


def _frame(box: Box, first: bool) -> str:
    left, top, width, height = (f"{100 * share:.2f}%" for share in box)
    name = ' id="trich" tabindex="-1"' if first else ""
    return f'<span class="vb-frame"{name} style="left:{left};top:{top};width:{width};height:{height}"></span>'


def _boxes(text: PdfTextPage, quote: str, width: float, height: float) -> tuple[Box, ...]:
    """Around the letters of the quote, line by line, wherever its spaces and line ends fall."""
    letters = [(char.lower(), at) for at, char in enumerate(text.get_text_range()) if char.isalnum()]
    wanted = "".join(char.lower() for char in quote if char.isalnum())
    found = "".join(char for char, _ in letters).find(wanted) if wanted else -1
    if found < 0:
        return ()
    after = len(quote.rstrip()) - len(_LAST_SIGNS.sub("", quote.rstrip()))
    first, last = letters[found][1], letters[found + len(wanted) - 1][1]
    rects = [text.get_rect(i) for i in range(text.count_rects(first, last - first + 1 + after))]
    return tuple(
        ((left - 2) / width, 1 - (top + 2) / height, (right - left + 4) / width, (top - bottom + 4) / height)
        for left, bottom, right, top in rects
    )
