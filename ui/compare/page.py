"""The page from top to bottom: what is compared, the passage to judge, the rankings side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from eval.judgements.queue import Task, next_task
from eval.judgements.sets import set_names, type_question, visible
from eval.judgements.store import Judgements
from eval.judgements.types import KeptQuestion, pooled
from settings import Settings
from ui.access import User
from ui.audit import record
from ui.chips import chip
from ui.compare import agreement, exchange, setup, strings
from ui.compare.columns import Shown, columns_html, summary
from ui.compare.desk import Bench, first_set, open_bench
from ui.compare.panel import guide_html, passage_html, scale
from ui.compare.round import Round, prepare
from ui.compare.state import PLAIN, Compared, address, read_compared
from ui.marks import escape
from ui.notices import notice_html

_STYLE = Path(__file__).resolve().parent / "compare.css"


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address."""
    if not user.can("review"):
        st.html(notice_html(strings.NOT_ALLOWED))
        return
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    with st.spinner(strings.LOADING):
        view = read_view(settings, user)
        rater = rater_of(view, user)
        bench = open_bench(view.set, settings, user)
    questions = visible(bench.given, user.documents_allowed, rater) if bench else ()
    setup.bar(view, settings, user, bench)
    if bench is None:
        st.html(notice_html(strings.NO_SET, strings.NO_SET_HELP))
    elif view.part == "dong-thuan":
        agreement.draw(bench, questions, view)
    elif view.part == "trao-doi":
        exchange.draw(bench, questions, view, rater)
    elif not questions:
        _no_questions(bench, view)
    else:
        _judge(bench, view, rater, questions)


def read_view(settings: Settings, user: User) -> Compared:
    """The address, with the set filled in and a question that a link carries in words kept."""
    view = read_compared({key: st.query_params.get_all(key) for key in st.query_params})
    kept = Judgements(settings)
    if view.asked:
        view = view.at(type_question(kept, view.asked, rater_of(view, user)))
    if view.set in set_names(kept):
        return view
    return replace(view, set=first_set(settings), question="", passage="")


def rater_of(view: Compared, user: User) -> str:
    """Under which name the person judges: the signed-in address, else the name given on the page."""
    return user.email or user.name or view.rater


def _no_questions(bench: Bench, view: Compared) -> None:
    limited = bench.user.documents_allowed is not None and bench.given.questions
    help = strings.NO_QUESTIONS_LIMITED if limited else strings.NO_QUESTIONS_TYPED
    st.html(notice_html(strings.NO_QUESTIONS, help))
    setup.ask(view, bench.user, bench, "vc_typed_first")


def _judge(bench: Bench, view: Compared, rater: str, questions: Sequence[KeptQuestion]) -> None:
    now = prepare(bench, view, rater, questions)
    _question(now, questions)
    if not now.pool:
        st.html(notice_html(strings.NO_HITS, strings.NO_HITS_HELP))
        return
    with st.container(key="vc_first"):  # stands though it is empty: what follows keeps its place
        if not rater:
            setup.ask_name(now.view)
        elif not now.open:
            st.html(_finished(now))
    _panel(now)
    _columns(now)


