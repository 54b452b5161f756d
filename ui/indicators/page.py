"""Chỉ tiêu: the figures that documents state, as a table of indicators by places and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import streamlit as st

from settings import Settings
from ui.about import title_of
from ui.access import User
from ui.chips import chip, thousands
from ui.indicators import chart, strings
from ui.indicators.detail import figures_html, head_html
from ui.indicators.figures import Figures, read_figures
from ui.indicators.matrix import matrix_html
from ui.indicators.state import LISTS, Across, Look, address, read_look
from ui.indicators.table import Row, shown, told
from ui.indicators.tools import downloads, follow, tools
from ui.library.stamp import stamp_of
from ui.marks import escape

_STYLE = Path(__file__).resolve().parent / "indicators.css"


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address and this person."""
    look = read_look({key: st.query_params.get_all(key) for key in st.query_params})
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    follow(look)
    stamp = stamp_of(settings)
    with st.spinner(strings.READING):
        figures = _figures(settings, stamp)
    rows = _rows(figures, stamp, _settled(look), user.documents_allowed)
    if look.row:
        _detail(look, rows, figures)
    else:
        _table(look, rows, figures, stamp, user)


@st.cache_resource(show_spinner=False, max_entries=1)
def _figures(settings: Settings, stamp: str) -> Figures:  # noqa: ARG001  (names the state of the store)
    return read_figures(settings)


@st.cache_resource(show_spinner=False, max_entries=64)
def _rows(
    _figures: Figures,
    stamp: str,  # noqa: ARG001
    look: Look,
    allowed: frozenset[str] | None,
) -> list[Row]:
    return shown((one for one in _figures.all if allowed is None or one.fact.document in allowed), look)


def _settled(look: Look) -> Look:
    """What decides which rows there are, not which of them are in view."""
    across = look.across if look.by else ""  # whose values are compared follows from it
    return replace(look, page=1, column=1, row="", part=1, across=across)


def _table(look: Look, rows: list[Row], figures: Figures, stamp: str, user: User) -> None:
    lead = f"<h1>{escape(strings.TITLE)}</h1><p>{escape(strings.LEAD)}</p>"
    st.html(f'<div class="vb-lead" lang="vi">{lead}</div>')
    if not any(map(user.sees, figures.documents)):
        st.html(_notice(strings.EMPTY, strings.EMPTY_HELP))
        return
    tools(look, rows, figures, stamp, user)
    if rows:
        st.html(matrix_html(rows, look, _line(look, rows, figures)))
    else:
        st.html(_line(look, rows, figures))
        lines = [strings.NOTHING_HELP] + ([] if look.norms else [strings.NOTHING_NORMS])
        clear = (strings.CLEAR, Look()) if look.chosen or look.words else None
        st.html(_notice(strings.NOTHING, *lines, link=clear))


def _line(look: Look, rows: list[Row], figures: Figures) -> str:
    """How much is shown, and under which filters."""
    documents = {id for row in rows for id in row.documents}
    count = strings.COUNT.format(
        rows=thousands(len(rows)),
        figures=thousands(sum(len(row.figures) for row in rows)),
        documents=thousands(len(documents)),
    )
    chips = "".join(chip(name, address(left)) for name, left in _set_filters(look, figures, bool(documents)))
    filters = f'<div class="vb-chips"><span>{escape(strings.FILTERED_BY)}</span>{chips}</div>'
    return f'<div class="vb-count" lang="vi"><p>{escape(count)}</p>{filters if chips else ""}</div>'


def _set_filters(look: Look, figures: Figures, seen: bool) -> Iterator[tuple[str, Look]]:
    """Each filter that is set, with the look without it; a document's title only where it may be seen."""
    for name in LISTS:
        for value in getattr(look, name):
            rest = tuple(one for one in getattr(look, name) if one != value)
            yield strings.STATUS.get(value, value), look.changed(**{name: rest})
    if look.document:
        title = title_of(figures.infos.get(look.document) if seen else None, look.document)
        yield strings.ONLY_DOCUMENT.format(title), look.changed(document="")
    if look.differing:
        yield strings.DIFFERING, look.changed(differing=False)
    if look.norms:
        yield strings.NORMS, look.changed(norms=False)


def _detail(look: Look, rows: list[Row], figures: Figures) -> None:
    row = next((one for one in rows if one.id == look.row), None)
    if row is None:
        st.html(_notice(strings.GONE, strings.GONE_HELP, link=(strings.BACK, replace(look, row="", part=1))))
        return
    st.html(head_html(row, look))
    with st.container(horizontal=True, vertical_alignment="bottom", key="chi_tools"):
        downloads([row], figures)
        drawn = _chosen_drawing(row)
    if drawn:
        alt = strings.CHART_ALT.format(name=row.name, across=strings.ACROSS_NAMES[drawn.across].lower())
        st.vega_lite_chart(
            spec=drawn.spec, width="stretch", height=drawn.height, alt=alt, key=f"chi_{row.id}"
        )
    st.html(figures_html(row, figures, look))


def _chosen_drawing(row: Row) -> chart.Drawing | None:
    """The widgets that choose how the indicator is drawn, where there is something to compare."""
    periods = {told(period): period for period in chart.periods_of(row)}
    possible: dict[Across, bool] = {"place": bool(periods), "year": chart.has_years(row)}
    ways = [way for way, there in possible.items() if there]
    if not ways:
        return None
    way = ways[0]
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
        return chart.across_years(row)
    chosen = st.selectbox(strings.CHART_PERIOD, list(periods), key=f"chi_period_{row.id}", width=220)
    return chart.across_places(row, periods[chosen])


def _notice(title: str, *lines: str, link: tuple[str, Look] | None = None) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    if link:
        way = f'<a class="vb-open" href="{escape(address(link[1]))}">{escape(link[0])}</a>'
        body += f'<p class="vb-actions">{way}</p>'
    return f'<section class="vb-notice" role="status" lang="vi"><h2>{escape(title)}</h2>{body}</section>'
