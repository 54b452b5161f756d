"""Letters that look right and are others: Ð for Đ, Cyrillic a, ƣ for ư, marks in a wrong order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ingest.repair.edits import Edit, RepairKind
from ingest.repair.syllable import is_syllable

_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_LATIN = str.maketrans("ƢƣǍǎıɑɡ", "ƯưĂăiag")
_CYRILLIC = str.maketrans("АВЕЅІЈКМНОРСТУХаеѕіјкорсухһԁ", "ABESIJKMHOPCTYXaesijkopcyxhd")
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοικυ", "ABEZHIKMNOPTYXvoiku")
_STYLED = "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d6a3\ufb00-\ufb04"
_ODD = re.compile(rf"[ÐðƉɖƢƣǍǎıɑɡ\u0370-\u03ff\u0400-\u052f\u0300-\u036f{_STYLED}]")
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_SHAPES = "\u0302\u0306\u031b"  # mũ, trăng, móc: they come before the tone
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LATE = re.compile(rf"([aăâeêioôơuưyAĂÂEÊIOÔƠUƯY]) ([{_TONES}{_SHAPES}]+)(?=[^\W\d_]|\b|$)")


def letter_repairs(text: str) -> Iterator[Edit]:
    """What to change in canonical ``text``, in order; text of the right letters gives nothing."""
    if _ODD.search(text) is None:
        return
    cyrillic = _is_written_in_cyrillic(text)
    late = {match.start(): match for match in _LATE.finditer(text)}
    for match in late.values():
        whole = unicodedata.normalize("NFC", match[1] + match[2])
        if len(whole) == 1:
            yield Edit(match.start(), match.end(), whole, "marks")
    for match in _WORD.finditer(text):
        word = match[0]
        if _ODD.search(word) is None or any(match.start() <= start < match.end() for start in late):
            continue
        latin = word.translate(_ETH)
        own = _styled(_own_alphabet(latin.translate(_LATIN), cyrillic))
        mended = _in_order(own)
        if mended != word:
            kind: RepairKind = "eth" if latin != word else "lookalike" if own != latin else "marks"
            yield Edit(match.start(), match.end(), mended, kind)


def _own_alphabet(word: str, cyrillic: bool) -> str:
    if _FOREIGN.search(word) is None:
        return word
    latin = any(
        "a" <= char.lower() <= "z" or "\u00c0" <= char <= "\u024f" or char >= "\u1e00" for char in word
    )
    slavic = word.translate(_CYRILLIC)
    if _FOREIGN.search(slavic) is None and (
        latin or (not cyrillic and (is_syllable(slavic) or len(word) == 1))
    ):
        return slavic
    both = slavic.translate(_GREEK)
    return both if latin and _FOREIGN.search(both) is None and is_syllable(both) else word


def _is_written_in_cyrillic(text: str) -> bool:
    """Whether some of ``text`` is Russian: letters that look like no Latin one."""
    return any(
        _FOREIGN.match(char) and char.translate(_CYRILLIC) == char for char in set(text) if char >= "\u0400"
    )


def _styled(word: str) -> str:
    """Wide and mathematical letters as plain ones where they spell a word: a formula keeps its own."""
    plain = re.sub(f"[{_STYLED}]", lambda match: unicodedata.normalize("NFKC", match[0]), word)
    return plain if len(plain) > 1 and is_syllable(plain) else word


def _in_order(word: str) -> str:
    """Marks that NFC left apart: shape before tone, each once."""
    if not re.search(f"[{_TONES}{_SHAPES}]", word):
        return word

    def ordered(match: re.Match[str]) -> str:
        marks = dict.fromkeys(unicodedata.normalize("NFD", match[0])[1:])
        sequence = sorted(marks, key=lambda mark: mark not in _SHAPES)
        whole = unicodedata.normalize("NFC", unicodedata.normalize("NFD", match[0])[0] + "".join(sequence))
        return whole if len(whole) == 1 else unicodedata.normalize("NFC", match[0])

    return re.sub(f"[^\\W\\d_][{_TONES}{_SHAPES}]+", ordered, word)
