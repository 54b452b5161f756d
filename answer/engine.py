"""From a question to cited answers, or to a reasoned no.

Search gives passages; the figures and sentences in them are judged against what the question asks
(indicator, place, year, target or result); the best is quoted. Nothing is ever composed: a text that
stands in no document cannot be an answer.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from unicodedata import normalize

from answer import reasons
from answer.articles import of_another_paper
from answer.asked import MetaField
from answer.candidates import Candidates, Look
from answer.choose import Verdict, choose
from answer.cite import citation
from answer.halves import halves
from answer.meaning import Meanings
from answer.meta import answer_meta, bears
from answer.nowhere import nowhere
from answer.numbered import numbered
from answer.overview import marked
from answer.place import inside, place_fits
from answer.question import analyse
from answer.shorthand import spelled
from answer.source import without_source
from answer.terms import Weights, terms
from answer.topic import topic
from answer.types import Answer, Citation
from answer.which_paper import kind_wanted
from index import open_index
from index.content import DocumentInfo
from index.engine import Index
from index.types import Filters, Hit, Mode, Understood
from ingest.types import Document
from settings import Settings, load_settings

FIRST = 12  # passages read for an answer
DEPTH = 24  # and where these hold none
DEPTH_EACH = 12  # of each place, where several are compared
SHOWN = 10  # passages returned beside it
# Data that running text may tell where no clause of the document does.
IN_PROSE: frozenset[MetaField | None] = frozenset({"executors", "spread", "consulted", "ordinal", "parts"})
SAMPLE = 120  # documents whose lines weigh the syllables
_FIRST = "chỉ tiêu"  # any question loads the models


def open_engine(store: Path | str | None = None, settings: Settings | None = None) -> Engine:
    """Open the answer engine over the index of a store.

    Raises:
        settings.PolicyError: no index, or one that does not fit the settings.
    """
    settings = settings or load_settings()
    return Engine(open_index(store, settings), settings.abstain_below)


class Engine:
    """Answers questions over one index; the same question gives the same answer.

    Attributes:
        nearness: of texts to a question, which settles doubts; the encoder's cosine.
    """

    def __init__(self, index: Index, abstain_below: float) -> None:
        self.index = index
        self.abstain_below = abstain_below
        self.nearness: Callable[[str, Sequence[str]], Sequence[float]] = Meanings(index).nearness
        self.reading = lru_cache(maxsize=512)(index.reading)

    def warm(self) -> None:
        """Load what the first question would, and keep Python's collector of garbage from looking through it
        again and again: over an archive of many documents that takes longer than the search."""
        self.answer(_FIRST)
        gc.unfreeze()  # what an engine before left
        gc.collect()
        gc.freeze()

    def limited(self, documents: frozenset[str] | None) -> Engine:
        """This engine as one meets it who may see these documents alone; itself for ``None``.

        See :meth:`index.engine.Index.limited`: nothing of the others shows, not even in a refusal.
        """
        return self if documents is None else Engine(self.index.limited(documents), self.abstain_below)

    def answer(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        k: int = SHOWN,
        *,
        exact: bool = False,
        kept: Collection[str] = (),
    ) -> Answer:
        """Answer a question from the documents that pass ``filters``; ``k`` hits come with it.

        With ``exact`` its words stay as typed: no diacritics restored, nothing spelled out; else those
        that are ``kept`` do.

        Raises:
            settings.PolicyError: a filter that cannot be read, or a model that cannot be loaded.
        """
        started = time.perf_counter()
        understood = self.understand(question, exact=exact, kept=kept)
        meant = numbered(understood, self.index.bearing)
        hits = self.index.search_understood(meant, max(k, DEPTH), mode, filters)
        citations, reason = self._of_both(meant, mode, filters), None
        if not citations:
            found = self._of_each(meant, hits, mode, filters)
            citations, reason = self._read(meant, found, mode, filters)
        took = (time.perf_counter() - started) * 1000
        return Answer(
            question, understood.text, not citations, reason, citations, tuple(hits[:k]), took, understood
        )

    def understand(self, question: str, *, exact: bool = False, kept: Collection[str] = ()) -> Understood:
        """A question as it is searched; hurried shorthand is written out before the index reads it."""
        text, changes = (question, ()) if exact else spelled(question, kept, self._places)
        understood = self.index.understand(text, exact=exact, kept=kept)
        if not changes:
            return understood
        return replace(
            understood, original=normalize("NFC", question).strip(), changes=(*changes, *understood.changes)
        )

    def _of_both(self, understood: Understood, mode: Mode, filters: Filters | None) -> tuple[Citation, ...]:
        """The answer for each of two things that a question names side by side, where both are told."""
        told: list[Citation] = []
        for half in halves(analyse(understood)) or ():
            alone = self.understand(half, exact=True)
            hits = self.index.search_understood(alone, DEPTH, mode, filters)
            told += self._read(alone, hits, mode, filters)[0][:1]
        return tuple(told) if len({(one.document, one.text) for one in told}) == 2 else ()

    def _of_each(
        self, understood: Understood, hits: Sequence[Hit], mode: Mode, filters: Filters | None
    ) -> Sequence[Hit]:
        """The hits, and of each of several places that are compared its own best ones."""
        asked = analyse(understood)
        if len(asked.places) < 2 or not hits or filters:
            return hits
        found = {hit.passage.id: hit for hit in hits}
        for place in asked.places:
            of_it = replace(asked, places=(place,))
            own = tuple(info.id for info in self.index.documents() if place_fits(of_it, info))
            only = {"document": own}
            for hit in self.index.search_understood(understood, DEPTH_EACH, mode, only) if own else ():
                found.setdefault(hit.passage.id, hit)
        return tuple(found.values())

    def _read(
        self, understood: Understood, hits: Sequence[Hit], mode: Mode, filters: Filters | None
    ) -> tuple[tuple[Citation, ...], str | None]:
        """Answers of the first hits, or of all where these hold none or several places are compared."""
        if len(analyse(understood).places) < 2 and len(hits) > FIRST:
            citations, reason = self._answers(understood, hits[:FIRST], mode, filters)
            if citations:
                return citations, reason
        return self._answers(understood, hits, mode, filters)

    def _answers(
        self, understood: Understood, hits: Sequence[Hit], mode: Mode, filters: Filters | None
    ) -> tuple[tuple[Citation, ...], str | None]:
        if not hits:
            return (), reasons.nothing_found()
        texts = (self.reading(id).document.text for id in _documents(hits))
        if not self.index.bearing(understood.numbers) and (unknown := nowhere(understood, texts)):
            return (), reasons.number_nowhere(unknown)
        asked = inside(
            analyse(understood),
            self.index.documents(),
            (self.reading(id).document.text for id in _documents(hits)),
        )
        infos = self._allowed(hits, filters)
        of_store = asked.cited is not None and any(bears(info, asked.cited) for info in infos)
        if of_store and asked.kind not in {"meta", "content", "task"}:
            asked = without_source(asked)
        look = Look(asked, terms(asked, self.weights, _came_bare(understood)), self.weights)
        if asked.kind == "content" and of_store:  # its title tells
            asked = replace(asked, kind="meta", field="title")
        if asked.label and of_another_paper(asked, of_store):
            look = replace(look, asked=replace(asked, label=None))
        if asked.kind == "meta":
            if told := self._means(look, hits, infos, mode):
                return told, None
            outcome = answer_meta(asked, understood, look.terms, infos, _documents(hits), self._document)
            cited = tuple(citation(one, self.reading(one.document.id)) for one in outcome.found)
            if cited or asked.field not in IN_PROSE:
                return cited, outcome.reason
            look = replace(look, asked=replace(asked, kind=asked.otherwise, field=None))
        verdict = self.judge(look, hits, infos, mode)
        cited = tuple(citation(one, self.reading(one.document.id)) for one in verdict.found)
        return marked(cited, [one.about for one in verdict.found]), verdict.reason

    def _means(
        self, look: Look, hits: Sequence[Hit], infos: Sequence[DocumentInfo], mode: Mode
    ) -> tuple[Citation, ...]:
        """The paper whose number is asked for as that by which something was done; mostly none is."""
        if kind_wanted(look.asked) is None:
            return ()
        plain = replace(look, asked=replace(look.asked, kind="which", field=None))
        verdict = self.judge(plain, hits, infos, mode)
        return tuple(citation(one, self.reading(one.document.id)) for one in verdict.found)

    def judge(
        self, look: Look, hits: Sequence[Hit], infos: Sequence[DocumentInfo], mode: Mode = "hybrid"
    ) -> Verdict:
        """Candidates weighed and chosen, before any is turned into a citation."""
        readings = {id: self.reading(id) for id in _documents(hits)}
        asked = topic(look.asked) or look.asked.text
        nearness = None if mode == "lexical" else partial(self.nearness, asked)
        return choose(look, Candidates(look, hits, readings), infos, self.abstain_below, nearness)

    @cached_property
    def _places(self) -> tuple[str, ...]:
        """Places that the documents speak for, each once."""
        return tuple(sorted({info.place for info in self.index.documents() if info.place}))

    @cached_property
    def weights(self) -> Weights:
        """How telling each syllable is in this store, from documents spread evenly over it."""
        infos = self.index.documents()
        step = max(1, len(infos) // SAMPLE)
        texts = (self.index.document(info.id).text for info in infos[::step])
        return Weights(line for text in texts for line in text.splitlines() if line.strip())

    def _allowed(self, hits: Sequence[Hit], filters: Filters | None) -> tuple[DocumentInfo, ...]:
        infos = self.index.documents()
        if not filters:
            return infos
        seen = set(_documents(hits))
        return tuple(info for info in infos if info.id in seen)

    def _document(self, id: str) -> Document:
        return self.reading(id).document


def _came_bare(understood: Understood) -> bool:
    return any(change.kind == "diacritics" for change in understood.changes)


def _documents(hits: Iterable[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.passage.document for hit in hits))
