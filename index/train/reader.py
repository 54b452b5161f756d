"""A model split in two: lower layers that stay, read once a text, and upper ones that learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from index.train.examples import TrainingError
from index.train.low_rank import correct, thin
from index.wording import Wording

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_TOKENS = 64  # of a question; people type fewer
_AT_ONCE = 64
States = torch.Tensor  # (tokens, width): what the lower layers make of one text


@dataclass
class Reader:
    """The question side of ``model``; its last ``layers`` layers get corrections of ``rank``."""

    model: SentenceTransformer
    wording: Wording
    layers: int
    rank: int

    def __post_init__(self) -> None:
        self._core: Any = getattr(self.model[0], "auto_model", None)
        blocks = getattr(getattr(self._core, "encoder", None), "layer", None)
        if blocks is None or not 0 < self.layers <= len(blocks):
            raise TrainingError(
                f"the model has no {self.layers} layers as BERT has them to train; give fewer with --layers, "
                "or train it with its own tools"
            )
        self._below, self._above = blocks[: -self.layers], blocks[-self.layers :]
        for part in self.model.parameters():
            part.requires_grad_(False)
        self.learnt: list[torch.nn.Parameter] = []

    def begin(self) -> None:
        """Put the corrections in; until then the upper layers are those of the model."""
        self.learnt = correct(self._above, self.rank)
        self.model.to(self.model.device)

    def corrections(self, share: float = 1.0) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
        """``share`` of what was learnt, by the name of the layer: see :func:`index.train.low_rank.thin`."""
        return thin(self._core, share)

    @torch.no_grad()
    def lower(self, questions: Sequence[str]) -> list[States]:
        """What the layers that stay make of each question; kept in half precision on the processor."""
        found: list[States] = [torch.empty(0)] * len(questions)
        for part in _by_length(questions):
            ids, mask = self._tokens([questions[i] for i in part])
            states = self._through(self._below, self._core.embeddings(input_ids=ids), mask)
            for row, i in enumerate(part):
                found[i] = states[row, : int(mask[row].sum())].half().cpu()
        return found

    def upper(self, below: Sequence[States]) -> torch.Tensor:
        """Unit vectors (texts, dimension) of texts from what :meth:`lower` made of them."""
        device = self.model.device
        states = torch.nn.utils.rnn.pad_sequence([s.float() for s in below], batch_first=True).to(device)
        lengths = torch.tensor([len(s) for s in below], device=device)
        mask = (torch.arange(states.shape[1], device=device)[None] < lengths[:, None]).long()
        features: dict[str, Any] = {
            "token_embeddings": self._through(self._above, states, mask),
            "attention_mask": mask,
        }
        for module in list(self.model)[1:]:
            features = module(features)
        return torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)

    def _tokens(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        read = self.model.tokenizer(
            [self.wording.of_query(text) for text in texts],
            padding=True, truncation=True, max_length=_TOKENS, return_tensors="pt",
        )  # fmt: skip
        device = self.model.device
        return read["input_ids"].to(device), read["attention_mask"].to(device)

    @staticmethod
    def _through(blocks: Sequence[torch.nn.Module], states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        closed = (1 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        for block in blocks:
            made = block(states, closed)
            states = made[0] if isinstance(made, tuple) else made
        return states


def _by_length(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of texts, those of like length together."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    return (order[at : at + _AT_ONCE] for at in range(0, len(order), _AT_ONCE))
