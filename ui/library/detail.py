"""One document of the library: what is known of it, how it stands, what to mind, what it is tied to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.duplicates import Version
from ingest.rows import Entry
from ingest.store import open_store
from settings import Settings
from ui.about import day_of
from ui.access import User
from ui.chips import thousands
from ui.indicators.state import SLUG as INDICATORS
from ui.library import strings
from ui.library.listing import standing_of, title_of
from ui.library.relations import Tie, graph_html, ties_of
from ui.library.shelf import Shelf, notes_of, sureness
from ui.library.state import Shown, address
from ui.marks import escape
from ui.places import address_of
from ui.reading import read
from ui.state import View
from ui.state import address as home_address


@dataclass(frozen=True, slots=True)
class Told:
    """What the store says of one document beyond its entry.

    Attributes:
        effective: since when it is in force, in its own words, with their span; ``None`` for not said.
        versions: copies and near versions that the person may see.
    """

    ties: tuple[Tie, ...]
    versions: tuple[Version, ...]
    effective: tuple[str, int, int] | None


def told_of(settings: Settings, entry: Entry, user: User) -> Told:
    """All of it, as far as the person may know.

    Raises:
        ingest.store.StoreError: the document has just been removed.
    """
    from answer.acts import clause

    with open_store(settings) as opened:
        document = opened.document(entry.id)
        found = clause(document, "effective")
        versions = tuple(one for one in opened.versions(entry.id) if user.sees(one.id))
        ties = tuple(ties_of(opened, entry.id, user))
    effective = (document.text[slice(*found[0])], *found[1]) if found else None
    return Told(ties, versions, effective)


def head_html(entry: Entry, look: Shown) -> str:
    """The way back, the title, the ways to the document's text and its figures."""
    back = escape(address(replace(look, document="")))
    opened = escape(home_address(View(doc=entry.id)))
    figures = escape(address_of(INDICATORS, {"vb": entry.id}))
    return (
        f'<div class="vb-one" lang="vi"><a class="vb-back" href="{back}">← {escape(strings.BACK)}</a>'
        f"<h1>{escape(title_of(entry))}</h1>"
        f'<p class="vb-actions"><a class="vb-open" href="{opened}">{escape(strings.OPEN)}</a>'
        f'<a class="vb-open" href="{figures}">{escape(strings.FIGURES)}</a></p></div>'
    )


def body_html(entry: Entry, told: Told, shelf: Shelf, user: User, look: Shown) -> str:
    """Facts, warnings, versions and the graph of relations."""
    return (
        f'<div class="vb-one" lang="vi">{_facts(entry, told, shelf, user)}{_notes(entry)}'
        f"{_versions(told.versions, shelf, look)}{_relations(entry, told.ties, look)}</div>"
    )


def _facts(entry: Entry, told: Told, shelf: Shelf, user: User) -> str:
    size = strings.SIZE.format(
        characters=thousands(entry.characters),
        sections=thousands(entry.sections),
        passages=thousands(entry.passages),
    )
    ready = strings.READY if entry.id in shelf.indexed else strings.BEHIND
    sure = sureness(entry)
    values = {
        "number": entry.number, "kind": entry.kind, "issuer": entry.issuer, "issued": day_of(entry.issued),
        "signer": entry.signer, "place": entry.place, "year": str(entry.year or "") or None,
    }  # fmt: skip
    rows = [_fact(name, escape(value) if value else "") for name, value in values.items()]
    rows.append(_fact("effective", _effect(entry, told, shelf)))
    rows.append(
        _fact("status", escape(ready + (f"; {strings.SURE.format(sure)}" if sure is not None else "")))
    )
    rows.append(_fact("size", escape(size)))
    if entry.page_count:
        rows.append(_fact("pages", thousands(entry.page_count)))
    rows.append(_fact("file", escape(entry.path if user.can("keep") else Path(entry.path).name)))
    return f'<dl class="vb-about vb-known">{"".join(rows)}</dl>'


def _fact(name: str, shown: str) -> str:
    value = f"<dd>{shown}</dd>" if shown else f'<dd class="vb-none">{escape(strings.UNSTATED)}</dd>'
    return f"<div><dt>{escape(strings.FACTS[name])}</dt>{value}</div>"


def _effect(entry: Entry, told: Told, shelf: Shelf) -> str:
    """Since when it holds, in its own words, and what ends it."""
    since = ""
    if told.effective:
        words, start, end = told.effective
        href = escape(home_address(View(doc=entry.id, at=(start, end))))
        since = f'<a class="vb-open" href="{href}">{escape(read(words).line)}</a>'
    ended = standing_of(shelf.ended.get(entry.id, ()))
    tag = f'<span class="vb-tag vb-warn">{escape(ended)}</span>' if ended else ""
    return "<br>".join(part for part in (since, tag) if part)


def _notes(entry: Entry) -> str:
    notes = [one for one in entry.warnings if one in notes_of(entry) or "trang" in one]
    if not notes:
        return ""
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f'<section class="vb-minded"><h2>{escape(strings.WARNINGS)}</h2><ul>{items}</ul></section>'


def _versions(versions: Sequence[Version], shelf: Shelf, look: Shown) -> str:
    items = ""
    for one in versions:
        if one.id in shelf.entries:
            href = escape(address(look.opened(one.id)))
            near = strings.COPY if one.copy else strings.NEAR.format(round(one.share * 100))
            title = escape(title_of(shelf.entries[one.id]))
            items += f'<li><a class="vb-open" href="{href}">{title}</a> <span>{escape(near)}</span></li>'
    return f"<section><h2>{escape(strings.VERSIONS)}</h2><ul>{items}</ul></section>" if items else ""


def _relations(entry: Entry, ties: Sequence[Tie], look: Shown) -> str:
    title = f"<h2>{escape(strings.RELATIONS)}</h2>"
    if not ties:
        return f"<section>{title}<p>{escape(strings.NO_RELATIONS)}</p></section>"
    named = entry.number or title_of(entry)
    graph = graph_html(named, ties, look)
    return f"<section>{title}<p>{escape(strings.RELATIONS_HELP)}</p>{graph}</section>"
