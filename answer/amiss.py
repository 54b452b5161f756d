"""Whether a figure is amiss: the words around it contradict the question, or it is of something else."""

from __future__ import annotations

from answer.against import (
    added_only,
    aimed_at,
    at_least_only,
    change_only,
    excepted_by,
    how_many_aims,
    left_out,
    no_growth,
    no_length_of_time,
    no_price,
    no_rate,
    other_age,
    said_already,
    share_of_it,
)
from answer.objects import other_object
from answer.plans import not_past, other_congress
from answer.question import Asked
from answer.rounds import other_round
from answer.sides import contrary
from answer.terms import Term, Weights, bag
from ingest.facts.binding import Fact


def of_other_side(asked: Asked, fact: Fact) -> bool:
    """Whether a figure and what stands around it are of the other side of what the question names."""
    return contrary(bag(asked.text), bag(f"{fact.own} {fact.outer}"))


def contradicts(asked: Asked, fact: Fact) -> bool:
    """Whether the words of a figure speak against it."""
    return (
        contrary(bag(asked.text), bag(fact.own))
        or other_age(asked, fact)
        or left_out(asked, fact)
        or excepted_by(asked, fact)
        or no_growth(asked, fact)
        or no_price(asked, fact)
        or no_rate(asked, fact)
        or added_only(asked, fact)
        or aimed_at(asked, fact)
        or how_many_aims(asked, fact)
        or said_already(asked, fact)
        or share_of_it(asked, fact)
    )


def of_another(asked: Asked, terms: tuple[Term, ...], weights: Weights, fact: Fact, title: str) -> bool:
    """Whether a figure is a change where a level is asked for, or the other way round, of another thing than
    is measured, or of another congress or round."""
    return (
        change_only(asked, fact)
        or not_past(asked, fact)
        or at_least_only(asked, fact)
        or other_object(asked, terms, weights, fact, title)
        or other_congress(asked, fact, title)
        or other_round(asked, fact, title)
        or no_length_of_time(asked, fact)
    )
