"""How many of a thing a table gives, how often something is done, who is liable, what a body is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from tests.index_world import made

DECISION = """ỦY BAN NHÂN DÂN TỈNH ĐÈO MÂY

Số: 91/QĐ-UBND

Đèo Mây, ngày 12 tháng 8 năm 2024

QUYẾT ĐỊNH
về trang cấp vật dụng cho bảo vệ rừng thôn tỉnh Đèo Mây

Điều 1. Vật dụng được cấp 01 lần/02 năm cho mỗi tổ bảo vệ rừng thôn

|
**TT**
|
**Tên vật dụng**
|
**Đơn vị tính**
|
**Số lượng**
|
|
1
|
Đèn pin
|
Cái
|
06
|
|
2
|
Võng dù
|
Chiếc
|
04
|
|

Điều 2. Theo tình hình thực tế, Tổ trưởng các tổ bảo vệ rừng chịu trách nhiệm mua sắm vật dụng.

Điều 3. Các xã báo cáo tình hình sử dụng vật dụng hằng quý.

Điều 4. Tổ chức thực hiện

(1) Chi cục Kiểm lâm kiểm tra chất lượng vật dụng, hướng dẫn các tổ bảo vệ rừng cách dùng.

(2) Các xã lập danh sách tổ bảo vệ rừng.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    where: Path = tmp_path_factory.mktemp("store")
    return Engine(made(where, {"vat-dung": DECISION}), abstain_below=0.3)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("mỗi tổ bảo vệ rừng được cấp mấy cái đèn pin", "06"),
        ("số võng dù cấp cho tổ bảo vệ rừng", "04"),
        ("ai chịu trách nhiệm mua sắm vật dụng bảo vệ rừng", "Tổ trưởng các tổ bảo vệ rừng"),
        ("các xã báo cáo sử dụng vật dụng bao lâu một lần", "hằng quý"),
        (
            "Chi cục Kiểm lâm được giao gì về vật dụng bảo vệ rừng",
            "Chi cục Kiểm lâm kiểm tra chất lượng vật dụng, hướng dẫn các tổ bảo vệ rừng cách dùng.",
        ),
    ],
)
def test_it_is_told(engine: Engine, question: str, answer: str) -> None:
    told = engine.answer(question)
    assert [cited.text for cited in told.answers][:1] == [answer], told.reason
