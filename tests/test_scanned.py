"""The quote in its frame on a page that was read from its picture."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.digests import file_digest
from ingest.readers import read_bytes
from ingest.readers.scans import scanning
from tests.test_scans import FIRST, SECOND, engine, paper
from ui import strings
from ui.picture import picture, picture_html

__all__ = ["engine"]  # a fixture


@pytest.fixture(scope="module")
def written() -> bytes:
    """A page with a text layer."""
    return paper((*FIRST, *SECOND, *FIRST[1:], *SECOND[:1]))


def scan_of(written: bytes, path: Path, degrees: int = 0) -> Path:
    """The page as a scanner gives it, turned; read, so that what was seen is kept: returns where."""
    page = pdfium.PdfDocument(written)[0].render(scale=200 / 72, grayscale=True).to_pil()
    page.rotate(degrees, expand=True).save(path, "PDF", resolution=200)
    read = path.parent / "ocr"
    with scanning(read / (file_digest(path) or "")):
        read_bytes(path.read_bytes(), ".pdf")
    return read


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("degrees", [0, 90])
def test_on_a_scan_the_quote_is_boxed_where_the_text_layer_would_have_it(
    written: bytes, tmp_path: Path, degrees: int
) -> None:
    quote = SECOND[1].rstrip(".")
    plain, scan = tmp_path / "chu.pdf", tmp_path / "quet.pdf"
    plain.write_bytes(written)
    read = scan_of(written, scan, degrees)
    there, seen = picture(plain, 1, 1, quote), picture(scan, 1, 1, quote, read)
    assert there
    assert seen
    assert seen.height > seen.width  # shown upright
    assert len(seen.boxes) == len(there.boxes) == 1
    for place, wanted in zip(seen.boxes[0], there.boxes[0], strict=True):
        assert abs(place - wanted) < 0.02
    assert strings.NOT_BOXED not in picture_html(seen, 1, quote)


@pytest.mark.usefixtures("engine")
def test_a_scan_without_the_quote_or_of_which_nothing_is_kept_is_shown_without_a_box(
    written: bytes, tmp_path: Path
) -> None:
    scan = tmp_path / "quet.pdf"
    read = scan_of(written, scan)
    for quote, folder in (("giá vàng trong nước tăng mạnh", read), (SECOND[1], tmp_path / "gone")):
        drawn = picture(scan, 1, 1, quote, folder)
        assert drawn
        assert drawn.boxes == ()
