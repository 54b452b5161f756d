"""A reader that was taught: the span of a text that answers a question, and how well texts answer it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from answer.train.network import Network, Read
from index.encoder import source_folder, weights_digest
from index.train.examples import TrainingError
from index.transformer import load_model
from index.wording import Wording, wording_of
from settings import Settings

FILE = "reader.safetensors"
LONGEST = 30  # tokens of a span
_QUESTION, _TEXT = 64, 400  # tokens that are read
Span = tuple[int, int]


class Tokens:
    """Texts as tokens of a model, and where each token stands in its text."""

    def __init__(self, tokenizer: Any, wording: Wording, longest: int) -> None:
        if wording.segmented or not getattr(tokenizer, "is_fast", False):
            raise TrainingError(
                "the model's tokens do not tell where they stand; a span cannot be read with it"
            )
        self._tokenizer, self._wording = tokenizer, wording
        self._most = min(_TEXT, longest - _QUESTION)

    def of_question(self, text: str) -> list[int]:
        """Tokens of a question."""
        read = self._tokenizer(self._wording.of_query(text), truncation=True, max_length=_QUESTION)
        return list(read["input_ids"])

    def of_text(self, text: str) -> tuple[list[int], list[Span]]:
        """Tokens of a text and the span of each; empty ones stand for what is not of the text."""
        read = self._tokenizer(
            self._wording.of_passage(text),
            truncation=True,
            max_length=self._most,
            return_offsets_mapping=True,
        )
        skip = len(self._wording.passage)
        spans = [(max(0, low - skip), max(0, high - skip)) for low, high in read["offset_mapping"]]
        return list(read["input_ids"]), spans


class Reader:
    """Question and text read together, one question at a time."""

    def __init__(self, network: Network, tokens: Tokens) -> None:
        self._network, self._tokens = network.eval(), tokens

    def span(self, question: str, text: str) -> Span | None:
        """The likeliest span of ``text``; ``None`` where it holds no word."""
        ids, spans = self._tokens.of_text(text)
        read = self._read(question, [ids])
        return likeliest(read.begins[0], read.ends[0], spans)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each of ``texts`` answers; the higher the better, of no scale."""
        read = self._read(question, [self._tokens.of_text(text)[0] for text in texts]) if texts else None
        return [float(score) for score in read.scores] if read else []

    @torch.no_grad()
    def _read(self, question: str, ids: Sequence[Sequence[int]]) -> Read:
        asked = self._network.alone([self._tokens.of_question(question)])
        read: Read = self._network(asked * len(ids), self._network.alone(ids))
        return read


def likeliest(begins: torch.Tensor, ends: torch.Tensor, spans: Sequence[Span]) -> Span | None:
    """The span of text whose first and last token are likeliest together, :data:`LONGEST` tokens at most."""
    count = len(spans)
    real = torch.tensor([low < high for low, high in spans], device=begins.device)
    sums = begins[:count, None] + ends[None, :count]
    at = torch.arange(count, device=begins.device)
    apart = at[None] - at[:, None]
    allowed = (apart >= 0) & (apart < LONGEST) & real[:, None] & real[None]
    if not bool(allowed.any()):
        return None
    best = int(sums.masked_fill(~allowed, float("-inf")).argmax())
    return spans[best // count][0], spans[best % count][1]


def bare_network(settings: Settings, upper: int, rank: int) -> tuple[Network, Tokens]:
    """A network that has learnt nothing yet over the model of ``settings``, and its tokens.

    Raises:
        settings.PolicyError: a model that cannot be loaded, or read so.
    """
    folder, label = source_folder(settings)
    model = load_model(folder, settings.device)
    tokens = Tokens(model.tokenizer, wording_of(settings, label, folder), int(model.max_seq_length or 0))
    network = Network(getattr(model[0], "auto_model", None), upper, rank)
    return network.to(model.device), tokens


def save_reader(network: Network, base: str, folder: Path) -> None:
    """Write what was learnt; ``base`` is the fingerprint of the weights beneath."""
    from safetensors.torch import save_file

    parts = {name: part.detach().half().cpu().contiguous() for name, part in network.learnt().items()}
    told = {"base": base, "upper": str(network.upper), "rank": str(network.rank)}
    save_file(parts, folder / FILE, metadata=told)


def load_reader(folder: Path, settings: Settings) -> Reader:
    """The reader that ``python -m answer.train`` wrote into ``folder``.

    Raises:
        TrainingError: there is none, or it was taught on another model than that of ``settings``.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(folder / FILE, "pt") as file:
            told = file.metadata() or {}
            parts = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except (OSError, SafetensorError) as error:
        raise TrainingError(f"{folder}: no reader in it; make one with python -m answer.train") from error
    if told.get("base") != weights_digest(settings):
        raise TrainingError(
            f"{folder}: taught on another model; name that one in settings.toml, or train anew"
        )
    network, tokens = bare_network(settings, int(told["upper"]), int(told["rank"]))
    learnt = network.learnt()
    with torch.no_grad():
        for name, part in parts.items():
            learnt[name].copy_(part)
    return Reader(network, tokens)
