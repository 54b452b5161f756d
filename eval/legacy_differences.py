"""Where a text in an old font and its transcript differ, word by word, and which of the two is Vietnamese.

A transcript may be wrong itself ("hoẵc" for "hoặc"): a difference in which our word is a syllable and the
transcript's is none speaks for us, the reverse against us; the rest is for a person to look at.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from ingest.legacy.syllables import is_syllable

Verdict = Literal["ours", "theirs", "open"]
_SAID: dict[Verdict, str] = {
    "ours": "ours is a syllable",
    "theirs": "theirs is a syllable",
    "open": "both or neither",
}
_BARS = frozenset(("|", "-", "–"))
_LONG = 60  # signs of a difference that are shown


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the transcript, ours in their place (either may be empty), how often, for whom they speak."""

    theirs: str
    ours: str
    times: int
    verdict: Verdict


def differences(truth: str, text: str) -> list[Difference]:
    """Both sides NFC, words parted at white space and aligned; the most frequent first, then by the words.

    Bars between cells and words without diacritics on either side are no matter of fonts.
    """
    given = [word for word in words_of(text) if word not in _BARS]
    counts = Counter(pair for pair in _changed(words_of(truth), given) if not "".join(pair).isascii())
    found = [Difference(*pair, times, _verdict(*pair)) for pair, times in counts.items()]
    return sorted(found, key=lambda one: (-one.times, one.theirs, one.ours))


def words_of(text: str) -> list[str]:
    """The words of ``text`` as METRIC.md counts them."""
    return unicodedata.normalize("NFC", text).split()


def lines_of(name: str, found: Sequence[Difference]) -> Iterator[str]:
    """A line for each difference of the file ``name``."""
    for one in found:
        yield f"{name}  {one.times} x  {_short(one.theirs)} -> {_short(one.ours)}  ({_SAID[one.verdict]})"


def _changed(wanted: list[str], given: list[str]) -> Iterator[tuple[str, str]]:
    theirs: list[str] = []
    ours: list[str] = []
    for code in LCSseq.opcodes(wanted, given):
        if code.tag == "equal":
            yield from _paired(theirs, ours)
            theirs, ours = [], []
        else:
            theirs += wanted[code.src_start : code.src_end]
            ours += given[code.dest_start : code.dest_end]
    yield from _paired(theirs, ours)


def _paired(theirs: list[str], ours: list[str]) -> Iterator[tuple[str, str]]:
    if len(theirs) == len(ours):
        yield from zip(theirs, ours, strict=True)
    elif theirs or ours:
        yield " ".join(theirs), " ".join(ours)


def _verdict(theirs: str, ours: str) -> Verdict:
    one, other = _spelt(theirs), _spelt(ours)
    if one == other or not theirs or not ours:
        return "open"
    return "ours" if other else "theirs"


def _spelt(words: str) -> bool:
    letters = [word.strip("!\"'()*,-./:;?[]“”‘’–…") for word in words.split()]
    return all(is_syllable(word) for word in letters if any(map(str.isalpha, word)))


def _short(words: str) -> str:
    return repr(words if len(words) <= _LONG else f"{words[: _LONG - 1]}…")
