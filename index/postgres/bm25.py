"""BM25 as a sparse inner product: what a passage has of each term, times what the term weighs.

The score of :mod:`index.lexical` is a sum over terms of weight, rarity (idf) and impact. Impact depends on
the passage alone once the mean length of a field is held fixed, so it is stored; rarity moves with every
document, so it comes with the question.
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.lexical import Terms
from index.syllables import unaccent

K1, B = 1.2, 0.75
TERMS = 1_000_000_000  # the most a sparsevec may have; a million terms share .05 % of their numbers
_LONGEST = 16_000  # terms of one sparsevec, a limit of pgvector


def impacts(terms: Terms, fields: Sequence[str], means: Mapping[str, float]) -> dict[int, float]:
    """What a passage has of each of its terms, by :func:`number_of`.

    Args:
        means: mean number of terms of a field.
    """
    found: dict[int, float] = {}
    for field in fields:
        listed = terms.get(field) or ()
        norm = K1 * (1 - B + B * kept_length(len(listed)) / (means.get(field) or 1.0))
        for term, count in Counter(listed).items():
            number = number_of(field, term)
            found[number] = found.get(number, 0.0) + (K1 + 1) * count / (count + norm)
    if len(found) > _LONGEST:
        found = dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_LONGEST])
    return found


def rarity(holding: int, size: int) -> float:
    """Inverse document frequency of a term that ``holding`` of ``size`` passages hold (Lucene's)."""
    return math.log(1 + (size - holding + 0.5) / (holding + 0.5))


def keys(terms: Terms, fields: Sequence[str]) -> list[int]:
    """Numbers of the terms of a passage without their diacritics, whatever their field."""
    return sorted({key_of_term(term) for field in fields for term in terms.get(field) or ()})


@lru_cache(maxsize=1_000_000)
def number_of(field: str, term: str) -> int:
    """A number below :data:`TERMS` that stands for a term of a field, the same on every machine."""
    digest = hashlib.blake2b(f"{field}\0{term}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") % TERMS


@lru_cache(maxsize=1_000_000)
def key_of_term(term: str) -> int:
    """A number that stands for a term by which candidates are found."""
    return number_of("", unaccent(term))


def kept_length(length: int) -> int:
    """A length as Lucene and Tantivy keep it, in a byte: exact to 40, then to four binary digits."""
    return _LENGTHS[bisect_right(_LENGTHS, length) - 1]


def _lengths() -> list[int]:
    """All lengths that a byte can say (Lucene's ``SmallFloat.byte4ToInt``)."""
    found = list(range(24))
    for code in range(256 - 24):
        bits, shift = code & 7, (code >> 3) - 1
        found.append(24 + (bits if shift < 0 else (bits | 8) << shift))
    return found


_LENGTHS = _lengths()
