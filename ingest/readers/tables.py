"""Table rows as lines of text, the same for every format that has tables."""

from __future__ import annotations

import re

from ingest.canonical import one_line
from ingest.legacy import bare

CELL = " | "
NO_SPACE = re.compile(r"(?:\w-|\d/)$")  # a number such as 24/2022/TT- cut at its hyphen or stroke
# Letterheads and signatures are drawn as tables without borders: each cell is a block of its own.
LAYOUT = re.compile(
    r"C[ỘO]NG\s+H[OÒ][AÀ]\s+X[AÃ]\s+H[OỘ]I|Độc\s+lập\s*[-–]\s*Tự\s+do|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|N[ơƠ][iI]\s+nhận\s*:"
    r"|^\s*(?:TM|KT|TL|TUQ|Q)\.\s|^\s*Số\s*:.{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)


def row_lines(cells: list[str]) -> str:
    """One row as text: its cells on one line parted by " | ", or block after block in a letterhead.

    A cell's own lines are joined by spaces, the cells of a table inside it by commas; an empty cell keeps its
    place, so that every value of a column stands behind the same number of bars; words alone in their row are
    a heading inside the table and get no bars; a row without text gives the empty string.
    """
    filled = [cell for cell in cells if cell.strip()]
    if len(cells) == 1 or any(LAYOUT.search(bare(cell)) for cell in filled):
        return "\n".join(filled)
    if len(filled) == 1 and sum(map(str.isalpha, filled[0])) >= 3:
        return one_line(filled[0])
    flat = [one_line(cell).replace(CELL, ", ") for cell in cells]  # a table in a cell parts no columns
    while flat and not flat[-1]:
        flat.pop()
    return CELL.join(flat).strip() if flat else ""
