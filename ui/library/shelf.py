"""What the page knows of the documents of a store: how each stands, in the index and towards the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from index.parts import current_parts
from ingest.confidence import page_warning
from ingest.facts.words import fold
from ingest.links import Link, endings
from ingest.rows import Entry
from ingest.store import has_store, open_store
from settings import PolicyError, Settings
from ui.access import endings_seen
from ui.library.state import Shown

State = Literal["warned", "scanned", "ended", "behind"]
_SURE = re.compile(r"(\d+) %")


@dataclass(frozen=True)
class Shelf:
    """The documents of a store at one moment.

    Attributes:
        entries: by id, sorted.
        ended: of each document that others end as a whole, the links that say so.
        indexed: ids of the documents that the index holds as they are now.
    """

    entries: Mapping[str, Entry]
    ended: Mapping[str, tuple[Link, ...]]
    indexed: frozenset[str]

    def states(self, entry: Entry) -> frozenset[State]:
        """How the document stands."""
        told: dict[State, bool] = {
            "warned": bool(notes_of(entry)),
            "scanned": sureness(entry) is not None,
            "ended": entry.id in self.ended,
            "behind": entry.id not in self.indexed,
        }
        return frozenset(state for state, holds in told.items() if holds)


def read_shelf(settings: Settings) -> Shelf:
    """The shelf of the store; an empty one where there is none yet.

    Raises:
        ingest.store.StoreError: the store cannot be opened.
    """
    if not has_store(settings):
        return Shelf({}, {}, frozenset())
    with open_store(settings) as opened:
        entries = {entry.id: entry for entry in opened.entries()}
        ended = endings(opened)
    digests = _indexed(settings)
    return Shelf(
        entries, ended, frozenset(id for id, one in entries.items() if digests.get(id) == one.digest)
    )


def limited(shelf: Shelf, allowed: frozenset[str] | None) -> Shelf:
    """The shelf as one meets it who may see the documents ``allowed`` alone: nothing that others say."""
    if allowed is None:
        return shelf
    entries = {id: entry for id, entry in shelf.entries.items() if id in allowed}
    return Shelf(entries, endings_seen(shelf.ended, allowed), shelf.indexed & allowed)


def chosen(shelf: Shelf, look: Shown) -> list[Entry]:
    """The documents that ``look`` asks for, in its order."""
    held = _held(shelf, look)
    if look.order == "issued":
        return sorted(held, key=lambda one: (-(one.issued.toordinal() if one.issued else 0), one.id))
    if look.order == "warned":
        return sorted(held, key=lambda one: (-len(notes_of(one)), sureness(one) or 101, one.id))
    return sorted(held, key=lambda one: (fold(one.title), one.id))


def facets(shelf: Shelf, look: Shown) -> dict[str, dict[str, int]]:
    """For each list of values how many documents each would leave, all other filters as they are: of kinds
    and years that value alone, of states that one besides those that are chosen."""
    kinds = Counter(entry.kind for entry in _held(shelf, replace(look, kinds=())) if entry.kind)
    years = Counter(str(entry.year) for entry in _held(shelf, replace(look, years=())) if entry.year)
    states = Counter(state for entry in _held(shelf, look) for state in shelf.states(entry))
    counts = dict.fromkeys(look.kinds, 0) | kinds
    return {
        "kinds": dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        "years": dict(sorted((dict.fromkeys(look.years, 0) | years).items(), reverse=True)),
        "states": {state: states[state] for state in get_args(State)},
    }


def _held(shelf: Shelf, look: Shown) -> list[Entry]:
    wanted = [f" {word}" for word in fold(look.words).split()]
    return [
        entry
        for entry in shelf.entries.values()
        if (not look.kinds or entry.kind in look.kinds)
        and (not look.years or str(entry.year) in look.years)
        and (not look.states or set(look.states) <= shelf.states(entry))
        and all(word in _said(entry) for word in wanted)
    ]


def sureness(entry: Entry) -> int | None:
    """Confidence of the recognition, 0 to 100; ``None`` for a document with a text of its own."""
    told = page_warning(entry.warnings, None)
    found = _SURE.search(told) if told else None
    return int(found[1]) if found else None


def notes_of(entry: Entry) -> Sequence[str]:
    """What a person should know before the document is used, but for how sure its recognition was."""
    return [one for one in entry.warnings if page_warning((one,), None) is None]


def _said(entry: Entry) -> str:
    parts = (entry.title, entry.number, entry.issuer, entry.signer, Path(entry.path).name, entry.id)
    return f" {fold(' '.join(part for part in parts if part))}"


def _indexed(settings: Settings) -> Mapping[str, str]:
    """Digest of each document of the current index; nothing where there is none that can be read."""
    try:
        return current_parts(settings).manifest.documents
    except PolicyError:
        return {}
