"""The document that the address opens: its text with the quote marked, or the page that it was read from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from ingest.store import has_store, open_store
from ingest.types import Document
from ingest.unpacking import parted
from settings import Settings
from ui import notices, strings
from ui.about import is_pdf, title_of
from ui.desk import Desk, read_document
from ui.document import Ways, document_html
from ui.state import View, address


def show_document(view: View, desk: Desk, settings: Settings) -> None:
    """Draw it; an id that the person may not see is answered like one that there never was."""
    with st.spinner(strings.OPENING):
        document = read_document(desk, view.doc)
    if document is None:
        st.html(notices.notice_html(strings.NO_DOCUMENT, strings.NO_DOCUMENT_HELP.format(view.doc)))
        return
    st.set_page_config(page_title=strings.titled(title_of(document, document.id)))
    at = view.at if view.at and view.at[1] <= len(document.text) else None
    if view.at and at is None:
        st.html(notices.notice_html(strings.MOVED_SPAN))
    page = document.page_of(at[0] if at else 0) if is_pdf(document.source) else None
    drawn = _picture(document, at, page or 1, settings) if view.picture and page else ""
    ways = Ways(*notices.way_back(view), other=_other(view, page))
    st.html(document_html(document, at, ways, desk.ended.get(document.id, ()), drawn))


def _other(view: View, page: int | None) -> tuple[str, str] | None:
    """The way between the text and the page that it was read from, where there are pages."""
    if page is None:
        return None
    label = strings.AS_TEXT if view.picture else strings.ORIGINAL_PAGE.format(page)
    return label, address(replace(view, picture=not view.picture))


def _picture(document: Document, at: tuple[int, int] | None, page: int, settings: Settings) -> str:
    from ui.picture import picture, picture_html  # the library behind it is seldom needed

    quote = document.text[slice(*at)] if at else ""
    path = _file(document.id, settings)
    file = parted(path)[0] if path else None  # the archive or mail that a member lies in
    when = file.stat().st_mtime_ns if file and file.is_file() else None
    drawn = picture(path, when, page, quote, settings.store / "ocr") if path and when else None
    if drawn is None:
        return notices.notice_html(strings.NO_FILE, strings.NO_FILE_HELP)
    return picture_html(drawn, page, quote)


def _file(id: str, settings: Settings) -> Path | None:
    """Where the document was read from; the store says it, never the address."""
    if not has_store(settings):
        return None
    with open_store(settings) as documents:
        return next((Path(entry.path) for entry in documents.entries() if entry.id == id), None)
