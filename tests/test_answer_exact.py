"""Answers that are bound to what is asked: days of effect, two papers, addressees, deadlines, articles."""

from __future__ import annotations

import pytest

from answer.engine import Engine
from tests.index_world import made

CIRCULAR = """BỘ XÂY DỰNG

Số: 71/2026/TT-BXD

Hà Nội, ngày 20 tháng 12 năm 2026

THÔNG TƯ
Quy định giá dịch vụ kiểm định bè nổi

Điều 1. Phạm vi điều chỉnh

Thông tư này quy định giá dịch vụ kiểm định bè nổi trên hồ chứa nước.

Điều 2. Hiệu lực thi hành

Thông tư này có hiệu lực kể từ
ngày 05 tháng 02 năm 2027.

BỘ TRƯỞNG

Lò Văn Mẫu
"""
DECISION = """THỦ TƯỚNG CHÍNH PHỦ

Số: 12/2027/QĐ-TTg

Hà Nội, ngày 10 tháng 01 năm 2027

QUYẾT ĐỊNH
Quy định lộ trình thay thế xe máy xăng

Điều 1. Lộ trình

1. Từ ngày 01 tháng 6 năm 2028, xe máy xăng trên địa bàn tỉnh Lai Châu phải giảm ít nhất 35% lượng khói.

2. Số điểm đổi pin của mỗi phường tăng từ 2 lên 5 điểm trong năm 2028.

Điều 2. Hiệu lực thi hành

1. Quyết định này có hiệu lực thi hành kể từ ngày
**01 tháng 4 năm 2027**.

THỦ TƯỚNG

Tòng Thị Ví Dụ
"""
LISTED = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA

Số: 1963/QĐ-UBND

Sơn La, ngày 07 tháng 11 năm 2026

QUYẾT ĐỊNH
Công bố danh mục thủ tục nuôi ong

Điều 1. Công bố kèm theo Quyết định này 07 thủ tục nuôi ong lấy mật trên địa bàn tỉnh.

Điều 2. Quyết định số 415/QĐ-UBND ngày 09/5/2019 của Ủy ban nhân dân tỉnh Sơn La công
bố danh mục thủ tục chăn nuôi ong mật và các
loài côn trùng hết hiệu lực thi hành.
"""

PAGE = """QUYẾT ĐỊNH
Mức nước hồ thủy điện năm 2027

1. Các hồ ở tỉnh Điện Biên giữ lại 45% lượng nước trong mùa khô.

2. Các hồ ở tỉnh Hà Giang giữ lại 60% lượng nước trong mùa khô.
"""

LETTER = """BỘ TÀI CHÍNH
CỤC DỰ TRỮ
-------

Số: 3344/CDT-KH

V/v hướng dẫn thuê kho lạnh

Hà Nội, ngày 11 tháng 11 năm 2026

**Kính gửi:** Công ty TNHH Kho Lạnh Bản Mòn.

(Đ/c: Lô B7, Cụm công nghiệp Nà Tấu, Tỉnh Điện Biên)

Trả lời công văn của Công ty TNHH Kho Lạnh Bản Mòn về việc thuê kho lạnh (Đ/c: Lô B7, Cụm công nghiệp \
Nà Tấu, Tỉnh Điện Biên), Cục Dự trữ có ý kiến như sau:

1. Về tiền thuê kho lạnh: đề nghị Công ty nghiên cứu quy định tại khoản 2 Điều 14 Luật Dự trữ quốc gia.

2. Về bốc xếp hàng đông lạnh: đề nghị Công ty nghiên cứu quy định tại Điều 6, Điều 8, Điều 21 \
Luật Dự trữ quốc gia.

3. Các kho dùng chung được sửa chữa hằng năm (trừ kho lạnh nổi trên sà lan, kho dã chiến) bằng vốn sự nghiệp.

Vướng mắc liên hệ Phòng Kế hoạch kho (SĐT 091.300.4455) hoặc Văn phòng Cục (SĐT 091.300.9988), gửi đơn tại \
https://kholanh.example.vn để được giải đáp.

Nơi nhận:
- Như trên;
- Lưu: VT, KH.

KT. CỤC TRƯỞNG
PHÓ CỤC TRƯỞNG

Quàng Văn Thử
"""
NOTICE = """VĂN PHÒNG CHÍNH PHỦ

Số: 88/TB-VPCP

Hà Nội, ngày 03 tháng 9 năm 2026

THÔNG BÁO
Kết luận về thủy lợi miền núi

1. Về đập Nậm Chà: Bộ Công Thương chủ trì rà soát, báo cáo Thủ tướng Chính phủ trong tháng 10 năm 2026.

2. Về giống lúa nương: Bộ Khoa học và Công nghệ tổng hợp, báo cáo Chính phủ trước ngày 15 tháng 12 năm 2026.

3. Bộ Nội vụ chủ trì, đề xuất phụ cấp cho người giữ hồ chứa nước.

4. Bộ Tài nguyên chịu trách nhiệm về nội dung kiểm kê hồ đập.

5. Công tác số hóa hồ đập được đẩy mạnh, đã hoàn thành 31/47 nhiệm vụ số hóa hồ đập.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    papers = {"circular.txt": CIRCULAR, "decision.txt": DECISION, "listed.txt": LISTED, "page.txt": PAGE}
    papers |= {"letter.txt": LETTER, "notice.txt": NOTICE}
    return Engine(made(tmp_path_factory.mktemp("store"), papers), 0.5)


