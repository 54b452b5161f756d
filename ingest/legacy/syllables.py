"""Whether a word is a Vietnamese syllable, by the rules of how syllables are built.

A rule, not a list of words: it takes every syllable that can be written, names and dialect included, and
it refuses nearly all that comes out when bytes are read in the wrong encoding. The inventory of rhymes is
that of school grammar; a syllable that ends in a stop (c, ch, p, t) carries only the tones sắc and nặng.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET = r"(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_OPEN = (
    r"a|ai|ao|au|ay|âu|ây|e|eo|ê|êu|i|ia|iu|iêu|o|oa|oai|oao|oay|oe|oeo|oi|ô|ôi|ơ|ơi|u|ua|uây|uê|ui|uơ|uy|uya|uyu"
    r"|uôi|ư|ưa|ưi|ưu|ươi|ươu|y|yêu|uêu|uau"
)
_NASAL = (
    r"(?:a|ă|â|e|ê|i|o|ô|ơ|u|iê|yê|oa|oă|oe|uâ|uê|uô|ươ|uy|uyê)(?:m|n)|(?:a|ê|i|oa|uê|uy|y)nh"
    r"|(?:a|ă|â|e|o|oo|ô|u|ư|iê|yê|oa|oă|uâ|uô|ươ|ê)ng|ưn|ưm|ươn|ươm"
)
_STOP = (
    r"(?:a|ă|â|e|ê|i|o|ô|ơ|u|iê|yê|oa|oă|oe|uâ|uê|uô|ươ|uy|uyê)(?:p|t)|(?:a|ê|i|oa|uê|uy|y)ch"
    r"|(?:a|ă|â|e|o|oo|ô|u|ư|iê|oa|oă|uô|ươ)c|ưt|oac"
)
_FREE = re.compile(f"{_ONSET}(?:{_OPEN}|{_NASAL})")
_STOPPED = re.compile(f"{_ONSET}(?:{_STOP})")
_AFTER_GI = re.compile("gi(?:êng|êt|êc|n|m|)")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ACUTE_OR_DOT = ("\u0301", "\u0323")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC, any case) can be one Vietnamese syllable."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(parts)
    if len(tones) > 1:
        return False
    letters = unicodedata.normalize("NFC", _TONE.sub("", parts))
    if _FREE.fullmatch(letters) or _AFTER_GI.fullmatch(letters):
        return True
    return _STOPPED.fullmatch(letters) is not None and bool(tones) and tones[0] in _ACUTE_OR_DOT
