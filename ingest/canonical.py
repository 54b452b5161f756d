"""One canonical text: NFC, lines end in \\n, nothing invisible that would break a match.

Text that is already so stays as it is, character for character; ``canonical`` is idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

# Newlines of all systems; vertical tab and NEL come from Word and mainframes, U+2028/2029 from the web.
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls but \t and \n, BOM and zero-width marks, soft hyphen, lone surrogates, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_FEW = 6  # slips of a keyboard stay below
_SPACES = re.compile(r"[^\S\n]+")
# What text in an old font shows where Unicode Vietnamese has letters: TCVN3, VPS and VISCII signs inside
# words, VNI two vowels of which the second carries only a mark.
_SIGNS_IN_WORDS = re.compile(
    "[A-Za-zÀ-þ][µ¸¶·¹®¬\xad\uf0ad−∙©¨ª«»¼½¾§](?=[a-zà-þ\\s.,;])|(?<![A-Za-z])[µ¸¶·¹®¬\xad©¨ª«»¼½¾§][a-zà-þ]"
    "|[aA][øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË]|[eE][øùûõïâàáåãäØÙÛÕÏÂÀÁÅÃÄ]|[uyôöUYÔÖ][øùûõïØÙÛÕÏ]"
)


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
    """Whether some of ``text`` seems typed in a font of the 1990s, so that letters came out as signs.

    A quick look, for ``ingest.legacy`` to decide: it costs less than reading the text once.
    """
    return sum(1 for _ in islice(_SIGNS_IN_WORDS.finditer(text), _FEW)) == _FEW
