"""The three shapes that every later stage points into: Document, Section, Passage.

All offsets are character offsets into ``Document.text``, which is NFC and never changes once
read. ``text[x.start:x.end] == x.text`` holds for everything that has a ``text``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ingest.legacy import shown

SectionKind = Literal[
    "letterhead",  # quốc hiệu, cơ quan, số, địa danh, ngày tháng
    "title",  # tên loại và trích yếu
    "basis",  # căn cứ ban hành
    "phần",
    "chương",
    "mục",
    "điều",
    "khoản",
    "điểm",
    "heading",
    "item",
    "table row",
    "body",  # text that no marker introduces
    "recipients",  # nơi nhận
    "signature",  # quyền hạn, chức vụ, họ tên người ký
]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document that the drafter marked.

    Attributes:
        id: unique in its document, built from the markers (``"ii.2"``, ``"d5.k2.a"``).
        kind: what it is in the grammar of official documents.
        label: how a reader cites it: ``"điểm a khoản 2 Điều 5"``, ``"mục I.2 (9)"``.
        heading: its heading without markup, empty where it has none.
        start, end: span in ``Document.text`` including all that lies below it.
        parent: id of the section it lies in, ``None`` at the top.
    """

    id: str
    kind: SectionKind
    label: str
    heading: str
    start: int
    end: int
    parent: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read, with what its text says about itself; ``None`` where it does not say."""

    id: str
    text: str
    title: str
    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    issued: date | None
    year: int | None
    signer: str | None
    source: str
    sections: tuple[Section, ...]
    pages: tuple[int, ...] = ()  # offset where each page starts; empty where the format has no pages
    warnings: tuple[str, ...] = ()
    # Spans that the page shows in capitals though typed small (fonts such as .VnTimeH, "All caps").
    capitals: tuple[tuple[int, int], ...] = ()

    @property
    def shown(self) -> str:
        """``text`` as the page shows it, in capitals where these are shown; every offset is the same."""
        return shown(self.text, self.capitals)

    def page_of(self, offset: int) -> int | None:
        """Page number (from 1) that holds ``offset``; ``None`` where pages are unknown."""
        from bisect import bisect_right

        return bisect_right(self.pages, offset) or None if self.pages else None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched and shown: ``text == document.text[start:end]``.

    Attributes:
        id: ``"thap-muoi-2023#ii.2.p3"``; the same file gives the same id everywhere.
        document, section: ids of what it lies in (the smallest section holding all of it).
        context: title › headings, lead-in; read by the encoder and the lexical index, never quoted.
        headings: path of headings from the outermost to the innermost, without markup.
        label: how a reader cites it (the label of its section).
        page: page of ``start``, from 1; ``None`` where unknown.
    """

    id: str
    document: str
    section: str
    start: int
    end: int
    text: str
    context: str
    headings: tuple[str, ...]
    label: str
    page: int | None = None
