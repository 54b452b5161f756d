"""The box of filters: each value with its count, and how passages are ranked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from index.types import FILTER_KEYS, MODES
from ui import strings
from ui.about import About, file_of, namesakes, title_of
from ui.facets import facet, left, merged
from ui.state import View

_LONGEST = 40  # characters of a title in a list of choices


def filter_box(
    view: View, abouts: Mapping[str, About], ended: Collection[str], on_change: Callable[[], None]
) -> None:
    """Draw the box; the widgets' values stand in the session (``filter_…``, ``valid``, ``mode``, ``scores``).

    Values that documents bring go into multiselects alone, which show options as plain text.

    Args:
        ended: ids of documents that others have ended.
    """
    chosen = sum(len(values) for values in view.filters.values()) + view.valid
    label = strings.FILTERS_ON.format(chosen) if chosen else strings.FILTERS
    box = st.popover(label, icon=":material/tune:", key="filters", on_change="rerun")
    if not box.open:
        return  # hundreds of choices are not sent with every answer
    in_force = [about for about in abouts.values() if about.id not in ended]
    standing = in_force if view.valid else list(abouts.values())
    with box:
        _set(view)
        for key in FILTER_KEYS:
            _choices(key, view, standing, abouts, on_change)
        label = strings.VALID_COUNT.format(left(in_force, view.filters))
        st.checkbox(label, key="valid", help=strings.VALID_HELP, on_change=on_change)
        st.radio(
            strings.MODE,
            MODES,
            key="mode",
            format_func=lambda mode: strings.MODES[mode],
            on_change=on_change,
        )
        st.checkbox(strings.SCORES, key="scores", on_change=on_change)


def _set(view: View) -> None:
    """Give the widgets their values where they were not drawn before."""
    for key in FILTER_KEYS:
        st.session_state.setdefault(f"filter_{key}", list(view.filters.get(key, ())))
    for name in ("valid", "mode", "scores"):
        st.session_state.setdefault(name, getattr(view, name))


def _choices(
    key: str,
    view: View,
    standing: Sequence[About],
    abouts: Mapping[str, About],
    on_change: Callable[[], None],
) -> None:
    counts = facet(standing, key, view.filters)
    others = merged(counts) if key == "place" else {}
    shared = namesakes(abouts.values()) if key == "document" else frozenset()

    def named(value: str) -> str:
        name = _short(title_of(abouts.get(value), value)) if key == "document" else value
        if value in shared:
            name = f"{name} ({file_of(abouts[value].source)})"
        if value in others:
            name = strings.PLACE_WITH.format(new=value, old=", ".join(others[value]))
        return strings.FILTER_OPTION.format(name=name, count=counts.get(value, 0))

    st.multiselect(
        strings.FILTER_NAMES[key],
        list(counts),
        key=f"filter_{key}",
        format_func=named,
        placeholder=strings.FILTER_ANY,
        on_change=on_change,
        select_all=False,
    )


def _short(title: str) -> str:
    """The beginning of a long title, whole words."""
    return title if len(title) <= _LONGEST else title[:_LONGEST].rsplit(" ", 1)[0] + "…"
