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
