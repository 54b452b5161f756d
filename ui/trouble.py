"""Errors in the words of an office: what is wrong, what to do, the error's own line folded away."""

from __future__ import annotations

from index.encoder import EncoderError
from index.filters import FilterError
from index.generation import IndexDamaged, IndexMissing, IndexStale
from ingest.store import StoreError
from settings import PolicyError, SettingsError
from ui import strings
from ui.notices import notice_html
from ui.signing import SignInError
from ui.state import View

_TOLD: tuple[tuple[type[PolicyError], str, str, str], ...] = (
    (IndexMissing, strings.NO_INDEX, strings.NO_INDEX_HELP, strings.NO_INDEX_COMMANDS),
    (IndexStale, strings.STALE, strings.STALE_HELP, strings.STALE_COMMANDS),
    (IndexDamaged, strings.DAMAGED, strings.STALE_HELP, strings.STALE_COMMANDS),
    (EncoderError, strings.NO_MODEL, strings.NO_MODEL_HELP, ""),
    (FilterError, strings.BAD_FILTER, strings.BAD_FILTER_HELP, ""),
    (SettingsError, strings.BAD_SETTINGS, strings.BAD_SETTINGS_HELP, ""),
    (SignInError, strings.NO_SIGN_IN, strings.BAD_SETTINGS_HELP, ""),
    (StoreError, strings.NO_STORE, strings.NO_INDEX_HELP, strings.NO_INDEX_COMMANDS),
)


def trouble_html(error: PolicyError) -> str:
    """What a reader sees of ``error``."""
    for kind, title, help, commands in _TOLD:
        if isinstance(error, kind):
            links = [(strings.CLEAR_FILTERS, View())] if kind is FilterError else []
            return notice_html(title, help, commands=commands, links=links, details=str(error))
    return notice_html(strings.TROUBLE, details=str(error))
