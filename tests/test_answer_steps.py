"""A table of steps tells how long a procedure takes, and each of its steps; a table of names its codes."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from tests.index_world import made
from tests.test_table_heads import fenced

HEAD = ["**Các bước**", "**Nội dung công việc**", "**Trách nhiệm thực hiện**", "**Thời gian thực hiện**"]


def _steps(assess: str, sign: str, total: str) -> str:
    return fenced(
        [
            HEAD,
            ["Bước 1", "Tiếp nhận, lập phiếu hẹn trả kết quả và chuyển hồ sơ", "Bộ phận Một cửa", "0,5 ngày"],
            ["Bước 2", "Thẩm định, xử lý hồ sơ", "Chuyên viên Phòng Thủy sản", assess],
            ["Bước 3", "Phê duyệt kết quả", "Lãnh đạo Sở", sign],
            ["", "**Tổng thời gian giải quyết TTHC**", "", f"**{total}**"],
        ]
    ).removesuffix("|\n")


FISHING = (
    """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

Số: 3318/QĐ-UBND

Lâm Đồng, ngày 07 tháng 11 năm 2025

QUYẾT ĐỊNH
Công bố danh mục và phê duyệt quy trình nội bộ giải quyết thủ tục hành chính lĩnh vực nuôi cá nước lạnh

Điều 1. Công bố kèm theo Quyết định này danh mục 04 thủ tục hành chính nuôi cá nước lạnh.

Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.

**PHỤ LỤC I**
DANH MỤC THỦ TỤC HÀNH CHÍNH

"""
    + fenced(
        [
            ["**TT**", "**Mã TTHC**", "**Tên TTHC**"],
            ["1", "1.004401", "Cấp giấy phép nuôi cá tầm trong\nlồng bè"],
            ["2", "1.004402", "Cấp lại giấy phép nuôi cá tầm trong lồng bè"],
            ["3", "1.004403", "Chứng nhận vùng ươm giống thủy sản"],
            ["4", "1.004404", "Thay đổi, bổ sung, cấp lại chứng nhận của vùng ươm giống thủy sản"],
            ["3", "2.001533.H36", "Kê khai phí mặt nước đối với cá hồi"],
            ["4", "2.001534.H36", "Kê khai phí mặt nước đối với cá tầm"],
        ]
    )
    + """**PHỤ LỤC II**
QUY TRÌNH NỘI BỘ

**A. QUY TRÌNH CẤP TỈNH**
**1. Quy trình cấp giấy phép nuôi cá tầm trong lồng bè**
"""
    + _steps("9,5 ngày", "1 ngày", "11 ngày")
    + "**2. Quy trình cấp lại giấy phép nuôi cá tầm trong lồng bè**\n"
    + _steps("2,5 ngày", "1 ngày", "4 ngày làm việc")
    + "**3. Quy trình kê khai phí mặt nước đối với cá hồi**\n"
    + _steps("16 ngày", "1,5 ngày", "18 ngày")
    + "**B. QUY TRÌNH CẤP XÃ**\n**1. Quy trình kê khai phí mặt nước đối với cá hồi**\n"
    + _steps("5 ngày", "0,5 ngày", "6 ngày")
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("steps"), {"quyet-dinh-3318": FISHING}), 0.5)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Tổng thời gian giải quyết cấp giấy phép nuôi cá tầm trong lồng bè là bao nhiêu ngày?", ["11 ngày"]),
        ("thời gian cấp lại giấy phép nuôi cá tầm lồng bè Lâm Đồng", ["4 ngày làm việc"]),
        ("kê khai phí mặt nước cá hồi cấp tỉnh cả thảy mấy ngày", ["18 ngày"]),
        ("chuyên viên thẩm định hồ sơ cấp lại giấy phép nuôi cá tầm mấy ngày", ["2,5 ngày"]),
        ("bước phê duyệt kê khai phí mặt nước cá hồi cấp xã mấy ngày", ["0,5 ngày"]),
        ("cấp mới và cấp lại giấy phép nuôi cá tầm lồng bè mất mấy ngày", ["11 ngày", "4 ngày làm việc"]),
        ("phí mặt nước cá hồi cấp tỉnh và cấp xã bao nhiêu ngày", ["18 ngày", "6 ngày"]),
    ],
)
def test_the_words_beside_the_procedure_choose_the_row(
    engine: Engine, question: str, texts: list[str]
) -> None:
    answer = engine.answer(question)
    assert [one.text for one in answer.answers] == texts, answer.reason


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("mã thủ tục cấp giấy phép nuôi cá tầm lồng bè", ["1.004401"]),
        ("Mã TTHC cấp lại giấy phép nuôi cá tầm trong lồng bè là gì?", ["1.004402"]),
        ("mã thủ tục cấp lại chứng nhận vùng ươm giống thủy sản", ["1.004404"]),
        ("mã thủ tục chứng nhận vùng ươm giống thủy sản", ["1.004403"]),
        ("mã số thủ tục phí mặt nước cá hồi và cá tầm", ["2.001533.H36", "2.001534.H36"]),
    ],
)
def test_only_the_code_of_the_row_that_is_named_answers(
    engine: Engine, question: str, texts: list[str]
) -> None:
    answer = engine.answer(question)
    assert [one.text for one in answer.answers] == texts, answer.reason


def test_the_time_of_what_no_table_names_is_not_told(engine: Engine) -> None:
    answer = engine.answer("thời gian cấp giấy phép nuôi tôm hùm ngoài biển Lâm Đồng")
    assert "11 ngày" not in [one.text for one in answer.answers]
