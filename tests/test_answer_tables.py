"""A cell answers what its row and the headings of its column say; no row of a dozen cells does."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from tests.index_world import made
from tests.test_table_heads import fenced

EXTENDED = "Mỏ Khau Vạc (mở\nrộng) thuộc xã Tát Ngà"
LUNG_PHINH = "Khu vực Lũng Phình thuộc các xã Tát Ngà và Sủng Máng (đã trừ diện tích 31,8 ha của Khau Vạc)"
MINES = """THỦ TƯỚNG CHÍNH PHỦ

Số: 3107/QĐ-TTg

Hà Nội, ngày 14 tháng 11 năm 2025

QUYẾT ĐỊNH
Phê duyệt điều chỉnh quy hoạch khai thác quặng thiếc tại tỉnh Hà Giang

Điều 1. Phê duyệt điều chỉnh danh mục các dự án khai thác quặng thiếc (chi tiết tại Phụ lục I).

Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.

PHỤ LỤC I
DANH MỤC CÁC DỰ ÁN KHAI THÁC QUẶNG THIẾC

1. Danh mục các dự án khai thác thiếc thời kỳ 2026 - 2040 như sau:
""" + fenced(
    [
        ["**TT**", "**Tên mỏ**", "**Diện tích (ha)**", "**Trữ lượng**", "**Công suất**", "**Ghi chú**"],
        ["**2026 - 2030**", "**2031 - 2040**"],
        ["**Qu****ặng**\n**(10**3t**ấn)**", "**T****ấn SnO**2"]
        + ["**Quặng**\n**(10**3tấn/năm)**", "**T****ấn SnO**2/năm"] * 2,
        ["**1**", "**Các dự án cấp mới**", *[""] * 8],
        ["a", EXTENDED, "31,8", "62.450", "71.300", "410", "520", "430", "540", "Cấp mới"],
        ["b", LUNG_PHINH, "902,7", "48.100", "16.200", "300", "350", "310", "360", "Cấp mới"],
    ]
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {"quyet-dinh-3107": MINES}), 0.5)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Trữ lượng quặng thiếc của khu vực Lũng Phình là bao nhiêu nghìn tấn?", ["48.100"]),
        ("Trữ lượng của khu vực Lũng Phình là bao nhiêu tấn SnO2?", ["16.200"]),
        ("trữ lượng quặng mỏ Khau Vạc mở rộng", ["62.450"]),
        ("công suất quặng khu vực Lũng Phình giai đoạn 2031 - 2040", ["310"]),
        ("Khu vực Lũng Phình rộng bao nhiêu ha?", ["902,7"]),
        ("trữ lượng quặng mỏ Khau Vạc so với Lũng Phình", ["48.100", "62.450"]),
    ],
)
def test_the_cell_below_its_headings_answers(engine: Engine, question: str, texts: list[str]) -> None:
    answer = engine.answer(question)
    assert [one.text for one in answer.answers] == texts, answer.reason
