"""What the page asks of the engine: opened once for all readers, answers kept for a while.

When the index has changed the new one is opened behind the old, which answers until then (:mod:`ui.door`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import streamlit as st

from answer.types import Answer
from index.content import DocumentInfo
from index.parts import current_name
from index.types import Filters
from ingest.links import Link, endings
from ingest.store import has_store, open_store
from ingest.types import Document
from settings import Access, PolicyError, Settings
from ui.access import LOCAL, User, endings_seen
from ui.door import Door
from ui.state import View

if TYPE_CHECKING:
    from answer.together import Together
    from index import Index

PASSAGES = 10
_KEPT_ANSWERS = 256
_KEPT_DESKS = 32  # one for each set of documents that people see
_LOOK_AGAIN = 30  # seconds


@dataclass(frozen=True)
class Desk:
    """An open engine with its index, as one person may use it.

    Attributes:
        abouts: what the documents that the person sees say about themselves, by id.
        ended: links that end a document, by its id, told by documents that the person sees.
        name: tells what the answers are drawn from; another index or other documents is another desk.
        warm: set once a question has been answered, so the models are loaded.
    """

    engine: Together
    index: Index
    abouts: Mapping[str, DocumentInfo]
    ended: Mapping[str, tuple[Link, ...]]
    name: str
    warm: Event = field(default_factory=Event)


def open_desk(settings: Settings, user: User = LOCAL) -> Desk:
    """The desk for those who see what ``user`` sees over the store's current index, or over the one before
    while that is being opened; of the first index models load later.

    Raises:
        PolicyError: there is no index, or it does not fit the program or the settings.
    """
    whole = _door(_of_engine(settings)).at(current_name(settings))
    if user.documents_allowed is None:
        return whole
    seen = hashlib.sha256("\n".join(sorted(user.documents_allowed)).encode()).hexdigest()
    return _limited(whole, f"{whole.name}#{seen}", user.documents_allowed)


def is_current(settings: Settings) -> bool:
    """Whether answers are drawn from the store's current index, or will be from the first question on; begins
    to open it where they are not."""
    try:
        return _door(_of_engine(settings)).ready(current_name(settings))
    except PolicyError:  # none, or one that its readers are told of
        return True


def warm_up(desk: Desk) -> None:
    """Load the models that answer; at once where they are loaded."""
    if not desk.warm.is_set():
        _warmed(desk)


def ask(desk: Desk, view: View) -> Answer:
    """Answer and passages for the question, filters and mode of ``view``."""
    answer = _ask(desk, desk.name, replace(view.results(), scores=False))
    desk.warm.set()
    return answer


def read_document(desk: Desk, document: str) -> Document | None:
    """The document, or ``None`` where the index holds none of that id that the person sees."""
    try:
        return desk.index.document(document)
    except KeyError:
        return None


def behind(desk: Desk, settings: Settings, user: User) -> int:
    """How many documents of the store that the person sees the index does not hold as they are now."""
    return sum(user.sees(id) for id in _behind(desk, desk.name, _of_engine(settings)))


@st.cache_data(show_spinner=False, ttl=_LOOK_AGAIN, max_entries=_KEPT_DESKS)
def _behind(_desk: Desk, name: str, settings: Settings) -> frozenset[str]:  # noqa: ARG001  (names the desk)
    if not has_store(settings):
        return frozenset()
    with open_store(settings) as documents:
        now = {(entry.id, entry.digest) for entry in documents.entries()}
    return frozenset(id for id, _ in now ^ set(_desk.index.manifest.documents.items()))


def _of_engine(settings: Settings) -> Settings:
    """The settings without those that no engine reads: who may use the page is no reason to open another."""
    return replace(settings, access=Access(), composer_url="", composer_model="")


@st.cache_resource(show_spinner=False, max_entries=1)
def _door(settings: Settings) -> Door[Desk]:
    in_files = settings.engine == "files"  # a folder that was swept away serves nobody
    return Door(partial(_opened, settings), _warmed, lambda name: not in_files or Path(name).is_dir())


def _warmed(desk: Desk) -> None:
    desk.engine.warm()
    desk.warm.set()


def _opened(settings: Settings, generation: str) -> Desk:
    # Imported late: these bring the models, and the head of the page must be painted before.
    from answer.together import open_together

    engine = open_together(settings.store, settings)
    index = engine.engine.index
    abouts = {info.id: info for info in index.documents()}
    return Desk(engine, index, abouts, _endings(settings), generation)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_DESKS)
def _limited(_whole: Desk, name: str, _seen: frozenset[str]) -> Desk:
    engine = _whole.engine.limited(_seen)
    index = engine.engine.index
    abouts = {info.id: info for info in index.documents()}
    return Desk(engine, index, abouts, endings_seen(_whole.ended, _seen), name, _whole.warm)


def _endings(settings: Settings) -> dict[str, tuple[Link, ...]]:
    if not has_store(settings):
        return {}
    with open_store(settings) as documents:
        return endings(documents)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_ANSWERS)
def _ask(_desk: Desk, name: str, view: View) -> Answer:  # noqa: ARG001  (names the desk in the cache)
    return _desk.engine.answer(
        view.q, _filters(_desk, view), view.mode, PASSAGES, exact=view.exact, kept=view.kept
    )


def _filters(desk: Desk, view: View) -> Filters | None:
    """The chosen filters; "in force" is one on documents."""
    if not view.valid:
        return view.filters or None
    chosen = view.filters.get("document", tuple(desk.abouts))
    standing = tuple(id for id in chosen if id not in desk.ended)
    return {**view.filters, "document": standing or ("",)}  # an empty filter would let all pass
