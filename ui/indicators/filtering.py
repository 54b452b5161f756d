"""Which figures fulfil what is chosen, and which each further choice would leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ingest.facts.record import STATUSES
from ingest.facts.words import fold
from ui.indicators.figures import Figure
from ui.indicators.naming import fields
from ui.indicators.state import LISTS, Look


def filtered(figures: Iterable[Figure], look: Look) -> list[Figure]:
    """The figures that fulfil every filter of ``look``."""
    return [one for one, missed in _weighed(figures, look) if not missed]


def nearly(figures: Iterable[Figure], look: Look) -> dict[str, list[Figure]]:
    """Under the name of each list of values the figures that fulfil every *other* filter."""
    held: dict[str, list[Figure]] = {name: [] for name in LISTS}
    for one, missed in _weighed(figures, look):
        if len(missed) < 2:
            for name in missed or LISTS:
                held[name].append(one)
    return held


def split(figures: Sequence[Figure], name: str, chosen: Iterable[str]) -> dict[str, list[Figure]]:
    """The figures that each value of a list would let pass, by the values that documents state.

    Places come by number of figures, years from the latest, the others in their own order. A chosen value
    stays even where nothing is left of it.
    """
    held: dict[str, list[Figure]] = {value: [] for value in chosen}
    for value in (value for one in figures for value in _stated(one, name)):
        held.setdefault(value, [])
    for one in figures:
        for value in _passed(one, name, held):
            held[value].append(one)
    known = {"fields": fields(), "statuses": STATUSES}.get(name, ())
    if name == "places":
        return dict(sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0])))
    if name == "years":
        return dict(sorted(held.items(), reverse=True))
    return {value: held[value] for value in (*known, *sorted({*held} - {*known})) if value in held}


def _weighed(figures: Iterable[Figure], look: Look) -> Iterator[tuple[Figure, tuple[str, ...]]]:
    """The figures that fulfil all but the lists of values, each with the lists that it does not fulfil."""
    wanted = [f" {word}" for word in fold(look.words).split()]
    chosen = {name: values for name in LISTS if (values := frozenset(getattr(look, name)))}
    for one in figures:
        if (
            (look.norms or one.planned)
            and (not look.document or one.fact.document == look.document)
            and (not wanted or _holds(one, wanted))
        ):
            yield one, tuple(name for name, values in chosen.items() if not any(_passed(one, name, values)))


def _stated(one: Figure, name: str) -> tuple[str, ...]:
    """The values of a list that a figure states; of a period its first and its last year."""
    if name == "years":
        period = one.fact.period
        return (str(period.first), str(period.last)) if period else ()
    value = {"places": one.fact.place, "statuses": one.fact.status, "fields": one.field}[name]
    return (value,) if value else ()


def _passed(one: Figure, name: str, values: Collection[str]) -> Iterator[str]:
    """The values that let a figure pass: any year of its period."""
    if name != "years":
        yield from (value for value in _stated(one, name) if value in values)
    elif period := one.fact.period:
        yield from (year for year in values if period.first <= int(year) <= period.last)


def _holds(one: Figure, wanted: Collection[str]) -> bool:
    name = f" {fold(one.fact.indicator)} {fold(one.name)}"
    return all(word in name for word in wanted)
