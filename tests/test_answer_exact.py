"""Answers that are bound to what is asked: days of effect, two papers, addressees, deadlines, articles."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from tests.index_world import made

CIRCULAR = """BỘ XÂY DỰNG

Số: 71/2026/TT-BXD

Hà Nội, ngày 20 tháng 12 năm 2026

THÔNG TƯ
Quy định giá dịch vụ kiểm định bè nổi

Điều 1. Phạm vi điều chỉnh

Thông tư này quy định giá dịch vụ kiểm định bè nổi trên hồ chứa nước.

Điều 2. Hiệu lực thi hành

Thông tư này có hiệu lực kể từ
ngày 05 tháng 02 năm 2027.

BỘ TRƯỞNG

Lò Văn Mẫu
"""
DECISION = """THỦ TƯỚNG CHÍNH PHỦ

Số: 12/2027/QĐ-TTg

Hà Nội, ngày 10 tháng 01 năm 2027

QUYẾT ĐỊNH
Quy định lộ trình thay thế xe máy xăng

Điều 1. Lộ trình

1. Từ ngày 01 tháng 6 năm 2028, xe máy xăng trên địa bàn tỉnh Lai Châu phải giảm ít nhất 35% lượng khói.

2. Số điểm đổi pin của mỗi phường tăng từ 2 lên 5 điểm trong năm 2028.

Điều 2. Hiệu lực thi hành

1. Quyết định này có hiệu lực thi hành kể từ ngày
**01 tháng 4 năm 2027**.

THỦ TƯỚNG

Tòng Thị Ví Dụ
"""
LISTED = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA

Số: 1963/QĐ-UBND

Sơn La, ngày 07 tháng 11 năm 2026

QUYẾT ĐỊNH
Công bố danh mục thủ tục nuôi ong

Điều 1. Công bố kèm theo Quyết định này 07 thủ tục nuôi ong lấy mật trên địa bàn tỉnh.
"""

PAGE = """QUYẾT ĐỊNH
Mức nước hồ thủy điện năm 2027

1. Các hồ ở tỉnh Điện Biên giữ lại 45% lượng nước trong mùa khô.

2. Các hồ ở tỉnh Hà Giang giữ lại 60% lượng nước trong mùa khô.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    papers = {"circular.txt": CIRCULAR, "decision.txt": DECISION, "listed.txt": LISTED, "page.txt": PAGE}
    return Engine(made(tmp_path_factory.mktemp("store"), papers), 0.5)


def first(engine: Engine, question: str) -> str:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    return " ".join(answer.answers[0].text.split())


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("lộ trình thay thế xe máy xăng có hiệu lực từ ngày nào", "01 tháng 4 năm 2027"),
        ("Quy định mới về giá kiểm định bè nổi bắt đầu dùng từ hôm nào?", "05 tháng 02 năm 2027"),
        ("ngày hiệu lực Quyết định 12/2027/QĐ-TTg", "01 tháng 4 năm 2027"),
    ],
)
def test_the_day_of_effect_is_read_over_a_broken_line(engine: Engine, question: str, day: str) -> None:
    assert first(engine, question).endswith(day)


def test_of_two_papers_of_different_kinds_each_tells_its_day(engine: Engine) -> None:
    answer = engine.answer(
        "ngày hiệu lực của thông tư giá kiểm định bè nổi và quyết định lộ trình thay thế xe máy xăng"
    )
    assert [one.text[-4:] for one in answer.answers] == ["2027", "2027"]
    assert len({one.document for one in answer.answers}) == 2


def test_both_ends_of_a_rise_are_told_where_the_unit_stands_once(engine: Engine) -> None:
    question = "Số điểm đổi pin của mỗi phường tăng từ mấy lên mấy điểm?"
    assert first(engine, question) == "2 lên 5 điểm"


def test_a_number_like_a_year_is_that_of_the_paper_that_bears_it(engine: Engine) -> None:
    assert first(engine, "số thủ tục nuôi ong trong quyết định 1963 của Sơn La").startswith("07 thủ tục")


def test_a_page_without_its_letterhead_answers_for_the_place_that_its_clause_names(engine: Engine) -> None:
    assert first(engine, "Hồ ở Điện Biên giữ lại bao nhiêu phần trăm lượng nước trong mùa khô?") == "45%"
    refused = engine.answer("Hồ ở Lào Cai giữ lại bao nhiêu phần trăm lượng nước trong mùa khô?")
    assert refused.abstained
