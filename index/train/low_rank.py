"""Low-rank corrections of linear layers (LoRA, Hu et al. 2021): W x becomes W x + s B A x."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import torch

_Kind = TypeVar("_Kind", bound=torch.nn.Module)
_SCALE = 2.0  # alpha / rank of the paper


class LowRank(torch.nn.Module):
    """A linear layer that stays, with a correction of small rank that is learnt; at first it is zero."""

    def __init__(self, linear: torch.nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.down = torch.nn.Parameter(torch.randn(rank, linear.in_features) * 0.02)
        self.up = torch.nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """(…, in) to (…, out)."""
        found: torch.Tensor = self.linear(states)
        low = torch.nn.functional.linear(states, self.down)
        return found + _SCALE * torch.nn.functional.linear(low, self.up)

    def merged(self, share: float = 1.0) -> torch.nn.Linear:
        """One linear layer that does the same, or goes ``share`` of the way there."""
        with torch.no_grad():
            self.linear.weight += share * _SCALE * self.up @ self.down
        return self.linear


def correct(module: torch.nn.Module, rank: int) -> list[torch.nn.Parameter]:
    """Put a correction on every linear layer inside ``module``; returns what is to be learnt."""
    for parent, name, linear in list(_inside(module, torch.nn.Linear)):
        setattr(parent, name, LowRank(linear, rank))
    return [part for _, _, low in _inside(module, LowRank) for part in (low.down, low.up)]


def thin(module: torch.nn.Module, share: float = 1.0) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """(up, down) of each corrected layer by its name, so that ``share`` of the correction is up @ down."""
    return {
        name: (share * _SCALE * part.up, part.down)
        for name, part in module.named_modules()
        if isinstance(part, LowRank)
    }


def merge(module: torch.nn.Module, share: float = 1.0) -> None:
    """Make ``share`` of the corrections inside ``module`` part of its layers."""
    for parent, name, low in list(_inside(module, LowRank)):
        setattr(parent, name, low.merged(share))


def _inside(module: torch.nn.Module, kind: type[_Kind]) -> Iterator[tuple[torch.nn.Module, str, _Kind]]:
    for parent in list(module.modules()):
        for name, child in parent.named_children():
            if isinstance(child, kind) and not isinstance(parent, LowRank):
                yield parent, name, child
