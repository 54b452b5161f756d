"""What the page asks of the engine: each configuration searched once a question, over what one may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from eval.judgements.configurations import Configuration, configurations
from eval.judgements.sets import SUITE, TYPED, QuestionSet, read_set, set_names, store_of
from eval.judgements.store import Judgements
from eval.sets import SLOW
from index.parts import current_name
from ingest.types import Passage
from settings import Access, Settings
from ui.about import About
from ui.access import User
from ui.desk import open_desk

if TYPE_CHECKING:
    from index.engine import Index

DEPTH = 10  # passages a column shows and a pool takes of each
RUN = "run:"
_KEPT = 2048  # searches


@dataclass(frozen=True)
class Bench:
    """A set of questions with the index that it is asked of, as far as one person may see it.

    Attributes:
        settings: the program's own; ``asked`` those that the set's index was opened with.
        name: tells what is searched; another index or other documents is another name.
        abouts: what the documents that the person sees are called.
        columns: configurations by key, with those of runs that were read from files as ``None``.
    """

    given: QuestionSet
    kept: Judgements
    settings: Settings
    asked: Settings
    user: User
    index: Index
    name: str
    abouts: Mapping[str, About]
    columns: Mapping[str, Configuration | None]

    def ranking(self, key: str, question: str, text: str) -> list[Passage]:
        """The passages of a column, best first; those of a run that the index lacks are left out."""
        configuration = self.columns.get(key)
        ids: Sequence[str]
        if configuration is None:
            ids = self.kept.run(self.given.name, key.removeprefix(RUN), question)
        else:
            ids = self._found(configuration, text)
        return [passage for passage in map(self.passage, ids) if passage][:DEPTH]

    def passage(self, id: str) -> Passage | None:
        """A passage that the person may see; ``None`` where there is none."""
        try:
            return self.index.passage(id)
        except KeyError:
            return None

    def _found(self, configuration: Configuration, text: str) -> Sequence[str]:
        used, index, name = configuration.settings_from(self.asked), self.index, self.name
        if used != self.asked:
            whole, name = open_store(used)
            index = whole.limited(self.user.documents_allowed)
        return _search(index, configuration, text, f"{name} {configuration!r}", self.user.documents_allowed)


def open_bench(name: str, settings: Settings, user: User) -> Bench | None:
    """The set ``name`` made ready, ``None`` where its documents were never indexed.

    Raises:
        settings.PolicyError: no index, no such set, a configuration that cannot be read.
    """
    kept = Judgements(settings)
    given = read_kept(name, settings)
    desk = open_desk(settings, user)
    store = store_of(given, open_desk(settings).abouts, settings)
    if store is None:
        return None
    asked, index, told = replace(settings, store=store), desk.index, desk.name
    if store != settings.store:
        asked = replace(asked, engine="files")  # other documents are measured in files
        whole, told = open_store(asked)
        index = whole.limited(user.documents_allowed)
    columns: dict[str, Configuration | None] = dict(configurations(settings.store))
    columns |= {RUN + tag: None for tag in kept.runs(name)}
    abouts: dict[str, About] = {info.id: info for info in index.documents()}
    return Bench(given, kept, settings, asked, user, index, told, abouts, columns)


def first_set(settings: Settings) -> str:
    """The set to begin with: the first that the program's own index holds the documents of."""
    kept, own = Judgements(settings), open_desk(settings).abouts
    quick = (name for name in set_names(kept) if name not in (*SLOW, TYPED))  # slow to read, and seldom meant
    return next((name for name in quick if read_kept(name, settings).documents <= set(own)), TYPED)


def read_kept(name: str, settings: Settings) -> QuestionSet:
    """A set of questions; those that come with the program are read once."""
    kept = Judgements(settings)
    return _suite_set(name, settings) if name in SUITE else read_set(name, kept)


def open_store(settings: Settings) -> tuple[Index, str]:
    """The index of another store or with another model, shared by all, and what tells it from others.

    Raises:
        settings.PolicyError: there is none, or it does not fit the settings.
    """
    engine = replace(settings, access=Access(), composer_url="", composer_model="")  # nothing of the page
    name = f"{current_name(engine)} {engine!r}"
    return _open(engine, name), name


@st.cache_data(show_spinner=False, max_entries=8)
def _suite_set(name: str, _settings: Settings) -> QuestionSet:
    return read_set(name, Judgements(_settings))


@st.cache_resource(show_spinner=False, max_entries=4)
def _open(_settings: Settings, name: str) -> Index:  # noqa: ARG001  (names the index in the cache)
    from index import open_index

    return open_index(_settings.store, _settings)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _search(
    _index: Index,
    _configuration: Configuration,
    text: str,
    told: str,  # noqa: ARG001  (names index and configuration in the cache)
    allowed: frozenset[str] | None,  # noqa: ARG001  (what the index shows)
) -> tuple[str, ...]:
    return tuple(hit.passage.id for hit in _configuration.search(_index, text, DEPTH))
