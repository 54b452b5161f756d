"""Chỉ tiêu: the figures that documents state, as a table of indicators by places and years."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import streamlit as st

from ingest.facts.record import STATUSES
from settings import Settings
from ui.about import title_of
from ui.access import User
from ui.indicators import chart, strings
from ui.indicators.detail import figures_html, head_html
from ui.indicators.export import CSV, XLSX, as_csv, as_xlsx
from ui.indicators.figures import Figures, read_figures
from ui.indicators.matrix import matrix_html
from ui.indicators.state import ACROSS, ORDERS, Across, Look, address, read_look, write_look
from ui.indicators.table import Row, choices, shown, told
from ui.library.stamp import stamp_of
from ui.marks import escape

_STYLE = Path(__file__).resolve().parent / "indicators.css"
_LISTS = ("places", "years", "statuses", "fields")


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address and this person."""
    look = read_look({key: st.query_params.get_all(key) for key in st.query_params})
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    _follow(look)
    stamp = stamp_of(settings.store)
    with st.spinner(strings.READING):
        figures = _figures(settings.store, stamp)
    rows = _rows(figures, stamp, _settled(look), user.documents_allowed)
    if look.row:
        _detail(look, rows, figures)
    else:
        _table(look, rows, figures, stamp, user)


@st.cache_resource(show_spinner=False, max_entries=1)
def _figures(store: Path, stamp: str) -> Figures:  # noqa: ARG001  (names the state of the store)
    return read_figures(store)


@st.cache_resource(show_spinner=False, max_entries=64)
def _rows(
    _figures: Figures,
    stamp: str,  # noqa: ARG001
    look: Look,
    allowed: frozenset[str] | None,
) -> list[Row]:
    return shown((one for one in _figures.all if allowed is None or one.fact.document in allowed), look)


@st.cache_data(show_spinner=False, max_entries=64)
def _choices(
    _figures: Figures,
    stamp: str,  # noqa: ARG001
    name: str,
    norms: bool,
    allowed: frozenset[str] | None,
) -> dict[str, int]:
    seen = (one for one in _figures.all if allowed is None or one.fact.document in allowed)
    return choices((one for one in seen if norms or one.planned), name)


def _settled(look: Look) -> Look:
    """What decides which rows there are, not which of them are in view."""
    return replace(look, page=1, column=1, row="", across="")


def _follow(look: Look) -> None:
    """Set the widgets to what the address says, whenever the address has changed."""
    if st.session_state.get("_chi") == look:
        return
    st.session_state["_chi"] = look
    st.session_state["chi_words"] = look.words
    st.session_state["chi_order"] = look.order
    st.session_state["chi_across"] = look.columns
    st.session_state["chi_norms"] = look.norms
    st.session_state["chi_differing"] = look.differing
    for name in _LISTS:
        st.session_state[f"chi_{name}"] = list(getattr(look, name))


def _on_change() -> None:
    """Go to what the widgets say."""
    look, state = cast(Look, st.session_state["_chi"]), st.session_state
    lists: dict[str, Any] = {name: tuple(sorted(state.get(f"chi_{name}", ()))) for name in _LISTS}
    across = state.get("chi_across") or look.columns
    changed = look.changed(
        words=" ".join(str(state.get("chi_words", "")).split())[:100],
        order=state.get("chi_order", "spread"),
        norms=bool(state.get("chi_norms")),
        differing=bool(state.get("chi_differing")),
        across=across if across != look.columns else look.across,
        **lists,
    )
    st.query_params.from_dict(write_look(changed))


def _table(look: Look, rows: list[Row], figures: Figures, stamp: str, user: User) -> None:
    lead = f"<h1>{escape(strings.TITLE)}</h1><p>{escape(strings.LEAD)}</p>"
    st.html(f'<div class="vb-lead" lang="vi">{lead}</div>')
    if not any(map(user.sees, figures.documents)):
        st.html(_notice(strings.EMPTY, strings.EMPTY_HELP))
        return
    _tools(look, rows, figures, stamp, user)
    if rows:
        st.html(matrix_html(rows, look, _line(look, rows, figures)))
    else:
        st.html(_line(look, rows, figures))
        lines = [strings.NOTHING_HELP] + ([] if look.norms else [strings.NOTHING_NORMS])
        clear = (strings.CLEAR, Look()) if look.chosen or look.words else None
        st.html(_notice(strings.NOTHING, *lines, link=clear))


def _tools(look: Look, rows: list[Row], figures: Figures, stamp: str, user: User) -> None:
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
        _downloads(rows, figures)


