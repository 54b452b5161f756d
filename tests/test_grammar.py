"""Sections as a reader of official documents sees them, on invented texts in both layouts."""

from __future__ import annotations

import pytest

from ingest.grammar import sections_of
from ingest.lines import logical_lines
from ingest.markers import marker_of
from ingest.types import Section

PROGRAMME = """CHƯƠNG TRÌNH HÀNH ĐỘNG NĂM 2031
của Ban Chấp hành Đảng bộ tỉnh

Năm 2031 là năm bản lề của nhiệm kỳ, cần tập trung thực hiện các nhiệm vụ sau:

I- MỤC TIÊU, CHỈ TIÊU

1. Mục tiêu

Giữ vững ổn định, phát triển bền vững trên các lĩnh vực.

2. Các chỉ tiêu chủ yếu

*** Về kinh tế**

- (1) Tăng trưởng đạt 8%.
- (2) Thu ngân sách đạt 5.200 tỷ đồng.

*** Về xã hội**

(3) Có 95% dân số tham gia bảo hiểm y tế.

3. Nâng cao năng lực quản lý quy hoạch, kiểm soát, khai thác, sử dụng

hiệu quả và bền vững các nguồn tài nguyên

Tăng cường giám sát hoạt động khai thác.

II- TỔ CHỨC THỰC HIỆN

1. Các huyện ủy căn cứ Chương trình này xây dựng kế hoạch cụ thể để

lãnh đạo thực hiện ở địa phương.

2. Văn phòng theo dõi, đôn đốc việc thực hiện.

Nơi nhận:

- Các huyện ủy,
- Lưu Văn phòng.

T/M TỈNH ỦY
BÍ THƯ

Trần Văn Mẫu"""

DECISION = """|
**ỦY BAN NHÂN
DÂN**
TỈNH SÔNG XANH
--------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số:
15/2031/QĐ-UBND
|
*Sông Xanh, ngày 07
tháng 3 năm 2031*
|


**QUYẾT ĐỊNH**

BAN HÀNH QUY CHẾ QUẢN LÝ CHỢ TRÊN ĐỊA BÀN TỈNH

*Căn cứ Luật Mẫu số
01/2030/QH20;*

*Theo đề nghị của Sở Công Thương tại Tờ trình số
12/TTr-SCT.*

**QUYẾT ĐỊNH:**

**Điều 1. Ban hành kèm theo Quyết định này
Quy chế quản lý chợ.**

**Điều 2.** Quyết định này có hiệu lực từ ngày ký
và thay thế quy định tại khoản 2
Điều 5 Quyết định số 10/2020/QĐ-UBND.

|
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
|
**TM. ỦY BAN NHÂN
DÂN**
CHỦ TỊCH
Phạm Thị Mẫu
|

**QUY CHẾ**

QUẢN LÝ CHỢ TRÊN ĐỊA BÀN TỈNH

*(Ban hành kèm theo Quyết định số 15/2031/QĐ-UBND)*

**Chương
I**

**QUY ĐỊNH CHUNG**

**Điều 1. Phạm vi điều
chỉnh**

1. Quy chế này quy định việc quản lý
chợ hạng 1.

2. Các tổ chức sau:

a) Ban quản lý chợ;

đ) Hộ kinh doanh.

**Điêu 2. Sửa đổi**

Sửa đổi Điều 7 như sau:

“Điều 7. Thu phí

1. Phí được thu theo tháng.

2. Phí được nộp vào ngân sách.”.

**Điều 3. Hiệu lực**

Quy chế có hiệu lực từ ngày ký.

**PHỤ LỤC I**

**DANH SÁCH CHỢ**

|
STT
|
Tên chợ
|
|
1
|
Chợ Bến Mẫu
|
|
2
|
Chợ Cầu Mẫu
|
"""


def named(text: str) -> dict[str, Section]:
    return {section.id: section for section in sections_of(text)}


