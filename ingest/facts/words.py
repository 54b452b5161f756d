"""Vietnamese syllables as the engine compares them: case, tone placement and i/y do not matter.

``hoá`` and ``hóa``, ``tỷ`` and ``tỉ`` are one spelling each; ``án`` and ``an`` stay two. The form
without diacritics is kept beside, because a question may come without them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
"""Letters for character classes: a range such as ``à-ỹ`` would hold capitals too."""

_SYLLABLE = re.compile(r"[^\W_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng
_OPEN_Y = re.compile(r"[bcdđghklmnprstvx]+y")


Phrase = tuple[str, ...]  # comparable forms of neighbouring syllables


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable of a text: its comparable form, the form without diacritics, and its span."""

    form: str
    plain: str
    start: int
    end: int


def syllables(text: str) -> tuple[Syllable, ...]:
    """All syllables, numbers included, in order; offsets are those of ``text``."""
    return tuple(
        Syllable(canonical(match[0]), plain(match[0]), match.start(), match.end())
        for match in _SYLLABLE.finditer(text)
    )


@lru_cache(maxsize=65536)
def canonical(word: str) -> str:
    """One spelling of a syllable: lower case, its tone at the end, open ``y`` as ``i``."""
    marks = unicodedata.normalize("NFD", word.lower())
    tone = "".join(mark for mark in marks if mark in _TONES)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if _OPEN_Y.fullmatch(base):
        base = base[:-1] + "i"
    return base + tone


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A syllable without any diacritic (``đ`` is ``d``)."""
    marks = unicodedata.normalize("NFD", word.lower())
    base = "".join(mark for mark in marks if not unicodedata.combining(mark)).replace("đ", "d")
    return base[:-1] + "i" if _OPEN_Y.fullmatch(base) else base


def fold(text: str) -> str:
    """The syllables without diacritics, one space between: for looking up names."""
    return " ".join(plains(text))


def plains(text: str) -> list[str]:
    """The syllables without diacritics, in order."""
    return [*map(plain, _SYLLABLE.findall(text))]


def phrase(text: str) -> tuple[str, ...]:
    """The comparable forms of a phrase's syllables."""
    return tuple(map(canonical, _SYLLABLE.findall(text)))


def find_phrase(words: tuple[Syllable, ...], wanted: tuple[str, ...]) -> Iterator[int]:
    """Places in ``words`` where the phrase starts."""
    for at in range(len(words) - len(wanted) + 1):
        if all(words[at + step].form == form for step, form in enumerate(wanted)):
            yield at


def pairs(forms: Iterable[str]) -> list[tuple[str, str]]:
    """Neighbouring syllables: most Vietnamese words have two."""
    return list(pairwise(forms))
