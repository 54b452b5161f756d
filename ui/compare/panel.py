"""The passage that is judged, whole, with the scale beside it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ingest.types import Passage
from ui.about import About, number_of, title_of, where_of
from ui.compare import strings
from ui.marks import escape, marked, matches
from ui.reading import read
from ui.state import View, address

KEYS = ("0", "1", "2", "3")
Graded = Callable[[int | None], None]


def passage_html(passage: Passage, about: About | None, question: str, number: int, count: int) -> str:
    """The passage with its source; every foreign text in it is escaped."""
    title = title_of(about, passage.document)
    text = read(passage.text).text
    steps = [line for line in (read(heading).line for heading in passage.headings) if line and line != title]
    path = "".join(f"<span>{escape(step)}</span>" for step in steps)
    facts = [where_of(about.place, about.year) if about else "", number_of(about), passage.label]
    opened = address(View(q=question).opened(passage.document, passage.start, passage.end))
    return (
        f'<article class="vc-passage" lang="vi"><p class="vc-count">'
        f"{escape(strings.PASSAGE.format(number=number, count=count))}</p><h2>{escape(title)}</h2>"
        + (f'<p class="vb-path">{path}</p>' if path else "")
        + f'<div class="vc-body" tabindex="0" role="region" aria-label="{escape(strings.PANEL)}">'
        f'<p class="vb-text">{marked(text, matches(text, question))}</p></div>'
        f'<p class="vb-facts">{"".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)}</p>'
        f'<p class="vb-actions"><a href="{escape(opened)}" class="vb-open">{escape(strings.OPEN)}</a></p>'
        "</article>"
    )


def guide_html() -> str:
    """What each grade means."""
    rows = "".join(
        f"<dt>{grade}</dt><dd>{escape(f'{name}: {means}')}</dd>"
        for grade, (name, means) in enumerate(zip(strings.GRADES, strings.GRADE_MEANS, strict=True))
    )
    return (
        f'<details class="vc-guide" lang="vi"><summary>{escape(strings.GUIDE)}</summary>'
        f"<dl>{rows}</dl></details>"
    )


def scale(given: int | None, judged: bool, grade: Graded, undo: Callable[[], None], disabled: bool) -> None:
    """The four grades and what goes with them as buttons with keys; the one given is set off."""
    with st.container(key="vc_scale", gap="small"):
        for value, key in enumerate(KEYS):
            st.button(
                strings.GRADES[value],
                key=f"vc_grade_{value}",
                shortcut=key,
                type="primary" if judged and given == value else "secondary",
                width="stretch",
                disabled=disabled,
                on_click=grade,
                args=(value,),
            )
        with st.container(horizontal=True, gap="small"):
            st.button(
                strings.UNSURE,
                key="vc_unsure",
                shortcut="k",
                type="primary" if judged and given is None else "tertiary",
                disabled=disabled,
                on_click=grade,
                args=(None,),
            )
            st.button(
                strings.UNDO, key="vc_undo", shortcut="z", type="tertiary", disabled=disabled, on_click=undo
            )