def test_a_programme_nests_as_it_is_numbered() -> None:
    found = named(PROGRAMME)
    assert [found[id_].label for id_ in ("i", "i.2", "ii.1")] == ["mục I", "mục I.2", "mục II.1"]
    item = next(section for section in found.values() if section.label == "mục I.2 (3)")
    assert PROGRAMME[item.start : item.end] == "(3) Có 95% dân số tham gia bảo hiểm y tế."
    topic = found[item.parent or ""]
    assert (topic.kind, topic.heading, topic.parent) == ("heading", "Về xã hội", "i.2")


def test_a_bullet_before_a_number_does_not_hide_the_number() -> None:
    assert "mục I.2 (1)" in {section.label for section in sections_of(PROGRAMME)}


def test_a_heading_cut_by_a_page_break_is_one_heading() -> None:
    heading = named(PROGRAMME)["i.3"].heading
    assert heading.startswith("Nâng cao năng lực") and heading.endswith("các nguồn tài nguyên")


def test_a_numbered_sentence_is_no_heading_even_across_a_page_break() -> None:
    found = named(PROGRAMME)
    assert found["ii.1"].heading == "" and found["ii.1"].kind == "item"
    assert PROGRAMME[found["ii.1"].start : found["ii.1"].end].endswith("ở địa phương.")


def test_the_fixed_blocks_of_a_programme() -> None:
    kinds = [section.kind for section in sections_of(PROGRAMME) if section.parent is None]
    assert kinds == ["title", "body", "mục", "mục", "recipients", "signature"]


def test_a_decision_with_an_attached_regulation() -> None:
    found = named(DECISION)
    top = [section.kind for section in found.values() if section.parent is None]
    assert top == ["letterhead", "title", "basis", "điều", "điều", "recipients", "signature", "phần", "phần"]
    regulation = next(section for section in found.values() if section.label == "Quy chế kèm theo")
    inside = [section.label for section in found.values() if section.parent and section.kind == "điều"]
    assert inside == [f"Điều {n} Quy chế kèm theo" for n in (1, 2, 3)]
    point = next(section for section in found.values() if section.label.startswith("điểm đ khoản 2 Điều 1"))
    assert DECISION[point.start : point.end] == "đ) Hộ kinh doanh."
    assert regulation.start <= point.start < regulation.end


def test_ids_come_from_the_markers() -> None:
    ids = set(named(DECISION))
    assert {"letterhead", "title", "basis", "d1", "d2", "kem-theo.ci", "kem-theo.d1.k2.dd", "pli"} <= ids


def test_a_quoted_article_is_no_article_of_the_document() -> None:
    amended = next(section for section in sections_of(DECISION) if section.label.startswith("Điều 2 Quy chế"))
    assert "Phí được nộp vào ngân sách" in DECISION[amended.start : amended.end]
    assert not any(section.label.startswith("Điều 7") for section in sections_of(DECISION))


UNCLOSED = """NGHỊ QUYẾT
Sửa đổi Quy định về phân bổ vốn

**Điều 1. Sửa đổi Quy định**
1. Sửa đổi {what} như sau:
“{quoted} Tỷ lệ vốn đối ứng
a) Xã miền núi không phải đối ứng.
{table}
**Điều 2. Thay thế cụm từ**
Thay thế cụm từ “toàn tỉnh” thành “toàn thành phố”.
**Điều 3. Hiệu lực thi hành**
Nghị quyết này có hiệu lực từ ngày 28 tháng 11 năm 2031.
"""


@pytest.mark.parametrize(("what", "quoted"), [("Điều 4", "Điều 4."), ("khoản 2 Điều 9", "2.")])
@pytest.mark.parametrize("table", ["", "| Xã | Tỷ lệ |\n|\nAn Bình\n|\n0%"])
def test_a_quotation_or_a_table_that_nobody_closed_hides_no_article(
    what: str, quoted: str, table: str
) -> None:
    text = UNCLOSED.format(what=what, quoted=quoted, table=table)
    articles = [section for section in sections_of(text) if section.kind == "điều"]
    assert [section.label for section in articles] == ["Điều 1", "Điều 2", "Điều 3"]
    assert articles[1].heading == "Thay thế cụm từ"


