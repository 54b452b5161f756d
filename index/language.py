"""A syllable n-gram model: which Vietnamese syllable follows which.

Counts of one, two and three syllables, scored with back-off (Brants et al. 2007: the relative frequency of
the longest n-gram seen, times 0.4 for each shortening). What is backed off to counts half by how often it
stands and half after how many others (Kneser and Ney 1995): "dẫn số" is frequent, but only after "hướng",
so "ke hoach dan so" is "kế hoạch dân số". The shipped counts
come from public-domain law text (``python -m index.train_language``); an index adds the counts of
its own documents, so that its names and terms are known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.syllables import canonical, unaccent

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]

BREAK, FIGURE, UNKNOWN = 0, 1, 2  # ids of a sentence or clause break, any number, an unknown word
_RESERVED = ("|", "#", "?")
_BACKOFF = float(np.log(0.4))
_DISCOUNT = 0.5  # taken from every seen n-gram; one seen once is worth half
_PIECES = re.compile(r"[^\W\d_]+|\d[\d.,/-]*|[.;:!?\n()\"“”]")
SHIPPED = Path(__file__).parent / "data" / "language.npz"


def pieces(text: str) -> list[str]:
    """Syllables (canonical), ``#`` for figures and ``|`` for breaks, in order."""
    return [_piece(token) for token in _PIECES.findall(text)]


