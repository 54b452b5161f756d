"""Answer cards: the value large, whose and when, the sentence that proves it, where that stands."""

from __future__ import annotations

from collections.abc import Mapping

from answer.types import Answer, Citation
from ingest.confidence import page_warning
from ui import strings
from ui.about import About, citation_text, source_parts, where_of
from ui.marks import escape, marked
from ui.reading import read
from ui.state import View, address

_FIGURE = 32  # characters that still read at a glance in large type
_WORDS = 72  # a name, a number of a document, a short phrase
_WHOLE = 0.8  # of the quote; an answer that is nearly all of it is not marked in it
_AT_ONCE = 6  # cards in view; the others are folded away
_LINE = 32  # characters; a shorter part of the source stays on one line


def cards_html(answer: Answer, abouts: Mapping[str, About], view: View) -> str:
    """All answers side by side as HTML, best first; every foreign text in it is escaped."""
    title = strings.ANSWERS if len(answer.answers) == 1 else strings.ANSWERS_MANY
    cards = [card_html(citation, abouts.get(citation.document), view) for citation in answer.answers]
    more = _grid(cards[_AT_ONCE:])
    folded = (
        f"<details><summary>{escape(strings.MORE.format(len(cards) - _AT_ONCE))}</summary>{more}</details>"
    )
    return (
        f'<section class="vb-answers" lang="vi"><h2>{escape(title)}</h2>'
        f"{_grid(cards[:_AT_ONCE])}{folded if more else ''}</section>"
    )


def _grid(cards: list[str]) -> str:
    return f'<div class="vb-cards" data-count="{len(cards)}">{"".join(cards)}</div>' if cards else ""


def card_html(citation: Citation, about: About | None, view: View) -> str:
    """One answer; a sentence that is its own answer is shown once, as the quote."""
    where = where_of(citation.place, citation.year)
    copied = citation_text(about, citation.document, citation.label, citation.page, citation.quote)
    opened = address(view.opened(citation.document, citation.start, citation.end))
    source = source_parts(about, citation.document, citation.label, citation.page)
    rest = "".join(_part(part) for part in source[1:])
    return (
        '<article class="vb-card">'
        + (f'<h3 class="vb-where">{escape(where)}</h3>' if where else "")
        + _headline(citation)
        + _quote(citation)
        + f'<p class="vb-source"><cite>{escape(source[0])}</cite>{rest}</p>'
        + _note(about, citation.page)
        + '<p class="vb-actions">'
        + f'<a class="vb-open" href="{escape(opened)}">{escape(strings.OPEN)}</a>'
        + f'<button type="button" class="vb-copy" data-copy="{escape(copied)}" '
        + f'data-done="{escape(strings.COPIED)}">{escape(strings.COPY)}</button></p></article>'
    )


def _note(about: About | None, page: int | None) -> str:
    """How sure the recognition of the page was, where it was read from a picture."""
    said = page_warning(about.warnings, page) if about else None
    return f'<p class="vb-source">{escape(strings.CAUTION.format(said))}</p>' if said else ""


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
    return f'<blockquote class="vb-quote">{marked(shown.text, spans)}</blockquote>'
