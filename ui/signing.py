"""Signing in through the office's OIDC provider, where the settings ask for it, and who is there then."""

from __future__ import annotations

import hashlib

import streamlit as st
from streamlit.errors import StreamlitAuthError

from ingest.store import has_store, open_store
from settings import PolicyError, Settings
from ui import notices, strings
from ui.access import LOCAL, User, user_of
from ui.marks import escape_markdown

_FRESH = 2  # seconds after which the store is asked again which documents there are


class SignInError(PolicyError):
    """The settings ask for signing in, and the provider is not named as it must be."""


def person(settings: Settings) -> User | None:
    """Who is at the page; ``None`` where someone must sign in first."""
    if not settings.access.on:
        return LOCAL
    if not st.user.get("is_logged_in", False):
        return None
    documents = _documents(settings) if settings.access.groups else ()
    return user_of(settings.access, st.user.to_dict(), documents)


def sign_in() -> None:
    """The page of one who is not signed in."""
    st.html(notices.notice_html(strings.SIGN_IN_FIRST, strings.SIGN_IN_WHY, kind="vb-signin"))
    if st.button(strings.SIGN_IN, type="primary", key="sign_in"):
        try:
            st.login()
        except StreamlitAuthError as error:
            raise SignInError(strings.NO_PROVIDER.format(" ".join(str(error).split()))) from error


def account(user: User) -> None:
    """Who is signed in, and the way out; nothing where no one signs in."""
    if user is LOCAL:
        return
    with st.popover(strings.ACCOUNT, icon=":material/account_circle:", key="account"):
        st.markdown(f"**{escape_markdown(user.name)}**  \n{escape_markdown(user.email)}")
        roles = ", ".join(strings.ROLES[role] for role in ("read", "review", "keep") if role in user.roles)
        st.caption(roles or strings.NO_ROLE)
        st.button(strings.SIGN_OUT, key="sign_out", on_click=st.logout)


def mark_of(user: User | None) -> str:
    """Tells the keeping of one person's recent questions in a browser from another's."""
    if user is None:
        return ""
    return hashlib.sha256(user.email.encode()).hexdigest()[:16] if user.email else "local"


@st.cache_data(show_spinner=False, ttl=_FRESH, max_entries=4)
def _documents(settings: Settings) -> tuple[tuple[str, str], ...]:
    if not has_store(settings):
        return ()
    with open_store(settings) as documents:
        return tuple((entry.id, entry.path) for entry in documents.entries())
