"""Questions about documents, on invented ones: each datum with the line that shows it, or an honest no."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.acts import clause
from answer.engine import Engine
from ingest.document import parse
from tests.index_world import made

KHE_MAY = """ỦY BAN NHÂN DÂN
HUYỆN KHE MÂY

Số: 317/QĐ-UBND

Khe Mây, ngày 04 tháng 3 năm 2024

QUYẾT ĐỊNH

Ban hành Quy chế quản lý chợ trên địa bàn huyện Khe Mây

ỦY BAN NHÂN DÂN HUYỆN KHE MÂY

Căn cứ Luật Tổ chức thị trấn vùng cao ngày 11 tháng 5 năm 2014; Luật Sửa đổi, bổ sung một số điều \
của Luật Tổ chức thị trấn vùng cao ngày 20 tháng 10 năm 2018;

Căn cứ Nghị định số 61/2020/NĐ-CP ngày 02 tháng 6 năm 2020 của Chính phủ về phát triển chợ;

Xét đề nghị của Trưởng phòng Kinh tế - Hạ tầng huyện tại Tờ trình số 25/TTr-KTHT ngày 01 tháng 3 năm 2024.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý chợ trên địa bàn huyện.

Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 20 tháng 3 năm 2024 \
và thay thế Quyết định số 90/QĐ-UBND ngày 15 tháng 8 năm 2016 của Ủy ban nhân dân huyện.

Điều 3. Chánh Văn phòng Ủy ban nhân dân huyện, Trưởng phòng Kinh tế - Hạ tầng, Chủ tịch Ủy ban nhân dân các \
xã chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:

- Ủy ban nhân dân tỉnh (báo cáo);
- Như Điều 3;
- Lưu: VT, KTHT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Hoàng Văn Thử
"""

LUNG_SEN = """NGHỊ QUYẾT
CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH KHOÁ IX
về nhiệm vụ năm 2024 của tỉnh Lũng Sen
(Tài liệu lấy ý kiến của cấp uỷ viên và cán bộ hưu trí)

Năm 2024 là năm bứt phá của tỉnh Lũng Sen. Tỉnh Lũng Sen phấn đấu tăng trưởng 7,7%. Tỉnh Lũng Sen giữ rừng.

I- NHIỆM VỤ

1. Đẩy mạnh trồng rừng gỗ lớn ở tỉnh Lũng Sen.

Nghị quyết này phổ biến đến đảng viên.

T/M TỈNH ỦY
BÍ THƯ

