"""Who does a thing where the sentence does not say it: headings above, cells beside; frames and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.engine import Engine
from answer.question import Asked, analyse
from index.types import Understood
from tests.index_world import made

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 77/KH-UBND

Sông Lam, ngày 12 tháng 3 năm 2025

KẾ HOẠCH

Phát triển nghề gốm tỉnh Sông Lam năm 2025

I. MỤC TIÊU

Khôi phục 12 làng nghề gốm. Năm 2024 số thợ gốm giảm chủ yếu do giá đất sét tăng cao.

Thời gian thực hiện Kế hoạch: Từ ngày 01 tháng 4 đến ngày 30 tháng 11 năm 2025.

II. TỔ CHỨC THỰC HIỆN

1. Sở Công Thương

Là cơ quan thường trực, tổng hợp kết quả khôi phục làng nghề gốm.

2. Sở Tài chính

Tham mưu bố trí kinh phí khôi phục làng nghề gốm.

*3. Sở Văn hóa, Thể thao và Du lịch*

- Phối hợp Công an tỉnh mở hội thi tay nghề tháng 10.

- Lập tuyến tham quan ven sông.

4. Đề nghị Hội Nông dân tỉnh

Vận động hội viên góp đất sét.

PHỤ LỤC

Nội dung công việc | Chủ trì | Thời gian
Mở lớp dạy vuốt gốm trên bàn xoay | Trường Cao đẳng nghề Sông Lam | Quý II
Xây dựng nhà trưng bày gốm cổ | Bảo tàng tỉnh | Quý IV
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("organs")
    yield Engine(made(folder, {"ke-hoach-gom.txt": PLAN}), 0.0)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("cơ quan nào là thường trực khôi phục làng nghề gốm", "Sở Công Thương"),
        ("đơn vị nào chủ trì xây dựng nhà trưng bày gốm cổ", "Bảo tàng tỉnh"),
        ("sở nào lập tuyến tham quan ven sông", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Vì sao số thợ gốm năm 2024 giảm?", "giá đất sét tăng cao"),
        ("kế hoạch được thực hiện trong thời gian nào", "ngày 01 tháng 4 đến ngày 30 tháng 11 năm 2025"),
    ],
)
def test_the_answer_stands_beside_above_or_behind(engine: Engine, question: str, wanted: str) -> None:
    answer = engine.answer(question)
    assert not answer.abstained, answer.reason
    first = answer.answers[0]
    assert " ".join(first.text.split()) == wanted
    assert first.text in first.quote


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "Sở Văn hóa, Thể thao và Du lịch Sông Lam phải làm gì để phát triển nghề gốm?",
            "Phối hợp Công an tỉnh mở hội thi tay nghề tháng 10.\n\n- Lập tuyến tham quan ven sông",
        ),
        ("nhiệm vụ của hội nông dân trong phát triển nghề gốm", "Vận động hội viên góp đất sét"),
        ("sở tài chính có trách nhiệm gì", "Tham mưu bố trí kinh phí khôi phục làng nghề gốm"),
    ],
)
def test_what_a_body_has_to_do_stands_under_the_heading_that_names_it(
    engine: Engine, question: str, wanted: str
) -> None:
    answer = engine.answer(question)
    assert [one.text.rstrip(".") for one in answer.answers] == [wanted]
    assert wanted in answer.hits[0].passage.text


def test_of_what_a_body_has_to_do_the_line_is_told_that_is_asked_for(engine: Engine) -> None:
    told = engine.answer("sở văn hóa, thể thao và du lịch có nhiệm vụ gì về tuyến tham quan").answers[0].text
    assert told.rstrip(".") == "Lập tuyến tham quan ven sông"


def asked(question: str) -> Asked:
    return analyse(Understood(question, question))


def test_what_names_the_source_is_not_asked_for() -> None:
    bare = asked("số làng nghề gốm được khôi phục là bao nhiêu?")
    framed = asked("Theo Kế hoạch của tỉnh Sông Lam, số làng nghề gốm được khôi phục là bao nhiêu?")
    assert [bare.words[at].form for at in bare.content] == [framed.words[at].form for at in framed.content]


def test_a_deadline_is_a_time_and_a_ranking_a_rank() -> None:
    assert asked("Thời hạn các xã gửi báo cáo được quy định thế nào?").kind == "when"
    assert asked("xếp hạng chỉ số chuyển đổi số năm 2024").kind == "rank"
