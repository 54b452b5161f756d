"""A cross-encoder that reads the first passages again: its order, its part of the scores, and its absence."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import CrossEncoder

from index.encoder import EncoderError
from index.engine import Index, open_index
from index.reranker import Reranker, RerankerError, load_reranker, second_look
from index.segmentation import segmented
from index.terms import reading
from index.types import MODES, Hit
from settings import Settings
from tests import tiny_models as tiny
from tests.index_world import FORMS, POVERTY, ROADS, Syllables, build, filled, hashing, put

ASKED = "tỷ lệ hộ nghèo đa chiều còn bao nhiêu"
TOP = 8


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder that was taught to want roads, whatever the question."""
    sentences = [form.format(f"{n},{n}%") for form in FORMS for n in range(3, 15)]
    tokenizer = tiny.wordpiece([*filled().values(), *sentences, ASKED])
    folder = tiny.cross_encoder(tmp_path_factory.mktemp("models") / "roads", tokenizer)
    wanted = [float("đường liên xã" in sentence) for sentence in sentences]
    return tiny.taught(folder, [(ASKED, sentence) for sentence in sentences], wanted)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    put(folder, filled())
    build(folder)
    return folder


def opened(store: Path, reranker: Path | str = "", share: float = 1.0, top: int = TOP) -> Index:
    settings = replace(hashing(store), reranker=str(reranker), rerank_share=share, rerank_top=top)
    return open_index(settings=settings, analyzer=Syllables())


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def pair(hit: Hit) -> tuple[str, str]:
    """What the model reads: the question, and the passage below its headings."""
    context, text = reading(hit.passage)
    return ASKED, f"{context}\n{text}" if context else text


def test_it_learnt_what_it_was_taught(roads: Path) -> None:
    scores = load_reranker_of(roads).scores(ASKED, [ROADS.format("12"), POVERTY.format("3%")])
    assert scores[0] > scores[1]


def load_reranker_of(folder: Path) -> Reranker:
    found = load_reranker(Settings(reranker=str(folder)))
    assert found is not None
    return found


def test_alone_it_orders_the_first_hits_by_its_own_scores(store: Path, roads: Path) -> None:
    """As the library gives them, pair by pair; what stands behind stays where it was."""
    before, after = opened(store).search(ASKED, 20), opened(store, roads).search(ASKED, 20)
    model = CrossEncoder(str(roads), device="cpu", local_files_only=True)
    own = {hit.passage.id: round(float(model.predict([pair(hit)])[0]), 6) for hit in before[:TOP]}
    expected = sorted(own, key=lambda id: (-own[id], id))
    assert ids(after[:TOP]) == expected
    assert expected != ids(before[:TOP])
    assert ids(after[TOP:]) == ids(before[TOP:])


def test_each_hit_tells_its_rank(store: Path, roads: Path) -> None:
    hits = opened(store, roads).search(ASKED, 20)
    assert [hit.sources["reranker"] for hit in hits] == [*range(1, TOP + 1), *[None] * (20 - TOP)]
    fused = opened(store, roads, share=0.5).search(ASKED, TOP)
    by_its_rank = sorted(fused, key=lambda hit: hit.sources["reranker"] or 0)
    assert ids(by_its_rank) == ids(hits[:TOP])


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_scores_stay_on_the_scale_of_the_search(store: Path, roads: Path, share: float) -> None:
    """Answers are weighed by them: none above the best before, none of the first below those behind."""
    before, after = opened(store).search(ASKED, 20), opened(store, roads, share).search(ASKED, 20)
    scores = [hit.score for hit in after]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] <= before[0].score
    assert scores[TOP - 1] == pytest.approx(before[TOP - 1].score, abs=1e-6) or share not in (0.0, 1.0)
    if share == 0.0:
        assert ids(after) == ids(before)


