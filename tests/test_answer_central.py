"""What documents of the whole country say of one place, of several, of an organ; counts in short forms."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from ingest.facts.figures import figures
from tests.index_world import made


def _table(*rows: str) -> str:
    """Rows of a table with each cell on a line of its own, as sites write them."""
    return "\n".join("|\n" + "\n|\n".join(row.split(";")) + "\n|" for row in rows)


DISPATCH = (
    """THỦ TƯỚNG CHÍNH PHỦ

Số: 188/CĐ-TTg

Hà Nội, ngày 09 tháng 10 năm 2025

CÔNG ĐIỆN
Về đẩy nhanh xây dựng trạm sạc xe điện

1. Phấn đấu đến năm 2030, Lai Châu có tối thiểu 30 trạm sạc xe điện, Sóc Trăng có tối thiểu 70 trạm sạc \
xe điện.

2. Đối với các tỉnh xung quanh tỉnh Lai Châu (bao gồm: Yên Bái, Sơn La, Điện Biên), nồng độ khí thải \
trung bình năm 2030 giảm tối thiểu 10%. Tại tỉnh Lai Châu, nồng độ khí thải trung bình năm 2030 đạt dưới \
40 μg/m3.

3. Đến nay, 17 NHTM đã có văn bản đăng ký tham gia cho vay xây dựng trạm sạc xe điện.

PHỤ LỤC II

KẾT QUẢ LẮP ĐẶT ĐIỂM SẠC CÔNG CỘNG TẠI CÁC ĐỊA PHƯƠNG

"""
    + _table("STT;Địa phương;Tổng số điểm sạc phải lắp;Tỷ lệ thực hiện (%)")
    + "\n"
    + _table("1.;Cao Bằng;40;61,5", "2.;Sóc Trăng;60;72,25", "3.;TP Huế;90;93,75", "4.;Sơn La;55;81,35")
    + "\n"
)
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU

Số: 31/KH-UBND

Lai Châu, ngày 12 tháng 11 năm 2025

KẾ HOẠCH
Phát triển giao thông năm 2026 trên địa bàn tỉnh Lai Châu

1. Bảo đảm 100% xe buýt mới dùng điện.

2. Tiếp tục chăm sóc cây xanh hai bên đường.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    store = made(tmp_path_factory.mktemp("store"), {"cong-dien-188": DISPATCH, "lai-chau-2025": PLAN})
    return Engine(store, 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Đến năm 2030 Lai Châu có bao nhiêu trạm sạc xe điện?", "tối thiểu 30 trạm"),
        ("Đến năm 2030 Sóc Trăng có bao nhiêu trạm sạc xe điện?", "tối thiểu 70 trạm"),
        ("Nồng độ khí thải trung bình năm 2030 của Lai Châu phải đạt dưới mức nào?", "dưới 40 μg/m3"),
        ("Nồng độ khí thải trung bình năm 2030 của Sơn La giảm bao nhiêu phần trăm?", "giảm tối thiểu 10%"),
        ("Sóc Trăng lắp đặt điểm sạc công cộng đạt bao nhiêu phần trăm?", "72,25"),
        ("Tỷ lệ lắp đặt điểm sạc công cộng của Sơn La", "81,35"),
        ("Bao nhiêu ngân hàng thương mại đã đăng ký tham gia cho vay xây dựng trạm sạc?", "17 NHTM"),
    ],
)
def test_the_clause_or_row_of_the_place_answers(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert [" ".join(one.text.split()) for one in answer.answers][:1] == [text], answer.reason


def test_each_of_two_places_of_one_document_is_told(engine: Engine) -> None:
    answer = engine.answer("So sánh số trạm sạc xe điện năm 2030 của Lai Châu và Sóc Trăng")
    assert {" ".join(one.text.split()) for one in answer.answers} == {
        "tối thiểu 30 trạm",
        "tối thiểu 70 trạm",
    }


@pytest.mark.parametrize("place", ["Cà Mau", "Tây Ninh"])
def test_a_place_that_no_text_names_is_refused(engine: Engine, place: str) -> None:
    answer = engine.answer(f"Đến năm 2030 {place} có bao nhiêu trạm sạc xe điện?")
    assert answer.abstained
    assert place in (answer.reason or "")


def test_those_around_a_place_are_named_not_the_place(engine: Engine) -> None:
    answer = engine.answer("Những tỉnh nào xung quanh Lai Châu phải giảm nồng độ khí thải?")
    assert answer.answers[0].text == "Yên Bái, Sơn La, Điện Biên"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("còn 75 VBQPPL phải sửa đổi", ["75 VBQPPL"]),
        ("ưu tiên **319** VBQPPL[10]", ["319** VBQPPL"]),
        ("trong năm 2025 UBND tỉnh ban hành", []),
        ("theo Nghị quyết số 71/NQ-CP", []),
        ("năm 2024 TTHC được cắt giảm", []),
    ],
)
def test_a_short_form_behind_a_number_is_what_it_counts(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in figures(text)] == found
