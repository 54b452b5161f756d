"""Answers come whole: both days, both ends of a change, the document of the organ that is asked for."""

from __future__ import annotations

import pytest

from answer.citations import citations
from answer.engine import Engine
from answer.question import analyse
from index.types import Understood
from tests.index_world import made

DECISION = """ỦY BAN NHÂN DÂN
TỈNH LŨNG SEN

Số: 812/QĐ-UBND

Lũng Sen, ngày 09 tháng 9 năm 2025

QUYẾT ĐỊNH

Ban hành Kế hoạch phòng cháy rừng trên địa bàn tỉnh Lũng Sen

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phòng cháy rừng trên địa bàn tỉnh Lũng Sen.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Thay thế Quyết định số 44/QĐ-UBND ngày 02 tháng 3 năm 2021
của Ủy ban nhân dân tỉnh Lũng Sen về phòng cháy rừng trên địa bàn tỉnh Lũng Sen;
Quyết định số 95/QĐ-UBND ngày 10 tháng 6 năm 2022 của Ủy ban nhân dân tỉnh
Khe Mây về phòng cháy rừng trên địa bàn tỉnh Khe Mây.

Điều 3. Các sở, ngành báo cáo kết quả phòng cháy rừng trước ngày 05/6 và ngày 05/12 hằng năm.

Điều 4. Đường lâm nghiệp Nà Lau được nâng cấp từ 02 làn xe lên 04 làn xe để phòng cháy rừng.

Điều 5. Tăng trưởng GRDP của tỉnh Lũng Sen năm 2025 đạt 9,4%, vượt kịch bản, đứng thứ 06/34 cả nước.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Hoàng Văn Thử
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {"lung-sen-2025": DECISION}), 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Quyết định số 812/QĐ-UBND thay thế quyết định nào của Ủy ban nhân dân tỉnh Khe Mây?",
            "Quyết định số 95/QĐ-UBND",
        ),
        (
            "Quyết định số 812/QĐ-UBND thay thế quyết định nào của Ủy ban nhân dân tỉnh Lũng Sen?",
            "Quyết định số 44/QĐ-UBND",
        ),
        ("Quyết định số 812/QĐ-UBND thay thế quyết định nào?", "Quyết định số 44/QĐ-UBND"),
        (
            "Các sở, ngành báo cáo kết quả phòng cháy rừng trước ngày nào hằng năm?",
            "ngày 05/6 và ngày 05/12 hằng năm",
        ),
        (
            "Đường lâm nghiệp Nà Lau được nâng cấp từ mấy làn xe lên mấy làn xe?",
            "02 làn xe lên 04 làn xe",
        ),
        ("Tăng trưởng GRDP năm 2025 của tỉnh Lũng Sen đứng thứ mấy cả nước?", "đứng thứ 06/34"),
        ("Tăng trưởng GRDP năm 2025 của tỉnh Lũng Sen đạt bao nhiêu?", "9,4%"),
    ],
)
def test_an_answer_is_whole(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    assert answer.answers[0].text == text


def test_an_issuer_goes_on_where_the_page_broke_its_line() -> None:
    cited = citations(DECISION)[-1]
    assert cited.issuer and cited.topic
    assert " ".join(DECISION[slice(*cited.issuer)].split()) == "Ủy ban nhân dân tỉnh Khe Mây"
    assert DECISION[slice(*cited.topic)] == "phòng cháy rừng trên địa bàn tỉnh Khe Mây"


def test_an_issuer_ends_with_a_short_line() -> None:
    text = "Căn cứ Nghị định số 61/2020/NĐ-CP của Chính phủ\nQUYẾT ĐỊNH"
    issuer = citations(text)[0].issuer
    assert issuer and text[slice(*issuer)] == "Chính phủ"


@pytest.mark.parametrize("question", ["thời gian khảo sát các bến đò", "thời hạn rà soát quy hoạch chợ"])
def test_a_phrase_that_opens_with_the_time_of_a_deed_asks_when(question: str) -> None:
    assert analyse(Understood(question, question)).kind == "when"