def test_how_many_hits_are_asked_for_does_not_change_their_order(store: Path, roads: Path) -> None:
    index = opened(store, roads, share=0.5)
    many = index.search(ASKED, 30)
    for k in (1, 3, TOP, TOP + 1):
        assert index.search(ASKED, k) == many[:k]
    assert opened(store, roads, share=0.5).search(ASKED, 30) == many


def test_a_pair_has_the_same_score_whatever_is_read_beside_it(roads: Path) -> None:
    reranker = load_reranker_of(roads)
    texts = [ROADS.format("12"), POVERTY.format("3%"), "Điều 1", " ".join(filled().values())]
    assert reranker.scores(ASKED, texts) == [reranker.scores(ASKED, [text])[0] for text in texts]
    assert reranker.scores(ASKED, texts[::-1]) == reranker.scores(ASKED, texts)[::-1]


def test_equal_scores_are_put_in_order_by_id(roads: Path) -> None:
    text = ROADS.format("12")
    fused = [("b", 0.5), ("c", 0.5), ("a", 0.5)]
    placed, own = second_look(load_reranker_of(roads), ASKED, fused, [text, text, text], 0.5)
    assert [id for id, _ in placed] == [id for id, _ in own] == ["a", "b", "c"]


def test_other_modes_are_what_they_were(store: Path, roads: Path) -> None:
    """A measure of one half alone stays one."""
    without, with_it = opened(store), opened(store, roads)
    for mode in MODES[1:]:
        assert with_it.search(ASKED, 20, mode) == without.search(ASKED, 20, mode)
    assert all("reranker" not in hit.sources for hit in without.search(ASKED, 20))


def test_words_are_joined_for_a_reranker_that_reads_them_so(tmp_path: Path) -> None:
    texts = [segmented(text) for text in filled().values()]
    tokenizer = tiny.phobert(tmp_path / "pieces", texts)
    folder = tiny.cross_encoder(tmp_path / "segmented", tokenizer)
    own = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    passage = POVERTY.format("3%")
    [score] = load_reranker_of(folder).scores(ASKED, [passage])
    assert score == pytest.approx(float(own.predict([(segmented(ASKED), segmented(passage))])[0]), abs=1e-5)
    assert not np.isclose(score, float(own.predict([(ASKED, passage)])[0]), atol=1e-5)


def test_what_is_no_cross_encoder_is_refused(store: Path, tmp_path: Path) -> None:
    """The library would give it a random head and rank by that."""
    tokenizer = tiny.wordpiece(list(filled().values()))
    tiny.bert(tokenizer).save_pretrained(tmp_path / "plain")
    tokenizer.save_pretrained(tmp_path / "plain")
    sentences = tiny.sentence_model(tmp_path / "sentences", tiny.bert(tokenizer), tokenizer)
    labelled = tiny.cross_encoder(tmp_path / "labels", tokenizer, labels=3)
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "plain", sentences, labelled, tmp_path / "empty"):
        with pytest.raises(RerankerError, match=r'settings\.toml.*reranker = ""'):
            opened(store, folder).search(ASKED)


def test_a_folder_that_was_copied_in_part_is_refused(store: Path, roads: Path, tmp_path: Path) -> None:
    folder = tmp_path / "half"
    shutil.copytree(roads, folder)
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[: len(weights) // 2])
    with pytest.raises(RerankerError, match=r"half: cannot be loaded"):
        opened(store, folder).search(ASKED)


def test_a_reranker_that_is_not_there_is_said(store: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r'reranker .*no such folder.*reranker = ""'):
        opened(store, tmp_path / "none").search(ASKED)
    with pytest.raises(EncoderError, match="no model hub answers"):
        opened(store, "some-office/some-reranker").search(ASKED)


@pytest.mark.parametrize(("share", "top"), [(1.5, 20), (-0.1, 20), (0.5, 0), (0.5, -3)])
def test_numbers_that_make_no_sense_are_refused(store: Path, roads: Path, share: float, top: int) -> None:
    with pytest.raises(RerankerError, match="rerank_top"):
        opened(store, roads, share, top).search(ASKED)
