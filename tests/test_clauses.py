"""What a question asks of a clause, and which passages hold such a clause."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clauses import asks_duty, charged, headed, says
from index.language import LanguageModel
from index.slips import well_spelt
from index.understand import Knowledge, understand


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.learn(["Công điện số 15 về phòng, chống mưa lũ. Chỉ tiêu năm 2023."], ["Cần Thơ"])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("quyết định này có hiệu lực từ ngày nào", {"effect"}),
        ("quyết định về rác thải thay thế quyết định nào", {"replaces"}),
        ("phải báo cáo trước ngày nào", {"deadline"}),
        ("hạn báo cáo hằng năm", {"deadline"}),
        ("quyết định 45 ký ngày nào", {"issued"}),
        ("công văn ban hành hôm nào", {"issued"}),
        ("ai ký chỉ thị về nước dưới đất", {"signer"}),
        ("số chỉ thị về nước dưới đất", {"number"}),
        ("tỷ lệ hộ nghèo là bao nhiêu", set()),
    ],
)
def test_what_of_a_document_is_asked_for(knowledge: Knowledge, question: str, asked: set[str]) -> None:
    assert understand(question, knowledge).asks == asked


def test_a_clause_is_known_by_its_wording() -> None:
    effect = "Điều 3. Quyết định này có hiệu lực thi hành từ ngày 05 tháng 7 năm 2025."
    replaces = "Quyết định này thay thế Quyết định số 12/2020/QĐ-UBND."
    deadline = "Các sở gửi báo cáo về Sở Tài chính trước ngày 15 tháng 11."
    assert [says("effect", text) for text in (effect, replaces, deadline)] == [True, False, False]
    assert [says("replaces", text) for text in (effect, replaces, deadline)] == [False, True, False]
    assert [says("deadline", text) for text in (effect, replaces, deadline)] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("4. Công an tỉnh: tăng cường kiểm tra địa bàn.", ("công an",)),
        ("a) Sở Nội vụ, Sở Tài chính: thẩm định hồ sơ.", ("sở nội vụ", "sở tài chính")),
        ("- Ủy ban nhân dân các xã, phường: tổ chức thực hiện.", ("ủy ban nhân dân",)),
        ("Kết quả: Sở Nội vụ đã báo cáo.", ()),
    ],
)
def test_a_passage_may_open_with_the_body_that_it_charges(text: str, bodies: tuple[str, ...]) -> None:
    assert charged(text) == bodies


@pytest.mark.parametrize(
    ("heading", "bodies"),
    [
        ("Sở Tài chính", ("sở tài chính",)),
        ("Điều 7. Trách nhiệm của Sở Y tế", ("sở y tế",)),
        (
            "Đề nghị Viện kiểm sát nhân dân tỉnh, Tòa án nhân dân tỉnh",
            ("viện kiểm sát nhân dân", "tòa án nhân dân"),
        ),
        ("Nhiệm vụ, giải pháp", ()),
        ("Kết quả của Sở Y tế", ()),
    ],
)
def test_a_heading_may_be_no_more_than_a_body(heading: str, bodies: tuple[str, ...]) -> None:
    assert headed(heading) == bodies


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("nhiệm vụ của sở tài chính", True),
        ("sở nội vụ phải làm gì", True),
        ("công an tỉnh được giao việc gì", True),
        ("sở nội vụ có bao nhiêu người", False),
        ("ai là giám đốc sở nội vụ", False),
    ],
)
def test_a_question_may_ask_for_what_a_body_has_to_do(question: str, asks: bool) -> None:
    assert asks_duty(question) is asks


@given(st.text(alphabet=".1a) -:Sở\n", max_size=200))
def test_no_line_takes_long(text: str) -> None:
    """Leaders of dots and rows of markers must not make the patterns try every way to read them."""
    started = time.perf_counter()
    charged.__wrapped__(text)
    headed.__wrapped__(text)
    assert time.perf_counter() - started < 1


def test_what_was_typed_with_its_marks_and_spelt_rightly_is_kept(knowledge: Knowledge) -> None:
    for word in ("lính", "xòe", "giếng", "nghèo"):
        assert well_spelt(word, knowledge.model), word
    for slip in ("hgèo", "nghoè", "kánh", "cệ"):
        assert not well_spelt(slip, knowledge.model), slip
    assert understand("ngăn lính cứu hỏa", knowledge).changes == ()


def test_an_abbreviation_before_a_serial_is_a_kind_of_document(knowledge: Knowledge) -> None:
    assert understand("khắc phục lũ theo CĐ 227", knowledge).text == "khắc phục lũ theo công điện 227"
    assert "Cần Thơ" not in understand("có mấy CT năm 2023", knowledge).text


def test_the_shipped_model_knows_the_rimes_of_the_language() -> None:
    model = LanguageModel.load()
    assert all(well_spelt(word, model) for word in ("trường", "phố", "được", "quyết", "nước", "ưỡn", "rừng"))
