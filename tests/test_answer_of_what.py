"""A figure, a span or a datum answers only for the very thing that is asked for."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from answer.plans import planned
from answer.question import analyse
from answer.routes import routes
from answer.shorthand import spelled
from answer.whole_names import completed
from index.types import Understood
from ingest.document import parse
from ingest.facts.sentences import Reading
from ingest.facts.tabled import facts
from tests.index_world import made

REPORT = """ĐẢNG BỘ TỈNH BÌNH TRÀ

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ tỉnh Bình Trà lần thứ VII, nhiệm kỳ 2020 - 2025

I- KẾT QUẢ

Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ VI đề ra 20 chỉ tiêu, đã đạt 19 chỉ tiêu, còn chỉ tiêu \
giá trị sản xuất bình quân một công nhân đạt 41 triệu đồng/người so với Nghị quyết đề ra là 44 triệu \
đồng/người.

Diện tích gieo trồng là 52.310ha, trong đó cây bắp 8.400ha. Nghề dệt chiếu lác và trồng lác được giữ gìn.

Vận động tốt với phương châm “nghe dân nói, làm dân tin”, công tác dân vận có nhiều đổi mới.

II- CHỈ TIÊU ĐẾN NĂM 2025

(1) Giá trị sản xuất bình quân một công nhân từ 60 - 66 triệu đồng/người.

(2) Giảm 0,7% tỷ lệ hộ nghèo.

(3) Có 82% ban công tác phụ nữ, chi hội nghề cá, tổ tự quản, câu lạc bộ văn nghệ xếp loại khá trở lên.

(4) Tỷ lệ dân số được xem truyền hình số đạt 71% (trong đó thành thị 94,5%; nông thôn 63%).

(5) Có thêm 11 xã đạt chuẩn an toàn thực phẩm.

III- GIẢI PHÁP

Chuyển đổi số dựa trên 03 nền tảng chính: Dữ liệu mở - Hạ tầng chung - Con người số, ưu tiên cấp xã.

Đẩy nhanh thi công Đường tỉnh ĐT.663 (An Khê - Vàm Lớn) và bắc cầu Rạch Dừa.
"""

DECISION = """ỦY BAN NHÂN DÂN
HUYỆN GIỒNG SÀI

Số: 317/QĐ-UBND

Giồng Sài, ngày 20 tháng 02 năm 2022

QUYẾT ĐỊNH
Ban hành Kế hoạch chỉnh trang chợ trên địa bàn huyện Giồng Sài

ỦY BAN NHÂN DÂN HUYỆN GIỒNG SÀI

Căn cứ Luật Giá ngày 19 tháng 6 năm 2023; Luật Sửa đổi, bổ sung một số điều của Luật Giá ngày 10 tháng 12 \
năm 2024;

Căn cứ Quyết định số 29/QĐ-UBND ngày 03 tháng 01 năm 2022 của Ủy ban nhân dân tỉnh về chợ;

Xét đề nghị của Trưởng phòng Kinh tế huyện tại Công văn số 58/KT ngày 15 tháng 02 năm 2022.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch chỉnh trang chợ.

Điều 2. Quyết định này có hiệu lực thi hành từ ngày ký.

