"""Lines above the results and the states in which there are none, as HTML."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index.types import Filters
from ui import strings
from ui.about import About, number_of, title_of, where_of
from ui.marks import escape
from ui.places import Place, address_of
from ui.state import View, address

_LATEST = 6


def brand_html(places: Sequence[Place], here: Place) -> str:
    """The product's name, a link to the first page, and the ways to the other pages."""
    ways = "".join(_way(place, place == here) for place in places) if len(places) > 1 else ""
    nav = f'<nav class="vb-pages" aria-label="{escape(strings.PAGES)}">{ways}</nav>' if ways else ""
    return (
        f'<header class="vb-brand" lang="vi"><a class="vb-open" href="{address(View())}">'
        f"{escape(strings.PRODUCT)}</a>{nav}</header>"
    )


def _way(place: Place, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    href = escape(address_of(place.slug))
    return f'<a class="vb-open" href="{href}"{current}>{escape(place.title)}</a>'


def lead_html() -> str:
    """What the page is for, above the examples."""
    return (
        f'<div class="vb-lead" lang="vi"><h1>{escape(strings.TAGLINE)}</h1>'
        f"<p>{escape(strings.HINT)}</p><h2>{escape(strings.EXAMPLES_TITLE)}</h2></div>"
    )


def library_html(abouts: Collection[About]) -> str:
    """How much can be asked, and the latest documents to open."""
    count = f"{len(abouts):,}".replace(",", ".")
    latest = sorted(abouts, key=lambda about: (-(about.year or 0), about.id))[:_LATEST]
    items = "".join(_library_item(about) for about in latest)
    return (
        f'<section class="vb-library" lang="vi"><h2>{escape(strings.LIBRARY.format(documents=count))}</h2>'
        f"<ul>{items}</ul></section>"
    )


def _library_item(about: About) -> str:
    facts = " · ".join(part for part in (where_of(about.place, about.year), number_of(about)) if part)
    opened = escape(address(View(doc=about.id)))
    title = escape(title_of(about, about.id))
    return f'<li><a class="vb-open" href="{opened}">{title}</a><span>{escape(facts)}</span></li>'


def status_html(view: View, understood: str, abouts: Mapping[str, About]) -> str:
    """What was searched and under which filters, as far as that is not just what was typed."""
    inner = understood_html(view, understood) + chips_html(view.filters, abouts)
    return f"<div>{_heading(view.q)}{inner}</div>"


def understood_html(view: View, understood: str) -> str:
    """The question as searched, with what was rewritten set bold and a way to undo it; empty where
    nothing was rewritten."""
    if view.exact:
        line = f"{escape(strings.SEARCHED_AS_TYPED)} {_other_way(strings.AS_MEANT, view)}"
        return f'<p class="vb-understood" lang="vi">{line}</p>'
    if not understood or view.q.casefold() == understood.casefold():
        return ""
    typed, words = view.q.casefold().split(), understood.split()
    same = difflib.SequenceMatcher(None, typed, [w.casefold() for w in words], autojunk=False)
    pieces = (
        (" ".join(words[start:end]), kind) for kind, _, _, start, end in same.get_opcodes() if start < end
    )
    shown = " ".join(escape(w) if kind == "equal" else f"<b>{escape(w)}</b>" for w, kind in pieces)
    line = f"{escape(strings.SEARCHING_FOR)} <q>{shown}</q> {_other_way(strings.AS_TYPED, view)}"
    return f'<p class="vb-understood" lang="vi">{line}</p>'


def _other_way(label: str, view: View) -> str:
    """A link to the same question, read as typed instead of as meant or the other way round."""
    other = escape(address(replace(view, exact=not view.exact)))
    return f'<a class="vb-open" href="{other}">{escape(label)}</a>'


def _heading(question: str) -> str:
    """The page's main heading over results: heard, not seen."""
    return f'<h1 class="vb-unseen" lang="vi">{escape(strings.RESULTS_FOR.format(question))}</h1>'


def chips_html(filters: Filters, abouts: Mapping[str, About]) -> str:
    """The chosen filters; empty where there are none."""
    names = [
        title_of(abouts.get(value), value) if key == "document" else value
        for key, values in filters.items()
        for value in values
    ]
    chips = "".join(f"<b>{escape(name)}</b>" for name in names)
    return (
        f'<div class="vb-chips" lang="vi"><span>{escape(strings.FILTERED_BY)}</span>{chips}</div>'
        if chips
        else ""
    )


def bar_html(title: str, line: str) -> str:
    """A heading of a part of the results with a line about it."""
    return f'<div class="vb-bar" lang="vi"><h2>{escape(title)}</h2><p>{escape(line)}</p></div>'


def notice_html(title: str, *lines: str, commands: str = "", link: tuple[str, View] | None = None) -> str:
    """A calm block that says what is the matter and what to do next."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    shown = f"<pre>{escape(commands)}</pre>" if commands else ""
    onward = _link(*link) if link else ""
    inner = f"<h2>{escape(title)}</h2>{body}{shown}{onward}"
    return f'<section class="vb-notice" role="status" lang="vi">{inner}</section>'


def _link(label: str, view: View) -> str:
    opened = escape(address(view))
    return f'<p class="vb-actions"><a class="vb-open" href="{opened}">{escape(label)}</a></p>'


def way_back(view: View) -> tuple[str, str]:
    """Label and address of the way back from a document."""
    label, target = (strings.BACK, view.results()) if view.q else (strings.BACK_HOME, View())
    return label, address(target)
