"""What the page knows of the documents of a store: how each stands, in the index and towards the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.parts import current_parts
from ingest.confidence import page_warning
from ingest.facts.words import fold
from ingest.links import Link, endings
from ingest.rows import Entry
from ingest.store import has_store, open_store
from settings import PolicyError, Settings
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
    ended = {
        id: tuple(link for link in links if link.relation.document in allowed)
        for id, links in shelf.ended.items()
        if id in allowed
    }
    entries = {id: entry for id, entry in shelf.entries.items() if id in allowed}
    return Shelf(entries, {id: links for id, links in ended.items() if links}, shelf.indexed & allowed)


def chosen(shelf: Shelf, look: Shown) -> list[Entry]:
    """The documents that ``look`` asks for, in its order."""
    wanted = [f" {word}" for word in fold(look.words).split()]
    held = [
        entry
        for entry in shelf.entries.values()
        if (not look.kinds or entry.kind in look.kinds)
        and (not look.years or str(entry.year) in look.years)
        and (not look.states or set(look.states) <= shelf.states(entry))
        and all(word in _said(entry) for word in wanted)
    ]
    if look.order == "issued":
        return sorted(held, key=lambda one: (-(one.issued.toordinal() if one.issued else 0), one.id))
    if look.order == "warned":
        return sorted(held, key=lambda one: (-len(notes_of(one)), sureness(one) or 101, one.id))
    return sorted(held, key=lambda one: (fold(one.title), one.id))


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
