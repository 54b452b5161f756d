"""Numbers of documents however typed, and that a document is found by its own number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine import Index
from index.numbers import KIND_CODES, fits, numbers_in, parse_number
from index.syllables import unaccent
from tests.index_world import made, paper

KINDS = st.sampled_from(["QĐ", "NQ", "KH", "TB", "CT", "BC"])
ORGANS = st.sampled_from(["UBND", "HĐND", "TU", "CP"])
WORDS = {code: kind for kind, code in reversed(KIND_CODES.items())}


@given(
    st.integers(1, 9999).filter(lambda n: not 1900 <= n < 2100),
    st.one_of(st.none(), st.integers(1990, 2029)),
    KINDS,
    ORGANS,
)
def test_every_way_to_type_a_number_names_its_document(
    serial: int, year: int | None, kind: str, organ: str
) -> None:
    middle = f"/{year}" if year else ""
    number = f"{serial:02}{middle}/{kind}-{organ}"
    own = parse_number(number)
    assert own is not None
    code = unaccent(kind).lower()
    ways = [
        number,
        unaccent(number).lower(),
        re.sub("[/-]", " ", unaccent(number).lower()),
        number.lower().replace("-", " "),
        f"{WORDS[code]} so {serial}{middle}",
        f"{WORDS[code]} {serial} {year or ''}",
        f"{kind} số {serial}",
        f"{code} {serial} {organ.lower()}",
    ]
    for way in ways:
        asked = [parse_number(found) for found in numbers_in(f"cho hỏi {way}")]
        assert any(one and fits(one, own, None, year) for one in asked), way


@given(st.integers(1, 999), st.integers(1, 999), KINDS, KINDS)
def test_what_is_stated_must_agree(serial: int, other: int, kind: str, other_kind: str) -> None:
    own = parse_number(f"{serial}/2024/{kind}-UBND")
    asked = parse_number(f"{other}/{other_kind}")
    assert own and asked
    assert fits(asked, own, None, None) == (serial == other and kind == other_kind)


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch 5 năm 2021-2025",
        "báo cáo 6 tháng đầu năm",
        "chương trình 100 tỷ đồng",
        "giảm 2-3% hộ nghèo",
        "tuyến ĐT.857",
        "xếp thứ 3/63 tỉnh",
        "chương trình hành động 2023 của huyện",
        "7.555 người",
    ],
)
def test_figures_are_no_numbers_of_documents(text: str) -> None:
    assert numbers_in(text, text) == ()


def test_the_kind_in_words_tells_a_number_without_its_code() -> None:
    letter = parse_number("5348/CT-CS")
    asked = parse_number(numbers_in("công văn 5348")[0])
    assert letter and asked
    assert fits(asked, letter, "Công văn", 2025)
    assert not fits(asked, letter, "Thông báo", 2025)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A decision that others cite over and over."""
    target = "Thực hiện Quyết định 452/QĐ-UBND, Quyết định 452/QĐ-UBND về chỉ tiêu số {}."
    texts = {"goc": paper(452, 2024, "Sông Lam", "Giao các sở, ngành tổ chức thực hiện.")}
    for number in range(1, 9):
        targets = [target.format(f"{number}.{i}") for i in range(9)]
        texts[f"dan-{number}"] = paper(500 + number, 2024, "Sông Lam", *targets)
    return made(tmp_path_factory.mktemp("numbers"), texts)


@pytest.mark.parametrize(
    "asked",
    ["452/QĐ-UBND", "452/qd ubnd", "QĐ số 452", "quyet dinh 452 nam 2024", "ai ký quyết định 452/qđ-ubnd"],
)
def test_a_number_finds_its_document_before_those_that_cite_it(index: Index, asked: str) -> None:
    assert index.search(asked)[0].passage.document == "goc"


def test_a_filter_excludes_the_document_of_a_number_too(index: Index) -> None:
    hits = index.search("452/QĐ-UBND", filters={"document": ("dan-1",)})
    assert {hit.passage.document for hit in hits} == {"dan-1"}
