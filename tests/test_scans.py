"""Pages without a text layer: read from their picture, kept, and told how sure that is."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from PIL import Image

from ingest.confidence import confidence_warning, page_warning
from ingest.readers import Rejected, ocr, read_bytes
from ingest.readers.ocr_lines import lines_of_words
from ingest.readers.scans import scanning

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
FIRST = ("Điều 1. Phê duyệt kế hoạch giảm nghèo bền vững năm 2024.", "Giao Sở Tài chính bố trí kinh phí.")
SECOND = (
    "Điều 2. Chủ tịch Ủy ban nhân dân các xã chịu trách nhiệm thi hành.",
    "Tỷ lệ hộ nghèo giảm còn 3,5 phần trăm.",
)


@pytest.fixture
def engine() -> None:
    if ocr.version() is None:
        pytest.skip(f"no Tesseract with Vietnamese on this machine: {ocr.INSTALL}")


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.version.cache_clear()
    yield
    ocr.version.cache_clear()


@pytest.fixture(scope="module")
def mixed() -> bytes:
    """A file whose first page has a text layer and whose second is a picture."""
    return paper(FIRST, picture_of(SECOND))


@pytest.fixture(scope="module")
def scan() -> bytes:
    return paper((), picture_of(FIRST), picture_of(SECOND))


def paper(lines: tuple[str, ...], *pictures: io.BytesIO) -> bytes:
    if not FONT.is_file():
        pytest.skip("no font with Vietnamese letters (DejaVu Sans) on this machine")
    sheet = FPDF()
    sheet.add_font("body", fname=str(FONT))
    sheet.set_font("body", size=12)
    if lines:
        sheet.add_page()
        for line in lines:
            sheet.multi_cell(0, 9, line, new_x="LMARGIN", new_y="NEXT")
    for picture in pictures:
        sheet.add_page()
        sheet.image(picture, 0, 0, 210, 297)
    return bytes(sheet.output())


def picture_of(lines: tuple[str, ...]) -> io.BytesIO:
    stream = io.BytesIO()
    page = pdfium.PdfDocument(paper(lines))[0]
    page.render(scale=200 / 72, grayscale=True).to_pil().save(stream, "PNG")
    return stream


@pytest.mark.usefixtures("engine")
def test_a_page_that_is_a_picture_is_read_and_the_other_keeps_its_text_layer(mixed: bytes) -> None:
    read = read_bytes(mixed, ".pdf")
    assert read.page_count == len(read.pages) == 2
    assert read.text.startswith("\n".join(FIRST))
    on_second = read.text[read.pages[1] :]
    assert SECOND[1] in on_second and "trách nhiệm thi hành" in on_second
    (warning,) = read.warnings
    assert warning.startswith("nhận dạng từ ảnh, độ tin cậy ") and "(trang 2: " in warning


@pytest.mark.usefixtures("engine")
def test_pages_read_once_are_taken_from_where_they_were_kept(scan: bytes, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with scanning(tmp_path, progress=lambda done, total: told.append((done, total))):
        first = read_bytes(scan, ".pdf")
    assert told == [(1, 2), (2, 2)]
    kept = sorted(tmp_path.rglob("*.tsv.gz"))
    assert len(kept) == 2 and not list(tmp_path.rglob("*.part"))
    for path in kept:  # a word that only the kept result holds
        path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace("Điều".encode(), b"QUEN")))
    with scanning(tmp_path, jobs=1):
        again = read_bytes(scan, ".pdf")
    assert again.text == first.text.replace("Điều", "QUEN")
    kept[0].write_bytes(b"\x1f\x8b cut")
    kept[1].unlink()
    with scanning(tmp_path):
        assert read_bytes(scan, ".pdf") == first


@pytest.mark.usefixtures("engine")
def test_the_text_does_not_hang_on_how_many_pages_are_read_at_once(scan: bytes) -> None:
    with scanning(jobs=1):
        alone = read_bytes(scan, ".pdf")
    with scanning(jobs=4):
        assert read_bytes(scan, ".pdf") == alone


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_a_line_names_the_packages(mixed: bytes, scan: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        read_bytes(scan, ".pdf")
    assert "tesseract-ocr-vie" in str(refused.value) and "\n" not in str(refused.value)
    read = read_bytes(mixed, ".pdf")
    assert read.text == "\n".join(FIRST)
    (warning,) = read.warnings
    assert warning.startswith("trang 2 ") and "tesseract-ocr-vie" in warning


def test_the_warning_names_the_confidence_of_every_page() -> None:
    said = confidence_warning({1: 91.2, 2: 90.8, 3: 62.0, 5: 62.0})
    assert said == "nhận dạng từ ảnh, độ tin cậy 76 % (trang 1–2: 91, 3: 62, 5: 62)"
    assert page_warning(("khác", said), 2) == "nhận dạng từ ảnh, độ tin cậy 91 %"
    assert page_warning((said,), 5) == "nhận dạng từ ảnh, độ tin cậy 62 %"
    assert page_warning((said,), 4) is None
    assert page_warning((said,), None) == "nhận dạng từ ảnh, độ tin cậy 76 %"
    assert page_warning(("khác",), 1) is None


def test_specks_at_the_ends_of_a_line_are_no_text_and_the_halves_of_a_letterhead_are_two() -> None:
    def word(text: str, left: int, width: int, line: int, confidence: float = 90.0) -> ocr.Word:
        return ocr.Word(text, left, 100 * line, width, 30, confidence, (1, 1, line))

    words = [
        word("|", 0, 5, 1, 40.0), word("-", 20, 10, 1), word("Lưu:", 40, 80, 1), word("'", 200, 5, 1, 30.0),
        word("Số:", 20, 60, 2), word("12", 90, 40, 2), word("Độc", 600, 60, 2), word("lập", 670, 60, 2),
        word("-", 740, 10, 2), word("Tự", 760, 50, 2), word("do", 820, 40, 2), word("~¬", 20, 30, 3, 20.0),
    ]  # fmt: skip
    lines = lines_of_words(words, 200, 2000)
    assert [line.text for line in lines] == ["- Lưu:", "Số: 12", "Độc lập - Tự do"]
    assert lines[0].base > lines[1].base == lines[2].base


BARE = (
    "UY BAN NHAN DAN XA BINH MINH",
    "Dieu 1. Phe duyet ke hoach giam ngheo ben vung nam 2024.",
    "Ty 1e hO ngheo giam con 3,5 phan tram, giao So Tai chinh bo tri kinh phi.",
)


def layered(picture: io.BytesIO, *layer: str, top: float = 250) -> bytes:
    """A page under one picture, with a text layer over it as scanners and signatures leave it."""
    sheet = FPDF()
    sheet.add_font("body", fname=str(FONT))
    sheet.set_font("body", size=8)
    sheet.add_page()
    sheet.image(picture, 0, 0, 210, 297)
    for number, line in enumerate(layer):
        sheet.text(15, top + 5 * number, line)
    return bytes(sheet.output())


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "layer",
    [
        ("Scanned with CamScanner",),
        ("Ký bởi: Ủy ban nhân dân xã Bình Minh", "Cơ quan: Ủy ban nhân dân xã", "Ngày ký: 03/02/2024"),
        ("Digitally signed by Tran Van Mau", "Date: 2024.02.03 08:15:00 +07'00'"),
        ("Số: 12/KH-UBND", "ngày 03 tháng 02 năm 2024"),  # put in when the number was given
    ],
)
def test_a_stamp_over_a_picture_is_no_text_layer(layer: tuple[str, ...]) -> None:
    read = read_bytes(layered(picture_of((*FIRST, *SECOND)), *layer), ".pdf")
    assert "Phê duyệt kế hoạch giảm nghèo" in read.text and "trách nhiệm thi hành" in read.text
    assert any(warning.startswith("nhận dạng từ ảnh") for warning in read.warnings)


@pytest.mark.usefixtures("engine")
def test_a_layer_that_was_read_without_vietnamese_letters_gives_way_to_the_picture() -> None:
    read = read_bytes(layered(picture_of((*FIRST, *SECOND)), *BARE * 3), ".pdf")
    assert "hộ nghèo giảm còn 3,5 phần trăm" in read.text


@pytest.mark.usefixtures("engine")
def test_a_layer_that_says_what_the_picture_says_stays() -> None:
    blank = io.BytesIO()
    Image.new("L", (1654, 2339), 235).save(blank, "PNG")
    slide = ("Kết quả giảm nghèo năm 2024", "Hộ nghèo giảm còn 3,5%")
    read = read_bytes(layered(blank, *slide, top=40), ".pdf")
    assert read.text.split() == " ".join(slide).split() and not read.warnings
    vietnamese = (*FIRST, *SECOND) * 3  # the scanner's engine knew the language
    read = read_bytes(layered(picture_of(FIRST), *vietnamese, top=40), ".pdf")
    assert read.text.count(SECOND[1]) == 3 and not read.warnings


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_a_stamp_is_no_text_and_a_short_layer_is_told() -> None:
    for layer in (("Scanned with CamScanner",), BARE * 3):
        with pytest.raises(Rejected) as refused:
            read_bytes(layered(picture_of(FIRST), *layer), ".pdf")
        assert "OCR" in str(refused.value) and "tesseract-ocr-vie" in str(refused.value)
    read = read_bytes(layered(picture_of(FIRST), "Số: 12/KH-UBND", "Bình Minh, ngày 03 tháng 02"), ".pdf")
    assert read.text.startswith("Số: 12/KH-UBND")
    (warning,) = read.warnings
    assert warning.startswith("trang 1 ") and "tesseract-ocr-vie" in warning
