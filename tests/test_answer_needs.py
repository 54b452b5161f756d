"""Questions for a form, a tax code, the source of money, where to hand in, with whom: each in its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import Engine
from tests.index_world import made

PROCEDURES = """ỦY BAN NHÂN DÂN TỈNH ĐÈO MÂY

Số: 640/QĐ-UBND

Đèo Mây, ngày 09 tháng 5 năm 2024

QUYẾT ĐỊNH
về thủ tục hỗ trợ trồng rừng gỗ lớn trên địa bàn tỉnh Đèo Mây

Điều 1. Phiếu đề nghị hỗ trợ trồng rừng gỗ lớn lập theo Mẫu số 03a tại phụ lục, \
hộ nhận tiền lập theo Mẫu số 04.

Điều 2. Hồ sơ hỗ trợ trồng rừng nộp trực tiếp tại Trung tâm Phục vụ hành chính công xã; \
sau 05 ngày xã trả lời.

Điều 3. Kinh phí hỗ trợ trồng rừng từ nguồn ngân sách tỉnh và dịch vụ môi trường rừng.

Điều 4. Cây giống do Công ty TNHH Lâm sản Suối Đục (MST: 4900112233) cung cấp, kiểm tra lúc đưa lên rừng.

Điều 5. Xã nhập dữ liệu rừng trồng vào các khung giờ ngoài giờ hành chính để giảm tải cho hệ thống.

Điều 6. Mức chi 120.000 đồng/người/ngày áp dụng với các việc sau:

a) Kiểm kê cây giống tại vườn ươm;

b) Đưa cây giống lên rừng.

Điều 7. Tổ chức thực hiện

1. Căn cứ Quyết định này, các xã lập danh sách hộ trồng rừng (hoàn thành trong tháng 8/2024) \
gửi Chi cục Kiểm lâm.

2. Chi cục Kiểm lâm chủ trì, phối hợp với Văn phòng tỉnh (Trung tâm Hành chính công):

- Số hóa bản đồ rừng trồng của các xã.

Điều 8. Kế hoạch trồng rừng này thay thế Kế hoạch số 12/KH-UBND ngày 01 tháng 3 năm 2023.

Điều 9. Chi cục Kiểm lâm trực thuộc Sở Nông nghiệp, có con dấu riêng.

Điều 10. Tại thời điểm nghiệm thu, tiền công kiểm kê được trả đủ.

Điều 11. Quyết định này sửa đổi thủ tục được công bố kèm theo Quyết định số 118/QĐ-UBND ngày 02 tháng 3 \
năm 2022 của Ủy ban nhân dân tỉnh.
"""
SUMMED_UP = """## Lãi suất cho vay trồng rừng từ ngày 01/7/2024
Theo đó, hộ vay vốn trồng rừng gỗ lớn được giảm lãi suất cho vay xuống còn 5,2% một năm trong ba năm đầu.
|
**NGÂN HÀNG LÂM NGHIỆP**
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số: 75/NHLN
|
*Hà Nội, ngày 20 tháng 6 năm 2024*
|
**QUYẾT ĐỊNH**
Về việc điều chỉnh lãi suất

Điều 1. Giao các chi nhánh thông báo cho hộ vay.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    where: Path = tmp_path_factory.mktemp("store")
    return Engine(made(where, {"thu-tuc": PROCEDURES, "lai-suat": SUMMED_UP}), abstain_below=0.3)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("phiếu đề nghị hỗ trợ trồng rừng gỗ lớn theo mẫu số mấy", "Mẫu số 03a"),
        ("nộp hồ sơ hỗ trợ trồng rừng ở đâu", "Trung tâm Phục vụ hành chính công xã"),
        ("tiền hỗ trợ trồng rừng lấy từ đâu ra?", "nguồn ngân sách tỉnh và dịch vụ môi trường rừng"),
        ("mã số thuế của Công ty Lâm sản Suối Đục", "4900112233"),
        ("xã nhập dữ liệu rừng trồng vào khung giờ nào", "ngoài giờ hành chính"),
        (
            "Quyết định 640/QĐ-UBND sửa đổi thủ tục công bố kèm theo quyết định số mấy",
            "Quyết định số 118/QĐ-UBND",
        ),
        ("mức chi cho việc đưa cây giống lên rừng là bao nhiêu/người/ngày", "120.000 đồng/người/ngày"),
        ("các xã phải lập xong danh sách hộ trồng rừng khi nào", "tháng 8/2024"),
        ("Chi cục Kiểm lâm phối hợp với cơ quan nào để số hóa bản đồ rừng trồng", "Văn phòng tỉnh"),
        ("số kế hoạch trồng rừng bị thay thế", "12/KH-UBND"),
        ("Chi cục Kiểm lâm trực thuộc sở nào", "Sở Nông nghiệp"),
        ("tiền công kiểm kê được trả lúc nào", "Tại thời điểm nghiệm thu"),
        # Said above the letterhead, where a page sums the paper up.
        ("lãi suất cho vay trồng rừng gỗ lớn giảm còn bao nhiêu", "5,2%"),
    ],
)
def test_what_is_needed_is_told(engine: Engine, question: str, answer: str) -> None:
    told = engine.answer(question)
    assert [cited.text for cited in told.answers][:1] == [answer], told.reason
