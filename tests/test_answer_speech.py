"""Questions as people speak them: what a turn of speech asks for, what it counts, what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answer.abroad import countries
from answer.asked import AskedKind, MetaField
from answer.engine import Engine
from answer.question import Asked, analyse
from answer.shorthand import spelled
from answer.terms import Weights, bag, found, terms
from index.types import Understood
from tests.index_world import made

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN RẠCH SẬY

Số: 58/QĐ-UBND

Rạch Sậy, ngày 06 tháng 02 năm 2024

QUYẾT ĐỊNH

Ban hành Chương trình phát triển nghề dệt huyện Rạch Sậy năm 2024

Điều 1. Chỉ tiêu năm 2024

Tỷ lệ xã có xưởng dệt đạt 64%; tỷ lệ thợ dệt dùng khung cửi máy đạt 31,5%.

Xây dựng 09 nhà kho chứa sợi. Tổ chức 14 cuộc họp bàn với thợ dệt.

Tỷ lệ chất thải rắn của các xưởng được thu gom, xử lý đạt 77%.

Giá trị vải bán ra đạt 2,7 triệu USD, thuế nộp ngân sách đạt 5 tỷ đồng.

Điều 2. Nhiệm vụ

Nghề dệt còn nhiều khó khăn, thiếu vốn, thiếu chỗ bán, nhất là thiếu thợ trẻ.

Giới thiệu vải lụa với tên gọi “Reed River Silk” tại các hội chợ.

Giữ quan hệ buôn bán vải với Vương quốc Thái Lan, Nhật Bản và các đối tác khác.

Nhuộm vải theo Chỉ thị số 12-CT/HU ngày 03/4/2023 của Ban Thường vụ Huyện ủy.

Phòng Kinh tế huyện hướng dẫn thợ dệt vay vốn mua khung cửi.

Điều 3. Quyết định này có hiệu lực kể từ ngày 15 tháng 02 năm 2024.

Nơi nhận:

- Như Điều 3;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Võ Thị Lụa
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("speech")
    yield Engine(made(folder, {"rach-say.txt": PLAN}), 0.0)


def asked(text: str, *places: str) -> Asked:
    return analyse(Understood(text, text, places=places))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Mấy loại vải nào của huyện bán chạy?", "which"),
        ("Huyện trị mấy người buôn vải giả kiểu gì?", "task"),
        ("Ai đổ thuốc nhuộm xuống sông thì huyện tính sao?", "task"),
        ("Bên nào lo dạy nghề dệt?", "who"),
        ("Chừng nào xong nhà kho chứa sợi?", "when"),
        ("Nhà kho rộng cỡ chừng nào?", "number"),
        ("Có mấy xã nào cũng được?", "number"),
        ("Mỗi năm bao nhiêu thợ dệt được dạy nghề?", "number"),
        ("5 năm bao nhiêu xưởng dệt mới?", "number"),
        ("Kho sợi xong vào năm bao nhiêu?", "when"),
        ("Mấy năm tới huyện mở bao nhiêu xưởng dệt?", "number"),
        ("Mấy năm qua ai mở xưởng dệt?", "who"),
        ("Dạy nghề dệt mất mấy năm?", "number"),
        ("Mấy loại lụa đạt 5 sao?", "number"),
        ("Mấy bản sao phải nộp?", "number"),
    ],
)
def test_a_turn_of_speech_tells_the_kind(question: str, kind: AskedKind) -> None:
    assert asked(question).kind == kind


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Quyết định 58 ra ngày mấy vậy ta?", "issued"),
        ("Bà nào hạ bút vào tờ quyết định 58?", "signer"),
        ("Quyết định 58 bắt đầu áp dụng từ hồi nào?", "effective"),
        ("Ai đặt bút ký Quyết định 58 ngày nào cũng được", "signer"),
    ],
)
def test_idioms_of_signing_and_of_force(question: str, field: MetaField) -> None:
    assert asked(question).field == field


def test_words_before_a_noun_count_nothing() -> None:
    assert "nha kho" in asked("Huyện xây mấy ngôi nhà kho?").units
    assert "con nit" in asked("Có mấy con nít đi học dệt?").units  # "con nít" is one idea
    assert "tan" in asked("Gặt được bao nhiêu lúa?").units
    assert "cuoc" in asked("Họp với thợ được mấy buổi?").units


def test_a_share_and_a_sum_in_dollars() -> None:
    assert asked("Mấy phần thợ dệt xài máy?").units == {"%"}
    assert "usd" in asked("Quy ra đô la thì bán được bao nhiêu?").units
    assert "usd" not in asked("Huyện có bao nhiêu đô thị loại V?").units


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Thu được nhiêu tiền?", "Thu được bao nhiêu tiền?"),
        ("Có bao nhiu xã", "Có bao nhiêu xã"),
        ("Thủ tục nhiêu khê", "Thủ tục nhiêu khê"),
        ("Bao nhiêu xã?", "Bao nhiêu xã?"),
        ("Ứng dụng AI trong dệt lụa ra sao?", "Ứng dụng trí tuệ nhân tạo trong dệt lụa ra sao?"),
        ("Giấy phép do AI ký?", "Giấy phép do AI ký?"),
        ("AI DUYỆT GIẤY PHÉP", "AI DUYỆT GIẤY PHÉP"),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: str) -> None:
    assert spelled(typed)[0] == meant


def test_fillers_say_nothing() -> None:
    said = asked("Hồi năm ngoái, riêng chuyện nhuộm vải thì người ta làm kiểu gì vậy?")
    told = {said.text[said.words[at].start : said.words[at].end] for at in said.content}
    assert {"nhuộm", "vải"} <= told and not told & {"Hồi", "riêng", "chuyện", "người", "ta", "kiểu", "vậy"}
    kept = asked("nói chuyện với thợ dệt")
    assert "chuyện" in kept.text and any(kept.words[at].plain == "chuyen" for at in kept.content)


def test_a_shorter_idea_within_a_long_one_counts() -> None:
    text = bag("Các cơ quan thông tin, truyền thông viết về nghề dệt.")
    whole = asked("Báo đài đưa tin nghề dệt ra sao?")
    long = next(one for one in terms(whole, Weights([text.text]), loose=False) if one.inner)
    assert 0.2 < found(long, text) < found(long, bag("Báo đài đưa tin về nghề dệt."))
    assert found(replace(long, inner=()), text) == 0.0


def test_countries_are_named_whole() -> None:
    text = "buôn bán với Vương quốc Thái Lan, Nhật Bản và các đối tác; không với thị trấn Mỹ An"
    assert [text[slice(*one.span)] for one in countries(text)] == ["Vương quốc Thái Lan, Nhật Bản"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Bao nhiêu xã có xưởng dệt?", "64%"),
        ("Mấy phần thợ dệt dùng khung cửi máy?", "31,5%"),
        ("Mấy phần rác được dọn sạch?", "77%"),
        ("Họp bàn với thợ dệt được mấy buổi?", "14 cuộc"),
        ("Giá trị vải bán ra quy ra đô la là bao nhiêu?", "2,7 triệu USD"),
        ("Nghề dệt khó khăn nhất là thiếu thứ gì?", "thiếu thợ trẻ"),
        ("Vải lụa được giới thiệu với tên tiếng Anh nào?", "Reed River Silk"),
        ("Quan hệ buôn bán vải với những nước nào?", "Vương quốc Thái Lan, Nhật Bản"),
        ("Nhuộm vải dựa vào giấy nào?", "Chỉ thị số 12-CT/HU"),
        ("Bên nào lo hướng dẫn thợ dệt vay vốn mua khung cửi?", "Phòng Kinh tế huyện"),
        ("Ai hạ bút vào tờ quyết định 58?", "Võ Thị Lụa"),
        ("Tờ quyết định 58 bắt đầu áp dụng từ lúc nào?", "ngày 15 tháng 02 năm 2024"),
    ],
)
def test_spoken_questions_are_answered(engine: Engine, question: str, answer: str) -> None:
    given = engine.answer(question)
    assert not given.abstained, given.reason
    assert answer in given.answers[0].text and len(given.answers[0].text) <= max(3 * len(answer), 40)
