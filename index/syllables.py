"""Vietnamese syllables as letters: tones, marks, and the spellings that mean the same.

Search needs three views of a syllable: as written (``hoá``), canonical (``hóa``: one place for the
tone, one choice between i and y), and unaccented (``hoa``). They are kept apart everywhere, so
that án never matches an.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~", "\u0323": "."}
_MARKS = {mark: combining for combining, mark in _TONES.items()}
_VOWELS = frozenset("aăâeêioôơuưy")
_STRONG = frozenset("ăâêôơư")
_FINAL_Y = re.compile(r"^(?:h|k|l|m|s|t|v|b|d|đ|n|r|x|g|p|c|kh|th|ch|ph|nh|gh|tr)y$")

_WORD = 16  # characters up to which a text is a word, met again and again

# A token is a document number, a number with its separators, or a run of letters.
TOKEN = re.compile(
    r"\d+(?:/\d{4})?[/-](?=[^\W\d_])[\w&Đđ]+(?:[-/.][\w&]+)*"  # 452/QĐ-UBND, 155-CTr/HU, 12/2020/NĐ-CP
    r"|\d+(?:[.,/]\d+)*"
    r"|[^\W\d_]+"
)


def unaccent(text: str) -> str:
    """Letters without tone or shape marks, đ as d; length is kept for NFC Vietnamese text."""
    if text.isascii():
        return text
    return _unaccented_word(text) if len(text) <= _WORD else text.translate(_BARE)


@lru_cache(maxsize=65536)
def _unaccented_word(word: str) -> str:
    return word.translate(_BARE)


class _Bare(dict[int, str]):
    """Each character without its marks, worked out when first met: a table for :meth:`str.translate`."""

    def __missing__(self, code: int) -> str:
        bare = "".join(
            mark for mark in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(mark)
        )
        return self.setdefault(code, bare)


_BARE = _Bare({ord("đ"): "d", ord("Đ"): "D"})


def is_accented(text: str) -> bool:
    """Whether any letter carries a tone or a shape mark (or is đ)."""
    return unaccent(text) != unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def split_tone(syllable: str) -> tuple[str, str]:
    """``"hoá"`` → ``("hoa", "'")``: the letters with shape marks, and the tone (empty for level)."""
    tone = ""
    kept = []
    for char in unicodedata.normalize("NFD", syllable):
        if char in _TONES:
            tone = _TONES[char]
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tone


@lru_cache(maxsize=65536)
def canonical(syllable: str) -> str:
    """One spelling for all that are read the same: lower case, tone in its older place, final y as i.

    ``hoá`` and ``hóa`` → ``hóa``; ``kỹ`` and ``kĩ`` → ``kĩ``; ``mừoi`` → ``mười``. What is no
    Vietnamese syllable (``grdp``) comes back in lower case.
    """
    letters, tone = split_tone(syllable.lower())
    if _FINAL_Y.match(letters):
        letters = letters[:-1] + "i"
    if not tone:
        return letters
    place = _tone_place(letters)
    if place < 0:
        return unicodedata.normalize("NFC", syllable.lower())
    return unicodedata.normalize("NFC", letters[: place + 1] + _MARKS[tone] + letters[place + 1 :])


def _tone_place(letters: str) -> int:
    """Index of the vowel that carries the tone; -1 where there is none."""
    vowels = [i for i, char in enumerate(letters) if char in _VOWELS]
    if len(vowels) > 1 and letters[:2] in ("qu", "gi"):
        vowels = vowels[1:]
    if not vowels:
        return -1
    strong = [i for i in vowels if letters[i] in _STRONG]
    if strong:
        return strong[-1]
    closed = vowels[-1] + 1 < len(letters)
    return vowels[1] if len(vowels) > 1 and (closed or len(vowels) > 2) else vowels[0]


@lru_cache(maxsize=8192)
def canonical_text(text: str) -> str:
    """Every syllable of a text in its canonical spelling; the rest stays. Kept: it is asked many times."""
    return re.sub(r"[^\W\d_]+", lambda match: canonical(match[0]), text)


_ONSET = re.compile(r"(?:ngh|ng|nh|n|ch|c|gh|gi|g|kh|k|ph|p|qu|tr|th|t|b|d|đ|h|l|m|r|s|v|x)?")
_BEFORE_FRONT, _NOT_BEFORE_FRONT = ("k", "gh", "ngh"), ("c", "g", "ng")


def parts(syllable: str) -> tuple[str, str] | None:
    """Onset and rime of a syllable without its tone, ``("ngh", "eo")`` of nghèo; ``None`` where they are
    not spelt so together: k, gh and ngh stand before e, ê, i and y, and only these do."""
    letters, _ = split_tone(canonical(syllable))
    found = _ONSET.match(letters)
    onset = found[0] if found else ""
    rime = letters[len(onset) :]
    if onset == "gi" and rime[:1] in ("", "ê"):  # gì, giếng: one i for both
        rime = f"i{rime}"
    front = rime[:1] in ("e", "ê", "i", "y")
    wrong = not front if onset in _BEFORE_FRONT else front and onset in _NOT_BEFORE_FRONT
    return None if wrong or not rime else (onset, rime)
