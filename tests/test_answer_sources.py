"""Items of a cell, units over a table, exceptions in brackets, and papers that a question names."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.engine import FIRST, Engine
from answer.features import own_words
from answer.question import analyse
from answer.source import without_source
from index.types import Understood
from ingest.document import parse
from ingest.facts.sentences import Reading
from ingest.facts.tabled import facts
from tests.index_world import made, paper


def _table(*rows: str) -> str:
    return "\n".join("|\n" + "\n|\n".join(row.split(";")) + "\n|" for row in rows)


GUIDE = (
    """BAN TUYÊN GIÁO VÀ DÂN VẬN TRUNG ƯƠNG

Số: 58-HD/BTGDVTW

Hà Nội, ngày 9 tháng 10 năm 2025

HƯỚNG DẪN
Về đội ngũ báo cáo viên

I. SỐ LƯỢNG

1. Báo cáo viên cấp tỉnh

- Mỗi tỉnh ủy chọn cử tối đa 35 người (riêng Thành ủy Bến Sạn, Thành ủy Cồn Tre: mỗi đơn vị tối đa 48 \
người; Đảng ủy Đồng Cát: tối đa 52 người).

2. Họp mặt báo cáo viên định kỳ (Thứ 5, Thứ 6) tại nhà truyền thống, số 17B đường Hoàng Diệu, \
phường Bến Sạn; tài liệu đăng tại https://tulieu58.vn.

3. Báo cáo kết quả quý nộp chậm nhất ngày 12 của tháng đầu tiên quý tiếp theo.

PHỤ LỤC
BÁO CÁO VIÊN THEO ĐỊA PHƯƠNG

"""
    + _table("TT;Địa phương;Số xã, phường;Số báo cáo viên mỗi xã", "1;Lai Châu;38;6", "2;Cà Mau;64;8")
    + "\n"
)

NOTICE = """VĂN PHÒNG CHÍNH PHỦ

Số: 714/TB-VPCP

Hà Nội, ngày 16 tháng 9 năm 2025

THÔNG BÁO
Kết luận tại buổi làm việc về thu hồi đất bãi bồi

Cùng dự buổi làm việc có đồng chí Lê Bến Sạn, Bí thư Tỉnh ủy Bắc Giang; đồng chí Trần Cồn Tre, \
Thứ trưởng Bộ Xây dựng; đại diện Bộ Xây dựng, Văn phòng Chính phủ.

1. Thu ngân sách 9 tháng đạt 18.400 tỷ đồng, bằng 91,5% dự toán Hội đồng nhân dân tỉnh giao.

2. Bộ Xây dựng chủ trì làm rõ vướng mắc về bãi bồi, trình Thủ tướng Chính phủ trong tháng 11 năm 2025.

3. Thời gian hoàn vốn bình quân của công trình kè là 12 năm.
"""

FEES = (
    """HỘI ĐỒNG NHÂN DÂN
TỈNH BẮC GIANG

Số: 63/2025/NQ-HĐND

Bắc Giang, ngày 4 tháng 9 năm 2025

NGHỊ QUYẾT
Quy định mức học phí và thủ tục cho thuê nhà văn hóa

Điều 1. Mức học phí của trường công lập từ năm học 2025 - 2026 như sau:

Đơn vị tính: 1.000 đồng/học sinh/tháng

"""
    + _table("Địa bàn;Tiểu học;Trung học cơ sở", "Đô thị;165;95", "Nông thôn;125;70")
    + """

Điều 2. Thủ tục cho thuê nhà văn hóa

"""
    + _table(
        "TT;Tên thủ tục;Thời hạn giải quyết;Phí",
        "1;Cho thuê nhà văn hóa;- Trường hợp cho thuê nhà văn hóa nhóm I, nhóm II: 26 ngày làm việc.\n"
        "- Trường hợp cho thuê nhà văn hóa nhóm III: 14 ngày làm việc.;Không",
    )
    + """

Điều 3. Đến năm 2030, tổ chức tuyên truyền cho người học tại 100% nhà trường và trên 65% người lao động tại \
các khu công nghiệp.

Điều 4. Hồ sơ cho thuê được lưu tại phòng Văn hóa, thời gian lưu 07 năm.

