"""Passages are whole thoughts of a sane length that know their headings."""

from __future__ import annotations

import pytest

from ingest.document import parse
from ingest.passages import passages_of
from ingest.sentences import sentence_ends
from ingest.types import Passage
from tests.test_grammar import DECISION, PROGRAMME


def cut(text: str, **lengths: int) -> tuple[Passage, ...]:
    return passages_of(parse(text, id="mau", source="mau"), **lengths)


def holding(text: str, quote: str, **lengths: int) -> Passage:
    (found,) = [passage for passage in cut(text, **lengths) if quote in passage.text]
    return found


def test_an_item_knows_its_headings() -> None:
    passage = holding(PROGRAMME, "95% dân số")
    assert passage.headings == ("MỤC TIÊU, CHỈ TIÊU", "Các chỉ tiêu chủ yếu", "Về xã hội")
    assert passage.label == "mục I.2 (3)"
    assert "Các chỉ tiêu chủ yếu › Về xã hội" in passage.context
    assert passage.context.startswith("Chương trình hành động năm 2031")


def test_a_heading_goes_with_what_it_heads() -> None:
    passage = holding(PROGRAMME, "Giữ vững ổn định")
    assert passage.text.startswith("I- MỤC TIÊU, CHỈ TIÊU\n\n1. Mục tiêu\n\nGiữ vững")
    assert all(passage.text.strip() != "2. Các chỉ tiêu chủ yếu" for passage in cut(PROGRAMME))


def test_short_items_are_grouped_and_topics_are_not() -> None:
    passage = holding(PROGRAMME, "Tăng trưởng đạt 8%")
    assert "5.200 tỷ đồng" in passage.text and "Về xã hội" not in passage.text


def test_the_signature_says_who_signs() -> None:
    passage = holding(PROGRAMME, "Trần Văn Mẫu")
    assert passage.text == "T/M TỈNH ỦY\nBÍ THƯ\n\nTrần Văn Mẫu"
    assert "người ký" in passage.context


def test_the_letterhead_says_number_and_date() -> None:
    passage = holding(DECISION, "ngày 07")
    assert "15/2031/QĐ-UBND" in passage.text
    assert "Số hiệu" in passage.context and "ngày ban hành" in passage.context


def test_articles_stay_apart_however_short() -> None:
    assert holding(DECISION, "thay thế quy định").text.startswith("**Điều 2.**")


def test_later_items_carry_their_lead_in() -> None:
    items = "\n\n".join(f"{letter}) {'quản lý việc công ' * 12}cấp {letter};" for letter in "abc")
    text = f"Điều 1. Nhiệm vụ\n\n1. Sở Mẫu có các nhiệm vụ sau:\n\n{items}"
    passage = holding(text, "cấp c;")
    assert "Sở Mẫu có các nhiệm vụ sau:" in passage.context
    assert passage.label == "điểm c khoản 1 Điều 1"


def test_later_rows_carry_the_header_of_their_table() -> None:
    rows = "".join(f"|\n{n}\n|\nChợ số {n} {'rộng rãi ' * 20}\n|\n" for n in range(1, 5))
    passage = holding(f"|\nSTT\n|\nTên chợ\n|\n{rows}", "Chợ số 4")
    assert passage.context.endswith("STT | Tên chợ")


def test_a_sentence_torn_by_a_page_is_never_cut() -> None:
    first = "Một câu mở đầu ngắn gọn. " * 30
    text = f"I. MỤC\n\n{first}Công tác quản lý đất đai, đầu tư\n\nxây dựng còn hạn chế. {first}"
    assert "đầu tư\n\nxây dựng" in holding(text, "Công tác quản lý", max_words=80).text


@pytest.mark.parametrize(("least", "most"), [(10, 40), (40, 120), (60, 250)])
def test_lengths_follow_the_bounds(least: int, most: int) -> None:
    text = "I. MỤC\n\n" + "\n\n".join("Đây là một câu có đúng mười tiếng để đếm. " * 9 for _ in range(6))
    lengths = [len(passage.text.split()) for passage in cut(text, min_words=least, max_words=most)]
    assert max(lengths) <= most
    assert min(lengths) >= min(least, most // 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thu ngân sách đạt 7.555 tỷ đồng.",
        "Quy hoạch TT. Mỹ Mẫu đến năm 2030.",
        "Số 12, TP. Mẫu, do ông Ng. V. Mẫu quản lý.",
        "Kết quả còn thấp... nhưng đã tăng.",
        "Điều 5. Phạm vi áp dụng của quy chế./.",
    ],
)
def test_one_sentence_is_one_sentence(sentence: str) -> None:
    assert sentence_ends(sentence, 0, len(sentence)) == [len(sentence)]


def test_sentences_end_where_they_end() -> None:
    text = "Đạt 93% dân số. Tăng 7.555 tỷ đồng! Vì sao? Chưa rõ"
    ends = sentence_ends(text, 0, len(text))
    assert [text[:end].split()[-1] for end in ends] == ["số.", "đồng!", "sao?", "rõ"]


def test_a_short_item_stays_whole() -> None:
    text = (
        "I. THỦ TỤC ĐƯỢC RÚT NGẮN\n\n1. Thủ tục cấp giấy phép mở bãi đỗ xe. a. Nội dung rút ngắn: giảm 09 "
        "ngày so với quy định hiện hành của tỉnh.\n\n- Thời hạn theo quy định: 27 ngày kể từ ngày cơ quan "
        "tiếp nhận đủ giấy tờ của người nộp hồ sơ.\n\n- Thời hạn mới: 18 ngày kể từ ngày nhận đủ giấy tờ.\n\n"
        f"2. {'Thủ tục khác của cơ quan chuyên môn cấp tỉnh ' * 6}."
    )
    assert "bãi đỗ xe" in holding(text, "18 ngày").text


def test_what_goes_on_with_a_long_item_says_which_item_it_is() -> None:
    parts = "\n\n".join(
        f"- {'Bước này do bộ phận một cửa làm trong giờ hành chính ' * 5}thứ {n}." for n in "123"
    )
    text = f"I. QUY TRÌNH\n\n1. Cấp giấy phép mở bãi đỗ xe cho hộ gia đình. Các bước như dưới đây.\n\n{parts}"
    assert "Cấp giấy phép mở bãi đỗ xe" in holding(text, "thứ 3.").context


def test_what_goes_on_with_a_row_says_which_row_it_is() -> None:
    long = " ".join(["Thời hạn là mười ngày kể từ ngày nhận đủ hồ sơ hợp lệ."] * 8)
    rows = "".join(
        f"|\n{n}\n|\nThủ tục mở {what}\n|\n{long}\n|\nPhí {n}0.000 đồng. {long}\n|\n"
        for n, what in (("1", "bến"), ("2", "chợ"))
    )
    text = f"DANH MỤC THỦ TỤC\n\n|\nTT\n|\nTên thủ tục\n|\nThời hạn\n|\nPhí\n|\n{rows}"
    assert "Thủ tục mở chợ" in holding(text, "Phí 20.000").context
