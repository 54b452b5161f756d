"""What a training is given: passages with their vectors, and questions that they answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index import generation as g
from index.encoder import Vectors, encoder_name, load_encoder
from index.parts import FileParts
from index.thesaurus import ideas
from index.train.examples import Example, TrainingError, made, read_pairs
from settings import Settings


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions and all that may answer them.

    Attributes:
        examples: the first ``written`` of them by people. passages: vectors (n, dimension).
        owners: (n,) a number for the document of each passage. documents: how many there are.
    """

    examples: Sequence[Example]
    written: int
    passages: Vectors
    owners: npt.NDArray[np.int64]
    documents: int


def lesson_of(settings: Settings, pairs: Sequence[Path], count: int, seed: int) -> Lesson:
    """The written ``pairs`` and ``count`` questions made from the passages of the store's index.

    Raises:
        settings.PolicyError: no index, another model's, one kept by a database, or a file without pairs.
    """
    texts, known, owners = _passages(settings)
    lines = [line for path in pairs for line in read_pairs(path)]
    examples = [
        Example(question, official, len(texts) + number)
        for number, (official, questions) in enumerate(lines)
        for question in questions
    ]
    written = len(examples)
    wordings = {" ".join(one): [" ".join(other) for other in others] for one, others in ideas().items()}
    examples += made(texts, wordings, count, random.Random(seed))
    officials = load_encoder(settings).encode_passages([official for official, _ in lines])
    alone = -1 - np.arange(len(lines))
    return Lesson(
        examples, written, np.concatenate([known, officials]), np.concatenate([owners, alone]),
        len(set(owners.tolist())),
    )  # fmt: skip


def _passages(settings: Settings) -> tuple[list[str], Vectors, npt.NDArray[np.int64]]:
    """Texts, vectors and documents of the passages of an index, by row."""
    if settings.engine != "files":
        raise TrainingError("training reads an index of files; name such a store with --store")
    parts = FileParts(g.current(settings.store))
    if parts.manifest.encoder != (name := encoder_name(settings)):
        raise TrainingError(f"{settings.store}: built with {parts.manifest.encoder}, not {name}: {g.AGAIN}")
    content, dense, _ = parts.open()
    names = content.ids(range(parts.manifest.passages))
    texts = [content.passage(names[row]).text for row in range(parts.manifest.passages)]
    owners = np.zeros(parts.manifest.passages, np.int64)
    for ordinal, (first, end) in enumerate(content.spans):
        owners[first:end] = ordinal
    return texts, dense.vectors(), owners
