"""Figures in official sentences: what counts, what does not, and how Vietnamese numerals read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.figures import Figure, figures, number


def only(text: str) -> Figure:
    """The one figure of a text."""
    found = figures(text)
    assert len(found) == 1, [text[one.start : one.end] for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [("7.555", 7555), ("7,555", 7.555), ("14.066.000", 14066000), ("88,6", 88.6), ("07", 7), ("12.5", 12.5)],
)
def test_a_dot_parts_thousands_and_a_comma_decimals(written: str, value: float) -> None:
    assert number(written) == value


@pytest.mark.parametrize(
    ("sentence", "phrase", "value", "unit"),
    [
        ("Thu ngân sách đạt trên 5,25 nghìn tỷ đồng.", "trên 5,25 nghìn tỷ đồng", "5,25", "nghìn tỷ đồng"),
        ("Kết nạp từ 1.200 đảng viên trở lên.", "từ 1.200 đảng viên trở lên", "1.200", "đảng viên"),
        ("Tai nạn giảm từ 5-10% so với trước.", "từ 5-10%", "5-10%", "%"),
        ("Tăng trưởng bình quân 6,1 - 6,4%/năm.", "bình quân 6,1 - 6,4%/năm", "6,1 - 6,4", "%/năm"),
        ("Có 12/40 xã về đích.", "12/40 xã", "12/40", "xã"),
        ("Gieo trồng 4.583ha lúa.", "4.583ha", "4.583", "ha"),
        ("Số bác sĩ trên 10.000 dân là 11.", "11", "11", None),
        (
            "Mỗi bến có bình quân không quá 05 (năm) trưởng bến.",
            "không quá 05 (năm) trưởng bến",
            "05",
            "trưởng bến",
        ),
        ("Thành lập ít nhất 07 hợp tác xã mới.", "ít nhất 07 hợp tác xã", "07", "hợp tác xã"),
        ("Quy mô vươn lên đứng thứ 9 toàn quốc.", "đứng thứ 9", "9", None),
        ("Chỉ số xếp thứ 07/34 tỉnh, thành phố.", "xếp thứ 07/34", "07/34", None),
        ("Đón 1,2 triệu lượt khách.", "1,2 triệu lượt khách", "1,2", "triệu lượt khách"),
    ],
)
def test_a_figure_keeps_comparator_and_unit(sentence: str, phrase: str, value: str, unit: str | None) -> None:
    figure = only(sentence)
    assert sentence[figure.start : figure.end] == phrase
    assert (figure.value.rstrip("%"), figure.unit) == (value.rstrip("%"), unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết số 21-NQ/TW ngày 16/6/2022 của Trung ương.",
        "Quyết định số 152/QĐ-UBND ngày 05 tháng 01 năm 2023.",
        "Trong nhiệm kỳ 2020-2025 và tầm nhìn đến năm 2050.",
        "Theo khoản 2 Điều 15 Nghị định 30/2020/NĐ-CP.",
        "(9) Đẩy mạnh cải cách.",
        "Nâng cấp Quốc lộ 30 và dịch vụ công mức độ 4.",
        "Phòng, chống dịch Covid-19.",
        "Nghị quyết Trung ương 4 khóa XII.",
    ],
)
def test_years_dates_numbers_of_documents_and_markers_are_no_figures(sentence: str) -> None:
    assert figures(sentence) == ()


def test_a_range_has_two_bounds_and_a_single_number_one() -> None:
    assert (only("đạt từ 3 - 4% số hộ").low, only("đạt từ 3 - 4% số hộ").high) == (3, 4)
    assert (only("còn 2,5% số hộ").low, only("còn 2,5% số hộ").high) == (2.5, 2.5)
    assert only("còn 2,5% số hộ").direction == "còn"


@given(st.text(alphabet="0123456789.,/%-– tỷđồngxã()năm\n", max_size=60))
def test_spans_are_inside_the_text_in_order_and_apart(text: str) -> None:
    found = figures(text)
    for figure in found:
        assert 0 <= figure.start <= figure.at < figure.end <= len(text)
        assert (
            figure.low <= figure.high or "-" in figure.value or "đến" in figure.value or "–" in figure.value
        )
    assert all(one.end <= other.start for one, other in pairwise(found))
