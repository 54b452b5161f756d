"""Where a quote stands on a page that was read from its picture, by the lines that the engine saw there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from pypdfium2 import PdfDocument
from rapidfuzz.fuzz import partial_ratio_alignment

from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.scans import draw, is_scan, read_pictures, scanning

Box = tuple[float, float, float, float]  # left, top, width, height as shares of the page
_ALIKE = 85.0  # of 100: what was read is mended before it is the document's text, letter by letter
_ABOVE = 0.85  # of a line's letter height: how far a frame rises over the baseline
_HIGH = 1.15  # likewise: how high it is
_MARGIN = 2.0  # points left and right


def boxes_on_scan(document: PdfDocument, number: int, quote: str, kept: Path) -> tuple[tuple[Box, ...], int]:
    """A box around each line of the quote, and by how many degrees the page must be turned to stand upright.

    No boxes where the page is no scan, none of the file was read from pictures, or the page does not hold it.

    Args:
        number: of the page, from 0.
        kept: where the pages of this file that were read from pictures are kept; one that is not there
            any more is read again.
    """
    page = document[number]
    if not kept.is_dir() or not is_scan(page, lines_of(page, page.get_textpage(), page.get_mediabox())):
        return (), 0
    with scanning(kept, jobs=1):
        (seen,) = read_pictures(iter([(number, draw(document, number))]), 1)
    width, height = page.get_size()
    if seen.degrees % 180:
        width, height = height, width
    return tuple(_frames(seen.lines, quote, width, height)), seen.degrees


def _frames(lines: Sequence[Line], quote: str, width: float, height: float) -> list[Box]:
    letters = [(n, at) for n, line in enumerate(lines) for at, char in enumerate(line.text) if char.isalnum()]
    start, end = _where("".join(lines[n].text[at].lower() for n, at in letters), _folded(quote))
    frames = []
    for n, group in groupby(letters[start:end], key=lambda letter: letter[0]):
        places = [at for _, at in group]
        frames.append(_frame(lines[n], places[0], places[-1] + 1, width, height))
    return frames


def _where(text: str, wanted: str) -> tuple[int, int]:
    """Where the letters of the quote stand among those of the page, or what is most like them."""
    if not wanted:
        return 0, 0
    if (found := text.find(wanted)) >= 0:
        return found, found + len(wanted)
    alike = partial_ratio_alignment(wanted, text, score_cutoff=_ALIKE)
    return (alike.dest_start, alike.dest_end) if alike and len(wanted) <= len(text) else (0, 0)


def _frame(line: Line, start: int, end: int, width: float, height: float) -> Box:
    """Around the letters ``start`` to ``end`` of a line, as if all were as wide, or a row of a table."""
    if line.row:
        left, right, top, high = line.left, line.right, line.top - line.size / height, line.size / height
    else:
        while end < len(line.text) and not line.text[end].isalnum() and not line.text[end].isspace():
            end += 1  # "%." behind the last letter
        step = (line.right - line.left) / len(line.text)
        left, right = line.left + start * step - _MARGIN, line.left + end * step + _MARGIN
        top, high = line.top - _ABOVE * line.size / height, _HIGH * line.size / height
    return left / width, top, (right - left) / width, high


def _folded(text: str) -> str:
    return "".join(char.lower() for char in text if char.isalnum())
