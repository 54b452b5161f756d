"""The words that an engine saw on a page as lines; those in a ruled table by its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.canonical import one_line
from ingest.readers.ocr import Word
from ingest.readers.ocr_lines import lines_of_words
from ingest.readers.pdf_columns import by_columns
from ingest.readers.pdf_lines import Line, Row
from ingest.readers.pdf_rules import Grid
from ingest.readers.scan_rules import Tables, tables_in
from ingest.readers.tables import NO_SPACE

_FEW = 6  # words: fewer in a grid are a stamp or a form's boxes
_SPECKS = "|[]{}_¦"


def lines_of_picture(words: list[Word], pixels: bytes, width: int, height: int, dpi: float) -> list[Line]:
    """Lines of a page in points, rows of its tables among them, each table where its first word stands."""
    tables = tables_in(pixels, width, height, dpi)
    held = [_holder(word, tables) for word in words]
    full = {grid for grid in tables.grids if sum(holder is grid for holder in held) >= _FEW}
    if not full:
        return by_columns(lines_of_words(words, dpi, height))
    lines: list[Line] = []
    outside: list[Word] = []
    done: set[Grid] = set()
    for word, grid in zip(words, held, strict=True):
        if grid is None or grid not in full:
            outside.append(word)
        elif grid not in done:
            done.add(grid)
            lines += lines_of_words(outside, dpi, height)
            outside = []
            inside = [word for word, holder in zip(words, held, strict=True) if holder is grid]
            lines += _rows(inside, grid, tables, height)
    return by_columns(lines + lines_of_words(outside, dpi, height))


def _holder(word: Word, tables: Tables) -> Grid | None:
    return next((grid for grid in tables.grids if grid.cell(*_middle(word, tables)) is not None), None)


def _middle(word: Word, tables: Tables) -> tuple[float, float]:
    return tables.place(word.left + word.width / 2, word.top + word.height / 2)


def _rows(words: list[Word], grid: Grid, tables: Tables, height: int) -> Iterator[Line]:
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = grid.cell(*_middle(word, tables))
        if place is not None:
            cells.setdefault(place, []).append(word)
    numbers = sorted({row for row, _ in cells})
    for count, number in enumerate(numbers):
        texts = tuple(_cell_text(cells.get((number, column), [])) for column in range(grid.columns))
        row = Row(texts, tuple(grid.xs), count, count + 1 == len(numbers))
        base, size = -grid.ys[number + 1], grid.ys[number] - grid.ys[number + 1]
        share = base / (height * tables.scale)
        yield Line(
            row.text, grid.xs[0], grid.xs[-1], height * tables.scale - base, size, share, 1 - share, row
        )


def _cell_text(words: list[Word]) -> str:
    """The words of a cell, line by line; the engine reads lines across the columns."""
    text = ""
    for line in _lines(words):
        said = one_line(" ".join(word.text for word in line).strip(_SPECKS))
        text += ("" if not text or NO_SPACE.search(text) else " ") + said
    return text.strip()


def _lines(words: list[Word]) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in sorted(words, key=lambda word: word.top + word.height / 2):
        if line and word.top + word.height / 2 > line[0].top + line[0].height:
            yield sorted(line, key=lambda one: one.left)
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda one: one.left)
