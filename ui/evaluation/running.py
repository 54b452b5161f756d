"""A new measurement, and how far those under way have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import streamlit as st

from eval.judgements.configurations import configurations
from eval.judgements.sets import set_names
from eval.judgements.store import Judgements
from eval.records.store import Records
from eval.records.types import Plan, Record
from eval.records.work import start
from eval.sets import VARIANTS
from settings import Settings
from ui.access import User
from ui.audit import record
from ui.evaluation import strings
from ui.evaluation.names import configuration_name, named, plan_parts, set_name
from ui.marks import escape, escape_markdown

_LOOK = 1.0  # seconds between looks at what runs
_BEGUN = 20.0  # seconds in which a worker has begun


def new_run(settings: Settings, user: User) -> None:
    """The form that puts evaluations into the queue."""
    known = configurations(settings.store)
    with st.popover(strings.NEW, key="ve_new", type="primary"):
        sets = st.multiselect(
            strings.SETS,
            set_names(Judgements(settings)),
            default=["bundled"],
            key="ve_sets",
            format_func=set_name,
        )
        chosen = st.multiselect(
            strings.CONFIGURATIONS,
            list(known),
            default=["hybrid"],
            key="ve_configurations",
            format_func=lambda key: configuration_name(key, {"name": known[key].name}),
        )
        variants = st.multiselect(
            strings.VARIANTS_LABEL,
            list(VARIANTS),
            default=["plain"],
            key="ve_variants",
            format_func=strings.VARIANTS.__getitem__,
        )
        answers = st.toggle(strings.ANSWERS_TOO, key="ve_answers", help=strings.ANSWERS_HELP)
        plans = [Plan(*one, answers=answers) for one in product(sets, variants, chosen)]
        st.html(f'<p class="vc-note" lang="vi">{escape(_told(len(plans)))}</p>')
        st.button(
            strings.RUN,
            key="ve_run",
            type="primary",
            disabled=not plans,
            on_click=_on_run,
            args=(settings, user),
        )


def progress(settings: Settings, user: User, begun: Sequence[Record]) -> None:
    """Bars of what is under way, looked at again every second until it is over."""
    if not any(one.state in ("waiting", "running") for one in begun):
        return
    st.fragment(_bars, run_every=_LOOK)(settings, user)


def _bars(settings: Settings, user: User) -> None:
    records = Records(settings).all()
    running = [one for one in records if one.state == "running"]
    waiting = [one for one in records if one.state == "waiting"]
    if not running and not waiting:
        st.rerun(scope="app")
    with st.container(key="ve_progress"):
        for one in running:
            st.progress(one.done / one.total if one.total else 0.0, escape_markdown(_how_far(one, user)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if waiting:
                line = strings.WAITING.format(count=len(waiting))
                st.html(f'<p class="vc-note" role="status" lang="vi">{escape(line)}</p>')
            if waiting and not running and _left(waiting[-1]):
                st.button(strings.RESUME, key="ve_resume", on_click=_start, args=(settings,))
            st.button(strings.STOP, key="ve_stop", on_click=_on_stop, args=(settings, user))


def _left(one: Record) -> bool:
    """Whether nobody has begun it though there was time to."""
    return (datetime.now(UTC) - datetime.fromisoformat(one.at)).total_seconds() > _BEGUN


def _how_far(one: Record, user: User) -> str:
    name = " · ".join(plan_parts(one))
    if not one.total:
        return strings.PREPARING.format(name=name)
    if user.documents_allowed is not None:  # how many questions there are tells of documents
        return strings.RUNNING_SHARE.format(name=name, share=100 * one.done // one.total)
    return strings.RUNNING.format(name=name, done=one.done, total=one.total)


def _told(count: int) -> str:
    return f"{strings.RUNS.format(count=count)} {strings.BACKGROUND}" if count else strings.CHOOSE


def _on_run(settings: Settings, user: User) -> None:
    """What is chosen at the click, which may come before the page was drawn with the last choice."""
    state = st.session_state
    chosen = product(state["ve_sets"], state["ve_variants"], state["ve_configurations"])
    plans = [Plan(*one, answers=bool(state["ve_answers"])) for one in chosen]
    if not plans:
        return
    Records(settings).plan(plans, user.email or user.name)
    told = {f"{one.set}/{one.variant}/{one.configuration}": None for one in plans}
    record(settings.store, user, "run", named(told))
    _start(settings)


def _start(settings: Settings) -> None:
    start(replace(settings, store=settings.store.resolve(), models=settings.models.resolve()))


def _on_stop(settings: Settings, user: User) -> None:
    Records(settings).stop()
    record(settings.store, user, "run", "stop")
