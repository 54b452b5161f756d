"""Which letters make a Vietnamese syllable: onset, rhyme and tone, and which rhymes stand alone.

Phonotactics of the written language (chính tả), no lexicon: "khoản" and "khoan" are syllables, "điề" and
"tr" are not. ``stands_alone`` is narrower for syllables without an onset, of which only few are words:
"ảnh" is one, "ản" is not, so that it can only be a piece of another.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CLOSED = ("c", "ch", "p", "t")  # these codas bear only sắc and nặng
_ONSET = re.compile(r"ngh|kh|ng|nh|ph|th|tr|ch|gh|gi(?=[^\W\d_])|qu|[bcdđghklmnprstvx]")


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for listed in lists for word in listed.split())


_RHYMES = _words(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu "
    "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uơ "
    "uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uyn uynh uyp uyt uyu "
    "ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
# After "qu" the u is part of the onset, after "gi" the i may be part of the rhyme: giếng, quốc.
_AFTER_QU = _words(
    "a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây âc e en eo et "
    "ê êch ên ênh êt êu i it in ich inh ơ y ych yên yêt ynh yt yn ôc ôi"
)
_ALONE = _words(
    "a á à ạ ác ách ai ái ải ải am ám ảm an án ang áng anh ánh ảnh ao áo ào ảo ạo áp át au áu "
    "áy ăn ăng ắc ắng ắp ắt âm ấm ầm ẩm ậm ân ấn ẩn ấp ập ất âu ấu ẩu ấy ẩy "
    "e è é em ém en eo éo ép ê ếch ếm êm ên ếp êu "
    "i ì í ỉ ỷ ỉa im ỉm in ỉn ít ích inh ỉu y ý ỳ ỵ yếm yểm yên yến yết yêu yếu yểu "
    "o ó ò ọ óc oi ói om òm on ong óng ỏng óp ót oa oà òa oạc oách oai oái oải oan oán oản oang oanh "
    "oành oát oăm oằn oắt oe oé óe "
    "ô ồ ổ ố ộ ốc ôi ối ổi ôm ốm ồm ổm ôn ồn ổn ông ống ổng ồng ốp ốt ơ ờ ở ợ ớ ơi ời ới ơn ớn ờn ợp ớt "
    "u ù ú ủ ụ ua ùa úa uẩn uân uất uể uế uống uốn uổng úc ục ui ùi ủi um úm ùm un ùn ủn ung ủng úng "
    "úp út ụt uy uý úy ủy uỷ uyên uyển uyết uỳnh uỵch ư ừ ứ ử ự ưa ứa ưng ứng ửng ừng ưu ươc ước ươi ươm "
    "ướm ườn ươn ưỡn ương ướp ướt ượt ừm"
)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC, any case) is spelt as a Vietnamese syllable can be."""
    letters, tone = _split(word.lower())
    if tone is None:
        return False
    onset = _ONSET.match(letters)
    head = onset[0] if onset else ""
    rhyme = letters[len(head) :]
    if not rhyme and head in ("gi", "qu"):
        return False
    if head == "gi" and f"i{rhyme}" in _RHYMES:
        return _tone_fits(rhyme, tone)
    known = _AFTER_QU if head == "qu" else _RHYMES
    return rhyme in known and (letters != "gi" or tone != "") and _tone_fits(rhyme, tone)


@lru_cache(maxsize=65536)
def stands_alone(word: str) -> bool:
    """Whether ``word`` can be a word of its own: a syllable with an onset, or a known one without."""
    lower = word.lower()
    return is_syllable(word) and (_ONSET.match(lower) is not None or lower in _ALONE)


def _split(word: str) -> tuple[str, str | None]:
    """The letters without the tone, and the tone (empty for level, ``None`` where there are two)."""
    marks = unicodedata.normalize("NFD", word)
    tones = [char for char in marks if char in _TONES]
    if len(tones) > 1:
        return word, None
    bare = unicodedata.normalize("NFC", "".join(char for char in marks if char not in _TONES))
    return bare, tones[0] if tones else ""


def _tone_fits(rhyme: str, tone: str) -> bool:
    return not rhyme.endswith(_CLOSED) or tone in ("\u0301", "\u0323")