def _piece(token: str) -> str:
    if token[0].isdigit():
        return "#"
    return canonical(token) if token[0].isalpha() else "|"


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """Counts of n-grams over a vocabulary; keys pack 16-bit ids, the latest in the lowest bits.

    Attributes:
        vocabulary: canonical syllables; their ids are their places.
        ones: (v,) counts. twos, threes: sorted keys with their counts.
    """

    vocabulary: tuple[str, ...]
    ones: Ids
    twos: Ids
    two_counts: Ids
    threes: Ids
    three_counts: Ids

    @classmethod
    def learn(cls, texts: Iterable[Sequence[str]], least: int = 1, least_three: int = 1) -> LanguageModel:
        """Count the n-grams of texts given as ``pieces``; rarer words and triples are dropped."""
        sequences = [list(text) for text in texts]
        counts = Counter(piece for sequence in sequences for piece in sequence)
        words = sorted(w for w, n in counts.items() if n >= least and w not in _RESERVED and len(w) <= 7)
        vocabulary = (*_RESERVED, *words[: 2**16 - len(_RESERVED)])
        return cls._count(vocabulary, sequences, least_three)

    @classmethod
    def _count(
        cls, vocabulary: tuple[str, ...], sequences: list[list[str]], least_three: int
    ) -> LanguageModel:
        ids = {word: i for i, word in enumerate(vocabulary)}
        flat = [i for sequence in sequences for i in (BREAK, *(ids.get(w, UNKNOWN) for w in sequence), BREAK)]
        stream = np.asarray(flat or [BREAK], dtype=np.int64)
        twos, two_counts = np.unique(stream[:-1] << 16 | stream[1:], return_counts=True)
        threes, three_counts = np.unique(
            stream[:-2] << 32 | stream[1:-1] << 16 | stream[2:], return_counts=True
        )
        kept = three_counts >= least_three
        ones = np.bincount(stream, minlength=len(vocabulary))
        return cls(vocabulary, ones, twos, two_counts, threes[kept], three_counts[kept])

    def joined(self, other: LanguageModel, weight: int) -> LanguageModel:
        """The sum of both counts, ``other``'s multiplied by ``weight``; words of both are known."""
        new = tuple(w for w in other.vocabulary if w not in self._ids)
        vocabulary = (*self.vocabulary, *new)[: 2**16]
        ids = {word: i for i, word in enumerate(vocabulary)}
        move = np.asarray([ids.get(w, UNKNOWN) for w in other.vocabulary], dtype=np.int64)
        ones = np.zeros(len(vocabulary), dtype=np.int64)
        ones[: len(self.ones)] = self.ones
        np.add.at(ones, move, other.ones * weight)
        twos, two_counts = _summed(
            self.twos, self.two_counts, _moved(other.twos, move, 2), other.two_counts * weight
        )
        threes, three_counts = _summed(
            self.threes, self.three_counts, _moved(other.threes, move, 3), other.three_counts * weight
        )
        return LanguageModel(vocabulary, ones, twos, two_counts, threes, three_counts)

    def save(self, path: Path, compress: bool = False) -> None:
        """Write one .npz file; sorted keys are stored as differences, which compress well."""
        write = np.savez_compressed if compress else np.savez
        write(
            path,
            vocabulary=np.asarray("\n".join(self.vocabulary).encode()),
            ones=self.ones.astype(np.uint32),
            twos=np.diff(self.twos, prepend=0),
            two_counts=self.two_counts.astype(np.uint32),
            threes=np.diff(self.threes, prepend=0),
            three_counts=self.three_counts.astype(np.uint32),
        )

    @classmethod
    def load(cls, path: Path = SHIPPED) -> LanguageModel:
        """Read what ``save`` wrote."""
        with np.load(path) as data:
            vocabulary = tuple(bytes(data["vocabulary"].item()).decode().split("\n"))
            counts = [data[name].astype(np.int64) for name in ("ones", "two_counts", "three_counts")]
            twos, threes = (np.cumsum(data[name].astype(np.int64)) for name in ("twos", "threes"))
        return cls(vocabulary, counts[0], twos, counts[1], threes, counts[2])

    def id_of(self, syllable: str) -> int:
        """Id of a canonical syllable, ``UNKNOWN`` where it was never seen."""
        return self._ids.get(syllable, UNKNOWN)

    def sharing_base(self, plain: str) -> tuple[int, ...]:
        """Ids of all known syllables with these unaccented letters."""
        return self._by_base.get(plain, ())

    @property
    def bases(self) -> Iterable[str]:
        """The unaccented letters of all known syllables."""
        return self._by_base.keys()

    def beginning_with(self, letter: str) -> Ids:
        """Ids of the syllables whose first letter, unaccented but for đ, is ``letter``."""
        return self._by_initial.get(letter, np.zeros(0, dtype=np.int64))

    def following(self, syllable: int) -> Ids:
        """Ids of all that were seen right after a syllable."""
        first, last = np.searchsorted(self.twos, [syllable << 16, (syllable + 1) << 16])
        return self.twos[first:last] & 0xFFFF

    def any_pair(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether any of ``first`` was seen right before any of ``second``."""
        one, two = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
        wanted = (one[:, None] << 16 | two[None, :]).ravel()
        places = np.minimum(np.searchsorted(self.twos, wanted), max(len(self.twos) - 1, 0))
        return bool(len(self.twos)) and bool((self.twos[places] == wanted).any())

    def score(self, first: Ids, second: Ids, third: Ids) -> Scores:
        """Log score of each ``third`` after ``first second``; arrays of one shape."""
        scores = self._log_ones[third]
        two = second << 16 | third
        scores = _seen(self.twos, self._log_twos, two, scores)
        return _seen(self.threes, self._log_threes, first << 32 | two, scores)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.vocabulary)}

    @cached_property
    def _by_base(self) -> dict[str, tuple[int, ...]]:
        bases: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.vocabulary):
            if i > UNKNOWN:
                bases[unaccent(word)].append(i)
        return {base: tuple(ids) for base, ids in bases.items()}

    @cached_property
    def _by_initial(self) -> dict[str, Ids]:
        initials: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.vocabulary):
            if i > UNKNOWN:
                initials["đ" if word[0] == "đ" else unaccent(word[0])].append(i)
        return {letter: np.asarray(ids, dtype=np.int64) for letter, ids in initials.items()}

    @cached_property
    def _log_ones(self) -> Scores:
        often = np.log((self.ones + _DISCOUNT) / max(int(self.ones.sum()), 1))
        after = np.bincount(self.twos & 0xFFFF, minlength=len(self.ones)) + _DISCOUNT
        logs: Scores = (often + np.log(after / after.sum())) / 2 + 2 * _BACKOFF
        return logs

    @cached_property
    def _log_twos(self) -> Scores:
        first = self.twos >> 16
        often = np.log(self.two_counts - _DISCOUNT) - np.log(self.ones[first])
        keys, counts = np.unique(self.threes & 0xFFFFFFFF, return_counts=True)
        after = np.full(len(self.twos), _DISCOUNT)  # of pairs whose triples were too rare to keep
        after[np.searchsorted(self.twos, keys)] = counts - _DISCOUNT / 2
        total = np.bincount(first, weights=after, minlength=len(self.ones))
        logs: Scores = (often + np.log(after / total[first])) / 2 + _BACKOFF
        return logs

    @cached_property
    def _log_threes(self) -> Scores:
        history = self.two_counts[np.searchsorted(self.twos, self.threes >> 16)]
        logs: Scores = np.log(self.three_counts - _DISCOUNT) - np.log(history)
        return logs


def _seen(keys: Ids, logs: Scores, wanted: Ids, otherwise: Scores) -> Scores:
    if not len(keys):
        return otherwise
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, logs[places], otherwise)


def _moved(keys: Ids, move: Ids, length: int) -> Ids:
    moved = np.zeros_like(keys)
    for shift in range(0, 16 * length, 16):
        moved |= move[keys >> shift & 0xFFFF] << shift
    return moved


def _summed(keys: Ids, counts: Ids, more: Ids, more_counts: Ids) -> tuple[Ids, Ids]:
    both, places = np.unique(np.concatenate([keys, more]), return_inverse=True)
    total = np.zeros(len(both), dtype=np.int64)
    np.add.at(total, places, np.concatenate([counts, more_counts]))
    return both, total
