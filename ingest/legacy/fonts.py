"""What the name of a font says: the encoding its glyphs follow, and whether they are all capitals."""

from __future__ import annotations

import re

from ingest.legacy.tables import Encoding

# Families of the fonts that offices had; PDF files put six letters and "+" before a subset's name.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_NAMES: tuple[tuple[re.Pattern[str], Encoding], ...] = (
    (re.compile(r"\.?vn(?!i|u)[a-z0-9]|\.vn|abc[ _-]|tcvn|vntime|vnarial", re.IGNORECASE), "tcvn3"),
    (re.compile(r"vni\b|vni[-_ a-z]|vnitimes", re.IGNORECASE), "vni"),
    (re.compile(r"vps[ _-]|vps[a-z]", re.IGNORECASE), "vps"),
    (
        re.compile(
            r"vi[ _-](?:times|arial|souvenir|abadi)|viscii|(?:phuong ?thao|u ?hoai|heo ?may|minh ?quan)\b",
            re.I,
        ),
        "viscii",
    ),
)
_UNICODE = re.compile(r"vnu |vn unicode|unicode|uvn", re.IGNORECASE)
_CAPITALS = re.compile(r"^\.?[Vv][Nn].*[A-Za-z]H(?:Bold|Italic)*(?:$|[ ,-])")


def encoding_of(font: str | None) -> Encoding | None:
    """The 8-bit encoding that a font of this name follows; ``None`` for a Unicode or unknown font.

    >>> encoding_of(".VnTimeH"), encoding_of("VNI-Times"), encoding_of("VPS Times"), encoding_of("Arial")
    ('tcvn3', 'vni', 'vps', None)
    """
    if not font:
        return None
    name = _SUBSET.sub("", font).strip()
    if _UNICODE.match(name):
        return None
    return next((encoding for pattern, encoding in _NAMES if pattern.match(name)), None)


def is_capitals(font: str | None) -> bool:
    """Whether a TCVN3 font shows capitals for small letters (.VnTimeH, .VnArialH)."""
    return font is not None and _CAPITALS.match(_SUBSET.sub("", font).strip()) is not None
