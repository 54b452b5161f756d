"""What a reader of answers is taught by, step by step."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy

from answer.train.lesson import Contest, Lesson, Pointed, contests, pointed
from answer.train.network import Network
from answer.train.reader import Tokens
from index.train.descent import Descent

_KEPT_EVERY = 25
Report = Callable[[int, float, float], None]  # step, loss of the pointer, loss of the score
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        stretches: texts a step, four questions each. asked: written questions a step whose sentences are
            judged. rivals: texts that each is judged beside.
    """

    steps: int = 240
    stretches: int = 4
    asked: int = 4
    rivals: int = 4
    rate: float = 1e-3
    seed: int = 1


def train(network: Network, tokens: Tokens, lesson: Lesson, plan: Plan, kept: Path, report: Report) -> None:
    """Teach ``network`` to point at answers and to score the text that answers above the others.

    Args:
        kept: file that a stopped training goes on from.
    """
    learnt = list(network.learnt().values())
    descent = Descent(learnt, steps=plan.steps, rate=plan.rate, kept=kept, every=_KEPT_EVERY)
    for step in descent.left():
        chance = random.Random(f"{plan.seed} {step}")
        losses = (
            point_loss(network, tokens, pointed(lesson, chance, plan.stretches)),
            judge_loss(network, tokens, contests(lesson, chance, plan.asked, plan.rivals)),
        )
        descent.take(step, losses)
        report(step + 1, *(loss.item() for loss in losses))


def point_loss(network: Network, tokens: Tokens, drawn: Sequence[Pointed]) -> torch.Tensor:
    """Cross-entropy of first and last token; the text's first token where it holds no answer."""
    texts = list(dict.fromkeys(one.text for one in drawn))
    read = {text: tokens.of_text(text) for text in texts}
    aims = [_aim(read[one.text][1], one.span) for one in drawn]
    drawn, aimed = (
        [one for one, aim in zip(drawn, aims, strict=True) if aim],
        [aim for aim in aims if aim],
    )
    if not drawn:
        return torch.zeros(())
    states = dict(zip(texts, network.alone([read[text][0] for text in texts]), strict=True))
    asked = network.alone([tokens.of_question(one.question) for one in drawn])
    found = network(asked, [states[one.text] for one in drawn])
    first, last = torch.tensor(aimed, device=network.device).T
    return (cross_entropy(found.begins, first) + cross_entropy(found.ends, last)) / 2


def judge_loss(network: Network, tokens: Tokens, drawn: Sequence[Contest]) -> torch.Tensor:
    """Cross-entropy of the text that answers among those of its question, by their scores."""
    if not drawn:
        return torch.zeros(())
    texts = list(dict.fromkeys(text for one in drawn for text in one.texts))
    states = dict(zip(texts, network.alone([tokens.of_text(text)[0] for text in texts]), strict=True))
    asked = network.alone([tokens.of_question(one.question) for one in drawn])
    pairs = [
        (question, states[text]) for question, one in zip(asked, drawn, strict=True) for text in one.texts
    ]
    scores = network([question for question, _ in pairs], [text for _, text in pairs]).scores
    rows = torch.nn.utils.rnn.pad_sequence(
        list(scores.split([len(one.texts) for one in drawn])), batch_first=True, padding_value=-1e4
    )
    return cross_entropy(rows, torch.zeros(len(rows), dtype=torch.long, device=rows.device))


def _aim(spans: Sequence[Span], wanted: Span | None) -> Span | None:
    """First and last token of ``wanted``; ``None`` where it stands beyond what is read."""
    if wanted is None:
        return 0, 0
    inside = [i for i, (low, high) in enumerate(spans) if low < high and low < wanted[1] and high > wanted[0]]
    return (inside[0], inside[-1]) if inside and spans[inside[-1]][1] >= wanted[1] else None
