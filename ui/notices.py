"""Lines above the results and the states in which there are none, as HTML."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index.types import Change, Understood
from ingest.places import successor, taken_in
from ui import strings
from ui.about import About, file_of, namesakes, number_of, title_of, where_of
from ui.marks import escape
from ui.places import Place, address_of
from ui.state import View, address, as_chosen, as_kept

_LATEST = 6


def brand_html(places: Sequence[Place], here: Place, who: str) -> str:
    """The product's name, a link to the first page, and the ways to the other pages.

    Args:
        who: tells one person's recent questions from another's in the same browser.
    """
    ways = "".join(_way(place, place == here) for place in places) if len(places) > 1 else ""
    nav = f'<nav class="vb-pages" aria-label="{escape(strings.PAGES)}">{ways}</nav>' if ways else ""
    return (
        f'<header class="vb-brand" lang="vi" data-who="{escape(who)}">'
        f'<a class="vb-open" href="{address(View())}">'
        f"{escape(strings.PRODUCT)}</a>{nav}</header>"
    )


def _way(place: Place, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    href = escape(address_of(place.slug))
    return f'<a class="vb-open" href="{href}"{current}>{escape(place.title)}</a>'


def lead_html(examples: Sequence[str]) -> str:
    """What the page is for, with questions to try and, filled in by the browser, those asked on it lately."""
    tried = _buttons([(question, View(q=question)) for question in examples])
    return (
        f'<div class="vb-lead" lang="vi"><h1>{escape(strings.TAGLINE)}</h1>'
        f"<p>{escape(strings.HINT)}</p><h2>{escape(strings.EXAMPLES_TITLE)}</h2>"
        f'<ul class="vb-onward">{tried}</ul></div>'
        f'<section class="vb-recent" lang="vi" hidden>'
        f"<h2>{escape(strings.RECENT)}</h2><ul></ul>"
        f'<button type="button" class="vb-forget">{escape(strings.FORGET)}</button></section>'
    )


def library_html(abouts: Collection[About]) -> str:
    """How much can be asked, and the latest documents to open."""
    count = f"{len(abouts):,}".replace(",", ".")
    latest = sorted(abouts, key=lambda about: (-(about.year or 0), about.id))[:_LATEST]
    shared = namesakes(abouts)
    items = "".join(_library_item(about, about.id in shared) for about in latest)
    return (
        f'<section class="vb-library" lang="vi"><h2>{escape(strings.LIBRARY.format(documents=count))}</h2>'
        f"<ul>{items}</ul></section>"
    )


def _library_item(about: About, shared: bool) -> str:
    file = file_of(about.source) if shared else ""
    facts = " · ".join(part for part in (where_of(about.place, about.year), number_of(about), file) if part)
    opened = escape(address(View(doc=about.id)))
    title = escape(title_of(about, about.id))
    return f'<li><a class="vb-open" href="{opened}">{title}</a><span>{escape(facts)}</span></li>'


def status_html(view: View, understood: Understood | None, abouts: Mapping[str, About]) -> str:
    """What was searched and under which filters, as far as that is not just what was typed.

    The main heading over results is heard, not seen; beside a document the document has it.
    """
    heading = "" if view.doc else _heading(view.q)
    return f"<div>{heading}{understood_html(view, understood)}{chips_html(view, abouts)}</div>"


def understood_html(view: View, understood: Understood | None) -> str:
    """The question as searched; each word that was rewritten undoes that by a tap, and all at once by a
    link. Empty where nothing was rewritten."""
    if view.exact:
        line = f"{escape(strings.SEARCHED_AS_TYPED)} {_other_way(strings.AS_MEANT, view)}"
        return f'<p class="vb-understood" lang="vi">{line}</p>'
    if understood is None or not (understood.changes or view.kept or _mergers(understood)):
        return ""
    shown = "".join(_piece(view, text, change) for text, change in pieces(understood))
    mergers = "".join(f'<span class="vb-aside">{escape(line)}</span>' for line in _mergers(understood))
    hint = f'<span class="vb-aside">{escape(strings.TAP)}</span>' if understood.changes else ""
    other = _other_way(strings.AS_TYPED, view) if understood.changes else ""
    line = f"{escape(strings.SEARCHING_FOR)} <q>{shown}</q> {other}"
    return f'<p class="vb-understood" lang="vi">{line}{mergers}{hint}</p>'


def pieces(understood: Understood) -> list[tuple[str, Change | None]]:
    """The text as searched, cut into what stayed and what each change made of what was typed."""
    typed, text = understood.original, understood.text
    found: list[tuple[str, Change | None]] = []
    here = there = 0
    for change in understood.changes:
        step = 0  # letters that both have in common before the change
        while not (
            typed.startswith(change.before, here + step) and text.startswith(change.after, there + step)
        ):
            step += 1
            if here + step > len(typed):
                return [(text, None)]
        found += [(text[there : there + step], None), (change.after, change)]
        here, there = here + step + len(change.before), there + step + len(change.after)
    return [(piece, change) for piece, change in [*found, (text[there:], None)] if piece]


def _piece(view: View, text: str, change: Change | None) -> str:
    if change is None:
        return "".join(_kept(view, word) for word in re.split(r"(\s+)", text))
    other = escape(address(replace(view, kept=as_kept((*view.kept, change.before)))))
    said = escape(strings.KEEP.format(after=change.after, before=change.before))
    longer = "" if change.kind == "diacritics" else " vb-long"
    return f'<a class="vb-open vb-undo{longer}" href="{other}" aria-label="{said}">{escape(text)}</a>'


def _kept(view: View, word: str) -> str:
    """A word that is kept as typed takes a tap to be read as meant again."""
    mine = [kept for kept in view.kept if word.lower() in kept.lower().split()]
    if not mine:
        return escape(word)
    other = escape(address(replace(view, kept=tuple(one for one in view.kept if one not in mine))))
    said = escape(strings.READ_AGAIN.format(word))
    return f'<a class="vb-open vb-kept" href="{other}" aria-label="{said}">{escape(word)}</a>'


def _mergers(understood: Understood) -> list[str]:
    """What became of the provinces that are named, where their papers are searched together."""
    lines = []
    for name in understood.places:
        new, others = successor(name), {*understood.related, *understood.places}
        before = [old for old in taken_in(name) if old in others]
        if new:
            lines.append(strings.NOW_IN.format(name=name, now=new))
        elif before:
            lines.append(strings.WITH_FORMER.format(name=name, before=", ".join(before)))
    return lines


def _other_way(label: str, view: View) -> str:
    """A link to the same question, read as typed instead of as meant or the other way round."""
    other = escape(address(replace(view, exact=not view.exact, kept=())))
    return f'<a class="vb-open" href="{other}">{escape(label)}</a>'


def _heading(question: str) -> str:
    """The page's main heading over results: heard, not seen."""
    return f'<h1 class="vb-unseen" lang="vi">{escape(strings.RESULTS_FOR.format(question))}</h1>'


