"""What a hurried question leaves out, takes out, or asks of each place: on two invented plans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answer.each_place import wanted_of
from answer.engine import Engine
from answer.excepted import exceptions
from answer.question import Asked, analyse
from index.types import Understood
from ingest.document import parse
from ingest.facts.periods import Period
from ingest.types import Document
from tests.index_world import made

KHE_LAU = """ỦY BAN NHÂN DÂN
HUYỆN KHE LAU

Số: 58/CTr-UBND

Khe Lau, ngày 12 tháng 01 năm 2024

CHƯƠNG TRÌNH HÀNH ĐỘNG
Phát triển kinh tế - xã hội năm 2024 của huyện Khe Lau

I- CHỈ TIÊU NĂM 2024

- Thêm 07 xã có chợ phiên, 11 xã có chợ phiên kiểu mới và 02 xã có chợ đêm.
- Số vụ trộm cắp giảm 4%.
- Làm nhanh hạ tầng khu kho bãi, chợ đầu mối (Khu kho bãi Bến Gỗ; các cụm công nghiệp: Tân Mộc, Khe Sậy, Đồi \
Ngang; khu thương mại Cửa Rừng) để sớm đưa vào hoạt động.
- Giải quyết việc làm cho 3.120 lao động.
- Cơ cấu lao động: Trồng trọt, đánh cá 41,7%; làm nghề 20,1%.
- Tỷ lệ dân số dùng mạng di động 81%.
- Tỷ lệ thu gom rác của hộ dân đạt 77%.
- Có ít nhất 02 tổ hợp tác hoạt động theo hướng liên kết chuỗi.
- Có 64% chi hội, tổ liên gia, Câu lạc bộ khuyến nông hoạt động từ loại khá trở lên.
- Tỷ lệ học sinh ra lớp theo độ tuổi: Nhà trẻ 31,4%, mẫu giáo từ 3 đến 4 tuổi 88,2%, mẫu giáo 4 tuổi 97,3%, \
tiểu học 99,5%.
- Tỷ lệ trẻ dưới 5 tuổi bị còi (chiều cao/tuổi) 14,2%.
- Có ít nhất 120 cửa hàng mở mới, nâng tổng số cửa hàng đang bán lên khoảng 900 cửa hàng.

II- NHIỆM VỤ

Đại hội đại biểu Đảng bộ huyện lần thứ IX, nhiệm kỳ 2020 - 2025 đã thông qua chương trình này. Người \
đứng đầu phải nêu gương trong công việc.

Chuyển biến mạnh trong việc dọn rác ven suối theo Kết luận số 33-KL/HU ngày 06/4/2022 của Ban Thường vụ \
Huyện ủy.

Cải thiện Chỉ số điều hành (ĐH-Index), Chỉ số giao nhận và sản xuất (GSX) của huyện.

Giữ yên bản làng, nhất là khu vực đầu nguồn.

Lắp hệ thống cảm biến phục vụ báo lũ quét ở thượng nguồn.

Làm theo Quyết định số 77/QĐ-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Núi Rơm về việc ban \
hành Kế hoạch thực hiện Nghị quyết số 15/NQ-HĐND của Hội đồng nhân dân tỉnh.
"""

VAN_DON = """ỦY BAN NHÂN DÂN
HUYỆN VÂN ĐÒN

Vân Đòn, ngày 03 tháng 9 năm 2020

KẾ HOẠCH
Phát triển kinh tế - xã hội giai đoạn 2020 - 2025 của huyện Vân Đòn

I- KẾT QUẢ NHIỆM KỲ 2015 - 2020

Kéo giảm 8,5% số vụ trộm cắp so với đầu nhiệm kỳ.

II- CHỈ TIÊU ĐẾN NĂM 2025

Tỷ lệ dân số dùng mạng di động đạt 92%.

Tỷ lệ lao động trồng trọt trong tổng lao động 38,5%. Huyện đạt 14/14 mục tiêu.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    papers = {"khe-lau-2024": KHE_LAU, "van-don-2020": VAN_DON}
    return Engine(made(tmp_path_factory.mktemp("store"), papers), 0.5)


def read(question: str, *places: str) -> Asked:
    return analyse(Understood(question, question, places=places))


