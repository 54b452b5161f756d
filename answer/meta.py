"""Questions about documents: who signed, which number, when and by whom issued, on what basis.

The datum comes from the document's own metadata with the line that shows it, or, where the question
means a document that the corpus only cites, from the citation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from answer import reasons
from answer.asked import MetaField
from answer.citations import Cited, citations, number_cited, same_number
from answer.data import Choice, datum, kinds_named, of_basis
from answer.found import Found, Outcome, Span
from answer.holders import answer_holder
from answer.lines import line_end
from answer.organs import named_organs, organs_agree
from answer.place import place_fits
from answer.question import Asked
from answer.terms import Term, bag, coverage
from answer.titled import titled
from index.content import DocumentInfo
from index.syllables import unaccent
from index.types import Understood
from ingest.facts.words import fold
from ingest.types import Document

_CLOSE = 0.45  # documents within this of the best are named too
_STOP = re.compile(r"[.;]\s")
_MOST = 3  # documents of one number that are told
_OF_CITED = frozenset({"number", "issued", "issuer"})  # what a citation may tell of the document it cites
_NAMED = 1.5  # the whole name of a law stands in the question
_BEFORE = 0.9  # of what is said before a citation, beside what is said after it
_OF_SEVERAL = frozenset({"issued", "signer", "post", "issuer", "title", "effective"})
_BESIDE = re.compile(
    r" \w+ \w+(?: so)? \d[\w/.-]*(?:(?: \w+){0,8}? (?:va|voi|hay|cung)|\s?[,;])"
    r"(?: (?!thay |sua |bai |can cu |theo |thuc hien |huong dan )\w+){0,5}? \d"
)
_AMENDING = " sua doi "
_BY_NUMBER = 3.6  # a document named by its number is the one that is meant


def answer_meta(
    asked: Asked,
    understood: Understood,
    terms: tuple[Term, ...],
    infos: Sequence[DocumentInfo],
    near: Sequence[str],
    load: Callable[[str], Document],
) -> Outcome:
    """Answer from metadata or citations. ``near`` are ids of documents that the search found, best first."""
    outcome = _from_data(asked, understood, terms, infos, near, load)
    if outcome.found or asked.field != "holder" or not asked.post:
        return outcome
    meant = {info.id for info in infos if bears(info, asked.cited)} if asked.cited else set(near)
    ids = [*(id for id in near if id in meant), *sorted(meant - set(near))]
    found = titled(asked, asked.post, map(load, ids))
    return Outcome(found, None) if found else outcome


def _from_data(
    asked: Asked,
    understood: Understood,
    terms: tuple[Term, ...],
    infos: Sequence[DocumentInfo],
    near: Sequence[str],
    load: Callable[[str], Document],
) -> Outcome:
    assert asked.field is not None
    field: MetaField = asked.field
    if based_on := of_basis(asked, field):
        return _of_basis(asked, terms, field, based_on, infos, load)
    if asked.cited and field in _OF_SEVERAL and len(several := _listed(asked, understood)) > 1:
        each = [_by_number(replace(asked, cited=one), field, infos, near, load) for one in several]
        found = tuple(one for outcome in each for one in outcome.found)
        return Outcome(found, None) if found else each[0]
    if asked.cited and field != "number":  # whose number is asked for bears another than the one named
        return _by_number(asked, field, infos, near, load)
    allowed = [info for info in infos if place_fits(asked, info)]
    if not allowed:
        return Outcome((), reasons.no_place(asked.places, infos))
    if field == "holder":
        return answer_holder(asked, allowed, near, load)
    choices = _choices(asked, understood, terms, field, allowed, near, load)
    if not choices:
        return Outcome((), reasons.no_document())
    close = choices[0].score - (0.0 if asked.places else _CLOSE)
    told = [(one, datum(one, field, asked)) for one in choices if one.score >= close]
    if len(asked.places) > 1:
        told = _of_each_place(asked, choices, field) or told
    found = tuple(one for _, one in told if one)
    first, datum_of_first = told[0]
    if datum_of_first is None and (asked.places or not found):
        return Outcome((), reasons.not_stated(field, first.document))
    return Outcome(found, None if found else reasons.no_document())


def _of_basis(
    asked: Asked,
    terms: tuple[Term, ...],
    field: MetaField,
    kinds: tuple[str, ...],
    infos: Sequence[DocumentInfo],
    load: Callable[[str], Document],
) -> Outcome:
    """A datum of a paper that a document of the store names as its basis."""
    within = [Choice(load(info.id), None, 0.0) for info in infos if bears(info, asked.cited)][:_MOST]
    quoted = [one for choice in within for one in _quoted(asked, terms, kinds, field, choice)]
    own = number_cited(asked.text[asked.text.lower().find("căn cứ") :], ())
    if own and own != asked.cited:  # "… căn cứ Nghị quyết số 31/NQ-HĐND ban hành ngày nào"
        quoted = [one for one in quoted if one.cited and same_number(one.cited.number, own)]
    ranked = sorted(quoted, key=lambda one: (-one.score, one.document.id))
    found = [told for one in ranked[:1] if (told := datum(one, field, asked))]
    return Outcome(tuple(found), None if found else reasons.number_unknown(asked.cited or ""))


def _listed(asked: Asked, understood: Understood) -> tuple[str, ...]:
    """The numbers of documents that a question asks about one beside the other: "công điện 18 và công điện
    21"."""
    beside = _BESIDE.search(f" {unaccent(asked.text).lower()} ")
    return tuple(dict.fromkeys(understood.numbers)) if beside else ()


