"""Names, whole and of the sort asked for; parts of a document; shorthand for places; phrases that compare."""

from __future__ import annotations

import pytest

from answer.against import no_price
from answer.engine import Engine
from answer.question import Asked, analyse
from answer.shorthand import spelled
from answer.spans import best_span
from answer.terms import Term, Weights, bag, found, terms
from index.types import Understood
from ingest.document import parse
from ingest.facts.sentences import Reading
from ingest.facts.tabled import facts
from ingest.facts.words import phrase
from tests.index_world import made

PLACES = ("Đông Trà", "Lam Hồng", "Núi Cấm", "Nam Cầu")

DONG_TRA = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG TRÀ

Số: 64/QĐ-UBND

Đông Trà, ngày 11 tháng 01 năm 2024

QUYẾT ĐỊNH
Ban hành Kế hoạch phát triển nghề cá năm 2024 của tỉnh Đông Trà

Căn cứ Luật Thủy sản ngày 21 tháng 11 năm 2017;

Theo đề nghị của Chi cục trưởng Chi cục Thủy sản tại Tờ trình số 18/TTr-CCTS ngày 05 tháng 01 năm 2024.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển nghề cá năm 2024.

Điều 2. Tàu cá dài trên 15 mét phải lắp thiết bị giám sát hành trình trước khi ra khơi.

Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh và Chi cục trưởng Chi cục Thủy sản thi hành Quyết định này.

KẾ HOẠCH

- Có 91% chi bộ ngư dân hoàn thành tốt nhiệm vụ.
- Tỷ lệ hộ nghèo còn 4,2%.
- Xây cầu Sao Đỏ ở xã Lũng Cao, nâng cấp cầu Hòn Ngang ở xã Bãi Trà.
- Tổ chức đại hội nghiệp đoàn nghề cá nhiệm kỳ 2024-2029.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Khơi
"""
NAM_CAU = """ỦY BAN NHÂN DÂN
TỈNH NAM CẦU

KẾ HOẠCH
Phát triển nghề cá năm 2024 của tỉnh Nam Cầu

- Có 88% chi bộ ngư dân hoàn thành tốt nhiệm vụ.
- Giao Chi cục Thủy sản làm tốt nhiệm vụ tuyên truyền trong chi bộ ngư dân.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Phan Thị Bến
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    papers = {"dong-tra-2024": DONG_TRA, "nam-cau-2024": NAM_CAU}
    return Engine(made(tmp_path_factory.mktemp("store"), papers), 0.5)


def read(question: str) -> Asked:
    return analyse(Understood(question, question))


def span(question: str, text: str) -> str:
    asked = read(question)
    (low, high), _ = best_span(asked, terms(asked, Weights(text.splitlines()), False), text)
    return text[low:high]


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "các xã của huyện kết nghĩa với địa phương thuộc những nước nào",
            "Các xã giữ vững kết nghĩa với địa phương thuộc Vương quốc Thái Lan, Cộng hòa Phi Luật Tân Hải "
            "Đảo và một số tổ chức.",
            "Vương quốc Thái Lan, Cộng hòa Phi Luật Tân Hải Đảo",
        ),
        (
            "huyện mở rộng loại cây trồng nào",
            "Mở rộng loại cây trồng: sắn dây, cây dược liệu, mắc ca, hồi.",
            "sắn dây, cây dược liệu, mắc ca, hồi",
        ),
        (
            "khu đô thị nào xây đợt đầu",
            "Đẩy nhanh xây dựng hạ tầng Khu công nghiệp Bến Đá, Khu đô thị Tây Cầu (đợt đầu).",
            "Khu đô thị Tây Cầu",
        ),
        (
            "những tỉnh nào giáp ranh về buôn bán",
            "Kêu gọi mở chợ (chợ phiên, siêu thị, cửa hàng), thúc đẩy buôn bán ở vùng giáp ranh với các tỉnh "
            "(Núi Cấm, Lam Hồng); mở bến tàu.",
            "Núi Cấm, Lam Hồng",
        ),
        (
            "chỉ số nào tụt hạng",
            "Việc thu hút đầu tư còn hạn chế, chỉ số hài lòng người dân (SIPAS) cấp tỉnh tụt hạng.",
            "chỉ số hài lòng người dân (SIPAS)",
        ),
        (
            "du lịch thành điểm đến của vùng nào",
            "Từng bước đưa du lịch thành điểm đến hấp dẫn của khu vực đồng bằng sông Trà Lý.",
            "khu vực đồng bằng sông Trà Lý",
        ),
        (
            "xã đạt chuẩn nông thôn mới kiểu mẫu",
            "Phấn đấu xã Bình Khê đạt chuẩn xã nông thôn mới kiểu mẫu.",
            "xã Bình Khê",
        ),
    ],
)
def test_a_name_is_whole_and_of_the_sort_asked_for(question: str, text: str, answer: str) -> None:
    assert span(question, text) == answer


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("kết nghĩa với địa phương thuộc những nước nào", ("nuoc",)),
        ("điểm đến của vùng nào", ("vung",)),
        ("xã đạt chuẩn nông thôn mới kiểu mẫu", ("xa",)),
        ("các khu công nghiệp mới", ("khu", "cong", "nghiep")),
        ("Luật An toàn đê được thông qua ngày tháng năm nào", ("ngay",)),
    ],
)
def test_the_sort_is_what_stands_before_the_question_word(question: str, sort: tuple[str, ...]) -> None:
    assert read(question).noun == sort


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thu ngân sách tỉnh ĐT năm 2024", "thu ngân sách tỉnh Đông Trà năm 2024"),
        ("BHYT của LH, ĐT và Nam Cầu", "BHYT của Lam Hồng, Đông Trà và Nam Cầu"),
        ("ty le ho ngheo tinh DT", "ty le ho ngheo tinh Dong Tra"),
        ("hộ dùng nước sạch ĐT 2024", "hộ dùng nước sạch Đông Trà 2024"),
        ("lao động qua ĐT 2024", "lao động qua ĐT 2024"),
        ("tuyến ĐT.857 qua Nam Cầu", "tuyến ĐT.857 qua Nam Cầu"),
        ("số xã NC của Lam Hồng", "số xã NC của Lam Hồng"),
        ("CT giảm tỷ lệ hộ nghèo", "chỉ tiêu giảm tỷ lệ hộ nghèo"),
        ("tỉnh đạt và vượt mấy CT", "tỉnh đạt và vượt mấy chỉ tiêu"),
        ("CT UBND tỉnh ký", "CT UBND tỉnh ký"),
        ("chỉ tiêu thu NS 2024", "chỉ tiêu thu ngân sách 2024"),
        ("hộ nghèo Núi Câm và lam hông", "hộ nghèo Núi Cấm và Lam Hồng"),
        ("ho ngheo nui cam", "ho ngheo nui cam"),
        ("mấy bác sĩ trên một vạn dân", "mấy bác sĩ trên 10.000 dân"),
        ("cu muoi nghin nguoi may bac si", "cu 10.000 nguoi may bac si"),
    ],
)
def test_initials_are_a_place_where_a_place_stands(typed: str, meant: str) -> None:
    assert spelled(typed, places=PLACES)[0] == meant


