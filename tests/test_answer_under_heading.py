"""A question that says no more than the name of a part asks for what stands under that heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from tests.index_world import made

KHE_LAM = """TỈNH ỦY KHE LAM

Số: 52-NQ/TU

Khe Lam, ngày 06 tháng 12 năm 2020

NGHỊ QUYẾT
Đại hội Đảng bộ tỉnh Khe Lam, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ ĐẠT ĐƯỢC

Nhiệm kỳ qua, nhiều nội dung trong 3 nhiệm vụ đột phá của Khe Lam đạt kết quả nổi bật.

II. PHƯƠNG HƯỚNG NHIỆM KỲ 2020 - 2025

1. Mục tiêu tổng quát

Phát triển hài hòa giữa 3 mục tiêu kinh tế, xã hội và môi trường; ưu tiên nghề rừng của Khe Lam.

2. Nhiệm vụ đột phá

- Hoàn thành quy hoạch của tỉnh.

- Cải cách hành chính mạnh mẽ.

- Giảm tỷ lệ hộ nghèo bình quân 1,7% mỗi năm.

3. Giải pháp về giao thông

Làm mới 64 km đường liên xã.
"""
GOALS = "Phát triển hài hòa giữa 3 mục tiêu kinh tế, xã hội và môi trường; ưu tiên nghề rừng của Khe Lam"
TASKS = (
    "Hoàn thành quy hoạch của tỉnh.\n\n- Cải cách hành chính mạnh mẽ.\n\n"
    "- Giảm tỷ lệ hộ nghèo bình quân 1,7% mỗi năm"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    where: Path = tmp_path_factory.mktemp("store")
    return Engine(made(where, {"khe-lam": KHE_LAM}), abstain_below=0.3)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("mục tiêu tổng quát tỉnh Khe Lam nhiệm kỳ 2020-2025", GOALS),
        ("Mục tiêu chung của tỉnh Khe Lam là gì?", GOALS),
        ("3 nhiệm vụ đột phá của tỉnh Khe Lam là gì?", TASKS),
        ("các nhiệm vụ đột phá tỉnh Khe Lam giai đoạn 2020 - 2025", TASKS),
        ("nhiệm vụ đột phá", TASKS),
    ],
)
def test_a_part_is_told_whole(engine: Engine, question: str, answer: str) -> None:
    (first, *_) = engine.answer(question).answers
    assert first.text.rstrip(".") == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("mục tiêu giảm tỷ lệ hộ nghèo mỗi năm của Khe Lam", "1,7%"),
        ("giải pháp về giao thông Khe Lam làm mới bao nhiêu km đường liên xã?", "64 km"),
    ],
)
def test_a_question_that_says_more_is_answered_by_it(engine: Engine, question: str, answer: str) -> None:
    (first, *_) = engine.answer(question).answers
    assert answer in first.text
    assert len(first.text) < 40


def test_the_part_of_another_year_is_none(engine: Engine) -> None:
    told = engine.answer("mục tiêu tổng quát Khe Lam năm 2031")
    assert GOALS not in [one.text.rstrip(".") for one in told.answers]
