"""Questions for a paper are answered by its number: the one that says the thing, or that it was done by."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from tests.index_world import made

REGULATION = """ỦY BAN NHÂN DÂN TỈNH ĐÈO MÂY

Số: 31/2024/QĐ-UBND

Đèo Mây, ngày 09 tháng 5 năm 2024

QUYẾT ĐỊNH
quy định mức hỗ trợ trồng rừng gỗ lớn trên địa bàn tỉnh Đèo Mây

Căn cứ Luật Lâm nghiệp số 16/2017/QH14;

Căn cứ Nghị định số 58/2024/NĐ-CP ngày 24 tháng 5 năm 2024 của Chính phủ về đầu tư trong lâm nghiệp;

Theo đề nghị của Giám đốc Sở Nông nghiệp tại Tờ trình số 212 /TTr-SNN ngày 18 tháng 4 năm 2024;

Điều 1. Mức hỗ trợ trồng rừng gỗ lớn là 15 triệu đồng một héc ta.

Điều 2. Hộ nhận hỗ trợ lập hồ sơ nghiệm thu theo mẫu tại Thông tư số 07/2023/TT-BTC ngày 02/02/2023.

Điều 3. Bãi bỏ Quyết định số 12/2019/QĐ-UBND ngày 04/3/2019 của Ủy ban nhân dân tỉnh Đèo Mây.
"""
LETTER = """CỤC KIỂM LÂM

Số: 455/CKL-QLR
V/v trả lời hợp tác xã về khai thác tre nứa

Hà Nội, ngày 03 tháng 6 năm 2024

Kính gửi: Hợp tác xã Suối Đục.

Cục Kiểm lâm nhận được công văn số 08/CV-SD ngày 20/5/2024 của Hợp tác xã Suối Đục hỏi về việc \
khai thác tre nứa.

1. Hợp tác xã thực hiện theo Kết luận liên ngành số 77/KLLN-BTN ngày 11/02/2024 về bảo vệ rừng đầu nguồn.

2. Chủ rừng tự quyết định việc tỉa thưa rừng trồng theo Luật Lâm nghiệp số 16/2017/QH14 ngày 15/11/2017.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    where: Path = tmp_path_factory.mktemp("store")
    return Engine(made(where, {"quyet-dinh": REGULATION, "thu": LETTER}), abstain_below=0.3)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # Of the store, by its subject, by a sentence of it, by what it did to another.
        ("Quyết định nào quy định mức hỗ trợ trồng rừng gỗ lớn?", "31/2024/QĐ-UBND"),
        ("Mười lăm triệu đồng một héc ta rừng gỗ lớn được nêu trong văn bản nào?", "31/2024/QĐ-UBND"),
        ("Quyết định 12/2019/QĐ-UBND bị bãi bỏ bởi quyết định số mấy?", "31/2024/QĐ-UBND"),
        ("Cục Kiểm lâm trả lời hợp tác xã về khai thác tre nứa bằng công văn nào?", "455/CKL-QLR"),
        # Cited: by the kind that is asked for, however it is written.
        ("Hợp tác xã Suối Đục hỏi khai thác tre nứa bằng công văn số mấy?", "08/CV-SD"),
        ("hợp tác xã suối đục bảo vệ rừng đầu nguồn theo kết luận nào", "Kết luận liên ngành số 77/KLLN-BTN"),
        ("số tờ trình của Sở Nông nghiệp đề nghị hỗ trợ trồng rừng gỗ lớn", "212 /TTr-SNN"),
        ("chủ rừng tỉa thưa rừng trồng theo luật số mấy", "16/2017/QH14"),
        ("lập hồ sơ nghiệm thu trồng rừng theo mẫu biểu tại TT nào", "Thông tư số 07/2023/TT-BTC"),
    ],
)
def test_the_paper_is_told(engine: Engine, question: str, answer: str) -> None:
    told = engine.answer(question)
    assert [cited.text for cited in told.answers][:1] == [answer], told.reason


def test_a_paper_of_which_nothing_speaks_is_not_made_up(engine: Engine) -> None:
    assert engine.answer("Nghị định nào quy định giá đất ở đô thị?").abstained


def test_what_a_paper_is_about_may_be_what_is_asked_for(engine: Engine) -> None:
    told = engine.answer("Quyết định 31/2024/QĐ-UBND hỗ trợ loại rừng nào?")
    assert not any("QĐ-UBND" in cited.text for cited in told.answers)
