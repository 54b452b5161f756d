"""Who signed a paper, its number, when it takes effect: the part that tells leads the document meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.engine import Index
from index.weights import SHIPPED
from tests.index_world import made

TASKS = "\n\n".join(
    f"{at}. Phòng chống cháy rừng mùa khô ở khu vực {at}: tuần tra, dọn thực bì, phòng cháy từ sớm."
    for at in range(1, 15)
)


def plan(number: int, place: str, signer: str, about: str) -> str:
    return f"""ỦY BAN NHÂN DÂN
TỈNH {place.upper()}

Số: {number}/KH-UBND

{place}, ngày 05 tháng 02 năm 2024

KẾ HOẠCH

{about}

{TASKS}

15. Kế hoạch này có hiệu lực kể từ ngày ký.

Nơi nhận:
- Như trên;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

{signer}
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    where: Path = tmp_path_factory.mktemp("store")
    papers = {
        "rung": plan(61, "Đèo Mây", "Trần Văn Suối", "Phòng chống cháy rừng mùa khô năm 2024"),
        "bien": plan(62, "Sông Lở", "Lê Thị Bờ", "Thu gom rác thải nhựa ven biển năm 2024"),
    }
    return made(where, papers)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("ai ký kế hoạch phòng chống cháy rừng mùa khô của Đèo Mây", "Trần Văn Suối"),
        ("kế hoạch phòng chống cháy rừng mùa khô Đèo Mây số bao nhiêu", "61/KH-UBND"),
        ("kế hoạch phòng chống cháy rừng mùa khô Đèo Mây có hiệu lực khi nào", "hiệu lực kể từ ngày ký"),
    ],
)
def test_the_part_that_tells_leads(index: Index, question: str, told: str) -> None:
    first = index.search(question, 5)[0].passage
    assert first.document == "rung"
    assert told in first.text


def test_it_is_what_leads_and_not_its_words(index: Index) -> None:
    plain = index.weighted(replace(SHIPPED, part_first=False, part=0.0, clause=0.0))
    first = plain.search("ai ký kế hoạch phòng chống cháy rừng mùa khô của Đèo Mây", 5)[0].passage
    assert "Trần Văn Suối" not in first.text


@pytest.mark.parametrize(
    "question",
    [
        "tuần tra khu vực 4 theo kế hoạch số mấy",  # of a paper by which something is done
        "kế hoạch 99/KH-UBND do ai ký",  # of none of these
    ],
)
def test_the_part_of_another_paper_does_not_lead(index: Index, question: str) -> None:
    other = index.weighted(replace(SHIPPED, part_first=False))
    assert [hit.passage.id for hit in index.search(question, 5)] == [
        hit.passage.id for hit in other.search(question, 5)
    ]
