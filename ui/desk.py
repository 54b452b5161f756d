"""What the page asks of the engine: opened once for all readers, answers kept for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import streamlit as st

from answer.types import Answer
from index.generation import current
from ingest.store import Store
from ingest.types import Document
from settings import Settings
from ui.about import About
from ui.state import View

if TYPE_CHECKING:
    from answer.engine import Engine
    from index import Index

PASSAGES = 10
_KEPT_ANSWERS = 256
_LOOK_AGAIN = 30  # seconds
_FIRST = "chỉ tiêu"  # any question loads the models


@dataclass(frozen=True)
class Desk:
    """An open engine with its index, and what the documents of that index are called.

    Attributes:
        generation: names what the answers are drawn from; another index is another desk.
        warm: set once a question has been answered, so the models are loaded.
    """

    engine: Engine
    index: Index
    abouts: Mapping[str, About]
    generation: str
    warm: Event = field(default_factory=Event)


def open_desk(settings: Settings) -> Desk:
    """The desk over the store's current index, shared by all readers; the models load later.

    Raises:
        PolicyError: there is no index, or it does not fit the program or the settings.
    """
    return _open(settings, str(current(settings.store)))


def warm_up(desk: Desk) -> None:
    """Load the models that answer; at once where they are loaded."""
    if not desk.warm.is_set():
        ask(desk, View(q=_FIRST))


def ask(desk: Desk, view: View) -> Answer:
    """Answer and passages for the question, filters and mode of ``view``."""
    answer = _ask(desk, desk.generation, view.results())
    desk.warm.set()
    return answer


def read_document(desk: Desk, document: str) -> Document | None:
    """The document, or ``None`` where the index holds none of that id."""
    try:
        return desk.index.document(document)
    except KeyError:
        return None


def behind(desk: Desk, settings: Settings) -> int:
    """How many documents of the store the index does not hold as they are now."""
    return _behind(desk, desk.generation, settings.store)


@st.cache_data(show_spinner=False, ttl=_LOOK_AGAIN, max_entries=1)
def _behind(_desk: Desk, generation: str, store: Path) -> int:  # noqa: ARG001  (names the desk in the cache)
    if not Store.exists(store):
        return 0
    with Store(store) as documents:
        now = {(id, str(documents.digest_of(id))) for id in documents.ids()}
    return len({id for id, _ in now ^ set(_desk.index.manifest.documents.items())})


@st.cache_resource(show_spinner=False, max_entries=1)
def _open(settings: Settings, generation: str) -> Desk:
    # Imported late: these bring the models, and the head of the page must be painted before.
    from answer import open_engine

    engine = open_engine(settings.store, settings)
    abouts: dict[str, About] = {info.id: info for info in engine.index.documents()}
    return Desk(engine, engine.index, abouts, generation)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_ANSWERS)
def _ask(_desk: Desk, generation: str, view: View) -> Answer:  # noqa: ARG001  (names the desk in the cache)
    return _desk.engine.answer(view.q, view.filters or None, view.mode, PASSAGES, exact=view.exact)
