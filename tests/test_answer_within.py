"""A value or a class is chosen by the range that the question's value falls into."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from answer.within import within
from tests.index_world import made
from tests.test_table_heads import fenced

BOATS = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

Số: 71/2025/QĐ-UBND

Lâm Đồng, ngày 03 tháng 11 năm 2025

QUYẾT ĐỊNH
Quy định mức tiếng ồn của ca nô chở khách và giá thuê bến trên hồ

Điều 1. Lộ trình áp dụng mức tiếng ồn của ca nô chở khách

1. Ca nô đóng trước năm 2004 áp dụng Mức 1 từ ngày Quyết định này có hiệu lực thi hành.

2. Ca nô đóng từ năm 2004 đến hết năm 2013 áp dụng Mức 2 từ ngày Quyết định này có hiệu lực thi hành.

3. Ca nô đóng từ năm 2014 áp dụng Mức 3 từ ngày 01 tháng 01 năm 2027.

Điều 2. Giờ lái ca nô

Chuyến đi kéo dài thì tính như sau: thời gian tăng thêm dưới 02 (hai) giờ thì tính thêm 0,2 công lái; \
nếu thời gian tăng thêm từ 02 (hai) giờ đến 04 (bốn) thì tính thêm 0,6 công lái.

Điều 3. Người lái ca nô trên hồ phải có bằng lái từ cấp III trở lên.

Điều 4. Giá thuê bến của ca nô theo số ghế như sau:
""" + fenced(
    [
        ["TT", "Loại ca nô", "Giá thuê tối thiểu (đồng)", "Giá thuê tối đa (đồng)"],
        ["1", "Số ghế <= 6", "31.000", "40.000"],
        ["2", "6 < số ghế <= 12", "45.000", "62.000"],
        ["3", "Số ghế > 12", "70.000", "95.000"],
    ]
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("boats"), {"quyet-dinh-71": BOATS}), 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ca nô chở khách đóng năm 2010 áp dụng mức tiếng ồn nào", "Mức 2"),
        ("ca nô đóng trước năm 2004 áp dụng tiếng ồn mức mấy", "Mức 1"),
        ("ca nô đóng năm 2019 áp dụng mức tiếng ồn mấy", "Mức 3"),
        ("người lái ca nô trên hồ phải có bằng lái cấp mấy", "cấp III trở lên"),
        ("thời gian lái ca nô tăng thêm từ 2h đến 4h tính thêm bao nhiêu công lái", "0,6 công"),
        ("giá thuê bến tối đa của ca nô 10 ghế", "62.000"),
        ("giá thuê bến tối thiểu ca nô 16 ghế", "70.000"),
    ],
)
def test_the_range_chooses(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert [one.text.removesuffix(" lái") for one in answer.answers][:1] == [text], answer.reason


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("xe đời 2015", "từ năm 1999 đến hết năm 2016", True),
        ("xe đời 1999", "trước năm 1999", False),
        ("nhà 15 tầng", "10 < số tầng <= 15", True),
        ("nhà 15 tầng", "số tầng > 15", False),
        ("tăng 2h đến 4h", "dưới 02 (hai) giờ", False),
        ("nhà 15 tầng", "diện tích trên 30 m2", None),
    ],
)
def test_a_value_lies_within_a_range_of_its_unit(question: str, text: str, fits: bool | None) -> None:
    assert within(question, text) is fits
