"""How answers are cited and told: the basis line, the spread, who disagrees, what replaces what."""

from __future__ import annotations

from datetime import date

import pytest

from answer.basis import basis_line, written_date
from answer.engine import Engine
from answer.overview import amount, in_order, marked, spread
from answer.standing import standings
from answer.told import lines
from answer.types import Citation
from index.content import DocumentInfo
from tests.answer_world import PAPERS
from tests.index_world import made

OLD = """ỦY BAN NHÂN DÂN
HUYỆN KHE MÂY

Số: 90/QĐ-UBND

Khe Mây, ngày 15 tháng 8 năm 2016

QUYẾT ĐỊNH

Ban hành Quy định tạm thời về chợ huyện Khe Mây

Điều 1. Mỗi xã có không quá 2 chợ phiên.
"""
NEW = """ỦY BAN NHÂN DÂN
HUYỆN KHE MÂY

Số: 317/QĐ-UBND

Khe Mây, ngày 04 tháng 3 năm 2024

QUYẾT ĐỊNH

Ban hành Quy chế quản lý chợ huyện Khe Mây

Điều 1. Quyết định này thay thế Quyết định số 90/QĐ-UBND ngày 15 tháng 8 năm 2016 của Ủy ban nhân dân huyện.
"""
OTHER_LAM_HONG = """ỦY BAN NHÂN DÂN
TỈNH LAM HỒNG

KẾ HOẠCH
Phát triển kinh tế - xã hội năm 2023 của tỉnh Lam Hồng

I- CHỈ TIÊU CHỦ YẾU NĂM 2023

- Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91%.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    papers = {**PAPERS, "khe-may-2016": OLD, "khe-may-2024": NEW, "lam-hong-2023-ke-hoach": OTHER_LAM_HONG}
    return Engine(made(tmp_path_factory.mktemp("store"), papers), 0.5)


def info(**given: object) -> DocumentInfo:
    known: dict[str, object] = dict.fromkeys(DocumentInfo.__slots__)
    return DocumentInfo(**{**known, "id": "thu", "title": "", "source": "thu.txt", **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {
                "kind": "Quyết định",
                "number": "88/QĐ-UBND",
                "issued": date(2023, 1, 5),
                "issuer": "Ủy ban nhân dân huyện Cửa Rào",
                "title": "Quyết định ban hành Kế hoạch năm 2023",
            },
            "Căn cứ Quyết định số 88/QĐ-UBND ngày 05 tháng 01 năm 2023 của Ủy ban nhân dân huyện Cửa Rào "
            "về việc ban hành Kế hoạch năm 2023;",
        ),
        (
            {
                "kind": "Nghị quyết",
                "issuer": "Ban Chấp hành Đảng bộ tỉnh Lũng Sen",
                "title": "Nghị quyết của Ban Chấp hành Đảng bộ tỉnh về nhiệm vụ năm 2024",
            },
            "Căn cứ Nghị quyết của Ban Chấp hành Đảng bộ tỉnh Lũng Sen về nhiệm vụ năm 2024;",
        ),
        (
            {
                "kind": "Luật",
                "number": "12/2014/QH13",
                "issued": date(2014, 11, 20),
                "issuer": "Quốc hội",
                "title": "Luật Chợ",
            },
            "Căn cứ Luật Chợ ngày 20 tháng 11 năm 2014;",
        ),
    ],
)
def test_the_basis_line_names_what_the_decree_asks_for(given: dict[str, object], line: str) -> None:
    assert basis_line(info(**given)) == line


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2023, 2, 3), "ngày 03 tháng 02 năm 2023"),
        (date(2023, 3, 15), "ngày 15 tháng 3 năm 2023"),
        (date(2023, 12, 31), "ngày 31 tháng 12 năm 2023"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(day: date, written: str) -> None:
    assert written_date(day) == written


def said(text: str, value: str, unit: str, place: str = "A", period: str = "năm 2023") -> Citation:
    return Citation(text, value, unit, f"{place}-{text}", (), "", text, 0, len(text), 2023, place, 0.9,
                    period=period, status="target")  # fmt: skip


def test_scales_are_multiplied_before_values_are_compared() -> None:
    big, small = said("1,5 tỷ đồng", "1,5", "tỷ đồng"), said("900 triệu đồng", "900", "triệu đồng", "B")
    assert amount(big) == 1.5e9 and amount(small) == 9e8
    assert in_order([small, big]) == [big, small]
    apart = spread([small, big])
    assert apart is not None and (apart.lowest, apart.highest, apart.gap) == (small, big, 6e8)


def test_different_units_are_neither_sorted_nor_compared() -> None:
    mixed = [said("5%", "5", "%"), said("70 xã", "70", "xã", "B")]
    assert in_order(mixed) == mixed
    assert spread(mixed) is None


def test_figures_of_one_place_stay_as_they_were_judged_and_have_no_spread() -> None:
    answers = [said("5%", "5", "%"), said("7%", "7", "%")]
    assert in_order(answers) == answers
    assert spread(answers) is None


def test_only_the_same_place_and_period_can_disagree() -> None:
    one, other = said("91%", "91", "%"), said("94%", "94", "%")
    elsewhere, later = said("80%", "80", "%", "B"), said("99%", "99", "%", period="năm 2025")
    told = marked([one, other, elsewhere, later], ["hộ dùng nước sạch"] * 4)
    assert [a.disagrees for a in told] == [True, True, False, False]
    assert not any(a.disagrees for a in marked([one, one], ["hộ dùng nước sạch"] * 2))


@pytest.mark.parametrize(
    ("about", "other", "differ"),
    [
        ("Tổng thu ngân sách trên địa bàn tỉnh", "thu ngân sách nhà nước đạt", True),
        ("Thu ngân sách trên địa bàn tỉnh", "Du lịch, các khu nghỉ dưỡng thu về", False),
        ("tỷ lệ dân số tham gia bảo hiểm y tế", "tỷ lệ bao phủ bảo hiểm y tế", True),
        ("số xã đạt chuẩn nông thôn mới", "số giường bệnh", False),
    ],
)
def test_only_what_measures_the_same_can_disagree(about: str, other: str, differ: bool) -> None:
    told = marked([said("91%", "91", "%"), said("94%", "94", "%")], [about, other])
    assert [one.disagrees for one in told] == [differ, differ]


def test_two_documents_that_disagree_are_both_shown_and_marked(engine: Engine) -> None:
    answer = engine.answer("Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 của tỉnh Lam Hồng")
    told = {one.text: one.disagrees for one in answer.answers}
    assert told == {"trên 94,5%": True, "91%": True}
    assert any("khác nhau" in line for line in lines(engine.index, answer))


def test_without_a_place_the_lines_are_sorted_and_end_with_the_spread(engine: Engine) -> None:
    answer = engine.answer("tốc độ tăng trưởng kinh tế năm 2023 các tỉnh")
    told = lines(engine.index, answer)
    first = [line for line in told if line.startswith("•")]
    assert [line.split()[1] for line in first] == ["8,25%", "7,1%"]
    assert told[-1] == "Thấp nhất: 7,1% (Núi Cấm); cao nhất: 8,25% (Lam Hồng)."


def test_a_document_that_another_replaces_is_told_so(engine: Engine) -> None:
    (standing,) = standings(engine.index, engine.index.info("khe-may-2016"))
    assert (standing.relation, standing.by.id) == ("replaced", "khe-may-2024")
    text = engine.index.document("khe-may-2024").text
    assert text[standing.start : standing.end] == "Quyết định số 90/QĐ-UBND"
    assert "317/QĐ-UBND" in standing.told
    assert standings(engine.index, engine.index.info("khe-may-2024")) == ()
