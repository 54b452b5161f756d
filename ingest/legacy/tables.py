"""What the bytes of the 8-bit Vietnamese encodings stand for.

Sources: TCVN3 (ABC) is the layout of TCVN 5712:1993 without its toned capitals, VISCII is RFC 1456, VPS and
VNI are the layouts that their fonts' makers published. Programs show such bytes through Windows-1252,
so the keys here are the characters that a reader gets to see.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

Encoding = Literal["tcvn3", "vni", "vps", "viscii"]
_HOLE = "\0"  # a byte that means nothing, or no letter, in the encoding


def _seen(byte: int) -> str:
    """The character that Windows-1252 shows for ``byte``; its five empty places show a control."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _layout(first: int, letters: str) -> dict[str, str]:
    """``letters`` from the byte ``first`` on, by what is seen of each; controls C1 as they are, too."""
    found = {chr(first + place): letter for place, letter in enumerate(letters) if letter != _HOLE}
    found |= {_seen(first + place): letter for place, letter in enumerate(letters) if letter != _HOLE}
    return found


# From A1 on. Toned capitals have no byte: they are set in fonts of capitals (.VnTimeH).
_TCVN3 = _layout(
    0xA1,
    "ĂÂÊÔƠƯĐăâêôơưđ\0\0\0\0\0\0àảãáạ\0ằẳẵắ\0\0\0\0\0\0\0ặầẩẫấậè\0ẻẽéẹềểễếệìỉ\0\0\0ĩíịò\0ỏõóọồổỗốộờởỡớợù\0ủũúụừửữứựỳỷỹýỵ",
)
# Marks that follow their vowel, for the toned capitals of a font without capitals of its own.
TCVN3_MARKS = MappingProxyType(
    {"\xb0": "\u0300", "\xb1": "\u0309", "\xb2": "\u0303", "\xb3": "\u0301", "\xb4": "\u0323"}
)
# PDF extraction and copying through other programs turn some bytes of TCVN3 into look-alikes.
_TCVN3_ALIASES = {
    "−": "ư",
    "‐": "ư",
    "\u2011": "ư",
    "μ": "à",
    "∙": "ã",
    "·": "ã",
    "∆": "ặ",
    "Đ": "é",
    "Ω": "ẵ",
}
TCVN3_ALIASES = MappingProxyType(_TCVN3_ALIASES)

_VISCII = _layout(
    0x80,
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
)

# From 80 on, a row a line of sixteen; toned capitals among the controls C0 do not survive in files.
_VPS = _layout(
    0x80,
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ"
    "Ế\0\0ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    "\0ắằẳẵặỠớÙờởỡŨỨợỪ"
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ"
    "ƯỦồốÔỏơÈừứÚũưÝẺ\0"
    "àáâãảạă\0èéêẽìí\0ĩ"
    "ẴĐòóôõ\0Ơụùúủ\0ỶẼỳ",
)

SINGLE: MappingProxyType[str, MappingProxyType[str, str]] = MappingProxyType(
    {name: MappingProxyType(table) for name, table in (("tcvn3", _TCVN3), ("viscii", _VISCII), ("vps", _VPS))}
)

# VNI: a letter, then one byte that holds its mark and tone together; some letters are one byte.
VNI_SINGLE = MappingProxyType(dict(zip("ñÑôÔöÖíÍìÌæÆóÓòÒîÎ", "đĐơƠưƯíÍìÌỉỈĩĨịỊỵỴ", strict=True)))
_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROUND = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_SHORT = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_MARKS: MappingProxyType[str, str] = MappingProxyType(
    {
        form(sign): marks
        for form in (str.lower, str.upper)
        for sign, marks in (
            *_TONES.items(),
            *((sign, "\u0302" + tone) for sign, tone in _ROUND.items()),
            *((sign, "\u0306" + tone) for sign, tone in _SHORT.items()),
        )
    }
)
# Which marks a vowel of VNI may carry: circumflex on a, e, o; breve on a; a bare tone on all of these.
VNI_VOWELS = MappingProxyType(
    {"a": "\u0302\u0306", "e": "\u0302", "o": "\u0302", "u": "", "y": "", "ô": "", "ö": ""}
)
