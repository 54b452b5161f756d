"""Run by run: is this text in an 8-bit encoding, and in which? The font proposes, the bytes decide.

A font's name survives when a program has already converted the text, and a text keeps its bytes when a
person changes the font; so neither is trusted alone. What decides is how many words are Vietnamese
syllables as they stand and how many are when converted. Where that leaves a doubt ("cã" and "có" are
both syllables), the other runs of the document in the same font decide, then the font's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from ingest.legacy.capitals import marked, shown, typed, unmarked
from ingest.legacy.fonts import encoding_of, is_capitals
from ingest.legacy.syllables import is_syllable
from ingest.legacy.tables import (
    SINGLE,
    TCVN3_ALIASES,
    TCVN3_MARKS,
    VNI_MARKS,
    VNI_SINGLE,
    VNI_VOWELS,
    Encoding,
)

_ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni", "viscii", "vps")
_ENOUGH = 4  # words by which an encoding that no font name proposes must win in a document
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~0-9]+")
_PLAIN = re.compile("[A-Za-z]")
_QUOTES = "“”‘’–—…•†‡™"
_EDGES = "“”‘’–—…•·«»°²³½¼¾×§©®™€†‡\xa0"
_TONED = frozenset("àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ")
_PRIVATE = re.compile("[\uf000-\uf0ff]")  # where Windows shows the bytes of a symbol font
_TRANSLATED = {name: str.maketrans(dict(table)) for name, table in SINGLE.items()}
_AFTER_VOWEL = re.compile("(?<=[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[\xb0-\xb4]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font; ``font`` is ``None`` where the format does not tell."""

    text: str
    font: str | None = None


@dataclass(slots=True)
class _Votes:
    """Words of one font in a document: syllables as they stand only, when converted only, sure Unicode."""

    as_is: int = 0
    changed: int = 0
    unicode: int = 0


