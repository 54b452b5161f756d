"""Questions about documents: who signed, which number, when and by whom issued, on what basis.

The datum comes from the document's own metadata with the line that shows it, or, where the question
means a document that the corpus only cites, from the citation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer import reasons
from answer.asked import MetaField
from answer.citations import Cited, citations, same_number
from answer.found import Found, Span
from answer.organs import named_organs, organs_agree
from answer.place import place_fits
from answer.question import Asked
from answer.terms import Term, bag, coverage
from index.content import DocumentInfo
from index.types import Understood
from ingest.facts.words import fold
from ingest.metadata import evidence
from ingest.types import Document

_DATE = re.compile(r"\d{1,2}(?:\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})")
_CLOSE = 0.45  # documents within this of the best are named too


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question about a document came to: data, or the reason why there are none."""

    found: tuple[Found, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Choice:
    """A document that the question may mean: one of the store, or one cited inside it."""

    document: Document
    cited: Cited | None
    score: float


def answer_meta(
    asked: Asked,
    understood: Understood,
    terms: tuple[Term, ...],
    infos: Sequence[DocumentInfo],
    near: Sequence[str],
    load: Callable[[str], Document],
) -> Outcome:
    """Answer from metadata or citations. ``near`` are ids of documents that the search found, best first."""
    assert asked.field is not None
    field: MetaField = asked.field
    if asked.cited:
        return _by_number(asked, field, infos, near, load)
    allowed = [info for info in infos if place_fits(asked, info)]
    if not allowed:
        return Outcome((), reasons.no_place(asked.places, infos))
    choices = _choices(asked, understood, terms, field, allowed, near, load)
    if not choices:
        return Outcome((), reasons.no_document())
    best = choices[0].score
    found, missing = [], []
    for choice in choices:
        if choice.score < best - (0.0 if asked.places else _CLOSE):
            break
        datum = _datum(choice, field, asked)
        if datum:
            found.append(datum)
        else:
            missing.append(choice)
    if missing and missing[0] is choices[0] and (asked.places or not found):
        return Outcome((), reasons.not_stated(field, missing[0].document))
    return Outcome(tuple(found), None if found else reasons.no_document())


def _by_number(
    asked: Asked,
    field: MetaField,
    infos: Sequence[DocumentInfo],
    near: Sequence[str],
    load: Callable[[str], Document],
) -> Outcome:
    number = asked.cited or ""
    for info in infos:
        if info.number and same_number(info.number, number):
            choice = _Choice(load(info.id), None, 1.0)
            datum = _datum(choice, field, asked)
            return (
                Outcome((datum,), None) if datum else Outcome((), reasons.not_stated(field, choice.document))
            )
    found: list[Found] = []
    for id in near:
        document = load(id)
        for cited in citations(document.text):
            if same_number(cited.number, number):
                datum = _datum(_Choice(document, cited, 0.9), field, asked)
                if datum:
                    found.append(datum)
                    break
    return Outcome(tuple(found), None if found else reasons.number_unknown(number))


def _choices(
    asked: Asked,
    understood: Understood,
    terms: tuple[Term, ...],
    field: MetaField,
    infos: Sequence[DocumentInfo],
    near: Sequence[str],
    load: Callable[[str], Document],
) -> list[_Choice]:
    kinds = _asked_kinds(asked, understood, field)
    rank = {id: at for at, id in enumerate(near)}
    own = [
        _Choice(load(info.id), None, _own_score(asked, terms, kinds, info) + 0.3 / (1 + rank.get(info.id, 9)))
        for info in infos
        if info.id in rank or asked.places
    ]
    quoted = [one for choice in own for one in _quoted(asked, terms, kinds, field, choice)]
    ranked = sorted([*own, *quoted], key=lambda one: (-one.score, one.document.id, one.cited is not None))
    return [one for one in ranked if one.score > 0]


def _asked_kinds(asked: Asked, understood: Understood, field: MetaField) -> tuple[str, ...]:
    """Kinds of document the question names, those after "căn cứ" left out."""
    text = fold(asked.text)
    if field == "basis":
        text = text.split("can cu", 1)[0] or text
    return tuple(fold(kind) for kind in understood.kinds if fold(kind) in text)


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
    asked: Asked, terms: tuple[Term, ...], kinds: tuple[str, ...], field: MetaField, choice: _Choice
) -> list[_Choice]:
    """Documents cited inside a document, where the question may mean one of them."""
    if field in {"signer", "basis", "effective", "title"} or not kinds:
        return []
    text, out = choice.document.text, []
    for cited in citations(text):
        if fold(cited.kind) not in kinds:
            continue
        line = bag(text[cited.span[0] : _line_end(text, cited.span[1])])
        score = 1.0 + 0.9 * coverage(terms, ((line, 1.0),))
        if cited.issuer:
            score += _organ_score(asked, text[slice(*cited.issuer)])
        years = {str(year) for period in asked.periods for year in (period.first, period.last)}
        score += (
            0.3
            if any(year in text[cited.span[0] : _line_end(text, cited.span[1])] for year in years)
            else -0.2
        )
        out.append(_Choice(choice.document, cited, score))
    return out