Điều 5. Giao Đảng ủy Công an tỉnh chủ trì xây dựng quy chế phối hợp bảo vệ nhà văn hóa.
"""
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(
        made(tmp_path_factory.mktemp("store"), {"hd-58": GUIDE, "nq-63": FEES, "tb-714": NOTICE}), 0.5
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Thành ủy Cồn Tre được chọn cử tối đa bao nhiêu báo cáo viên cấp tỉnh?", "tối đa 48 người"),
        ("Đảng ủy Đồng Cát được chọn cử tối đa bao nhiêu báo cáo viên cấp tỉnh?", "tối đa 52 người"),
        ("số xã, phường của Lai Châu theo HD 58-HD/BTGDVTW", "38"),
        ("Họp mặt báo cáo viên tổ chức ở số nhà nào, đường nào?", "số 17B đường Hoàng Diệu, phường Bến Sạn"),
        ("Tài liệu họp mặt báo cáo viên đăng ở trang web nào?", "https://tulieu58.vn"),
        ("Họp mặt báo cáo viên định kỳ vào ngày nào?", "Thứ 5, Thứ 6"),
        (
            "Báo cáo kết quả quý của báo cáo viên nộp chậm nhất ngày nào?",
            "ngày 12 của tháng đầu tiên quý tiếp theo",
        ),
        ("học phí trung học cơ sở nông thôn Bắc Giang từ năm học 2025-2026", "70"),
        ("Thời hạn cho thuê nhà văn hóa nhóm III là bao nhiêu ngày làm việc?", "14 ngày làm việc"),
        (
            "Đến năm 2030 có bao nhiêu phần trăm người lao động tại các khu công nghiệp được tuyên truyền?",
            "trên 65%",
        ),
        ("thời gian lưu hồ sơ cho thuê nhà văn hóa", "07 năm"),
        (
            "NQ 63/2025/NQ-HĐND: cơ quan chủ trì xây dựng quy chế phối hợp bảo vệ nhà văn hóa",
            "Đảng ủy Công an tỉnh",
        ),
        ("Thứ trưởng Bộ Xây dựng nào dự buổi làm việc về đất bãi bồi?", "Trần Cồn Tre"),
        ("bi thu tinh uy nao du buoi lam viec ve dat bai boi", "Lê Bến Sạn"),
        ("714/TB-VPCP cơ quan chủ trì làm rõ vướng mắc về bãi bồi", "Bộ Xây dựng"),
        ("Bộ Xây dựng phải trình Thủ tướng về bãi bồi trong tháng mấy?", "tháng 11 năm 2025"),
        ("thu ngân sách 9 tháng 2025 so dự toán Hội đồng nhân dân tỉnh giao theo 714/TB-VPCP", "91,5%"),
        ("TB 714/TB-VPCP: thời gian hoàn vốn bình quân của công trình kè là mấy năm", "12 năm"),
    ],
)
def test_what_is_asked_of_a_list_a_table_or_a_bracket(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert not answer.abstained, answer.reason
    assert " ".join(answer.answers[0].text.split()) == text


def test_what_each_gets_is_no_sum_in_billions(engine: Engine) -> None:
    assert engine.answer("Tổng học phí các trường ở Bắc Giang thu được mấy tỷ đồng?").abstained


def test_a_paper_of_the_party_s_centre_is_of_no_place() -> None:
    assert parse(GUIDE, id="hd", source="hd.txt").place is None
    own = GUIDE.replace("58-HD/BTGDVTW", "58-HD/TU").replace(
        "BAN TUYÊN GIÁO VÀ DÂN VẬN TRUNG ƯƠNG", "TỈNH ỦY"
    )
    assert parse(own, id="hd", source="hd.txt").place == "Hà Nội"


def test_the_unit_over_a_table_is_that_of_its_cells_and_no_amount_itself() -> None:
    document = parse(FEES, id="nq", source="nq.txt")
    found = [fact for one in Reading(document).sentences for fact in facts(one, document.title)]
    cell = next(fact for fact in found if fact.figure.value == "95")
    assert cell.figure.unit == "nghìn đồng/học sinh/tháng" and cell.figure.kind == "money"
    assert "1.000" not in {fact.figure.value for fact in found}


def test_an_item_of_a_cell_is_not_told_in_the_words_of_the_one_before() -> None:
    found = [fact for one in Reading(parse(FEES, id="nq", source="nq.txt")).sentences for fact in facts(one)]
    (first,) = [fact for fact in found if fact.figure.value == "26"]
    (second,) = [fact for fact in found if fact.figure.value == "14"]
    assert "nhóm III" in second.outer and "nhóm III" not in f"{first.own} {first.outer}"
    row = second.sentence.text
    assert row[second.figure.start : second.figure.end] == "14 ngày làm việc"


def test_an_exception_in_brackets_is_told_of_those_whom_it_names() -> None:
    found = [fact for one in Reading(parse(GUIDE, id="hd", source="hd.txt")).sentences for fact in facts(one)]
    words = {fact.figure.value: own_words(fact) for fact in found}
    assert "Cồn Tre" in words["48"] and "Cồn Tre" not in words["52"] and "Đồng Cát" in words["52"]
    assert "Đồng Cát" not in words["35"]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Hướng dẫn 58-HD/BTGDVTW: tỉnh ủy chọn mấy báo cáo viên", "ủy chọn"),
        ("theo thông báo kết luận số 432-TB/VPTW thành phố nào đi đầu", "thành phố"),
    ],
)
def test_the_source_is_no_part_of_what_is_asked(question: str, left: str) -> None:
    number = question.split(":")[0].split()[-1] if ":" in question else "432-TB/VPTW"
    asks = analyse(Understood(question, question, numbers=(number.lower(),)))
    content = [asks.text[asks.words[at].start : asks.words[at].end] for at in without_source(asks).content]
    assert " ".join(content).startswith(left)
    assert not {"58", "432", "VPTW", "BTGDVTW"} & set(content)


def test_passages_behind_the_first_are_read_where_those_hold_no_answer(tmp_path: Path) -> None:
    many = {
        f"van-ban-{at:02}": paper(
            at, 2024, "Sông Lam", "Bến thuyền Cồn Tre được tu bổ, đón lượt khách đông hơn."
        )
        for at in range(FIRST + 6)
    }
    last = paper(
        90, 2024, "Sông Lam", "Phường có bến thuyền Cồn Tre: đón 4.125 lượt khách du lịch trong năm."
    )
    engine = Engine(made(tmp_path, {**many, "van-ban-90": last}), 0.5)
    answer = engine.answer("bến thuyền Cồn Tre được tu bổ đón bao nhiêu lượt khách", k=2 * FIRST)
    rank = next(hit.rank for hit in answer.hits if hit.passage.document == "van-ban-90")
    assert rank > FIRST
    assert [one.text for one in answer.answers] == ["4.125 lượt khách du lịch"]
