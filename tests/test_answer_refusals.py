"""Honest refusals, signal by signal, on invented papers; and what must not be refused with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from answer.meta_words import Line
from answer.needs import needed
from answer.question import analyse
from answer.topic import topic
from index.types import Change, Understood
from ingest.facts.words import phrase
from tests.answer_world import MORE_PAPERS, NUI_CAM
from tests.index_world import made


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), MORE_PAPERS), 0.5)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("tỷ lệ che phủ rừng huyện Suối Bạc", "Núi Cấm"),  # another place states it
        ("Dân số tỉnh Núi Cấm là bao nhiêu người?", "Núi Cấm"),  # the unit counts another thing
        ("Vì sao chuỗi giá trị mận của Lam Hồng còn yếu?", "Lam Hồng"),
        ("số điện thoại Phòng Tài chính - Kế hoạch huyện Cửa Rào", "số điện thoại"),
        ("Kinh phí trồng ngô huyện Suối Bạc", "Suối Bạc"),
        ("tốc độ tăng trưởng kinh tế Núi Cấm năm 2019", "năm 2019"),
        ("Theo Quyết định 8751/QĐ-UBND, tỷ lệ che phủ rừng Núi Cấm là bao nhiêu?", "8751/QĐ-UBND"),
        ("ket luan so 8751-KL/TU noi gi", "8751-KL/TU"),  # no document is or mentions it
        ("tỷ lệ che phủ rừng huyện cao lãnh", "Cao Lãnh"),  # a district in small letters
        ("Trưởng Công an huyện Lam Hồng tên gì?", "trưởng công an"),
    ],
)
def test_a_refusal_names_what_is_missing(engine: Engine, question: str, named: str) -> None:
    answer = engine.answer(question)
    assert answer.abstained, answer.answers
    assert named in (answer.reason or "")


def test_a_figure_of_another_thing_is_not_told_as_the_nearest_year(engine: Engine) -> None:
    told = engine.answer("tỷ lệ tham gia bảo hiểm y tế của Lam Hồng năm 2031").reason or ""
    assert "gần nhất: năm 2023" in told  # the thing itself, of another year
    other = engine.answer("tỷ lệ che phủ rừng của Lam Hồng năm 2031")
    assert other.abstained
    assert "gần nhất: năm" not in (other.reason or "")


def test_places_that_are_compared_each_answer(engine: Engine) -> None:
    answer = engine.answer("So sánh tỷ lệ tham gia bảo hiểm y tế năm 2023 giữa các địa phương")
    assert {"lam-hong-2023", "nui-cam-2023", "cua-rao-2023"} <= {one.document for one in answer.answers}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Số điện thoại đường dây nóng là gì?", "số điện thoại"),
        ("Tại sao chỉ số tụt hạng?", "lý do"),
        ("Nhà thầu xây cầu là ai?", "tên công ty, nhà đầu tư"),
        ("Tỷ lệ hộ nghèo là bao nhiêu?", None),
    ],
)
def test_some_questions_need_a_thing_shown(question: str, told: str | None) -> None:
    need = needed(Line(f" {' '.join(phrase(question))} "))
    assert (need.told if need else None) == told


@pytest.mark.parametrize(
    ("question", "places", "about"),
    [
        ("tỷ lệ che phủ rừng tỉnh Núi Cấm năm 2023", ("Núi Cấm",), "tỷ lệ che phủ rừng"),
        ("Giá chè của huyện Suối Bạc là bao nhiêu?", ("Suối Bạc",), "Giá chè"),
        ("Vì sao thu ngân sách giảm năm 2022?", (), "thu ngân sách giảm"),
    ],
)
def test_the_topic_is_the_question_without_place_year_and_asking(
    question: str, places: tuple[str, ...], about: str
) -> None:
    assert topic(analyse(Understood(question, question, places=places))) == about


@pytest.mark.parametrize("typed", ["Suối Bạc có mây hợp tác xã", "Suối Bạc có mấy hợp tác xã"])
def test_how_many_is_known_after_a_slip(typed: str) -> None:
    slip = (Change("typo", "mây", "mây"),)
    assert analyse(Understood(typed, typed, slip)).kind == "number"


def test_how_many_things_are_to_be_named() -> None:
    def asked(text: str) -> int:
        return analyse(Understood(text, text)).count

    assert (asked("4 trụ cột phát triển"), asked("ba xã điểm là xã nào"), asked("xã nào đạt chuẩn")) == (
        4,
        3,
        0,
    )


def test_a_change_is_never_told_as_a_level(tmp_path: Path) -> None:
    """Who reads "tỷ lệ hộ nghèo: 0,6%" takes the fall for the rate: the verb comes with the figure."""
    paper = NUI_CAM.replace("- Tỷ lệ che phủ rừng đạt 45,3%.", "- Giảm 0,6% tỷ lệ hộ nghèo.")
    engine = Engine(made(tmp_path, {"nui-cam-2023": paper}), 0.5)
    told = engine.answer("Núi Cấm năm 2023 giảm tỷ lệ hộ nghèo bao nhiêu?").answers
    assert [one.text for one in told] == ["Giảm 0,6%"]
    refusal = engine.answer("giảm tỷ lệ hộ nghèo của Núi Cấm năm 2031")
    assert "năm 2023, giảm 0,6%" in (refusal.reason or "")
