"""Abbreviations of Vietnamese offices, read both ways.

A curated list (``data/abbreviations.tsv``) and the definitions that documents give themselves:
"Ủy ban nhân dân (sau đây gọi tắt là UBND)", "Khu công nghiệp (viết tắt KCN)", "hợp tác xã (HTX)".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from index.syllables import unaccent

CURATED = Path(__file__).parent / "data" / "abbreviations.tsv"
_DEFINED = re.compile(
    r"((?:[^\W\d_]+[,\s-]+){2,9})\(\s*"
    r"(?:(?:sau đây\s+)?(?:gọi|viết)\s+(?:chung\s+|tắt\s+)?(?:là|:)?\s*:?\s*)?"
    r"[“\"]?([A-ZĐƯƠ][A-ZĐƯƠ&-]{1,9})[”\"]?\s*\)"
)


@dataclass(frozen=True)
class Abbreviations:
    """Readings of each abbreviation, keyed by its letters in lower case.

    Attributes:
        readings: ``{"tt": ("thị trấn", "thông tin", …)}``, the most usual first.
        safe: the one reading that may be added to a document's words, ``{"bhyt": "bảo hiểm y tế"}``.
    """

    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    safe: Mapping[str, str] = field(default_factory=dict)

    def of(self, token: str) -> tuple[str, ...]:
        """Readings of a token as typed, whatever its case; empty where it is no abbreviation."""
        return self.readings.get(token.lower(), ())

    def of_bare(self, token: str) -> tuple[str, ...]:
        """Readings of a token whose d may be typed for đ: ``cds`` is chuyển đổi số."""
        return () if "đ" in token.lower() else self._bare.get(token.lower(), ())

    @cached_property
    def _bare(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for short, longs in self.readings.items():
            if "đ" in short:
                found[short.replace("đ", "d")] += longs
        return found

    def with_defined(self, defined: Mapping[str, str]) -> Abbreviations:
        """These plus what a corpus defines itself; its own meaning comes first."""
        readings = dict(self.readings)
        for short, long in defined.items():
            key = short.lower()
            others = tuple(r for r in readings.get(key, ()) if r.lower() != long.lower())
            readings[key] = (long, *others)
        return Abbreviations(readings, self.safe)

    def with_initials(self, names: Iterable[str]) -> Abbreviations:
        """These plus the initials of names, the names last: ``HG`` may be Hậu Giang."""
        readings = dict(self.readings)
        for name in names:
            key = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).lower()
            if len(key) > 1 and name not in readings.get(key, ()):
                readings[key] = (*readings.get(key, ()), name)
        return Abbreviations(readings, self.safe)


@lru_cache(maxsize=1)
def curated() -> Abbreviations:
    """The shipped list."""
    readings: dict[str, list[str]] = defaultdict(list)
    safe: dict[str, str] = {}
    for line in CURATED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        short, long = line.split("\t")
        readings[short.lower()].append(long.rstrip("!"))
        if long.endswith("!"):
            safe[short.lower()] = long[:-1]
    return Abbreviations({short: tuple(longs) for short, longs in readings.items()}, safe)


def defined_in(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviations that texts define in brackets after the words they stand for.

    A definition counts only if the abbreviation is made of the initials of the words before it.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            long = _spelled_out(match[1], match[2])
            if long:
                found.setdefault(match[2], long)
    return found


def _spelled_out(before: str, short: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", before)
    letters = re.sub(r"[&-]", "", short)
    tail = words[-len(letters) :]
    initials = "".join(word[0] for word in tail)
    return " ".join(tail) if unaccent(initials).upper() == unaccent(letters).upper() else None