def _question(now: Round, questions: Sequence[KeptQuestion]) -> None:
    ids = [one.question.id for one in questions]
    at = ids.index(now.view.question)
    st.html(_heading(now, at, len(ids)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="vc_ways"):
        _way(strings.PREVIOUS, "vc_previous", now.view.at(ids[at - 1]), "p")
        _way(strings.NEXT, "vc_next", now.view.at(ids[(at + 1) % len(ids)]), "s")
        onward = next_task(now.queue, now.view.question)
        _way(strings.NEXT_OPEN, "vc_open", now.view.at(onward or ""), "n", disabled=onward is None)
        st.html(f'<p class="vc-progress" lang="vi">{escape(_progress(now.queue))}</p>')


def _heading(now: Round, at: int, count: int) -> str:
    question = now.asked.question
    wanted = question.answer or "; ".join(one.answer for one in question.answers)
    if question.kind == "none":
        expected = strings.NONE_EXPECTED
    else:
        expected = strings.EXPECTED.format(wanted) if wanted else strings.NO_EXPECTED
    told = (
        ""
        if now.asked.typed
        else f"<details><summary>{escape(strings.GUIDE_ANSWER)}</summary>{escape(expected)}</details>"
    )
    return (
        f'<div class="vc-question" lang="vi"><p class="vc-count">'
        f"{escape(strings.QUESTION.format(at=at + 1, count=count))}</p>"
        f"<h1>{escape(question.question)}</h1>{_worded(now.view)}{told}</div>"
    )


def _worded(view: Compared) -> str:
    """How the question is typed, where that is not as in the set, with the way back."""
    if view.variant == PLAIN:
        return ""
    return (
        f'<p class="vb-chips">{chip(strings.WORDED[view.variant], address(replace(view, variant=PLAIN)))}</p>'
    )


def _progress(queue: Sequence[Task]) -> str:
    if queue and not any(task.open for task in queue):
        return strings.ALL_DONE
    done = sum(not task.open for task in queue)
    graded, total = (sum(getattr(task, name) for task in queue) for name in ("done", "pooled"))
    return strings.PROGRESS.format(done=done, count=len(queue), graded=graded, pooled=total)


def _way(label: str, key: str, view: Compared, shortcut: str, *, disabled: bool = False) -> None:
    st.button(
        label, key=key, shortcut=shortcut, type="tertiary", disabled=disabled, on_click=setup.go, args=(view,)
    )


def _panel(now: Round) -> None:
    ids = list(now.pool)
    at = ids.index(now.chosen)
    passage = now.pool[now.chosen]
    given = now.mine.get(now.chosen)
    with st.container(key="vc_panel"):
        left, right = st.columns([2.4, 1], gap="medium")
        with left:
            about = now.bench.abouts.get(passage.document)
            st.html(passage_html(passage, about, now.asked.question.question, at + 1, len(ids)))
        with right:
            scale(
                given.grade if given else None,
                given is not None,
                lambda grade: _grade(now, grade),
                lambda: _undo(now),
                disabled=not now.rater,
            )
            with st.container(horizontal=True, gap="small"):
                _way(strings.BACK, "vc_back", now.view.at(now.view.question, ids[at - 1]), "u")
                _way(
                    strings.FORWARD,
                    "vc_forward",
                    now.view.at(now.view.question, ids[(at + 1) % len(ids)]),
                    "j",
                )
            st.html(guide_html())


def _finished(now: Round) -> str:
    names = ", ".join(
        f"{letter} – {setup.name_of(column.key, now.bench)}"
        for letter, column in zip("ABC", now.lineup.columns, strict=False)
    )
    said = strings.REVEAL.format(names) if now.view.blind else ""
    return notice_html(strings.POOL_DONE.format(count=len(now.pool)), said, strings.POOL_DONE_HINT)


def _grade(now: Round, grade: int | None) -> None:
    passage, question = now.pool[now.chosen], now.view.question
    now.bench.kept.judge(now.view.set, question, pooled(passage), now.rater, grade)
    shown = "?" if grade is None else str(grade)
    what = f"{now.view.set}/{question}/{passage.id}"
    record(now.bench.settings.store, now.bench.user, "judge", what, f"{now.rater}: {shown}")
    ids = list(now.pool)
    at = ids.index(passage.id)
    left = [id for id in (*ids[at + 1 :], *ids[:at]) if id not in now.mine]
    setup.go(now.view.at(question, left[0] if left else passage.id))


def _undo(now: Round) -> None:
    passage = now.bench.kept.undo(now.view.set, now.view.question, now.rater)
    if passage:
        what = f"{now.view.set}/{now.view.question}/{passage}"
        record(now.bench.settings.store, now.bench.user, "judge", what, f"{now.rater}: undo")
        setup.go(now.view.at(now.view.question, passage))


def _columns(now: Round) -> None:
    hidden = now.view.blind and bool(now.open)
    names = {} if hidden else {c.key: setup.name_of(c.key, now.bench) for c in now.lineup.columns}
    st.html(
        columns_html(
            Shown(
                now.lineup,
                now.pool,
                now.bench.abouts,
                names,
                {id: one.grade for id, one in now.mine.items()},
                now.chosen,
                now.asked.question.question,
                now.view,
            )
        )
    )
    lone = (
        strings.LONE_COLUMN if len(now.lineup.columns) < 2 else f"{summary(now.lineup)}. {strings.CONNECTORS}"
    )
    st.html(f'<p class="vc-note" lang="vi">{escape(lone)} {escape(strings.KEYS)}</p>')
