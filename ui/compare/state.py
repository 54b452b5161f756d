"""What the address of the page says: set, question, passage, columns, who rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from eval.judgements.sets import TYPED
from eval.questions import Question
from eval.sets import VARIANTS
from ui.places import address_of
from ui.state import clean_question, first

SLUG = "doi-chieu"
PARTS = ("cham", "dong-thuan", "trao-doi")
FIRST = ("hybrid", "dense", "lexical")
MOST, LEAST = 3, 2
LONGEST_NAME = 60
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Compared:
    """One state of the page.

    Attributes:
        set, question: which is judged; an empty question stands for the next that is open.
        passage: the one in the panel; empty for the next that is open.
        columns: keys of configurations, ``run:<tag>`` for a run that was read from a file.
        blind: whether their names are hidden.
        rater: who judges, where nobody signed in.
        part: of :data:`PARTS`.
        variant: how the questions are typed, a key of ``eval.sets.VARIANTS``.
        asked: a question to compare that a link carries in words.
    """

    set: str = ""
    question: str = ""
    passage: str = ""
    columns: tuple[str, ...] = FIRST
    blind: bool = True
    rater: str = ""
    part: str = PARTS[0]
    asked: str = ""
    variant: str = PLAIN

    def at(self, question: str, passage: str = "") -> Compared:
        """The same set and columns at another question or passage."""
        return replace(self, question=question, passage=passage, asked="")


def read_compared(params: Mapping[str, list[str]]) -> Compared:
    """The state an address asks for; whatever it says wrongly counts as not said."""

    said = partial(first, params)

    asked = clean_question(said("q"))
    part = said("phan")
    return Compared(
        set=said("bo") or (TYPED if asked else ""),
        question=said("cau"),
        passage=said("doan"),
        columns=tuple(dict.fromkeys(params.get("cach", [])))[:MOST] or FIRST,
        blind=said("ten") != "1",
        rater=" ".join(said("nguoi").split())[:LONGEST_NAME],
        part=part if part in PARTS else PARTS[0],
        asked=asked,
        variant=said("kieu") if said("kieu") in VARIANTS else PLAIN,
    )


def write_compared(view: Compared) -> dict[str, list[str]]:
    """Query parameters that :func:`read_compared` turns back; defaults are left out."""
    given = {
        "bo": [view.set],
        "cau": [view.question],
        "doan": [view.passage],
        "cach": list(view.columns) if view.columns != FIRST else [],
        "ten": [] if view.blind else ["1"],
        "nguoi": [view.rater],
        "phan": [view.part] if view.part != PARTS[0] else [],
        "q": [view.asked],
        "kieu": [view.variant] if view.variant != PLAIN else [],
    }
    kept = {key: [value for value in values if value] for key, values in given.items()}
    return {key: values for key, values in kept.items() if values}


def worded(view: Compared, question: Question) -> Question:
    """The question as ``view`` has it typed."""
    return VARIANTS[view.variant]([question])[0]


def address(view: Compared) -> str:
    """A relative link to ``view``."""
    return address_of(SLUG, write_compared(view))
