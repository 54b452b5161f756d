"""Facts point into their document, keep their own subject, and live and go with the document."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import parse
from ingest.facts import FactRecord, facts, facts_of
from ingest.facts.names import canonical_indicator
from ingest.facts.periods import Period
from ingest.facts.plain import plain
from ingest.facts.record import scale_of
from ingest.passages import passages_of
from ingest.run import ingest_paths
from ingest.store import FILE, Store
from ingest.types import Document

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số: 15/KH-UBND
Sơn La, ngày 12 tháng 01 năm 2024

KẾ HOẠCH
Phát triển kinh tế - xã hội năm 2024

I. KẾT QUẢ THỰC HIỆN NĂM 2023
1. Tổng giá trị sản xuất ước đạt 7.555 tỷ đồng, vượt 3,2% kế hoạch.
2. Đã giải quyết việc làm cho 4.120 lao động.

II. CHỈ TIÊU CHỦ YẾU NĂM 2024
(1) Tỷ lệ chất thải rắn được thu gom đạt 81,5% (*thành thị 96%, nông thôn 70,5%*).
(2) Giảm 0,6% tỷ lệ hộ nghèo.
(3) Tổng diện tích gieo trồng là 6.400ha, trong đó cây ngô 2.150ha.
(4) Có thêm 03 xã đạt chuẩn nông thôn mới; lũy kế 12/18 xã đạt chuẩn.
(5) Tốc độ tăng trưởng kinh tế từ 6,5 - 7%/năm.
(6) Tỷ lệ dân số tham gia BHYT đạt tối thiểu 95%.
(7) Đến năm 2025, tỷ lệ hộ dùng nước sạch đạt 88%.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, hướng dẫn 100% xã thực hiện Điều 4, 5 và 6 Nghị định số 12/2023/NĐ-CP.
2. Trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ, Phòng Tài chính có trách nhiệm thẩm định dự toán.

Biểu số 1
Đơn vị: Triệu đồng
STT | Nội dung | Kế hoạch năm 2024 | Ước thực hiện năm 2023
1 | Thu ngân sách | 120.500 | 118.300
2 | Chi đầu tư | 64.000 | 58.750
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return parse(PLAN, id="son-la-2024", source="son-la-2024.txt")


@pytest.fixture(scope="module")
def records(document: Document) -> tuple[FactRecord, ...]:
    return facts_of(document)


def of(records: tuple[FactRecord, ...], number: str) -> FactRecord:
    """The fact whose figure holds this numeral."""
    (found,) = [one for one in records if number in one.text]
    return found


def test_facts_point_into_their_document(document: Document, records: tuple[FactRecord, ...]) -> None:
    assert records
    for one in records:
        assert document.text[one.start : one.end] == one.text
        assert one.start <= one.number[0] < one.number[1] <= one.end
        assert all(0 <= low < high <= len(document.text) for low, high in one.words)
        named = " ".join(document.text[low:high] for low, high in one.words)
        assert one.indicator == canonical_indicator(named)


lines = st.lists(
    st.sampled_from(
        [
            "Tỷ lệ hộ nghèo còn",
            "**12,5%**",
            "(",
            ")",
            "1.200 tỷ đồng",
            "|",
            "\n",
            "\n\n",
            ";",
            "Điều 3",
            "STT |",
            "a)",
            "-",
        ]
    ),
    max_size=30,
)


@given(parts=lines)
def test_whatever_the_text_facts_point_into_it(parts: list[str]) -> None:
    text = " ".join(parts)
    for one in facts_of(parse(text, id="x", source="x")):
        assert text[one.start : one.end] == one.text and one.start <= one.number[0] < one.number[1] <= one.end


def test_numbers_are_read_with_a_vietnamese_eye(records: tuple[FactRecord, ...]) -> None:
    output = of(records, "7.555")
    assert (output.unit, output.low * output.scale) == ("tỷ đồng", Decimal("7555e9"))
    assert output.low == 7555
    assert of(records, "81,5").low == Decimal("81.5")
    assert of(records, "03 xã").low == 3 and of(records, "03 xã").unit == "xã"
    share = of(records, "12/18")
    assert share.low == 12 and share.of == 18 and share.unit == "xã"
    growth = of(records, "6,5 - 7")
    assert growth.low == Decimal("6.5") and growth.high == 7 and growth.unit == "%/năm"
    assert growth.comparator == "từ…đến"


@pytest.mark.parametrize(
    ("unit", "power"), [("%", 0), ("nghìn tỷ đồng", 12), ("triệu USD", 6), (None, 0), ("trăm tỷ đồng", 11)]
)
def test_the_scale_of_a_unit(unit: str | None, power: int) -> None:
    assert scale_of(unit) == Decimal(10) ** power


def test_each_figure_keeps_its_own_subject(records: tuple[FactRecord, ...]) -> None:
    town, country = of(records, "96%").indicator, of(records, "70,5%").indicator
    assert "chất thải rắn" in town and "thành thị" in town and "nông thôn" not in town
    assert "chất thải rắn" in country and "nông thôn" in country
    maize = of(records, "2.150").indicator
    assert "diện tích gieo trồng" in maize and "cây ngô" in maize
    assert of(records, "0,6%").indicator == "tỷ lệ hộ nghèo"
    assert of(records, "0,6%").direction == "giảm"
    assert of(records, "tối thiểu 95").indicator == "tỷ lệ dân số tham gia bảo hiểm y tế"
    assert of(records, "tối thiểu 95").comparator == "ít nhất"


def test_results_estimates_targets_and_their_years(records: tuple[FactRecord, ...]) -> None:
    assert (of(records, "7.555").status, of(records, "7.555").period) == ("estimate", Period(2023, 2023))
    assert of(records, "4.120").status == "result"
    assert (of(records, "81,5").status, of(records, "81,5").period) == ("target", Period(2024, 2024))
    assert of(records, "88%").period == Period(2025, 2025)


def test_a_cell_is_of_its_row_and_its_column(records: tuple[FactRecord, ...]) -> None:
    planned, expected = of(records, "120.500"), of(records, "118.300")
    assert (planned.status, planned.period) == ("target", Period(2024, 2024))
    assert (expected.status, expected.period) == ("estimate", Period(2023, 2023))
    assert planned.unit == expected.unit == "Triệu đồng"
    assert "thu ngân sách" in planned.indicator and "chi đầu tư" in of(records, "64.000").indicator


def test_a_time_limit_names_the_act_and_who_is_in_charge(records: tuple[FactRecord, ...]) -> None:
    limit = of(records, "05 ngày")
    assert (limit.unit, limit.period, limit.status) == ("ngày làm việc", None, None)
    assert "thẩm định dự toán" in limit.indicator
    assert limit.organisation == "Phòng Tài chính"
    assert of(records, "100%").organisation == "Phòng Nội vụ"


def test_references_dates_and_markers_are_no_facts(records: tuple[FactRecord, ...]) -> None:
    values = {(one.low, one.unit) for one in records}
    assert not values & {(Decimal(number), None) for number in (4, 5, 6, 12, 15, 2023, 2024, 1, 2, 3)}


def test_a_heading_of_two_rows_is_laid_out_again() -> None:
    fenced = (
        "Biểu 2\n|\nSTT\n|\nNội dung\n|\nNăm 2025\n|\nDự kiến\n|\n|\n"
        "Dự toán\n|\nƯớc thực hiện\n|\nNăm 2026\n|\nNăm 2027\n|\n|\n"
        "I\n|\nThu nội địa\n|\n1.500\n|\n1.620\n|\n1.700\n|\n1.850\n|\n|\n"
        "II\n|\nThu xuất khẩu\n|\n310\n|\n305\n|\n320\n|\n340\n|\n"
    )
    records = facts_of(parse(fenced, id="x", source="x"))
    inland = [one for one in records if "nội địa" in one.indicator]
    assert [(one.period and one.period.first, one.status) for one in inland] == [
        (2025, "target"), (2025, "estimate"), (2026, "target"), (2027, "target"),
    ]  # fmt: skip


def test_plain_text_knows_where_it_stands() -> None:
    text = "Đạt **93\n  %** dân *số*"
    part = plain(text, 0, len(text))
    assert part.text == "Đạt 93 % dân số"
    assert all(text[at] == char for char, at in zip(part.text, part.at, strict=True) if char != " ")
    low, high = part.span(4, 8)
    assert text[low:high] == "93\n  %"


def put(store: Store, document: Document, path: str) -> None:
    store.put(document, passages_of(document), "d", path, None, facts_of(document))


def test_facts_come_back_as_they_were_and_go_with_their_document(tmp_path: Path, document: Document) -> None:
    other = parse(PLAN.replace("96%", "97%"), id="khac", source="khac.txt")
    with Store(tmp_path, create=True) as store:
        put(store, document, "/a.txt")
        put(store, other, "/b.txt")
    with Store(tmp_path) as store:
        assert facts(store, document=document.id) == facts_of(document)
        put(store, replace(other, id="moi"), "/b.txt")
        assert facts(store, document="khac") == ()
        assert facts(store, document="moi")
        store.remove("moi")
        assert facts(store) == facts_of(document)


def test_a_program_without_facts_leaves_none_behind(tmp_path: Path, document: Document) -> None:
    with Store(tmp_path, create=True) as store:
        put(store, document, "/a.txt")
    base = sqlite3.connect(tmp_path / FILE)
    base.execute("DELETE FROM documents")
    base.commit()
    base.close()
    with Store(tmp_path) as store:
        assert facts(store) == ()


def test_a_store_from_before_facts_has_none_and_takes_them(tmp_path: Path, document: Document) -> None:
    with Store(tmp_path, create=True) as store:
        put(store, document, "/a.txt")
    base = sqlite3.connect(tmp_path / FILE)
    base.executescript("DROP TRIGGER facts_follow; DROP TABLE facts;")
    base.close()
    with Store(tmp_path) as store:
        assert facts(store) == ()
    with Store(tmp_path, create=True) as store:
        put(store, document, "/a.txt")
        assert facts(store) == facts_of(document)


def test_facts_are_found_by_words_place_year_and_status(tmp_path: Path, document: Document) -> None:
    with Store(tmp_path, create=True) as store:
        put(store, document, "/a.txt")
        everything = facts(store)
        for words in ("hộ nghèo", "ho ngheo", "nghèo hộ"):
            assert [one.low for one in facts(store, words=words, year=2024, status="target")] == [
                Decimal("0.6")
            ]
        assert facts(store, words="hộ nghèo", year=2023) == ()
        assert document.place == "Sơn La" and facts(store, place="Sơn La") == everything
        assert facts(store, place="Nơi khác") == ()
        results = facts(store, status="result")
        assert results and all(one.status == "result" for one in results)
        assert facts(store, words="100% _") == ()


def test_ingest_makes_facts_also_for_a_document_that_had_to_be_renamed(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ke hoach.txt").write_text(
            PLAN.replace("2.150", f"2.15{folder == 'b':d}"), "utf-8"
        )
    ingest_paths([tmp_path / "a", tmp_path / "b"], tmp_path / "kho")
    with Store(tmp_path / "kho") as store:
        assert store.ids() == ("ke-hoach", "ke-hoach-2")
        for id in store.ids():
            assert facts(store, document=id) == facts_of(store.document(id))


def told(*lines: str) -> dict[str, FactRecord]:
    """The facts of a plan that says ``lines``, by their numeral."""
    text = "KẾ HOẠCH\nPhát triển kinh tế - xã hội năm 2024\n\n" + "\n\n".join(lines) + "\n"
    document = parse(text, id="x", source="x")
    return {text[slice(*one.number)]: one for one in facts_of(document)}


def test_a_bare_verb_takes_the_subject_before_it_and_a_yardstick_names_nothing() -> None:
    found = told(
        "1. Tổng thu ngân sách đạt 850 tỷ đồng, đạt 104% dự toán tỉnh giao, tăng 12% so với cùng kỳ."
    )
    assert found["850"].indicator == found["12"].indicator == "tổng thu ngân sách"
    assert found["104"].indicator == "tổng thu ngân sách dự toán tỉnh giao"


def test_what_a_sentence_divides_may_stand_in_the_sentence_before() -> None:
    found = told("1. Tổng vốn đầu tư đạt 900 tỷ đồng. Trong đó: vốn vay 350 tỷ đồng.")
    assert found["350"].indicator == "tổng vốn đầu tư vốn vay"


def test_items_are_of_what_their_list_is_about() -> None:
    found = told(
        "1. Mức hỗ trợ như sau:", "a) Hộ nghèo: 600.000 đồng/tháng;", "b) Hộ cận nghèo: 400.000 đồng/tháng."
    )
    assert found["600.000"].indicator == "mức hỗ trợ Hộ nghèo"
    assert found["400.000"].indicator == "mức hỗ trợ Hộ cận nghèo"


def test_a_share_is_of_what_follows_it_where_nothing_stands_before() -> None:
    found = told("1. Bảo đảm ít nhất 70% xã, phường tổ chức ngày hội; phấn đấu đạt 20% thôn văn minh.")
    assert found["70"].indicator.replace(",", "").startswith("xã phường tổ chức ngày hội")
    assert found["20"].indicator.endswith("thôn văn minh")


@pytest.mark.parametrize(
    "line",
    [
        "1. Vận hành chính quyền địa phương 02 cấp thông suốt.",
        "1. Trong 9 tháng năm 2024, sản xuất ổn định.",
        "1. Gửi báo cáo trước 16 giờ hằng ngày.",
        "1. Nộp hồ sơ ở nhà số 25A, quy hoạch tỷ lệ 1/500.",
        "Đơn vị tính: 1.000 đồng",
    ],
)
def test_times_of_day_names_and_scales_are_no_facts(line: str) -> None:
    assert not told(line)


@pytest.mark.parametrize(
    ("line", "comparator"),
    [
        ("1. Mức tài trợ không được vượt quá 50% chi phí.", "không quá"),
        ("1. Chuyên gia phải có từ 50 năm kinh nghiệm trở lên.", "ít nhất"),
        ("1. Thời gian bán hàng tối thiểu là năm mươi (50) giờ liên tục.", "ít nhất"),
        ("1. Có ≥ 50% doanh nghiệp ứng dụng công nghệ số.", "ít nhất"),
        ("1. Thu nhập thấp hơn 50% mức chuẩn.", "dưới"),
    ],
)
def test_how_a_figure_compares(line: str, comparator: str) -> None:
    assert told(line)["50"].comparator == comparator


def test_the_conditions_of_a_time_limit_are_not_its_act() -> None:
    found = told(
        "1. Trong thời hạn 05 ngày làm việc, kể từ ngày nhận được văn bản, hồ sơ thẩm định, Ủy ban nhân dân "
        "cấp xã có trách nhiệm niêm yết danh sách.",
        "2. Thời hạn thẩm định hồ sơ nhóm I, nhóm II tối đa là 45 ngày kể từ ngày nhận đủ hồ sơ.",
    )
    assert "niêm yết danh sách" in found["05"].indicator and "hồ sơ thẩm định" not in found["05"].indicator
    assert found["45"].indicator == "thời hạn thẩm định hồ sơ nhóm I, nhóm II"
    assert found["45"].comparator == "không quá"


def rows(*cells: tuple[str, ...]) -> list[FactRecord]:
    """The facts of a table whose cells are fenced by lines of their own."""
    fenced = "|\n" + "".join("".join(f"{cell}\n|\n" for cell in row) + "|\n" for row in cells)
    return list(facts_of(parse(f"Biểu 3\n{fenced}", id="x", source="x")))


def test_a_step_is_named_by_what_is_done_and_charged_to_who_does_it() -> None:
    found = rows(
        ("Bước thực hiện", "Đơn vị thực hiện", "Nội dung công việc", "Thời gian thực hiện"),
        ("Bước 1", "Lãnh đạo phòng chuyên môn", "Phân công thụ lý hồ sơ", "0,5 ngày"),
        ("Bước 2", "Văn thư Sở", "Đóng dấu văn bản", "02 giờ làm việc"),
    )
    assert [(one.organisation, one.unit) for one in found] == [
        ("Lãnh đạo phòng chuyên môn", "ngày"), ("Văn thư Sở", "giờ làm việc"),
    ]  # fmt: skip
    assert "phân công thụ lý hồ sơ" in found[0].indicator and "đóng dấu văn bản" in found[1].indicator


def test_rows_stand_under_their_columns_though_a_cell_spans_them() -> None:
    found = rows(
        ("STT", "Cơ quan", "Tình hình", "Nghị định", "Thông tư"),
        ("1", "Sở Nội vụ", "Tổng", "15", "24"),
        ("Đã thực hiện", "12", "20"),
        ("Chưa thực hiện", "3", "4"),
    )
    by_number = {int(one.low): one.indicator for one in found}
    assert "Nghị định" in by_number[12] and "Thông tư" in by_number[4]
    assert all("Nội vụ" in by_number[number] for number in (15, 20, 3))


def test_a_part_of_a_row_is_named_behind_the_whole() -> None:
    found = rows(
        ("Nội dung", "Đơn vị tính", "Năm 2024"),
        ("Vốn đầu tư công", "Triệu đồng", "150.000"),
        ("- Ngân sách tỉnh", "Triệu đồng", "90.000"),
    )
    assert found[1].indicator.startswith("vốn đầu tư công Ngân sách tỉnh") and found[1].period == Period(
        2024, 2024
    )


@pytest.mark.parametrize(
    "line",
    [
        "1. Kiểm tra việc đón trẻ từ 06 tháng đến 36 tháng tuổi ở các cơ sở.",
        "1. Hoàn thiện quy hoạch 1/500 theo quy định.",
        "1. Giải phóng mặt bằng dự án đường dây 220kV theo đúng tiến độ.",
        "1. Thăm Nhà máy điện Sông Trạch 3 và Sông Trạch 4 tỉnh Sơn La.",
        "1. Phê duyệt danh mục đợt 3 năm 2024 của tỉnh.",
        "1. Hệ thống hoạt động ổn định, liên tục 24/24.",
        "1. Thời gian: 01 buổi sáng, ngày 26/11/2024.",
        "1. Khẩn trương báo cáo sơ kết 03 năm thực hiện Nghị quyết.",
        "1. Quý khách đăng nhập website của chúng tôi ít nhất 03 lần để nhận 20% ưu đãi.",
        "1. The funds shall be repaid within 06 months – at 50% of the bank’s rate.",
    ],
)
def test_names_ages_scales_notices_and_other_tongues_state_nothing(line: str) -> None:
    assert not told(line)


def test_a_name_that_must_be_cut_is_cut_between_phrases() -> None:
    found = told(
        "1. Cơ quan chủ quản và các đơn vị sử dụng ngân sách trên địa bàn rà soát, bố trí kinh phí hoạt động "
        "của các trung tâm học tập cộng đồng là 200 triệu đồng.",
        "2. Trong thời hạn 30 ngày, Ủy ban nhân dân xã thông báo công khai danh sách hộ nghèo, hộ cận nghèo "
        "trên hệ thống truyền thanh cơ sở để nhân dân biết và giám sát.",
    )
    assert found["200"].indicator == "bố trí kinh phí hoạt động của các trung tâm học tập cộng đồng"
    assert found["30"].indicator.endswith(("hộ cận nghèo", "truyền thanh cơ sở"))


def test_a_figure_without_unit_or_deep_in_a_long_sentence_is_told_only_with_its_measure() -> None:
    deep = "Các sở, ban, ngành, đoàn thể và địa phương " + "tiếp tục phối hợp chặt chẽ với nhau, " * 5
    found = told(
        f"1. {deep}nộp 44 giấy tờ.", f"2. {deep}bảo đảm tỷ lệ hộ nghèo còn 3,5%.", "3. Lấy hệ số 1,7."
    )
    assert "44" not in found
    assert found["3,5"].indicator.endswith("tỷ lệ hộ nghèo") and "hệ số" in found["1,7"].indicator


def test_a_count_is_of_all_its_subject_though_commas_part_it() -> None:
    found = told(
        "1. Doanh nghiệp có bộ phận nghiên cứu khoa học, phát triển công nghệ với tối thiểu 10 nhân lực.",
        "2. Gắn với chuỗi giá trị các ngành hàng, xây dựng ít nhất 07 hợp tác xã đủ mạnh.",
    )
    assert found["10"].indicator.startswith("doanh nghiệp có bộ phận nghiên cứu")
    assert found["07"].indicator.startswith("xây dựng")


def test_what_a_bracket_excepts_needs_nothing_before_it() -> None:
    found = told(
        "1. Sở quyết định bán tài sản cố định (trừ tài sản của đơn vị sự nghiệp công lập có nguyên giá theo "
        "sổ kế toán dưới 250 triệu đồng/01 đơn vị tài sản)."
    )
    assert found["250"].indicator == (
        "tài sản của đơn vị sự nghiệp công lập có nguyên giá theo sổ kế toán"
    ), found["250"].indicator


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("1. Có 30 loại giáo trình phục vụ học tập.", "loại"),
        ("1. Cấp phát 30 lần/01 cấp học cho học sinh.", "lần/01 cấp học"),
        ("1. Mức chi xây dựng tài liệu là 30 đồng/báo cáo.", "đồng/báo cáo"),
        ("1. Dung lượng mỗi tệp tin không quá 30Mb.", "Mb"),
        ("1. Đã ban hành 30 Quyết định, giao nhiệm vụ cho các đơn vị.", "Quyết định"),
    ],
)
def test_units_as_they_are_counted(line: str, unit: str) -> None:
    assert told(line)["30"].unit == unit


@pytest.mark.parametrize(
    ("line", "comparator"),
    [
        ("1. Trường hợp xả khí vượt quá 50 giờ thì báo cáo Sở.", "trên"),
        ("1. Thời gian hoạt động không ít hơn 50 tháng.", "ít nhất"),
        ("1. Quy mô công suất nhỏ hơn hoặc bằng 50 MW.", "không quá"),
        ("1. Kiểm tra van an toàn ít nhất mỗi năm 50 lần.", "ít nhất"),
    ],
)
def test_more_ways_to_compare(line: str, comparator: str) -> None:
    assert told(line)["50"].comparator == comparator


def test_a_limit_takes_its_act_label_or_heading() -> None:
    found = told(
        "- Trong thời hạn 03 ngày làm việc, kể từ ngày nhận được hồ sơ Sở Khoa học và Công nghệ kiểm tra "
        "tính hợp lệ của hồ sơ.",
        "a) Thời gian giải quyết hồ sơ: Trong thời hạn 02 ngày làm việc (cắt giảm 01/04 ngày làm việc).",
    )
    assert found["03"].indicator == "thời hạn kiểm tra tính hợp lệ của hồ sơ"
    assert found["02"].indicator == "thời gian giải quyết hồ sơ"
    assert "cắt giảm" in found["01/04"].indicator and "thời hạn" not in found["01/04"].indicator
    short = told("I. CẤP GIẤY PHÉP XÂY DỰNG", "1. Thời hạn giải quyết: 15 ngày.")
    assert "thời hạn giải quyết" in short["15"].indicator.lower()
    assert "giấy phép xây dựng" in short["15"].indicator.lower()


def test_a_limit_in_a_cell_takes_its_act_from_behind_the_bracket() -> None:
    found = rows(
        ("TT", "Tên thủ tục", "Thời hạn giải quyết"),
        (
            "1",
            "Cấp giấy phép",
            "Trong thời hạn 02 ngày làm việc (cắt giảm 01/03 ngày, tỷ lệ 33,33%) kể từ ngày nhận",
        ),
        (
            "2",
            "Thu hồi giấy phép",
            "Trong thời hạn 05 ngày làm việc (cắt giảm 01/06 ngày, tỷ lệ 16,67%) kể từ ngày nhận",
        ),
    )
    limits = [one for one in found if one.unit == "ngày làm việc"]
    assert [one.low for one in limits] == [2, 5]
    assert all("33,33" not in one.indicator and "16,67" not in one.indicator for one in limits)


def test_a_second_name_stands_beside_the_first_and_says_something() -> None:
    found = rows(
        ("TT", "Tên thủ tục", "Mức độ", "Phí, lệ phí"),
        ("1", "Chứng thực di chúc", "Một phần", "50.000 đồng/văn bản"),
        ("2", "Chứng thực giao dịch", "Một phần", "30.000 đồng/văn bản"),
    )
    assert [one.indicator for one in found] == [
        "chứng thực di chúc Phí, lệ phí", "chứng thực giao dịch Phí, lệ phí",
    ]  # fmt: skip


def test_a_quantity_in_the_name_of_a_row_is_no_fact_of_its_own() -> None:
    found = rows(
        ("TT", "Tên công tác", "Đơn vị", "Đơn giá"),
        ("1", "Vận chuyển chất thải bằng xe tải trọng 5 tấn", "đồng/tấn", "194.529"),
        ("2", "Vận chuyển chất thải bằng xe tải trọng 2 tấn", "đồng/tấn", "206.439"),
    )
    assert [one.unit for one in found] == ["đồng/tấn", "đồng/tấn"]


def test_results_to_come_beside_deadlines_are_targets() -> None:
    found = rows(
        ("TT", "Nhiệm vụ", "Kết quả thực hiện", "Thời hạn hoàn thành"),
        ("1", "Tái cấu trúc quy trình", "Tích hợp 90% dịch vụ công trực tuyến", "Tháng 12"),
        ("2", "Số hóa hồ sơ", "Số hóa 80% hồ sơ lưu trữ", "Tháng 12"),
    )
    assert {one.status for one in found if one.unit == "%"} == {"target"}


def test_a_site_s_card_before_the_letterhead_states_nothing() -> None:
    card = "Tình trạng:\n|\nCòn hiệu lực\n|\n|\nQuyết định này cắt giảm 44% hồ sơ.\n\n"
    body = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n1. Tỷ lệ hộ nghèo còn 2,5%.\n"
    assert [one.low for one in facts_of(parse(card + body, id="x", source="x"))] == [Decimal("2.5")]
    assert len(facts_of(parse(body, id="x", source="x"))) == 1


def test_parts_are_of_the_whole_before_colon_bracket_and_or() -> None:
    found = told(
        "1. Công bố danh mục 35 thủ tục hành chính lĩnh vực Địa chất, gồm: 01 thủ tục mới ban hành.",
        "2. Công bố 71 hồ sơ lưu trữ của Sở Tài chính (cấp tỉnh: 33 hồ sơ).",
        "3. Tổng chi cho nghiên cứu đạt tối thiểu 2% doanh thu hoặc từ 200 tỷ đồng trở lên.",
    )
    assert "lĩnh vực Địa chất" in found["01"].indicator
    assert "hồ sơ lưu trữ" in found["33"].indicator and "cấp tỉnh" in found["33"].indicator
    assert found["2"].indicator.startswith("tổng chi") and found["200"].indicator.startswith("tổng chi")


@pytest.mark.parametrize(
    "line",
    [
        "1. Buổi chiều: Từ 13 giờ 00 phút đến 17 giờ 00 phút.",
        "Phiếu đánh giá: Họ và tên: 2. Chức vụ: 3. Học hàm, học vị: 4. Đơn vị công tác",
        "1. Thực hiện theo Quy trình số: 05.",
    ],
)
def test_clocks_forms_and_numbers_of_procedures_state_nothing(line: str) -> None:
    assert not told(line)


def test_a_watch_is_no_money_and_no_later_is_at_most() -> None:
    found = told(
        "1. Trao tặng 07 đồng hồ cho học sinh.", "2. Thông báo cho tổ chức không muộn hơn 08 giờ làm việc."
    )
    assert found["07"].unit == "đồng hồ"
    assert found["08"].comparator == "không quá"


def test_rows_numbered_below_a_row_are_its_parts() -> None:
    found = rows(
        ("TT", "Hạng mục", "Thông số"),
        ("1", "Tỷ lệ chi phí sửa chữa lớn", ""),
        ("1.1", "Quy mô công suất nhỏ", "1,2%"),
        ("1.2", "Quy mô công suất lớn", "0,9%"),
        ("2", "Thời gian khấu hao", "30 năm"),
    )
    assert all(one.indicator.startswith("tỷ lệ chi phí sửa chữa lớn") for one in found[:2])
    assert found[2].indicator.startswith("thời gian khấu hao")
