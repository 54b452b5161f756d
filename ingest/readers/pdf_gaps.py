"""Narrow gaps that part the columns of a table without rules: the same place stays empty line after line.

A gap of one letter height may be a wide space of justified text; the same gap on three lines of a block, and
a second one beside it, are columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_chars import Char

Gap = tuple[int, float, float]  # the character behind it, and its ends

_NARROW = 1.0  # letter heights
_SHARED = 0.8  # letter heights that the gaps of two lines have in common at least
_LINES = 3  # lines that must have it
_FEWEST = 2  # such gaps in a line
_NEXT = 2.6  # letter heights between two lines of one table


def aligned_gaps(lines: Sequence[list[Char]]) -> list[frozenset[int]]:
    """For each visual line the characters at which a column begins, told by the lines around it."""
    if len(lines) < _LINES:
        return [frozenset()] * len(lines)
    gaps = [_gaps(line) for line in lines]
    found: list[frozenset[int]] = []
    for number, own in enumerate(gaps):
        if len(own) < _FEWEST:
            found.append(frozenset())
            continue
        around = _around(lines, gaps, number)
        sure = frozenset(
            gap[0] for gap in own if 1 + sum(_meets(gap, other, lines[number]) for other in around) >= _LINES
        )
        found.append(sure if len(sure) >= _FEWEST else frozenset())
    return found


def _gaps(line: list[Char]) -> list[Gap]:
    least = _NARROW * line[0].size
    return [
        (at, last.right, char.left)
        for at, (last, char) in enumerate(pairwise(line), 1)
        if char.left - last.right > least
    ]


def _around(lines: Sequence[list[Char]], gaps: Sequence[list[Gap]], number: int) -> list[list[Gap]]:
    """The gaps of the lines of the same table, upwards and downwards as far as each has two."""
    found: list[list[Gap]] = []
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(lines) and len(gaps[at]) >= _FEWEST and _near(lines[at - step], lines[at]):
            found.append(gaps[at])
            at += step
    return found


def _near(one: list[Char], other: list[Char]) -> bool:
    return 0 < abs(one[0].base - other[0].base) < _NEXT * max(one[0].size, other[0].size)


def _meets(gap: Gap, others: list[Gap], line: list[Char]) -> bool:
    least = _SHARED * line[0].size
    return any(min(gap[2], other[2]) - max(gap[1], other[1]) >= least for other in others)
