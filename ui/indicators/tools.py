"""The widgets of the page: what is looked for, under which filters, in which order, as which file."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

import streamlit as st

from ui.access import User
from ui.indicators import strings
from ui.indicators.export import CSV, XLSX, as_csv, as_xlsx
from ui.indicators.figures import Figures
from ui.indicators.state import ACROSS, LISTS, ORDERS, Look, write_look
from ui.indicators.table import Row, facets
from ui.marks import escape

_TITLES = {
    "places": strings.PLACES, "years": strings.YEARS, "fields": strings.FIELDS, "statuses": strings.STATUSES,
}  # fmt: skip


def follow(look: Look) -> None:
    """Set the widgets to what the address says, whenever the address has changed."""
    if st.session_state.get("_chi") == look:
        return
    st.session_state["_chi"] = look
    st.session_state["chi_words"] = look.words
    st.session_state["chi_order"] = look.order
    st.session_state["chi_across"] = look.columns
    st.session_state["chi_norms"] = look.norms
    st.session_state["chi_differing"] = look.differing
    for name in LISTS:
        st.session_state[f"chi_{name}"] = list(getattr(look, name))


def _on_change() -> None:
    """Go to what the widgets say."""
    look, state = cast(Look, st.session_state["_chi"]), st.session_state
    lists: dict[str, Any] = {name: tuple(sorted(state.get(f"chi_{name}", ()))) for name in LISTS}
    across = state.get("chi_across") or look.columns
    order = state.get("chi_order", "spread")
    same = order == look.order and across == look.columns  # or else the rows are sorted otherwise now
    changed = look.changed(
        words=" ".join(str(state.get("chi_words", "")).split())[:100],
        order=order,
        by=look.by if same else "",
        rising=look.rising and same,
        norms=bool(state.get("chi_norms")),
        differing=bool(state.get("chi_differing")),
        across=across if across != look.columns else look.across,
        **lists,
    )
    st.query_params.from_dict(write_look(changed))


def tools(look: Look, rows: list[Row], figures: Figures, stamp: str, user: User) -> None:
    """The row of widgets above the table; ``stamp`` names the state of the store."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="chi_tools"):
        st.text_input(
            strings.SEARCH,
            key="chi_words",
            placeholder=strings.SEARCH_PLACEHOLDER,
            max_chars=100,
            autocomplete="off",
            on_change=_on_change,
        )
        _filters(look, figures, stamp, user)
        st.selectbox(
            strings.ORDER,
            ORDERS,
            key="chi_order",
            format_func=lambda order: strings.ORDERS[order],
            on_change=_on_change,
        )
        st.segmented_control(
            strings.ACROSS,
            ACROSS,
            key="chi_across",
            format_func=lambda across: strings.ACROSS_NAMES[across],
            on_change=_on_change,
            required=True,
        )
        downloads(rows, figures)


def _filters(look: Look, figures: Figures, stamp: str, user: User) -> None:
    """Values that documents bring go into multiselects alone, which show options as plain text."""
    label = strings.FILTERS_ON.format(look.chosen) if look.chosen else strings.FILTERS
    with st.popover(label, icon=":material/tune:", key="chi_filters"):
        all_counts = _facets(figures, stamp, _filters_of(look), user.documents_allowed)
        for name, title in _TITLES.items():
            counts = all_counts[name]
            st.multiselect(
                title,
                list(counts),
                key=f"chi_{name}",
                format_func=partial(_option, counts),
                placeholder=strings.ANY,
                on_change=_on_change,
                select_all=False,
            )
        st.checkbox(strings.DIFFERING, key="chi_differing", on_change=_on_change)
        st.checkbox(strings.NORMS, key="chi_norms", on_change=_on_change)


@st.cache_data(show_spinner=False, max_entries=64)
def _facets(
    _figures: Figures,
    stamp: str,  # noqa: ARG001
    look: Look,
    allowed: frozenset[str] | None,
) -> dict[str, dict[str, int]]:
    return facets((one for one in _figures.all if allowed is None or one.fact.document in allowed), look)


def _filters_of(look: Look) -> Look:
    """What decides how much is left, not how it is laid out."""
    return look.changed(order="spread", across="", by="", rising=False)


def _option(counts: dict[str, int], value: str) -> str:
    return strings.OPTION.format(name=strings.STATUS.get(value, value), count=counts.get(value, 0))


def downloads(rows: list[Row], figures: Figures) -> None:
    """What is filtered as a file, made when it is asked for."""
    with st.popover(strings.EXPORT, icon=":material/download:", disabled=not rows, key="chi_export"):
        st.html(f'<p class="vb-note" lang="vi">{escape(strings.EXPORT_HELP)}</p>')
        for label, make, kind, ending in (
            (strings.EXPORT_XLSX, as_xlsx, XLSX, "xlsx"),
            (strings.EXPORT_CSV, as_csv, CSV, "csv"),
        ):
            st.download_button(
                label,
                partial(make, rows, figures),
                file_name=f"{strings.FILE}.{ending}",
                mime=kind,
                key=f"chi_{ending}",
                on_click="ignore",
                width="stretch",
            )
