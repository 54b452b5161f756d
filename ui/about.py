"""How a document is named to a reader: its title, number, place, year, and a citation to sign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from answer.basis import basis_line
from index.content import DocumentInfo
from ingest.rows import Entry
from ingest.types import Document
from ui import strings
from ui.reading import read

# Both say the same of a document; an index lists the latter.
About = Document | DocumentInfo


def title_of(about: About | None, document: str) -> str:
    """The document's title on one line; its id where it has none or is not known."""
    return (read(about.title).line if about else "") or document


def namesakes(abouts: Iterable[About | Entry]) -> frozenset[str]:
    """Ids of documents whose title, number and day others bear as well: only their files tell them apart."""
    same: dict[object, list[str]] = {}
    for about in abouts:
        same.setdefault((read(about.title).line, about.number, about.issued), []).append(about.id)
    return frozenset(id for ids in same.values() if len(ids) > 1 for id in ids)


def file_of(source: str) -> str:
    """``"tệp ke-hoach.docx"``: the name of the file that a document was read from."""
    return strings.FILE.format(Path(source).name)


def where_of(place: str | None, year: int | None) -> str:
    """``"Đồng Tháp · năm 2023"``; empty where neither is known."""
    said_year = strings.YEAR.format(year) if year else None
    return " · ".join(part for part in (place, said_year) if part)


def number_of(about: About | None) -> str:
    """``"số 452/QĐ-UBND"``; empty where the document carries no number."""
    return strings.NUMBER.format(about.number) if about and about.number else ""


def is_pdf(source: str) -> bool:
    """Whether a document was read from a PDF, whose pages can be shown."""
    return source.lower().endswith(".pdf")


def day_of(day: date | None) -> str:
    """``"16/01/2023"``; empty for none."""
    return day.strftime("%d/%m/%Y") if day else ""


def source_parts(about: About | None, document: str, label: str, page: int | None) -> list[str]:
    """Where a quote stands, outermost first: title, number and day, section, page."""
    day = day_of(about.issued) if about else ""
    parts = [
        title_of(about, document),
        number_of(about),
        strings.DATED.format(day) if day else "",
        label,
        strings.PAGE.format(page) if page else "",
    ]
    return [part for part in parts if part]


def citation_text(about: About | None, document: str, label: str, page: int | None, quote: str) -> str:
    """A quote with its source as it goes into a report: ``“…” (title, số, ngày, mục, trang)``, and below it
    the "Căn cứ" line by which another document may cite this one."""
    words = read(quote).line.strip("“”\"' ")
    source = ", ".join(source_parts(about, document, label, page))
    basis = f"\n{read(basis_line(about)).line}" if about and (about.number or about.kind) else ""
    return f"“{words}” ({source}){basis}"
