"""The shortest exact span: organs, persons, times, names, lists; and what a figure does not count."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from answer.question import Asked, analyse
from answer.shorthand import spelled
from answer.spans import best_span
from answer.terms import Weights, terms
from index.types import Change, Understood
from tests.index_world import made

SONG_BUA = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG BỨA

Số: 41/KH-UBND

Sông Bứa, ngày 09 tháng 02 năm 2024

KẾ HOẠCH
Phát triển kinh tế - xã hội năm 2024 của huyện Sông Bứa

I- CHỈ TIÊU NĂM 2024

- Số giường bệnh/10.000 dân (không tính giường của trạm xá lâm trường) đạt 27,5 giường.
- Tỷ lệ người tham gia bảo hiểm y tế 93,5%.
- Thu hút 210 nghìn lượt khách du lịch, tổng thu từ du lịch đạt 88 tỷ đồng.
- Tỷ lệ huy động trẻ: mẫu giáo từ 3 đến 4 tuổi 90,5%, mẫu giáo 4 tuổi 96%.
- Phạt tiền từ 200.000 đồng đến 450.000 đồng với hành vi đổ rác xuống sông.

II- NHIỆM VỤ

Sắp xếp cán bộ theo Chỉ thị số 07-CT/HU ngày 12/5/2023 của Ban Thường vụ Huyện ủy.

Trồng rừng đầu nguồn theo Chỉ thị số 09-CT/HU ngày 20/9/2023 của Ban Thường vụ Huyện ủy.

Chăm lo trẻ em vùng cao, cụ thể như sau:

a) Xây nhà bán trú cho học sinh bản xa.

b) Tặng áo ấm trước tháng 11 hằng năm.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đỗ Văn Tạo
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {"song-bua-2024": SONG_BUA}), 0.5)


def read(question: str) -> Asked:
    return analyse(Understood(question, question))


def span(question: str, text: str) -> str:
    asked = read(question)
    (low, high), _ = best_span(asked, terms(asked, Weights([text]), False), text)
    return text[low:high]


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "cơ quan nào theo dõi, đôn đốc việc thực hiện Nghị quyết",
            "Văn phòng Huyện ủy chủ trì, phối hợp với Ban Tổ chức Huyện ủy theo dõi, đôn đốc việc thực hiện "
            "Nghị quyết này, báo cáo Thường trực Huyện ủy.",
            "Văn phòng Huyện ủy",
        ),
        (
            "giao sở nào rà soát bến thuỷ nội địa",
            "Giao Sở Xây dựng rà soát bến thủy nội địa, phối hợp với Công an tỉnh xử lý vi phạm.",
            "Sở Xây dựng",
        ),
        (
            "phó thủ tướng nào thăm vùng lũ huyện Sông Bứa",
            "Phó Thủ tướng Nguyễn Văn Mẫu thăm vùng lũ, Phó Chủ tịch huyện tháp tùng.",
            "Nguyễn Văn Mẫu",
        ),
        (
            "diễn tập phòng thủ làm tại đâu",
            "Tổ chức diễn tập phòng thủ thị xã Bến Đá, huyện Sông Bứa.",
            "thị xã Bến Đá, huyện Sông Bứa",
        ),
        (
            "năm 2024 là năm gì của thanh niên",
            "Đoàn chọn chủ đề cho thanh niên theo tinh thần năm 2024 là “Năm Dòng sông xanh, bến bãi sạch”.",
            "Năm Dòng sông xanh, bến bãi sạch",
        ),
        (
            "3 xã về đích ở huyện là xã nào",
            "Huyện có 03 xã về đích là Lũng Cao, Khe Dài xã điểm của tỉnh; Bến Nứa xã điểm của huyện.",
            "Lũng Cao, Khe Dài xã điểm của tỉnh; Bến Nứa xã điểm của huyện",
        ),
        (
            "cấm đường từ ngày nào",
            "Cấm đường từ ngày 05 tháng 6 năm 2024 đến hết ngày 30 tháng 9 năm 2024 để sửa cầu.",
            "ngày 05 tháng 6 năm 2024",
        ),
        (
            "gửi báo cáo trước ngày nào",
            "Từ ngày 05 tháng 6 năm 2024 rà soát, gửi báo cáo trước ngày 20 tháng 6 năm 2024.",
            "ngày 20 tháng 6 năm 2024",
        ),
        (
            "vùng chuyên canh trồng cây gì",
            "Chú trọng vùng chuyên canh ngô, lạc, cây lấy dầu, hình thành mã vùng trồng trên địa bàn.",
            "ngô, lạc, cây lấy dầu",
        ),
        (
            "chợ đêm mở từ mấy giờ đến mấy giờ",
            "Chợ đêm mở cửa từ 18 giờ 30 phút đến 23 giờ 00 phút hằng ngày.",
            "18 giờ 30 phút đến 23 giờ 00 phút",
        ),
        (
            "chỉ tiêu nào gần đạt",
            "Kết quả còn hạn chế (chỉ tiêu diện tích rừng trồng gần đạt kế hoạch đề ra); một số xã làm chậm.",
            "diện tích rừng trồng",
        ),
        (
            "dự án cơ sở dữ liệu GIS giai đoạn 1 để quản lý cái gì",
            "Làm dự án hệ thống cơ sở dữ liệu GIS phục vụ quản lý cơ sở giết mổ giai đoạn 1.",
            "cơ sở giết mổ",
        ),
        (
            "công an xã Bến Nứa làm mẫu về những mặt nào",
            "Đội xung kích và công an xã Bến Nứa làm mẫu về an ninh bến bãi và giữ rừng đầu nguồn.",
            "an ninh bến bãi và giữ rừng đầu nguồn",
        ),
        (
            "lực lượng nào có vai trò chính trong giữ rừng",
            "Đề cao vai trò chính trong giữ rừng của lực lượng Kiểm lâm, cùng Bộ đội Biên phòng ở vùng cao.",
            "Kiểm lâm",
        ),
        (
            "ai nộp hồ sơ quyết toán chợ",
            "Tổ chức, cá nhân thầu chợ có trách nhiệm nộp hồ sơ quyết toán chợ theo Nghị định của Chính phủ.",
            "Tổ chức, cá nhân thầu chợ",
        ),
    ],
)
def test_the_span_is_whole_and_no_longer(question: str, text: str, answer: str) -> None:
    assert span(question, text) == answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("đơn vị chủ trì sửa kênh", "who"),
        ("thời hạn nộp hồ sơ thi tuyển", "when"),
        ("phương châm của Đại hội", "which"),
        ("địa điểm họp chợ phiên", "which"),
        ("Quy mô kinh tế đứng hàng mấy cả nước", "rank"),
        ("giải pháp tái cơ cấu nông nghiệp", "task"),
        ("% xã có điểm đọc sách", "number"),
    ],
)
def test_a_bare_phrase_says_what_it_asks_for(question: str, kind: str) -> None:
    assert read(question).kind == kind


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("chỉ thị về trồng rừng đầu nguồn của Sông Bứa số mấy", "09-CT/HU"),
        ("chỉ thị về sắp xếp cán bộ của Sông Bứa số mấy", "07-CT/HU"),
        ("chỉ thị 09-CT/HU ban hành ngày nào", "20/9/2023"),
        ("chủ tịch huyện Sông Bứa ký kế hoạch 2024 là ai", "Đỗ Văn Tạo"),
        ("số kế hoạch phát triển kinh tế - xã hội 2024 huyện Sông Bứa", "41/KH-UBND"),
        ("lượt khách du lịch 2024 huyện Sông Bứa đạt bao nhiêu", "210 nghìn lượt khách du lịch"),
        ("tỷ lệ huy động trẻ mẫu giáo 4 tuổi huyện Sông Bứa", "96%"),
        ("mức phạt đổ rác xuống sông ở huyện Sông Bứa", "200.000 đồng đến 450.000 đồng"),
    ],
)
def test_the_engine_says_the_very_datum(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    assert text in answer.answers[0].text and len(answer.answers[0].text) < len(text) + 12


@pytest.mark.parametrize(
    "question",
    [
        "bao nhiêu giường bệnh của trạm xá lâm trường ở huyện Sông Bứa",
        "tỷ lệ người tham gia bảo hiểm xã hội huyện Sông Bứa",
        "chiều dài đường ven sông của huyện Sông Bứa",
    ],
)
def test_what_a_figure_leaves_out_or_does_not_measure_is_refused(engine: Engine, question: str) -> None:
    answer = engine.answer(question)
    assert answer.abstained, answer.answers


def test_a_task_is_told_with_the_items_that_it_announces(engine: Engine) -> None:
    answer = engine.answer("huyện Sông Bứa chăm lo trẻ em vùng cao như thế nào")
    told = answer.answers[0].text
    assert told.index("như sau") < told.index("nhà bán trú") < told.index("áo ấm")


def test_hurried_shorthand_is_spelled_and_can_be_kept() -> None:
    text, changes = spelled("h. Sông Bứa có bn xã")
    assert text == "huyện Sông Bứa có bao nhiêu xã"
    assert {(one.before, one.after) for one in changes} == {("h.", "huyện"), ("bn", "bao nhiêu")}
    assert spelled("h. Sông Bứa có bn xã", kept=("bn",))[0] == "huyện Sông Bứa có bn xã"
    assert spelled("bn có mấy xã") == ("bn có mấy xã", ())
    assert spelled("tổng DT rừng")[0] == "tổng diện tích rừng"
    assert spelled("thu NS DT 2023")[0] == "thu ngan sach DT 2023"  # DT is a province, too


def test_a_bare_number_is_no_telephone_and_initials_are_no_place() -> None:
    typed = "chuong trinh ve lam nghiep so may"
    read_as = Understood(typed, "chương trình về lâm nghiệp số máy", (Change("diacritics", "may", "máy"),))
    assert analyse(read_as).need is None
    assert read("số máy của trạm y tế").need is not None
    assert read("giải pháp của tỉnh ĐT").places == ()


def test_a_change_is_told_with_the_question_as_typed(engine: Engine) -> None:
    understood = engine.understand("h. Sông Bứa có bn giường bệnh")
    assert understood.original == "h. Sông Bứa có bn giường bệnh"
    assert {"bn", "h."} <= {one.before for one in understood.changes}
    assert engine.understand("h. Sông Bứa có bn xã", exact=True).text == "h. Sông Bứa có bn xã"
