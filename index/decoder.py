"""The likeliest path through a lattice of readings: a beam search under the language model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.language import BREAK, Ids, LanguageModel, Scores

BEAM = 48


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a token: ids for the language model, text for the reader, cost in nats.

    ``span`` counts the tokens that it stands for: 2 where a space was typed into a word.
    """

    ids: tuple[int, ...]
    text: str
    cost: float
    kind: str = ""  # a kind of Change; empty where nothing changes
    span: int = 1


@dataclass(frozen=True, slots=True)
class _States:
    """Ends of paths (n,): their last two ids, scores, and how they came: from which token, state, reading."""

    first: Ids
    second: Ids
    scores: Scores
    token: Ids
    origin: Ids
    chosen: Ids


_FIELDS = _States.__slots__


def decode(lattice: Sequence[Sequence[Reading]], model: LanguageModel) -> list[tuple[int, Reading]]:
    """The best path, as places of tokens and how they are read; every reading must end in the lattice."""
    one = np.zeros(1, dtype=np.int64)
    start = _States(one + BREAK, one + BREAK, np.zeros(1), one - 1, one, one)
    arrived: list[list[_States]] = [[start], *([] for _ in lattice)]
    kept: list[_States] = []
    for at, readings in enumerate(lattice):
        states = _pruned(arrived[at])
        kept.append(states)
        groups = {(reading.span, len(reading.ids)) for reading in readings}
        for span, length in sorted(groups):
            same = [r for r, one in enumerate(readings) if (one.span, len(one.ids)) == (span, length)]
            arrived[at + span].append(_extended(at, states, readings, same, model))
    kept.append(_pruned(arrived[-1]))
    return _traced(lattice, kept)


def _extended(
    at: int, states: _States, readings: Sequence[Reading], chosen: Sequence[int], model: LanguageModel
) -> _States:
    """Every state followed by every reading; a longer reading is scored where it joins only."""
    ids = np.asarray([readings[r].ids for r in chosen], dtype=np.int64)
    costs = np.asarray([readings[r].cost for r in chosen])
    before, offered = len(states.first), len(chosen)
    origin, which = np.divmod(np.arange(before * offered), offered)
    one, two, next_ = states.first[origin], states.second[origin], ids[which]
    scores = states.scores[origin] - costs[which] + model.score(one, two, next_[:, 0])
    last = two if ids.shape[1] == 1 else next_[:, -2]
    token = np.full(len(origin), at)
    return _States(last, next_[:, -1], scores, token, origin, np.asarray(chosen)[which])


def _pruned(arrived: Sequence[_States]) -> _States:
    """The best state for each last two ids, the best of them all; ties by what came first."""
    if len(arrived) == 1:  # in order of origin and reading already
        all_ = arrived[0]
        if len(all_.scores) == 1:
            return all_
        keys = all_.first << 16 | all_.second
        order = np.lexsort((-all_.scores, keys))
    else:
        all_ = _States(*(np.concatenate([getattr(one, name) for one in arrived]) for name in _FIELDS))
        keys = all_.first << 16 | all_.second
        order = np.lexsort((all_.chosen, all_.origin, all_.token, -all_.scores, keys))
    keys = keys[order]
    order = order[np.concatenate([[True], keys[1:] != keys[:-1]])]
    order = order[np.argsort(-all_.scores[order], kind="stable")[:BEAM]]
    return _States(*(getattr(all_, name)[order] for name in _FIELDS))


def _traced(lattice: Sequence[Sequence[Reading]], kept: Sequence[_States]) -> list[tuple[int, Reading]]:
    path: list[tuple[int, Reading]] = []
    at, state = len(lattice), int(np.argmax(kept[-1].scores))
    while at:
        states, came = kept[at], state
        at, state = int(states.token[came]), int(states.origin[came])
        path.append((at, lattice[at][int(states.chosen[came])]))
    return path[::-1]
