"""A decision and what it is issued with: two documents in one file, each with its own metadata."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.document import parse
from ingest.parts import parts_of
from ingest.store import Store
from ingest.types import Document

ACT = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG LAM
Số: 45/QĐ-UBND
Sông Lam, ngày 16 tháng 01 năm 2031

QUYẾT ĐỊNH
Ban hành Chương trình hành động về giảm nghèo năm 2032

ỦY BAN NHÂN DÂN HUYỆN SÔNG LAM

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Chương trình hành động về giảm nghèo năm 2032.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Thị Hạnh
"""
PROGRAMME = """
**CHƯƠNG TRÌNH HÀNH ĐỘNG**
**VỀ GIẢM NGHÈO NĂM 2032**
*(Kèm theo Quyết định số 45/QĐ-UBND ngày 16 tháng 01 năm 2031 của Ủy ban nhân dân huyện Sông Lam)*

I. MỤC TIÊU
1. Tỷ lệ hộ nghèo giảm còn 2,5%.
2. Mỗi xã có một mô hình sinh kế.
"""
APPENDICES = """
**PHỤ LỤC I**
**DANH MỤC CHỈ TIÊU GIAO CÁC XÃ**
*(Kèm theo Quyết định số 45/QĐ-UBND ngày 16 tháng 01 năm 2031)*

1. Xã An Bình: 12 hộ.

**PHỤ LỤC II**
**MẪU BÁO CÁO**
*(Kèm theo Thông tư số 7/2029/TT-BLĐ ngày 02 tháng 3 năm 2029 của Bộ trưởng Bộ Lao động)*

1. Kết quả thực hiện.
"""


def made(text: str) -> Document:
    return parse(text, id="qd-45", source="qd-45.txt")


def test_the_programme_has_a_kind_and_a_title_of_its_own_and_the_rest_of_its_act() -> None:
    document = made(ACT + PROGRAMME)
    assert (document.kind, document.number) == ("Quyết định", "45/QĐ-UBND")
    (part,) = parts_of(document)
    assert part.kind == "Chương trình hành động"
    assert part.title == "Chương trình hành động về giảm nghèo năm 2032"
    assert part.attached_to == "45/QĐ-UBND"
    assert (part.issuer, part.issued, part.year) == (document.issuer, date(2031, 1, 16), 2032)
    assert part.signer == "Lê Thị Hạnh"
    inside = document.text[part.start : part.end]
    assert inside.lstrip("*").startswith("CHƯƠNG TRÌNH") and inside.endswith("mô hình sinh kế.")
    assert part.id in {section.id for section in document.sections}


def test_appendices_are_cited_by_their_numbers() -> None:
    parts = parts_of(made(ACT + PROGRAMME + APPENDICES))
    assert [(part.id, part.label, part.kind) for part in parts[1:]] == [
        ("pli", "Phụ lục I", "Phụ lục"),
        ("plii", "Phụ lục II", "Phụ lục"),
    ]
    assert parts[1].title == "Danh mục chỉ tiêu giao các xã"


@pytest.mark.parametrize(
    "note", ["Kèm theo Hợp đồng số      ngày", "Kèm theo Quyết định số …/QĐ-UBND ngày …"]
)
def test_a_form_is_attached_to_what_is_not_written_yet(note: str) -> None:
    form = parts_of(made(f"{ACT}\n**PHỤ LỤC I**\n**BẢNG KÊ KHỐI LƯỢNG**\n*({note})*\n\n1. Đất đào: 5 m3.\n"))[
        -1
    ]
    assert (form.attached_to, form.issuer, form.signer) == (None, None, None)


def test_a_draft_leaves_its_own_number_blank() -> None:
    note = "Kèm theo Quyết định số      /QĐ-UBND ngày      tháng 01 năm 2031"
    part = parts_of(made(f"{ACT}\n**PHỤ LỤC I**\n**BẢNG KÊ KHỐI LƯỢNG**\n*({note})*\n\n1. Đất đào: 5 m3.\n"))[
        -1
    ]
    assert part.attached_to == "45/QĐ-UBND"


def test_a_form_of_another_act_takes_nothing_from_this_one() -> None:
    form = parts_of(made(ACT + APPENDICES))[-1]
    assert form.attached_to == "7/2029/TT-BLĐ"
    assert (form.issued, form.year) == (date(2029, 3, 2), 2029)
    assert (form.issuer, form.place, form.signer) == (None, None, None)


@pytest.mark.parametrize(
    "text", [ACT, PROGRAMME, "", "Phần thứ nhất\nKẾT QUẢ\nI. KINH TẾ\n1. Tăng trưởng 8%."]
)
def test_a_document_by_itself_has_no_parts(text: str) -> None:
    assert parts_of(made(text)) == ()


def test_the_report_and_the_store_tell_of_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, store = tmp_path / "qd-45.txt", tmp_path / "kho"
    path.write_text(ACT + PROGRAMME + APPENDICES, encoding="utf-8")
    assert main([str(path), "--store", str(store), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["documents"]
    assert [part["label"] for part in row["parts"]] == [
        "Chương trình hành động kèm theo",
        "Phụ lục I",
        "Phụ lục II",
    ]
    assert row["parts"][0]["issued"] == "2031-01-16"
    with Store(store) as opened:
        (entry,) = opened.entries()
        assert entry.parts == parts_of(opened.document("qd-45"))


def test_the_programme_in_the_corpus_is_a_part(shared: Path) -> None:
    text = (shared / "corpus" / "thap-muoi-2023.txt").read_text(encoding="utf-8")
    (part,) = parts_of(parse(text, id="thap-muoi-2023", source="x"))
    assert part.kind == "Chương trình hành động" and part.attached_to == "452/QĐ-UBND"
    assert part.title.startswith("Chương trình hành động của Ủy ban nhân dân huyện thực hiện")
