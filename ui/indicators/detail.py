"""One indicator opened: every figure of it with the sentence that states it and where that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ui.about import citation_text, source_parts
from ui.indicators import strings
from ui.indicators.figures import Figure, Figures
from ui.indicators.matrix import FIGURES, quote_link, status_of, unit_of, value_of, ways_html
from ui.indicators.state import Look, address
from ui.indicators.table import Row, told
from ui.marks import escape, marked
from ui.reading import read

_NAMES = 4


def head_html(row: Row, look: Look) -> str:
    """The way back, the indicator's name, what it is counted in and what else it is called."""
    back = escape(address(replace(look, row="", part=1)))
    names = sorted({read(one.name).line for one in row.figures} - {read(row.name).line})
    unit = unit_of(row)
    lines = [
        " · ".join(part for part in (row.field, strings.UNIT.format(unit) if unit else "") if part),
        strings.NAMES.format("; ".join(names[:_NAMES]) + ("…" if names[_NAMES:] else "")) if names else "",
    ]
    said = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return (
        f'<div class="vb-indicator" lang="vi"><a class="vb-back" href="{back}">← {escape(strings.BACK)}</a>'
        f"<h1>{escape(read(row.name).line)}</h1>{said}</div>"
    )


def figures_html(row: Row, figures: Figures, look: Look) -> str:
    """The part of the row's figures that ``look`` has in view, with the ways to the others."""
    count = len(row.figures)
    part = min(look.part, -(-count // FIGURES))
    items = "".join(_item(one, row, figures) for one in row.figures[(part - 1) * FIGURES : part * FIGURES])
    ways = ways_html(look, "part", part, count, FIGURES)
    return (
        f'<section class="vb-figures" lang="vi"><h2>{escape(strings.FIGURES)}</h2>{_differing(row)}'
        f"{ways}<ul>{items}</ul>{ways}</section>"
    )


def _differing(row: Row) -> str:
    return f'<p class="vb-differs">≠ {escape(strings.DIFFERS_HELP)}</p>' if row.differing else ""


def _item(one: Figure, row: Row, figures: Figures) -> str:
    fact, info = one.fact, figures.infos.get(one.fact.document)
    where = (fact.place or strings.NO_PLACE, told(fact.period) or strings.NO_PERIOD, status_of(one))
    source = source_parts(info, fact.document, one.label, one.page)
    copied = citation_text(info, fact.document, one.label, one.page, one.words)
    flag = f' <span class="vb-differs">≠ {escape(strings.DIFFERS)}</span>' if one.id in row.differing else ""
    return (
        f'<li><p class="vb-said"><b>{escape(value_of(one))}</b>'
        f"<span>{escape(' · '.join(where))}{flag}</span></p>"
        f'<div><blockquote class="vb-quote">{_quote(one)}</blockquote>'
        f'<p class="vb-source">{_source(source)}</p>'
        f'<p class="vb-actions"><a class="vb-open" href="{escape(quote_link(one))}">'
        f"{escape(strings.OPEN)}</a>"
        f'<button type="button" class="vb-copy" data-copy="{escape(copied)}" '
        f'data-done="{escape(strings.COPIED)}">{escape(strings.COPY)}</button></p></div></li>'
    )


def _source(parts: Sequence[str]) -> str:
    rest = "".join(f"<span>{escape(part)}</span>" for part in parts[1:])
    return f"<cite>{escape(parts[0])}</cite>{rest}"


def _quote(one: Figure) -> str:
    """The sentence with the figure marked; a table row's cells in one line."""
    shown = read(one.words)
    at = shown.span(one.fact.start - one.quote[0], one.fact.end - one.quote[0])
    return marked(shown.text.replace("\n", " "), [at] if at[0] < at[1] else [])
