"""Provinces before and after the mergers of 1 July 2025: in questions, in evidence and in filters."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.content import DocumentInfo
from index.engine import Index
from index.filters import matching
from index.understand import Knowledge, understand
from ingest.places import MERGED, PROVINCES, canonical_place, successor, taken_in
from tests.index_world import HEALTH, ROADS, made, paper


def test_sixty_three_provinces_became_thirty_four() -> None:
    before = {name for name in PROVINCES if name != "Thừa Thiên Huế"}  # Huế bears two names
    after = {successor(name) or name for name in before}
    assert (len(before), len(after), len(MERGED)) == (63, 34, 23)
    assert all(successor(new) is None for new in after)
    assert {old for new in after for old in taken_in(new)} == before - after


def test_the_table_agrees_with_underthesea() -> None:
    package = find_spec("underthesea")
    if package is None or not package.origin:
        pytest.skip("underthesea is not installed")
    path = Path(package.origin).parent / "address" / "data" / "mapping.json"
    if not path.exists():
        pytest.skip("this underthesea brings no table of addresses")
    data = json.loads(path.read_text(encoding="utf-8"))
    for old, new in data["province_mapping"].items():
        name = canonical_place(data["old_province_names"][old]["short"])
        assert name is not None
        assert (successor(name) or name) == canonical_place(data["province_names"][new]["short"])


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.learn(
        ["Ủy ban nhân dân tỉnh Bắc Ninh"], ["Bắc Ninh", "Bắc Giang", "Phú Thọ", "Tháp Mười"]
    )


@pytest.mark.parametrize(
    ("asked", "places", "related", "said"),
    [
        ("hộ nghèo Bắc Giang", ("Bắc Giang",), ("Bắc Ninh",), "hộ nghèo Bắc Giang (nay thuộc Bắc Ninh)"),
        ("hộ nghèo Bắc Ninh", ("Bắc Ninh",), ("Bắc Giang",), "hộ nghèo Bắc Ninh (có cả Bắc Giang cũ)"),
        ("hộ nghèo Bắc Ninh cũ", ("Bắc Ninh",), (), "hộ nghèo Bắc Ninh cũ"),
        (
            "hộ nghèo tỉnh Vĩnh Phúc",
            ("Vĩnh Phúc",),
            ("Phú Thọ",),
            "hộ nghèo tỉnh Vĩnh Phúc (nay thuộc Phú Thọ)",
        ),
        ("hộ nghèo huyện Tháp Mười", ("Tháp Mười",), (), "hộ nghèo huyện Tháp Mười"),
        ("gìn giữ hòa bình", (), (), "gìn giữ hòa bình"),
    ],
)
def test_what_became_of_a_place_is_said_and_weighs(
    asked: str, places: tuple[str, ...], related: tuple[str, ...], said: str, knowledge: Knowledge
) -> None:
    understood = understand(asked, knowledge)
    assert (understood.places, understood.related, understood.said) == (places, related, said)
    assert understood.text == asked


def test_the_new_province_names_all_that_is_in_it(knowledge: Knowledge) -> None:
    understood = understand("hộ nghèo Bắc Ninh (mới)", knowledge)
    assert set(understood.places) == {"Bắc Ninh", "Bắc Giang"}
    assert "có cả Bắc Giang cũ" in understood.said


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The same sentence in four provinces, and in Bắc Ninh before and after the merger."""
    papers = {"bg": (2024, "Bắc Giang"), "bn": (2024, "Bắc Ninh"), "bnm": (2026, "Bắc Ninh")}
    papers |= {"hd": (2024, "Hải Dương"), "na": (2024, "Nghệ An")}
    texts = {
        id: paper(7, year, place, HEALTH.format("95%"), ROADS.format("30"))
        for id, (year, place) in papers.items()
    }
    return made(tmp_path_factory.mktemp("mergers"), texts)


def _order(index: Index, question: str) -> list[str]:
    return list(dict.fromkeys(hit.passage.document for hit in index.search(question, k=60)))


def test_a_former_name_finds_its_papers_then_its_successors_newer_ones(index: Index) -> None:
    order = _order(index, "tham gia bảo hiểm y tế ở Bắc Giang")
    assert order[:2] == ["bg", "bnm"]


def test_todays_name_finds_its_papers_then_those_of_what_it_took_in(index: Index) -> None:
    order = _order(index, "tham gia bảo hiểm y tế ở Bắc Ninh")
    assert set(order[:2]) == {"bn", "bnm"} and order[2] == "bg"


def test_a_name_that_no_paper_bears_finds_its_successor(index: Index) -> None:
    assert _order(index, "tham gia bảo hiểm y tế ở Hải Phòng")[0] == "hd"


@pytest.mark.parametrize(
    ("value", "passed"),
    [
        ("Bắc Ninh", {"bg", "bn", "bnm"}),
        ("tinh bac ninh", {"bg", "bn", "bnm"}),
        ("Bắc Ninh (mới)", {"bg", "bn", "bnm"}),
        ("Bắc Ninh (cũ)", {"bn"}),
        ("Bắc Giang", {"bg"}),
        ("thành phố Hải Phòng", {"hd"}),
        ("Nghệ An", {"na"}),
        ("Bắc", set()),
    ],
)
def test_a_filter_on_todays_province_takes_in_what_merged_into_it(
    value: str, passed: set[str], index: Index
) -> None:
    infos: tuple[DocumentInfo, ...] = index.documents()
    found = matching(infos, {"place": (value,)}) or []
    assert {infos[i].id for i in found} == passed
