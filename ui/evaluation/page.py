"""The page from top to bottom: a new measurement, what runs, one record beside another, all that are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from eval.records import figures
from eval.records.store import Records
from eval.records.types import Record, Result
from eval.suite import DEPTH
from settings import Settings
from ui.access import User
from ui.audit import record as log
from ui.compare.agreement import part_html, table_html
from ui.evaluation import chart, running, strings, tables
from ui.evaluation.names import about_lines, configuration_name, day_of, record_name, set_name
from ui.evaluation.state import DEPTHS, Looked, address, read_looked, write_looked
from ui.marks import escape
from ui.notices import notice_html

_FOLDER = Path(__file__).resolve().parent
_STYLES = (_FOLDER.parent / "compare" / "compare.css", _FOLDER / "evaluation.css")


@dataclass(frozen=True, slots=True)
class Seen:
    """A record with those of its questions that the person may know of."""

    record: Record
    results: Sequence[Result]


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address."""
    st.html("<style>" + "".join(path.read_text(encoding="utf-8") for path in _STYLES) + "</style>")
    view = read_looked({key: st.query_params.get_all(key) for key in st.query_params})
    records = Records(settings.store)
    all_ = records.all()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ve_head"):
        st.html(
            f'<div class="vc-question" lang="vi"><h1>{escape(strings.TITLE)}</h1>'
            f'<p class="vc-note">{escape(strings.LEAD)}</p></div>'
        )
        running.new_run(settings, user)
    with st.container(key="ve_under_way"):  # stands though it is empty: what follows keeps its place
        running.progress(settings, user, all_)
        _failed(all_, user)
    done = [one for one in all_ if one.state == "done"]
    if not done:
        st.html(notice_html(strings.NOTHING, strings.NOTHING_HELP))
        return
    _records(records, settings, user, done, view)
    st.html(_kept(records, all_, user, view))


def _failed(all_: Sequence[Record], user: User) -> None:
    """Say what the latest evaluation lacked, if it came to nothing."""
    if all_ and all_[0].state == "failed":
        why = all_[0].note if user.documents_allowed is None else ""
        st.html(notice_html(f"{strings.FAILED}: {record_name(all_[0])}", why))


def _records(records: Records, settings: Settings, user: User, done: Sequence[Record], view: Looked) -> None:
    by_id = {one.id: one for one in done}
    view = replace(
        view,
        record=view.record if view.record in by_id else done[0].id,
        against=view.against if view.against in by_id else 0,
    )
    _follow(view)
    _chooser(by_id, view)
    shown = _seen(records, by_id[view.record], user)
    other = _seen(records, by_id[view.against], user) if view.against else None
    if not shown.results:
        st.html(notice_html(strings.NOTHING_SEEN))
        return
    st.html(_facts(shown, settings, user) + _figures(shown, other))
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        _curve(shown, other)
    with right:
        _groups(shown, view)
    if other:
        _changes(shown, other)
    _misses(shown, view)
    if user.can("keep") or not by_id[view.record].who or by_id[view.record].who == (user.email or user.name):
        st.button(
            strings.REMOVE, key="ve_remove", type="tertiary", on_click=_on_remove, args=(settings, user, view)
        )


def _seen(records: Records, one: Record, user: User) -> Seen:
    return Seen(one, figures.visible(records.results(one.id), user.documents_allowed))


def _follow(view: Looked) -> None:
    """Set the widgets to what the address says, whenever it has changed."""
    if st.session_state.get("_looked") == view and "ve_record" in st.session_state:
        return
    st.session_state["_looked"] = view
    st.session_state["ve_record"] = view.record
    st.session_state["ve_against"] = view.against
    st.session_state["ve_by"] = view.by
    st.session_state["ve_measure"] = view.measure
    st.session_state["ve_depth"] = view.depth


def _chooser(by_id: Mapping[int, Record], view: Looked) -> None:
    def name(id: int) -> str:
        return record_name(by_id[id]) if id else strings.NO_OTHER

    left, right = st.columns(2, gap="medium")
    with left:
        st.selectbox(strings.LOOK_AT, list(by_id), key="ve_record", format_func=name, on_change=_on_look)
    others = [0, *(id for id in by_id if id != view.record)]
    with right:
        st.selectbox(strings.AGAINST, others, key="ve_against", format_func=name, on_change=_on_look)


def _on_look() -> None:
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


