"""What stands below a task or a sentence: labels with who and when, footnotes with names."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from answer.shorthand import spelled
from tests.index_world import made

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LŨNG SEN

Số: 64/KH-UBND

Lũng Sen, ngày 03 tháng 11 năm 2025

KẾ HOẠCH
Bảo tồn đàn bò vàng trên địa bàn tỉnh Lũng Sen

I. NHIỆM VỤ

- Lập hồ sơ gen cho đàn bò vàng vùng cao.

*Đơn vị chủ trì tham mưu
thực hiện: *Sở Nông nghiệp và Môi trường.

*Đơn vị phối hợp thực hiện: *Sở
Khoa học và Công nghệ.

*Thời gian thực hiện: *Tháng 8/2026.

- Mở phiên chợ bò vàng hằng quý tại các huyện.

*Đơn vị chủ trì tham mưu thực hiện: *Sở Công Thương.

*Đơn vị phối hợp thực hiện: *Sở Tài chính.

*Thời gian thực hiện: *Tháng 10/2026.

II. TỔ CHỨC THỰC HIỆN

1. Yêu cầu 9 địa phương [1] khẩn trương thành lập Tổ giám sát chăn thả bò vàng.

2. Các xã gửi báo cáo tuần về đàn bò vàng trước 15:30 ngày thứ Năm hằng tuần.

3. Nếu có vướng mắc về chăn thả bò vàng, đề nghị gửi phản ánh về Sở Nội vụ (Phòng Tổng hợp) để xem xét.

4. Về xây dựng trại giống bò vàng: với vai trò là chủ đầu tư, Tập đoàn Chăn nuôi Sao Mai chủ động làm việc \
với các xã.

5. Trong đó có 03 địa phương đã công bố hết dịch lở mồm long móng gồm: Tp. Sen Hồng, Tp. Khe Mây, Nà Lau.

[1] Khe Mây, Nà Lau, Bản Tang, Pha Luông,
Sín Chải, Tà Phình
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {"lung-sen-2025": PLAN}), 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Đơn vị nào chủ trì lập hồ sơ gen cho đàn bò vàng?", "Sở Nông nghiệp và Môi trường"),
        ("Đơn vị nào chủ trì mở phiên chợ bò vàng hằng quý?", "Sở Công Thương"),
        ("đơn vị phối hợp mở phiên chợ bò vàng hằng quý", "Sở Tài chính"),
        ("Khi nào mở phiên chợ bò vàng hằng quý tại các huyện?", "Tháng 10/2026"),
        ("9 địa phương nào phải thành lập Tổ giám sát chăn thả bò vàng?",
         "Khe Mây, Nà Lau, Bản Tang, Pha Luông, Sín Chải, Tà Phình"),
        ("Báo cáo tuần về đàn bò vàng gửi trước mấy giờ thứ mấy?", "15:30 ngày thứ Năm hằng tuần"),
        ("Vướng mắc về chăn thả bò vàng thì gửi phản ánh về đâu?", "Sở Nội vụ"),
        ("chủ đầu tư trại giống bò vàng", "Tập đoàn Chăn nuôi Sao Mai"),
        ("3 địa phương nào đã công bố hết dịch lở mồm long móng?", "Tp. Sen Hồng, Tp. Khe Mây, Nà Lau"),
    ],
)  # fmt: skip
def test_what_stands_below_answers(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert [" ".join(one.text.split()) for one in answer.answers][:1] == [text], answer.reason


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lãi xuất vay vốn là bao nhiêu", "lãi suất vay vốn là bao nhiêu"),
        ("Năng xuất lúa bao nhiêu", "năng suất lúa bao nhiêu"),
        ("xuất khẩu gạo bao nhiêu tấn", "xuất khẩu gạo bao nhiêu tấn"),
        ("10 ĐP nào đạt chuẩn", "10 địa phương nào đạt chuẩn"),
    ],
)
def test_a_slip_of_sound_is_set_right(typed: str, meant: str) -> None:
    assert spelled(typed)[0] == meant


def test_what_announces_a_list_is_no_part_of_it(engine: Engine) -> None:
    answer = engine.answer("Ba địa phương nào công bố hết dịch lở mồm long móng?")
    assert " ".join(answer.answers[0].text.split()) == "Tp. Sen Hồng, Tp. Khe Mây, Nà Lau"
