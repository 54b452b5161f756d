"""A cell answers what its row and the headings of its column say; no row of a dozen cells does."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from tests.index_world import made
from tests.test_table_heads import fenced

EXTENDED = "Mỏ Khau Vạc (mở\nrộng) thuộc xã Tát Ngà"
LUNG_PHINH = "Khu vực Lũng Phình thuộc các xã Tát Ngà và Sủng Máng (đã trừ diện tích 31,8 ha của Khau Vạc)"
MINES = """THỦ TƯỚNG CHÍNH PHỦ

Số: 3107/QĐ-TTg

Hà Nội, ngày 14 tháng 11 năm 2025

QUYẾT ĐỊNH
Phê duyệt điều chỉnh quy hoạch khai thác quặng thiếc tại tỉnh Hà Giang

Điều 1. Phê duyệt điều chỉnh danh mục các dự án khai thác quặng thiếc (chi tiết tại Phụ lục I).

Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.

PHỤ LỤC I
DANH MỤC CÁC DỰ ÁN KHAI THÁC QUẶNG THIẾC

1. Danh mục các dự án khai thác thiếc thời kỳ 2026 - 2040 như sau:
""" + fenced(
    [
        ["**TT**", "**Tên mỏ**", "**Diện tích (ha)**", "**Trữ lượng**", "**Công suất**", "**Ghi chú**"],
        ["**2026 - 2030**", "**2031 - 2040**"],
        ["**Qu****ặng**\n**(10**3t**ấn)**", "**T****ấn SnO**2"]
        + ["**Quặng**\n**(10**3tấn/năm)**", "**T****ấn SnO**2/năm"] * 2,
        ["**1**", "**Các dự án cấp mới**", *[""] * 8],
        ["a", EXTENDED, "31,8", "62.450", "71.300", "410", "520", "430", "540", "Cấp mới"],
        ["b", LUNG_PHINH, "902,7", "48.100", "16.200", "300", "350", "310", "360", "Cấp mới"],
    ]
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), {"quyet-dinh-3107": MINES}), 0.5)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Trữ lượng quặng thiếc của khu vực Lũng Phình là bao nhiêu nghìn tấn?", ["48.100"]),
        ("Trữ lượng của khu vực Lũng Phình là bao nhiêu tấn SnO2?", ["16.200"]),
        ("trữ lượng quặng mỏ Khau Vạc mở rộng", ["62.450"]),
        ("công suất quặng khu vực Lũng Phình giai đoạn 2031 - 2040", ["310"]),
        ("Khu vực Lũng Phình rộng bao nhiêu ha?", ["902,7"]),
        ("trữ lượng quặng mỏ Khau Vạc so với Lũng Phình", ["48.100", "62.450"]),
    ],
)
def test_the_cell_below_its_headings_answers(engine: Engine, question: str, texts: list[str]) -> None:
    answer = engine.answer(question)
    assert [one.text for one in answer.answers] == texts, answer.reason


SUBMITTED = (
    "**1. Nộp hồ sơ:**\n- Nộp trực tiếp đến:\n"
    "+ Trung tâm Phục vụ hành chính công - địa chỉ: Tầng 2, phường Xuân Hương, tỉnh Lâm Đồng.\n"
    "+ Điểm tiếp nhận hồ sơ và trả kết quả - địa chỉ: Số 8, đường Trần Phú, phường Lộc Phát."
)
PROCEDURES = (
    """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

Số: 2210/QĐ-UBND

Lâm Đồng, ngày 05 tháng 11 năm 2025

QUYẾT ĐỊNH
Phê duyệt quy trình nội bộ giải quyết thủ tục hành chính trong lĩnh vực nuôi ong

Điều 1. Phê duyệt kèm theo Quyết định này 02 quy trình nội bộ.

Điều 2. Mức chi bồi dưỡng

1. Mức chi 130.000 đồng/người/buổi áp dụng với các nội dung sau:

a) Chi tổ chức điều tra đàn ong, gồm: đếm tổ, ghi nhận hiện trạng;

b) Chi kiểm định mật ong.

2. Chi phí lập hồ sơ lần đầu cho bãi nuôi ong là 70.000 đồng/ha; diện tích bãi nuôi được đo lại hằng năm.

PHỤ LỤC
QUY TRÌNH NỘI BỘ