def chips_html(view: View, abouts: Mapping[str, About]) -> str:
    """The chosen filters, each with a tap that takes it off; empty where there are none."""
    chips = [
        _chip(title_of(abouts.get(value), value) if key == "document" else value, without(view, key, value))
        for key, values in view.chosen
        for value in values
    ]
    if view.valid:
        chips.append(_chip(strings.VALID, replace(view, valid=False)))
    return (
        f'<div class="vb-chips" lang="vi"><span>{escape(strings.FILTERED_BY)}</span>{"".join(chips)}</div>'
        if chips
        else ""
    )


def _chip(name: str, left: View) -> str:
    said = escape(strings.TAKE_OFF.format(name))
    return f'<a class="vb-open" href="{escape(address(left))}" aria-label="{said}">{escape(name)}</a>'


def without(view: View, key: str, value: str) -> View:
    """The same view without one value of one filter."""
    left = {k: tuple(v for v in values if (k, v) != (key, value)) for k, values in view.chosen}
    return replace(view, chosen=as_chosen(left))


def bar_html(title: str, line: str) -> str:
    """A heading of a part of the results with a line about it."""
    return f'<div class="vb-bar" lang="vi"><h2>{escape(title)}</h2><p>{escape(line)}</p></div>'


def notice_html(
    title: str,
    *lines: str,
    commands: str = "",
    links: Sequence[tuple[str, View]] = (),
    details: str = "",
    kind: str = "",
) -> str:
    """A calm block that says what is the matter and what to do next.

    Args:
        links: ways on, as buttons under ``strings.INSTEAD`` where there are several.
        details: a line for the keeper of the program, folded away.
        kind: a class for the block, ours.
    """
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    shown = f"<pre>{escape(commands)}</pre>" if commands else ""
    folded = (
        f"<details><summary>{escape(strings.DETAILS)}</summary><pre>{escape(details)}</pre></details>"
        if details
        else ""
    )
    inner = f"<h2>{escape(title)}</h2>{body}{shown}{_onward(links)}{folded}"
    named = f"vb-notice {kind}".strip()
    return f'<section class="{named}" role="status" tabindex="-1" lang="vi">{inner}</section>'


def _onward(links: Sequence[tuple[str, View]]) -> str:
    if not links:
        return ""
    return f'<ul class="vb-onward" aria-label="{escape(strings.INSTEAD)}">{_buttons(links)}</ul>'


def _buttons(links: Sequence[tuple[str, View]]) -> str:
    return "".join(
        f'<li><a class="vb-open vb-button" href="{escape(address(view))}">{escape(label)}</a></li>'
        for label, view in links
    )


def keys_html() -> str:
    """The keys that do without a mouse; shown where there is a keyboard."""
    keys = "".join(
        f"<span><kbd>{escape(key)}</kbd> {escape(what)}</span>" for key, what in strings.KEYS.items()
    )
    return f'<p class="vb-keys" lang="vi">{keys}</p>'


def way_back(view: View) -> tuple[str, str]:
    """Label and address of the way back from a document."""
    label, target = (strings.BACK, view.results()) if view.q else (strings.BACK_HOME, View())
    return label, address(target)
