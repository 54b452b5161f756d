"""What every encoder is: unit vectors of questions and of passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from settings import PolicyError

Vectors = npt.NDArray[np.float32]  # (texts, dimension), each of length 1: an inner product is a cosine


class EncoderError(PolicyError):
    """The model that settings name cannot be loaded."""


class Encoder(Protocol):
    """Turns texts into unit vectors; ``name`` changes whenever its vectors of passages would."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