def paper(title: str = "Báo cáo", place: str | None = None, year: int | None = None) -> Document:
    return replace(
        parse("Báo cáo\n", id="bao-cao", source="bao-cao.txt"), title=title, place=place, year=year
    )


BOTH = ("Khe Lau", "Vân Đòn")


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Khe Lau 2024 và Vân Đòn 2025 bao nhiêu phần trăm", (2024,), (2025,)),
        ("Khe Lau với Vân Đòn (tới 2025), nơi nào nhiều hơn", (), (2025,)),
        ("Khe Lau nhiệm kỳ qua giảm mấy phần trăm, Vân Đòn 2025 định giảm mấy", (), (2025,)),
        ("số vụ của Khe Lau và Vân Đòn năm 2024", (2024,), (2024,)),
        ("năm 2024 Khe Lau và Vân Đòn giảm bao nhiêu", (2024,), (2024,)),
    ],
)
def test_a_year_said_of_one_place_asks_nothing_of_the_other(
    question: str, first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    asked = read(question, *BOTH)
    told = [wanted_of(asked, paper(place=place)).periods for place in BOTH]
    assert told == [tuple(Period(year, year) for year in years) for years in (first, second)]


@pytest.mark.parametrize(
    ("title", "year", "meant"),
    [
        ("Báo cáo của Đảng bộ huyện, nhiệm kỳ 2010 - 2015 trình Đại hội, nhiệm kỳ 2015 – 2020", 2015, 2010),
        ("Báo cáo trình Đại hội nhiệm kỳ 2020-2025", 2025, 2015),  # a document of the term's last year
        ("Chương trình hành động", 2023, 2015),
        ("Báo cáo chính trị", 2020, 2015),
        ("Báo cáo chính trị", None, None),
    ],
)
@pytest.mark.parametrize("typed", ["nhiệm kỳ trước tạo bao nhiêu việc làm", "khóa trước làm mấy cây cầu"])
def test_the_term_before_is_that_before_the_documents(
    typed: str, title: str, year: int | None, meant: int | None
) -> None:
    expected = () if meant is None else (Period(meant, meant + 5),)
    assert wanted_of(read(typed), paper(title=title, year=year)).periods == expected


@pytest.mark.parametrize(
    ("stated", "agrees"),
    [((2015, 2020), 1.0), ((2020, 2020), 0.3), ((2025, 2025), -1.0), ((2020, 2025), 0.0), (None, 0.0)],
)
def test_a_figure_without_a_date_is_not_of_another_term(
    stated: tuple[int, int] | None, agrees: float
) -> None:
    """It bears that of the report's title."""
    wanted = wanted_of(read("nhiệm kỳ trước tạo bao nhiêu việc làm"), paper("Báo cáo nhiệm kỳ 2020 - 2025"))
    assert wanted.agreement(Period(*stated) if stated else None) == agrees


def test_a_year_that_is_named_stands_before_the_term() -> None:
    asked = read("nhiệm kỳ trước, năm 2018 tạo bao nhiêu việc làm")
    wanted = wanted_of(asked, paper(title="Báo cáo nhiệm kỳ 2020 - 2025", year=2020))
    assert wanted.periods == (Period(2018, 2018),)


def test_each_place_answers_for_its_own_time(engine: Engine) -> None:
    question = "số vụ trộm cắp Vân Đòn nhiệm kỳ qua giảm mấy phần trăm, Khe Lau 2024 định giảm mấy phần trăm"
    told = {one.document: one.text for one in engine.answer(question).answers}
    assert told == {"khe-lau-2024": "giảm 4%", "van-don-2020": "giảm 8,5%"}


def test_the_other_place_answers_though_it_words_it_otherwise(engine: Engine) -> None:
    answer = engine.answer("tỷ lệ lao động trồng trọt của Vân Đòn và Khe Lau")
    told = {one.document: one.text for one in answer.answers}
    assert told == {"van-don-2020": "38,5%", "khe-lau-2024": "41,7%"}


def test_without_a_place_each_place_answers_and_of_the_same_thing(engine: Engine) -> None:
    answers = engine.answer("So sánh tỷ lệ lao động trồng trọt giữa các huyện").answers
    told = [(one.document, one.text) for one in answers]
    assert told == [("van-don-2020", "38,5%"), ("khe-lau-2024", "41,7%")]


def test_what_a_question_leaves_out_is_not_answered(engine: Engine) -> None:
    whole = engine.answer("Khe Lau thêm mấy xã có chợ phiên, không kể kiểu mới và chợ đêm?")
    assert [one.text for one in whole.answers] == ["07 xã"]
    assert exceptions("không kể những xã nào") == ()


@pytest.mark.parametrize(
    "question",
    [
        "dân số huyện Khe Lau",  # a share of the people is not their number
        "mỗi hộ ở Khe Lau đóng tiền rác bao nhiêu một tháng",  # a share is no rate
        "tổng số tổ hợp tác đang hoạt động ở Khe Lau",  # how many there shall be at least
        "Đại hội đại biểu Đảng bộ huyện Khe Lau lần thứ IX họp vào ngày nào?",  # a term is no day
        "Người đứng đầu huyện ủy Khe Lau tên gì?",  # nobody is named
    ],
)
def test_what_is_near_but_of_another_sort_is_refused(engine: Engine, question: str) -> None:
    answer = engine.answer(question)
    assert answer.abstained, [one.text for one in answer.answers]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("chi hội, tổ liên gia hoạt động khá trở lên Khe Lau", "64%"),
        ("tổ liên gia, Câu lạc bộ khuyến nông hoạt động khá trở lên Khe Lau", "64%"),
        ("Khe Lau huy động mẫu giáo 4 tuổi ra lớp", "97,3%"),
    ],
)
def test_a_phrase_that_names_what_is_counted_gets_the_figure(
    engine: Engine, question: str, text: str
) -> None:
    assert engine.answer(question).answers[0].text == text


