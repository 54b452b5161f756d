"""Answers of several places beside each other: a line a place, the highest first, and how far they part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answer.overview import Spread, in_order, spread
from answer.types import Answer, Citation
from ui import strings
from ui.about import About, title_of
from ui.marks import escape
from ui.reading import read
from ui.state import View, address

_LONGEST = 72  # characters of an answer in a cell; of a longer one its card tells


def beside_html(answer: Answer, abouts: Mapping[str, About], view: View) -> str:
    """A table of the answers as HTML, every foreign text in it escaped; empty where one place answers."""
    answers = in_order(answer.answers)
    short = all(len(read(one.text).line) <= _LONGEST for one in answers)
    if len({one.place for one in answers if one.place}) < 2 or not short:
        return ""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in strings.BESIDE_HEADS)
    rows = "".join(_row(one, abouts.get(one.document), view) for one in answers)
    apart = spread(answers)
    return (
        f'<div class="vb-grid vb-beside" tabindex="0" role="region" aria-label="{escape(strings.BESIDE)}">'
        f"<table><caption>{escape(strings.BESIDE)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>" + (_apart(apart) if apart else "")
    )


def _row(one: Citation, about: About | None, view: View) -> str:
    when = one.period or (strings.YEAR.format(one.year) if one.year else "")
    said = " · ".join(part for part in (when, strings.STATUS.get(one.status or "", "")) if part)
    href = address(view.opened(one.document, one.start, one.end))
    title = escape(title_of(about, one.document))
    cells: Sequence[str] = (
        f"<strong>{escape(read(one.text).line)}</strong>",
        escape(said),
        f'<a class="vb-open" href="{escape(href)}">{title}</a>',
    )
    place = f'<th scope="row">{escape(one.place or strings.NO_PLACE)}</th>'
    return f"<tr>{place}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _apart(apart: Spread) -> str:
    low, high = (
        f"{read(one.text).line} ({one.place or one.document})" for one in (apart.lowest, apart.highest)
    )
    return f'<p class="vb-apart">{escape(strings.APART.format(low, high))}</p>'
