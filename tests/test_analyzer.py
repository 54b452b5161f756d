"""Index terms, and what weighs in a ranking beyond them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import FIELDS, analyze
from index.content import DocumentInfo
from index.evidence import Evidence
from index.fusion import fuse, ordered, reranked
from index.numbers import normal_number
from index.syllables import canonical_text, unaccent
from index.types import Understood
from index.understand import Knowledge, place_spans, understand, years_in
from index.weights import Weights
from ingest.types import Passage
from tests.index_world import made

INFO = DocumentInfo(
    "a", "Nghị quyết về nhiệm vụ năm 2023", "12/NQ-HĐND", "Nghị quyết", "Hội đồng nhân dân tỉnh Bắc Giang",
    "Bắc Giang", date(2022, 12, 9), 2023, "Nguyễn Văn A", "a.txt",
)  # fmt: skip
PASSAGE = Passage(
    "a#i.p1", "a", "i", 0, 60, "(1) Tỷ lệ che phủ rừng đạt 37,8%.\n(2) Giữ vững an ninh trật tự.",
    "Nghị quyết › Chỉ tiêu", ("Chỉ tiêu",), "mục I",
)  # fmt: skip


def test_exact_terms_keep_accents_apart_and_plain_terms_join_them() -> None:
    exact, bare = analyze("bản án"), analyze("ban an")
    assert not set(exact.syllables) & set(bare.syllables)
    assert not set(exact.pairs) & set(bare.pairs)
    assert exact.plain == bare.plain
    assert exact.plain_pairs == bare.plain_pairs


@given(st.text(max_size=60))
def test_terms_of_any_text_fit_their_fields(text: str) -> None:
    terms = analyze(text)
    assert len(terms.plain) == len(terms.syllables)
    assert [unaccent(term) for term in terms.syllables] == terms.plain
    assert all(term and "\n" not in term for name in FIELDS for term in terms.of(name))


@given(st.text(st.characters(codec="utf-8")) | st.text("đĐơưƠƯỹỆ\u0301\u0323a가ß "))
def test_bare_letters_are_what_unicode_calls_the_base(text: str) -> None:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    assert unaccent(text) == "".join(part for part in parts if not unicodedata.combining(part))


def test_a_number_is_one_term_however_it_is_written() -> None:
    assert "452/qđ-ubnd" in analyze("Quyết định số 452/QĐ-UBND ngày 16").syllables
    assert set(analyze("10.000 dân").syllables) == set(analyze("10000 dân").syllables)
    assert "6" in analyze("06 xã").syllables
    assert "7555" in analyze("7.555 tỷ").syllables
    assert "7,555" in analyze("7,555 tỷ").syllables


def test_pairs_never_cross_punctuation() -> None:
    assert "nghiệp_dịch" in analyze("công nghiệp dịch vụ").pairs
    assert "nghiệp_dịch" not in analyze("công nghiệp; dịch vụ").pairs


def test_an_abbreviation_of_one_meaning_brings_its_words() -> None:
    assert {"bhyt", "bảo", "hiểm"} <= set(analyze("thẻ BHYT").syllables)
    assert "bảo_hiểm_y_tế" in analyze("thẻ BHYT").words
    assert "trấn" not in analyze("TT Mỹ An").syllables


NOTHING = Understood("", "")


SHORT = "Điều 1. Nhà trường giữ gìn cây xanh trong sân trường và quanh hàng rào.\n\n"
LONG = [f"Điều {i}. " + f"Lớp {i} trồng thêm {i} cây bàng, tưới nước mỗi chiều. " * 8 for i in range(2, 9)]


def _weigh(question: Understood = NOTHING, info: DocumentInfo = INFO, passage: Passage = PASSAGE) -> float:
    return Evidence(question, len, 100).weigh(passage, info)


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        (Understood("", "", places=("Bắc Giang",)), Understood("", "", places=("Hậu Giang",))),
        (Understood("", "", years=(2023,)), Understood("", "", years=(2019,))),
    ],
)
def test_what_fits_rises_and_what_contradicts_sinks(fits: Understood, does_not: Understood) -> None:
    assert _weigh(fits) > _weigh() > _weigh(does_not)


def test_nothing_is_held_against_a_document_that_does_not_say() -> None:
    silent = replace(INFO, place=None, issuer=None, title="Báo cáo")
    assert _weigh(Understood("", "", places=("Hậu Giang",)), silent) == _weigh(info=silent)


def test_who_signed_is_answered_by_the_signature() -> None:
    asked = Understood("", "", asks=frozenset({"signer"}))
    assert _weigh(asked, passage=replace(PASSAGE, section="signature")) > _weigh(asked)


def test_a_number_typed_carelessly_finds_its_document() -> None:
    asked = Understood("", "", numbers=(normal_number("12/nq-hdnd"),))
    assert _weigh(asked) > _weigh(asked, replace(INFO, number="13/NQ-HĐND"))


def test_a_figure_counts_only_beside_the_words_asked_for() -> None:
    asked = Understood("", "tỷ lệ che phủ rừng là bao nhiêu")
    apart = replace(PASSAGE, text="(1) Tỷ lệ che phủ rừng được giữ vững.\n(2) Có 37 vụ việc.")
    only_a_year = replace(PASSAGE, text="(1) Tỷ lệ che phủ rừng được giữ vững năm 2023.")
    assert _weigh(asked) > _weigh(asked, passage=apart)
    assert _weigh(asked) > _weigh(asked, passage=only_a_year)


def test_a_year_counts_where_a_date_is_asked_for() -> None:
    asked = Understood("", "tỷ lệ che phủ rừng đạt mục tiêu vào năm nào")
    dated = replace(PASSAGE, text="Mục tiêu tỷ lệ che phủ rừng đạt vào năm 2030.")
    undated = replace(PASSAGE, text="Mục tiêu tỷ lệ che phủ rừng đạt 37,8%.")
    assert _weigh(asked, passage=dated) > _weigh(asked, passage=undated)


def test_each_idea_counts_once_however_often_it_is_said() -> None:
    asked = Understood("", "an ninh cửa khẩu")
    often = replace(PASSAGE, text="An ninh mạng, an ninh nông thôn, an ninh trường học.")
    whole = replace(PASSAGE, text="Giữ an ninh ở các lối mở và cửa khẩu.")
    headed = replace(often, context="Nghị quyết › Công tác cửa khẩu")
    assert _weigh(asked, passage=whole) == _weigh(asked, passage=headed) > _weigh(asked, passage=often)


def test_an_idea_counts_in_official_words_too_unless_the_words_are_kept_as_typed() -> None:
    asked = understand("nam nữ ngang quyền", Knowledge.shipped((), ()))
    official = replace(PASSAGE, text="Thực hiện mục tiêu bình đẳng giới.")
    assert "bình đẳng giới" in asked.also
    assert _weigh(asked, passage=official) > _weigh(replace(asked, also=()), passage=official)


def test_the_level_of_a_named_place_goes_with_its_name() -> None:
    named = canonical_text("quy hoạch tỉnh của tỉnh Hậu Giang")
    assert [named[start:end] for start, end in place_spans(named, ["Hậu Giang"])] == ["tỉnh hậu giang"]


def test_years_are_read_but_not_from_numbers_and_dates() -> None:
    assert years_in("nhiệm kỳ 2020-2025") == (2020, 2025)
    assert years_in("Nghị định 155/2020/NĐ-CP, 2.020 tỷ") == ()


@given(
    st.lists(st.tuples(st.text("abc", min_size=1, max_size=3), st.integers(0, 3)), unique_by=lambda p: p[0])
)
def test_order_is_by_score_then_id_whatever_came_first(pairs: list[tuple[str, int]]) -> None:
    scored = [(id, float(score)) for id, score in pairs]
    assert ordered(scored) == ordered(reversed(scored)) == sorted(scored, key=lambda p: (-p[1], p[0]))


def test_what_a_retriever_hardly_tells_apart_weighs_little() -> None:
    """Cosines within .01 leave the order to words; stretched to 0..1 they would decide it."""
    dense = [("a", 0.850), ("b", 0.845), ("c", 0.840)]
    lexical = [("c", 10.0), ("b", 9.0), ("a", 6.0)]
    assert fuse({"dense": dense, "lexical": lexical}, 1)[0][0] == "c"
    stretched = Weights(fusion="convex", dense_share=0.6)
    assert fuse({"dense": dense, "lexical": lexical}, 1, stretched)[0][0] != "c"


def test_fusion_prefers_what_both_rankings_found() -> None:
    dense = [("a", 0.9), ("b", 0.8), ("c", 0.5)]
    lexical = [("b", 12.0), ("d", 9.0), ("c", 1.0)]
    assert fuse({"dense": dense, "lexical": lexical}, 4)[0][0] == "b"
    for kind in ("anchored", "convex", "rrf"):
        assert fuse({"dense": dense, "lexical": lexical}, 4, Weights(fusion=kind))[0][0] == "b"
    assert reranked([("a", 0.9), ("b", 0.8)], {"a": 0.0, "b": 0.2}.__getitem__, 1) == [("b", 1.0)]


def test_what_the_title_says_tells_no_passage_of_its_document_from_another() -> None:
    info = replace(INFO, title="Kế hoạch phòng chống ma túy")
    text = "kế hoạch phòng chống ma túy cai nghiện"
    question = Understood(text, text)
    repeats = replace(PASSAGE, context="Kế hoạch phòng chống ma túy", text="Kế hoạch phòng chống ma túy.")
    answers = replace(repeats, text="Cai nghiện tại nhà.")

    def gained(info: DocumentInfo) -> float:
        of = Evidence(question, len, 100, Weights(figure=0, clause=0, charged=0))
        return of.weigh(answers, info) - of.weigh(repeats, info)

    untitled = replace(INFO, title="Văn bản")
    assert gained(info) > gained(untitled) > 0


def test_the_title_of_a_short_document_is_the_heading_of_what_it_says() -> None:
    """Of an article that is a document by itself, what repeats the title holds that part of the question."""
    info = replace(INFO, title="Kế hoạch phòng chống ma túy")
    text = "kế hoạch phòng chống ma túy cai nghiện"
    repeats = replace(PASSAGE, context="", text="Kế hoạch phòng chống ma túy.")

    def worth(short: bool) -> float:
        return Evidence(Understood(text, text), len, 100, Weights(), lambda _: short).weigh(repeats, info)

    assert worth(True) > worth(False)


def test_titles_count_from_the_fourth_passage_on(tmp_path: Path) -> None:
    """An index tells evidence which of its documents are short."""
    index = made(tmp_path, {"ngan": SHORT, "dai": SHORT + "\n\n".join(LONG)})
    assert {id: index._is_short(id) for id in ("ngan", "dai")} == {"ngan": True, "dai": False}
    assert not index.weighted(Weights(short=0))._is_short("ngan")


def test_a_title_that_says_all_that_is_asked_lacks_nothing() -> None:
    info = replace(INFO, title="Kế hoạch phòng chống ma túy")
    text = "phòng chống ma túy"
    question = Understood(text, text)
    here = replace(PASSAGE, context="Kế hoạch phòng chống ma túy", text="Điều 1.")
    there = replace(PASSAGE, context="Văn bản", text="Phòng chống ma túy.")
    of = Evidence(question, len, 100, Weights())
    assert of.weigh(here, info) == pytest.approx(of.weigh(there, replace(INFO, title="Văn bản")))
