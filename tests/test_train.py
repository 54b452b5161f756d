"""Teaching a model to read questions: tiny real models, a real store, steps that are really taken."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from index.build import build_index
from index.corrections import FILE, SHIPPED, made_for
from index.encoder import EncoderError, encoder_name, load_encoder, weights_digest
from index.engine import open_index
from index.train.__main__ import main
from index.train.examples import PAIRS, TrainingError, made, read_pairs
from index.train.lesson import lesson_of
from index.train.loop import Plan, train
from index.train.low_rank import LowRank, correct, merge
from index.train.reader import Reader
from index.transformer import load_model
from index.wording import Wording
from ingest.store import Store
from settings import Settings
from tests import tiny_models as tiny
from tests.index_world import filled, put

QUESTION, OFFICIAL = "bao nhiêu người có thẻ đi khám", "Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95%"
PLAN = Plan(steps=70, batch=4, rate=0.01)
TEXTS = [*filled().values(), QUESTION, OFFICIAL, "query: ", "passage: "]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model, a store with its index, a file of one pair, and settings that name them."""
    place = tmp_path_factory.mktemp("train")
    tokenizer = tiny.wordpiece(TEXTS)
    tiny.sentence_model(place / "base", tiny.bert(tokenizer), tokenizer)
    put(place / "store", filled())
    with Store(place / "store") as store:
        build_index(place / "store", settings(place), store)
    (place / "pairs.tsv").write_text(f"# ghi chú\n{OFFICIAL} | {QUESTION}\n", encoding="utf-8")
    (place / "settings.toml").write_text(
        f'model = "{place}/base"\nmodels = "{place}/models"\nruntime = "torch"\n', encoding="utf-8"
    )
    return place


def settings(place: Path) -> Settings:
    return Settings(
        store=place / "store", model=str(place / "base"), question_model="", models=place / "models",
        runtime="torch",
    )  # fmt: skip


def trained(place: Path, out: str, *more: str) -> int:
    given = ["--out", str(place / out), "--store", str(place / "store"), "--layers", "1", "--batch", "4"]
    given += ["--settings", str(place / "settings.toml"), "--pairs", str(place / "pairs.tsv")]
    return main([*given, "--examples", "8", "--rate", "0.01", *more])


def margin(place: Path, question_model: str) -> float:
    """How much nearer the question is to its official sentence than to the other texts on average."""
    encoder = load_encoder(replace(settings(place), question_model=question_model))
    near = encoder.encode_passages([OFFICIAL, *filled().values()]) @ encoder.encode_queries([QUESTION])[0]
    return float(near[0] - near[1:].mean())


def test_a_question_comes_nearer_to_the_sentence_that_it_was_taught_with(folder: Path) -> None:
    assert trained(folder, "out", "--steps", "60") == 0
    assert margin(folder, str(folder / "out")) > margin(folder, "") + 0.05


def test_corrections_kept_apart_make_the_same_reader_of_the_model_they_were_learnt_on(folder: Path) -> None:
    assert trained(folder, "apart", "--steps", "20", "--share", "0.5") == 0
    apart = folder / "apart" / FILE
    merged, bare = load_model(folder / "apart", "cpu"), load_model(folder / "base", "cpu")
    corrected = load_model(folder / "base", "cpu", apart)
    same = [model.encode([QUESTION], prompt="")[0] for model in (merged, corrected, bare)]
    assert np.allclose(same[0], same[1], atol=1e-3)  # kept in half precision
    assert not np.allclose(same[0], same[2], atol=1e-2)
    assert made_for(apart) == weights_digest(settings(folder))


def test_what_ships_reads_questions_of_the_packaged_model_alone(folder: Path, tmp_path: Path) -> None:
    packaged = Settings(models=tmp_path / "models", runtime="torch")
    assert made_for(SHIPPED) == weights_digest(packaged)
    other = replace(settings(folder), question_model="default")
    assert np.array_equal(
        load_encoder(other).encode_queries([QUESTION]),
        load_encoder(settings(folder)).encode_queries([QUESTION]),
    )


