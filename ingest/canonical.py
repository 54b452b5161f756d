"""One canonical text: NFC, lines end in \\n, nothing invisible that would break a match.

Text that is already so stays as it is, character for character; ``canonical`` is idempotent.
"""

from __future__ import annotations

import re
import unicodedata

# Newlines of all systems; vertical tab and NEL come from Word and mainframes, U+2028/2029 from the web.
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls but \t and \n, BOM and zero-width marks, soft hyphen, lone surrogates, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile(r"[^\S\n]+")
# Letters that TCVN3 (.VnTime) text shows where Unicode Vietnamese has đ ộ ư ạ ế ...: signs inside words.
_LEGACY = re.compile(r"[A-Za-z][µ¸¶·¹®¬­©¨ª«»¼½¾]|[µ¸¶·¹®¬©¨ª«»¼½¾][a-z]")
_TONED = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def canonical(text: str) -> str:
    """``text`` in NFC with ``\\n`` newlines and without controls, BOM or zero-width marks."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _NEWLINE.sub("\n", text)))


def one_line(text: str) -> str:
    """Canonical ``text`` with every run of white space (also no-break space) as one space."""
    return " ".join(canonical(text).split())


def tidy_lines(text: str) -> str:
    """Canonical ``text`` with single spaces inside lines, no space at their ends, no blank lines."""
    lines = (_SPACES.sub(" ", line).strip() for line in canonical(text).split("\n"))
    return "\n".join(line for line in lines if line)


def join_pages(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Canonical pages as one text, a page starting on a new line, with the offset of each page."""
    text, offsets = "", []
    for page in map(canonical, pages):
        if text and not text.endswith("\n"):
            text += "\n"
        offsets.append(len(text))
        text += page
    return text, tuple(offsets)


def looks_legacy(text: str) -> bool:
    """Whether ``text`` seems typed in a font of the 1990s (TCVN3), so that letters came out as signs."""
    signs = len(_LEGACY.findall(text))
    return signs >= 20 and signs > len(_TONED.findall(text))
