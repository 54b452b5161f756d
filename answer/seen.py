"""A sentence that the search found: what is the same for it and for all figures in it."""

from __future__ import annotations

from functools import cached_property, lru_cache

from answer.against import counting, titular
from answer.features import unnamed_share
from answer.papers import is_meant
from answer.question import Asked
from answer.terms import Bag, Sought, bag
from index.types import Hit
from ingest.facts.sentences import Sentence
from ingest.facts.words import fold

_MEANT = 0.8  # of what the question says that the title of the paper which it names holds


class Seen:
    """A sentence as one question sees it.

    Attributes:
        document: id. above, title: what stands over it.
        features: how the search ranked it, and what of it does not hang on a figure; ``top`` is the score of
            the first hit.
    """

    def __init__(
        self, asked: Asked, ideas: Sought, sentence: Sentence, title: str, hit: Hit, top: float
    ) -> None:
        self.sentence, self.document = sentence, hit.passage.document
        self.above, self.title = _above(sentence), bag(title)
        dense, lexical = hit.sources.get("dense"), hit.sources.get("lexical")
        self.features = {
            "dense": 1.0 / (1.0 + 0.15 * (dense - 1)) if dense else 0.0,
            "lexical": 1.0 / (1.0 + 0.15 * (lexical - 1)) if lexical else 0.0,
            "unnamed": unnamed_share(asked, sentence),
            "retrieval": 1.0 / (1.0 + 0.15 * (hit.rank - 1)),
            "leading": float(hit.rank == 1),
            "behind": top - hit.score,
            "strength": hit.score,
            "titular": titular(sentence, title),
        }
        self._asked, self._ideas = asked, ideas

    @cached_property
    def whole(self) -> Bag:
        """Its words, without what it says not to count."""
        return bag(counting(self.sentence.text))

    @cached_property
    def held(self) -> tuple[float, ...]:
        """How far it and what stands over it hold each idea, beside a figure's own words."""
        return self._ideas.best((self.whole, 0.35), (self.above, 0.5), (self.title, self.entitled(0.4)))

    def entitled(self, else_worth: float) -> float:
        """What the title is worth, which says more of each line where the question names this very paper."""
        return _MEANT if is_meant(self._asked, self.title.text) else else_worth

    @cached_property
    def caption(self) -> str:
        """The heading over a table, which says what the row of a place asked about is told of; else empty."""
        row, headings = self.sentence.row, self.sentence.headings
        name = row.called[1] if row else ""
        of_place = any(f" {name} ".endswith(f" {fold(place)} ") for place in self._asked.places)
        return headings[-1] if of_place and headings else ""


@lru_cache(maxsize=8192)
def _above(sentence: Sentence) -> Bag:
    """The headings over a sentence and the words that lead to it."""
    return bag(" ".join((*sentence.headings, sentence.lead)))
