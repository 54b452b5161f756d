"""Papers that one paragraph cites side by side: each is told by its own clause, and its day is no weekday."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from tests.index_world import made

SUOI_LAU = """TỈNH ỦY SUỐI LAU

Số: 41-NQ/TU

Suối Lau, ngày 06 tháng 12 năm 2023

NGHỊ QUYẾT
về nhiệm vụ năm 2024 của tỉnh Suối Lau

Năm 2023 là năm thứ hai thực hiện Nghị quyết Đại hội Đảng bộ tỉnh Suối Lau lần thứ VII.

Căn cứ Nghị quyết số 58/NQ-HĐND ngày 09 tháng 11 năm 2022 của Hội đồng nhân dân tỉnh Suối Lau về kế hoạch năm;

1. Chỉ đạo thanh tra các vi phạm về khai thác cát theo Kết luận số 210-KL/TU ngày 02/3/2022 của Ban Thường \
vụ Tỉnh ủy, không để vi phạm mới. Giữ rừng đầu nguồn. Tạo chuyển biến trong việc thu gom, phân loại rác thải \
theo Kết luận số 187-KL/TU ngày 14/5/2021 của Ban Thường vụ Tỉnh ủy; sớm xây dựng lò đốt rác ở các huyện.

2. Triển khai Kế hoạch số 73-KH/TU ngày 03/8/2022 của Ban Thường vụ Tỉnh ủy thực hiện Kết luận số 35-KL/TW \
ngày 18/4/2022 của Bộ Chính trị về dân vận.

3. Lãnh đạo thực hiện hiệu quả Chỉ thị số 19-CT/TW ngày 26/10/2022 của Bộ Chính trị về phát huy vai trò, \
nâng cao chất lượng

hoạt động hòa giải ở cơ sở và hương ước; tích cực góp ý xây dựng chính quyền.

4. Tiếp công dân vào sáng thứ Năm tại trụ sở Ban Tiếp công dân tỉnh Suối Lau.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    where: Path = tmp_path_factory.mktemp("store")
    return Engine(made(where, {"suoi-lau": SUOI_LAU}), abstain_below=0.3)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Suối Lau thu gom, phân loại rác thải theo Kết luận số mấy?", "187-KL/TU"),
        ("Suối Lau thanh tra vi phạm về khai thác cát theo Kết luận số mấy?", "210-KL/TU"),
        ("Kế hoạch 73-KH/TU của Tỉnh ủy Suối Lau thực hiện Kết luận số mấy?", "35-KL/TW"),
        ("Hội đồng nhân dân tỉnh Suối Lau nghị quyết 58 ngày nào?", "09 tháng 11 năm 2022"),
        (
            "Chỉ thị 19-CT/TW về việc gì?",
            "phát huy vai trò, nâng cao chất lượng\n\nhoạt động hòa giải ở cơ sở và hương ước",
        ),
        ("Ban Tiếp công dân tỉnh Suối Lau tiếp công dân vào ngày nào?", "thứ Năm"),
    ],
)
def test_each_is_told_by_what_is_said_of_it(engine: Engine, question: str, answer: str) -> None:
    assert [cited.text for cited in engine.answer(question).answers][:1] == [answer]


def test_the_second_year_is_no_monday(engine: Engine) -> None:
    told = engine.answer("Tỉnh ủy Suối Lau thực hiện Nghị quyết Đại hội vào ngày nào?")
    assert "thứ hai" not in [cited.text for cited in told.answers]
