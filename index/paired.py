"""Two models over one space: one reads questions, the other made the vectors of the passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from index.vectors import Encoder, EncoderError, Vectors


class PairedEncoder:
    """``name`` is that of the model of passages, whose vectors an index keeps; it is loaded when first
    a passage is encoded, which who only searches never needs."""

    def __init__(self, questions: Encoder, name: str, passages: Callable[[], Encoder]) -> None:
        self.name = name
        self.dimension = questions.dimension
        self._questions = questions
        self._load = passages

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        return self._questions.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        return self._passages.encode_passages(texts)

    @cached_property
    def _passages(self) -> Encoder:
        found = self._load()
        if found.dimension != self.dimension:
            raise EncoderError(
                f"question_model makes vectors of {self.dimension} numbers, {found.name} of "
                f"{found.dimension}; name a reader of questions that was trained from it"
            )
        return found
