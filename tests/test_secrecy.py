"""A stamp of state secrecy is seen where stamps stand, and nowhere else."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF

from ingest.__main__ import main
from ingest.readers import Rejected, ocr
from ingest.run import ingest_paths
from ingest.secrecy import degree_of, refuse_secret
from ingest.store import Store

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")

HEAD = """ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ AN BÌNH              Độc lập - Tự do - Hạnh phúc
{number}
{below}
An Bình, ngày 03 tháng 02 năm 2024

BÁO CÁO
{title}

Kính gửi: Ủy ban nhân dân huyện.
1. Tình hình chung trong năm ổn định.
{text}
"""


def letter(
    number: str = "Số: 07/BC-UBND", below: str = "", title: str = "Tình hình năm 2024", text: str = ""
) -> str:
    return HEAD.format(number=number, below=below, title=title, text=text)


@pytest.mark.parametrize(
    ("made", "degree"),
    [
        (letter(below="MẬT"), "Mật"),
        (letter(below="TỐI MẬT"), "Tối mật"),
        (letter(below="**TUYỆT MẬT**"), "Tuyệt mật"),
        (letter(below="Tối mật"), "Tối mật"),
        (letter(below="T Ố I   M Ậ T"), "Tối mật"),
        (letter(below="TOI MAT"), "Tối mật"),  # as a scan may read
        (letter(below="ĐỘ MẬT: MẬT"), "Mật"),
        (letter(below="Độ mật: Tuyệt mật"), "Tuyệt mật"),
        (letter(below="(TỐI MẬT)"), "Tối mật"),
        (letter(below="| MẬT | HỎA TỐC |"), "Mật"),
        (letter(number="Số: 07/BC-UBND      MẬT"), "Mật"),
        (letter(number="Số: 07-BC/HU (Mật)"), "Mật"),
        (letter(number="| Số: 07/BC-UBND | MẬT |"), "Mật"),
        (letter(number="Số: 07/BC-UBND TỐI MẬT"), "Tối mật"),
        (letter(below="MẬT - HỎA TỐC"), "Mật"),
        (letter(below="HỎA TỐC, TỐI MẬT"), "Tối mật"),
        (letter(below="MẬT (Bản số: 01)"), "Mật"),
        (letter(below="Bản số 01 TỐI MẬT"), "Tối mật"),
        (letter(below="TỐI MẬT A"), "Tối mật"),
        (letter(below="Độ khẩn: Thượng khẩn; độ mật: Tuyệt mật"), "Tuyệt mật"),
        (letter(below="MẬT/KHẨN – LƯU HÀNH NỘI BỘ"), "Mật"),
        ("MẬT\n" + letter(), "Mật"),
        ("ĐẢNG BỘ TỈNH A  TUYỆT MẬT  ĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-BC/TU\n\nBÁO CÁO\n", "Tuyệt mật"),
        ("a.docx\n" + letter() + "b.txt\nTỐI MẬT\nBÁO CÁO\nSố: 3-BC/HU\n", "Tối mật"),  # an archive
        (letter() * 3 + letter(below="MẬT"), "Mật"),  # a file that holds several documents
    ],
)
def test_a_stamp_is_seen(made: str, degree: str) -> None:
    assert degree_of(made) == degree


@pytest.mark.parametrize(
    "made",
    [
        letter(),
        letter(title="Công tác bảo vệ bí mật nhà nước", text="Tài liệu Mật, Tối mật phải đóng dấu."),
        letter(title="VỀ CÔNG TÁC BẢO MẬT"),
        letter(title="DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT"),
        letter(title="BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ\nTỐI MẬT"),
        letter(text="Các dấu chỉ độ mật gồm:\nTUYỆT MẬT\nTỐI MẬT\nMẬT\n"),
        letter(text="ĐỘ MẬT: MẬT"),
        letter(below="Độ mật: Không"),
        letter(below="Độ mật: ……"),
        letter(below="MẬT\nGIẢI MẬT"),
        letter(number="Số: 07/QĐ-BCY CỤC BẢO MẬT"),
        letter(below="V/v bảo vệ bí mật nhà nước"),
        letter(below="HỎA TỐC"),
        letter(below="Bản số 01"),
        letter(title="VỀ GỬI VĂN BẢN HỎA TỐC VÀ VĂN BẢN MẬT"),
        letter(below="V/v gửi văn bản mật, khẩn, bản số 02"),
        # A form in an annex: the national title, and a blank where the number would stand.
        letter() + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: ....../QĐ-....\nMẬT\nQUYẾT ĐỊNH\n",
        "Danh sách sản phẩm\n| STT | Tên |\n| 1 | Mật |\n| 2 | Sữa |\n",
        "",
    ],
)
def test_what_only_speaks_of_secrets_is_read(made: str) -> None:
    assert degree_of(made) is None
    refuse_secret(made)


def test_the_reason_names_the_degree_and_nothing_of_the_text() -> None:
    with pytest.raises(Rejected) as caught:
        refuse_secret(letter(below="TỐI MẬT", title="Kế hoạch Hoa Ban"))
    assert "Tối mật" in str(caught.value) and "allow_state_secrets" in str(caught.value)
    assert "Hoa Ban" not in str(caught.value) and "\n" not in str(caught.value)


def stored(home: Path) -> bytes:
    """All bytes below ``home``, packed files unpacked."""
    paths = [path for path in home.rglob("*") if path.is_file()]
    packed = [gzip.decompress(path.read_bytes()) for path in paths if path.suffix == ".gz"]
    return b"".join([*(path.read_bytes() for path in paths), *packed])


def test_the_text_of_a_secret_reaches_neither_store_nor_report(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made, store = tmp_path / "files", tmp_path / "kho"
    made.mkdir()
    secret = letter(below="TỐI MẬT", title="Kế hoạch Hoa Ban", text="Điểm tập kết tại bến Phượng Vĩ.")
    (made / "mật.txt").write_text(secret, encoding="utf-8")
    (made / "thường.txt").write_text(letter(title="Kế hoạch trồng cây"), encoding="utf-8")
    with zipfile.ZipFile(made / "gói.zip", "w") as archive:
        archive.writestr("trong.txt", secret)
    assert main([str(made), "--store", str(store)]) == 0
    assert main([str(made), "--store", str(store), "--json"]) == 0
    said = "".join(capfd.readouterr())
    assert said.count("Tối mật") >= 2 and "kế hoạch trồng cây" in said
    for words in ("Hoa Ban", "Phượng Vĩ"):
        assert words not in said and words.encode() not in stored(store)
    assert main(["--text", str(made / "mật.txt")]) == 1
    assert "Phượng Vĩ" not in "".join(capfd.readouterr())


def test_a_stamp_that_comes_later_drops_the_document_from_the_file(tmp_path: Path) -> None:
    made, store = tmp_path / "files", tmp_path / "kho"
    made.mkdir()
    path = made / "a.txt"
    path.write_text(letter(title="Kế hoạch Hoa Ban"), encoding="utf-8")
    ingest_paths([made], store)
    assert b"Hoa Ban" in stored(store)
    path.write_text(letter(below="MẬT", title="Kế hoạch Hoa Ban"), encoding="utf-8")
    assert [row.status for row in ingest_paths([made], store).rows] == ["rejected"]
    assert b"Hoa Ban" not in stored(store)


def test_a_setting_allows_them(tmp_path: Path) -> None:
    made, store, settings = tmp_path / "files", tmp_path / "kho", tmp_path / "settings.toml"
    made.mkdir()
    (made / "a.txt").write_text(letter(below="MẬT"), encoding="utf-8")
    settings.write_text("allow_state_secrets = true\n", encoding="utf-8")
    arguments = [str(made), "--store", str(store)]
    assert main([*arguments, "--settings", str(settings)]) == 0
    assert main(arguments) == 1  # and without it the document goes again
    with Store(store) as opened:
        assert opened.ids() == ()


@pytest.mark.skipif(
    ocr.version() is None or not FONT.exists(), reason="tesseract-ocr-vie or DejaVu Sans is not installed"
)
def test_a_red_stamp_on_a_scan_is_seen_and_nothing_of_the_scan_is_kept(tmp_path: Path) -> None:
    made, store = tmp_path / "files", tmp_path / "kho"
    made.mkdir()
    (made / "quét.pdf").write_bytes(scanned(stamp=True))
    (made / "quét thường.pdf").write_bytes(scanned(stamp=False))
    rows = {Path(row.path).name: row for row in ingest_paths([made], store).rows}
    assert "dấu chỉ độ mật (Mật)" in (rows["quét.pdf"].reason or "")
    assert rows["quét thường.pdf"].status == "added"
    (made / "quét thường.pdf").unlink()
    ingest_paths([made], store)
    kept = hashlib.sha256((made / "quét.pdf").read_bytes()).hexdigest()
    assert not (store / "ocr" / kept).exists()


def scanned(stamp: bool) -> bytes:
    """A PDF of one picture of a letter, with or without a red stamp below its number."""
    page = FPDF()
    page.add_page()
    page.add_font("Serif", fname=str(FONT))
    page.set_font("Serif", size=14)
    for row, line in enumerate(letter().split("\n")):
        page.text(20, 25 + 9 * row, line)
    if stamp:
        page.set_text_color(200, 30, 40)
        page.set_font("Serif", size=20)
        page.text(35, 53, "MẬT")
    drawn = pdfium.PdfDocument(bytes(page.output()))[0].render(scale=200 / 72).to_pil()
    result = FPDF()
    result.add_page()
    result.image(drawn, x=0, y=0, w=210, h=297)
    return bytes(result.output())
