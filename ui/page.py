"""The frame of every page: title, style, who is there, the ways between the pages, what may go wrong."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from settings import PolicyError, Settings
from ui import asking, notices, strings
from ui.access import User
from ui.places import HOME, Place, address_of, places
from ui.signing import account, mark_of, person, sign_in
from ui.theme import run_script
from ui.trouble import trouble_html

_LOG = logging.getLogger("ui")
_ICON = Path(__file__).resolve().parent / "icon.svg"


def render(load: Callable[[], Settings]) -> None:
    """Draw the page that the address names. Its head stands before index and models are loaded."""
    shown = [_page(place, partial(_draw, place, load)) for place in places()]
    st.navigation(shown, position="hidden").run()


def _page(place: Place, draw: Callable[[], None]) -> st.Page:
    return st.Page(draw, title=place.title, url_path=place.slug, default=place is HOME)


def _draw(place: Place, load: Callable[[], Settings]) -> None:
    what = asking.view_now().q if place is HOME else place.title
    st.set_page_config(page_title=strings.titled(what), page_icon=str(_ICON), layout="wide")
    try:
        settings = load()
        _let_in(place, settings, person(settings))
    except PolicyError as error:
        _LOG.warning("%s: %s", type(error).__name__, error)
        st.html(trouble_html(error))
    except Exception:
        _LOG.exception("the page could not be drawn")
        st.error(strings.FAILED)
    run_script(_turn(_address(place)))


def _let_in(place: Place, settings: Settings, user: User | None) -> None:
    """The page for those who may see it."""
    if user is None:
        _head((), place, None)
        sign_in()
        return
    _head([one for one in places() if user.can(one.needs)], place, user)
    if not user.can(place.needs):
        st.html(notices.notice_html(strings.NOT_ALLOWED, strings.NOT_ALLOWED_HELP))
    elif place is HOME:
        asking.render(settings, user)
    else:
        place.draw(settings, user)


def _head(shown: Sequence[Place], place: Place, user: User | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        st.html(notices.brand_html(shown, place, mark_of(user)))
        if user:
            account(user)


def _turn(address: str) -> str:
    """Names this arrival at the address: the script runs once for each, also when one comes back soon."""
    if st.session_state.get("_address") != address:
        st.session_state["_address"] = address
        st.session_state["_arrivals"] = st.session_state.get("_arrivals", 0) + 1
    return f"{zlib.crc32(address.encode()):08x}x{st.session_state['_arrivals']}"


def _address(place: Place) -> str:
    return address_of(place.slug, {key: st.query_params.get_all(key) for key in st.query_params})
