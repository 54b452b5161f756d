"""Hard filters of a search: which documents may be returned at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from index.content import DocumentInfo
from index.syllables import canonical, is_accented, unaccent
from index.types import FILTER_KEYS, Filters
from settings import PolicyError

# What stands before the name of a place; "Bắc Giang" and "tỉnh Bắc Giang" are one.
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|tp|huyện|quận|thị xã|tx|thị trấn|tt|xã|phường)[\s.]+(?=\S)")


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


def matching(documents: Sequence[DocumentInfo], filters: Filters | None) -> list[int] | None:
    """Ordinals of documents that pass: every key, by any of its values; ``None`` where all pass.

    A document that does not say its year (place, kind) passes no filter on it. A key without
    values excludes nothing.

    Raises:
        FilterError: as :func:`check_filters`.
    """
    check_filters(filters or {})
    tests = [_TESTS[key](values) for key, values in (filters or {}).items() if values]
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


def _by_kind(values: Sequence[str]) -> Test:
    return _by_name(values, lambda document: document.kind)


def _by_place(values: Sequence[str]) -> Test:
    return _by_name(values, lambda document: document.place)


def _by_name(values: Sequence[str], name_of: Callable[[DocumentInfo], str | None]) -> Test:
    """By a name in any spelling (``hoà`` is ``hòa``); one typed bare matches any diacritics."""
    exact = {_folded(value) for value in values}
    bare = {_folded(value) for value in values if not is_accented(value)}

    def test(document: DocumentInfo) -> bool:
        name = _folded(name_of(document) or "")
        return bool(name) and (name in exact or unaccent(name) in bare)

    return test


def _folded(name: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", name).lower().split())
    return " ".join(canonical(word) for word in _LEVEL.sub("", text).split())


_TESTS: dict[str, Callable[[Sequence[str]], Test]] = {
    "year": _by_year,
    "place": _by_place,
    "kind": _by_kind,
    "document": _by_document,
}