**1. Cấp giấy chứng nhận bãi nuôi ong lấy mật trên địa bàn tỉnh – Mã TTHC:
1.004417.H36**
"""
    + fenced(
        [
            ["Thứ tự công việc", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian thực hiện"],
            ["**Bước 1**", SUBMITTED, "Bộ phận Một cửa", "0,5 ngày"],
            ["**Bước 2**", "Thẩm định hồ sơ bãi nuôi ong, trình Chi cục", "Phòng Chăn nuôi", "05 ngày"],
            ["**Tổng thời gian giải quyết TTHC**", "**Không quá 09 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.**"],
        ]
    ).removesuffix("|\n")
    + "**2. Gia hạn giấy chứng nhận bãi nuôi ong lấy mật trên địa bàn tỉnh\n– Mã TTHC: 1.004418.H36**\n"
    + fenced(
        [
            ["Thứ tự công việc", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian thực hiện"],
            ["*2.1. Trường hợp gia hạn theo đề nghị của chủ bãi*"],
            ["**Bước 1**", "Tiếp nhận hồ sơ, chuyển Phòng Chăn nuôi", "Bộ phận Một cửa", "0,5 ngày"],
            ["**Tổng thời gian giải quyết TTHC**", "**Không quá 06 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.**"],
            ["*2.2. Trường hợp gia hạn theo kết luận của đoàn kiểm tra dịch bệnh*"],
            ["**Bước 1**", "Tiếp nhận kết luận, chuyển Phòng Chăn nuôi", "Bộ phận Một cửa", "0,5 ngày"],
            ["**Tổng thời gian giải quyết TTHC**", "**Không quá 04 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.**"],
        ]
    )
)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("procedures"), {"quyet-dinh-2210": PROCEDURES}), 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Thời gian giải quyết cấp giấy chứng nhận bãi nuôi ong là bao nhiêu ngày?", "Không quá 09 ngày"),
        ("thời gian giải quyết gia hạn bãi nuôi ong theo kết luận kiểm tra dịch bệnh", "Không quá 04 ngày"),
        ("mã TTHC cấp giấy chứng nhận bãi nuôi ong", "1.004417.H36"),
        ("mã TTHC gia hạn giấy chứng nhận bãi nuôi ong", "1.004418.H36"),
        ("địa chỉ điểm tiếp nhận hồ sơ phường Lộc Phát", "Số 8, đường Trần Phú, phường Lộc Phát"),
        ("Chi điều tra đàn ong bao nhiêu một buổi?", "130.000 đồng/người/buổi"),
        ("Lập hồ sơ lần đầu cho bãi nuôi ong thì chi mấy đồng một ha?", "70.000 đồng/ha"),
    ],
)
def test_a_label_says_what_its_value_is_of(offices: Engine, question: str, text: str) -> None:
    answer = offices.answer(question)
    assert [" ".join(one.text.split()) for one in answer.answers][:1] == [text], answer.reason


SHARES = """HỘI ĐỒNG NHÂN DÂN
TỈNH HÀ TĨNH

Số: 61/2025/NQ-HĐND

Hà Tĩnh, ngày 20 tháng 11 năm 2025

NGHỊ QUYẾT
Quy định tỷ lệ vốn góp làm kè sông trên địa bàn tỉnh Hà Tĩnh

Điều 1. Tỷ lệ vốn góp làm kè sông của ngân sách địa phương theo Bảng sau:
""" + fenced(
    [
        ["TT", "Địa phương", "Tỷ lệ vốn góp (%)", "Ghi chú"],
        ["Tỉnh", "Xã, phường"],
        ["1", "Xã Đồng Tiến Hạ", "45", "55", "Xã thuộc vùng trũng, kè làm trước, vốn góp của xã, phường"],
        ["2", "Xã Vân Tụ", "75", "25", ""],
        ["3", "Xã Lam Kiều", "65", "35", ""],
    ]
)


def test_the_row_that_is_named_answers_before_others_of_its_table(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    engine = Engine(made(tmp_path_factory.mktemp("shares"), {"nghi-quyet-61": SHARES}), 0.5)
    answer = engine.answer("tỷ lệ vốn góp kè sông xã Vân Tụ do xã, phường lo")
    assert [one.text for one in answer.answers] == ["25"], answer.reason
