"""Norms of a province, on the page of a site: counts in letters, fines, coefficients."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from tests.index_world import made

GUARDS = """HỘI ĐỒNG NHÂN DÂN
TỈNH BẮC GIANG

Số: 63/2025/NQ-HĐND

Bắc Giang, ngày 18 tháng 9 năm 2025

NGHỊ QUYẾT
Về lực lượng trông coi hồ đập và xử phạt vi phạm hồ đập trên địa bàn tỉnh Bắc Giang

Điều 1. Lực lượng trông coi hồ đập

1. Mỗi thôn được bố trí bình quân không quá 04
(bốn) nhân viên trông đập; mỗi tổ dân phố được bố trí bình quân không quá 02 (hai) nhân viên trông đập.

2. Nhân viên trông đập tốt nghiệp đại học được hưởng mức phụ cấp theo hệ số 2,67 so với mức lương cơ sở nhân \
1,3 lần; nhân viên trông đập tốt nghiệp trung cấp được hưởng mức phụ cấp theo hệ số 1,94 so với mức lương cơ \
sở nhân 1,3 lần.

Điều 2. Xử phạt vi phạm hành chính về hồ đập

1. Phạt tiền từ 3.000.000 đồng đến 6.500.000 đồng đối với hành vi thả trâu bò trên mái đập.

2. Phạt tiền từ 9.000.000 đồng đến 17.500.000 đồng đối với hành vi tự ý mở cửa cống lấy nước.

Nơi nhận:
- Chính phủ;
- Lưu: VT.

CHỦ TỊCH

Hoàng Văn Nậm

TP. HCM, ngày 02/04/2021
Thưa Quý khách,
Tuy còn khó khăn, 310 nhân viên trông kho của chúng tôi vẫn làm việc qua mạng.
Quý khách đăng nhập thì 1 người trông kho khác bị thoát ra khỏi tài khoản ngay.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {"dap-63": GUARDS}), 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Mỗi thôn ở Bắc Giang được bố trí tối đa mấy nhân viên trông đập?", "không quá 04\n(bốn) nhân viên"),
        (
            "Mỗi tổ dân phố ở Bắc Giang có bao nhiêu nhân viên trông đập?",
            "không quá 02 (hai) nhân viên",
        ),
        ("phạt thả trâu bò trên mái đập Bắc Giang", "3.000.000 đồng đến 6.500.000 đồng"),
        ("xử phạt tự ý mở cửa cống lấy nước Bắc Giang", "9.000.000 đồng đến 17.500.000 đồng"),
        ("hệ số phụ cấp nhân viên trông đập tốt nghiệp đại học Bắc Giang", "2,67"),
        ("hệ số phụ cấp nhân viên trông đập tốt nghiệp trung cấp Bắc Giang", "1,94"),
    ],
)
def test_figures_of_a_norm(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert not answer.abstained, answer.reason
    assert answer.answers[0].text == text


def test_letters_of_a_site_to_its_readers_answer_nothing(engine: Engine) -> None:
    for question in (
        "Bao nhiêu nhân viên trông kho vẫn làm việc qua mạng?",
        "Mấy người bị thoát khỏi tài khoản?",
    ):
        answer = engine.answer(question)
        assert not any("310" in one.quote or "thoát ra" in one.quote for one in answer.answers)


def test_a_fine_is_no_reward(engine: Engine) -> None:
    answer = engine.answer("Báo tin tự ý mở cửa cống lấy nước ở Bắc Giang được thưởng bao nhiêu tiền?")
    assert answer.abstained