Nơi nhận:
- Như Điều 2;
- Ủy ban nhân dân tỉnh;
- Sở Công Thương tỉnh;
- Lưu VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lý Văn Thử
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    papers = {"binh-tra-2020": REPORT, "giong-sai-2022": DECISION}
    return Engine(made(tmp_path_factory.mktemp("store"), papers), 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ban công tác phụ nữ, chi hội nghề cá xếp loại khá trở lên", "82%"),
        ("% ban công tác phụ nữ, chi hội nghề cá xếp loại khá trở lên", "82%"),
        (
            "Nghị quyết Đại hội Đảng bộ tỉnh Bình Trà lần thứ VI đề ra chỉ tiêu giá trị sản xuất bình quân "
            "một công nhân là bao nhiêu?",
            "44 triệu đồng/người",
        ),
        (
            "Nhiệm kỳ qua giá trị sản xuất bình quân một công nhân ở Bình Trà đạt được bao nhiêu?",
            "41 triệu đồng/người",
        ),
        ("Tỷ lệ dân thành thị Bình Trà được xem truyền hình số là bao nhiêu?", "94,5%"),
        ("Dân ở quê Bình Trà được xem truyền hình số bao nhiêu phần trăm?", "63%"),
        ("3 nền tảng chuyển đổi số tỉnh Bình Trà", "Dữ liệu mở - Hạ tầng chung - Con người số"),
        ("phương châm công tác dân vận Bình Trà", "nghe dân nói, làm dân tin"),
        ("Đường tỉnh ĐT.663 nối từ đâu đến đâu?", "An Khê - Vàm Lớn"),
        ("Quyết định 317/QĐ-UBND căn cứ Luật Giá ban hành ngày nào?", "19 tháng 6 năm 2023"),
        ("Quyết định 317/QĐ-UBND ban hành ngày nào?", "20 tháng 02 năm 2022"),
        ("công văn đề nghị ban hành Quyết định 317/QĐ-UBND số", "58/KT"),
        ("công văn của Phòng Kinh tế huyện Giồng Sài về chợ", "58/KT"),
        ("Nơi nhận Quyết định 317/QĐ-UBND có sở nào?", "Sở Công Thương tỉnh"),
    ],
)
def test_an_answer_is_of_what_is_asked(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    assert answer.answers[0].text == text


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("Tỷ lệ hộ nghèo của tỉnh Bình Trà còn lại bao nhiêu phần trăm?", "Giảm 0,7% tỷ lệ hộ nghèo"),
        ("Diện tích trồng lác của tỉnh Bình Trà là bao nhiêu ha?", None),
        ("Mua một sạp chợ ở Giồng Sài phải trả bao nhiêu?", None),
        ("Quyết định 317/QĐ-UBND căn cứ Nghị quyết số 44/NQ-HĐND ban hành ngày nào?", None),
    ],
)
def test_something_else_is_no_answer(engine: Engine, question: str, near: str | None) -> None:
    answer = engine.answer(question)
    assert answer.abstained, answer.answers[0].text
    assert near is None or near in (answer.reason or "")


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("Thu nhập đạt 41 triệu đồng so với Nghị quyết đề ra là 44 triệu đồng.", [False, True]),
        ("Trồng mới 320 ha (kế hoạch năm là 300 ha).", [False, True]),
        ("Thu ngân sách đạt 104% so với kế hoạch, tăng 9% so với cùng kỳ.", [False, False]),
        ("Kế hoạch có 25 chỉ tiêu.", [False]),
    ],
)
def test_the_plan_is_told_from_the_result(text: str, plans: list[bool]) -> None:
    reading = Reading(parse(text, id="thu", source="thu.txt"))
    found = [fact for sentence in reading.sentences for fact in facts(sentence)]
    assert [planned(fact) for fact in found] == plans


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("thi công ĐT.663 (An Khê - Vàm Lớn) trong quý II", ["An Khê - Vàm Lớn"]),
        ("mở đường từ cầu Rạch Dừa đến xã Vàm Lớn", ["từ cầu Rạch Dừa đến xã Vàm Lớn"]),
        ("giai đoạn (2021 - 2025), tăng từ 5 đến 7%", []),
    ],
)
def test_the_ends_of_a_road(text: str, ends: list[str]) -> None:
    assert [text[slice(*span)] for span in routes(text)] == ends


def test_what_is_counted_and_not_named_is_told_by_its_number() -> None:
    asked = analyse(Understood("xã an toàn nào", "Những xã an toàn thực phẩm nào"))
    text = "Công nhận thêm 11 xã an toàn thực phẩm."
    low = text.index("xã")
    told = completed(asked, text, (low, len(text) - 1))
    assert text[slice(*told)] == "11 xã"


def test_a_road_is_no_place_with_its_initials() -> None:
    assert spelled("đường tỉnh ĐT.663 ở đâu", places=("Đồng Trà",))[0] == "đường tỉnh ĐT.663 ở đâu"
    assert (
        spelled("lượt khách tỉnh ĐT năm 2023", places=("Đồng Trà",))[0] == "lượt khách tỉnh Đồng Trà năm 2023"
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("so ca mac sot xuat huyet tinh Binh Tra", "số ca mắc sốt xuất huyết tỉnh"),
        ("so ca benh tay chan mieng", "số ca bệnh tay chân miệng"),
    ],
)
def test_a_case_is_no_police(engine: Engine, question: str, text: str) -> None:
    assert engine.understand(question).text.startswith(text)
