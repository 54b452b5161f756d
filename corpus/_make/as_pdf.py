"""Digests as PDF with a text layer: A4, page numbers on top from page 2 on, as offices print them."""

from __future__ import annotations

import importlib.util
import re
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from corpus._make.blocks import Block, Digest, split_closing
from settings import PolicyError

FIXED = datetime(2023, 1, 1, tzinfo=UTC)  # creation date: the same source gives the same bytes
FONT = {"": "DejaVuSerif.ttf", "B": "DejaVuSerif-Bold.ttf"}
_FOLDERS = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/dejavu-serif-fonts"))
_SIZES = {2: 13, 3: 12, 4: 11}
_LINE = 6.2  # mm
_RANGE = re.compile(r"(?<=\d) - (?=\d)")  # "2021 - 2025" stays on one line


class FontMissing(PolicyError):
    """No font here can write Vietnamese into a PDF."""


def pdf(digest: Digest) -> bytes:
    """The whole file as bytes.

    Raises:
        FontMissing: DejaVu Serif is not on this machine.
    """
    page = _Page(find_font())
    page.letterhead(
        digest.lines("issuer") + digest.lines("number"), digest.lines("state") + digest.lines("dateline")
    )
    for text, style in (
        (digest.head["kind"], "B"),
        (digest.head["about"], "B"),
        (f"({digest.head['part']})", ""),
    ):
        page.block(text, style, align="C")
    page.ln(_LINE)
    body, recipients, signature = split_closing(digest.blocks)
    for block in [*body, *recipients]:
        page.add(block)
    for (line,) in signature.rows if signature else ():
        page.block(line, "B", align="R")
    return bytes(page.output())


def find_font() -> Path:
    """Folder that holds DejaVu Serif: the system's, or the copy inside the matplotlib package."""
    folders = list(_FOLDERS)
    if (spec := importlib.util.find_spec("matplotlib")) and spec.origin:
        folders.append(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf")
    for folder in folders:
        if all((folder / name).is_file() for name in FONT.values()):
            return folder
    raise FontMissing(
        "font DejaVu Serif not found: install fonts-dejavu-core (Debian) or the Python package matplotlib"
    )


class _Page(FPDF):
    def __init__(self, fonts: Path) -> None:
        super().__init__(format="A4")
        for style, name in FONT.items():
            self.add_font("serif", style, fonts / name)
        self.set_creation_date(FIXED)
        self.set_margins(30, 20, 20)
        self.set_auto_page_break(True, margin=20)
        self.add_page()

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("serif", size=11)
            self.cell(0, _LINE, str(self.page_no()), align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(2)

    def letterhead(self, left: list[str], right: list[str]) -> None:
        """Two columns, the left one written first, as word processors export them."""
        self.set_font("serif", "B", 10)
        top, bottom = self.get_y(), 0.0
        for lines, at, width in ((left, 0.0, 0.4), (right, 0.4, 0.6)):
            for n, line in enumerate(lines):
                self.set_xy(self.l_margin + self.epw * at, top + n * _LINE)
                self.cell(self.epw * width, _LINE, line, align="C")
            bottom = max(bottom, top + len(lines) * _LINE)
        self.set_xy(self.l_margin, bottom + 4)

    def add(self, block: Block) -> None:
        if block.kind == "heading":
            self.block(block.text, "B", size=_SIZES[block.level])
        else:
            self.block(f"- {block.text}" if block.kind == "item" else block.text.replace("*", ""))

    def block(self, text: str, style: str = "", size: int = 11, align: str = "J") -> None:
        self.set_font("serif", style, size)
        whole = _RANGE.sub("\u00a0-\u00a0", text)
        self.multi_cell(0, _LINE, whole, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)
