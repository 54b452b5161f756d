"""Hard filters of a search: which documents may be returned at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from index.content import DocumentInfo
from index.syllables import canonical, is_accented, unaccent
from index.types import FILTER_KEYS, Filters
from ingest.places import MERGED, after_merger
from settings import PolicyError

# What stands before the name of a place; "Bắc Giang" and "tỉnh Bắc Giang" are one.
_LEVEL = re.compile(
    r"^(?:t[ỉi]nh|th[àa]nh ph[ốo]|tp|huy[ệe]n|qu[ậa]n|th[ịi] x[ãa]|tx|th[ịi] tr[ấa]n|tt|x[ãa]|phường|phuong)"
    r"[\s.]+(?=\S)"
)

_ERA = re.compile(r"\s*\(?\b(?:cũ|mới)\b\)?\s*$", re.I)  # Bắc Ninh (cũ), Bắc Ninh mới


class FilterError(PolicyError):
    """A filter that cannot be understood."""


def parse_filters(pairs: Iterable[str]) -> Filters:
    """``["year=2023", "place=Bắc Giang", "place=Đồng Tháp"]`` as :data:`index.types.Filters`.

    Raises:
        FilterError: a pair has no ``=``, an unknown key, or a year that is no number.
    """
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not value.strip():
            raise FilterError(f"filter {pair!r} is not KEY=VALUE; keys: {', '.join(FILTER_KEYS)}")
        key = key.strip().lower()
        found[key] = (*found.get(key, ()), value.strip())
    check_filters(found)
    return found


def check_filters(filters: Filters) -> None:
    """Refuse what no document could ever match by mistake.

    Raises:
        FilterError: an unknown key, or a year that is no number.
    """
    for key, values in filters.items():
        if key not in FILTER_KEYS:
            raise FilterError(f"unknown filter {key!r}; keys: {', '.join(FILTER_KEYS)}")
        for value in values if key == "year" else ():
            if not value.strip().isdecimal():
                raise FilterError(f"filter year={value!r} is not a year; write for example year=2023")


def matching(
    documents: Sequence[DocumentInfo], filters: Filters | None, seen: frozenset[str] | None = None
) -> list[int] | None:
    """Ordinals of documents that pass: every key, by any of its values; ``None`` where all pass.

    Where ``seen`` is given, only documents with these ids may pass. A document that does not say its year
    (place, kind) passes no filter on it. A key without values excludes nothing.

    Raises:
        FilterError: as :func:`check_filters`.
    """
    check_filters(filters or {})
    tests = [_TESTS[key](values) for key, values in (filters or {}).items() if values]
    if seen is not None:
        tests.append(lambda document: document.id in seen)
    if not tests:
        return None
    return [i for i, document in enumerate(documents) if all(test(document) for test in tests)]


Test = Callable[[DocumentInfo], bool]


def _by_year(values: Sequence[str]) -> Test:
    years = {int(value) for value in values}
    return lambda document: document.year in years


def _by_document(values: Sequence[str]) -> Test:
    ids = {value.strip() for value in values}
    return lambda document: document.id in ids


def _by_issuer(values: Sequence[str]) -> Test:
    return _by_name(values, lambda document: document.issuer)


def _by_kind(values: Sequence[str]) -> Test:
    return _by_name(values, lambda document: document.kind)


def _by_place(values: Sequence[str]) -> Test:
    """By place; a province takes in what merged into it, unless it is marked as the former one.

    Who picks "Bắc Ninh" works for today's province, whose older papers bear the name Bắc Giang too; who
    picks "Bắc Giang", a name that no longer is, wants the papers that bear it; "Bắc Ninh (cũ)" are
    those of before 1 July 2025.
    """
    tests = [_of_place(value) for value in values]
    return lambda document: any(test(document) for test in tests)


def _of_place(value: str) -> Test:
    plain = _ERA.sub("", value)
    own = _by_name([plain], lambda document: document.place)
    if _ERA.search(value) and "cũ" in value.lower():
        return lambda document: own(document) and not after_merger(document.issued, document.year)
    former = _by_name(_taken_in(plain), lambda document: document.place)
    return lambda document: own(document) or former(document)


def _taken_in(place: str) -> tuple[str, ...]:
    """Provinces that a province, in any spelling, took in."""
    is_same = _by_spelling([place])
    return tuple(old for new, taken in MERGED.items() if is_same(new) for old in taken)


def _by_name(values: Sequence[str], name_of: Callable[[DocumentInfo], str | None]) -> Test:
    matches = _by_spelling(values)
    return lambda document: matches(name_of(document) or "")


def _by_spelling(values: Sequence[str]) -> Callable[[str], bool]:
    """By a name in any spelling (``hoà`` is ``hòa``); one typed bare matches any diacritics."""
    exact = {_folded(value) for value in values}
    bare = {_folded(value) for value in values if not is_accented(value)}

    def matches(name: str) -> bool:
        name = _folded(name)
        return bool(name) and (name in exact or unaccent(name) in bare)

    return matches


@lru_cache(maxsize=65_536)
def _folded(name: str) -> str:
    """A name as names are compared; kept, because documents share few places, kinds and issuers."""
    text = " ".join(unicodedata.normalize("NFC", name).lower().split())
    return " ".join(canonical(word) for word in _LEVEL.sub("", text).split())


_TESTS: dict[str, Callable[[Sequence[str]], Test]] = {
    "year": _by_year,
    "place": _by_place,
    "kind": _by_kind,
    "issuer": _by_issuer,
    "document": _by_document,
}
