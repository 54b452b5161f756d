"""Other models by setting: their own prompts, words joined for PhoBERT, windows, and their names."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.encoder import EncoderError, Vectors, encoder_name, load_encoder
from index.engine import open_index
from index.generation import IndexStale
from index.segmentation import segmented, wants_segments
from ingest.store import Store
from settings import Settings
from tests import tiny_models as tiny
from tests.index_world import Syllables, filled, hashing, put

TEXTS = list(filled().values())
ASKED = "tỷ lệ dân số tham gia bảo hiểm y tế"
PROMPTS = {"query": "hỏi: ", "passage": "đoạn: ", "clustering": "nhóm: "}

torch_only = partial(Settings, runtime="torch")  # its vectors are compared bit by bit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def prompted(folder: Path) -> Path:
    """A model that declares prompts, a default one among them, a window of 24 and dot products."""
    tokenizer = tiny.wordpiece([*TEXTS, *PROMPTS.values()])
    return tiny.sentence_model(
        folder / "declares", tiny.bert(tokenizer), tokenizer,
        window=24, prompts=PROMPTS, default_prompt="clustering", similarity="dot",
    )  # fmt: skip


@pytest.fixture(scope="module")
def silent(folder: Path) -> Path:
    """A model that declares nothing."""
    tokenizer = tiny.wordpiece([*TEXTS, "query: ", "passage: "])
    return tiny.sentence_model(folder / "silent", tiny.bert(tokenizer), tokenizer)


@pytest.fixture(scope="module")
def phobert(folder: Path) -> Path:
    """RoBERTa behind PhoBERT's own tokenizer; its folder names no window."""
    tokenizer = tiny.phobert(folder / "pieces", [segmented(text) for text in [*TEXTS[:4], ASKED]])
    return tiny.sentence_model(folder / "phobert", tiny.roberta(tokenizer), tokenizer)


def raw(folder: Path, text: str) -> Vectors:
    """The unit vector that sentence-transformers itself gives ``text``, nothing put before it."""
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return np.asarray(model.encode([text], prompt="", normalize_embeddings=True), np.float32)


def same(a: Vectors, b: Vectors) -> bool:
    return bool(np.allclose(a, b, atol=1e-5))


def test_prompts_that_a_model_declares_stand_in_front(prompted: Path) -> None:
    encoder = load_encoder(torch_only(model=str(prompted)))
    assert same(encoder.encode_queries([ASKED]), raw(prompted, f"hỏi: {ASKED}"))
    assert same(encoder.encode_passages([ASKED]), raw(prompted, f"đoạn: {ASKED}"))
    assert not same(encoder.encode_queries([ASKED]), encoder.encode_passages([ASKED]))


def test_settings_go_before_what_a_model_declares(prompted: Path) -> None:
    encoder = load_encoder(torch_only(model=str(prompted), query_prompt="", passage_prompt="nhóm: "))
    assert same(encoder.encode_queries([ASKED]), raw(prompted, ASKED))
    assert same(encoder.encode_passages([ASKED]), raw(prompted, f"nhóm: {ASKED}"))


def test_a_model_that_declares_only_a_default_prompt_has_it_for_both(folder: Path) -> None:
    tokenizer = tiny.wordpiece([*TEXTS, "nhóm: "])
    only = tiny.sentence_model(
        folder / "default", tiny.bert(tokenizer), tokenizer,
        prompts={"clustering": "nhóm: "}, default_prompt="clustering",
    )  # fmt: skip
    encoder = load_encoder(torch_only(model=str(only)))
    assert same(encoder.encode_queries([ASKED]), raw(only, f"nhóm: {ASKED}"))
    assert same(encoder.encode_passages([ASKED]), raw(only, f"nhóm: {ASKED}"))


def test_a_model_that_declares_none_gets_none_unless_it_is_an_e5(silent: Path, folder: Path) -> None:
    """E5 models were trained with prompts that their folders do not tell."""
    encoder = load_encoder(torch_only(model=str(silent)))
    assert same(encoder.encode_queries([ASKED]), raw(silent, ASKED))
    e5 = folder / "multilingual-e5-tiny"
    e5.symlink_to(silent)
    encoder = load_encoder(torch_only(model=str(e5)))
    assert same(encoder.encode_queries([ASKED]), raw(silent, f"query: {ASKED}"))
    assert same(encoder.encode_passages([ASKED]), raw(silent, f"passage: {ASKED}"))


