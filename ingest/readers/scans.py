"""Pages that are pictures: which they are, their text, and how sure the engine was of it.

Pages are drawn one after the other (PDFium knows no threads) and read side by side. What was read of a
page is kept under a digest of its picture, so that a run that was killed goes on where it stopped.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pypdfium2 as pdfium

from ingest.cores import cores
from ingest.readers import ocr
from ingest.readers.pdf_lines import Line
from ingest.readers.scan_layers import is_picture
from ingest.readers.scan_tables import lines_of_picture

DPI = 200  # python -m eval.recognition: 300 takes half as long again and reads no better
MAX_PIXELS = 40_000_000  # A0 at 200 dpi; a bigger sheet is drawn coarser
# Confidence below which a page may lie on its side: such pages give 39 to 46, upright ones 85 to 95.
_DOUBTFUL = 65.0
_TURNED = "turned "
_RED = 2  # place of the red channel in a pixel as PDFium draws it

Progress = Callable[[int, int], None]  # pages done, pages in all


@dataclass(frozen=True, slots=True)
class Scanning:
    """Where results are kept, how many pages are read at once, and who is told of each page."""

    folder: Path | None = None
    jobs: int = 0  # 0: one for each core that this process may use
    progress: Progress | None = None
    asked: list[bool] = field(default_factory=list)  # not empty once a page was a picture


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page read from its picture; ``confidence`` from 0 to 100.

    The lines lie as on the page turned clockwise by ``degrees``, where it was read so.
    """

    number: int
    lines: list[Line]
    confidence: float
    degrees: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as gray pixels, row by row, drawn at ``dpi``."""

    pixels: bytes
    width: int
    height: int
    dpi: float

    @property
    def key(self) -> str:
        about = f"{ocr.engine()}|{self.width}x{self.height}|{self.dpi:.1f}|"
        return hashlib.sha256(about.encode() + self.pixels).hexdigest()

    def turned(self, degrees: int) -> Picture:
        """The page turned clockwise by 90, 180 or 270 degrees."""
        from PIL import Image

        page = Image.frombuffer("L", (self.width, self.height), self.pixels).rotate(-degrees, expand=True)
        return Picture(page.tobytes(), page.width, page.height, self.dpi)

    @property
    def pgm(self) -> bytes:
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels


_SCANNING: ContextVar[Scanning] = ContextVar("scanning", default=Scanning())  # noqa: B039 (frozen)


@contextmanager
def scanning(folder: Path | None = None, jobs: int = 0, progress: Progress | None = None) -> Iterator[None]:
    """Within this, pages that are read from pictures are kept in ``folder`` and told to ``progress``.

    A context and no parameter, because a scan may lie in an archive in a mail: each reader on the way
    would have to hand it on.
    """
    token = _SCANNING.set(Scanning(folder, jobs, progress))
    try:
        yield
    finally:
        _SCANNING.reset(token)


def ask_engine() -> None:
    """Note that what is being read depends on the engine, or on there being none."""
    if not (asked := _SCANNING.get().asked):
        asked.append(True)


def rests_on_engine() -> bool:
    """Whether what was read within ``scanning`` depends on the engine, or on there being none."""
    return bool(_SCANNING.get().asked)


def is_scan(page: pdfium.PdfPage, lines: Sequence[Line]) -> bool:
    """Whether ``page``, whose text layer holds ``lines``, is a picture or holds letters without a code."""
    found = is_picture(page, lines)
    if found:
        ask_engine()
    return found


def read_scans(document: pdfium.PdfDocument, numbers: Sequence[int]) -> Iterator[ScannedPage]:
    """The pages ``numbers`` (from 0) in their order; a page that the engine cannot read has no lines."""

    def drawn() -> Iterator[tuple[int, Picture]]:
        for number in numbers:
            with suppress(pdfium.PdfiumError, MemoryError):  # one broken page does not lose the others
                yield number, draw(document, number)

    return read_pictures(drawn(), len(numbers))


def read_pictures(pictures: Iterator[tuple[int, Picture]], total: int) -> Iterator[ScannedPage]:
    """Numbered pictures in their order, ``total`` at most; each is drawn when its turn comes."""
    ask_engine()
    how = _SCANNING.get()
    jobs = how.jobs or cores()
    waiting: deque[tuple[int, Picture, Future[_Tsv]]] = deque()
    done = 0
    with ThreadPoolExecutor(jobs) as pool:
        for item in chain(pictures, [None]):
            while waiting and (item is None or len(waiting) > jobs):  # few pictures in memory at a time
                yield _page(*waiting.popleft())
                done += 1
                if how.progress is not None:
                    how.progress(done, total)
            if item is not None:
                waiting.append((*item, pool.submit(_tsv, item[1], how.folder)))


_Tsv = tuple[str, int]  # what the engine said, and by how many degrees the page was turned for it


def _page(number: int, picture: Picture, result: Future[_Tsv]) -> ScannedPage:
    try:
        tsv, degrees = result.result()
    except ocr.OcrError:
        tsv, degrees = "", 0
    words = list(ocr.words_of(tsv))
    seen = picture.turned(degrees) if degrees else picture
    lines = lines_of_picture(words, seen.pixels, seen.width, seen.height, seen.dpi)
    return ScannedPage(number, lines, ocr.confidence(words), degrees)


def _tsv(picture: Picture, folder: Path | None) -> _Tsv:
    if folder is None:
        return _recognized(picture)
    key = picture.key
    path = folder / key[:2] / f"{key}.tsv.gz"
    try:
        turned, _, tsv = gzip.decompress(path.read_bytes()).decode().partition("\n")
        if turned.startswith(_TURNED):
            return tsv, int(turned.removeprefix(_TURNED))
    except (OSError, EOFError, ValueError):
        pass  # not read yet, kept by an older program, or cut short by a full disk
    tsv, degrees = _recognized(picture)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{key}.{os.getpid()}.part")
        part.write_bytes(gzip.compress(f"{_TURNED}{degrees}\n{tsv}".encode(), mtime=0))
        part.replace(path)  # whole or not at all, whenever the program is killed
    except OSError:
        pass  # a page that cannot be kept is only read again
    return tsv, degrees


def _recognized(picture: Picture) -> _Tsv:
    """The page as it lies, or where that makes no sense and it lies on its side, upright."""
    tsv = ocr.recognize(picture.pgm, round(picture.dpi))
    words = list(ocr.words_of(tsv))
    if not words or ocr.confidence(words) >= _DOUBTFUL:
        return tsv, 0
    degrees = ocr.turn_of(picture.pgm, round(picture.dpi))
    if not degrees:
        return tsv, 0
    upright = picture.turned(degrees)
    again = ocr.recognize(upright.pgm, round(upright.dpi))
    if ocr.confidence(list(ocr.words_of(again))) <= ocr.confidence(words):
        return tsv, 0
    return again, degrees


def draw(document: pdfium.PdfDocument, number: int, dpi: int = DPI) -> Picture:
    """The page in gray, by its red channel: a red seal over the text vanishes, blue and black ink stay."""
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(dpi / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale)
        rows, step = bytes(bitmap.buffer), bitmap.n_channels
        red = b"".join(
            rows[y * bitmap.stride + _RED : y * bitmap.stride + bitmap.width * step : step]
            for y in range(bitmap.height)
        )
        return Picture(red, bitmap.width, bitmap.height, 72 * scale)
    finally:
        page.close()
