"""What a document says about itself is read; what it does not say stays open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.document import parse
from ingest.metadata import evidence
from ingest.places import canonical_place, commonest_province, place_named
from ingest.survey import main as survey_main
from ingest.truecase import Caser
from ingest.types import Document
from tests.test_grammar import DECISION, PROGRAMME


def read(text: str) -> Document:
    return parse(text, id="mau", source="mau.txt")


def test_a_decision_in_table_cells() -> None:
    document = read(DECISION)
    assert document.number == "15/2031/QĐ-UBND"
    assert document.kind == "Quyết định"
    assert document.issuer == "Ủy ban nhân dân tỉnh Sông Xanh"
    assert document.place == "Sông Xanh"
    assert document.issued == date(2031, 3, 7)
    assert document.year == 2031
    assert document.signer == "Phạm Thị Mẫu"
    assert document.title.startswith("Quyết định ban hành Quy chế")


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("number", "15/2031/QĐ-UBND"),
        ("issued", "tháng 3 năm 2031"),
        ("signer", "Phạm Thị Mẫu"),
        ("issuer", "SÔNG XANH"),
    ],
)
def test_evidence_shows_the_field(field: str, shown: str) -> None:
    span = evidence(read(DECISION), field)
    assert span is not None
    assert shown in DECISION[slice(*span)]


def test_a_party_programme_without_letterhead() -> None:
    text = PROGRAMME.replace("Giữ vững ổn định", "Giữ vững ổn định trên địa bàn tỉnh Cà Mau; tỉnh Cà Mau")
    document = read(text)
    assert document.number is None and document.issued is None
    assert document.kind == "Chương trình hành động"
    assert document.issuer == "Ban Chấp hành Đảng bộ tỉnh Cà Mau"
    assert (document.place, document.year, document.signer) == ("Cà Mau", 2031, "Trần Văn Mẫu")
    assert document.title == "Chương trình hành động năm 2031 của Ban Chấp hành Đảng bộ tỉnh"


def test_a_cited_number_is_not_the_documents_own() -> None:
    cited = "Thực hiện Nghị quyết số 12-NQ/TW ngày 01/02/2030 của Bộ Chính trị."
    text = f"NGHỊ QUYẾT\nvề nhiệm vụ năm 2031\n\n{cited}\n\n1. Một việc."
    document = read(text)
    assert document.number is None and document.issued is None
    assert document.kind == "Nghị quyết"


def test_a_letter_takes_its_title_from_its_subject() -> None:
    text = (
        "|\nBỘ TÀI CHÍNH\nCỤC THUẾ\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\n"
        "|\nSố: 77/CT-CS\n*V/v hoàn thuế*\n|\n*Hà Nội, ngày 02 tháng 5 năm 2031*\n|\n"
        "**Kính gửi:** Thuế tỉnh Mẫu.\n"
        "Cục Thuế trả lời như sau.\n"
    )
    document = read(text)
    assert (document.number, document.kind, document.issuer) == ("77/CT-CS", "Công văn", "Cục Thuế")
    assert document.title == "Công văn 77/CT-CS về hoàn thuế"
    assert document.place is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("BÁO CÁO CHÍNH TRỊ\nnhiệm kỳ 2025 - 2030 trình Đại hội nhiệm kỳ 2030 - 2035", 2030),
        ("KẾ HOẠCH\nphát triển giai đoạn 2031 - 2035", 2031),
        ("KẾ HOẠCH\nphát triển du lịch năm 2032, tầm nhìn đến năm 2050", 2032),
        ("KẾ HOẠCH\nphát triển du lịch", None),
    ],
)
def test_the_year_a_document_is_for(title: str, year: int | None) -> None:
    assert read(f"{title}\n\nI. MỤC TIÊU\n\nMột câu.").year == year


def test_the_place_comes_from_the_issuer_before_the_text() -> None:
    assert place_named("Ủy ban nhân dân huyện Sông Mẫu tỉnh Đồng Tháp") == "Sông Mẫu"
    assert place_named("UBND THÀNH PHỐ HUẾ") is None or place_named("UBND thành phố Huế") == "Huế"
    assert canonical_place("THANH HOÁ") == "Thanh Hóa"
    assert commonest_province("tỉnh Cà Mau, tỉnh Cà Mau, tỉnh Hà Nam") == "Cà Mau"
    assert commonest_province("tỉnh Cà Mau và tỉnh Hà Nam") is None


def test_capitals_take_the_case_the_text_uses() -> None:
    caser = Caser("Ông Lê Mẫu nói. Khu Du lịch Hồ Xanh mở cửa; công tác quản lý tại Khu Du lịch Hồ Xanh tốt.")
    assert caser.normal("QUẢN LÝ KHU DU LỊCH HỒ XANH") == "Quản lý Khu Du lịch Hồ Xanh"
    assert caser.normal("PHẠM VI TỈNH BẮC GIANG KHÓA XI").endswith("tỉnh Bắc Giang khóa XI")
    assert caser.normal("Giữ nguyên Chữ thường") == "Giữ nguyên Chữ thường"


REAL = {
    "bac-giang-2023": (None, "Nghị quyết", "Bắc Giang", None, 2023, "Dương Văn Thái"),
    "dong-thap-2023": (None, "Chương trình hành động", "Đồng Tháp", None, 2023, "Lê Quốc Phong"),
    "hau-giang-2020": (None, "Báo cáo chính trị", "Hậu Giang", None, 2020, None),
    "thap-muoi-2023": ("452/QĐ-UBND", "Quyết định", "Tháp Mười", date(2023, 1, 16), 2023, "Trần Thị Quý"),
}


@pytest.mark.parametrize("name", REAL)
def test_the_four_real_documents(shared: Path, name: str) -> None:
    text = (shared / "corpus" / f"{name}.txt").read_text(encoding="utf-8")
    document = parse(text, id=name, source=name)
    got = (document.number, document.kind, document.place, document.issued, document.year, document.signer)
    assert got == REAL[name]


def test_the_survey_prints_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mau.txt").write_text(DECISION, encoding="utf-8")
    assert survey_main([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "uncovered characters 0, overlaps 0" in printed
    assert survey_main([str(tmp_path / "nowhere")]) == 1


def test_a_report_on_a_term_is_of_its_end_a_plan_of_its_start() -> None:
    report = parse("BÁO CÁO\nKết quả thực hiện nhiệm kỳ 2016 - 2021\n\nNội dung.", id="a", source="a")
    plan = parse("KẾ HOẠCH\nphát triển đô thị giai đoạn 2016 - 2021\n\nNội dung.", id="b", source="b")
    assert (report.year, plan.year) == (2021, 2016)
