"""Lines of the page that got into the text: page numbers and running heads inside sentences, and
letterheads whose two columns were read across.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from ingest.letters import LOWER
from ingest.readers.tables import LAYOUT
from ingest.repair.edits import Edit

_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:(?:Trang|Tr\.)\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?", re.I)
_DIGITS = re.compile(r"\d+")
_TORN = re.compile(rf"[{LOWER},][”\"’')]?$")  # a line that ends so is no end of a sentence
_GOES_ON = re.compile(rf"[(“\"‘']?[{LOWER}]")
_NO_ITEM = re.compile(r"(?!(?:[a-zđ]{1,2}(?:\.\d+)?[.)]|[a-zđ]\s*-)\s)")
_LONG = 25  # letters of a line that fills its width
_HEAD = 80  # a running head is no longer
_GAP = re.compile(r"^(.*?\S)(?:[ \u00a0]{4,}|\s*\t\s*)(\S.*)$")
_TOP, _ROWS = 40, 16  # lines in which a letterhead begins, and that it has at most


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    text: str


def layout_repairs(text: str) -> Iterator[Edit]:
    """What to change in canonical ``text``; running text gives nothing."""
    rows = list(_rows(text))
    yield from _running(rows)
    yield from _columns(rows, text)


def _rows(text: str) -> Iterator[_Row]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield _Row(at, at + len(line), line.strip())
        at += len(line) + 1


def _running(rows: list[_Row]) -> Iterator[Edit]:
    """A line alone between two halves of a sentence, where it is one of a series through the text."""
    torn = [
        (rows[index - 1], rows[index], rows[index + 1])
        for index in range(1, len(rows) - 1)
        if len(rows[index].text) <= _HEAD and _is_torn(rows[index - 1].text, rows[index + 1].text)
    ]
    series = _numbers(torn) | _heads(torn)
    for last, row, following in torn:
        if row.start in series:
            yield Edit(last.end, following.start, " ", "running")


def _is_torn(last: str, following: str) -> bool:
    return (
        len(last) >= _LONG
        and _TORN.search(last) is not None
        and _GOES_ON.match(following) is not None
        and _NO_ITEM.match(following) is not None
        and "|" not in last + following
    )


def _numbers(torn: list[tuple[_Row, _Row, _Row]]) -> set[int]:
    """Where page numbers stand: three or more that grow, none by more than a few pages."""
    found = [(int(match[1]), row.start) for _, row, _ in torn if (match := _NUMBER.fullmatch(row.text))]
    best: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for number, start in found:
        run = [*run, (number, start)] if run and 0 < number - run[-1][0] <= 8 else [(number, start)]
        best = max(best, run, key=len)
    return {start for _, start in best} if len(best) >= 3 else set()


def _heads(torn: list[tuple[_Row, _Row, _Row]]) -> set[int]:
    """Where a line in capitals stands that tears three sentences or more, the same but for its numbers.

    Only capitals tell it for sure: in text of wrapped lines any line may tear its neighbours.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for _, row, _ in torn:
        letters = [char for char in row.text if char.isalpha()]
        if len(letters) >= 6 and 2 * sum(map(str.isupper, letters)) > len(letters) and "|" not in row.text:
            places[_DIGITS.sub("#", row.text)].append(row.start)
    return {start for starts in places.values() if len(starts) >= 3 for start in starts}


def _columns(rows: list[_Row], text: str) -> Iterator[Edit]:
    """Blocks of lines with a wide gap, one of them the motto of the state: left column, then right."""
    index = 0
    while index < min(len(rows), _TOP):
        block: list[tuple[_Row, str, str]] = []
        while index < len(rows) and len(block) < _ROWS and (cut := _GAP.match(rows[index].text)):
            block.append((rows[index], cut[1].strip(), cut[2].strip()))
            index += 1
        if len(block) >= 2 and any(LAYOUT.search(half) for _, left, right in block for half in (left, right)):
            first, last = block[0][0], block[-1][0]
            if "|" not in text[first.start : last.end] and not any(
                _GAP.match(right) for _, _, right in block
            ):
                halves = [_halves(row, text) for row, _, _ in block]
                yield _one_after_other(first.start, last.end, halves)
        index += not block


def _halves(row: _Row, text: str) -> tuple[_Row, _Row]:
    """The two columns of a line, each with its place."""
    start = text.index(row.text, row.start)
    cut = _GAP.match(row.text)
    assert cut is not None
    left, right = (_Row(start + cut.start(side), start + cut.end(side), cut[side].strip()) for side in (1, 2))
    return left, right


def _one_after_other(start: int, end: int, block: list[tuple[_Row, _Row]]) -> Edit:
    """The left column, then the right one, each line knowing where it went."""
    halves = [left for left, _ in block] + [right for _, right in block]
    new = list(accumulate((len(half.text) + 1 for half in halves), initial=0))
    kept = tuple((half.start, at, len(half.text)) for half, at in zip(halves, new, strict=False))
    text = "\n".join(half.text for half in halves)
    return Edit(start, end, text, "columns", kept)
