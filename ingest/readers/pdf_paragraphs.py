"""Lines of a PDF as one text: running heads dropped, wrapped lines joined into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_lines import Line
from ingest.readers.tables import CELL, NO_SPACE

_MARGIN = 0.13  # share of the page's height, at the top and at the bottom, where running heads stand
_OFTEN = 0.3  # a line on so large a share of the pages is a running head
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:Trang|Tr\.)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")

# A line that begins so begins a new paragraph: markers of the outlines of official documents.
_DASH = re.compile(r"[-–—]\s")
_MARKER = re.compile(
    r"[“\"‘']?(?:"
    r"(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]"
    r"|(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC|Phụ lục|PHỤ LỤC)\s+"
    r"(?:(?:thứ|THỨ)\s+\w+|[IVXLC]+|\d+|[A-Z])(?:[.:]|$|\s+[^\Wa-zà-ỹ])"
    r"|[IVXLC]{1,7}\s*[.)/–-]\s"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}[.)]\s|\d{1,3}(?:\.\d{1,3}){1,4}\s"
    r"|\(\d{1,3}\)\s|\(?[a-zđ]{1,2}(?:\.\d{1,2})?\)\s|[A-ZĐ]\.\s"
    r"|[+*•●▪◦○]\s|Căn cứ\s|Theo đề nghị\s|Nơi nhận|(?:TM|KT|TL|TUQ)\.\s"
    r")"
)
_SENTENCE_END = re.compile(r"(?:[.;:!?…]|\./\.)[”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class _Frame:
    """The text block of one page: where full lines begin and end, and whether paragraphs are indented."""

    left: float
    right: float
    indented: bool


def without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Pages without page numbers and the lines repeated at the top or bottom of many pages."""
    counts = Counter(key for number, page in enumerate(pages) for key in _page_keys(page, number))
    often = max(2, _OFTEN * len(pages))
    return [
        [line for line in page if not _runs(line, number, counts, often)] for number, page in enumerate(pages)
    ]


def margins_of(pages: list[list[Line]], kept: list[list[Line]]) -> str:
    """What ``without_running_heads`` left out of ``pages``, a line each, as shown."""
    ids = {id(line) for page in kept for line in page}
    return "\n".join(line.shown for page in pages for line in page if id(line) not in ids)


