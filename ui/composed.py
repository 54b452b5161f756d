"""The paragraph that the optional composer writes over the answers: always marked, never instead of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import streamlit as st

from answer.compose import ComposerError, Kept, compose
from answer.types import Answer
from settings import Settings
from ui import strings
from ui.about import About, title_of, where_of
from ui.marks import escape

_LOG = logging.getLogger("ui")


def composed(answer: Answer, abouts: Mapping[str, About], settings: Settings) -> None:
    """Draw it where a setting names an endpoint; answers stand on the page before it is asked."""
    if not settings.composer_url or not answer.answers:
        return
    sources = tuple(
        f"{title_of(abouts.get(one.document), one.document)} ({where_of(one.place, one.year)})"
        for one in answer.answers
    )
    with st.spinner(strings.COMPOSING):
        try:
            kept = _compose(answer.understood, answer.answers, sources, settings)
        except ComposerError as error:
            _LOG.warning("%s", error)
            st.html(f'<p class="vb-aside" lang="vi">{escape(strings.NO_COMPOSER)}</p>')
            return
    if kept:
        st.html(composed_html(kept))


def composed_html(kept: list[Kept]) -> str:
    """The sentences with the numbers of the answers that they rest on."""
    body = " ".join(
        f"{escape(one.text)} <span>{''.join(f'[{at + 1}]' for at in one.cites)}</span>" for one in kept
    )
    return (
        f'<section class="vb-composed" lang="vi"><h2>{escape(strings.COMPOSED)}</h2>'
        f'<p>{body}</p><p class="vb-caution">{escape(strings.COMPOSED_WHY)}</p></section>'
    )


_compose = st.cache_data(show_spinner=False, ttl=3600, max_entries=128)(compose)
