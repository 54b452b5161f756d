"""Answer cards: the value large, whose and when, the sentence that proves it, where that stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from answer.types import Answer, Citation
from ingest.confidence import page_warning
from ingest.links import Link
from ui import strings
from ui.about import About, citation_text, is_pdf, source_parts
from ui.beside import beside_html
from ui.grid import is_row, text_html
from ui.marks import escape, marked
from ui.reading import read
from ui.state import View, address

_FIGURE = 32  # characters that still read at a glance in large type
_WORDS = 72  # a name, a number of a document, a short phrase
_WHOLE = 0.8  # of the quote; an answer that is nearly all of it is not marked in it
_AT_ONCE = 6  # cards in view; the others are folded away
_MOST_ENDINGS = 2  # that are told of one document
_LINE = 32  # characters; a shorter part of the source stays on one line


def cards_html(
    answer: Answer, abouts: Mapping[str, About], view: View, ended: Mapping[str, Sequence[Link]] | None = None
) -> str:
    """All answers side by side as HTML, best first; every foreign text in it is escaped.

    Args:
        ended: by id, the links by which others have ended a document.
    """
    title = strings.ANSWERS if len(answer.answers) == 1 else strings.ANSWERS_MANY
    cards = [
        card_html(one, abouts.get(one.document), view, (ended or {}).get(one.document, ()))
        for one in answer.answers
    ]
    more = _grid(cards[_AT_ONCE:])
    folded = (
        f"<details><summary>{escape(strings.MORE.format(len(cards) - _AT_ONCE))}</summary>{more}</details>"
    )
    differ = any(one.disagrees for one in answer.answers)
    return (
        f'<section class="vb-answers" lang="vi" tabindex="-1" aria-label="{escape(title)}">'
        f"<h2>{escape(title)}</h2>"
        + (f'<p class="vb-differ">{escape(strings.DIFFER)}</p>' if differ else "")
        + beside_html(answer, abouts, view)
        + f"{_grid(cards[:_AT_ONCE])}{folded if more else ''}</section>"
    )


def _grid(cards: list[str]) -> str:
    return f'<div class="vb-cards" data-count="{len(cards)}">{"".join(cards)}</div>' if cards else ""


def card_html(citation: Citation, about: About | None, view: View, ended: Sequence[Link] = ()) -> str:
    """One answer; a sentence that is its own answer is shown once, as the quote."""
    copied = citation_text(about, citation.document, citation.label, citation.page, citation.quote)
    source = source_parts(about, citation.document, citation.label, citation.page)
    rest = "".join(_part(part) for part in source[1:])
    here = ' aria-current="true"' if _is_open(citation, view) else ""
    return (
        f'<article class="vb-card"{here}>'
        + _where(citation)
        + _headline(citation)
        + (f'<p class="vb-differs">{escape(strings.DIFFERS)}</p>' if citation.disagrees else "")
        + _quote(citation)
        + f'<p class="vb-source"><cite>{escape(source[0])}</cite>{rest}</p>'
        + _note(about, citation.page)
        + ended_html(ended)
        + '<p class="vb-actions">'
        + _ways(citation, about, view)
        + f'<button type="button" class="vb-copy" data-copy="{escape(copied)}" '
        + f'data-done="{escape(strings.COPIED)}">{escape(strings.COPY)}</button></p></article>'
    )


def ended_html(ended: Sequence[Link]) -> str:
    """What others say that ends a document, each with a way there where the library holds it."""
    lines = [_ended(link) for link in ended[:_MOST_ENDINGS]]
    return f'<p class="vb-ended">{"; ".join(lines)}.</p>' if lines else ""


def _ended(link: Link) -> str:
    told = strings.ENDED[link.relation.kind]
    name = escape(link.acting.told)
    if link.acting.id:
        start = (link.relation.start, link.relation.end) if link.acting.id == link.relation.document else None
        href = escape(address(View(doc=link.acting.id, at=start)))
        name = f'<a class="vb-open" href="{href}">{name}</a>'
    return f"{escape(told)} {name}"


def _is_open(citation: Citation, view: View) -> bool:
    return (view.doc, view.at) == (citation.document, (citation.start, citation.end))


def _where(citation: Citation) -> str:
    """Whose figure it is and of when; whether it is a target or a result."""
    when = citation.period or (strings.YEAR.format(citation.year) if citation.year else None)
    where = " · ".join(part for part in (citation.place, when) if part)
    status = strings.STATUS.get(citation.status or "", "")
    chip = f'<span class="vb-status">{escape(status)}</span>' if status else ""
    return f'<h3 class="vb-where"><span>{escape(where)}</span>{chip}</h3>' if where or chip else ""


def _ways(citation: Citation, about: About | None, view: View) -> str:
    """Links to the quote in the text, and on the original page where that is a PDF's."""
    opened = view.opened(citation.document, citation.start, citation.end)
    links = [(strings.OPEN, opened)]
    if about and citation.page and is_pdf(about.source):
        links.append((strings.ORIGINAL, replace(opened, picture=True)))
    return "".join(
        f'<a class="vb-open" href="{escape(address(view))}">{escape(label)}</a>' for label, view in links
    )


def _note(about: About | None, page: int | None) -> str:
    """How sure the recognition of the page was, where it was read from a picture."""
    said = page_warning(about.warnings, page) if about else None
    return f'<p class="vb-caution">{escape(strings.CAUTION.format(said))}</p>' if said else ""


def headline_of(citation: Citation) -> str:
    """What is set large: the answer if short, else its value with unit, else nothing."""
    text = read(citation.text).line
    if len(text) <= _FIGURE or (citation.value is None and len(text) <= _WORDS):
        return text
    if citation.value is None:
        return ""
    unit = citation.unit or ""
    return citation.value + (unit if unit in ("", "%", "‰") else f" {unit}")


def _part(part: str) -> str:
    return (
        f'<span class="vb-tight">{escape(part)}</span>'
        if len(part) <= _LINE
        else f"<span>{escape(part)}</span>"
    )


def _headline(citation: Citation) -> str:
    text = headline_of(citation)
    size = "vb-figure" if citation.value is not None else "vb-words"
    return f'<p class="{size}">{escape(text)}</p>' if text else ""


def _quote(citation: Citation) -> str:
    shown = read(citation.quote)
    if shown.line == headline_of(citation):
        return ""
    at = citation.quote.find(citation.text)
    whole = at < 0 or len(citation.text) > _WHOLE * len(citation.quote)
    spans = [] if whole else [shown.span(at, at + len(citation.text))]
    if any(map(is_row, shown.text.splitlines())):
        return f'<blockquote class="vb-quote">{text_html(shown.text, spans, strings.TABLE)}</blockquote>'
    return f'<blockquote class="vb-quote">{marked(shown.text, spans)}</blockquote>'