class Converter:
    """Converts the runs of one document, knowing all of them.

    ``count`` is the number of runs changed so far, by encoding.
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        self._votes: dict[tuple[str | None, Encoding], _Votes] = defaultdict(_Votes)
        self.count: dict[Encoding, int] = defaultdict(int)
        for run in runs:
            self._learn(run)

    def text(self, run: Run) -> str:
        """``run.text`` as Unicode; what is Unicode already comes back as it is.

        In a font of capitals the letters stay as typed, between marks: see ``ingest.legacy.capitals``.
        """
        text = _bare(run)
        encoding = self._encoding(text, run.font)
        if encoding is None:
            return run.text
        if encoding != "ascii" and any(map(_beyond, text)):
            mended = _mended(text, encoding)
            self.count[encoding] += mended != text
            text = mended
        elif encoding != "ascii":
            self.count[encoding] += 1
            text = decode(text, encoding)
        return marked(typed(text)) if is_capitals(run.font) else text

    def _learn(self, run: Run) -> None:
        text = _bare(run)
        words = _signed(text)
        if not words:
            return
        named = encoding_of(run.font)
        unicode = any(map(_beyond, text))
        for encoding in (named,) if named else _ENCODINGS:
            votes = self._votes[run.font, encoding]
            if unicode:
                votes.unicode += sum(map(_good, words))
                continue
            for word in words:
                gain = _word_gain(word, encoding)
                votes.as_is += gain < 0
                votes.changed += gain > 0

    def _encoding(self, text: str, font: str | None) -> Encoding | Literal["ascii"] | None:
        named = encoding_of(font)
        if text.isascii():
            return "ascii" if named else None
        if any(map(_beyond, text)):
            return named if named and _mended(text, named) != text else None
        return self._named(text, font, named) if named else self._guessed(text, font)

    def _named(self, text: str, font: str | None, named: Encoding) -> Encoding | None:
        gain = _gain(text, named)
        if gain == 0:
            votes = self._votes[font, named]
            gain = votes.changed - votes.as_is - votes.unicode or 1
        return named if gain > 0 else None

    def _guessed(self, text: str, font: str | None) -> Encoding | None:
        def strength(encoding: Encoding) -> int:
            votes = self._votes[font, encoding]
            return votes.changed - votes.as_is

        best = max(_ENCODINGS, key=strength)
        votes = self._votes[font, best]
        if votes.changed - votes.as_is < _ENOUGH:
            return None
        gain = _gain(text, best)
        doubtful = gain == 0 and any(_good(decode(word, best)) for word in _signed(text))
        return best if gain > 0 or (doubtful and votes.changed > 9 * (votes.as_is + votes.unicode)) else None


def converted(text: str, font: str | None = None) -> str:
    """One run by itself as Unicode, as it is shown; where a document is at hand, ``Converter`` knows more."""
    run = Run(text, font)
    letters, capitals, _ = unmarked(Converter([run]).text(run))
    return shown(letters, capitals)


def converted_lines(text: str) -> tuple[str, int]:
    """A text without fonts, line by line, and the number of lines that were changed."""
    lines = text.split("\n")
    runs = [Run(line) for line in lines]
    converter = Converter(runs)
    return "\n".join(map(converter.text, runs)), sum(converter.count.values())


def decode(text: str, encoding: Encoding) -> str:
    """``text``, bytes shown through Windows-1252, read in ``encoding``; NFC."""
    if encoding == "vni":
        return _vni(text)
    if encoding == "tcvn3":
        text = _AFTER_VOWEL.sub(lambda match: TCVN3_MARKS[match[0]], text)
        if not TCVN3_ALIASES.keys().isdisjoint(text):
            text = "".join(_tcvn3(text, place) for place in range(len(text)))
            return unicodedata.normalize("NFC", text)
    text = text.translate(_TRANSLATED[encoding])
    return unicodedata.normalize("NFC", text)


def _mended(text: str, encoding: Encoding) -> str:
    """``text`` where words, or parts of them, were typed anew in Unicode, the others in ``encoding``.

    It stays as it is where fewer words are so than are Unicode.
    """
    old = new = 0

    def word_of(match: re.Match[str]) -> str:
        nonlocal old, new
        word, then = match[0], _kept_beyond(match[0], encoding)
        letters = word.strip(_QUOTES)
        whole = _good(word) and letters.isalpha() and any(map(_beyond, word))  # typed anew from end to end
        new += whole or _good(word) > _good(then)
        old += not whole and _good(then) > _good(word)
        return word if whole or _good(word) > _good(then) else then

    mended = _WORD.sub(word_of, text)
    return mended if old > new else text


def _kept_beyond(word: str, encoding: Encoding) -> str:
    """``word`` decoded, letters of Unicode as they are."""
    parts = groupby(word, key=_beyond)
    read = ("".join(part) if beyond else decode("".join(part), encoding) for beyond, part in parts)
    return unicodedata.normalize("NFC", "".join(read))


def _tcvn3(text: str, place: int) -> str:
    char = text[place]
    if (letter := SINGLE["tcvn3"].get(char)) is not None:
        return letter
    if (letter := TCVN3_ALIASES.get(char)) is None:
        return char
    # A minus sign is a letter only inside a word or at the end of one: "t−" but not "25 − 30".
    beside = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return letter if any(one.isalpha() or one in SINGLE["tcvn3"] for one in beside) else char


def _vni(text: str) -> str:
    out: list[str] = []
    for place, char in enumerate(text):
        before = text[place - 1] if place else ""
        marks = VNI_MARKS.get(char)
        if marks is not None and _carries(before, marks):
            out.append(marks)
        else:
            out.append(VNI_SINGLE.get(char, char))
    return unicodedata.normalize("NFC", "".join(out))


def _carries(vowel: str, marks: str) -> bool:
    allowed = VNI_VOWELS.get(vowel.lower())
    return allowed is not None and (marks[0] not in "\u0302\u0306" or marks[0] in allowed)


def _bare(run: Run) -> str:
    return _PRIVATE.sub(lambda match: chr(ord(match[0]) - 0xF000), run.text)


def _signed(text: str) -> list[str]:
    """Words of ``text`` with a plain letter and something beyond ASCII: signs by themselves prove nothing."""
    words = (word.strip(_QUOTES) for word in _WORD.findall(text))
    return [word for word in words if not word.isascii() and _PLAIN.search(word)]


def _gain(text: str, encoding: Encoding) -> int:
    """Words that become syllables when ``text`` is converted, less those that cease to be."""
    return sum(_word_gain(word, encoding) for word in _signed(text))


@lru_cache(maxsize=65536)  # the words of a table come again and again
def _word_gain(word: str, encoding: Encoding) -> int:
    """1 where ``word`` becomes a syllable when it is converted, -1 where it ceases to be one."""
    return _good(decode(word, encoding)) - _good(word)


def _good(word: str) -> bool:
    bare = word.strip(_EDGES)
    return not bare.isascii() and is_syllable(unicodedata.normalize("NFC", bare))


def _beyond(char: str) -> bool:
    """A Vietnamese letter that no 8-bit encoding shows: Unicode has been here."""
    return char > "\xff" and char.lower() in _TONED
