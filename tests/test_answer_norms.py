"""Norms of a province, on the page of a site: counts in letters, fines, posts, papers that it cites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answer.engine import Engine
from answer.fitting import candidates
from answer.halves import halves
from answer.papers import is_meant
from answer.question import analyse
from index.types import Understood
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

Nghị quyết 63/2025/NQ-HĐND về lực lượng trông coi hồ đập mười chín bến tỉnh Bắc Giang
Văn bản này đang cập nhật bản dịch

TP. HCM, ngày 02/04/2021
Thưa Quý khách,
Tuy còn khó khăn, 310 nhân viên trông kho của chúng tôi vẫn làm việc qua mạng.
Quý khách đăng nhập thì 1 người trông kho khác bị thoát ra khỏi tài khoản ngay.
"""

PLAN = """ỦY BAN NHÂN DÂN
TỈNH CÀ MAU

Số: 318/KH-UBND

Cà Mau, ngày 9 tháng 10 năm 2025

KẾ HOẠCH
Gìn giữ bãi bồi ven biển trên địa bàn tỉnh Cà Mau

Căn cứ kết quả biểu quyết; theo đề nghị của Giám đốc Sở Du lịch tại văn bản
số 1177/SDL-QL ngày 02 tháng 10 năm 2025 về đề án Bãi bồi (mở rộng);

1. Ban Chỉ đạo gìn giữ bãi bồi ven biển gồm: Trưởng Ban Chỉ đạo là Chủ tịch UBND tỉnh; Phó Trưởng Ban Chỉ \
đạo là Giám đốc Sở Du lịch; thường trực Ban Chỉ đạo là Bộ đội Biên phòng tỉnh.

Thực hiện Quyết định số 66/QĐ-TTg ngày 3/3/2025 của Thủ tướng Chính phủ ban hành Chiến lược nuôi hàu;

2. Tổ tuần tra bãi bồi do Chỉ huy trưởng Đồn biên phòng Đất Mũi làm Tổ trưởng, thực hiện theo Kế
hoạch số 74-KH/TU ngày 05/3/2025 của Tỉnh ủy Cà Mau về trồng lại rừng mắm ven sông và Kết luận liên
ngành Biển đảo số 29/KL-LNBĐ ngày 17/6/2025 về tuần tra.

3. Nếu có vướng mắc về bãi bồi, đề nghị gửi phản ánh về Sở Du lịch (Phòng Quản lý bãi biển) để tổng hợp, \
báo cáo Ủy ban nhân dân tỉnh.

4. Giao Sở Nội vụ tham mưu ban hành quy chế trông coi đảo nhỏ (xong trong tháng 02/2026).

5. Ủy ban nhân dân tỉnh Cà Mau chỉ đạo chuyện bãi bồi ven biển ở các xã, các đơn vị có ý kiến trong tháng 11.

Kế hoạch này có hiệu lực từ ngày ký và thay
thế Kế hoạch số 55/KH-UBND ngày 12 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh.

Nơi nhận:
- Lưu: VT.

CHỦ TỊCH

Lâm Thị Mận
"""

NURSERY = """ỦY BAN NHÂN DÂN
TỈNH CÀ MAU

Số: 402/KH-UBND

Cà Mau, ngày 20 tháng 11 năm 2025

KẾ HOẠCH
Ươm giống tôm càng trên địa bàn tỉnh Cà Mau

1. Mỗi trại ở ấp được cấp 12 bể ươm; mỗi trại ở khóm được cấp 7 bể ươm.

2. Hội Nông dân phối hợp vận động các hộ nuôi ký cam kết.

3. Ban Quản lý cảng mở cửa từ 5 giờ. Trên 90% người nuôi tôm được tập huấn.

Nơi nhận:
- Lưu: VT.

PHÓ CHỦ TỊCH

Trịnh Công Hậu
"""

SUMMARY = "Hồ đập mười chín bến là hồ đập nào?"
PAPERS = {"dap-63": GUARDS, "bai-318": PLAN, "tom-402": NURSERY}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), PAPERS), 0.5)


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
        assert not any(
            "310" in one.quote or "mười chín" in one.quote or "thoát ra" in one.quote
            for one in answer.answers
        )


