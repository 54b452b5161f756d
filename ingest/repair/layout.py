"""Lines of the page that got into the text: page numbers and running heads inside sentences, and
letterheads whose two columns were read across.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

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
_STACK = 3  # lines at most that stand between two pages
_QUIET = re.compile(rf"[^{LOWER}].*(?<![,:])$")  # may be a head, and no part of a list
_PAGE = 800  # letters of a page at least
_SHORT = 0.8  # of the line above it: a line that fills no width
_GAP = re.compile(r"^(.*?\S)(?:[ \u00a0]{4,}|\s*\t\s*)(\S.*)$")
_TOP, _ROWS = 40, 16  # lines in which a letterhead begins, and that it has at most


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    text: str


_Torn = tuple[_Row, list[_Row], _Row]  # half of a sentence, what stands between, the other half


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
    """Lines alone between two halves of a sentence, where each is one of a series through the text."""
    torn = list(_torn_at(rows))
    numbers = _numbers({row.start: row for _, held, _ in torn for row in held}.values())
    series = numbers | _heads(torn, numbers)
    done = -1
    for last, held, following in torn:
        if last.end > done and all(row.start in series for row in held):
            done = following.start
            yield Edit(last.end, following.start, " ", "running")


def _torn_at(rows: list[_Row]) -> Iterator[_Torn]:
    """The half of a sentence, up to ``_STACK`` short lines below it, and the other half."""
    for index, last in enumerate(rows):
        if len(last.text) < _LONG or not _TORN.search(last.text):
            continue
        for at in range(index + 2, min(index + 2 + _STACK, len(rows))):
            held = rows[index + 1 : at]
            if len(held[-1].text) > _HEAD:
                break
            if _is_torn(last.text, rows[at].text):
                yield last, held, rows[at]


def _is_torn(last: str, following: str) -> bool:
    return (
        len(last) >= _LONG
        and _TORN.search(last) is not None
        and _GOES_ON.match(following) is not None
        and _NO_ITEM.match(following) is not None
        and "|" not in last + following
    )


def _numbers(between: Iterable[_Row]) -> set[int]:
    """Where page numbers stand: three or more that grow, none by more than a few pages."""
    return _growing([(int(match[1]), row.start) for row in between if (match := _NUMBER.fullmatch(row.text))])


def _growing(found: Sequence[tuple[int, int]]) -> set[int]:
    """The places of the longest run of numbers that grow page by page, three at least."""
    best: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for number, start in found:
        run = [*run, (number, start)] if run and 0 < number - run[-1][0] <= 8 else [(number, start)]
        best = max(best, run, key=len)
    return {start for _, start in best} if len(best) >= 3 else set()


def _heads(torn: Sequence[_Torn], numbers: set[int]) -> set[int]:
    """Where a line stands that tears three sentences or more.

    In capitals it may differ in its numbers. Else one number in it, or in a line beside it, grows as pages
    do, a page from the next one; it begins with a capital or a figure and fills no line: in text of wrapped
    lines any line may tear its neighbours, and the same words may stand there again and again.
    """
    loud: defaultdict[str, list[int]] = defaultdict(list)
    beside: defaultdict[str, list[int]] = defaultdict(list)
    counted: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    between = {row.start: (one[0], row, one[1]) for one in reversed(torn) for row in one[1]}
    for last, row, held in (between[start] for start in sorted(between)):
        letters = [char for char in row.text if char.isalpha()]
        if not letters or "|" in row.text or ";" in row.text:
            continue
        if len(letters) >= 6 and 2 * sum(map(str.isupper, letters)) > len(letters):
            loud[_DIGITS.sub("#", row.text)].append(row.start)
        elif _QUIET.match(row.text) and len(row.text) < _SHORT * len(last.text):
            if any(other.start in numbers for other in held):
                beside[row.text].append(row.start)
            for match in _DIGITS.finditer(row.text) if len(letters) >= 6 else ():
                rest = f"{row.text[: match.start()]}#{row.text[match.end() :]}"
                counted[rest].append((int(match[0][:9]), row.start))
    found = {start for starts in loud.values() if len(starts) >= 3 for start in starts}
    for starts in (*beside.values(), *(sorted(_growing(places)) for places in counted.values())):
        if len(starts) >= 3 and all(two - one >= _PAGE for one, two in pairwise(starts)):
            found.update(starts)
    return found


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
