"""What a dossier holds, where money comes from, to whom a rule applies, what a body has to do: the whole part
that papers have for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from tests.index_world import made

RULE = """ỦY BAN NHÂN DÂN TỈNH ĐÈO MÂY

Số: 640/QĐ-UBND

Đèo Mây, ngày 09 tháng 5 năm 2024

QUYẾT ĐỊNH
quy định thủ tục hỗ trợ chi phí đào giếng khoan cho hộ vùng hạn trên địa bàn tỉnh Đèo Mây

Điều 1. Phạm vi điều chỉnh, đối tượng áp dụng

1. Phạm vi điều chỉnh

Quyết định này quy định việc hỗ trợ một lần cho mỗi hộ.

2. Đối tượng áp dụng

a) Hộ ở các xã có tên trong danh mục vùng hạn;

b) Trạm cấp nước của thôn.

Điều 2. Trình tự

1. Hồ sơ đề nghị

a) Đơn có xác nhận của trưởng thôn;

b) Ảnh chụp giếng đã hoàn thành.

2. Sau khi nhận đủ giấy tờ, Sở Tài nguyên có trách nhiệm thẩm tra trong 06 ngày làm việc.

Điều 3. Trách nhiệm của các cơ quan

1. Trách nhiệm của Sở Tài nguyên

a) Chủ trì, hướng dẫn, tiếp nhận, thẩm định hồ sơ đề nghị hỗ trợ đào giếng;

b) Công bố danh mục vùng hạn hằng năm.

2. Trách nhiệm của Kho bạc tỉnh

Hằng năm, cấp phát tiền hỗ trợ đào giếng theo lệnh chi.
"""
PLAN = """ỦY BAN NHÂN DÂN TỈNH SÔNG LỞ

Số: 77/KH-UBND

Sông Lở, ngày 21 tháng 11 năm 2024

KẾ HOẠCH
V/V CỨU TRỢ NHÂN DÂN BỊ NGẬP LỤT TRÊN ĐỊA BÀN TỈNH SÔNG LỞ

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

Không để ai thiếu ăn, thiếu nước uống.

2. Yêu cầu

Đúng người, đúng nơi.

Nước ngập 12 xã, việc cứu trợ nhân dân bị ngập lụt gặp khó khăn.

II. KINH PHÍ THỰC HIỆN

- Dự phòng của tỉnh năm 2024.

- Tiền quyên góp qua Mặt trận.

III. PHÂN CÔNG

1. Sở Công Thương:

- Điều phối gạo, mì, nước uống từ các kho.

- Giữ giá hàng thiết yếu.

2. Công an tỉnh:

- Cấm đường ở nơi nước xiết.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    where: Path = tmp_path_factory.mktemp("store")
    return Engine(made(where, {"quy-dinh": RULE, "ke-hoach": PLAN}), abstain_below=0.3)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("hồ sơ đề nghị hỗ trợ đào giếng khoan gồm những gì", "Đơn có", "đã hoàn thành."),
        ("đối tượng áp dụng của quy định hỗ trợ đào giếng Đèo Mây", "Hộ ở các xã", "cấp nước của thôn."),
        ("tiền cứu trợ ngập lụt ở Sông Lở lấy từ đâu", "Dự phòng của tỉnh", "qua Mặt trận."),
        ("mục đích kế hoạch cứu trợ ngập lụt Sông Lở", "Không để ai", "nước uống."),
        ("Sở Công Thương Sông Lở làm gì khi ngập lụt", "Điều phối gạo", "hàng thiết yếu."),
    ],
)
def test_the_whole_part_is_told(engine: Engine, question: str, first: str, last: str) -> None:
    told = engine.answer(question)
    assert told.answers, told.reason
    assert told.answers[0].text.startswith(first)
    assert told.answers[0].text.endswith(last)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("cơ quan nào thẩm định hồ sơ đề nghị hỗ trợ đào giếng", "Sở Tài nguyên"),
        ("ai cấp phát tiền hỗ trợ đào giếng", "Kho bạc tỉnh"),
    ],
)
def test_a_heading_names_who_is_responsible(engine: Engine, question: str, answer: str) -> None:
    told = engine.answer(question)
    assert [cited.text for cited in told.answers][:1] == [answer], told.reason


def test_the_part_of_another_matter_is_not_told(engine: Engine) -> None:
    told = engine.answer("hồ sơ cấp phép nổ mìn gồm những gì").answers
    assert not any("Đơn có" in cited.text for cited in told)
