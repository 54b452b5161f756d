"""How far raters agree over a set, what they graded, and where they differ most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from eval.judgements.agreement import Agreement, Pair, agreement
from eval.judgements.types import Judgement, KeptQuestion
from ui.about import title_of
from ui.compare import strings
from ui.compare.desk import Bench
from ui.compare.state import Compared, address
from ui.marks import escape
from ui.notices import notice_html

_MOST = 12  # disputed passages shown
# Landis & Koch (1977): up to each bound the agreement is called slight, fair, moderate, substantial.
_BOUNDS = (0.2, 0.4, 0.6, 0.8)


def draw(bench: Bench, questions: Sequence[KeptQuestion], view: Compared) -> None:
    """The part of the page."""
    st.html(f'<div class="vc-question" lang="vi"><h1>{escape(strings.PARTS["dong-thuan"])}</h1></div>')
    judged = seen(bench, questions)
    raters = sorted({one.rater for one in judged})
    if len(raters) < 2:
        st.html(notice_html(strings.NO_AGREEMENT, strings.NO_AGREEMENT_HELP))
        if judged:
            st.html(_per_rater(judged))
        return
    chosen = st.multiselect(strings.RATERS, raters, default=raters, key="vc_raters") or raters
    judged = [one for one in judged if one.rater in chosen]
    found = agreement(judged)
    st.html(_whole(found) + _pairs(found.pairs))
    st.html(_per_rater(judged) + _disputed(bench, questions, judged, view))


def seen(bench: Bench, questions: Sequence[KeptQuestion]) -> list[Judgement]:
    """The judgements that the person may know of: of these questions, in documents that show."""
    ids = {one.question.id for one in questions}
    return [
        one
        for one in bench.kept.of(bench.given.name)
        if one.question in ids and one.pooled.document in bench.abouts
    ]


def part_html(title: str) -> str:
    """The heading of a part of the page."""
    return f'<h2 class="vc-part" lang="vi">{escape(title)}</h2>'


def table_html(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose cells are plain text, the first of each row its heading."""
    shown = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="vc-table" lang="vi" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{shown}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def number(value: float | None, digits: int = 2) -> str:
    """``"0,47"``; in words where it cannot be told."""
    return strings.UNDEFINED if value is None else f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def _strength(value: float) -> str:
    return strings.STRENGTH[sum(value > bound for bound in _BOUNDS)]


def _whole(found: Agreement) -> str:
    if not found.items:
        return f'<p class="vc-note" lang="vi">{escape(strings.FLEISS_NONE)}</p>'
    value = number(found.fleiss)
    said = f" ({_strength(found.fleiss)})" if found.fleiss is not None else ""
    return (
        f'<div class="vc-kappa" lang="vi"><p>{escape(strings.FLEISS.format(count=len(found.raters)))}</p>'
        f'<p class="vc-value">{escape(value)}<span>{escape(said)}</span></p>'
        f"<p>{escape(strings.FLEISS_ITEMS.format(items=found.items))}</p>"
        f"<p>{escape(strings.AGREEMENT_LEAD)}</p></div>"
    )


def _pairs(pairs: Sequence[Pair]) -> str:
    rows = [
        (
            f"{pair.a} – {pair.b}",
            str(pair.items),
            number(100 * pair.same, 0) + "%" if pair.same is not None else strings.UNDEFINED,
            number(pair.kappa) + (f" ({_strength(pair.kappa)})" if pair.kappa is not None else ""),
            "–" if pair.low is None else f"{number(pair.low)} đến {number(pair.high)}",
            number(pair.weighted),
        )
        for pair in pairs
    ]
    return table_html(strings.PAIRS, strings.PAIR_HEAD, rows) + (
        f'<p class="vc-note" lang="vi">{escape(strings.WEIGHTED_HELP)}</p>'
    )


def _per_rater(judged: Sequence[Judgement]) -> str:
    counts: dict[str, Counter[int | None]] = defaultdict(Counter)
    for one in judged:
        counts[one.rater][one.grade] += 1
    rows = [
        (rater, str(row.total()), *(str(row[grade]) for grade in (0, 1, 2, 3, None)))
        for rater, row in sorted(counts.items())
    ]
    return table_html(strings.PER_RATER, strings.PER_RATER_HEAD, rows)


def _disputed(
    bench: Bench, questions: Sequence[KeptQuestion], judged: Sequence[Judgement], view: Compared
) -> str:
    """Passages by how far their grades lie apart, each a way to look at it again."""
    grades: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one in judged:
        if one.grade is not None:
            grades[one.question, one.pooled.passage][one.rater] = one.grade
    apart = {key: max(row.values()) - min(row.values()) for key, row in grades.items()}
    worst = sorted((key for key in apart if apart[key]), key=lambda key: (-apart[key], key))[:_MOST]
    asked = {one.question.id: one.question.question for one in questions}
    items = "".join(
        f'<li><a class="vb-open" href="{escape(address(replace(view, part="cham").at(*key)))}">'
        f"{escape(asked[key[0]])}</a><span>{escape(_document(bench, key[1]))}</span>"
        f"<b>{escape(' · '.join(f'{name}: {grade}' for name, grade in sorted(grades[key].items())))}</b></li>"
        for key in worst
    )
    if not items:
        return ""
    head = f"<h2>{escape(strings.DISPUTED)}</h2>"
    return f'<section class="vc-disputed" lang="vi">{head}<ul>{items}</ul></section>'


def _document(bench: Bench, passage: str) -> str:
    found = bench.passage(passage)
    if found is None:
        return passage
    return f"{title_of(bench.abouts.get(found.document), found.document)} · {found.label}"
