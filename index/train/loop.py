"""What a reader of questions is taught by, step by step."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from index.train.descent import Descent
from index.train.lesson import Lesson
from index.train.reader import Reader, States

_KEPT_EVERY = 50
Report = Callable[[int, float, float], None]  # step, loss of contrast, distance to the official wording


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        taught: share of a batch that is written by people, where there are such pairs.
        temperature: of the softmax over all passages. stay: weight of the distance between a question
            and the vector that the model, before training, gives its official wording.
    """

    steps: int = 600
    batch: int = 48
    rate: float = 5e-4
    taught: float = 0.5
    temperature: float = 0.03
    stay: float = 5.0
    seed: int = 1


def train(reader: Reader, lesson: Lesson, plan: Plan, kept: Path, report: Report) -> None:
    """Teach ``reader`` that each question is nearest to its passage among all ``passages``.

    The loss is the cross-entropy over every passage (no other passage of the same owner counts) plus
    ``plan.stay`` times the mean distance to the official wording, so that what was known is not lost.

    Args:
        kept: file that a stopped training goes on from.
    """
    examples, written = lesson.examples, lesson.written
    below = reader.lower([example.question for example in examples])
    with torch.no_grad():
        official = _in_parts(reader, reader.lower([example.official for example in examples]))
    torch.manual_seed(plan.seed)
    reader.begin()
    descent = Descent(reader.learnt, steps=plan.steps, rate=plan.rate, kept=kept, every=_KEPT_EVERY)
    device = reader.model.device
    passages, owners = (
        torch.from_numpy(lesson.passages).to(device),
        torch.from_numpy(lesson.owners).to(device),
    )
    official = official.to(device)
    for step in descent.left():
        chosen = _batch(random.Random(f"{plan.seed} {step}"), len(examples), written, plan)
        right = torch.tensor([examples[i].passage for i in chosen], device=device)
        found = reader.upper([below[i] for i in chosen])
        contrast = _contrast(found, passages, owners, right, plan.temperature)
        away = (1 - (found * official[chosen]).sum(1)).mean()
        descent.take(step, [contrast + plan.stay * away])
        report(step + 1, contrast.item(), away.item())


def _batch(chance: random.Random, count: int, written: int, plan: Plan) -> list[int]:
    made = written < count
    return [
        chance.randrange(written)
        if written and (not made or chance.random() < plan.taught)
        else chance.randrange(written, count)
        for _ in range(plan.batch)
    ]


def _contrast(
    found: torch.Tensor,
    passages: torch.Tensor,
    owners: torch.Tensor,
    right: torch.Tensor,
    temperature: float,
) -> torch.Tensor:
    scores = found @ passages.T
    same = owners[None, :] == owners[right][:, None]
    same[torch.arange(len(right)), right] = False
    return torch.nn.functional.cross_entropy(scores.masked_fill(same, -1.0) / temperature, right)


def _in_parts(reader: Reader, below: Sequence[States], size: int = 64) -> torch.Tensor:
    return torch.cat([reader.upper(below[at : at + size]).cpu() for at in range(0, len(below), size)])