def _filters(look: Look, figures: Figures, stamp: str, user: User) -> None:
    """Values that documents bring go into multiselects alone, which show options as plain text."""
    label = strings.FILTERS_ON.format(look.chosen) if look.chosen else strings.FILTERS
    with st.popover(label, icon=":material/tune:", key="chi_filters"):
        for name, title in (
            ("places", strings.PLACES),
            ("years", strings.YEARS),
            ("fields", strings.FIELDS),
        ):
            counts = _choices(figures, stamp, name, look.norms, user.documents_allowed)
            counts |= {value: 0 for value in getattr(look, name) if value not in counts}
            st.multiselect(
                title,
                list(counts),
                key=f"chi_{name}",
                format_func=partial(_option, counts),
                placeholder=strings.ANY,
                on_change=_on_change,
                select_all=False,
            )
        st.multiselect(
            strings.STATUSES,
            STATUSES,
            key="chi_statuses",
            format_func=lambda status: strings.STATUS[status],
            placeholder=strings.ANY,
            on_change=_on_change,
            select_all=False,
        )
        st.checkbox(strings.DIFFERING, key="chi_differing", on_change=_on_change)
        st.checkbox(strings.NORMS, key="chi_norms", on_change=_on_change)


def _option(counts: dict[str, int], value: str) -> str:
    return strings.OPTION.format(name=value, count=counts.get(value, 0))


def _downloads(rows: list[Row], figures: Figures) -> None:
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


def _line(look: Look, rows: list[Row], figures: Figures) -> str:
    """How much is shown, and under which filters."""
    documents = {id for row in rows for id in row.documents}
    count = strings.COUNT.format(
        rows=_number(len(rows)),
        figures=_number(sum(len(row.figures) for row in rows)),
        documents=_number(len(documents)),
    )
    named = [*look.places, *look.years, *look.fields, *(strings.STATUS[one] for one in look.statuses)]
    if look.document:
        title = title_of(figures.infos.get(look.document) if documents else None, look.document)
        named.append(strings.ONLY_DOCUMENT.format(title))
    named += [strings.DIFFERING] * look.differing + [strings.NORMS] * look.norms
    chips = "".join(f"<b>{escape(name)}</b>" for name in named)
    clear = f'<a class="vb-open" href="{escape(address(Look(words=look.words)))}">{escape(strings.CLEAR)}</a>'
    filters = f'<div class="vb-chips"><span>{escape(strings.FILTERED_BY)}</span>{chips}{clear}</div>'
    return f'<div class="vb-count" lang="vi"><p>{escape(count)}</p>{filters if named else ""}</div>'


def _detail(look: Look, rows: list[Row], figures: Figures) -> None:
    row = next((one for one in rows if one.id == look.row), None)
    if row is None:
        st.html(_notice(strings.GONE, strings.GONE_HELP, link=(strings.BACK, replace(look, row=""))))
        return
    st.html(head_html(row, look))
    with st.container(horizontal=True, vertical_alignment="bottom", key="chi_tools"):
        _downloads([row], figures)
        drawn = _chosen_drawing(row)
    if drawn:
        alt = strings.CHART_ALT.format(name=row.name, across=strings.ACROSS_NAMES[drawn.across].lower())
        st.vega_lite_chart(
            spec=drawn.spec, width="stretch", height=drawn.height, alt=alt, key=f"chi_{row.id}"
        )
    st.html(figures_html(row, figures))


def _chosen_drawing(row: Row) -> chart.Drawing | None:
    """The widgets that choose how the indicator is drawn, where there is something to compare."""
    periods = {told(period): period for period in chart.periods_of(row)}
    possible: dict[Across, bool] = {"place": bool(periods), "year": chart.has_years(row)}
    ways = [way for way, there in possible.items() if there]
    if not ways:
        return None
    way, dark = ways[0], st.context.theme.type == "dark"
    if len(ways) > 1:
        way = st.segmented_control(
            strings.CHART_BY,
            ways,
            default=way,
            format_func=lambda across: strings.ACROSS_NAMES[across],
            key=f"chi_way_{row.id}",
            required=True,
        )
    if way == "year":
        return chart.across_years(row, dark)
    chosen = st.selectbox(strings.CHART_PERIOD, list(periods), key=f"chi_period_{row.id}", width=220)
    return chart.across_places(row, periods[chosen], dark)


def _notice(title: str, *lines: str, link: tuple[str, Look] | None = None) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    if link:
        way = f'<a class="vb-open" href="{escape(address(link[1]))}">{escape(link[0])}</a>'
        body += f'<p class="vb-actions">{way}</p>'
    return f'<section class="vb-notice" role="status" lang="vi"><h2>{escape(title)}</h2>{body}</section>'


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
