"""Rows of a table as they are shown: their cells side by side, every letter still in its place.

A row is a line whose cells are parted by " | ", or cells on lines of their own between lines that hold
only "|"; spans are those of the text that the row stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from ui.marks import Span, escape, marked, within

FENCE = "|"  # alone on a line: the border of a cell
_STROKE = re.compile(r"\s\|\s|^\|\s?|\s?\|$", re.MULTILINE)
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|?)+")  # what stands below the head of a Markdown table
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_row(line: str) -> bool:
    """Whether a line is a row: its cells are parted by " | ".

    >>> is_row("(1) | Thu ngân sách | 7.555 tỷ đồng"), is_row("Thu ngân sách đạt 7.555 tỷ đồng")
    (True, False)
    """
    return len(cells_of(line, 0, len(line))) > 1


def is_rule(line: str) -> bool:
    """Whether a line only draws a border: below a table's head, or beside a cell."""
    bare = line.strip()
    return bare == FENCE or (FENCE in bare and _RULE.fullmatch(bare) is not None)


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """Spans of the cells of the row ``text[start:end]``, empty ones too; one span where it is no row."""
    line = text[start:end]
    low, high = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
    strokes = [match.span() for match in _STROKE.finditer(text, low, high)] if FENCE in line else []
    edges = [low, *(edge for stroke in strokes for edge in stroke), high]
    cells = list(zip(edges[::2], edges[1::2], strict=True))
    if strokes and strokes[0][0] == low:
        cells = cells[1:]
    if len(cells) > 1 and strokes[-1][1] == high:
        cells = cells[:-1]
    return cells


def fenced_cells(text: str, lines: Sequence[Span]) -> list[Span]:
    """Spans of the cells of a row whose cells stand on ``lines`` of their own between fences."""
    runs = groupby(lines, lambda line: text[slice(*line)].strip() == FENCE)
    held = [list(run) for fence, run in runs if not fence]
    return [(run[0][0], run[-1][1]) for run in held]


def grid_html(
    text: str, rows: Sequence[Sequence[Span]], cell: Callable[[Span, bool], str], label: str
) -> str:
    """A table of ``rows`` of cells, the first of which is its head where it states no figure.

    Args:
        cell: HTML of a span of ``text``, told whether it is the first of its row.
        label: what a screen reader calls the table.
    """
    width = max(map(len, rows))
    first = " ".join(text[slice(*span)] for span in rows[0])
    headed = len(rows) > 1 and not any(map(str.isdigit, _YEAR.sub("", first)))
    lines = [_row(row, width, headed and not at, cell) for at, row in enumerate(rows)]
    head, body = (f"<thead>{lines[0]}</thead>", lines[1:]) if headed else ("", lines)
    return (
        f'<div class="vb-grid" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"{head}<tbody>{''.join(body)}</tbody></table></div>"
    )


def _row(cells: Sequence[Span], width: int, head: bool, cell: Callable[[Span, bool], str]) -> str:
    tag, scope = ("th", ' scope="col"') if head else ("td", "")
    shown = ""
    for column, span in enumerate(cells):
        short = column == len(cells) - 1 and column < width - 1  # the last of a row that lacks some
        wide = f' colspan="{width - column}"' if short else ""
        shown += f"<{tag}{scope}{wide}>{cell(span, not column)}</{tag}>"
    return f"<tr>{shown}</tr>"


def text_html(text: str, spans: Sequence[Span], label: str) -> str:
    """A text with its marked ``spans``: rows that follow each other as a table, other lines as they stand."""

    def cell(span: Span, _: bool) -> str:
        return marked(text[slice(*span)], within(spans, *span))

    pieces: list[str] = []
    for rows, group in groupby(_lines(text), lambda line: is_row(text[slice(*line)])):
        lines = list(group)
        span = lines[0][0], lines[-1][1]
        if rows:
            pieces.append(grid_html(text, [cells_of(text, *line) for line in lines], cell, label))
        elif text[slice(*span)].strip():
            pieces.append(f'<p class="vb-text">{cell(span, True)}</p>')
    return "".join(pieces)


def _lines(text: str) -> list[Span]:
    """Spans of the lines, without those that only draw a border."""
    found, at = [], 0
    for line in text.split("\n"):
        if not is_rule(line):
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found
