"""Word and Excel files that are one file of XML, as the programs of 2003 save them under .doc and .xls."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.canonical import one_line, tidy_lines
from ingest.legacy import Run
from ingest.readers.base import RawText, Rejected
from ingest.readers.cell_values import shown
from ingest.readers.docx import Walk
from ingest.readers.docx_fonts import DocxFonts
from ingest.readers.numbering import Numbering, attribute, child, children, local
from ingest.readers.packages import CORRUPT, parsed
from ingest.readers.runs import legacy_warnings
from ingest.readers.sheets import Cell, Sheet, as_text

_NAMED = {"Percent": "0.00%", "Standard": "#,##0.00", "Fixed": "0.00"}
_MOST = 16_384  # columns of a sheet


def read_word_xml(data: bytes) -> RawText:
    """Paragraphs and table rows a line each, as of a .docx.

    Raises:
        Rejected: a broken file.
    """
    root = parsed(data)
    body = child(root, "body")
    if body is None:
        raise Rejected(CORRUPT)
    fonts = DocxFonts(body, child(root, "styles"))
    walk = Walk(Numbering(None), child(root, "styles"), fonts)
    text = tidy_lines("\n".join(walk.blocks(body)))
    heads = (item for item in body.iter() if local(item) in ("hdr", "ftr"))
    margins = "\n".join(line for head in heads for line in walk.blocks(head))
    named = child(root, "DocumentProperties", "Title")
    title = one_line(named.text or "") if named is not None else ""
    warnings = legacy_warnings(fonts.converter) if fonts.converter is not None else ()
    return RawText(text, (), None, "docx", title or None, warnings, (), margins)


def read_excel_xml(data: bytes) -> RawText:
    """Every sheet as rows.

    Raises:
        Rejected: a broken file.
    """
    root = parsed(data)
    styles = {attribute(item, "ID"): item for item in root.iter() if local(item) == "Style"}
    forms = {key: attribute(child(item, "NumberFormat"), "Format") or "" for key, item in styles.items()}
    fonts = {key: attribute(child(item, "Font"), "FontName") for key, item in styles.items()}
    sheets = [
        Sheet(attribute(sheet, "Name") or "", tuple(_rows(sheet, forms, fonts)))
        for sheet in children(root, "Worksheet")
    ]
    heads = (item for item in root.iter() if local(item) in ("Header", "Footer"))
    margins = "\n".join(one_line((attribute(head, "Data") or "").replace("&amp;", "&")) for head in heads)
    return as_text(sheets, "xlsx", margins)


def _rows(
    sheet: Element, forms: dict[str | None, str], fonts: dict[str | None, str | None]
) -> Iterator[tuple[Cell, ...]]:
    table = child(sheet, "Table")
    for row in children(table, "Row") if table is not None else []:
        cells: list[Cell] = []
        column = 0
        for cell in children(row, "Cell"):
            column = _number(attribute(cell, "Index"), column + 1)
            style = attribute(cell, "StyleID")
            if text := _shown(child(cell, "Data"), forms.get(style, "")):
                cells.append(Cell(column, (Run(text, fonts.get(style)),)))
            column += _number(attribute(cell, "MergeAcross"), 0)
        if cells:
            yield tuple(cells)


def _shown(data: Element | None, form: str) -> str:
    if data is None:
        return ""
    text = "".join(str(piece) for piece in data.itertext())
    if attribute(data, "Type") != "Number":
        return text[:10] if attribute(data, "Type") == "DateTime" else text
    try:
        return shown(float(text), _NAMED.get(form, form))
    except ValueError:
        return text


def _number(value: str | None, default: int) -> int:
    return min(int(value), _MOST) if value and value.isdecimal() else default
