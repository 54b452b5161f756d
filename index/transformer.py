"""A model of sentence-transformers as an encoder."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.corrections import apply_corrections
from index.vectors import EncoderError, Vectors
from index.wording import Wording

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer


class TransformerEncoder:
    """A sentence-transformers folder.

    On a processor texts are encoded one at a time: no padding, so that it is no slower than in
    batches, and a text has the same vector, bit for bit, whatever is encoded beside it. On a
    graphics card batches are needed; there vectors agree to about 1e-6.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        wording: Wording,
        device: str,
        batch_size: int,
        corrections: Path | None = None,
    ) -> None:
        self.name = name
        self._wording = wording
        self._model = load_model(folder, device, corrections)
        self._batch = batch_size if self._model.device.type == "cuda" else 1
        self._lock = threading.Lock()  # fast tokenizers refuse two threads at once
        self.dimension = self._encode([""]).shape[1]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        return self._encode([self._wording.of_query(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        return self._encode([self._wording.of_passage(text) for text in texts])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (texts, dimension) of texts as the model is to read them, prompts and all."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            rows = self._model.encode(
                list(texts),
                prompt="",  # it stands before each text already; a default one must not come on top
                batch_size=self._batch,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(rows, np.float32)


def wait_quietly() -> None:
    """Let threads that wait sleep: spinning, they halve the speed of a processor that has other work.

    Counts only before torch is first imported: called where work begins.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def load_model(folder: Path, device: str, corrections: Path | None = None) -> SentenceTransformer:
    """The model of ``folder`` in fp32, with the ``corrections`` of a file, reading at most what it may.

    Raises:
        EncoderError: no such model, one whose prompts we cannot serve, or a card that is not there.
    """
    wait_quietly()
    silence()
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(str(folder), device=device_of(device), local_files_only=True)
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EncoderError(
            f"{folder}: not a sentence-transformers model ({reason}); correct 'model' in settings.toml"
        ) from error
    if any(getattr(module, "include_prompt", True) is False for module in model):
        raise EncoderError(
            f"{folder}: leaves its prompt out when it averages, as Instructor models do, which is not "
            "supported; name another 'model' in settings.toml"
        )
    model.max_seq_length = window(model)
    model.float().eval()
    if corrections:
        apply_corrections(model, corrections)
    return model


def silence() -> None:
    """Nothing but the program itself writes to its terminal."""
    import logging

    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)


def window(model: SentenceTransformer | CrossEncoder) -> int:
    """Tokens that ``model`` may read at once, at most 512: passages are shorter, more only costs memory.

    Models of the RoBERTa family count positions from ``padding_idx + 1``: of 258, PhoBERT can use 256.
    """
    core = getattr(model[0], "auto_model", None)
    positions = getattr(getattr(core, "config", None), "max_position_embeddings", None)
    first = (
        next((module.padding_idx + 1 for module in core.modules() if _counts_on(module)), 0) if core else 0
    )
    limits = [model.max_seq_length, positions - first if positions and positions > 0 else None]
    return min([512, *(int(limit) for limit in limits if limit)])


def _counts_on(module: Any) -> bool:
    return hasattr(module, "position_embeddings") and isinstance(getattr(module, "padding_idx", None), int)


def device_of(wanted: str) -> str:
    """``cpu`` or ``cuda`` for the ``device`` of settings.

    Raises:
        EncoderError: an unknown word, or a card that is not there.
    """
    import torch

    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if wanted not in ("cpu", "cuda"):
        raise EncoderError(f"device {wanted!r} in settings is not known; use auto, cpu or cuda")
    if wanted == "cuda" and not torch.cuda.is_available():
        raise EncoderError("settings name device 'cuda', but torch sees no such card; set device = \"auto\"")
    return wanted
