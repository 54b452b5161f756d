"""Question and text read together: the lower layers of the model read each alone, the upper ones both.

What the lower layers make of a text does not depend on the question, so it is made once for many of them
(DeFormer: Cao et al. 2020). The upper layers get corrections of low rank; a pointer says where an answer
begins and ends, the first token of the text standing for "not here", and a score how well the text answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.utils.rnn import pad_sequence

from index.train.examples import TrainingError
from index.train.low_rank import correct

States = torch.Tensor  # (tokens, width): what the lower layers make of one text
_AT_ONCE = 32
_CLOSED = -1e4  # of a token that is none


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of pairs.

    Attributes:
        begins: (pairs, tokens) for the tokens of each text, those past its end very low. ends: likewise.
        scores: (pairs,) how well each text answers.
    """

    begins: torch.Tensor
    ends: torch.Tensor
    scores: torch.Tensor


class Network(torch.nn.Module):
    """A BERT whose ``upper`` layers read pairs, with corrections of ``rank``; all else of it stays."""

    def __init__(self, core: Any, upper: int, rank: int) -> None:
        super().__init__()
        blocks = getattr(getattr(core, "encoder", None), "layer", None)
        if blocks is None or not 0 < upper < len(blocks):
            raise TrainingError(f"the model has no {upper} of more layers as BERT has them; give fewer")
        self.core, self.upper, self.rank = core, upper, rank
        for part in core.parameters():
            part.requires_grad_(False)
        correct(blocks[-upper:], rank)
        for module in core.modules():  # what stays needs no more, and is then multiplied as it is
            if isinstance(module, torch.nn.Linear):
                module.to(torch.bfloat16)
        width = int(core.config.hidden_size)
        self.side = torch.nn.Parameter(torch.randn(2, width) * 0.02)  # tells question and text apart
        self.point = torch.nn.Linear(width, 2)
        self.judge = torch.nn.Linear(width, 1)

    def learnt(self) -> dict[str, torch.nn.Parameter]:
        """What is learnt, by name."""
        return {name: part for name, part in self.named_parameters() if part.requires_grad}

    @property
    def device(self) -> torch.device:
        return self.side.device

    @torch.no_grad()
    def alone(self, ids: Sequence[Sequence[int]]) -> list[States]:
        """What the lower layers make of texts, given as tokens."""
        found: list[States] = [torch.empty(0)] * len(ids)
        below = self.core.encoder.layer[: -self.upper]
        for part in _by_length([len(one) for one in ids]):
            rows = pad_sequence([torch.tensor(ids[i]) for i in part], batch_first=True).to(self.device)
            with self._halved():
                states = self._through(
                    below, self.core.embeddings(input_ids=rows), [len(ids[i]) for i in part]
                )
            for row, i in enumerate(part):
                found[i] = states[row, : len(ids[i])].to(torch.bfloat16)
        return found

    def forward(self, questions: Sequence[States], texts: Sequence[States]) -> Read:
        """Each question read with its text."""
        both = list(zip(questions, texts, strict=True))
        pairs = [torch.cat([q.float() + self.side[0], t.float() + self.side[1]]) for q, t in both]
        with self._halved():
            states = self._through(
                self.core.encoder.layer[-self.upper :],
                pad_sequence(pairs, batch_first=True),
                [len(pair) for pair in pairs],
            )
        states = states.float()
        own = pad_sequence(
            [self.point(states[row, len(q) : len(q) + len(t)]) for row, (q, t) in enumerate(both)],
            batch_first=True,
            padding_value=_CLOSED,
        )
        return Read(own[..., 0], own[..., 1], self.judge(states[:, 0])[:, 0])

    def _halved(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16)

    @staticmethod
    def _through(
        blocks: Sequence[torch.nn.Module], states: torch.Tensor, lengths: Sequence[int]
    ) -> torch.Tensor:
        ends = torch.tensor(lengths, device=states.device)
        read = (torch.arange(states.shape[1], device=states.device)[None] < ends[:, None])[:, None, None, :]
        for block in blocks:
            made = block(states, read)
            states = made[0] if isinstance(made, tuple) else made
        return states


def _by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    return (order[at : at + _AT_ONCE] for at in range(0, len(order), _AT_ONCE))
