"""What is compared and by whom: the widgets above the question, which only write the address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from eval.judgements.sets import TYPED, set_names, type_question, visible
from eval.judgements.store import Judgements
from eval.judgements.types import pooled
from settings import Settings
from ui.access import User
from ui.compare import strings
from ui.compare.desk import DEPTH, RUN, Bench
from ui.compare.state import FIRST, LONGEST_NAME, MOST, PARTS, Compared, worded, write_compared
from ui.marks import escape
from ui.state import LONGEST_QUESTION, clean_question


def go(view: Compared) -> None:
    """Make ``view`` the address."""
    st.query_params.from_dict(write_compared(view))


def name_of(key: str, bench: Bench) -> str:
    """What a column is called."""
    if key.startswith(RUN):
        return strings.RUN.format(key.removeprefix(RUN))
    known = bench.columns.get(key)
    return strings.CONFIGURATIONS.get(key) or (known.name if known else "") or key


def columns_of(view: Compared, bench: Bench) -> list[str]:
    """The columns that the address names and that there are; the shipped three where there is none."""
    return [key for key in view.columns if key in bench.columns] or list(FIRST)


def bar(view: Compared, settings: Settings, user: User, bench: Bench | None) -> None:
    """Part of the page, set of questions, and the setup folded away."""
    _follow(view)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="vc_bar"):
        st.segmented_control(
            strings.PART,
            PARTS,
            key="vc_part",
            required=True,
            format_func=strings.PARTS.__getitem__,
            label_visibility="collapsed",
            wrap=True,
            on_change=_on_part,
            args=(view,),
        )
        names = set_names(Judgements(settings))
        st.selectbox(
            strings.SET,
            names,
            key="vc_set",
            format_func=lambda name: strings.SETS.get(name, name),
            label_visibility="collapsed",
            on_change=_on_set,
            args=(view,),
        )
        if bench:
            with st.popover(strings.SETUP, key="vc_setup"):
                _setup(view, user, bench)


def ask_name(view: Compared) -> None:
    """The one thing that is missing before grades can be kept."""
    with st.container(key="vc_name_box"):
        st.text_input(
            strings.RATER_NEEDED,
            key="vc_name_first",
            max_chars=LONGEST_NAME,
            autocomplete="off",
            on_change=_on_name,
            args=(view, "vc_name_first"),
        )
        st.html(f'<p class="vc-why" lang="vi">{escape(strings.RATER_WHY)}</p>')


def ask(view: Compared, user: User, bench: Bench, key: str) -> None:
    """A box for a question that no set holds."""
    st.text_input(
        strings.ASK,
        key=key,
        placeholder=strings.ASK_HINT,
        max_chars=LONGEST_QUESTION,
        autocomplete="off",
        on_change=_on_typed,
        args=(view, bench, user, key),
    )


def _follow(view: Compared) -> None:
    """Set the widgets to what the address says, whenever it has changed."""
    if st.session_state.get("_compared") == view and "vc_set" in st.session_state:
        return
    st.session_state["_compared"] = view
    st.session_state["vc_part"] = view.part
    st.session_state["vc_set"] = view.set
    st.session_state["vc_blind"] = view.blind
    st.session_state["vc_name"] = view.rater
    st.session_state["vc_typed"] = ""
    st.session_state.pop("vc_columns", None)


def _setup(view: Compared, user: User, bench: Bench) -> None:
    if "vc_columns" not in st.session_state:
        st.session_state["vc_columns"] = columns_of(view, bench)
    st.multiselect(
        strings.COLUMNS,
        list(bench.columns),
        key="vc_columns",
        format_func=lambda key: name_of(key, bench),
        max_selections=MOST,
        help=strings.COLUMNS_HELP,
        on_change=_on_setup,
        args=(view,),
    )
    st.toggle(strings.BLIND, key="vc_blind", help=strings.BLIND_HELP, on_change=_on_setup, args=(view,))
    ask(view, user, bench, "vc_typed")
    if not (user.email or user.name):
        st.text_input(
            strings.RATER,
            key="vc_name",
            max_chars=LONGEST_NAME,
            help=strings.RATER_HELP,
            autocomplete="off",
            on_change=_on_name,
            args=(view, "vc_name"),
        )
    if st.button(strings.POOL_ALL, key="vc_pool", help=strings.POOL_ALL_HELP.format(depth=DEPTH)):
        _pool_all(view, bench, user)


def _pool_all(view: Compared, bench: Bench, user: User) -> None:
    """Search every question in every column and pool what comes, with a bar."""
    questions = visible(bench.given, user.documents_allowed, user.email or user.name or view.rater)
    bar = st.progress(0.0)
    for done, one in enumerate(questions, 1):
        found = [
            passage
            for key in columns_of(view, bench)
            for passage in bench.ranking(key, one.question.id, worded(view, one.question).question)
        ]
        bench.kept.pool(bench.given.name, one.question.id, {pooled(passage) for passage in found})
        bar.progress(done / len(questions), strings.POOLING.format(done=done, count=len(questions)))
    st.rerun()


def _on_part(view: Compared) -> None:
    go(replace(view, part=st.session_state["vc_part"], asked=""))


def _on_set(view: Compared) -> None:
    go(replace(view, set=st.session_state["vc_set"], question="", passage="", asked=""))


def _on_setup(view: Compared) -> None:
    chosen = tuple(st.session_state.get("vc_columns", view.columns)) or FIRST
    go(replace(view, columns=chosen, blind=bool(st.session_state.get("vc_blind", view.blind)), asked=""))


def _on_name(view: Compared, key: str) -> None:
    name = " ".join(st.session_state.get(key, "").split())
    go(replace(view, rater=name, asked=""))


def _on_typed(view: Compared, bench: Bench, user: User, key: str) -> None:
    text = clean_question(st.session_state.get(key, ""))
    if text:
        id = type_question(bench.kept, text, user.email or user.name or view.rater)
        go(replace(view, set=TYPED, part=PARTS[0]).at(id))