Đinh Thị Mẫu
"""

ABOUT = "Ban hành Quy chế quản lý chợ trên địa bàn huyện Khe Mây"
DECISION, RESOLUTION = "khe-may-2024", "lung-sen-2024"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {DECISION: KHE_MAY, RESOLUTION: LUNG_SEN}), 0.5)


@pytest.mark.parametrize(
    ("text", "proposer"),
    [
        ("Theo đề nghị của Giám đốc\nSở Xây dựng tại Tờ trình số 12/TTr-SXD;", "Giám đốc\nSở Xây dựng"),
        ("*Theo đề nghị của Giám đốc Sở Y tế*\n\nQUYẾT ĐỊNH:", "Giám đốc Sở Y tế"),
        ("Xét đề nghị của Chánh Thanh tra huyện\nQUYẾT ĐỊNH:\nĐiều 1. Thu hồi.", "Chánh Thanh tra huyện"),
        ("Theo đề nghị của Chánh Văn phòng\nỦy ban nhân dân tỉnh ban hành Quy chế.", "Chánh Văn phòng"),
    ],
)
def test_who_proposed_a_paper_is_told_across_a_line_that_a_page_broke(text: str, proposer: str) -> None:
    paper = parse(text, id="a", source="a.txt")
    told = clause(paper, "proposer")
    assert told is not None
    assert paper.text[slice(*told[0])] == proposer


@pytest.mark.parametrize(
    ("question", "document", "text"),
    [
        ("Quyết định 317/QĐ-UBND có hiệu lực từ khi nào?", DECISION, "kể từ ngày 20 tháng 3 năm 2024"),
        ("Quyết định 317/QĐ-UBND thay thế văn bản nào?", DECISION, "Quyết định số 90/QĐ-UBND"),
        ("quyết định 317 theo đề nghị của ai", DECISION, "Trưởng phòng Kinh tế - Hạ tầng huyện"),
        ("Ai đề nghị phê duyệt Quyết định 317?", DECISION, "Trưởng phòng Kinh tế - Hạ tầng huyện"),
        ("quyet dinh 317/qd-ubnd ban hanh ngay may", DECISION, "04 tháng 3 năm 2024"),
        ("Quyết định 317/QĐ-UBND có mấy điều?", DECISION, "Điều 3"),
        ("Người ký quyết định 317/QĐ-UBND giữ chức vụ gì?", DECISION, "CHỦ TỊCH"),
        (
            "Quyết định 317/QĐ-UBND về việc gì?",
            DECISION,
            "Ban hành Quy chế quản lý chợ trên địa bàn huyện Khe Mây",
        ),
        ("Chủ tịch UBND huyện Khe Mây tên gì?", DECISION, "Hoàng Văn Thử"),
        ("Bí thư Tỉnh ủy Lũng Sen là ai?", RESOLUTION, "Đinh Thị Mẫu"),
        ("ngày ban hành Luật Tổ chức thị trấn vùng cao", DECISION, "11 tháng 5 năm 2014"),
        ("ngày ban hành luật sửa đổi Luật Tổ chức thị trấn vùng cao", DECISION, "20 tháng 10 năm 2018"),
        ("Nghị quyết năm 2024 của tỉnh Lũng Sen được phổ biến đến đâu?", RESOLUTION, "đảng viên"),
        ("Nghị quyết năm 2024 của tỉnh Lũng Sen là của Ban Chấp hành khoá mấy?", RESOLUTION, "KHOÁ IX"),
        ("Nghị quyết của tỉnh Lũng Sen lấy ý kiến của ai?", RESOLUTION, "cấp uỷ viên và cán bộ hưu trí"),
        ("Quyết định 317/QĐ-UBND gửi báo cáo cho cơ quan nào?", DECISION, "- Ủy ban nhân dân tỉnh"),
    ],
)
def test_a_datum_is_quoted(engine: Engine, question: str, document: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    first = answer.answers[0]
    assert (first.document, first.text) == (document, text)
    assert first.text in first.quote


def test_recipients_and_executors_are_told_whole(engine: Engine) -> None:
    sent = engine.answer("Nơi nhận của Quyết định 317/QĐ-UBND").answers[0].text
    assert sent.startswith("- Ủy ban nhân dân tỉnh") and sent.endswith("- Lưu: VT, KTHT.")
    charged = engine.answer("Ai chịu trách nhiệm thi hành Quyết định 317/QĐ-UBND?").answers[0].text
    assert charged.startswith("Chánh Văn phòng") and charged.endswith("Chủ tịch Ủy ban nhân dân các xã")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Chủ tịch UBND tỉnh Lũng Sen tên gì?", "Đinh Thị Mẫu"),
        ("Bí thư Huyện ủy Khe Mây là ai?", "Hoàng Văn Thử"),
        ("Nghị quyết năm 2024 của tỉnh Lũng Sen ban hành ngày nào?", "ngày ban hành"),
        ("Nghị quyết năm 2024 của tỉnh Lũng Sen thay thế văn bản nào?", "thay thế"),
        ("Quyết định 318/QĐ-UBND ban hành ngày nào?", "318/QĐ-UBND"),
    ],
)
def test_what_no_line_shows_is_refused_with_what_is_nearest(
    engine: Engine, question: str, named: str
) -> None:
    answer = engine.answer(question)
    assert answer.abstained, answer.answers
    assert named in (answer.reason or "")


def test_papers_that_are_named_side_by_side_are_told_one_by_one(engine: Engine) -> None:
    question = "Quyết định 317/QĐ-UBND của huyện Khe Mây và Quyết định 90/QĐ-UBND ban hành ngày nào?"
    told = [one.text for one in engine.answer(question).answers]
    assert told == ["04 tháng 3 năm 2024", "15 tháng 8 năm 2016"]


REPORT = """BÁO CÁO CHÍNH TRỊ
của Ban Chấp hành Đảng bộ huyện Đồi Cỏ khoá VII, nhiệm kỳ 2015 - 2020
trình Đại hội đại biểu Đảng bộ huyện lần thứ VIII

Đồi Cỏ qua năm năm đã trồng thêm rừng và mở đường.
"""


def test_the_issuer_that_a_title_names_is_told_without_the_title(tmp_path: Path) -> None:
    asked = "Báo cáo chính trị của huyện Đồi Cỏ là của cơ quan nào?"
    engine = Engine(made(tmp_path, {"doi-co-2020": REPORT, DECISION: KHE_MAY}), 0.5)
    told = engine.answer(asked).answers[0].text
    assert told.startswith("Ban Chấp hành Đảng bộ huyện Đồi Cỏ") and "trình" not in told