def _of_each_place(
    asked: Asked, choices: Sequence[Choice], field: MetaField
) -> list[tuple[Choice, Found | None]]:
    """Of each of several places the first document that tells."""
    out: list[tuple[Choice, Found | None]] = []
    for place in asked.places:
        own = (one for one in choices if fold(one.document.place or "") == fold(place))
        told = ((one, datum(one, field, asked)) for one in own)
        out += [both for both in told if both[1]][:1]
    return out


def _by_number(
    asked: Asked,
    field: MetaField,
    infos: Sequence[DocumentInfo],
    near: Sequence[str],
    load: Callable[[str], Document],
) -> Outcome:
    number = asked.cited or ""
    bearing = [one for one in infos if one.number and same_number(one.number, number, one.kind, one.year)]
    bearing = [one for one in bearing if place_fits(asked, one)] or bearing
    if bearing:
        documents = [load(info.id) for info in bearing[:_MOST]]
        told = [
            one for document in documents if (one := datum(Choice(document, None, _BY_NUMBER), field, asked))
        ]
        return Outcome(tuple(told), None if told else reasons.not_stated(field, documents[0]))
    found = []
    for document in map(load, near):
        cited = (one for one in _cited_in(document.text) if one.number and same_number(one.number, number))
        data = (datum(Choice(document, at, _BY_NUMBER), field, asked) for at in cited)
        found += [one for one in data if one][:1]
    return Outcome(tuple(found), None if found else reasons.number_unknown(number))


def _choices(
    asked: Asked,
    understood: Understood,
    terms: tuple[Term, ...],
    field: MetaField,
    infos: Sequence[DocumentInfo],
    near: Sequence[str],
    load: Callable[[str], Document],
) -> list[Choice]:
    kinds = kinds_named(asked, understood.kinds, field)
    rank = {id: at for at, id in enumerate(near)}
    own = [
        Choice(load(info.id), None, _own_score(asked, terms, kinds, info) + 0.3 / (1 + rank.get(info.id, 9)))
        for info in infos
        if (info.id in rank or asked.places) and not bears(info, asked.cited)
    ]
    within = [Choice(load(info.id), None, 0.0) for info in infos if bears(info, asked.cited)]
    quoted = [one for choice in (*own, *within) for one in _quoted(asked, terms, kinds, field, choice)]
    ranked = sorted([*own, *quoted], key=lambda one: (-one.score, one.document.id, one.cited is not None))
    return [one for one in ranked if one.score > 0]


def bears(info: DocumentInfo, number: str | None) -> bool:
    """Whether a document of the store has the number that a question names."""
    return bool(info.number and number) and same_number(info.number or "", number or "", info.kind, info.year)


@lru_cache(maxsize=256)
def _cited_in(text: str) -> tuple[Cited, ...]:
    """The citations of a document; kept, because people ask about the same ones."""
    return citations(text)


def _own_score(asked: Asked, terms: tuple[Term, ...], kinds: tuple[str, ...], info: DocumentInfo) -> float:
    title, kind = fold(info.title), fold(info.kind or "")
    score = 1.0 * coverage(terms, ((bag(f"{info.title} {info.issuer or ''} {info.kind or ''}"), 1.0),))
    if kinds:
        score += max(1.2 if one == kind else 0.7 if one in title else -0.8 for one in kinds)
    if asked.periods:
        years = {year for period in asked.periods for year in (period.first, period.last)}
        in_title = any(str(year) in info.title for year in years)
        score += 0.5 if info.year in years or in_title else -0.5
    return score + _organ_score(asked, info.issuer or info.title)


def _organ_score(asked: Asked, issuer: str) -> float:
    wanted, has = named_organs(asked.text), named_organs(issuer)
    if not wanted or not has:
        return 0.0
    return 0.7 if organs_agree(wanted[0], has[0]) else -0.9


def _quoted(
    asked: Asked, terms: tuple[Term, ...], kinds: tuple[str, ...], field: MetaField, choice: Choice
) -> list[Choice]:
    """Documents cited inside a document, where the question may mean one of them."""
    if field not in _OF_CITED or not kinds:
        return []
    text, out, said = choice.document.text, [], f" {fold(asked.text)} "
    for cited in _cited_in(text):
        if fold(cited.kind) not in kinds:
            continue
        if asked.cited and cited.number and same_number(cited.number, asked.cited):
            continue
        low, high = _sentence(text, cited)
        score = 1.0 + 0.9 * coverage(
            terms, ((bag(text[cited.span[0] : high]), 1.0), (bag(text[low : cited.span[0]]), _BEFORE))
        )
        beside = (text[low : cited.span[0]], text[cited.span[1] : high])
        if asked.cited and any(
            same_number(one.number, asked.cited) for part in beside for one in citations(part)
        ):
            score += _NAMED
        if cited.issuer:
            score += _organ_score(asked, text[slice(*cited.issuer)])
        if not cited.number:
            score += _law_score(f" {fold(text[slice(*cited.name)])} ", said)
        years = {str(year) for period in asked.periods for year in (period.first, period.last)}
        score += (
            0.3
            if any(year in text[cited.span[0] : line_end(text, cited.span[1])] for year in years)
            else -0.2
        )
        out.append(Choice(choice.document, cited, score))
    return out


def _sentence(text: str, cited: Cited) -> Span:
    """What a sentence says around a citation: the clauses before and after it on the line."""
    start = max(text.rfind(mark, 0, cited.span[0]) + 1 for mark in (". ", "\n", "; "))
    line = line_end(text, cited.span[1])
    stop = _STOP.search(text, cited.span[1], line)
    return start, stop.start() if stop else line


def _law_score(name: str, said: str) -> float:
    """A law is meant by its title; a law that amends another bears the other's title, too."""
    if (_AMENDING in name) != (_AMENDING in said):
        return -_NAMED
    return _NAMED if name in said else 0.0
