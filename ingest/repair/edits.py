"""Edits to a text: applied all at once, with every offset told where it went."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

RepairKind = Literal["marks", "eth", "lookalike", "split", "hyphen", "running", "columns"]


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` becomes ``new``.

    ``kept`` tells what of the old text stands elsewhere in ``new``: its offset in the text and in ``new``,
    and its length.
    """

    start: int
    end: int
    new: str
    kind: RepairKind
    kept: tuple[tuple[int, int, int], ...] = ()


def applied(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with ``edits`` (in order, none over another) made."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    return "".join((*pieces, text[at:]))


def moved(offsets: Iterable[int], edits: Sequence[Edit]) -> tuple[int, ...]:
    """Where ``offsets`` into the old text lie in the new; inside an edit where it ends, or what it keeps."""
    starts = [edit.start for edit in edits]
    shifts = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]
    return tuple(_moved(offset, edits, starts, shifts) for offset in offsets)


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """``edits`` in order, without those that begin inside the one before."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _moved(offset: int, edits: Sequence[Edit], starts: list[int], shifts: list[int]) -> int:
    before = bisect_right(starts, offset)
    if before and offset < edits[before - 1].end:
        last = edits[before - 1]
        return last.start + shifts[before - 1] + _inside(offset, last)
    return offset + shifts[before]


def _inside(offset: int, edit: Edit) -> int:
    for old, new, length in edit.kept:
        if old <= offset <= old + length:
            return new + offset - old
    return 0 if offset == edit.start else len(edit.new)
