"""The page from top to bottom: head and question first, then whatever the address asks for."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from answer.types import Answer
from index.generation import IndexMissing, IndexStale
from index.types import FILTER_KEYS
from settings import PolicyError, Settings
from ui import notices, strings
from ui.about import title_of
from ui.access import LOCAL
from ui.cards import cards_html
from ui.desk import Desk, ask, behind, open_desk, read_document, warm_up
from ui.document import document_html
from ui.filters import filter_box
from ui.marks import escape_markdown
from ui.passages import count_line, passages_html
from ui.places import HOME, Place, address_of, places
from ui.state import LONGEST_QUESTION, View, as_chosen, clean_question, read_view, write_view
from ui.theme import apply_theme, run_script

_LOG = logging.getLogger("ui")
_ICON = Path(__file__).resolve().parent / "icon.svg"


def render(load: Callable[[], Settings]) -> None:
    """Draw the page that the address names, in one frame. Its head stands before anything is loaded."""
    shown = places()
    pages = {place.slug: _page(place, partial(_draw, place, load)) for place in shown}
    st.navigation(list(pages.values()), position="hidden").run()


def _page(place: Place, draw: Callable[[], None]) -> st.Page:
    return st.Page(draw, title=place.title, url_path=place.slug, default=place is HOME)


def _draw(place: Place, load: Callable[[], Settings]) -> None:
    """The frame around one page: title, style, head, what may go wrong, the script at the end."""
    view = _view() if place is HOME else None
    title = _title(view.q if view else place.title)
    st.set_page_config(page_title=title, page_icon=str(_ICON), layout="wide")
    apply_theme()
    st.html(notices.brand_html(places(), place))
    if view:
        _follow(view)
        _head()
    try:
        settings = load()
        if view:
            _body(view, settings)
        else:
            place.draw(settings, LOCAL)
    except PolicyError as error:
        _refuse(error)
    except Exception:
        _LOG.exception("the page could not be drawn")
        st.error(strings.FAILED)
    run_script(f"{zlib.crc32(_address(place).encode()):08x}")


def _address(place: Place) -> str:
    return address_of(place.slug, {key: st.query_params.get_all(key) for key in st.query_params})


def _view() -> View:
    return read_view({key: st.query_params.get_all(key) for key in st.query_params})


def _go(view: View) -> None:
    st.query_params.from_dict(write_view(view))


def _title(what: str) -> str:
    return f"{what} · {strings.PRODUCT}" if what else strings.PRODUCT


def _follow(view: View) -> None:
    """Set the widgets to what the address says, whenever the address has changed."""
    if st.session_state.get("_view") == view:
        return
    st.session_state["_view"] = view
    st.session_state["question"] = view.q
    st.session_state["mode"] = view.mode
    st.session_state["scores"] = view.scores
    for key in FILTER_KEYS:
        st.session_state[f"filter_{key}"] = list(view.filters.get(key, ()))


def _head() -> None:
    with (
        st.form("ask_form", border=False),
        st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"),
    ):
        st.text_input(
            strings.QUESTION,
            key="question",
            placeholder=strings.PLACEHOLDER,
            label_visibility="collapsed",
            max_chars=LONGEST_QUESTION,
            autocomplete="off",
        )
        st.form_submit_button(strings.ASK, key="ask", type="primary", on_click=_on_ask)


def _on_ask() -> None:
    question = clean_question(st.session_state.get("question", ""))
    if question:
        _go(replace(_view().results(), q=question, exact=False))


def _on_example(question: str) -> None:
    _go(View(q=question))


def _on_filter() -> None:
    chosen = as_chosen({key: st.session_state.get(f"filter_{key}", ()) for key in FILTER_KEYS})
    mode, scores = st.session_state.get("mode", "hybrid"), bool(st.session_state.get("scores"))
    _go(replace(_view(), chosen=chosen, mode=mode, scores=scores))


def _body(view: View, settings: Settings) -> None:
    if not view.q and not view.doc:
        _first_page(settings)
        return
    desk = open_desk(settings)
    if view.doc:
        _document(view, desk)
    else:
        _results(view, desk)


def _first_page(settings: Settings) -> None:
    """Examples at once; the engine loads below them, so that the first question need not wait."""
    st.html(notices.lead_html())
    with st.container(key="examples", horizontal=True, gap="small"):
        for question in strings.EXAMPLES:
            st.button(
                question,
                key=f"example_{zlib.crc32(question.encode()):x}",
                on_click=_on_example,
                args=(question,),
            )
    desk = open_desk(settings)
    st.html(notices.library_html(desk.abouts.values()))
    if count := behind(desk, settings):
        line = strings.BEHIND.format(count=count)
        st.html(notices.notice_html(line, strings.STALE_HELP, commands=strings.STALE_COMMANDS))
    with st.spinner(strings.LOADING):
        warm_up(desk)


def _results(view: View, desk: Desk) -> None:
    with st.spinner(strings.SEARCHING if desk.warm.is_set() else strings.LOADING):
        answer = ask(desk, view)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bar"):
        st.html(notices.status_html(view, answer.understood, desk.abouts))
        filter_box(view, desk.abouts, _on_filter)
    if not answer.hits and not answer.answers:
        _nothing(view)
        return
    if answer.answers:
        st.html(cards_html(answer, desk.abouts, view))
    else:
        st.html(notices.notice_html(strings.ABSTAINED, answer.reason or strings.ABSTAINED_WHY))
    _passages(view, answer, desk)


def _passages(view: View, answer: Answer, desk: Desk) -> None:
    if not answer.hits:
        return
    title = strings.PASSAGES if answer.answers else strings.NEAREST
    st.html(
        notices.bar_html(title, count_line(answer.hits))
        + passages_html(answer.hits, desk.abouts, view, answer.understood)
    )


def _nothing(view: View) -> None:
    if view.filters:
        lines = (strings.NO_HITS_FILTERED, strings.NO_HITS_HELP)
        st.html(notices.notice_html(strings.NO_HITS, *lines, link=(strings.CLEAR_FILTERS, view.unfiltered())))
    else:
        st.html(notices.notice_html(strings.NO_HITS, strings.NO_HITS_HELP))


def _document(view: View, desk: Desk) -> None:
    with st.spinner(strings.OPENING):
        document = read_document(desk, view.doc)
    if document is None:
        st.html(notices.notice_html(strings.NO_DOCUMENT, strings.NO_DOCUMENT_HELP.format(view.doc)))
        return
    st.set_page_config(page_title=_title(title_of(document, document.id)))
    at = view.at if view.at and view.at[1] <= len(document.text) else None
    if view.at and at is None:
        st.html(notices.notice_html(strings.MOVED_SPAN))
    st.html(document_html(document, at, notices.way_back(view)))


def _refuse(error: PolicyError) -> None:
    """Say in Vietnamese what to do, then the error's own line."""
    _LOG.warning("%s: %s", type(error).__name__, error)
    if isinstance(error, IndexMissing):
        st.html(
            notices.notice_html(strings.NO_INDEX, strings.NO_INDEX_HELP, commands=strings.NO_INDEX_COMMANDS)
        )
    elif isinstance(error, IndexStale):
        st.html(notices.notice_html(strings.STALE, strings.STALE_HELP, commands=strings.STALE_COMMANDS))
    else:
        st.html(notices.notice_html(strings.TROUBLE))
    st.error(escape_markdown(str(error)))
