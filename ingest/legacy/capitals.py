"""Letters that are typed small and printed as capitals: fonts such as .VnTimeH, "All caps" in Word.

The text keeps the letters as typed ("Bộ Tài chính", as every converter of fonts gives them, and as they
are searched and read), and the spans are kept in which the page shows capitals: headings, letterheads and
stamps are told by them. While a reader puts its lines together, two marks around such text tell the spans;
``unmarked`` takes them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]

# Of the last private plane, where no font has letters; canonical text keeps them.
_OPEN, _SHUT = "\U0010fff0", "\U0010fff1"
_MARK = re.compile(f"[{_OPEN}{_SHUT}]")
_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_SHUT}\n]*)|{_SHUT}")
_PIECE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_OF_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂÊÔƠƯĐ")  # that TCVN3 has a byte for


def marked(text: str) -> str:
    """``text`` with marks around what is shown in capitals, piece by piece: a wide gap may part columns."""
    return _PIECE.sub(lambda piece: between_marks(piece[0]), text)


def between_marks(text: str) -> str:
    """``text`` as what the page shows in capitals."""
    return f"{_OPEN}{text}{_SHUT}" if _raised(text) != text else text


def typed(text: str) -> str:
    """``text`` of a font of capitals, words typed in capitals in capitals throughout.

    TCVN3 has bytes only for capitals without tones: "QUYếT" was typed for "QUYẾT".
    """
    words = [match[0] for match in _WORD.finditer(text)]
    # "Tổ CHứC": of the first word one letter alone was typed with a byte of its own; its neighbours tell.
    mostly = sum(_is_large(word, 2) for word in words) > sum(_has_small(word) for word in words)
    least = 1 if mostly else 2
    return _WORD.sub(lambda word: word[0].upper() if _is_large(word[0], least) else word[0], text)


def bare(text: str) -> str:
    """``text`` without marks, the letters as typed."""
    return _MARK.sub("", text)


def unmarked(text: str) -> tuple[str, tuple[Span, ...], tuple[int, ...]]:
    """``text`` without marks, the spans in it that are shown in capitals, and where the marks stood."""
    if _MARK.search(text) is None:
        return text, (), ()
    pieces: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for match in _MARKED.finditer(text):
        before = text[at : match.start()]
        inside = match[1] or ""
        pieces += (before, inside)
        length += len(before)
        if inside:
            spans.append((length, length + len(inside)))
        length += len(inside)
        at = match.end()
    places = tuple(match.start() for match in _MARK.finditer(text))
    return "".join((*pieces, text[at:])), tuple(spans), places


def shown(text: str, capitals: Iterable[Span]) -> str:
    """``text`` as the page shows it: capitals in these spans. Every letter keeps its offset."""
    pieces: list[str] = []
    at = 0
    for start, end in capitals:
        pieces += (text[at:start], _raised(text[start:end]))
        at = end
    return "".join((*pieces, text[at:])) if pieces else text


def _raised(text: str) -> str:
    large = text.upper()
    if len(large) == len(text):
        return large
    return "".join(up if len(up := char.upper()) == 1 else char for char in text)


def _is_large(word: str, least: int) -> bool:
    """Whether no letter of ``word`` is small but those that have no capital byte, and enough are large."""
    return not _has_small(word) and sum(char in _LETTERS_OF_CAPITALS for char in word) >= least


def _has_small(word: str) -> bool:
    return any(char.upper() in _LETTERS_OF_CAPITALS and char.islower() for char in word)
