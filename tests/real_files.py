"""Files as an office brings them: Word files, scans, archives; what they say is made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdfium2
from fpdf import FPDF

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload

_REPLACING = """ỦY BAN NHÂN DÂN
HUYỆN THÁP MƯỜI
Số: 909/QĐ-UBND
Tháp Mười, ngày 20 tháng 02 năm 2024
QUYẾT ĐỊNH
Ban hành Chương trình hành động năm 2024 của huyện Tháp Mười
Điều 1. Ban hành kèm theo Quyết định này Chương trình hành động năm 2024.
Điều 2. Quyết định này thay thế Quyết định số 452/QĐ-UBND ngày 16 tháng 01 năm 2023 của Ủy ban nhân dân \
huyện Tháp Mười.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu"""
_PLAN = """HUYỆN {upper}
{place}, ngày 05 tháng 01 năm 2025
KẾ HOẠCH
Cấp nước nông thôn năm 2025 của huyện {place}
1. Tỷ lệ hộ dùng nước sạch năm 2025 của huyện {place} đạt {share}."""


def replacing() -> bytes:
    """An invented decision 909 that replaces the bundled decision 452, as a Word file."""
    return word(_REPLACING.split("\n"))


def plan(place: str, share: str) -> bytes:
    """An invented plan of a district with one figure, as a Word file."""
    return word(_PLAN.format(upper=place.upper(), place=place, share=share).split("\n"))


def word(lines: Sequence[str]) -> bytes:
    """A Word file with a paragraph a line."""
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def scanned(path: Path) -> bytes:
    """The first page of a PDF as a scanner gives it: a picture without any text."""
    with pypdfium2.PdfDocument(path) as document:
        image = document[0].render(scale=200 / 72).to_pil().convert("L")
    sheet = FPDF()
    sheet.add_page()
    sheet.image(image, 0, 0, sheet.w)
    return bytes(sheet.output())


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def given(name: str, data: bytes) -> FilePayload:
    """A file as a browser is handed it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}