def _facts(shown: Seen, settings: Settings, user: User) -> str:
    record, count = shown.record, len(figures.measured(shown.results))
    name = configuration_name(record.plan.configuration, dict(record.about))
    if user.documents_allowed is not None:
        line = strings.FACTS_LIMITED.format(questions=count, configuration=name)
    else:
        line = strings.FACTS.format(
            questions=count,
            configuration=name,
            documents=_thousands(record.documents),
            passages=_thousands(record.passages),
            ms=tables.number(record.median_ms or 0.0, 0),
        )
    told = "\n".join(about_lines(record, settings))
    return (
        f'<div class="ve-facts" lang="vi"><p>{escape(line)}</p>'
        f"<details><summary>{escape(strings.ABOUT)}</summary><pre>{escape(told)}</pre></details></div>"
    )


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _figures(shown: Seen, other: Seen | None) -> str:
    """Tables of retrieval and of answers, with what their columns mean."""
    found, second = figures.overall(shown.results), figures.overall(other.results) if other else {}
    apart = figures.differences(other.results, shown.results) if other else {}
    told = figures.answers(shown.results)
    parts = tables.summary_html(found, second, apart) if found else ""
    if told:
        parts += tables.answers_html(told, figures.answers(other.results) if other else {})
    notes = [strings.SUMMARY_NOTE, *([strings.P_NOTE] if apart else [])]
    if other and other.record.fingerprint != shown.record.fingerprint:
        notes.append(strings.OTHER_QUESTIONS)
    said = "".join(f'<p class="vc-note">{escape(note)}</p>' for note in notes)
    return f'<div class="ve-tables" lang="vi">{parts}</div><div lang="vi">{said}</div>'


def _curve(shown: Seen, other: Seen | None) -> None:
    values = figures.recall(shown.results)
    if not values:
        return
    curves = {_curve_name(strings.LOOK_AT, shown): values}
    if other and (second := figures.recall(other.results)):
        curves[_curve_name(strings.AGAINST, other)] = second
    st.html(part_html(strings.CURVE))
    spec = chart.recall_spec(curves, st.context.theme.type == "dark")
    st.vega_lite_chart(spec, width="stretch", height=chart.HEIGHT, key="ve_curve")
    one, five, ten, last = (tables.number(values[k - 1]) for k in (1, 5, 10, DEPTH))
    said = strings.CURVE_SAID.format(one=one, five=five, ten=ten, last=last)
    st.html(f'<p class="vc-note" lang="vi">{escape(said)}</p>')


def _curve_name(which: str, seen: Seen) -> str:
    plan = seen.record.plan
    name = configuration_name(plan.configuration, dict(seen.record.about))
    return strings.CURVE_NAME.format(which=which, name=name)


def _groups(shown: Seen, view: Looked) -> None:
    st.html(part_html(strings.GROUPS))
    with st.container(horizontal=True, gap="small"):
        st.segmented_control(
            strings.GROUPS,
            list(strings.BY),
            key="ve_by",
            required=True,
            format_func=strings.BY.__getitem__,
            label_visibility="collapsed",
            on_change=_on_look,
        )
        st.selectbox(
            strings.MEASURE,
            tables.MEASURE_NAMES,
            key="ve_measure",
            label_visibility="collapsed",
            width=140,
            on_change=_on_look,
        )
    names = strings.STYLES if view.by == "style" else strings.KINDS
    st.html(tables.groups_html(figures.groups(shown.results, view.by, view.measure), names, view.measure))


def _changes(shown: Seen, other: Seen) -> None:
    st.html(part_html(strings.CHANGES))
    found = figures.changes(other.results, shown.results)
    st.html(
        tables.changes_html(found, shown.record.plan.set)
        if found
        else f'<p class="vc-note" lang="vi">{escape(strings.CHANGES_NONE)}</p>'
    )


def _misses(shown: Seen, view: Looked) -> None:
    st.html(part_html(strings.MISSES))
    st.segmented_control(
        strings.MISSES,
        DEPTHS,
        key="ve_depth",
        required=True,
        format_func=strings.MISSES_AT.format,
        label_visibility="collapsed",
        on_change=_on_look,
    )
    found = figures.misses(shown.results, view.depth)
    none = f'<p class="vc-note" lang="vi">{escape(strings.MISSES_NONE.format(view.depth))}</p>'
    st.html(tables.misses_html(found, shown.record.plan.set) if found else none)


def _kept(records: Records, all_: Sequence[Record], user: User, view: Looked) -> str:
    """Every record in one table, folded away."""
    rows = [_row(records, one, user) for one in all_]
    table = table_html(strings.KEPT.format(len(all_)), strings.KEPT_HEAD, rows)
    links = "".join(
        f'<li><a class="vb-open" href="{escape(address(replace(view, record=one.id, against=0)))}">'
        f"{escape(record_name(one))}</a></li>"
        for one in all_
        if one.state == "done"
    )
    summary = escape(strings.KEPT.format(len(all_)))
    return f'<details class="ve-kept" lang="vi"><summary>{summary}</summary>{table}<ul>{links}</ul></details>'


def _row(records: Records, one: Record, user: User) -> tuple[str, ...]:
    found = figures.visible(records.results(one.id), user.documents_allowed) if one.state == "done" else []
    overall = figures.overall(found)
    return (
        day_of(one),
        set_name(one.plan.set),
        strings.VARIANTS[one.plan.variant],
        configuration_name(one.plan.configuration, dict(one.about)),
        str(len(figures.measured(found))),
        *(tables.number(overall[name][0]) if overall else "–" for name in ("R@1", "R@10")),
        strings.STATES[one.state],
    )


def _on_remove(settings: Settings, user: User, view: Looked) -> None:
    Records(settings.store).remove(view.record)
    log(settings.store, user, "run", f"remove {view.record}")
    st.query_params.from_dict(write_looked(replace(view, record=0, against=0)))
