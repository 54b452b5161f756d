"""Rows of a table that the search found a part of: the row of the place or organ asked about stands in it,
however far down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from answer.question import Asked
from index.types import Hit
from ingest.facts.cells import Row
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.words import fold

_NEAREST = 8  # hits whose tables are read on
_RUN = 3  # syllables of a label in a row that the question says
_LONGEST = 12  # syllables of a row's name that the question can say


def rows_beside(
    asked: Asked, hits: Iterable[Hit], readings: Mapping[str, Reading]
) -> Iterator[tuple[Sentence, Reading, Hit]]:
    """Rows of the same tables as those of the first hits that bear a name which the question says."""
    said, places = f" {fold(asked.text)} ", [fold(place) for place in asked.places]
    seen: set[tuple[str, str]] = set()
    for hit in list(hits)[:_NEAREST]:
        reading = readings[hit.passage.document]
        tables = {
            one.lead  # rows of one table, or of one part of it, stand below the same words
            for one in reading.within(hit.passage.start, hit.passage.end)
            if one.row is not None and one.lead and (hit.passage.document, one.lead) not in seen
        }
        seen |= {(hit.passage.document, lead) for lead in tables}
        for one in reading.rows_below(tables):
            if one.row is not None and _named(one.row, said, places):
                yield one, reading, hit


def rows_of_others(asked: Asked, found: Iterable[Sentence]) -> frozenset[Sentence]:
    """Rows that name none of what the question names, where a row of the same table does."""
    rows = {one: _bears(one, one.row, asked.names) for one in found if one.row is not None and asked.names}
    tables = {one.lead for one, bears in rows.items() if bears}
    return frozenset(one for one, bears in rows.items() if one.lead in tables and not bears)


def _bears(sentence: Sentence, row: Row, names: tuple[str, ...]) -> bool:
    over = (part.text for part in (*row.groups, row.parent) if part is not None)
    text = f" {fold(' '.join((sentence.text, *over)))} "
    return any(f" {name} " in text for name in names)


def _named(row: Row, said: str, places: Sequence[str]) -> bool:
    label, name = row.called
    if label and _says(label.split(), said):
        return True
    if not 1 < len(name.split()) <= _LONGEST and name not in places:
        return False
    return f" {name} " in said or any(f" {name} ".endswith(f" {place} ") for place in places)


def _says(label: list[str], said: str) -> bool:
    """Whether a question says so much of a label: "thời gian giải quyết" of "Tổng thời gian giải quyết"."""
    runs = (label[at : at + _RUN] for at in range(max(1, len(label) - _RUN + 1)))
    return any(f" {' '.join(run)} " in said for run in runs if len(run) == _RUN)
