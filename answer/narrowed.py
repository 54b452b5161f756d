"""Candidates narrowed to the places asked about and to what an answer must show."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from answer.candidates import Candidate, Candidates
from answer.central import places_told
from answer.elsewhere import parted
from answer.meaning import Nearness, by_meaning
from answer.question import Asked
from answer.valued import value_told
from ingest.facts.words import fold

MARGIN = 2.5  # documents within this of the best answer beside it
# What a candidate answers for.
Whose = Callable[[Candidate], tuple[str, ...]]


class Fitting:
    """Candidates of the places asked about that hold what is needed, best first; others ``elsewhere``."""

    def __init__(
        self,
        found: Candidates,
        asked: Asked,
        allowed: set[str],
        of_country: frozenset[str],
        nearness: Nearness | None = None,
    ) -> None:
        self._found, self._asked, self._need = found, asked, asked.need
        self._nearness = nearness
        self._allowed, self._of_country = allowed, of_country - allowed

    @cached_property
    def _facts(self) -> tuple[list[Candidate], list[Candidate]]:
        return self._parted(self._found.facts)

    @cached_property
    def facts(self) -> list[Candidate]:
        return self._read_again(self._holding(self._facts[0]))

    @property
    def elsewhere(self) -> list[Candidate]:
        return self._facts[1]

    @cached_property
    def sentences(self) -> list[Candidate]:
        return self._read_again(self._holding(self._parted(self._found.sentences)[0]))

    def _read_again(self, found: list[Candidate]) -> list[Candidate]:
        return by_meaning(found, self._nearness, self._asked.compare)

    def _parted(self, found: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
        """Those of the places asked about, and the others."""
        return parted(found, self._allowed, self._of_country, lambda one: bool(places_told(self._asked, one)))

    def whose(self, one: Candidate) -> tuple[str, ...]:
        """What a candidate answers for: its document, of several places that it is asked about also those, of
        several names that are compared those of its row."""
        if one.fact is not None and one.sentence.row and (names := self._compared):
            row = f" {fold(one.fact.own)} "
            return one.document, *(name for name in names if f" {name} " in row)
        if len(self._asked.places) < 2 or one.document not in self._of_country:
            return (one.document,)
        return one.document, *places_told(self._asked, one)

    @cached_property
    def _compared(self) -> tuple[str, ...]:
        """The names that are compared: "mỏ A so với mỏ B"."""
        names, (_, versus, other) = self._asked.names, fold(self._asked.text).partition(" so voi ")
        compared = self._asked.compare or (versus and any(name in other for name in names))
        return names if len(names) > 1 and compared else ()

    def _holding(self, found: list[Candidate]) -> list[Candidate]:
        need = self._need
        if need is None:
            return found
        shown = [one for one in found if need.shown.search(one.sentence.text)]
        if need.told_apart and need.offered is None:  # what is offered has a shape of its own
            terms = self._found.look.terms
            shown = [one for one in shown if value_told(self._asked, terms, one.sentence.text)]
        stated = [one for one in shown if need.stated and need.stated.search(one.sentence.text)]
        return stated if stated and stated[0].score > shown[0].score - MARGIN else shown
