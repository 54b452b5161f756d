"""Hỏi đáp: the question first, then whatever the address asks for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from answer.types import Answer
from index.types import FILTER_KEYS
from settings import Settings
from ui import notices, strings
from ui.access import User
from ui.cards import cards_html
from ui.composed import composed
from ui.desk import Desk, ask, behind, open_desk, warm_up
from ui.examples import examples
from ui.filters import filter_box
from ui.passages import count_line, passages_html
from ui.shown import show_document
from ui.state import LONGEST_QUESTION, View, as_chosen, clean_question, read_view, write_view
from ui.suggest import alternatives


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address and this person."""
    view = view_now()
    _follow(view)
    _box()
    if not view.q and not view.doc:
        _first_page(settings, user)
        return
    desk = open_desk(settings, user)
    if not view.doc:
        _results(view, desk, settings)
    elif not view.q:
        show_document(view, desk, settings)
    else:
        _beside(view, desk, settings)


def view_now() -> View:
    """What the address asks for."""
    return read_view({key: st.query_params.get_all(key) for key in st.query_params})


def _go(view: View) -> None:
    st.query_params.from_dict(write_view(view))


def _follow(view: View) -> None:
    """Set the widgets to what the address says, whenever it has changed or another page was there between."""
    if st.session_state.get("_view") == view and "question" in st.session_state:
        return
    st.session_state["_view"] = view
    st.session_state["question"] = view.q
    st.session_state["mode"] = view.mode
    st.session_state["scores"] = view.scores
    st.session_state["valid"] = view.valid
    for key in FILTER_KEYS:
        st.session_state[f"filter_{key}"] = list(view.filters.get(key, ()))


def _box() -> None:
    with (
        st.form("ask_form", border=False),
        st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"),
    ):
        left = st.container()
        # Before the box: Enter is lost in one that is drawn without its button.
        st.form_submit_button(strings.ASK, key="ask", type="primary", on_click=_on_ask)
        left.text_input(
            strings.QUESTION,
            key="question",
            placeholder=strings.PLACEHOLDER,
            label_visibility="collapsed",
            max_chars=LONGEST_QUESTION,
            autocomplete="off",
        )


def _on_ask() -> None:
    question = clean_question(st.session_state.get("question", ""))
    if question:
        _go(view_now().asking(question))


def _on_filter() -> None:
    chosen = as_chosen({key: st.session_state.get(f"filter_{key}", ()) for key in FILTER_KEYS})
    mode, scores = st.session_state.get("mode", "hybrid"), bool(st.session_state.get("scores"))
    valid = bool(st.session_state.get("valid"))
    _go(replace(view_now(), chosen=chosen, mode=mode, scores=scores, valid=valid))


def _first_page(settings: Settings, user: User) -> None:
    """Examples at once; the engine loads below them, so that the first question need not wait."""
    st.html(notices.lead_html(examples(settings, user)))
    desk = open_desk(settings, user)
    st.html(notices.library_html(desk.abouts.values()))
    if count := behind(desk, settings, user):
        line = strings.BEHIND.format(count=count)
        st.html(notices.notice_html(line, strings.STALE_HELP, commands=strings.STALE_COMMANDS))
    with st.spinner(strings.LOADING):
        warm_up(desk)


def _asked(view: View, desk: Desk) -> Answer:
    with st.spinner(strings.SEARCHING if desk.warm.is_set() else strings.LOADING):
        return ask(desk, view)


def _results(view: View, desk: Desk, settings: Settings) -> None:
    answer = _asked(view, desk)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bar"):
        st.html(notices.status_html(view, answer.read, desk.abouts))
        if answer.hits:
            _export(answer, desk)
        filter_box(view, desk.abouts, desk.ended, _on_filter)
    if not answer.hits and not answer.answers:
        _nothing(view)
        return
    if answer.answers:
        st.html(cards_html(answer, desk.abouts, view, desk.ended))
    else:
        links = alternatives(view, answer, settings, lambda other: not ask(desk, other).abstained)
        st.html(notices.notice_html(strings.ABSTAINED, answer.reason or strings.ABSTAINED_WHY, links=links))
    place = st.container()
    _passages(view, answer, desk)
    with place:
        composed(answer, desk.abouts, settings)


def _beside(view: View, desk: Desk, settings: Settings) -> None:
    """The document that is open beside the answers it came from; alone on a phone."""
    answer = _asked(view, desk)
    left, right = st.columns([5, 9], gap="medium")
    with left, st.container(key="side"):
        st.html(notices.status_html(view, answer.read, desk.abouts))
        if answer.answers:
            st.html(cards_html(answer, desk.abouts, view, desk.ended))
        _passages(view, answer, desk)
    with right, st.container(key="sheet"):
        show_document(view, desk, settings)


def _passages(view: View, answer: Answer, desk: Desk) -> None:
    if not answer.hits:
        return
    title = strings.PASSAGES if answer.answers else strings.NEAREST
    st.html(
        notices.bar_html(title, count_line(answer.hits))
        + passages_html(answer.hits, desk.abouts, view, answer.understood, desk.ended)
        + notices.keys_html()
    )


def _export(answer: Answer, desk: Desk) -> None:
    """Files are made when they are asked for."""
    with st.popover(strings.EXPORT, icon=":material/download:", key="export"):
        for ending, label in strings.EXPORTS.items():
            st.download_button(
                label,
                partial(_file, ending, answer, desk),
                file_name=f"{strings.EXPORT_NAME}.{ending}",
                key=f"export_{ending}",
                on_click="ignore",
            )


def _file(ending: str, answer: Answer, desk: Desk) -> bytes:
    from ui import export  # the libraries behind it are slow to import and seldom needed

    return export.FILES[ending](answer, desk.abouts)


def _nothing(view: View) -> None:
    if view.filters or view.valid:
        lines = (strings.NO_HITS_FILTERED, strings.NO_HITS_HELP)
        links = [(strings.CLEAR_FILTERS, view.unfiltered())]
        st.html(notices.notice_html(strings.NO_HITS, *lines, links=links))
    else:
        st.html(notices.notice_html(strings.NO_HITS, strings.NO_HITS_HELP))
