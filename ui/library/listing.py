"""The list of documents as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.links import Link
from ingest.rows import Entry
from ui.about import day_of, file_of, namesakes
from ui.library import strings
from ui.library.shelf import Shelf, notes_of, sureness
from ui.library.state import Shown, address
from ui.marks import escape
from ui.reading import read

ROWS = 30
PLAIN = ' class="vb-plain"'  # a cell that says nothing out of the ordinary: a phone leaves it out


def listing_html(entries: Sequence[Entry], shelf: Shelf, look: Shown) -> str:
    """The part of the list that ``look`` has in view, with the ways to the other parts."""
    pages = max(1, -(-len(entries) // ROWS))
    page = min(look.page, pages)
    held = entries[(page - 1) * ROWS : page * ROWS]
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in strings.HEADS)
    shared = namesakes(shelf.entries.values())
    rows = "".join(_row(entry, shelf, look, entry.id in shared) for entry in held)
    return (
        '<div class="vb-shelf" lang="vi"><table>'
        f'<caption class="vb-unseen">{escape(strings.CAPTION)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_ways(look, page, pages, len(entries))}</div>"
    )


def title_of(entry: Entry) -> str:
    """The title on one line; the name of the file where there is none."""
    return read(entry.title).line or Path(entry.path).name


def standing_of(links: Sequence[Link]) -> str:
    """ "bị thay thế bởi 12/2024/QĐ-UBND": what ends a document; nothing where no document says so."""
    if not links:
        return ""
    link = links[0]
    return strings.ENDED.format(strings.ENDINGS.get(link.relation.kind, ""), link.acting.told)


def _row(entry: Entry, shelf: Shelf, look: Shown, shared: bool) -> str:
    file = file_of(entry.path) if shared else ""
    facts = " · ".join(part for part in (entry.number, entry.issuer, day_of(entry.issued), file) if part)
    opened = escape(address(look.opened(entry.id)))
    name = f'<a class="vb-open" href="{opened}">{escape(title_of(entry))}</a><p>{escape(facts)}</p>'
    ready = entry.id in shelf.indexed
    state = _tag(strings.READY if ready else strings.BEHIND, "" if ready else "vb-warn")
    sure = sureness(entry)
    scanned = f"<p>{escape(strings.SURE.format(sure))}</p>" if sure is not None else ""
    ended = standing_of(shelf.ended.get(entry.id, ()))
    standing = _tag(ended, "vb-warn") if ended else f"<span>{escape(strings.NO_END)}</span>"
    notes = len(notes_of(entry))
    noted = _tag(strings.NOTES.format(notes), "vb-warn") if notes else f"<span>{strings.NO_NOTES}</span>"
    cells = (state + scanned, standing, noted)
    inner = "".join(
        f'<td data-column="{escape(head)}"{"" if "vb-tag" in cell or "<p>" in cell else PLAIN}>{cell}</td>'
        for head, cell in zip(strings.HEADS[1:], cells, strict=True)
    )
    return f'<tr><th scope="row">{name}</th>{inner}</tr>'


def _tag(text: str, kind: str) -> str:
    return f'<span class="vb-tag {kind}">{escape(text)}</span>' if kind else f"<span>{escape(text)}</span>"


def _ways(look: Shown, page: int, pages: int, count: int) -> str:
    if pages == 1:
        return ""
    line = strings.PART.format(first=(page - 1) * ROWS + 1, last=min(page * ROWS, count), all=count)
    back = _way(f"← {strings.PREVIOUS}", replace(look, page=page - 1)) if page > 1 else ""
    on = _way(f"{strings.NEXT} →", replace(look, page=page + 1)) if page < pages else ""
    return f'<nav class="vb-ways" aria-label="{escape(line)}"><span>{escape(line)}</span>{back}{on}</nav>'


def _way(label: str, look: Shown) -> str:
    return f'<a class="vb-open" href="{escape(address(look))}">{escape(label)}</a>'
