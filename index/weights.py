"""The numbers of the ranking in one place, so that each can be changed and measured on its own.

``python -m eval ablation`` shows what each is worth; ``docs/retrieval.md`` keeps its table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

# Of each field of the lexical index; those of headings (context_…) count less than a passage's own.
FIELD_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "syllables": 1.0,
        "pairs": 1.5,
        "words": 0.5,
        "plain": 0.1,
        "plain_pairs": 0.1,
        "context_syllables": 0.3,
        "context_pairs": 0.3,
        "context_words": 0.15,
        "context_plain": 0.03,
        "context_plain_pairs": 0.03,
    }
)


@dataclass(frozen=True, slots=True)
class Weights:
    """How a ranking is put together; the defaults are what ships.

    Attributes:
        candidates: passages that each retriever offers to the fusion.
        fusion: ``anchored``, the sum of scores on scales that hardly move with the question;
            ``convex``, of scores stretched to 0..1 (Bruch et al. 2023); or ``rrf``, reciprocal ranks with
            k = 60 (Cormack et al. 2009), stretched too.
        dense_share: of a fused score; the lexical ranking gives the rest. Not used by ``rrf``.
        dense_scale: difference of cosines that is worth a whole score; E5 models, which crowd theirs between
            .7 and 1, seldom spread the first 200 passages wider.
        thin: a question of whose words the best passages by words hold less is encoded for its gist too
            (:mod:`index.gist`); 0 for none.
        bare: a question of whose words they hold less is searched without diacritics, too; 0 for every one.
        weighed: fused passages that evidence is weighed for. Evidence is added to the fused score:
        place: the question names the document's place; as much is taken where it names another.
        related: share of it for a document of a province that merged with the named one.
        year: likewise the year.
        part: the part of a document that says who signed it, its number, its date.
        part_first: where that is asked for, the part of the document whose passage comes first leads it: its
            own words hold nothing of what the document is about.
        number: the question names this document's own number.
        cited: instead, where it asks for what replaces or carries out that document.
        clause: the passage has the clause that is asked for: taking effect, replacing others, a deadline.
        charged: it gives tasks to the body that the question names.
        duty: the question asks what a body has to do, and the heading above names that body and no more.
        cover: share of what is asked that it or its headings hold, each idea once, however worded.
        rest: the same of what the document's title does not say, above or below half of it; of a document of
            no more than ``short`` passages the title is the heading of what it says, and leaves all.
        figure: a figure stands in one sentence or item with all the words asked for.
        aside: is taken from a document's head, title, grounds and recipients, if none of these is asked for.
        notice: is taken from what the site says that a document was copied from.
        fields: weight of each lexical field. Terms of a question weigh 1, but for
        place_name: those of a place's name, because the documents' own places are evidence;
        question_word: words that tell no passage from another ("bao nhiêu", "như thế nào");
        other_wording: a wording that was not typed.
    """

    candidates: int = 200
    fusion: Literal["anchored", "convex", "rrf"] = "anchored"
    dense_share: float = 0.55
    dense_scale: float = 0.1
    thin: float = 0.5
    bare: float = 0.5
    weighed: int = 60
    place: float = 0.20
    related: float = 0.5
    year: float = 0.05
    part: float = 0.50
    part_first: bool = True
    number: float = 1.0
    cited: float = 0.3
    clause: float = 0.20
    charged: float = 0.15
    duty: float = 0.40
    cover: float = 0.10
    rest: float = 0.60
    short: int = 3
    figure: float = 0.20
    aside: float = 0.15
    notice: float = 0.40
    fields: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS, hash=False)
    place_name: float = 0.2
    question_word: float = 0.0
    other_wording: float = 0.25

    @property
    def evidence(self) -> bool:
        """Whether any evidence weighs."""
        of_document = (self.place, self.year, self.part, self.number)
        return any((*of_document, self.clause, self.charged, self.duty, self.cover, self.rest, self.figure))


SHIPPED = Weights()
