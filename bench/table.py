"""Figures as a table that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Cell = str | float | int | None


def table(rows: Iterable[Mapping[str, Cell]]) -> str:
    """Rows of one shape in columns, numbers to four digits; empty for no row."""
    lines = [dict(row) for row in rows]
    if not lines:
        return ""
    cells = [list(lines[0]), *([_shown(value) for value in line.values()] for line in lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_line(row, widths) for row in cells)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.rjust(width) if at else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip()


def _shown(value: Cell) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
