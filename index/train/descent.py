"""Steps of AdamW, kept every so often, so that a training that was stopped goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch

_WARM_UP = 20  # steps


class Descent:
    """Brings parameters down a loss, ``steps`` times.

    The rate rises over the first steps and falls to nothing at the last (Loshchilov & Hutter 2019 for the
    decay of weights); gradients are clipped to a length of 1.
    """

    def __init__(
        self, learnt: Sequence[torch.nn.Parameter], *, steps: int, rate: float, kept: Path, every: int
    ) -> None:
        """
        Args:
            kept: file that a stopped training goes on from, written each ``every`` steps.
        """
        self._learnt = list(learnt)
        self._steps, self._rate = steps, rate
        self._kept, self._every = kept, every
        self._optimizer = torch.optim.AdamW(self._learnt, lr=rate, weight_decay=0.01)

    def left(self) -> Iterator[int]:
        """The steps that are still to go, from 0; each is to be taken (:meth:`take`) before the next."""
        return iter(range(self._resumed(), self._steps))

    def take(self, step: int, losses: Iterable[torch.Tensor]) -> None:
        """Go one step down the sum of ``losses``; one that hangs on nothing that is learnt is passed over."""
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate * min(1.0, (step + 1) / _WARM_UP) * (1 - step / self._steps)
        self._optimizer.zero_grad()
        for loss in losses:
            if loss.requires_grad:
                loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._learnt, 1.0)
        self._optimizer.step()
        if (step + 1) % self._every == 0:
            self._keep(step + 1)

    def _keep(self, step: int) -> None:
        learnt = [part.data for part in self._learnt]
        state = {"step": step, "learnt": learnt, "optimizer": self._optimizer.state_dict()}
        torch.save(state, new := self._kept.with_suffix(".new"))
        new.replace(self._kept)

    def _resumed(self) -> int:
        """The step to go on from, its state brought back."""
        if not self._kept.exists():
            return 0
        state = torch.load(self._kept, weights_only=True)
        for part, data in zip(self._learnt, state["learnt"], strict=True):
            part.data.copy_(data)
        self._optimizer.load_state_dict(state["optimizer"])
        return int(state["step"])
