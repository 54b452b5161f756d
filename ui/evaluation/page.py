"""The page from top to bottom: a new measurement, what runs, one record beside another, all that are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from eval.records import figures
from eval.records.store import Records
from eval.records.types import Record
from settings import Settings
from ui.access import User
from ui.audit import record as log
from ui.compare import strings as compared
from ui.compare.agreement import table_html
from ui.evaluation import parts, running, strings, tables
from ui.evaluation.names import configuration_name, day_of, record_name, set_name
from ui.evaluation.state import Looked, address, read_looked, write_looked
from ui.marks import escape
from ui.notices import notice_html

_FOLDER = Path(__file__).resolve().parent
_STYLES = (_FOLDER.parent / "compare" / "compare.css", _FOLDER / "evaluation.css")


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address."""
    if not user.can("review"):
        st.html(notice_html(compared.NOT_ALLOWED))
        return
    st.html("<style>" + "".join(path.read_text(encoding="utf-8") for path in _STYLES) + "</style>")
    view = read_looked({key: st.query_params.get_all(key) for key in st.query_params})
    records = Records(settings)
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
    _records(settings, user, done, view)
    st.html(_kept(settings, all_, user, view))


def _failed(all_: Sequence[Record], user: User) -> None:
    """Say what the latest evaluation lacked, if it came to nothing."""
    if all_ and all_[0].state == "failed":
        why = all_[0].note if user.documents_allowed is None else ""
        st.html(notice_html(f"{strings.FAILED}: {record_name(all_[0])}", why))


def _records(settings: Settings, user: User, done: Sequence[Record], view: Looked) -> None:
    by_id = {one.id: one for one in done}
    view = replace(
        view,
        record=view.record if view.record in by_id else done[0].id,
        against=view.against if view.against in by_id else 0,
    )
    _follow(view)
    _chooser(by_id, view)
    shown = _seen(settings, by_id[view.record], user)
    other = _seen(settings, by_id[view.against], user) if view.against else None
    if not shown.results:
        st.html(notice_html(strings.NOTHING_SEEN))
        return
    st.html(parts.facts_html(shown, settings, user) + parts.figures_html(shown, other))
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        parts.curve(shown, other)
    with right:
        parts.groups(shown, view)
    if other:
        parts.changes(shown, other)
    parts.misses(shown, other, view)
    if user.can("keep") or not by_id[view.record].who or by_id[view.record].who == (user.email or user.name):
        st.button(
            strings.REMOVE, key="ve_remove", type="tertiary", on_click=_on_remove, args=(settings, user, view)
        )


def _seen(settings: Settings, one: Record, user: User) -> parts.Seen:
    allowed = user.documents_allowed
    where = f"{settings.store} {settings.dsn} {settings.schema}"
    name = f"{where} {one.id} {one.at} {'all' if allowed is None else sorted(allowed)}"
    return _read(settings, one, name, allowed)


@st.cache_resource(show_spinner=False, max_entries=128)
def _read(_settings: Settings, _one: Record, name: str, _allowed: frozenset[str] | None) -> parts.Seen:
    """A record that is done never changes: its questions are read once."""
    return parts.Seen(_one, figures.visible(Records(_settings).results(_one.id), _allowed), name)


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
        st.selectbox(strings.LOOK_AT, list(by_id), key="ve_record", format_func=name, on_change=parts.on_look)
    others = [0, *(id for id in by_id if id != view.record)]
    with right:
        st.selectbox(strings.AGAINST, others, key="ve_against", format_func=name, on_change=parts.on_look)


def _kept(settings: Settings, all_: Sequence[Record], user: User, view: Looked) -> str:
    """Every record in one table, folded away."""
    rows = [_row(settings, one, user) for one in all_]
    table = table_html(strings.KEPT.format(len(all_)), strings.KEPT_HEAD, rows)
    links = "".join(
        f'<li><a class="vb-open" href="{escape(address(replace(view, record=one.id, against=0)))}">'
        f"{escape(record_name(one))}</a></li>"
        for one in all_
        if one.state == "done"
    )
    summary = escape(strings.KEPT.format(len(all_)))
    return f'<details class="ve-kept" lang="vi"><summary>{summary}</summary>{table}<ul>{links}</ul></details>'


def _row(settings: Settings, one: Record, user: User) -> tuple[str, ...]:
    seen = _seen(settings, one, user) if one.state == "done" else None
    overall = parts.overall(seen) if seen else {}
    return (
        day_of(one),
        set_name(one.plan.set),
        strings.VARIANTS[one.plan.variant],
        configuration_name(one.plan.configuration, dict(one.about)),
        str(len(figures.measured(seen.results))) if seen else "–",
        *(tables.number(overall[name][0]) if overall else "–" for name in ("R@1", "R@10")),
        strings.STATES[one.state],
    )


def _on_remove(settings: Settings, user: User, view: Looked) -> None:
    Records(settings).remove(view.record)
    log(settings.store, user, "run", f"remove {view.record}")
    st.query_params.from_dict(write_looked(replace(view, record=0, against=0)))