def test_a_fine_is_no_reward(engine: Engine) -> None:
    answer = engine.answer("Báo tin tự ý mở cửa cống lấy nước ở Bắc Giang được thưởng bao nhiêu tiền?")
    assert answer.abstained


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Trưởng Ban Chỉ đạo gìn giữ bãi bồi ven biển Cà Mau do ai đảm nhiệm?", "Chủ tịch UBND tỉnh"),
        ("cơ quan thường trực Ban Chỉ đạo gìn giữ bãi bồi ven biển Cà Mau", "Bộ đội Biên phòng tỉnh"),
        ("Ai làm Tổ trưởng Tổ tuần tra bãi bồi ở Cà Mau?", "Chỉ huy trưởng Đồn biên phòng Đất Mũi"),
        ("Ở Cà Mau vướng chuyện bãi bồi thì gửi ý kiến cho sở nào?", "Sở Du lịch"),
        ("Kế hoạch số 74-KH/TU của Tỉnh ủy Cà Mau nội dung", "trồng lại rừng mắm ven sông"),
        ("Kết luận liên ngành 29/KL-LNBĐ ban hành ngày nào?", "17/6/2025"),
        ("Kế hoạch 318/KH-UBND của Cà Mau thay thế văn bản nào?", "Kế hoạch số 55/KH-UBND"),
        ("hạn ban hành quy chế trông coi đảo nhỏ Cà Mau", "tháng 02/2026"),
        ("Quyết định 66/QĐ-TTg ngày 3/3/2025 ban hành chiến lược gì?", "Chiến lược nuôi hàu"),
        ("Sở Du lịch Cà Mau đề nghị đề án bãi bồi tại văn bản số mấy?", "1177/SDL-QL"),
    ],
)
def test_who_is_what_and_what_is_cited(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert not answer.abstained, answer.reason
    assert answer.answers[0].text.startswith(text)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "ai ký kế hoạch gìn giữ bãi bồi và kế hoạch ươm giống tôm càng của Cà Mau",
            ["Lâm Thị Mận", "Trịnh Công Hậu"],
        ),
        ("Số bể ươm cấp cho mỗi trại ở ấp và ở khóm tỉnh Cà Mau là bao nhiêu?", ["12", "7"]),
    ],
)
def test_two_things_side_by_side_are_both_told(engine: Engine, question: str, texts: list[str]) -> None:
    assert [one.text for one in engine.answer(question).answers] == texts


def test_a_pair_follows_the_same_word_and_shares_what_stands_around() -> None:
    assert _halves("Lúa của ấp và của khóm là bao nhiêu?") == (
        "Lúa của ấp là bao nhiêu",
        "Lúa của khóm là bao nhiêu",
    )
    assert _halves("Ai ký kế hoạch số 4/KH-UBND và kế hoạch số 5/KH-UBND?") is None
    assert _halves("Ai ký kế hoạch trồng và chăm rừng?") is None


def _halves(text: str) -> tuple[str, str] | None:
    return halves(analyse(Understood(text, text)))


@pytest.mark.parametrize(
    ("question", "title", "meant"),
    [
        (
            "Hội Nông dân làm gì trong kế hoạch ươm giống tôm càng Cà Mau?",
            "Ươm giống tôm càng tỉnh Cà Mau",
            True,
        ),
        (
            "Hội Nông dân làm gì trong kế hoạch ươm giống tôm càng Cà Mau?",
            "Gìn giữ bãi bồi tỉnh Cà Mau",
            False,
        ),
        ("Kế hoạch năm 2025 của Cà Mau giao gì?", "Kế hoạch năm 2025 của Cà Mau", False),
    ],
)
def test_a_paper_is_meant_by_its_subject(question: str, title: str, meant: bool) -> None:
    asked = replace(analyse(Understood(question, question)), places=("Cà Mau",))
    assert is_meant(asked, title) == meant


def test_a_share_of_people_does_not_count_them(engine: Engine) -> None:
    _, figures, _ = candidates(engine, "Hiện nay Cà Mau có bao nhiêu người nuôi tôm?")
    shares = [one for one in figures if one.fact and one.fact.figure.value == "90"]
    assert [one.features["uncounted"] for one in shares] == [1.0]