def test_a_quoted_chapter_keeps_its_articles() -> None:
    inside = "“Chương II\nTHU PHÍ\nĐiều 5. Mức thu\nMức thu là 3%.\nĐiều 6. Cách thu\nThu mỗi quý.”.\n"
    inside += "2. Đổi tên Điều 7 như sau:\n“Điều 8. Trách nhiệm nộp phí”.\n"
    head = "QUYẾT ĐỊNH\nSửa đổi Quy chế\n\nĐiều 1. Sửa đổi Chương II như sau:\n"
    text = f"{head}{inside}Điều 2. Hiệu lực\nTừ ngày ký.\n"
    assert [one.label for one in sections_of(text) if one.kind == "điều"] == ["Điều 1", "Điều 2"]


def test_a_reference_at_the_start_of_a_wrapped_line_opens_nothing() -> None:
    assert "thay thế quy định tại khoản 2\nĐiều 5" in DECISION
    assert not any(section.label.startswith("Điều 5") for section in sections_of(DECISION))


def test_headings_broken_after_their_marker_are_joined() -> None:
    found = named(DECISION)
    assert found["kem-theo.ci"].heading == "QUY ĐỊNH CHUNG"
    assert found["kem-theo.d1"].heading == "Phạm vi điều chỉnh"


def test_an_annex_keeps_its_heading_and_its_rows() -> None:
    found = named(DECISION)
    assert (found["pli"].label, found["pli"].heading) == ("Phụ lục I", "DANH SÁCH CHỢ")
    rows = [DECISION[s.start : s.end] for s in found.values() if s.kind == "table row" and s.parent == "pli"]
    assert [("STT" in row, "Chợ Bến Mẫu" in row, "Chợ Cầu Mẫu" in row) for row in rows] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_parts_and_run_in_headings_of_a_report() -> None:
    text = (
        "Phần thứ nhất\n\nKẾT QUẢ THỰC HIỆN\nNGHỊ QUYẾT\n\nI. KẾT QUẢ\n\n1. Xây dựng Đảng\n\n"
        "- **Công tác tư tưởng được chú trọng:** Việc học tập được triển khai nghiêm túc.\n\n"
        "Tóm lại, công tác có chuyển biến.\n\nPhần thứ hai\n\nPHƯƠNG HƯỚNG\n\nI. MỤC TIÊU\n\n"
        "1.1. Mục tiêu chung\n\nMột câu."
    )
    found = named(text)
    assert found["p1"].heading == "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT"
    assert found["p1.i.1.g1"].heading == "Công tác tư tưởng được chú trọng"
    assert found["p2.i"].label == "Phần thứ hai, mục I"


def test_unmarked_headings_before_lists() -> None:
    text = (
        "Chỉ tiêu về kinh tế\n\n- Thu ngân sách đạt 9 tỷ đồng.\n- Thu nhập tăng.\n\n"
        "Về nông thôn mới:\n\n- Thêm 02 xã đạt chuẩn.\n\nI. NHIỆM VỤ\n\n- Chăm lo đời sống."
    )
    headings = [section.heading for section in sections_of(text) if section.parent is None]
    assert headings == ["Chỉ tiêu về kinh tế", "Về nông thôn mới", "NHIỆM VỤ"]


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("Điều 5. Phạm vi", "điều", "5"),
        ("Điêu 12a. Phạm vi", "điều", "12a"),
        ("Ðiều 7: Phạm vi", "điều", "7"),
        ("ĐIỀU 3. PHẠM VI", "điều", "3"),
        ("II- GIẢI PHÁP", "roman", "II"),
        ("IV. TỔ CHỨC", "roman", "IV"),
        ("2.10. Phát triển", "dec2", "2.10"),
        ("1.2.3. Phát triển", "dec3", "1.2.3"),
        ("đ) Hóa đơn", "point", "đ"),
        ("(9) Tỷ lệ", "paren", "9"),
        ("- (9) Tỷ lệ", "paren", "9"),
        ("+ Một ý", "plus", ""),
        ("Phần thứ ba", "phần", "thứ ba"),
        ("PHỤ LỤC II", "phụ lục", "II"),
    ],
)
def test_markers(text: str, style: str, number: str) -> None:
    marker = marker_of(text)
    assert marker is not None and (marker.style, marker.number) == (style, number)