def test_passages_keep_their_vectors_and_the_index_stands(folder: Path) -> None:
    assert trained(folder, "kept", "--steps", "5") == 0
    paired = replace(settings(folder), question_model=str(folder / "kept"))
    assert encoder_name(paired) == encoder_name(settings(folder))
    plain, both = load_encoder(settings(folder)), load_encoder(paired)
    assert np.array_equal(plain.encode_passages(TEXTS[:3]), both.encode_passages(TEXTS[:3]))
    assert not np.array_equal(plain.encode_queries([QUESTION]), both.encode_queries([QUESTION]))
    assert open_index(folder / "store", paired).search(QUESTION, mode="dense")


def test_a_stopped_training_ends_as_an_undisturbed_one(folder: Path) -> None:
    def taught(kept: Path, stop_at: int = 0) -> torch.Tensor:
        """Vectors of a question after 70 steps; stopped, as by a key, after ``stop_at``."""

        def report(step: int, *_: float) -> None:
            if step == stop_at:
                raise KeyboardInterrupt

        reader = Reader(load_model(folder / "base", "cpu"), Wording("query: ", "passage: "), 1, 4)
        train(reader, lesson_of(settings(folder), [folder / "pairs.tsv"], 8, 1), PLAN, kept, report)
        with torch.no_grad():
            return reader.upper(reader.lower([QUESTION]))

    whole = taught(folder / "whole.pt")
    with pytest.raises(KeyboardInterrupt):
        taught(folder / "halves.pt", stop_at=61)
    assert torch.load(folder / "halves.pt", weights_only=True)["step"] == 50
    assert torch.allclose(taught(folder / "halves.pt"), whole, atol=1e-5)


def test_a_merged_correction_computes_what_it_did_beside_the_layer() -> None:
    torch.manual_seed(1)
    block = torch.nn.Sequential(torch.nn.Linear(6, 5), torch.nn.Tanh(), torch.nn.Linear(5, 3))
    states = torch.randn(4, 6)
    before = block(states)
    learnt = correct(block, 2)
    assert torch.equal(block(states), before)  # a correction begins as nothing
    for part in learnt:
        torch.nn.init.normal_(part)
    corrected = block(states)
    assert not torch.allclose(corrected, before)
    merge(block)
    assert not any(isinstance(module, LowRank) for module in block.modules())
    assert torch.allclose(block(states), corrected, atol=1e-5)


def test_made_questions_come_from_their_passage_in_other_words() -> None:
    texts = ["Giảm tỷ lệ hộ nghèo mỗi năm từ 1% trở lên; ngắn.", "Ba từ thôi."]
    wordings = {"hộ nghèo": ["nhà nghèo"]}
    examples = list(made(texts, wordings, 40, random.Random(3)))
    assert len(examples) == 40
    for example in examples:
        assert example.passage == 0
        assert example.official in texts[0]
        assert "hộ nghèo" not in example.question or "hộ nghèo" in example.official
    assert any("nhà nghèo" in example.question for example in examples)


def test_the_pairs_that_ship_are_whole_and_ask_in_other_words() -> None:
    pairs = read_pairs(PAIRS)
    assert sum(len(asked) for _, asked in pairs) > 4000
    assert all(len(set(asked)) == len(asked) for _, asked in pairs)
    assert len({official for official, _ in pairs}) == len(pairs)
    same = [q for official, asked in pairs for q in asked if q.lower() in official.lower()]
    assert not same


@pytest.mark.parametrize("line", ["không có câu hỏi", "câu | ", " | hỏi"])
def test_a_line_without_question_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "pairs.tsv").write_text(f"# đầu\n{line}\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="line 2"):
        read_pairs(tmp_path / "pairs.tsv")


def test_what_cannot_be_trained_is_said_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trained(folder, "none", "--steps", "1", "--layers", "9") == 1
    assert "--layers" in capsys.readouterr().err
    assert trained(folder, "none", "--steps", "1", "--store", str(folder / "nowhere")) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (folder / "none").exists()


def test_a_reader_of_questions_of_another_size_is_refused(folder: Path) -> None:
    wrong = load_encoder(replace(settings(folder), model="hashing", question_model=str(folder / "base")))
    with pytest.raises(EncoderError, match="question_model"):
        wrong.encode_passages(["một"])
