"""The text for reading, encoding and matching: markup gone, broken sentences whole, offsets kept.

The canonical text stays as it is; what is made here is only ever read, and every character of it
knows where it came from.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"\\(?:(?P<escaped>[^\w\s]|_)|$|(?=\s))"  # an escape before a sign, or a break at the line's end
    r"|(?<![(*])\*+|(?<=\()\*+(?![*)])"  # emphasis and bullets; "(*)" is a note's mark and stays
    r"|(?m:^[^\S\n]*#{1,6}(?=\s))"  # a markdown heading
    r"|(?<![\w_])_{1,2}(?=[^\s_][^\n]*?[^\s_]_{1,2}(?![\w_]))|(?<=[^\s_])_{1,2}(?![\w_])"  # _emphasis_
)
_BETWEEN_DIGITS = re.compile(r"\d\*\d")
_ENDS = tuple(".;:!?…")
_CLOSING = "\"”’')]» "
# What begins a new item or article, whatever stood before it.
_MARKER = re.compile(
    r"(?:[-–—+•▪◦○|]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|\(?[a-zđ]{1,2}[.)]\s|[IVXLC]{1,7}[.)/-]|(?:Điều|ĐIỀU)\s+\d)"
)


def readable(text: str) -> str:
    """``text`` as a person reads it: no emphasis marks or escapes, sentences cut by a page break or
    a hard line wrap joined by a space, single spaces, one newline between paragraphs.

    Every letter and digit of ``text`` is kept, in order.
    """
    return readable_spans(text)[0]


def readable_spans(text: str) -> tuple[str, tuple[int, ...]]:
    """``readable(text)`` and, for each of its characters, the offset in ``text`` it stands for."""
    kept = _without_markup(text)
    kept = _with_whole_sentences(kept)
    return "".join(char for char, _ in kept), tuple(offset for _, offset in kept)


_Kept = list[tuple[str, int]]


def _without_markup(text: str) -> _Kept:
    times = {match.start() + 1 for match in _BETWEEN_DIGITS.finditer(text)}  # 2*3 is no emphasis
    gone = {
        offset
        for match in _MARKUP.finditer(text)
        for offset in range(match.start(), match.end() - bool(match["escaped"]))
        if offset not in times and not text[offset].isspace()
    }
    return [(char, offset) for offset, char in enumerate(text) if offset not in gone]


def _with_whole_sentences(kept: _Kept) -> _Kept:
    """White space settled: a run inside a line is a space, a run with a newline a space or a newline."""
    flat = "".join(char for char, _ in kept)
    out: _Kept = []
    last_start = 0  # where the line before the break begins, in ``flat``
    at = 0
    for match in re.finditer(r"\s+", flat):
        out += kept[at : match.start()]
        at = match.end()
        if not out or at == len(flat):
            continue
        space = " "
        if "\n" in match[0]:
            space = " " if _goes_on(flat[last_start : match.start()], flat[at : at + 400]) else "\n"
            last_start = last_start if space == " " else at
        out.append((space, kept[match.start()][1]))
    return out + kept[at:]


def _goes_on(before: str, after: str) -> bool:
    """Whether the sentence at the end of line ``before`` goes on in what comes ``after`` the break."""
    line = after.split("\n", 1)[0]
    last = before.rstrip(_CLOSING)
    if not last or last.endswith(_ENDS) or _MARKER.match(line) or " | " in line or " | " in before:
        return False
    if last.endswith(","):
        return line[:1].isalnum()
    # A line in capitals is a title; what follows it in small letters is its second line.
    return line[:1].islower() and not _capitals(before)


def _capitals(line: str) -> bool:
    return line == line.upper() and any(map(str.isalpha, line))
