"""Presentations (.pptx), by python-pptx: a slide is a page; titles, texts, tables and speaker's notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ingest.canonical import join_pages, tidy_lines
from ingest.legacy import Converter, Run
from ingest.readers.base import RawText, Rejected
from ingest.readers.cell_values import shown
from ingest.readers.diagrams import diagram_lines
from ingest.readers.embedded import pictures_told, unread
from ingest.readers.numbering import attribute, local
from ingest.readers.packages import CORRUPT, opened
from ingest.readers.runs import joined, legacy_warnings
from ingest.readers.tables import row_lines

_DEEPEST = 16  # groups inside groups


def read_pptx(data: bytes) -> RawText:
    """The text of every slide, hidden ones too; what is drawn in pictures is left out.

    Raises:
        Rejected: a broken, encrypted or malicious file.
    """
    with opened(data) as archive:
        told = (*pictures_told(archive), *unread(archive, charts_read=True))
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
    warnings = (*legacy_warnings(converter), *told)
    around = "\n".join(_line(row, converter) for row in margins)
    return RawText(text, offsets, len(pages), "pptx", None, warnings, (), around)


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
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif shape.has_text_frame:
        yield from _frame(shape.text_frame)
    else:
        yield from _diagrams(shape)


def _diagrams(shape: Any) -> Iterator[_Row]:
    """The words of SmartArt, a row a paragraph."""
    for item in shape.element.iter():
        if local(item) == "relIds" and (name := attribute(item, "dm")) in shape.part.rels:
            for line in diagram_lines(shape.part.related_part(name).blob):
                yield [[Run(line)]]


def _chart(chart: Any) -> Iterator[_Row]:
    """The figures of a chart as a table: a row a category, a column a series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield from _frame(chart.chart_title.text_frame)
    for plot in chart.plots:
        series = list(plot.series)
        yield [[Run("")], *([Run(one.name or "")] for one in series)]
        for number, category in enumerate(plot.categories):
            values = (one.values[number] if number < len(one.values) else None for one in series)
            yield [[Run(str(category))], *([Run("" if one is None else shown(one, ""))] for one in values)]


def _frame(frame: Any) -> Iterator[_Row]:
    for paragraph in frame.paragraphs:
        runs = [Run(run.text.replace("\v", "\n"), run.font.name) for run in paragraph.runs]
        yield [joined(runs or [Run(paragraph.text.replace("\v", "\n"))])]
