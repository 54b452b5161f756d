"""Who does what to which document, as a sentence says it, and both ends of a link in the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.citing import citations, key_of
from ingest.document import parse
from ingest.links import links
from ingest.relations import Relation, relations_of
from ingest.run import ingest_paths
from ingest.store import Store

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN HÀ
Số: {number}
An Hà, ngày {day} tháng 02 năm {year}

{kind}
Về việc quản lý chợ trên địa bàn tỉnh

"""


def paper(
    body: str, number: str = "12/2024/QĐ-UBND", kind: str = "QUYẾT ĐỊNH", day: str = "03", year: int = 2024
) -> str:
    return HEAD.format(number=number, kind=kind, day=day, year=year) + body


def told(body: str, kind: str = "QUYẾT ĐỊNH") -> set[tuple[str, str, str | None, str | None]]:
    document = parse(paper(body, kind=kind), id="x", source="x.txt")
    return {(one.kind, one.number, one.part, one.by) for one in relations_of(document)}


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("452/QĐ-UBND", "0452 / qd - ubnd"),
        ("452/QĐ-UBND", "452/QÐ-UBND"),  # the Icelandic letter of old keyboards
        ("21-NQ/TW", "21/NQ-TW"),
        ("155/2020/NĐ-CP", "155/2020/nđ-cp"),
    ],
)
def test_a_number_is_one_however_it_is_typed(typed: str, same: str) -> None:
    assert key_of(typed) == key_of(same)


def test_other_numbers_stay_apart() -> None:
    numbers = ["45/QĐ-UBND", "452/QĐ-UBND", "45/QĐ-HĐND", "45/2020/QĐ-UBND", "45/NQ-HĐND"]
    assert len({key_of(number) for number in numbers}) == len(numbers)


def test_a_citation_has_its_number_date_and_place() -> None:
    text = "theo Luật Chợ và nơi buôn bán số 58/2019/QH14 ngày 05/7/2019 và quyết định số 7/qđ-ubnd của tỉnh"
    law, decision = citations(text)
    assert (law.number, law.issued) == ("58/2019/QH14", date(2019, 7, 5))
    assert text[law.start : law.end] == "Luật Chợ và nơi buôn bán số 58/2019/QH14 ngày 05/7/2019"
    assert key_of(decision.number) == "7-qd-ubnd" and decision.issued is None


def test_the_basis_is_what_a_basis_names_not_what_its_title_names() -> None:
    found = told(
        "Căn cứ Luật Chợ số 58/2019/QH14;\n"
        "Căn cứ Nghị quyết số 5/NQ-HĐND ngày 02/01/2024 về việc thực hiện Nghị định số 60/2023/NĐ-CP;\n"
        "Căn cứ Nghị định số 61/2020/NĐ-CP, Nghị định số 62/2020/NĐ-CP của Chính phủ;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành quy định.\n"
    )
    numbers = ("58/2019/QH14", "5/NQ-HĐND", "61/2020/NĐ-CP", "62/2020/NĐ-CP")
    assert found == {("basis", number, None, None) for number in numbers}


def test_an_amendment_of_a_third_document_is_between_those_two() -> None:
    found = told(
        "Căn cứ Luật Chợ số 58/2019/QH14 được sửa đổi, bổ sung bởi Luật số 64/2021/QH15, "
        "Luật số 70/2022/QH15;\n"
        "Căn cứ Nghị định số 61/2020/NĐ-CP của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số "
        "40/2018/NĐ-CP;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành quy định.\n"
    )
    assert found == {
        ("basis", "58/2019/QH14", None, None),
        ("amends", "58/2019/QH14", None, "64/2021/QH15"),
        ("amends", "58/2019/QH14", None, "70/2022/QH15"),
        ("basis", "61/2020/NĐ-CP", None, None),
        ("amends", "40/2018/NĐ-CP", "một số điều", "61/2020/NĐ-CP"),
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Điều 2. Quyết định này có hiệu lực từ ngày ký, thay thế Quyết định số 5/2020/QĐ-UBND ngày "
            "01/02/2020 về việc quản lý chợ và bãi bỏ Quyết định số 6/2021/QĐ-UBND.\n",
            {("replaces", "5/2020/QĐ-UBND", None, None), ("abolishes", "6/2021/QĐ-UBND", None, None)},
        ),
        (
            "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 Quyết định số 5/2020/QĐ-UBND như sau:\n",
            {("amends", "5/2020/QĐ-UBND", "khoản 2 Điều 5", None)},
        ),
        (
            "Điều 1. Thay thế cụm từ “chợ xã” bằng “chợ phường” tại Điều 3 Quyết định số 5/2020/QĐ-UBND.\n",
            {("amends", "5/2020/QĐ-UBND")},
        ),
        (
            "Điều 2. Quyết định số 5/2020/QĐ-UBND và Quyết định số 6/2021/QĐ-UBND hết hiệu lực kể từ ngày "
            "Quyết định này có hiệu lực.\n",
            {("expires", "5/2020/QĐ-UBND", None, None), ("expires", "6/2021/QĐ-UBND", None, None)},
        ),
        (
            "Điều 1. Bãi bỏ các Quyết định sau đây:\n1. Quyết định số 5/2020/QĐ-UBND về chợ.\n"
            "2. Quyết định số 6/2021/QĐ-UBND thực hiện Nghị định số 60/2018/NĐ-CP.\n",
            {("abolishes", "5/2020/QĐ-UBND", None, None), ("abolishes", "6/2021/QĐ-UBND", None, None)},
        ),
        ("Điều 1. Thực hiện Quyết định số 5/2020/QĐ-UBND; các sở thi hành.\n", set()),
        ("Điều 1. Sở Công Thương nghiên cứu sửa đổi Quyết định số 5/2020/QĐ-UBND.\n", set()),
        ("Điều 1. Quyết định này không thay thế Quyết định số 5/2020/QĐ-UBND.\n", set()),
        ("Điều 1. Quyết định số 5/2020/QĐ-UBND chưa hết hiệu lực.\n", set()),
    ],
)  # fmt: skip
def test_what_an_act_does_to_others(body: str, expected: set[tuple[str, ...]]) -> None:
    found = told(body)
    width = len(next(iter(expected))) if expected else 4
    assert {one[:width] for one in found} == expected


