"""Words that an extraction cut in pieces ("ĐIỀ U KHO ẢN") or a line end with a hyphen ("triể-" "n").

A piece is told by its letters: a syllable that cannot be ("ĐIỀ", "ƯỜNG") and bears a mark, so that no
abbreviation is one. It is joined with its neighbours only where that gives a syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ingest.repair.edits import Edit
from ingest.repair.syllable import stands_alone

_TOKEN = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010\u2011] ?\n?([^\W\d_]+)")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){4,}[^\W\d_](?![^\W_])")
_MARKED = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")
_LONGEST = 7  # letters of "nghiêng"
_SICK = 3, 0.003  # so many broken words, and so large a share of all, make weak pieces suspect too
_WINDOWS = ((-1, 0), (0, 1), (-1, 1), (-2, 0), (0, 2), (-2, 1), (-1, 2))  # pieces around a strong one

_Token = tuple[int, int, str]


def word_repairs(text: str) -> Iterator[Edit]:
    """What to change in canonical ``text``: words of one piece give nothing."""
    runs = list(_runs(text))
    sure = [edit for run in runs for edit in _joined(run, weak=False)]
    words = sum(map(len, runs))
    if len(sure) >= _SICK[0] and len(sure) >= _SICK[1] * words:
        yield from (edit for run in runs for edit in _joined(run, weak=True))
    else:
        yield from sure
    yield from _hyphens(text)
    yield from _spaced(text)


def _runs(text: str) -> Iterator[list[_Token]]:
    """Words parted by nothing but one space each; only runs that hold a suspect word."""
    run: list[_Token] = []
    suspect = False
    for match in _TOKEN.finditer(text):
        if run and not (match.start() == run[-1][1] + 1 and text[run[-1][1]] == " "):
            if suspect:
                yield run
            run, suspect = [], False
        run.append((match.start(), match.end(), match[0]))
        suspect = suspect or not stands_alone(match[0])
    if suspect:
        yield run


def _joined(words: list[_Token], weak: bool) -> Iterator[Edit]:
    run, at = words, 0
    while at < len(run):
        span = _window(run, at) if _is_piece(run[at][2], weak) else None
        if span is None:
            at += 1
            continue
        first, last = span
        whole = "".join(token[2] for token in run[first : last + 1])
        yield Edit(run[first][0], run[last][1], whole, "split")
        run, at = run[last + 1 :], 0


def _window(run: list[_Token], at: int) -> tuple[int, int] | None:
    """The neighbours with which the piece at ``at`` is a word: fewest whole words, then most pieces."""
    best: tuple[tuple[int, int], tuple[int, int]] | None = None
    for before, after in _WINDOWS:
        first, last = at + before, at + after
        if first < 0 or last >= len(run):
            continue
        parts = [token[2] for token in run[first : last + 1]]
        if not _makes_word(parts):
            continue
        pieces = sum(not stands_alone(part) for part in parts)
        rank = (len(parts) - pieces, -pieces)
        if best is None or rank < best[0]:
            best = rank, (first, last)
    return best[1] if best else None


def _makes_word(parts: list[str]) -> bool:
    whole = "".join(parts)
    alike = whole.islower() or whole.isupper() or (whole[0].isupper() and whole[1:].islower())
    return alike and len(whole) <= _LONGEST and stands_alone(whole)


def _is_piece(word: str, weak: bool) -> bool:
    if len(word) > 5 or stands_alone(word):
        return False
    return weak or _is_marked(word)


def _is_marked(word: str) -> bool:
    return any(mark in _MARKED for mark in unicodedata.normalize("NFD", word))


def _hyphens(text: str) -> Iterator[Edit]:
    """Hyphens inside one syllable; "kinh tế-xã hội" and "24/2022/TT-BLĐ" keep theirs."""
    for match in _HYPHEN.finditer(text):
        halves = match[1], match[2]
        broken = any(not stands_alone(half) for half in halves) and any(map(_is_marked, halves))
        if broken and _makes_word(list(halves)):
            yield Edit(match.start(), match.end(), "".join(halves), "hyphen")


def _spaced(text: str) -> Iterator[Edit]:
    """Titles set with a space behind every letter: "T I Ê U C H U Ẩ N"."""
    for match in _SPACED.finditer(text):
        letters = match[0].replace(" ", "")
        words = _cut(letters)
        if words and len(letters) >= 2.5 * len(words) and not letters.isascii():
            yield Edit(match.start(), match.end(), " ".join(words), "split")


def _cut(letters: str) -> list[str] | None:
    """``letters`` as the fewest syllables, ``None`` where they are none."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - _LONGEST), end):
            head, word = best[start], letters[start:end]
            if head is not None and (found is None or len(head) + 1 < len(found)) and stands_alone(word):
                found = [*head, word]
        best.append(found)
    return best[-1]
