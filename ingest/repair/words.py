"""Words that an extraction cut in pieces ("ĐIỀ U KHO ẢN") or a line end with a hyphen ("triể-" "n").

A piece is told by its letters: a syllable that cannot be ("ĐIỀ", "ƯỜNG") and bears a mark, so that no
abbreviation is one. It is joined with its neighbours only where that gives a syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from ingest.repair.edits import Edit
from ingest.repair.syllable import stands_alone

_TOKEN = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011] ?\n?([^\W\d_]+)")
_LAST = re.compile(r"[^\W\d_]+$")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){4,}[^\W\d_](?![^\W_])")
_SPACED_SOMEWHERE = re.compile(r"(?: [^\W\d_]){3} ")
_MARKED = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")
_LONGEST = 7  # letters of "nghiêng"
_SICK = 3, 0.003  # so many broken words, and so large a share of all, make weak pieces suspect too
_WINDOWS = ((-1, 0), (0, 1), (-1, 1), (-2, 0), (0, 2), (-2, 1), (-1, 2))  # pieces around a strong one

_Token = tuple[int, int, str]


def word_repairs(text: str) -> Iterator[Edit]:
    """What to change in canonical ``text``: words of one piece give nothing."""
    known = Counter(_TOKEN.findall(text))
    pieces = {word for word in known if _is_piece(word)}
    sure = [edit for run in _runs(text, pieces) for edit in _joined(run, known, weak=False)] if pieces else []
    if len(sure) >= _SICK[0] and len(sure) >= _SICK[1] * known.total():
        pieces |= {word for word in known if _is_weak(word)}
        yield from (edit for run in _runs(text, pieces) for edit in _joined(run, known, weak=True))
    else:
        yield from sure
    yield from _hyphens(text)
    yield from _spaced(text)


def _runs(text: str, pieces: set[str]) -> Iterator[list[_Token]]:
    """Words parted by nothing but one space each; only runs that hold one of ``pieces``."""
    for match in _RUN.finditer(text):
        if not pieces.isdisjoint(match[0].split(" ")):
            words, at = _TOKEN.finditer(match[0]), match.start()
            yield [(at + word.start(), at + word.end(), word[0]) for word in words]


def _joined(words: list[_Token], known: Counter[str], weak: bool) -> Iterator[Edit]:
    run, at = words, 0
    while at < len(run):
        word = run[at][2]
        sure = not stands_alone(word)
        span = _window(run, at, known, sure) if _is_piece(word) or (weak and _is_weak(word)) else None
        if span is None:
            at += 1
            continue
        first, last = span
        whole = "".join(token[2] for token in run[first : last + 1])
        yield Edit(run[first][0], run[last][1], whole, "split")
        run, at = run[last + 1 :], 0


def _window(run: list[_Token], at: int, known: Counter[str], sure: bool) -> tuple[int, int] | None:
    """The neighbours with which the piece at ``at`` is a word: fewest whole words, then the best known.

    Where the piece may be a word itself, the text must hold the whole elsewhere.
    """
    found: list[tuple[tuple[int, int, int], tuple[int, int]]] = []
    for before, after in _WINDOWS:
        first, last = at + before, at + after
        if first < 0 or last >= len(run):
            continue
        parts = [token[2] for token in run[first : last + 1]]
        count = known["".join(parts)]
        if _makes_word(parts) and (sure or count):
            pieces = sum(not stands_alone(part) for part in parts)
            found.append(((len(parts) - pieces, -min(count, 1), -pieces), (first, last)))
    return min(found)[1] if found else None


def _makes_word(parts: list[str]) -> bool:
    whole = "".join(parts)
    alike = whole.islower() or whole.isupper() or (whole[0].isupper() and whole[1:].islower())
    return alike and len(whole) <= _LONGEST and stands_alone(whole)


def _is_piece(word: str) -> bool:
    """Whether ``word`` cannot be one: no syllable, and a mark, so that it is no abbreviation."""
    return len(word) <= 5 and not stands_alone(word) and _is_marked(word)


def _is_weak(word: str) -> bool:
    """Whether ``word`` may be a piece where many are: a letter or two, or no onset ("ồn", "y")."""
    return len(word) <= 4 and (not stands_alone(word) or word[0].lower() not in "bcdđghklmnpqrstvx")


def _is_marked(word: str) -> bool:
    return any(mark in _MARKED for mark in unicodedata.normalize("NFD", word))


def _hyphens(text: str) -> Iterator[Edit]:
    """Hyphens inside one syllable; "kinh tế-xã hội" and "24/2022/TT-BLĐ" keep theirs."""
    for match in _HYPHEN.finditer(text):
        before = _LAST.search(text, max(0, match.start() - 2 * _LONGEST), match.start())
        halves = before[0] if before else "", match[1]
        broken = any(not stands_alone(half) for half in halves) and any(map(_is_marked, halves))
        if broken and _makes_word(list(halves)):
            yield Edit(match.start() - len(halves[0]), match.end(), "".join(halves), "hyphen")


def _spaced(text: str) -> Iterator[Edit]:
    """Titles set with a space behind every letter: "T I Ê U C H U Ẩ N"."""
    if _SPACED_SOMEWHERE.search(text) is None:
        return
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
