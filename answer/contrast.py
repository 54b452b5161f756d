"""A question about two things that "và" joins, as the ideas of each: "cấp mới và cấp lại giấy phép"."""

from __future__ import annotations

from answer.question import Asked
from answer.terms import Term
from ingest.facts.words import phrase

_JOINS = frozenset(phrase("và với hay hoặc"))
_NEAR = 2  # syllables on each side that tell the two apart


def sides(asked: Asked, terms: tuple[Term, ...]) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """The ideas of the question without what only the other side of its last "và" says; ``None`` where
    nothing tells two sides apart."""
    forms = [one.form for one in asked.words]
    for at in range(len(forms) - 2, 0, -1):
        if forms[at] in _JOINS:
            one = {*forms[max(0, at - _NEAR) : at]} - {*forms[at + 1 :]}
            other = {*forms[at + 1 : at + 1 + _NEAR]} - {*forms[:at]}
            if one and other:
                return _without(terms, other), _without(terms, one)
    return None


def _without(terms: tuple[Term, ...], forms: set[str]) -> tuple[Term, ...]:
    return tuple(term for term in terms if forms.isdisjoint(term.wordings[0]))