def _datum(choice: _Choice, field: MetaField, asked: Asked) -> Found | None:
    if choice.cited is not None:
        return _cited_datum(choice, choice.cited, field)
    document = choice.document
    if field == "basis":
        return _basis(choice, asked)
    if field == "effective":
        return _effective(choice)
    span = evidence(document, field)
    value = getattr(document, field)
    if span is None or value is None:
        return None
    inside = _inside(document.text, span, field, value)
    return Found(document, inside, _line(document.text, inside), _sure(choice))


def _inside(text: str, span: Span, field: str, value: object) -> Span:
    """The datum itself inside the lines that show it."""
    if field == "issued":
        match = _DATE.search(text, span[0], span[1])
        return match.span() if match else span
    at = text.find(str(value), span[0], span[1])
    if at >= 0:
        return at, at + len(str(value))
    return _stripped(text, span)


def _cited_datum(choice: _Choice, cited: Cited, field: MetaField) -> Found | None:
    text = choice.document.text
    if field == "number":
        start = text.index(cited.number, cited.name[0])
        span: Span | None = (start, start + len(cited.number))
    else:
        span = {"issued": cited.issued, "issuer": cited.issuer}.get(field)
    if span is None:
        return None
    whole = min(cited.span[0], span[0]), max(cited.span[1], span[1])
    return Found(choice.document, span, _line(text, whole), _sure(choice))


def _basis(choice: _Choice, asked: Asked) -> Found | None:
    """The cited document that a "Căn cứ" line names, of the kind and organ asked for."""
    text = choice.document.text
    tail = fold(asked.text).split("can cu", 1)[-1]
    wanted = named_organs(asked.text[asked.text.lower().find("căn cứ") :])
    best: tuple[float, Cited] | None = None
    for cited in citations(text):
        if "căn cứ" not in text[max(0, cited.name[0] - 120) : cited.name[0]].lower():
            continue
        score = 1.0 if fold(cited.kind) in tail else 0.0
        has = named_organs(text[slice(*cited.issuer)]) if cited.issuer else ()
        if wanted and has:
            score += 1.0 if organs_agree(wanted[0], has[0]) else -1.0
        if best is None or score > best[0]:
            best = score, cited
    if best is None or best[0] <= 0:
        return None
    return Found(choice.document, best[1].name, _line(text, best[1].span), _sure(choice))


def _effective(choice: _Choice) -> Found | None:
    text = choice.document.text
    match = re.search(r"(?:hiệu lực|áp dụng|thi hành)(?: thi hành)?(?: kể)? (từ [^.;\n]+)", text)
    return Found(choice.document, match.span(1), _line(text, match.span()), _sure(choice)) if match else None


def _sure(choice: _Choice) -> float:
    return round(min(0.99, max(0.5, 0.5 + choice.score / 8)), 4)


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span[0]) + 1
    return _stripped(text, (start, _line_end(text, span[1])))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \t*\n":
        start += 1
    while end > start and text[end - 1] in " \t*\n":
        end -= 1
    return start, end
