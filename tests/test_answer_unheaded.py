"""What a paper without its letterhead tells of a province, how long, how many times as much, which end of a
rise; and several papers asked about by their numbers."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from tests.index_world import made, paper

HEADLESS = """Kính gửi: Các sở, ban, ngành; Ủy ban nhân dân các xã.

Mùa khô năm nay khói bụi tại khu vực Lạng Sơn nhiều hơn mọi năm.

Ủy ban nhân dân tỉnh yêu cầu các đơn vị thực hiện:

1. Xử phạt hành vi đốt rơm rạ với mức phạt tăng gấp 2 lần, tuyên truyền trên loa của thôn.

2. Nâng đường vành đai phía Đông từ 02 làn xe lên 04 làn xe, trồng cây hai bên.

3. Thí điểm thu gom rác theo khung giờ trong thời hạn 05 năm kể từ ngày ban hành văn bản này.

4. Ưu tiên các thôn có tỷ lệ hộ nghèo cao gấp từ 4,0 lần trở lên so với toàn tỉnh.

Các xã của Lạng Sơn báo cáo trước mùa mưa; Yên Bái là nơi cùng phối hợp.
"""
AMENDING = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM

Số: 7/2025/QĐ-UBND

Sông Lam, ngày 05 tháng 02 năm 2025

QUYẾT ĐỊNH

Sửa đổi, bổ sung một số điều
của Quyết định số 3/2023/QĐ-UBND về quản lý chợ

Căn cứ Luật Quy hoạch số 58/2024/QH15 được sửa đổi, bổ sung bởi Luật số 90/2025/QH15;

Điều 1. Chợ mở cửa từ sáng sớm, xếp hàng theo ngành.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Thị Mẫu
"""
OTHER = paper(12, 2024, "Núi Cấm", "Trồng thêm cây bóng mát ở các chợ.") + (
    "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Thử\n"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    headed = paper(30, 2024, "Lạng Sơn", "Phạt nguội 12 xe tải, tăng 2 lượt kiểm tra rơm rạ.")
    papers = {"khong-dau": HEADLESS, "sua-doi": AMENDING, "khac": OTHER, "co-dau": headed}
    return Engine(made(tmp_path_factory.mktemp("store"), papers), 0.5)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Lạng Sơn phạt đốt rơm rạ tăng gấp mấy lần?", ["2 lần"]),
        ("thôn có tỷ lệ hộ nghèo cao gấp mấy lần toàn tỉnh Lạng Sơn", ["từ 4,0 lần trở lên"]),
        ("đường vành đai phía Đông ở Lạng Sơn nâng lên mấy làn xe", ["04 làn xe"]),
        ("Lạng Sơn thí điểm thu gom rác theo khung giờ trong bao lâu?", ["05 năm"]),
        ("Quyết định 7/2025/QĐ-UBND sửa đổi quyết định nào?", ["Quyết định số 3/2023/QĐ-UBND"]),
        ("ai ký quyết định 7/2025/QĐ-UBND, ai ký quyết định 12/QĐ-UBND", ["Trần Thị Mẫu", "Lê Văn Thử"]),
    ],
)
def test_what_is_told(engine: Engine, question: str, texts: list[str]) -> None:
    answer = engine.answer(question)
    assert sorted(one.text for one in answer.answers) == sorted(texts), answer.reason


@pytest.mark.parametrize("place", ["Yên Bái", "Cao Bằng"])
def test_a_paper_without_a_letterhead_speaks_for_the_province_that_it_names_most_alone(
    engine: Engine, place: str
) -> None:
    assert engine.answer(f"{place} phạt đốt rơm rạ tăng gấp mấy lần?").abstained
