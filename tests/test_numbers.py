"""Numbers of documents however typed, and that a document is found by its own number."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.content import DocumentInfo
from index.engine import Index
from index.evidence import Evidence, Numbered, names_document
from index.numbers import KIND_CODES, fits, numbers_in, parse_number, without_numbers
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


def test_of_many_documents_those_are_named_that_trying_each_would_find() -> None:
    numbers = [
        f"{serial}/{code}" for serial in (4, 45, 452) for code in ("QĐ-UBND", "NQ-HĐND", "2023/TT-BNV")
    ]
    infos = [
        DocumentInfo(f"vb-{i}", "", number, None, None, None, None, 2023 - i % 2, None, "")
        for i, number in enumerate([*numbers, None, "0452/QĐ-UBND", "không số"])
    ]
    known = Numbered(infos)
    for asked in ((), ("452/qd-ubnd",), ("45/nq", "4/2023/tt-bnv"), ("9/qd",), ("452",)):
        assert known.named(asked) == [i for i, info in enumerate(infos) if names_document(asked, info)]
    assert len(known.named(("452/qd-ubnd",))) == 2


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ("Quyết định số 452/QĐ-UBND do ai ký?", "do ai ký?"),
        ("nội dung nghị định 30 2020 quy định gì", "nội dung quy định gì"),
        ("NQ 12/NQ-CP và TT 15/2031/TT-BYT hiệu lực từ bao giờ", "và hiệu lực từ bao giờ"),
        ("chỉ tiêu giảm nghèo năm 2031", "chỉ tiêu giảm nghèo năm 2031"),
    ],
)
def test_what_a_question_asks_beside_its_numbers(asked: str, rest: str) -> None:
    assert without_numbers(asked) == rest


def test_in_a_document_named_by_number_the_rest_of_the_question_decides(tmp_path: Path) -> None:
    again = "Thực hiện Quyết định 77/QĐ-UBND: Quyết định 77/QĐ-UBND, Quyết định 77/QĐ-UBND."
    own = paper(77, 2031, "Sông Lam", again, "Chi cục Đê trình phương án trước mùa mưa.")
    index = made(tmp_path, {"goc": own, "khac": paper(78, 2031, "Sông Lam", "Chi cục Đê họp hằng quý.")})
    assert "phương án" in index.search("theo quyết định 77/QĐ-UBND chi cục đê trình gì")[0].passage.text


def test_of_a_document_named_by_number_the_part_that_tells_comes_first(tmp_path: Path) -> None:
    signing = "Chủ tịch Ủy ban nhân dân tỉnh Sông Lam ký hợp đồng; ai ký thay thì chịu trách nhiệm."
    signed = "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Mẫu\n"
    index = made(tmp_path, {"goc": paper(77, 2031, "Sông Lam", signing) + signed})
    first = index.search("ai ký quyết định 77/QĐ-UBND của Ủy ban nhân dân tỉnh Sông Lam")[0].passage
    assert first.text.endswith("Trần Văn Mẫu")


SITE = "Văn bản mẫu\nVăn bản này chưa cập nhật nội dung Tiếng Anh\nChi cục Đê trình phương án chống lũ."


def test_what_a_site_says_of_a_document_comes_after_the_document(tmp_path: Path) -> None:
    plain = "Trước mùa mưa, Chi cục Đê báo cáo và trình phương án chống lũ cho các xã ven sông."
    index = made(
        tmp_path, {"goc": paper(77, 2031, "Sông Lam", plain) + f"\nNơi nhận:\n- Như trên.\n\n{SITE}\n"}
    )
    hits = index.search("Chi cục Đê trình phương án chống lũ")
    assert "các xã ven sông" in hits[0].passage.text
    assert any("Tiếng Anh" in hit.passage.text for hit in hits)


@pytest.mark.parametrize(("asked", "grounds"), [("ai lo việc chống lũ", False), ("căn cứ chống lũ", True)])
def test_the_grounds_of_a_document_come_after_what_it_decides(
    index: Index, asked: str, grounds: bool
) -> None:
    decided = index.passages_of("goc")[-1]
    evidence = Evidence(index.understand(asked), lambda _: 1, size=9)
    info = index.info("goc")
    lost = evidence.weigh(decided, info) - evidence.weigh(replace(decided, section="basis"), info)
    assert (lost == 0) == grounds and lost >= 0
