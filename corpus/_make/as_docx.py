"""Digests as Word files: real heading styles, bold run-ins, letterhead and closing as borderless tables."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from corpus._make.blocks import Block, Digest, spans, split_closing

FIXED = (2023, 1, 1, 0, 0, 0)  # every date inside the file: the same source gives the same bytes


def docx(digest: Digest) -> bytes:
    """The whole file as bytes."""
    file = Document()
    _styles(file)
    _side_by_side(file, _letterhead(digest, "issuer", "number"), _letterhead(digest, "state", "dateline"))
    _centred(file, digest.head["kind"], "Title")
    _centred(file, f"**{digest.head['about']}**")
    _centred(file, f"*({digest.head['part']})*")
    body, recipients, signature = split_closing(digest.blocks)
    for block in body:
        _add(file, block)
    signed = [f"**{line}**" for (line,) in signature.rows] if signature else []
    if recipients:
        left = [f"- {block.text}" if block.kind == "item" else f"**{block.text}**" for block in recipients]
        _side_by_side(file, left, signed)
    else:
        for line in signed:
            _centred(file, line)
    return _fixed(file)


def _styles(file: Any) -> None:
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        font = file.styles[name].font
        font.name, font.size, font.color.rgb = "Times New Roman", Pt(13), RGBColor(0, 0, 0)
    file.core_properties.author = file.core_properties.title = ""
    file.core_properties.created = file.core_properties.modified = datetime(*FIXED)


def _letterhead(digest: Digest, name: str, detail: str) -> list[str]:
    return [f"**{line}**" for line in digest.lines(name)] + digest.lines(detail)


def _side_by_side(file: Any, left: list[str], right: list[str]) -> None:
    cells = file.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        for n, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            _write(paragraph, line)
            if cell is cells[1] or lines is not left:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _centred(file: Any, text: str, style: str = "Normal") -> None:
    paragraph = file.add_paragraph(style=style)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, text)


def _add(file: Any, block: Block) -> None:
    if block.kind == "heading":
        file.add_heading(block.text, level=block.level - 1)
    elif block.kind == "table":
        table = file.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    else:
        _write(file.add_paragraph(), f"- {block.text}" if block.kind == "item" else block.text)


def _write(paragraph: Any, text: str) -> None:
    for style, run in spans(text):
        made = paragraph.add_run(run)
        made.bold, made.italic = style == "bold" or None, style == "italic" or None


def _fixed(file: Any) -> bytes:
    """Save with every zip entry in name order and dated alike: zip files remember when they were made."""
    saved = io.BytesIO()
    file.save(saved)
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        # [Content_Types].xml must come first for readers that look at the first entry only.
        for name in sorted(old.namelist(), key=lambda name: (not name.startswith("["), name)):
            new.writestr(zipfile.ZipInfo(name, FIXED), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