def test_the_field_of_a_paper_is_what_it_is_about(engine: Engine) -> None:
    told = engine.answer("Kết luận 33-KL/HU lĩnh vực nào").answers[0].text
    assert "dọn rác ven suối" in told and "06/4/2022" not in told


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("chỉ số GSX mà Khe Lau cần cải thiện là chỉ số gì", "Chỉ số giao nhận và sản xuất (GSX)"),
        ("Khe Lau giữ yên bản làng nhất là ở khu vực nào", "khu vực đầu nguồn"),
        ("Hệ thống cảm biến của Khe Lau phục vụ công việc gì?", "báo lũ quét ở thượng nguồn"),
        ("tỷ lệ trẻ còi theo chiều cao Khe Lau", "14,2%"),
        ("trẻ còi theo chiều cao Khe Lau", "14,2%"),
        ("Tính cả cũ lẫn mới thì Khe Lau sẽ có bao nhiêu cửa hàng?", "khoảng 900 cửa hàng"),
        ("Quyết định số 77/QĐ-UBND của tỉnh Núi Rơm thực hiện Nghị quyết nào của Hội đồng nhân dân tỉnh?",
         "Nghị quyết số 15/NQ-HĐND"),
    ],
)  # fmt: skip
def test_an_answer_has_the_words_for_its_sort(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    assert answer.answers[0].text == text


@pytest.mark.parametrize(
    "question",
    [
        "tên các cụm công nghiệp Khe Lau làm nhanh hạ tầng",
        "các CCN Khe Lau cần làm nhanh hạ tầng gồm những cụm nào",
    ],
)
def test_names_of_a_class_stand_behind_its_colon(engine: Engine, question: str) -> None:
    assert engine.answer(question).answers[0].text.endswith("Tân Mộc, Khe Sậy, Đồi Ngang")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("số hộ có điện ở Khe Lau so với Vân Đòn chênh nhau ra sao?", "number"),
        ("chỉ số PAPI Khe Lau 2022 xếp hạng", "rank"),
        ("tên các cụm công nghiệp làm nhanh hạ tầng", "which"),
    ],
)
def test_what_a_turn_of_speech_asks_for(question: str, kind: str) -> None:
    assert read(question, *(place for place in BOTH if place in question)).kind == kind


def test_the_day_of_a_paper_is_asked_for_by_its_number_alone(engine: Engine) -> None:
    assert engine.answer("ngày Kết luận 33-KL/HU").answers[0].text == "06/4/2022"