def test_window_and_dimension_are_those_of_the_folder(prompted: Path) -> None:
    """What stands behind the 24th piece is not read; vectors have length 1 whatever the model declares."""
    encoder = load_encoder(torch_only(model=str(prompted)))
    beginning = " ".join(ASKED for _ in range(4))
    vectors = encoder.encode_passages([beginning, f"{beginning} hộ nghèo", f"hộ nghèo {beginning}"])
    assert vectors.shape == (3, encoder.dimension) == (3, tiny.SIZE["hidden_size"])
    assert same(vectors[0], vectors[1])
    assert not same(vectors[0], vectors[2])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_phobert_reads_joined_words(phobert: Path) -> None:
    encoder = load_encoder(torch_only(model=str(phobert)))
    assert "bảo_hiểm" in segmented(ASKED)
    for vectors in (encoder.encode_queries([ASKED]), encoder.encode_passages([ASKED])):
        assert same(vectors, raw(phobert, segmented(ASKED)))
        assert not same(vectors, raw(phobert, ASKED))
    untouched = load_encoder(torch_only(model=str(phobert), segment_words=False))
    assert same(untouched.encode_queries([ASKED]), raw(phobert, ASKED))


def test_a_text_longer_than_its_positions_is_cut_not_refused(phobert: Path) -> None:
    """RoBERTa counts positions from 2: of 66 a text has 64, whatever its folder leaves unsaid."""
    vectors = load_encoder(torch_only(model=str(phobert))).encode_passages(["\n".join(TEXTS)])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vocabulary_tells_whether_words_are_joined(folder: Path, silent: Path, phobert: Path) -> None:
    """A fast tokenizer bears no class of PhoBERT, but its pieces do."""
    joined = folder / "joined"
    tiny.wordpiece([segmented(text) for text in TEXTS[:4]], joined=True).save_pretrained(joined)
    assert wants_segments("auto", joined)
    assert wants_segments("auto", phobert)
    assert not wants_segments("auto", silent)
    assert not wants_segments(False, joined)
    assert wants_segments(True, silent)


def test_no_word_crosses_a_line() -> None:
    """Headings stand on lines of their own above what they head."""
    lines = ["Tỉnh Sông Lam", "Số hộ nghèo", "", "Điều 1"]
    assert segmented("\n".join(lines)).split("\n") == [segmented(line) for line in lines]


def test_the_name_tells_what_changes_vectors(prompted: Path, phobert: Path) -> None:
    own = torch_only(model=str(prompted))
    assert encoder_name(own) == load_encoder(own).name
    assert encoder_name(own) != encoder_name(torch_only(model=str(prompted), passage_prompt="nhóm: "))
    assert encoder_name(own) == encoder_name(torch_only(model=str(prompted), query_prompt="nhóm: "))
    assert encoder_name(own) != encoder_name(torch_only(model=str(prompted), segment_words=True))
    joined = torch_only(model=str(phobert))
    assert encoder_name(joined) != encoder_name(torch_only(model=str(phobert), segment_words=False))


def test_an_index_of_one_model_refuses_another(tmp_path: Path, prompted: Path, silent: Path) -> None:
    """And says what to do, and after that it works."""
    put(tmp_path, dict(list(filled().items())[:2]))
    settings = torch_only(store=tmp_path, model=str(prompted))
    _build(settings)
    found = open_index(settings=settings, analyzer=Syllables()).search(ASKED, mode="dense")
    assert found
    others = (
        torch_only(store=tmp_path, model=str(silent)),
        torch_only(store=tmp_path, model=str(prompted), passage_prompt=""),
        torch_only(store=tmp_path, model=str(prompted), segment_words=True),
        hashing(tmp_path),
    )
    for other in others:
        with pytest.raises(IndexStale, match="python -m index build"):
            open_index(settings=other, analyzer=Syllables())
    _build(others[0])
    assert open_index(settings=others[0], analyzer=Syllables()).search(ASKED, mode="dense")


def _build(settings: Settings) -> None:
    from index.build import build_index

    with Store(settings.store) as source:
        build_index(settings.store, settings, source, analyzer=Syllables())


def test_a_config_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text('{"prompts": [', encoding="utf-8")
    with pytest.raises(EncoderError, match="config_sentence_transformers"):
        encoder_name(torch_only(model=str(tmp_path)))
