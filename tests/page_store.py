"""A small library for tests of the page: two invented programmes and a document that means harm."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

from index.build import build_index
from ingest.run import ingest_paths
from ingest.store import Store
from settings import Settings

SETTINGS = 'model = "hashing"\nquery_prompt = ""\npassage_prompt = ""\n'

NORTH = """Số: 15/QĐ-UBND

Sông Mẫu, ngày 12 tháng 01 năm 2023

QUYẾT ĐỊNH

Ban hành Chương trình phát triển kinh tế - xã hội năm 2023 của huyện Sông Mẫu

I- MỤC TIÊU VÀ CHỈ TIÊU

1. Mục tiêu

{filler}

2. Các chỉ tiêu chủ yếu

(1) Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5%.

(2) Thu ngân sách trên địa bàn đạt 320 tỷ đồng.

(3) Tỷ lệ hộ nghèo giảm còn 2,4%.

II- NHIỆM VỤ VÀ GIẢI PHÁP

1. Phát triển nông nghiệp

{filler}

2. Chăm sóc sức khỏe nhân dân

{filler}

III- TỔ CHỨC THỰC HIỆN

{filler}

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""
SOUTH = """KẾ HOẠCH

Phát triển kinh tế - xã hội năm 2024 của huyện Đồi Mẫu

I- CHỈ TIÊU CHỦ YẾU

(1) Tỷ lệ dân số tham gia bảo hiểm y tế đạt 88%.

(2) Trồng mới 150 ha rừng sản xuất.

II- GIẢI PHÁP

{filler}
"""
HOSTILE = """THÔNG BÁO

Về việc <script>window.hacked = 1</script> chế độ **đậm** và $x^2$ năm 2023

I- NỘI DUNG <img src=x onerror="window.hacked = 2">

(1) Mã độc mẫu: <b>đậm thật</b> **sao** $a+b$ :red[đỏ] :material/home: [bấm](javascript:hacked=3) &lt;i&gt;.

(2) Mã độc mẫu tiếp theo " onmouseover="window.hacked=4 và ' và </mark></article><iframe src="javascript:1">.

II- KẾT THÚC

{filler}
"""
_FILLER = "\n\n".join(
    f"Các cơ quan, đơn vị phối hợp triển khai nhiệm vụ thứ {number} theo chức năng được giao, thường xuyên "
    "kiểm tra, đôn đốc, báo cáo kết quả về Văn phòng để tổng hợp, bảo đảm đúng tiến độ và chất lượng đề ra."
    for number in range(1, 9)
)
QUOTE = "Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5%."


PAPER = """Số: 21/KH-UBND

Sông Mẫu, ngày 10 tháng 01 năm 2025

KẾ HOẠCH

Phát triển y tế năm 2025 của huyện Sông Mẫu

(1) Số giường bệnh năm 2025 của huyện Sông Mẫu đạt 412 giường.
"""
_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def _pdf(path: Path) -> None:
    """The same paper as a PDF where a font for it is installed, else as text."""
    if not _FONT.is_file():
        path.with_suffix(".txt").write_text(PAPER, encoding="utf-8")
        return
    sheet = FPDF()
    sheet.add_font("body", fname=str(_FONT))
    sheet.set_font("body", size=12)
    sheet.add_page()
    sheet.multi_cell(0, 8, PAPER)
    sheet.output(str(path))


def build(folder: Path) -> list[str]:
    """Make documents, store and index in ``folder``; returns the arguments that ``app.py`` wants."""
    docs, store = folder / "docs", folder / "store"
    docs.mkdir(parents=True)
    for name, text in (("song-mau-2023", NORTH), ("doi-mau-2024", SOUTH), ("ma-doc", HOSTILE)):
        (docs / f"{name}.txt").write_text(text.format(filler=_FILLER), encoding="utf-8")
    _pdf(docs / "song-mau-2025.pdf")
    ingest_paths([docs], store)
    with Store(store) as source:
        build_index(store, Settings(store=store, model="hashing", query_prompt="", passage_prompt=""), source)
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    return ["--store", str(store), "--settings", str(folder / "settings.toml")]
