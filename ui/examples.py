"""Questions to begin with, each in another manner, made of what the documents at hand state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import streamlit as st

from index.syllables import unaccent
from ingest.facts import FactRecord
from ingest.facts.names import first_lowered
from ingest.rows import Entry
from ingest.store import has_store, open_store
from settings import PolicyError, Settings
from ui import strings
from ui.access import User
from ui.indicators.naming import bare, key_of
from ui.library.stamp import stamp_of
from ui.suggest import question_of, tells

_READ = 12  # documents whose figures are looked at
_LONGEST = 64  # characters of a question that reads at a glance
_FEWEST = 3  # questions; of a store that tells less the shipped ones are shown


def examples(settings: Settings, user: User) -> Sequence[str]:
    """What the person may try: questions about documents that the person sees."""
    try:
        return _made(settings, stamp_of(settings), user.documents_allowed)
    except PolicyError:  # whoever asks is told
        return strings.EXAMPLES


@st.cache_data(show_spinner=False, max_entries=32)
def _made(settings: Settings, stamp: str, seen: frozenset[str] | None) -> Sequence[str]:  # noqa: ARG001
    if not has_store(settings):
        return strings.EXAMPLES
    with open_store(settings) as documents:
        entries = _spread(one for one in documents.entries() if seen is None or one.id in seen)
        told = _distinct(
            fact for entry in entries[:_READ] for fact in _some(documents.facts(document=entry.id))
        )
    found = tuple(dict.fromkeys(_asked(told, entries)))
    return found if len(found) >= _FEWEST else strings.EXAMPLES


def _spread(entries: Iterable[Entry]) -> list[Entry]:
    """One document of each place after the other, of each the latest first."""
    latest = sorted(entries, key=lambda one: (one.place or "", -(one.year or 0), one.id))
    by_place = [list(group) for _, group in groupby(latest, key=lambda one: one.place)]
    rounds = max(map(len, by_place), default=0)
    return [group[turn] for turn in range(rounds) for group in by_place if turn < len(group)]


def _some(facts: Sequence[FactRecord]) -> list[FactRecord]:
    """Of the figures of a document the first that can be asked for in a few words."""
    fit = (one for one in facts if one.place and one.status and tells(one) and _reads_well(one))
    return list(fit)[:2]


def _reads_well(fact: FactRecord) -> bool:
    name = bare(fact.indicator, fact.unit)
    plain = len(name.split()) > 2 and all(char.isalnum() or char in " -,%" for char in name)
    return plain and not any(map(str.isdigit, name)) and len(question_of(fact)) <= _LONGEST


def _distinct(facts: Iterable[FactRecord]) -> list[FactRecord]:
    """One figure of each indicator."""
    found: dict[str, FactRecord] = {}
    for one in facts:
        found.setdefault(key_of(bare(one.indicator, one.unit)), one)
    return list(found.values())


def _asked(facts: Sequence[FactRecord], entries: Sequence[Entry]) -> Iterator[str]:
    """A figure as the text names it, one typed without diacritics, who signed, one more, one of any place and
    year, when something was issued."""
    yield from map(question_of, facts[:1])
    yield from (unaccent(question_of(one)).lower() for one in facts[1:2])
    numbered = [one for one in entries if one.number and one.kind and len(one.number) < _LONGEST // 2]
    yield from [f"ai ký {first_lowered(one.kind or '')} {one.number}" for one in numbered if one.signer][:1]
    yield from map(question_of, facts[2:3])
    yield from (first_lowered(bare(one.indicator, one.unit)) for one in facts[3:4])
    dated = [one for one in numbered if one.issued]
    yield from [f"{first_lowered(one.kind or '')} {one.number} ban hành ngày nào" for one in dated][-1:]
