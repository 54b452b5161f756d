"""Results as files for a report: .docx to read on, .xlsx to count with, each line with its citation."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import docx
import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from answer.basis import basis_line
from answer.types import Answer
from index.types import Hit
from ui import strings
from ui.about import About, source_parts, title_of
from ui.reading import read

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds these
_WIDTHS = (24, 12, 12, 20, 16, 12, 60, 48, 24, 8, 60)


@dataclass(frozen=True, slots=True)
class _Row:
    """One answer, or one passage (no value), with all that a citation needs."""

    text: str
    value: str
    unit: str
    place: str
    period: str
    status: str
    quote: str
    title: str
    label: str
    page: int | None
    basis: str
    source: str


def docx_of(answer: Answer, abouts: Mapping[str, About]) -> bytes:
    """The question, its answers with quote, source and "Căn cứ" line, then the passages."""
    paper = docx.Document()
    paper.core_properties.title, paper.core_properties.author = _plain(answer.question), strings.PRODUCT
    paper.add_heading(_plain(answer.question), 1)
    if answer.understood != answer.question:
        paper.add_paragraph(_plain(f"{strings.SEARCHING_FOR} {answer.understood}"))
    if answer.abstained:
        paper.add_paragraph(_plain(answer.reason or strings.ABSTAINED_WHY))
    for title, rows in (
        (strings.ANSWERS, answers(answer, abouts)),
        (strings.PASSAGES, passages(answer, abouts)),
    ):
        listed = list(rows)
        if listed:
            paper.add_heading(title, 2)
        for row in listed:
            lead = " · ".join(part for part in (row.text, row.place, row.period, row.status) if part)
            if lead:
                paper.add_paragraph().add_run(lead).bold = True
            paper.add_paragraph(f"“{row.quote}”", style="Quote")
            paper.add_paragraph(f"{strings.SOURCE}: {row.source}")
            if row.basis:
                paper.add_paragraph(row.basis)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def xlsx_of(answer: Answer, abouts: Mapping[str, About]) -> bytes:
    """A sheet of answers and one of passages, a citation a row; cells are text, never formulas."""
    book = openpyxl.Workbook()
    for sheet, (title, rows) in enumerate(
        ((strings.ANSWERS, answers(answer, abouts)), (strings.PASSAGES, passages(answer, abouts)))
    ):
        page = book.active if not sheet else book.create_sheet()
        page.title = title[:31]
        page.append(list(strings.COLUMNS))
        for row in rows:
            page.append([None] * len(strings.COLUMNS))
            for column, value in enumerate(_cells(row), 1):
                cell = page.cell(page.max_row, column)
                cell.value, cell.alignment = value, Alignment(wrap_text=True, vertical="top")
                if isinstance(value, str):
                    cell.data_type = "s"  # a quote that begins with "=" is a quote
        for column, width in enumerate(_WIDTHS, 1):
            page.column_dimensions[get_column_letter(column)].width = width
            page.cell(1, column).font = Font(bold=True)
        page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answers(answer: Answer, abouts: Mapping[str, About]) -> Iterable[_Row]:
    """The answers as rows, best first."""
    for one in answer.answers:
        about = abouts.get(one.document)
        period = one.period or (strings.YEAR.format(one.year) if one.year else "")
        yield _row(
            about, one.document, one.label, one.page, one.quote, one.text, one.value or "", one.unit or "",
            one.place or "", period, strings.STATUS.get(one.status or "", ""),
        )  # fmt: skip


def passages(answer: Answer, abouts: Mapping[str, About]) -> Iterable[_Row]:
    """The passages as rows, best first."""
    for hit in answer.hits:
        yield _passage(hit, abouts.get(hit.passage.document))


def _passage(hit: Hit, about: About | None) -> _Row:
    one = hit.passage
    period = strings.YEAR.format(about.year) if about and about.year else ""
    place = about.place or "" if about else ""
    return _row(about, one.document, one.label, one.page, one.text, "", "", "", place, period, "")


def _row(about: About | None, document: str, label: str, page: int | None, quote: str, *words: str) -> _Row:
    text, value, unit, place, period, status = (_plain(word) for word in words)
    basis = _plain(basis_line(about)) if about and (about.number or about.kind) else ""
    source = _plain(", ".join(source_parts(about, document, label, page)))
    title = _plain(title_of(about, document))
    return _Row(text, value, unit, place, period, status, _plain(quote), title, label, page, basis, source)


def _cells(row: _Row) -> list[str | int | None]:
    return [
        row.text, row.value, row.unit, row.place, row.period, row.status, row.quote, row.title, row.label,
        row.page, row.basis,
    ]  # fmt: skip


def _plain(text: str) -> str:
    """One line without what no file of Word or Excel may hold."""
    return read(_CONTROL.sub("", text)).line


FILES: Mapping[str, Callable[[Answer, Mapping[str, About]], bytes]] = {"docx": docx_of, "xlsx": xlsx_of}