@pytest.mark.parametrize(
    "text",
    ["7.555 tỷ đồng", "2020, đẩy mạnh", "Điều 5 Luật Đất đai", "3,1% dân số", "Mỗi năm 1.000 xã", "---", "-"],
)
def test_what_is_no_marker(text: str) -> None:
    assert marker_of(text) is None


def test_a_wrapped_paragraph_is_one_line() -> None:
    lines = [line.text for line in logical_lines(DECISION)]
    assert "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý chợ." in lines
    assert "TM. ỦY BAN NHÂN DÂN" in lines and "Số: 15/2031/QĐ-UBND" in lines


def test_text_around_the_document_breaks_nothing() -> None:
    before = "Bản dịch này thuộc quyền sở hữu của một trang mạng.\nHãy đăng nhập để xem."
    text = f"{before}\n\n{PROGRAMME}\n\nTrang chủ\nLiên hệ"
    assert {"i.2", "ii.1", "signature"} <= set(named(text))


LETTER = """|
**VĂN PHÒNG TỈNH**
-------
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số: 902/VP-KT
|
*Bến Gỗ, ngày 04 tháng 6 năm 2031*
|
|
**Kính gửi:**
|
- Các sở, ngành;
- Ủy ban nhân dân các xã.
|
Xét báo cáo của Sở Xây dựng ngày 02 tháng 6 năm 2031 về việc thiếu cát, Phó Chủ tịch tỉnh có ý kiến như sau:
Sở Xây dựng làm việc với các mỏ cát trên sông Lở để bảo đảm đủ cát cho đường vành đai, báo cáo trước ngày 20.
|
Nơi nhận:
- Như trên;
- Lưu: VT.
|
**KT. CHÁNH VĂN PHÒNG**
**Lê Văn Sa**
|
"""


def test_what_a_letter_says_is_no_part_of_its_letterhead() -> None:
    sections = sections_of(LETTER)
    head = next(one for one in sections if one.kind == "letterhead")
    says = next(one for one in sections if one.start <= LETTER.index("Sở Xây dựng làm việc") < one.end)
    assert LETTER[: head.end].rstrip("|\n").endswith("Ủy ban nhân dân các xã.")
    assert says.kind == "body"
    assert "recipients" in [one.kind for one in sections]


WRAPPED = """KẾT LUẬN
Phó Chủ tịch tỉnh yêu cầu các sở, ngành và nhà thầu tập trung hoàn thành công trình
trước mùa mưa, trong đó lưu ý một số việc trọng tâm như sau, giao từng cơ quan:
(1) Công an tỉnh tiếp tục chủ động phối hợp, hướng dẫn
Sở Y tế, Ban Quản lý dự án và các nhà thầu thực hiện các phương án phòng cháy đã được
thống nhất, giải quyết dứt điểm vướng mắc.
(2) Phạm vi áp dụng
Sở Xây dựng kiểm tra tất cả các hạng mục còn lại của công trình trước khi nghiệm thu và
bàn giao cho đơn vị vận hành.
(3) Sở Văn hóa,
Thể thao và Du lịch
Đưa tin về công trình trên các báo, đài của tỉnh và hệ thống truyền thanh các xã hằng tuần.
"""


def test_a_listed_line_that_ends_before_whom_it_is_done_for_goes_on() -> None:
    lines = [line.text for line in logical_lines(WRAPPED)]
    assert any("hướng dẫn Sở Y tế, Ban Quản lý" in line for line in lines)
    assert "(2) Phạm vi áp dụng" in lines
    assert any(line.startswith("(3) Sở Văn hóa, Thể thao và Du lịch") for line in lines)


def test_the_opening_of_a_subject_is_no_fifth_part() -> None:
    sections = sections_of(
        "KẾ HOẠCH\n\nV/V HỖ TRỢ NHÂN DÂN VÙNG LŨ\n\nCăn cứ Nghị định số 5/2020/NĐ-CP;\n\nI. MỤC TIÊU"
    )
    assert [one.kind for one in sections][:2] == ["title", "basis"]
