"""The code under which a notice classifies goods, of the one that names the make that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from tests.index_world import made

NOTICE = """CỤC HẢI QUAN
Số: {number}/TB-CHQ

Hà Nội, ngày 03 tháng 6 năm 2025

THÔNG BÁO
Về kết quả xác định trước mã số

Hàng hóa đề nghị xác định trước mã số do doanh nghiệp cung cấp:

Tên thương mại: Máy sấy chè Suối Bạc, cỡ {size}

Kết quả: thuộc nhóm 84.19 “Máy và thiết bị dùng nhiệt”, mã số **{code}** “Loại khác” tại Danh mục hàng hóa.
"""
PLAIN = """ỦY BAN NHÂN DÂN
XÃ SUỐI BẠC

KẾ HOẠCH
Trồng chè năm 2025

Xã Suối Bạc trồng mới 40 ha chè, mua máy sấy chè cho hợp tác xã.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("goods")
    notices = {
        f"may-{size}": NOTICE.format(number=number, size=size, code=code)
        for number, size, code in ((611, "30kg", "8419.34.10"), (612, "50kg", "8419.34.20"))
    }
    return Engine(made(folder, {**notices, "ke-hoach": PLAIN}), 0.3)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("mã HS của máy sấy chè 30kg", "8419.34.10"),
        ("ma hs may say che 50kg", "8419.34.20"),
        ("mã số máy sấy chè cỡ 50kg là bao nhiêu", "8419.34.20"),
    ],
)
def test_the_code_is_of_the_make_that_is_asked_for(engine: Engine, question: str, code: str) -> None:
    assert [one.text for one in engine.answer(question).answers] == [code]


@pytest.mark.parametrize(
    "question",
    [
        "mã thủ tục máy sấy chè 30kg",
        "mã HS của máy cày",
        "Vì sao phải xác định trước mã số máy sấy chè 30kg?",
        "mẫu đơn xác định trước mã số máy sấy chè, mẫu số mấy",
    ],
)
def test_a_code_that_is_not_asked_for_is_not_told(engine: Engine, question: str) -> None:
    told = engine.answer(question).answers
    assert not any(one.text.startswith("8419.34") for one in told)
