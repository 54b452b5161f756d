"""Filters as a reader sees them: each value with the number of documents that it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from index.types import Filters
from ingest.places import successor, taken_in
from ui.about import About


def facet(abouts: Iterable[About], key: str, filters: Filters) -> dict[str, int]:
    """Values of ``key`` with their number of documents under the *other* filters.

    A province counts the papers of those that merged into it, as the filter on it lets them pass. Years run
    from the latest, all else by number of documents, then by name. A value that is chosen stays in the list
    even where nothing is left of it.
    """
    others = {k: v for k, v in filters.items() if k != key}
    own = Counter(value for one in _passing(abouts, others) if (value := value_of(one, key)))
    counts = dict.fromkeys(filters.get(key, ()), 0) | own
    if key == "place":
        names = {*counts, *(new for name in own if (new := successor(name)))}
        counts = {name: sum(own[one] for one in {name, *taken_in(name)}) for name in names}
    if key == "year":
        return dict(sorted(counts.items(), reverse=True))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def left(abouts: Iterable[About], filters: Filters) -> int:
    """How many documents pass all filters."""
    return sum(1 for _ in _passing(abouts, filters))


def merged(counts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Of the provinces of a facet those that stand for others too, each with the others that have papers."""
    both = {name: tuple(old for old in taken_in(name) if counts.get(old)) for name in counts}
    return {name: old for name, old in both.items() if old}


def value_of(about: About, key: str) -> str | None:
    """What a filter on ``key`` compares: a year as digits, a document by its id."""
    return {
        "year": str(about.year) if about.year else None,
        "place": about.place,
        "kind": about.kind,
        "issuer": about.issuer,
        "document": about.id,
    }[key]


def _passing(abouts: Iterable[About], filters: Filters) -> Iterator[About]:
    return (one for one in abouts if all(_passes(one, key, values) for key, values in filters.items()))


def _passes(about: About, key: str, values: Iterable[str]) -> bool:
    accepted = set(values)
    if key == "place":
        accepted |= {old for value in accepted for old in taken_in(value)}
    return value_of(about, key) in accepted
