"""Judgements, questions and runs as files: out of the program, and into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st
from ir_measures import ScoredDoc

from eval import trec
from eval.judgements import exchange
from eval.judgements.sets import RESERVED
from eval.judgements.types import Judgement, KeptQuestion
from eval.measures import ranking
from eval.questions import EvalError
from ui.audit import record
from ui.compare import setup, strings
from ui.compare.agreement import part_html, seen
from ui.compare.desk import Bench
from ui.compare.state import LONGEST_NAME, Compared, worded
from ui.marks import escape, escape_markdown
from ui.notices import notice_html

_KINDS = ("questions", "qrels", "run")


def draw(bench: Bench, questions: Sequence[KeptQuestion], view: Compared, rater: str) -> None:
    """The part of the page."""
    st.html(f'<div class="vc-question" lang="vi"><h1>{escape(strings.PARTS["trao-doi"])}</h1></div>')
    left, right = st.columns(2, gap="large")
    with left:
        _out(bench, questions, view)
    with right:
        _into(bench, questions, rater)


def _out(bench: Bench, questions: Sequence[KeptQuestion], view: Compared) -> None:
    st.html(part_html(strings.EXPORT))
    judged = seen(bench, questions)
    if not judged:
        st.html(notice_html(strings.NOTHING_GRADED))
    else:
        _graded(bench, questions, judged)
    if questions and st.button(strings.EXPORT_RUNS, key="vc_make_runs"):
        st.session_state["vc_runs"] = (bench.given.name, _runs(bench, questions, view))
    made_for, runs = st.session_state.get("vc_runs", ("", {}))
    for name, text in runs.items() if made_for == bench.given.name else ():
        file = f"{bench.given.name}.{name}.run"
        label = escape_markdown(strings.EXPORT_RUN.format(file))
        st.download_button(label, text, file, "text/plain", key=f"vc_run_{name}", on_click="ignore")
    st.html(f'<p class="vc-note" lang="vi">{escape(strings.EXPORT_HELP)}</p>')


def _graded(bench: Bench, questions: Sequence[KeptQuestion], judged: Sequence[Judgement]) -> None:
    raters = sorted({one.rater for one in judged})
    who = st.selectbox(
        strings.EXPORT_WHO,
        ["", *raters],
        key="vc_export_who",
        format_func=lambda name: name or strings.EVERYONE,
    )
    qrels = exchange.consensus(judged, who or None)
    name = bench.given.name
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            strings.EXPORT_QRELS,
            trec.qrels_text(qrels),
            f"{name}.qrels",
            "text/plain",
            key="vc_qrels",
            on_click="ignore",
        )
        st.download_button(
            strings.EXPORT_QUESTIONS,
            exchange.questions_text([one.question for one in questions], qrels, bench.passage),
            f"{name}.jsonl",
            "application/jsonl",
            key="vc_questions",
            on_click="ignore",
        )


def _runs(bench: Bench, questions: Sequence[KeptQuestion], view: Compared) -> dict[str, str]:
    """A TREC run of each column over all questions, by a name that a file may bear."""
    bar = st.progress(0.0)
    found: dict[str, list[ScoredDoc]] = {key: [] for key in setup.columns_of(view, bench)}
    for done, one in enumerate(questions, 1):
        for key, run in found.items():
            ids = [p.id for p in bench.ranking(key, one.question.id, worded(view, one.question).question)]
            run += ranking(one.question.id, ids)
        bar.progress(done / len(questions), strings.POOLING.format(done=done, count=len(questions)))
    bar.empty()
    names = {key: key.removeprefix("run:").replace(" ", "-") for key in found}
    return {names[key]: trec.run_text(run, names[key]) for key, run in found.items()}


def _into(bench: Bench, questions: Sequence[KeptQuestion], rater: str) -> None:
    st.html(part_html(strings.IMPORT))
    kind = st.radio(strings.UPLOAD_KIND, _KINDS, key="vc_kind", format_func=strings.KINDS.__getitem__)
    with st.form("vc_upload_form", border=False, clear_on_submit=True):
        st.file_uploader(strings.UPLOAD, key="vc_upload", help=strings.UPLOAD_HELP)
        if kind == "qrels":
            st.text_input(strings.UPLOAD_RATER, rater, max_chars=LONGEST_NAME, key="vc_upload_rater")
        st.form_submit_button(
            strings.TAKE_IN, key="vc_take_in", on_click=_on_take_in, args=(bench, questions, kind, rater)
        )
    for told in st.session_state.pop("vc_told", ()):
        told()


def _on_take_in(bench: Bench, questions: Sequence[KeptQuestion], kind: str, rater: str) -> None:
    """Before the page is drawn, so that the new set, run or rater is there to be chosen."""
    if file := st.session_state["vc_upload"]:
        rater = st.session_state.get("vc_upload_rater", rater).strip() if kind == "qrels" else rater
        name = PurePath(file.name).name
        st.session_state["vc_told"] = _take_in(bench, questions, kind, name, file.getvalue(), rater)


def _take_in(
    bench: Bench, questions: Sequence[KeptQuestion], kind: str, name: str, raw: bytes, rater: str
) -> list[Callable[[], object]]:
    """Keep what the file holds; what draws the lines that tell of it."""
    try:
        said = _taken(bench, questions, kind, name, raw.decode("utf-8-sig"), rater)
    except UnicodeDecodeError:
        return [partial(st.html, notice_html(strings.REFUSED, strings.NOT_UTF8))]
    except EvalError as error:
        why = notice_html(strings.REFUSED, getattr(strings, f"REFUSED_{kind.upper()}"))
        return [partial(st.html, why), partial(st.error, escape_markdown(str(error)))]
    record(bench.settings.store, bench.user, "import", f"{bench.given.name}/{name}", kind)
    return [partial(st.success, escape_markdown(said))]


def _taken(
    bench: Bench, questions: Sequence[KeptQuestion], kind: str, name: str, text: str, rater: str
) -> str:
    ids = [one.question.id for one in questions]
    if kind == "questions":
        taken = bench.kept.sets() if bench.user.documents_allowed is not None else {}
        if PurePath(name).stem in (*RESERVED, *taken):  # who sees a part of a set may not write over it
            raise EvalError(strings.RESERVED.format(PurePath(name).stem))
        made, count = exchange.take_questions(bench.kept, name, text, rater)
        return strings.TOOK_QUESTIONS.format(count=count, name=made)
    if kind == "qrels":
        # A name of its own: nobody's grades are written over by a file.
        rater = rater if rater and rater not in _raters(bench) else f"{name} {rater}".strip()
        count = exchange.take_qrels(bench.kept, bench.given.name, name, text, rater, ids)
        return strings.TOOK_QRELS.format(count=count, name=rater)
    tag, count = exchange.take_run(bench.kept, bench.given.name, name, text, ids)
    return strings.TOOK_RUN.format(name=tag, count=count)


def _raters(bench: Bench) -> set[str]:
    return {one.rater for one in bench.kept.of(bench.given.name)}
