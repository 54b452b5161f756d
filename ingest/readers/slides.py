"""Presentations (.pptx), by python-pptx: a slide is a page; titles, texts, tables and speaker's notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ingest.canonical import join_pages, tidy_lines
from ingest.legacy import Converter, Run
from ingest.readers.base import RawText, Rejected
from ingest.readers.packages import CORRUPT, opened
from ingest.readers.runs import joined, legacy_warnings
from ingest.readers.tables import row_lines

_DEEPEST = 16  # groups inside groups


def read_pptx(data: bytes) -> RawText:
    """The text of every slide, hidden ones too; what is drawn in pictures is left out.

    Raises:
        Rejected: a broken, encrypted or malicious file.
    """
    opened(data).close()
    try:
        import pptx

        show = pptx.Presentation(io.BytesIO(data))
        slides = [list(_blocks(slide)) for slide in show.slides]
        margins = [row for master in show.slide_masters for row in _around(master)]
    except Exception as error:  # python-pptx meets damage with whatever error comes first
        raise Rejected(CORRUPT) from error
    converter = Converter(run for slide in slides for row in slide for cell in row for run in cell)
    pages = [tidy_lines("\n".join(_line(row, converter) for row in slide)) for slide in slides]
    text, offsets = join_pages(pages)
    around = "\n".join(_line(row, converter) for row in margins)
    return RawText(text, offsets, len(pages), "pptx", None, legacy_warnings(converter), (), around)


_Row = list[list[Run]]  # the runs of each cell; a paragraph is a row of one cell


def _line(row: _Row, converter: Converter) -> str:
    return row_lines(["".join(map(converter.text, cell)) for cell in row])


def _blocks(slide: Any) -> Iterator[_Row]:
    for shape in slide.shapes:
        yield from _shape(shape, 0)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _frame(slide.notes_slide.notes_text_frame)


def _around(master: Any) -> Iterator[_Row]:
    """What a master and its layouts draw on every slide."""
    for sheet in (master, *master.slide_layouts):
        for shape in sheet.shapes:
            yield from _shape(shape, 0)


def _shape(shape: Any, depth: int) -> Iterator[_Row]:
    if hasattr(shape, "shapes") and depth < _DEEPEST:
        for inner in shape.shapes:
            yield from _shape(inner, depth + 1)
    elif getattr(shape, "has_table", False):
        for row in shape.table.rows:
            yield [
                [run for line in _frame(cell.text_frame) for run in [*line[0], Run("\n")]]
                for cell in row.cells
            ]
    elif shape.has_text_frame:
        yield from _frame(shape.text_frame)


def _frame(frame: Any) -> Iterator[_Row]:
    for paragraph in frame.paragraphs:
        runs = [Run(run.text.replace("\v", "\n"), run.font.name) for run in paragraph.runs]
        yield [joined(runs or [Run(paragraph.text.replace("\v", "\n"))])]
