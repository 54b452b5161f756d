"""Both ends of a change, rounds that are numbered, and rows of a table that lists places in capitals."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from ingest.facts.figures import figures
from tests.index_world import made

FEES = """ỦY BAN NHÂN DÂN
TỈNH BẮC GIANG

Số: 47/QĐ-UBND

Bắc Giang, ngày 14 tháng 8 năm 2025

QUYẾT ĐỊNH
Về việc điều chỉnh giảm phí sử dụng kho lạnh, bến thuyền

Điều 1. Điều chỉnh giảm một số loại phí như sau:

1. Phí sử dụng kho lạnh đối với hợp tác xã, điều chỉnh giảm từ 14,4%/năm (1,2%/tháng) xuống 10,8%/năm \
(0,9%/tháng).

2. Phí sử dụng bến thuyền đối với hộ nghèo, điều chỉnh giảm từ 7,2%/năm (0,6%/tháng) xuống 4,8%/năm \
(0,4%/tháng).
"""


REPORT = """TỈNH ỦY SÓC TRĂNG

Số: 18-BC/TU

Sóc Trăng, ngày 20 tháng 12 năm 2022

BÁO CÁO
Kết quả lãnh đạo thực hiện nhiệm vụ năm 2022

1. Kinh tế

Tổng kim ngạch xuất khẩu thủy sản năm 2022 đạt 1.350 triệu USD (vượt Nghị quyết trên 17%). Diện tích thả \
nuôi tôm nước lợ 51.200 ha, vượt 6,4% kế hoạch. Thu từ dịch vụ cảng cá vượt so với dự toán, đạt 76 tỷ đồng.
"""


def _table(*rows: str) -> str:
    return "\n".join("|\n" + "\n|\n".join(row.split(";")) + "\n|" for row in rows)


GRANT = (
    """THỦ TƯỚNG CHÍNH PHỦ

Số: 1907/QĐ-TTg

Hà Nội, ngày 21 tháng 7 năm 2025

QUYẾT ĐỊNH
Về việc cấp kinh phí cho các địa phương để khắc phục hậu quả mưa lũ (đợt 3)

Điều 1. Cấp kinh phí từ dự phòng ngân sách cho 4 địa phương số tiền 812 tỷ đồng để khắc phục hậu quả mưa lũ.

PHỤ LỤC

KINH PHÍ CẤP CHO CÁC ĐỊA PHƯƠNG ĐỂ KHẮC PHỤC HẬU QUẢ MƯA LŨ (ĐỢT 3)

Đơn vị: Triệu đồng

"""
    + _table("TT;Địa phương;Số tiền", "1;LÀO CAI;240.300", "2;HÀ GIANG;185.700", "3;CÀ MAU;96.400")
    + "\n"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(
        made(tmp_path_factory.mktemp("store"), {"phi-47": FEES, "cap-1907": GRANT, "bc-18": REPORT}), 0.5
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Phí sử dụng kho lạnh của hợp tác xã sau khi điều chỉnh giảm là bao nhiêu một năm?", "10,8%/năm"),
        ("Phí sử dụng kho lạnh mới đối với hợp tác xã mỗi tháng là bao nhiêu?", "0,9%/tháng"),
        ("Phí sử dụng kho lạnh của hợp tác xã trước khi điều chỉnh là bao nhiêu theo tháng?", "1,2%/tháng"),
        ("Phí sử dụng bến thuyền của hộ nghèo hiện nay là bao nhiêu một năm?", "4,8%/năm"),
        ("Phí sử dụng kho lạnh của hợp tác xã là bao nhiêu một năm?", "10,8%/năm"),
        ("Phí sử dụng bến thuyền của hộ nghèo mấy phần trăm mỗi tháng?", "0,4%/tháng"),
        ("Kim ngạch xuất khẩu thủy sản của Sóc Trăng năm 2022 vượt nghị quyết bao nhiêu?", "trên 17%"),
        ("kim ngạch xuất khẩu thủy sản Sóc Trăng đạt bao nhiêu", "1.350 triệu USD"),
        ("Sóc Trăng vượt kế hoạch thả nuôi tôm nước lợ mấy phần trăm?", "6,4%"),
        ("Cà Mau được cấp bao nhiêu triệu đồng để khắc phục hậu quả mưa lũ?", "96.400"),
        ("Lào Cai được cấp bn tr.đ khắc phục hậu quả mưa lũ", "240.300"),
        ("Kinh phí khắc phục hậu quả mưa lũ đợt 3 cấp cho Hà Giang là bao nhiêu?", "185.700"),
    ],
)
def test_the_end_the_rate_or_the_row_that_is_asked_for(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert not answer.abstained, answer.reason
    assert answer.answers[0].text == text


def test_what_was_reached_is_not_by_how_much_the_plan_was_passed(engine: Engine) -> None:
    answer = engine.answer("Thu từ dịch vụ cảng cá của Sóc Trăng vượt dự toán bao nhiêu?")
    assert answer.abstained, answer.answers


def test_another_round_answers_nothing(engine: Engine) -> None:
    answer = engine.answer("Kinh phí khắc phục hậu quả mưa lũ đợt 1 cấp cho Hà Giang là bao nhiêu?")
    assert answer.abstained


def test_several_places_are_told_by_their_rows(engine: Engine) -> None:
    answer = engine.answer("Lào Cai và Hà Giang được cấp bao nhiêu kinh phí khắc phục hậu quả mưa lũ?")
    assert {one.text for one in answer.answers} == {"240.300", "185.700"}


@pytest.mark.parametrize("text", ["Cà Mau: 71.500 Triệu đồng;", "được bổ sung 23 Tỷ đồng"])
def test_a_scale_may_be_capital(text: str) -> None:
    (figure,) = figures(text)
    assert figure.kind == "money"
    assert text[figure.start : figure.end].endswith("đồng")