def test_initials_that_two_places_share_or_that_are_kept_stay() -> None:
    assert spelled("tỉnh ĐT", places=(*PLACES, "Đồng Tân"))[0] == "tỉnh ĐT"
    assert spelled("tỉnh ĐT", kept=("ĐT",), places=PLACES)[0] == "tỉnh ĐT"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Quyết định 64 của Đông Trà, điều mấy nói về thiết bị giám sát hành trình của tàu cá?", "Điều 2"),
        ("Quyết định 64/QĐ-UBND theo đề nghị tại Tờ trình số mấy?", "18/TTr-CCTS"),
        ("Quyết định về nghề cá của Đông Trà số mấy?", "64/QĐ-UBND"),
    ],
)
def test_parts_and_numbers_of_documents(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    assert answer.answers[0].text == text


def test_a_phrase_that_compares_places_wants_their_figures(engine: Engine) -> None:
    answer = engine.answer("chi bộ ngư dân hoàn thành tốt nhiệm vụ Đông Trà và Nam Cầu")
    assert {one.text for one in answer.answers} == {"91%", "88%"}


def test_a_long_idea_may_stand_in_two_phrases() -> None:
    term = Term((phrase("nước sạch nông thôn"),), 1.0)
    whole, parted, loose = (
        found(term, bag(text))
        for text in (
            "tỷ lệ nước sạch nông thôn",
            "Dân cư nông thôn sử dụng nước sạch",
            "Nông dân sạch nợ, thôn xóm đủ nước",
        )
    )
    assert whole > parted > loose > 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Cầu nào được xây ở xã Lũng Cao?", "cầu Sao Đỏ"),
        ("đại hội nghiệp đoàn nghề cá Đông Trà nhiệm kỳ mấy", "2024-2029"),
        ("nhiệm kỳ đại hội nghiệp đoàn nghề cá Đông Trà", "2024-2029"),
    ],
)
def test_communes_inside_a_place_and_terms_of_office(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    assert answer.answers[0].text == text


def test_a_commune_that_no_text_speaks_of_is_refused(engine: Engine) -> None:
    answer = engine.answer("Cầu nào được xây ở xã Nà Phặc?")
    assert answer.abstained
    assert "Nà Phặc" in (answer.reason or "")


def test_a_commune_beside_its_district_is_no_comparison() -> None:
    text = "cầu nào ở xã Lũng Cao tỉnh Đông Trà"
    asked = analyse(Understood(text, text, places=("Đông Trà",)))
    assert "Lũng Cao" in asked.places
    assert not asked.compare


def test_a_value_is_no_price() -> None:
    text = "KẾ HOẠCH\n\nGiá trị sản lượng cá đạt 36 tỷ đồng; giá cá thu mua là 42.000 đồng/kg.\n"
    sentence = Reading(parse(text, id="ke-hoach", source="ke-hoach.txt")).sentences[-1]
    value, price = facts(sentence)
    assert [no_price(read("giá cá thu mua"), one) for one in (value, price)] == [True, False]
    assert not no_price(read("giá trị sản lượng cá"), value)


def test_near_poor_households_are_not_poor_ones(engine: Engine) -> None:
    assert engine.answer("tỷ lệ hộ nghèo Đông Trà").answers[0].text == "4,2%"
    assert engine.answer("tỷ lệ hộ cận nghèo Đông Trà").abstained