def first(engine: Engine, question: str) -> str:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    return " ".join(answer.answers[0].text.split())


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("lộ trình thay thế xe máy xăng có hiệu lực từ ngày nào", "01 tháng 4 năm 2027"),
        ("Quy định mới về giá kiểm định bè nổi bắt đầu dùng từ hôm nào?", "05 tháng 02 năm 2027"),
        ("ngày hiệu lực Quyết định 12/2027/QĐ-TTg", "01 tháng 4 năm 2027"),
    ],
)
def test_the_day_of_effect_is_read_over_a_broken_line(engine: Engine, question: str, day: str) -> None:
    assert first(engine, question).endswith(day)


def test_of_two_papers_of_different_kinds_each_tells_its_day(engine: Engine) -> None:
    answer = engine.answer(
        "ngày hiệu lực của thông tư giá kiểm định bè nổi và quyết định lộ trình thay thế xe máy xăng"
    )
    assert [one.text[-4:] for one in answer.answers] == ["2027", "2027"]
    assert len({one.document for one in answer.answers}) == 2


def test_both_ends_of_a_rise_are_told_where_the_unit_stands_once(engine: Engine) -> None:
    question = "Số điểm đổi pin của mỗi phường tăng từ mấy lên mấy điểm?"
    assert first(engine, question) == "2 lên 5 điểm"


def test_a_number_like_a_year_is_that_of_the_paper_that_bears_it(engine: Engine) -> None:
    assert first(engine, "số thủ tục nuôi ong trong quyết định 1963 của Sơn La").startswith("07 thủ tục")


def test_a_page_without_its_letterhead_answers_for_the_place_that_its_clause_names(engine: Engine) -> None:
    assert first(engine, "Hồ ở Điện Biên giữ lại bao nhiêu phần trăm lượng nước trong mùa khô?") == "45%"
    refused = engine.answer("Hồ ở Lào Cai giữ lại bao nhiêu phần trăm lượng nước trong mùa khô?")
    assert refused.abstained


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("công văn 3344 của Cục Dự trữ gửi công ty nào", "Công ty TNHH Kho Lạnh Bản Mòn"),
        ("Công văn 3344/CDT-KH gửi cho ai?", "Công ty TNHH Kho Lạnh Bản Mòn"),
        (
            "Công ty Kho Lạnh Bản Mòn thuê kho lạnh có địa chỉ ở đâu?",
            "Lô B7, Cụm công nghiệp Nà Tấu, Tỉnh Điện Biên",
        ),
        ("số điện thoại Văn phòng Cục", "091.300.9988"),
        ("gửi đơn vướng mắc kho lạnh qua trang web nào", "https://kholanh.example.vn"),
        ("bốc xếp hàng đông lạnh theo điều nào", "Điều 6, Điều 8, Điều 21"),
        ("tiền thuê kho lạnh được xét theo khoản, điều nào?", "khoản 2 Điều 14"),
        ("tiền thuê kho lạnh theo khoản nào của Luật Dự trữ quốc gia", "khoản 2 Điều 14"),
        ("kho dùng chung được sửa chữa hằng năm trừ kho nào", "kho lạnh nổi trên sà lan, kho dã chiến"),
        ("hạn báo cáo đập Nậm Chà", "tháng 10 năm 2026"),
        ("hạn Bộ Khoa học báo cáo Chính phủ về giống lúa nương", "ngày 15 tháng 12 năm 2026"),
        (
            "Theo Thông báo 88/TB-VPCP, cơ quan nào chịu trách nhiệm về nội dung kiểm kê hồ đập?",
            "Bộ Tài nguyên",
        ),
        ("bộ đề xuất phụ cấp người giữ hồ chứa nước", "Bộ Nội vụ"),
        ("nhiệm vụ số hóa hồ đập đã hoàn thành", "31/47 nhiệm vụ"),
    ],
)
def test_the_answer_is_the_whole_name_the_article_or_the_deadline(
    engine: Engine, question: str, text: str
) -> None:
    assert first(engine, question) == text


def test_a_place_that_a_paper_of_the_whole_country_names_is_not_said_to_be_unknown(engine: Engine) -> None:
    refused = engine.answer("Giá vé xe buýt điện ở Lai Châu là bao nhiêu?")
    assert refused.abstained and "không có văn bản nào của" not in (refused.reason or "")
    refused = engine.answer("Giá vé xe buýt điện ở Cà Mau là bao nhiêu?")
    assert "không có văn bản nào của Cà Mau" in (refused.reason or "")


def test_what_loses_its_force_is_found_over_broken_lines(engine: Engine) -> None:
    assert (
        first(engine, "Quyết định 1963 của Sơn La làm hết hiệu lực quyết định nào?")
        == "Quyết định số 415/QĐ-UBND"
    )


def test_who_gets_a_copy_stays_what_nơi_nhận_lists(engine: Engine) -> None:
    assert "Như trên" in first(engine, "Nơi nhận của công văn 3344/CDT-KH")


def test_the_number_of_another_unit_is_no_answer(engine: Engine) -> None:
    assert engine.answer("số điện thoại Ban Thi đua khen thưởng Bản Mòn").abstained


def test_who_puts_his_name_to_a_paper_signed_it(engine: Engine) -> None:
    assert first(engine, "Bộ trưởng nào đứng tên thông tư giá kiểm định bè nổi?") == "Lò Văn Mẫu"
