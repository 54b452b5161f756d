"""Figures find their subject: brackets, colons, ellipsis; and their year."""

from __future__ import annotations

from ingest.document import parse
from ingest.facts.binding import Fact
from ingest.facts.periods import Period, agreement, periods
from ingest.facts.sentences import Reading
from ingest.facts.tabled import facts


def read(text: str) -> tuple[Fact, ...]:
    """All facts of a small document."""
    document = parse(text, id="thu", source="thu.txt")
    reading = Reading(document)
    return tuple(fact for one in reading.sentences for fact in facts(one, document.title, document.year))


def of(text: str, figure: str) -> Fact:
    """The fact whose figure is written so."""
    return next(fact for fact in read(text) if fact.text == figure)


def test_a_bracket_inherits_the_subject_before_it() -> None:
    text = "Tỷ lệ rác thải được thu gom đạt 80,5% (thành thị 96%, nông thôn 71%)."
    assert "thành thị" in of(text, "96%").own
    assert "nông thôn" in of(text, "71%").own and "thành thị" not in of(text, "71%").own
    assert "rác thải" in of(text, "71%").outer


def test_a_colon_heads_a_list_of_figures() -> None:
    text = "Cơ cấu lao động: Nông nghiệp 25%; Công nghiệp 44%; Dịch vụ 31%."
    assert "Cơ cấu lao động" in of(text, "31%").outer
    assert "Nông nghiệp" not in of(text, "31%").own


def test_shares_of_those_for_whom_something_is_done_have_that_in_common_and_nothing_more() -> None:
    text = "Huyện mở lớp dạy bơi, phòng đuối nước tại 100% trường tiểu học và trên 60% nhà văn hóa xã, bản."
    assert "dạy bơi" in of(text, "trên 60%").outer and "trường" not in of(text, "trên 60%").outer
    assert "nhà văn hóa" not in f"{of(text, '100%').own} {of(text, '100%').outer}"


def test_a_clause_without_subject_inherits_the_one_before() -> None:
    text = "Tỷ lệ trường đạt chuẩn mức độ 1 đạt 90%, mức độ 2 đạt 20%."
    assert "Tỷ lệ trường" in of(text, "20%").outer


def test_an_aside_in_brackets_does_not_part_a_figure_from_its_subject() -> None:
    text = "Số giường bệnh (không tính trạm y tế) đạt 30,5 giường."
    assert "Số giường bệnh" in of(text, "30,5 giường").own


def test_an_age_takes_no_words_from_the_share_after_it() -> None:
    text = "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng dưới 9%."
    assert "trẻ em dưới 5 tuổi" in of(text, "dưới 9%").own


def test_the_year_is_the_nearest_that_is_named() -> None:
    text = "Năm 2022, kinh tế tăng khá. Thu ngân sách đạt 900 tỷ đồng, tăng 4% so với năm 2021."
    assert of(text, "900 tỷ đồng").period == Period(2022, 2022)
    assert of(text, "4%").period == Period(2022, 2022)


def test_results_and_targets_are_told_apart() -> None:
    text = (
        "Đến nay đã giải quyết việc làm cho 9.000 lao động. Phấn đấu giải quyết việc làm cho 7.000 lao động."
    )
    assert of(text, "9.000 lao động").status == "result"
    assert of(text, "7.000 lao động").status == "target"


def test_a_page_break_does_not_end_a_sentence() -> None:
    text = "Thành tựu nổi bật của huyện những năm qua là hoàn thành sớm mục\n\ntiêu nông thôn mới (12/40 xã)."
    assert "hoàn thành sớm" in of(text, "12/40 xã").outer


def test_periods_leave_out_years_of_something_else() -> None:
    assert periods("tăng 4% so với năm 2021 theo giá so sánh năm 2010") == ()
    assert periods("nhiệm kỳ 2020 - 2025") == (Period(2020, 2025),)


def test_a_year_inside_a_term_is_another_period() -> None:
    term, year = Period(2020, 2025), Period(2023, 2023)
    assert agreement((year,), term) < 0
    assert agreement((Period(2025, 2025),), term) > 0
    assert agreement((year,), year) == 1
    assert agreement((), term) == 0


WRAPPED = """**KẾ HOẠCH**

Về phát triển làng nghề năm 2025

**I. MỤC
TIÊU**

- Xây dựng ít nhất **30
% **làng nghề có trang
thông tin; đào tạo 450 *(bốn trăm năm
mươi) *thợ trẻ mỗi năm.

- Hình thành mới 12
tổ hợp tác dệt vải
trên địa bàn các xã
vùng cao.

a) Tiếp tục hỗ trợ
hộ làm nghề vay vốn để
mua khung dệt mới và
mở cửa hàng.
"""


def test_a_sentence_runs_over_wrapped_lines_and_past_emphasis() -> None:
    document = parse(WRAPPED, id="thu", source="thu.txt")
    texts = [one.text for one in Reading(document).sentences]
    assert "Hình thành mới 12 tổ hợp tác dệt vải trên địa bàn các xã vùng cao." in texts
    assert "Tiếp tục hỗ trợ hộ làm nghề vay vốn để mua khung dệt mới và mở cửa hàng." in texts
    assert any(text.startswith("Xây dựng ít nhất 30 % làng nghề có trang thông tin;") for text in texts)


def test_what_reads_plain_is_quoted_verbatim() -> None:
    document = parse(WRAPPED, id="thu", source="thu.txt")
    for one in Reading(document).sentences:
        words = document.text[one.start : one.end].replace("*", " ").split()
        assert words == one.text.split()
        low = one.text.find("thợ trẻ")
        if low >= 0:
            assert document.text[slice(*one.span(low, low + len("thợ trẻ")))] == "thợ trẻ"


FENCED = """Biểu 1. Một số chỉ tiêu y tế
|
Chỉ tiêu
|
Đơn vị tính
|
Năm 2024
|
Dự kiến năm 2026
|
|
Số giường bệnh
|
Giường
|
1.450
|
1.620
|
|
Số bác sĩ
|
Người
|
310
|
355
|
"""


def test_a_number_between_fences_is_of_its_row_and_its_column() -> None:
    fact = of(FENCED, "1.620")
    assert "giường bệnh" in fact.own and "2026" in fact.own
    assert fact.period == Period(2026, 2026) and fact.figure.unit == "Giường"


def test_shares_joined_by_and_have_one_predicate() -> None:
    text = "Trên 75% số trường tiểu học và 100% trường mầm non công lập đạt chuẩn phòng học an toàn."
    assert "phòng học an toàn" in of(text, "Trên 75%").outer
    assert "tiểu học" not in of(text, "100%").outer


def test_a_chain_of_predicates_keeps_its_subject() -> None:
    text = "Doanh thu vận tải ước đạt 3.210 tỷ đồng, đạt 98% kế hoạch, tăng 7,4% so cùng kỳ."
    assert "vận tải" in of(text, "7,4%").outer


def test_of_two_years_between_figures_each_has_its_own() -> None:
    text = "Phấn đấu có 15% thôn đạt chuẩn năm 2026, bảo đảm đến hết năm 2030 có ít nhất 60% thôn đạt chuẩn."
    assert of(text, "15%").period == Period(2026, 2026)
    assert of(text, "ít nhất 60%").period == Period(2030, 2030)
