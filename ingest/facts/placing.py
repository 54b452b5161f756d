"""Cells under their columns, where rows leave out what stands in a cell that spans several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.cells import ORDER_HEAD, UNIT, UNIT_HEAD, Cell, is_amount, is_order
from ingest.facts.plain import Plain

_TOTAL = re.compile(r"(?:Tổng|Cộng)(?!\w)", re.IGNORECASE)  # of all rows above, and of none of them
Columns = list[tuple[Plain, ...]]  # of each column its headings, outermost first


@dataclass(slots=True)
class Places:
    """The columns of a table; ``amounts`` tells which of them hold amounts, empty where no row is whole.

    ``whole`` is the last row that had a cell in each column.
    """

    columns: Columns
    amounts: tuple[bool, ...]
    units: int | None  # the column of units
    ordered: bool  # the first column only counts
    whole: Sequence[Plain] = ()

    @classmethod
    def of(cls, columns: Columns, rows: Sequence[list[Plain]]) -> Places:
        """The places of a table with these headings and rows below them."""
        whole = [cells for cells in rows if len(cells) == len(columns)]
        amounts = tuple(_mostly([cells[at].text for cells in whole]) for at in range(len(columns)) if whole)
        named = (at for at, heads in enumerate(columns) if UNIT_HEAD.search(heads[-1].text.strip()))
        ordered = bool(columns) and bool(ORDER_HEAD.match(columns[0][0].text))
        return cls(columns, amounts, next(named, None), ordered)

    def put(self, cells: Sequence[Plain]) -> tuple[tuple[Cell, ...], Cell | None]:
        """The cells with their headings, and the cell of a row above that spans this one, if any."""
        full = [cell for cell in cells if cell.text]
        if len(self.columns) > 2 and len(full) - bool(full and is_order(full[0].text)) < 2:
            return tuple(Cell(cell) for cell in cells), None  # the name of a group of rows
        shift = self._shift(cells)
        if not shift and len(cells) == len(self.columns):
            self.whole = cells
        placed = tuple(Cell(cell, self._heads(at + shift)) for at, cell in enumerate(cells))
        return placed, None if _TOTAL.match(full[0].text if full else "") else self._spanning(shift)

    def _heads(self, column: int) -> tuple[Plain, ...]:
        return self.columns[column] if 0 <= column < len(self.columns) else ()

    def _shift(self, cells: Sequence[Plain]) -> int:
        """How many columns a row leaves out on its left."""
        if self.units is not None:
            stated = next((at for at, cell in enumerate(cells) if UNIT.fullmatch(cell.text.strip())), None)
            if stated is not None and stated <= self.units + 1:
                return self.units - stated
        usual = int(self.ordered and bool(cells) and not is_order(cells[0].text))
        spare = len(self.columns) - len(cells)
        if not self.amounts or spare <= usual:
            return usual
        return max(range(usual, spare + 1), key=lambda shift: (self._fit(cells, shift), -shift))

    def _fit(self, cells: Sequence[Plain], shift: int) -> int:
        """How many cells, shifted so, are amounts where the column holds amounts, or words where words."""
        return sum(
            is_amount(cell.text) == self.amounts[at + shift] for at, cell in enumerate(cells) if cell.text
        )

    def _spanning(self, shift: int) -> Cell | None:
        for at in range(min(shift, len(self.whole))):
            text = self.whole[at].text
            if text and not is_order(text) and not is_amount(text):
                return Cell(self.whole[at], self._heads(at))
        return None


def _mostly(texts: Sequence[str]) -> bool:
    full = [text for text in texts if text]
    return 2 * sum(map(is_amount, full)) > len(full)
