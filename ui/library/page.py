"""Kho văn bản: what can be searched, how it stands, and how a keeper adds to it or takes from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from index.parts import current_name
from ingest.rows import Entry
from settings import PolicyError, Settings
from ui.access import User
from ui.chips import chip
from ui.library import strings
from ui.library.detail import Told, body_html, head_html, told_of
from ui.library.health import Health, health_html, health_of
from ui.library.keeper import actions, update_index, upload_box, work_panel
from ui.library.listing import listing_html
from ui.library.shelf import Shelf, chosen, facets, limited, read_shelf
from ui.library.stamp import stamp_of
from ui.library.state import ORDERS, Shown, address, read_shown, write_shown
from ui.marks import escape

_STYLE = Path(__file__).resolve().parent / "library.css"
_LISTS = ("kinds", "years", "states")
_FRESH = 30  # seconds that sizes of files are kept


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address and this person."""
    look = read_shown({key: st.query_params.get_all(key) for key in st.query_params})
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    _follow(look)
    stamp = stamp_of(settings)
    shelf = limited(_shelf(settings, stamp, _current(settings)), user.documents_allowed)
    if look.document:
        _one(settings, user, shelf, look, stamp)
    else:
        _all(settings, user, shelf, look)


@st.cache_resource(show_spinner=False, max_entries=2)
def _shelf(settings: Settings, stamp: str, generation: str) -> Shelf:  # noqa: ARG001  (name the states of both)
    return read_shelf(settings)


@st.cache_resource(show_spinner=False, max_entries=128)
def _told(settings: Settings, stamp: str, _entry: Entry, document: str, _user: User, sees: str) -> Told:  # noqa: ARG001
    return told_of(settings, _entry, _user)


@st.cache_data(show_spinner=False, ttl=_FRESH, max_entries=1)
def _health(settings: Settings) -> Health:
    return health_of(settings)


def _current(settings: Settings) -> str:
    """Name of the index's state; empty where there is none."""
    try:
        return current_name(settings)
    except PolicyError:
        return ""


def _follow(look: Shown) -> None:
    """Set the widgets to what the address says, whenever the address has changed."""
    if st.session_state.get("_kho") == look:
        return
    st.session_state["_kho"] = look
    st.session_state["kho_words"] = look.words
    st.session_state["kho_order"] = look.order
    for name in _LISTS:
        st.session_state[f"kho_{name}"] = list(getattr(look, name))


def _on_change() -> None:
    """Go to what the widgets say."""
    state = st.session_state
    lists: dict[str, Any] = {name: tuple(sorted(state.get(f"kho_{name}", ()))) for name in _LISTS}
    shown = Shown(
        words=" ".join(str(state.get("kho_words", "")).split())[:100],
        order=state.get("kho_order", "issued"),
        **lists,
    )
    st.query_params.from_dict(write_shown(shown))


def _all(settings: Settings, user: User, shelf: Shelf, look: Shown) -> None:
    lead = f"<h1>{escape(strings.TITLE)}</h1><p>{escape(strings.LEAD)}</p>"
    st.html(f'<div class="vb-lead" lang="vi">{lead}</div>')
    if user.can("keep"):
        upload_box(settings, user, empty=not shelf.entries)
        work_panel(settings, user, shelf)
    if not shelf.entries:
        st.html(_notice(strings.EMPTY, strings.EMPTY_KEEP if user.can("keep") else strings.EMPTY_READ))
        return
    _tools(shelf, look)
    entries = chosen(shelf, look)
    st.html(_count(len(entries), look))
    if entries:
        st.html(listing_html(entries, shelf, look))
    else:
        st.html(_notice(strings.NOTHING, strings.NOTHING_HELP, link=(strings.CLEAR, Shown())))
    if user.can("keep"):
        _keeping(settings, user, shelf)


def _keeping(settings: Settings, user: User, shelf: Shelf) -> None:
    with st.expander(strings.HEALTH, icon=":material/monitor_heart:", key="kho_health"):
        st.html(health_html(_health(settings), shelf, user.documents_allowed is None))
        update_index(settings, user, len(shelf.entries) - len(shelf.indexed))


def _tools(shelf: Shelf, look: Shown) -> None:
    """Values that documents bring go into multiselects alone, which show options as plain text."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="kho_tools"):
        st.text_input(
            strings.SEARCH,
            key="kho_words",
            placeholder=strings.SEARCH_PLACEHOLDER,
            max_chars=100,
            autocomplete="off",
            on_change=_on_change,
        )
        chosen_filters = sum(len(getattr(look, name)) for name in _LISTS)
        label = f"{strings.FILTERS} ({chosen_filters})" if chosen_filters else strings.FILTERS
        with st.popover(label, icon=":material/tune:", key="kho_filters"):
            counts = facets(shelf, look)
            _choice("kinds", strings.KINDS, counts["kinds"])
            _choice("years", strings.YEARS, counts["years"])
            _choice("states", strings.STATES, counts["states"])
        st.selectbox(
            strings.ORDER,
            ORDERS,
            key="kho_order",
            format_func=lambda order: strings.ORDERS[order],
            on_change=_on_change,
        )


def _choice(name: str, title: str, counts: dict[str, int]) -> None:
    st.multiselect(
        title,
        list(counts),
        key=f"kho_{name}",
        format_func=partial(_option, counts),
        placeholder=strings.ANY,
        on_change=_on_change,
        select_all=False,
    )


def _option(counts: dict[str, int], value: str) -> str:
    return strings.OPTION.format(name=strings.STATE_NAMES.get(value, value), count=counts.get(value, 0))


def _count(count: int, look: Shown) -> str:
    chips = "".join(chip(name, address(left)) for name, left in _set_filters(look))
    filters = f'<div class="vb-chips">{chips}</div>' if chips else ""
    line = strings.COUNT.format(count=f"{count:,}".replace(",", "."))
    return f'<div class="vb-count" lang="vi"><p>{escape(line)}</p>{filters}</div>'


def _set_filters(look: Shown) -> Iterator[tuple[str, Shown]]:
    """Each filter that is set, with the list without it."""
    for name in _LISTS:
        for value in getattr(look, name):
            rest: dict[str, Any] = {name: tuple(one for one in getattr(look, name) if one != value)}
            yield strings.STATE_NAMES.get(value, value), replace(look, page=1, **rest)


def _one(settings: Settings, user: User, shelf: Shelf, look: Shown, stamp: str) -> None:
    entry = shelf.entries.get(look.document)
    if user.can("keep") and entry is not None:
        work_panel(settings, user, shelf)
    if entry is None:
        back = (strings.BACK, replace(look, document=""))
        st.html(_notice(strings.NO_DOCUMENT, strings.NO_DOCUMENT_HELP, link=back))
        return
    st.html(head_html(entry, look))
    if user.can("keep"):
        actions(settings, user, entry, shelf)
    sees = "" if user.documents_allowed is None else " ".join(sorted(user.documents_allowed))
    told = _told(settings, stamp, entry, entry.id, user, sees)
    st.html(body_html(entry, told, shelf, user, look))


def _notice(title: str, line: str, link: tuple[str, Shown] | None = None) -> str:
    body = f"<p>{escape(line)}</p>"
    if link:
        way = f'<a class="vb-open" href="{escape(address(link[1]))}">{escape(link[0])}</a>'
        body += f'<p class="vb-actions">{way}</p>'
    return f'<section class="vb-notice" role="status" lang="vi"><h2>{escape(title)}</h2>{body}</section>'
