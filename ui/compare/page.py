"""The page from top to bottom: what is compared, the passage to judge, the rankings side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from eval.judgements.lineup import Lineup, line_up
from eval.judgements.queue import Task, is_done, next_task, tasks
from eval.judgements.sets import set_names, type_question, visible
from eval.judgements.store import Judgements
from eval.judgements.types import Judgement, KeptQuestion, Pooled, pooled
from ingest.types import Passage
from settings import PolicyError, Settings
from ui.access import User
from ui.audit import record
from ui.compare import agreement, exchange, setup, strings
from ui.compare.columns import Shown, columns_html, summary
from ui.compare.desk import Bench, first_set, open_bench
from ui.compare.panel import guide_html, passage_html, scale
from ui.compare.state import Compared, read_compared
from ui.marks import escape
from ui.notices import notice_html

_STYLE = Path(__file__).resolve().parent / "compare.css"


@dataclass(frozen=True)
class Round:
    """One question as one rater meets it.

    Attributes:
        pool: passages to judge in their order, those of other configurations last.
        mine: the rater's judgements of the question, by passage as it reads now.
    """

    bench: Bench
    view: Compared
    rater: str
    queue: Sequence[Task]
    asked: KeptQuestion
    lineup: Lineup
    pool: Mapping[str, Passage]
    mine: Mapping[str, Judgement]

    @property
    def open(self) -> list[str]:
        """Passages that the rater has not judged."""
        return [id for id in self.pool if id not in self.mine]

    @property
    def chosen(self) -> str:
        """The passage in the panel: the one the address names, else the next open one, else the first."""
        if self.view.passage in self.pool:
            return self.view.passage
        return next(iter([*self.open, *self.pool]), "")


def render(settings: Settings, user: User) -> None:
    """Draw the page for the current address."""
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
    kept = Judgements(settings.store)
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


def prepare(bench: Bench, view: Compared, rater: str, questions: Sequence[KeptQuestion]) -> Round:
    """Search the question in every column, pool what came, and see what of it the rater has judged."""
    by_id = {one.question.id: one for one in questions}
    judged = bench.kept.of(view.set)
    id = view.question if view.question in by_id else ""
    id = id or next_task(_queue(bench, by_id, judged, rater)) or next(iter(by_id))
    asked, view = by_id[id], replace(view, question=id)
    with st.spinner(strings.SEARCHING):
        found = _rankings(bench, view, asked)
    passages = {passage.id: passage for ranking in found.values() for passage in ranking}
    bench.kept.pool(view.set, id, map(pooled, passages.values()))
    lineup = line_up(
        {key: [p.id for p in ranking] for key, ranking in found.items()}, id, rater, blind=view.blind
    )
    others = [p for one in bench.kept.pooled(view.set).get(id, ()) if (p := bench.passage(one.passage))]
    pool = {key: passages[key] for key in lineup.pool} | {p.id: p for p in others if p.id not in passages}
    own = [one for one in judged if one.rater == rater and one.question == id]
    mine = {
        key: one for key, passage in pool.items() for one in own if is_done(pooled(passage), [one.pooled])
    }
    return Round(bench, view, rater, _queue(bench, by_id, judged, rater), asked, lineup, pool, mine)


def _rankings(bench: Bench, view: Compared, asked: KeptQuestion) -> dict[str, list[Passage]]:
    """The ranking of each column; one that cannot be searched says so and leaves the others."""
    found: dict[str, list[Passage]] = {}
    for key in setup.columns_of(view, bench):
        try:
            found[key] = bench.ranking(key, asked.question.id, asked.question.question)
        except PolicyError as error:
            title = strings.COLUMN_FAILED.format(setup.name_of(key, bench))
            st.html(notice_html(title, strings.COLUMN_FAILED_HELP, commands=str(error)))
    return found


def _queue(
    bench: Bench, ids: Mapping[str, KeptQuestion], judged: Sequence[Judgement], rater: str
) -> list[Task]:
    """What is to be judged, of passages in documents that are there and that the person may see."""
    pools: dict[str, Sequence[Pooled]] = {
        id: [one for one in rows if one.document in bench.abouts]
        for id, rows in bench.kept.pooled(bench.given.name).items()
    }
    return tasks(list(ids), pools, [one for one in judged if one.pooled.document in bench.abouts], rater)


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
        f"<h1>{escape(question.question)}</h1>{told}</div>"
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
