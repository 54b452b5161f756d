"""Scans and photographs saved as pictures: read as a page of a scanned PDF is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.readers import Rejected, ocr, read_bytes
from ingest.readers.images import MAX_PIXELS, frames
from ingest.run import ingest_paths
from tests.killing import decree
from tests.test_scans import FIRST, SECOND, no_engine, picture_of
from tests.test_secrecy import scanned

__all__ = ["no_engine"]

engine = pytest.mark.skipif(
    ocr.version() is None, reason=f"no Tesseract with Vietnamese on this machine: {ocr.INSTALL}"
)


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return Image.open(picture_of(FIRST)).convert("RGB")


@pytest.fixture(scope="module")
def second() -> Image.Image:
    return Image.open(picture_of(SECOND)).convert("RGB")


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


@engine
@pytest.mark.parametrize(
    ("format", "kind", "options"),
    [
        ("JPEG", "jpg", {"quality": 85}),
        ("PNG", "png", {"dpi": (200, 200)}),
        ("TIFF", "tif", {"dpi": (200, 200)}),
    ],
)
def test_a_picture_of_a_page_is_read(
    page: Image.Image, format: str, kind: str, options: dict[str, object]
) -> None:
    raw = read_bytes(saved(page, format, **options), ".tệp")
    assert raw.kind == kind and raw.page_count == 1
    assert FIRST[1] in raw.text and "giảm nghèo bền vững năm 2024" in raw.text
    assert raw.warnings[0].startswith("nhận dạng từ ảnh, độ tin cậy ")


@engine
def test_each_page_of_a_fax_is_a_page(page: Image.Image, second: Image.Image) -> None:
    bits = [one.convert("L").point(lambda value: 255 * (value > 128), "1") for one in (page, second)]
    data = saved(bits[0], "TIFF", save_all=True, append_images=bits[1:], compression="group4", dpi=(200, 200))
    raw = read_bytes(data, ".tif")
    assert raw.page_count == len(raw.pages) == 2
    assert FIRST[1] in raw.text[: raw.pages[1]] and SECOND[1] in raw.text[raw.pages[1] :]


@engine
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(page: Image.Image, turn: int) -> None:
    assert FIRST[1] in read_bytes(saved(page.rotate(turn, expand=True), "PNG"), ".png").text


@engine
def test_a_camera_that_noted_how_it_was_held_is_believed(page: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    turned = page.rotate(90, expand=True)
    (upright,) = frames(saved(turned, "JPEG", quality=90, exif=exif))
    assert upright.size == page.size


def test_layers_that_are_clear_are_paper_and_16_bits_are_gray() -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    (seen,) = frames(saved(clear, "PNG"))
    assert seen.getpixel((5, 5)) == (255, 255, 255)
    (gray,) = frames(saved(Image.new("I;16", (400, 300), 0x8000), "PNG"))
    assert gray.getpixel((5, 5)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("told", "size", "across"),
    [
        ((300, 300), (2480, 3508), 300),
        ((72, 72), (2480, 3508), 300),  # a camera's word: a paper of 1.2 metres
        (None, (1240, 1754), 150),
        ((204, 98), (1728, 1146), 204),  # a fax
    ],
)
def test_the_resolution_is_that_of_a_paper(told: object, size: tuple[int, int], across: int) -> None:
    options = {"dpi": told} if told else {}
    (seen,) = frames(saved(Image.new("L", size, 255), "PNG", **options))
    assert round(seen.info["dpi"][0]) == across


@engine
@pytest.mark.parametrize(
    "make", [lambda: Image.new("RGB", (300, 300), "white"), lambda: Image.effect_noise((300, 300), 90)]
)
def test_a_picture_without_writing_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(Rejected, match="không có chữ"):
        read_bytes(saved(make(), "PNG"), ".png")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(page: Image.Image, format: str) -> None:
    whole = saved(page.resize((300, 400)), format)
    for data in (whole[: len(whole) // 2], whole[:40]):
        with pytest.raises(Rejected) as refused:
            read_bytes(data, ".x")
        assert ":" in str(refused.value) and "\n" not in str(refused.value)


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    side = int(MAX_PIXELS**0.5) + 100
    data = saved(Image.new("1", (side, side)), "PNG")
    assert len(data) < 100_000
    with pytest.raises(Rejected, match=r"triệu điểm|nhận dạng"):
        read_bytes(data, ".png")


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_too_a_broken_picture_is_told_to_be(page: Image.Image) -> None:
    whole = saved(page.resize((300, 400)), "JPEG")
    for data in (whole[:200], b"\x89PNG\r\n\x1a\n" + bytes(50)):
        with pytest.raises(Rejected, match="hỏng hoặc bị cắt cụt"):
            read_bytes(data, ".x")


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_a_line_names_the_packages(page: Image.Image) -> None:
    with pytest.raises(Rejected, match="tesseract-ocr-vie"):
        read_bytes(saved(page, "PNG"), ".png")


@engine
def test_a_red_stamp_of_secrecy_on_a_picture_is_seen(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    made, store = tmp_path / "files", tmp_path / "kho"
    made.mkdir()
    drawn = pdfium.PdfDocument(scanned(stamp=True))[0].render(scale=150 / 72).to_pil()
    (made / "quét.jpg").write_bytes(saved(drawn.convert("RGB"), "JPEG", quality=90))
    (row,) = ingest_paths([made], store).rows
    assert "dấu chỉ độ mật (Mật)" in (row.reason or "")
    assert not list((store / "ocr").rglob("*.gz"))


@engine
def test_a_scan_beside_its_text_does_not_take_the_id(page: Image.Image, tmp_path: Path) -> None:
    made = tmp_path / "files"
    made.mkdir()
    (made / "nghị quyết.jpg").write_bytes(saved(page, "JPEG"))
    (made / "nghị quyết.txt").write_text(decree(1), encoding="utf-8")
    rows = {Path(row.path).suffix: row.id for row in ingest_paths([made], tmp_path / "kho").rows}
    assert rows == {".txt": "nghi-quyet", ".jpg": "nghi-quyet-2"}