def test_a_plan_that_means_to_amend_amends_nothing() -> None:
    assert told("1. Sửa đổi, bổ sung Quyết định số 5/2020/QĐ-UBND trong quý I.\n", kind="KẾ HOẠCH") == set()


def test_a_provision_in_quotation_marks_speaks_for_another() -> None:
    body = (
        "Điều 1. Sửa đổi, bổ sung Điều 7 Quyết định số 5/2020/QĐ-UBND như sau:\n“Điều 7. Hiệu lực\n"
        "Quyết định này thay thế Quyết định số 1/2010/QĐ-UBND.”\n"
    )
    assert told(body) == {("amends", "5/2020/QĐ-UBND", "Điều 7", None)}


def test_spans_point_at_the_citation() -> None:
    text = paper(
        "**Điều 2.** *Quyết định này thay thế Quyết định số 5/2020/QĐ-UBND* *ngày 01  tháng 02 năm 2020.*\n"
    )
    (one,) = relations_of(parse(text, id="x", source="x.txt"))
    cited = " ".join(text[one.start : one.end].replace("*", "").split())
    assert cited == "Quyết định số 5/2020/QĐ-UBND ngày 01 tháng 02 năm 2020"
    assert one.issued == date(2020, 2, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "van-ban"
    made.mkdir()
    old = paper("Điều 1. Quản lý chợ.\n", number="7/QĐ-UBND", year=2020)
    new = paper(
        "Điều 1. Quản lý chợ.\nĐiều 2. Quyết định này thay thế Quyết định số 07 / qđ-ubnd ngày 03/02/2020.\n",
        number="8/2024/QĐ-UBND",
    )
    other = paper("Điều 1. Việc khác.\n", number="7/QĐ-UBND", year=2021)
    for name, text in (("cu", old), ("moi", new), ("khac", other)):
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


def test_a_passage_can_say_what_replaced_its_document(folder: Path, tmp_path: Path) -> None:
    ingest_paths([folder], tmp_path / "kho")
    with Store(tmp_path / "kho") as store:
        (link,) = links(store, "cu")
        assert (link.relation.kind, link.acting.id, link.target.id) == ("replaces", "moi", "cu")
        assert link.told("cu") == "được thay thế bởi 8/2024/QĐ-UBND"
        assert link.told("moi") == "thay thế 7/QĐ-UBND"
        assert links(store, "moi") == (link,)
        assert links(store, "khac") == ()  # the same number in another year
        text = store.document("moi").text
        assert "07 / qđ-ubnd" in text[link.relation.start : link.relation.end]


def test_links_follow_the_files(folder: Path, tmp_path: Path) -> None:
    ingest_paths([folder], tmp_path / "kho")
    (folder / "cu.txt").unlink()
    ingest_paths([folder], tmp_path / "kho")
    with Store(tmp_path / "kho") as store:
        (link,) = links(store, "moi")
        assert (link.target.id, key_of(link.target.number or "")) == (None, "7-qd-ubnd")
    (folder / "moi.txt").unlink()
    ingest_paths([folder], tmp_path / "kho")
    with Store(tmp_path / "kho") as store:
        assert store.relations("moi") == ()


def test_what_is_stored_is_what_was_read(folder: Path, tmp_path: Path) -> None:
    ingest_paths([folder], tmp_path / "kho")
    with Store(tmp_path / "kho") as store:
        read: tuple[Relation, ...] = relations_of(store.document("moi"))
        assert read and store.relations("moi") == read
