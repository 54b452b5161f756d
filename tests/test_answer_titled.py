"""Persons named behind their post in running text, slips that are words, what only the other side holds."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from answer.shorthand import spelled
from tests.index_world import made

NOTICE = """VĂN PHÒNG CHÍNH PHỦ

Số: 512/TB-VPCP

Hà Nội, ngày 09 tháng 6 năm 2025

THÔNG BÁO
Kết luận tại buổi kiểm tra dự án cảng Vũng Sóng

Ngày 05 tháng 6 năm 2025, đoàn công tác đã kiểm tra dự án cảng Vũng Sóng. Cùng dự có Thứ trưởng Bộ Xây dựng \
Cao Văn Nghĩa, Bộ
trưởng Bộ Xây dựng Đinh Thị Thu Hòa, Bí thư Tỉnh ủy Phú Yên Lương Minh Khoa, Phó Chủ tịch Ủy ban nhân dân \
tỉnh Phú Yên Bùi Đức Long, Chủ tịch
Ủy ban nhân dân tỉnh Phú Yên Trịnh Quốc Bảo; đại diện các nhà thầu.

1. Bộ Xây dựng hoàn thành nghiệm thu dự án cảng Vũng Sóng trong quý IV năm 2025.
"""
LOANS = """NGÂN HÀNG NHÀ NƯỚC

Số: 88/QĐ-NHNN

Hà Nội, ngày 02 tháng 4 năm 2025

QUYẾT ĐỊNH
Về lãi suất cho vay theo chương trình giếng khoan

Điều 1. Lãi suất cho vay được quy định như sau:

1. Lãi suất cho vay hộ nghèo đào giếng khoan là 5,2%/năm.

2. Lãi suất cho vay hợp tác xã trồng cói là 8,1%/năm.

3. Mức hỗ trợ lãi suất cho vay trồng cói không vượt quá 30% số lãi phải trả.

Điều 2. Danh sách hộ cận nghèo do xã lập.

Điều 3. Vốn hoạt động ban đầu của Quỹ là 45 tỷ đồng. Hằng năm, Quỹ chi mua sắm thiết bị của Quỹ Giếng khoan \
Cao nguyên không quá 6% vốn hoạt động ban đầu của Quỹ Giếng khoan Cao nguyên.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {"tb-512": NOTICE, "qd-88": LOANS}), 0.5)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Bộ trưởng Bộ Xây dựng đi kiểm tra cảng Vũng Sóng tên là gì?", "Đinh Thị Thu Hòa"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Phú Yên trong Thông báo 512 là ai?", "Trịnh Quốc Bảo"),
        ("Phó chủ tịch Ủy ban nhân dân tỉnh Phú Yên dự kiểm tra cảng Vũng Sóng là ai?", "Bùi Đức Long"),
    ],
)
def test_a_person_named_behind_post_and_organ_is_told(engine: Engine, question: str, name: str) -> None:
    answer = engine.answer(question)
    assert [one.text for one in answer.answers] == [name]


@pytest.mark.parametrize(
    "question",
    [
        "Bộ trưởng Bộ Y tế là ai?",
        "Chủ tịch Hội đồng nhân dân tỉnh Phú Yên là ai?",
        "Lãi suất cho vay hộ cận nghèo đào giếng khoan",
        "Được hỗ trợ lãi suất cho vay trồng cói trong bao nhiêu năm?",
    ],
)
def test_another_organ_or_side_or_a_share_for_years_answers_nothing(engine: Engine, question: str) -> None:
    assert engine.answer(question).abstained


def test_a_share_of_a_sum_is_not_the_sum(engine: Engine) -> None:
    answer = engine.answer("Vốn hoạt động ban đầu của Quỹ Giếng khoan Cao nguyên là bao nhiêu?")
    assert [one.text for one in answer.answers] == ["45 tỷ đồng"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Trả nợ bao nhiêu nam thì hết?", "Trả nợ bao nhiêu năm thì hết?"),
        ("có bao nhiêu nam sinh được vay?", "có bao nhiêu nam sinh được vay?"),
        ("từ mấy tỷ trơ lên thì phải báo cáo", "từ mấy tỷ trở lên thì phải báo cáo"),
        ("quyết định cấp gạo số may", "quyết định cấp gạo số mấy"),
        ("xưởng số may được bao nhiêu áo", "xưởng số may được bao nhiêu áo"),
        ("LS vay trồng cói là bao nhiêu tr.đ", "lãi suất vay trồng cói là bao nhiêu triệu đồng"),
    ],
)
def test_slips_that_are_words_of_their_own(typed: str, meant: str) -> None:
    assert spelled(typed)[0] == meant
