"""The rankings side by side as HTML: one passage, one number, one colour; lines from column to column."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from eval.judgements.lineup import Column, Lineup, Place
from ingest.types import Passage
from ui.about import About, title_of, where_of
from ui.compare import strings
from ui.compare.state import Compared, address
from ui.marks import escape, excerpt, marked, matches
from ui.reading import read

COLOURS = 8  # classes vc-c1 … vc-c8 of the style sheet, used in turn
_EXCERPT = 150  # characters; two lines of a column
LETTERS = "ABC"
ROW = 6.75  # rem; height of an item, as in the style sheet
GAPS = {2: 4.0, 3: 2.5}  # rem between so many columns


@dataclass(frozen=True, slots=True)
class Shown:
    """What the columns are drawn from.

    Attributes:
        names: what each column is called; empty where names are hidden.
        grades: the rater's own, by passage; ``None`` where it could not be told.
        chosen: the passage in the panel.
    """

    lineup: Lineup
    passages: Mapping[str, Passage]
    abouts: Mapping[str, About]
    names: Mapping[str, str]
    grades: Mapping[str, int | None]
    chosen: str
    question: str
    view: Compared


def columns_html(shown: Shown) -> str:
    """All columns; every foreign text in it is escaped."""
    columns = shown.lineup.columns
    colours = colours_of(shown.lineup)
    parts: list[str] = []
    for at, column in enumerate(columns):
        if at:
            parts.append(_lines(columns[at - 1], column, colours, GAPS[len(columns)]))
        parts.append(_column(at, column, colours, shown))
    return (
        f'<div class="vc-grid" lang="vi" data-columns="{len(columns)}" role="group" '
        f'aria-label="{escape(strings.TITLE)}">{"".join(parts)}</div>'
    )


def summary(lineup: Lineup) -> str:
    """``"7 đoạn chung, 5 đoạn chỉ ở một cột"``."""
    only = sum(place.only_here for column in lineup.columns for place in column.places)
    return strings.SAME.format(same=len(lineup.pool) - only, only=only)


def colours_of(lineup: Lineup) -> dict[str, int]:
    """A colour for each passage that two columns share, in the order of the first; the rest have none."""
    shared = [p.passage for column in lineup.columns for p in column.places if not p.only_here]
    if len(lineup.columns) < 2:
        return {}
    return {id: n % COLOURS + 1 for n, id in enumerate(dict.fromkeys(shared))}


def _column(at: int, column: Column, colours: Mapping[str, int], shown: Shown) -> str:
    letter = LETTERS[at]
    name = shown.names.get(column.key, "")
    heading = f"<b>{letter}</b> {escape(name)}" if name else escape(strings.COLUMN.format(letter))
    items = "".join(_item(place, colours.get(place.passage, 0), at, shown) for place in column.places)
    body = f"<ol>{items}</ol>" if items else f'<p class="vc-none">{escape(strings.EMPTY_COLUMN)}</p>'
    return f'<section class="vc-column"><h2>{heading}</h2>{body}</section>'


def _item(place: Place, colour: int, at: int, shown: Shown) -> str:
    passage = shown.passages[place.passage]
    title = title_of(shown.abouts.get(passage.document), passage.document)
    here = ' aria-current="true"' if place.passage == shown.chosen else ""
    label = strings.SELECT.format(number=place.number, title=title)
    return (
        f'<li class="vc-item vc-c{colour}"><a class="vb-open" href="'
        f'{escape(address(shown.view.at(shown.view.question, place.passage)))}"{here} '
        f'aria-label="{escape(label)}"><span class="vc-top"><b class="vc-n">{place.number}</b>'
        f'<span class="vc-title">{escape(_where(passage, shown) or title)}</span></span>'
        f'<span class="vc-text">{_text(passage, shown.question)}</span></a>'
        f'<p class="vc-facts">{_facts(place, at, shown)}</p></li>'
    )


def _where(passage: Passage, shown: Shown) -> str:
    about = shown.abouts.get(passage.document)
    where = where_of(about.place, about.year) if about else ""
    return " · ".join(part for part in (where, passage.label) if part)


def _text(passage: Passage, question: str) -> str:
    text = read(passage.text).line
    spans = matches(text, question)
    start, end = excerpt(text, spans, _EXCERPT)
    inner = marked(text[start:end], [(a - start, b - start) for a, b in spans if b > start and a < end])
    return ("… " if start else "") + inner


def _facts(place: Place, at: int, shown: Shown) -> str:
    rank = f"<span>{escape(strings.RANK.format(place.rank))}</span>"
    return rank + _moved(place, at, shown.lineup) + _grade(shown.grades, place.passage)


def _moved(place: Place, at: int, lineup: Lineup) -> str:
    if place.only_here:
        return f'<span class="vc-only">{escape(strings.ONLY_HERE)}</span>'
    if not at or len(lineup.columns) < 2:
        return ""
    if place.moved is None:
        return f"<span>{escape(strings.NOT_FIRST)}</span>"
    if not place.moved:
        return ""
    sign, said = (strings.UP, strings.UP_SAID) if place.moved > 0 else (strings.DOWN, strings.DOWN_SAID)
    by = abs(place.moved)
    return (
        f'<span class="vc-moved" aria-hidden="true">{escape(sign.format(by))}</span>'
        f'<span class="vb-unseen">{escape(said.format(by))}</span>'
    )


def _grade(grades: Mapping[str, int | None], passage: str) -> str:
    if passage not in grades:
        return ""
    grade = grades[passage]
    if grade is None:
        return f'<span class="vc-grade" title="{escape(strings.UNSURE)}">?</span>'
    said = f"{grade}: {strings.GRADES[grade]}"
    return (
        f'<span class="vc-grade vc-g{grade}" title="{escape(said)}"><span aria-hidden="true">{grade}</span>'
        f'<span class="vb-unseen">{escape(strings.MINE.format(said))}</span></span>'
    )


def _lines(left: Column, right: Column, colours: Mapping[str, int], gap: float) -> str:
    """Lines from each shared passage's place in one column to its place in the next, as turned bars."""
    there = {place.passage: place.rank for place in right.places}
    pairs = [(p.rank, there[p.passage], colours[p.passage]) for p in left.places if p.passage in there]
    bars = "".join(_bar(a, b, colour, gap) for a, b, colour in pairs)
    return f'<div class="vc-lines" aria-hidden="true">{bars}</div>'


def _bar(left: int, right: int, colour: int, gap: float) -> str:
    down = (right - left) * ROW
    turn, length = math.degrees(math.atan2(down, gap)), math.hypot(down, gap)
    top = (left - 0.5) * ROW
    return (
        f'<i class="vc-c{colour}" '
        f'style="top:{top:.3f}rem;width:{length:.3f}rem;transform:rotate({turn:.2f}deg)"></i>'
    )