def join_lines(pages: list[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, a paragraph a line, and the offset where each page starts."""
    return join_shown(pages)[:2]


def join_shown(pages: list[list[Line]]) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """As ``join_lines``, and the spans that a font of capitals shows in capitals."""
    pieces: list[str] = []
    offsets: list[int] = []
    capitals: list[tuple[int, int]] = []
    length = 0
    last: tuple[Line, _Frame] | None = None
    for page, frame in zip(pages, _frames(pages), strict=True):
        for number, (line, column) in enumerate(zip(page, _columns(page), strict=True)):
            glue = _glue(last, (line, frame), column, turned=number == 0)
            if number == 0:
                offsets.append(length + len(glue))
            pieces += (glue, line.text)
            length += len(glue)
            capitals += ((length + start, length + end) for start, end in line.capitals)
            length += len(line.text)
            last = line, frame
        if not page:
            offsets.append(length)
    return "".join(pieces), tuple(offsets), tuple(capitals)


def _page_keys(page: list[Line], number: int) -> set[tuple[str, int | None]]:
    return {key for line in page if _in_margin(line) and line.row is None for key in _keys(line.text, number)}


def _keys(text: str, number: int) -> set[tuple[str, int | None]]:
    """What makes a line the same on another page: its text, or all but a number that grows by one."""
    keys: set[tuple[str, int | None]] = {(text, None)}
    for match in _NUMBER.finditer(text):
        rest = f"{text[: match.start()]}#{text[match.end() :]}"
        if len(match[0]) <= 4:
            keys.add((rest, int(match[0]) - number))
            keys.add((_sides(rest), int(match[0]) - number))
    return keys


def _sides(text: str) -> str:
    """A head with its page number left on even pages and right on odd ones is one head."""
    bare = " ".join(text.replace("#", " ").replace(CELL, " ").split())
    return f"# {bare}" if bare else "#"


def _runs(line: Line, number: int, counts: Counter[tuple[str, int | None]], often: float) -> bool:
    if not _in_margin(line) or line.row is not None:
        return False
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    return any(counts[key] >= often for key in _keys(line.text, number))


def _in_margin(line: Line) -> bool:
    return line.top < _MARGIN or line.bottom < _MARGIN


def _frames(pages: list[list[Line]]) -> list[_Frame]:
    edges = [_edges(page) for page in pages]
    starts = [
        line.left - left > 0.6 * line.size and line.left - left < 5 * line.size
        for page, (left, right) in zip(pages, edges, strict=True)
        for last, line in pairwise(page)
        if right - last.right > 4 * line.size and line.right > right - 2 * line.size
    ]
    indented = len(starts) >= 3 and sum(starts) > 0.6 * len(starts)
    return [_Frame(left, right, indented) for left, right in edges]


def _edges(page: list[Line]) -> tuple[float, float]:
    """Left and right edge of the text block, from the lines that fill it."""
    if not page:
        return 0.0, 0.0
    wide = max(line.right - line.left for line in page)
    full = [
        line
        for line in page
        if line.right - line.left > 0.6 * wide and CELL not in line.text and line.row is None
    ] or page
    return min(line.left for line in full), sorted(line.right for line in full)[-max(1, len(full) // 10)]


def _columns(page: list[Line]) -> list[float]:
    """For each line the right end of its column: lines that go downwards from one left edge."""
    rights: list[float] = []
    start = 0
    for index in range(1, len(page) + 1):
        if index == len(page) or not _below(page[index - 1], page[index]):
            edge = max(line.right for line in page[start:index])
            rights.extend([edge] * (index - start))
            start = index
    return rights


def _below(last: Line, line: Line) -> bool:
    """Whether ``line`` stands under ``last`` at the same left edge, at a line's distance."""
    return 0 < last.base - line.base < 2.6 * line.size and abs(last.left - line.left) < 0.3 * line.size


def _glue(before: tuple[Line, _Frame] | None, now: tuple[Line, _Frame], column: float, turned: bool) -> str:
    """What stands between two lines: a newline, a space, or nothing inside a number."""
    if before is None:
        return ""
    last, line = before[0], now[0]
    if (
        last.row is not None
        or line.row is not None
        or CELL in last.text
        or CELL in line.text
        or abs(last.size - line.size) > 0.25 * line.size
    ):
        return "\n"
    joined = _continues_page(last, line, before[1]) if turned else _continues(last, line, now[1], column)
    if not joined:
        return "\n"
    return "" if NO_SPACE.search(last.text) else " "


def _continues_page(last: Line, line: Line, frame: _Frame) -> bool:
    """Whether the first line of a page goes on with the sentence that the page before broke off."""
    if _MARKER.match(line.text) or _SENTENCE_END.search(last.text):
        return False
    return line.text[:1].islower() or (_full(last, line, frame.right) and not _capitals(last.shown))


def _continues(last: Line, line: Line, frame: _Frame, column: float) -> bool:
    if (
        line.text.isdecimal()
        or last.base <= line.base
        or last.base - line.base > 2.6 * line.size
        or _MARKER.match(line.text)
    ):
        return False
    ended = _SENTENCE_END.search(last.text) is not None
    at_margin = line.left <= frame.left + 0.6 * line.size
    if _DASH.match(line.text) and not (frame.indented and at_margin and not ended):
        return False
    wide = last.right - frame.left > 0.6 * (frame.right - frame.left)
    if wide and _full(last, line, frame.right) and (at_margin or line.text[:1].islower()):
        # A sentence may end where the line does; then only an indent tells the next paragraph.
        return not ended or line.text[:1].islower() or (frame.indented and last.text[-1:] != ":")
    if ended or not _below(last, line):
        return False
    # Cells and other narrow columns; what is set in capitals is a title, a line of its own.
    if NO_SPACE.search(last.text) or line.text[:1].islower():
        return True
    return _full(last, line, column) and not _capitals(last.shown) and not _capitals(line.shown)


def _full(last: Line, line: Line, right: float) -> bool:
    """Whether the first word of ``line`` would not have fitted behind ``last``."""
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) * len(word) / max(1, len(line.text))
    return last.right + width + 0.2 * line.size > right - 0.3 * line.size


def _capitals(text: str) -> bool:
    return text.upper() == text and any(map(str.isalpha, text))
