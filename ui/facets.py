"""Filters as a reader sees them: each value with the number of documents that it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.types import Filters
from ui.about import About


def facet(abouts: Iterable[About], key: str, filters: Filters) -> dict[str, int]:
    """Values of ``key`` with their number of documents under the *other* filters.

    Years run from the latest, all else by number of documents, then by name. A value that is chosen
    stays in the list even where nothing is left of it.
    """
    counts: Counter[str] = Counter(dict.fromkeys(filters.get(key, ()), 0))
    for about in abouts:
        if all(value_of(about, other) in values for other, values in filters.items() if other != key):
            counts.update([value] if (value := value_of(about, key)) else [])
    if key == "year":
        return dict(sorted(counts.items(), reverse=True))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def value_of(about: About, key: str) -> str | None:
    """What a filter on ``key`` compares: a year as digits, a document by its id."""
    return {
        "year": str(about.year) if about.year else None,
        "place": about.place,
        "kind": about.kind,
        "issuer": about.issuer,
        "document": about.id,
    }[key]
