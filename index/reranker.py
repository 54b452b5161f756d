"""A second look at the first passages: a cross-encoder reads question and passage together."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.fusion import ordered, stretched
from index.model_folder import model_folder
from index.segmentation import segmented, wants_segments
from index.transformer import device_of, silence, wait_quietly, window
from settings import PolicyError, Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DIGITS = 6  # scores are rounded: beyond this, float32 sums depend on the order of addition

Ranking = Sequence[tuple[str, float]]  # ids of passages with scores, best first


class RerankerError(PolicyError):
    """The reranker that settings name cannot be used."""


def load_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that ``settings.reranker`` names, or ``None`` where it names none.

    Raises:
        RerankerError: the folder holds no cross-encoder.
        index.vectors.EncoderError: no such folder, or a hub name that cannot be fetched.
    """
    if not settings.reranker:
        return None
    if settings.rerank_top < 1 or not 0 <= settings.rerank_share <= 1:
        raise RerankerError(
            "settings: rerank_top must be 1 or more, and rerank_share from 0 to 1; correct them"
        )
    folder = model_folder(settings.reranker, fetch=True, setting="reranker")
    with _LOADING:
        return _loaded(folder, wants_segments("auto", folder), settings.device)


class Reranker:
    """A cross-encoder with one score a pair; the higher, the better the passage answers the question.

    On a processor pairs are read one at a time: without padding a pair has the same score, bit for bit,
    whatever is read beside it. On a graphics card all pairs of a question are one batch, which the
    question alone decides.
    """

    def __init__(self, folder: Path, segment: bool, device: str) -> None:
        self._model = _load(folder, device)
        self._segment = segment
        self._alone = self._model.device.type != "cuda"
        self._lock = threading.Lock()  # fast tokenizers refuse two threads at once

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How well each passage answers ``question``, as the model's own activation gives it."""
        if not passages:
            return []
        pairs = [(self._read(question), self._read(passage)) for passage in passages]
        with self._lock:
            found = self._model.predict(
                pairs, batch_size=1 if self._alone else len(pairs), show_progress_bar=False
            )
        return [round(float(score), DIGITS) for score in np.asarray(found, np.float64)]

    def _read(self, text: str) -> str:
        return segmented(text) if self._segment else text


def second_look(
    reranker: Reranker, question: str, fused: Ranking, texts: Sequence[str], share: float
) -> tuple[Ranking, Ranking]:
    """The fused passages in their new order, and the reranker's own order; ``texts`` are theirs.

    Fused and own scores are scaled to 0..1 among these passages, as in :func:`index.fusion.stretched`, and
    ``share`` of the sum is the reranker's. The new scores are on the scale of the fused ones, which
    answers are weighed by, so the passages that follow stay below.
    """
    if not fused:
        return [], []
    own = ordered(zip((id for id, _ in fused), reranker.scores(question, texts), strict=True))
    high, low = fused[0][1], fused[-1][1]
    before, after = stretched(fused), stretched(own)
    both = {id: (1 - share) * before[id] + share * after[id] for id in before}
    return ordered((id, round(low + (high - low) * score, 6)) for id, score in both.items()), own


_loaded = lru_cache(maxsize=1)(Reranker)  # an index that is opened again finds its model here
_LOADING = threading.Lock()


def _load(folder: Path, device: str) -> CrossEncoder:
    _check(folder)
    wait_quietly()
    silence()
    from safetensors import SafetensorError
    from sentence_transformers import CrossEncoder

    try:
        model: CrossEncoder = CrossEncoder(str(folder), device=device_of(device), local_files_only=True)
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RerankerError(f"{folder}: cannot be loaded ({reason}); {_NEXT}") from error
    model.max_seq_length = window(model)
    model.float().eval()
    return model


def _check(folder: Path) -> None:
    """Refuse what has no trained head: the library would give it a random one, and score by that."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        makes = [str(name) for name in config.get("architectures") or ()]
        labels = config.get("num_labels") or len(config.get("id2label") or (0, 1))
    except (OSError, ValueError, AttributeError) as error:
        raise RerankerError(f"{folder}: no model ({error}); {_NEXT}") from error
    if not any(name.endswith("ForSequenceClassification") for name in makes):
        raise RerankerError(f"{folder}: no cross-encoder but {', '.join(makes) or 'nothing named'}; {_NEXT}")
    if labels != 1:
        raise RerankerError(f"{folder}: gives {labels} labels and not one score; {_NEXT}")


_NEXT = 'name a cross-encoder in settings.toml, or set reranker = ""'
