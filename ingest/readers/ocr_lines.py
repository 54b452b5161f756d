"""Words that an engine saw on a page as the lines that the PDF reader works with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from statistics import median

from ingest.canonical import one_line
from ingest.readers.ocr import Word
from ingest.readers.pdf_lines import Line
from ingest.readers.tables import LAYOUT

_BELOW = frozenset("gjpqyQ,;()[]ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ")  # letters that reach under the baseline
_SPECKS = frozenset("|_'`~¬¦^<>=°*\\")
_LETTER = 1.35  # height of a font, ascent to descent, over the median height of its words
_WIDE = 2.2  # a gap of so many letter heights parts the two halves of a letterhead
_FAINT = 30.0  # what lies under this confidence and holds no word is a speck, a seal or a signature


def lines_of_words(words: list[Word], dpi: float, height: int) -> list[Line]:
    """Lines in points, as ``pdf_lines`` gives them, for a page ``height`` pixels high."""
    if not words:
        return []
    usual = median(word.height for word in words)
    lines: list[Line] = []
    for _, group in groupby(words, key=lambda word: word.line):
        row = _without_specks(list(group))
        if row and not _is_noise(row):
            lines.extend(_line(cell, dpi, height, usual) for cell in _cells(row, usual))
    return lines


def _without_specks(row: list[Word]) -> list[Word]:
    """The row without rules and specks at its ends, which an edge of the paper or of a table leaves."""
    good = [index for index, word in enumerate(row) if not _SPECKS.issuperset(word.text)]
    return row[good[0] : good[-1] + 1] if good else []


def _is_noise(row: list[Word]) -> bool:
    text = "".join(word.text for word in row)
    letters = sum(map(str.isalnum, text))
    sure = sum(word.confidence for word in row) / len(row)
    return letters == 0 or (sure < _FAINT and letters < 12)


def _cells(row: list[Word], usual: float) -> Iterator[list[Word]]:
    """The row as it is, or its halves where it is a letterhead or a signature."""
    cells: list[list[Word]] = [[row[0]]]
    for last, word in pairwise(row):
        if word.left - last.left - last.width > _WIDE * usual:
            cells.append([])
        cells[-1].append(word)
    if len(cells) > 1 and any(LAYOUT.search(_text(cell)) for cell in cells):
        yield from cells
    else:
        yield row


def _line(words: list[Word], dpi: float, height: int, usual: float) -> Line:
    points = 72 / dpi
    flat = [word for word in words if not _BELOW & set(word.text)] or words
    base = median(word.top + word.height for word in flat)
    size = median(word.height for word in words)
    # A line's height as seen depends on its letters: only what is clearly bigger is another font.
    size = usual if 0.7 * usual < size < 1.45 * usual else size
    return Line(
        _text(words),
        min(word.left for word in words) * points,
        max(word.left + word.width for word in words) * points,
        (height - base) * points,
        size * _LETTER * points,
        base / height,
        1 - base / height,
    )


def _text(words: list[Word]) -> str:
    return one_line(" ".join(word.text for word in words))
