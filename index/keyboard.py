"""Left-overs of typing methods, ``goij`` (Telex) and ``goi5`` (VNI) are both gọi; and keys that touch."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_PAIRS = (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("dd", "đ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
# The second key may come after what follows the letter: "tiene" + "f" is tiền, "dangd" is đang.
_TELEX_TWICE = {"a": "â", "e": "ê", "o": "ô", "d": "đ"}
_TELEX_APART = re.compile(r"(a|e|o|^d)(?!\1)(\w*[^aeo\W])\1(?=[^aeoy]*$)")
_VNI_SHAPES = {
    "6": {"a": "â", "e": "ê", "o": "ô"},
    "7": {"o": "ơ", "u": "ư"},
    "8": {"a": "ă"},
    "9": {"d": "đ"},
}
_HORNS = {"u": "ư", "o": "ơ", "a": "ă"}
_VOWEL = re.compile("[aăâeêioôơuưy]")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@lru_cache(maxsize=64)
def beside(letter: str) -> str:
    """Letters whose keys touch that of ``letter``."""
    at = next(((r, row.index(letter)) for r, row in enumerate(_ROWS) if letter in row), None)
    if at is None:
        return ""
    near = [(0, -1), (0, 1), (-1, 0), (-1, 1), (1, -1), (1, 0)]
    places = [(at[0] + down, at[1] + right) for down, right in near]
    return "".join(_ROWS[r][c] for r, c in places if 0 <= r < 3 and 0 <= c < len(_ROWS[r]))


def decoded(token: str) -> tuple[str, ...]:
    """What a token in lower case may stand for if keys of a typing method were left in it; often empty."""
    readings = []
    if any(char.isdigit() for char in token):
        readings.append(_vni(token))
    elif token.isascii() or token[-1] in _TELEX_TONES:
        readings.append(_telex(token))
    return tuple(r for r in readings if r and r != token)


def _telex(token: str) -> str:
    letters, tone = token, ""
    place = max((letters.rfind(key) for key in _TELEX_TONES), default=-1)
    if (
        place > 0
        and _VOWEL.search(unicodedata.normalize("NFD", letters[:place]))
        and place >= len(letters) - 3
    ):
        tone = _TELEX_TONES[letters[place]]
        letters = letters[:place] + letters[place + 1 :]
    letters = letters.replace("uow", "ươ")
    for keys, letter in _TELEX_PAIRS:
        letters = letters.replace(keys, letter)
    letters = _TELEX_APART.sub(lambda twice: _TELEX_TWICE[twice[1]] + twice[2], letters)
    if letters.endswith("w") or "w" in letters[1:]:
        letters = re.sub(r"([uoa])([a-zđ]*)w", lambda m: _HORNS[m[1]] + m[2], letters)
    return _toned(letters, tone)


def _vni(token: str) -> str:
    letters, tone = "", ""
    for char in token:
        if char in _VNI_TONES:
            tone = _VNI_TONES[char]
        elif char in _VNI_SHAPES:
            letters = _shaped(letters, _VNI_SHAPES[char])
        else:
            letters += char
    return _toned(letters, tone)


def _shaped(letters: str, shapes: dict[str, str]) -> str:
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in shapes:
            return letters[:place] + shapes[letters[place]] + letters[place + 1 :]
    return letters


def _toned(letters: str, tone: str) -> str:
    """The tone goes on any vowel: ``syllables.canonical`` moves it where it belongs."""
    match = _VOWEL.search(letters)
    if not tone or not match:
        return letters
    return unicodedata.normalize("NFC", letters[: match.end()] + tone + letters[match.end() :])
