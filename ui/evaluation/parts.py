"""The parts of a record: its figures, its curve, its groups, its misses, and what differs from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from eval.compare import Difference
from eval.records import figures
from eval.records.types import Record, Result
from eval.suite import DEPTH
from settings import Settings
from ui.access import User
from ui.chips import thousands
from ui.compare.agreement import part_html
from ui.compare.state import Compared
from ui.evaluation import chart, strings, tables
from ui.evaluation.names import about_lines, configuration_name
from ui.evaluation.state import DEPTHS, Looked, write_looked
from ui.marks import escape


@dataclass(frozen=True, slots=True)
class Seen:
    """A record with those of its questions that the person may know of; ``name`` tells it from others."""

    record: Record
    results: Sequence[Result]
    name: str


def on_look() -> None:
    """Make what the widgets say the address."""
    state = st.session_state
    chosen = int(state.get("ve_record", 0))
    against = int(state.get("ve_against", 0))
    view = Looked(
        chosen,
        against if against != chosen else 0,
        state.get("ve_by", "style"),
        state.get("ve_measure", "R@1"),
        state.get("ve_depth", 5),
    )
    st.query_params.from_dict(write_looked(view))


def facts_html(shown: Seen, settings: Settings, user: User) -> str:
    record, count = shown.record, len(figures.measured(shown.results))
    name = configuration_name(record.plan.configuration, dict(record.about))
    if user.documents_allowed is not None:
        line = strings.FACTS_LIMITED.format(questions=count, configuration=name)
    else:
        line = strings.FACTS.format(
            questions=count,
            configuration=name,
            documents=thousands(record.documents),
            passages=thousands(record.passages),
            ms=tables.number(record.median_ms or 0.0, 0),
        )
    told = "\n".join(about_lines(record, settings))
    return (
        f'<div class="ve-facts" lang="vi"><p>{escape(line)}</p>'
        f"<details><summary>{escape(strings.ABOUT)}</summary><pre>{escape(told)}</pre></details></div>"
    )


def figures_html(shown: Seen, other: Seen | None) -> str:
    """Tables of retrieval and of answers, with what their columns mean."""
    found, second = overall(shown), overall(other) if other else {}
    apart = _differences(other, shown, f"{other.name} {shown.name}") if other else {}
    told = figures.answers(shown.results)
    parts = tables.summary_html(found, second, apart) if found else ""
    if told:
        parts += tables.answers_html(told, figures.answers(other.results) if other else {})
    notes = [strings.SUMMARY_NOTE, *([strings.P_NOTE] if apart else [])]
    if other and other.record.fingerprint != shown.record.fingerprint:
        notes.append(strings.OTHER_QUESTIONS)
    said = "".join(f'<p class="vc-note">{escape(note)}</p>' for note in notes)
    return f'<div class="ve-tables" lang="vi">{parts}</div><div lang="vi">{said}</div>'


def curve(shown: Seen, other: Seen | None) -> None:
    values = figures.recall(shown.results)
    if not values:
        return
    curves = {_curve_name(strings.LOOK_AT, shown): values}
    if other and (second := figures.recall(other.results)):
        curves[_curve_name(strings.AGAINST, other)] = second
    st.html(part_html(strings.CURVE))
    spec = chart.recall_spec(curves)
    st.vega_lite_chart(spec, width="stretch", height=chart.HEIGHT, key="ve_curve")
    one, five, ten, last = (tables.number(values[k - 1]) for k in (1, 5, 10, DEPTH))
    said = strings.CURVE_SAID.format(one=one, five=five, ten=ten, last=last)
    st.html(f'<p class="vc-note" lang="vi">{escape(said)}</p>')


def _curve_name(which: str, seen: Seen) -> str:
    plan = seen.record.plan
    name = configuration_name(plan.configuration, dict(seen.record.about))
    return strings.CURVE_NAME.format(which=which, name=name)


def groups(shown: Seen, view: Looked) -> None:
    st.html(part_html(strings.GROUPS))
    with st.container(horizontal=True, gap="small"):
        st.segmented_control(
            strings.GROUPS,
            list(strings.BY),
            key="ve_by",
            required=True,
            format_func=strings.BY.__getitem__,
            label_visibility="collapsed",
            on_change=on_look,
        )
        st.selectbox(
            strings.MEASURE,
            tables.MEASURE_NAMES,
            key="ve_measure",
            label_visibility="collapsed",
            width=140,
            on_change=on_look,
        )
    names = strings.STYLES if view.by == "style" else strings.KINDS
    st.html(tables.groups_html(_of_groups(shown, shown.name, view.by, view.measure), names, view.measure))


def changes(shown: Seen, other: Seen) -> None:
    st.html(part_html(strings.CHANGES))
    found = figures.changes(other.results, shown.results)
    st.html(
        tables.changes_html(found, _beside(shown, other))
        if found
        else f'<p class="vc-note" lang="vi">{escape(strings.CHANGES_NONE)}</p>'
    )


def misses(shown: Seen, other: Seen | None, view: Looked) -> None:
    st.html(part_html(strings.MISSES))
    st.segmented_control(
        strings.MISSES,
        DEPTHS,
        key="ve_depth",
        required=True,
        format_func=strings.MISSES_AT.format,
        label_visibility="collapsed",
        on_change=on_look,
    )
    found = figures.misses(shown.results, view.depth)
    none = f'<p class="vc-note" lang="vi">{escape(strings.MISSES_NONE.format(view.depth))}</p>'
    st.html(tables.misses_html(found, _beside(shown, other)) if found else none)


def _beside(shown: Seen, other: Seen | None) -> Compared:
    """A question of the record in Đối chiếu: searched as it was measured, beside the other record's way."""
    plan = shown.record.plan
    ways = [*([other.record.plan.configuration] if other else []), plan.configuration]
    return Compared(set=plan.set, columns=tuple(dict.fromkeys(ways)), blind=False, variant=plan.variant)


def overall(seen: Seen) -> dict[str, figures.Bounded]:
    """Means with their intervals; a record never changes, so they are drawn from its questions once."""
    return _overall(seen, seen.name)


@st.cache_data(show_spinner=False, max_entries=512)
def _overall(_seen: Seen, name: str) -> dict[str, figures.Bounded]:  # noqa: ARG001  (names the record)
    return figures.overall(_seen.results)


@st.cache_data(show_spinner=False, max_entries=128)
def _differences(_a: Seen, _b: Seen, names: str) -> dict[str, Difference]:  # noqa: ARG001  (names both)
    return figures.differences(_a.results, _b.results)


@st.cache_data(show_spinner=False, max_entries=512)
def _of_groups(_seen: Seen, name: str, by: str, measure: str) -> list[figures.Group]:  # noqa: ARG001
    return figures.groups(_seen.results, by, measure)
