"""Ranked passages: where each stands as a path of headings, its text with the question's words marked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from index.types import Hit
from ui import strings
from ui.about import About, number_of, title_of, where_of
from ui.grid import is_row, text_html
from ui.marks import escape, excerpt, marked, matches, within
from ui.reading import read
from ui.state import View, address

_MARKER = 24  # characters that a marker before a heading may take ("Phần thứ nhất. ")


def passages_html(
    hits: Sequence[Hit],
    abouts: Mapping[str, About],
    view: View,
    understood: str,
    ended: Collection[str] = (),
) -> str:
    """The ranked list as HTML; every foreign text in it is escaped.

    Args:
        ended: ids of documents that others have ended.
    """
    items = "".join(
        _hit(hit, abouts.get(hit.passage.document), view, understood, hit.passage.document in ended)
        for hit in hits
    )
    return f'<ol class="vb-hits" lang="vi">{items}</ol>'


def count_line(hits: Sequence[Hit]) -> str:
    """``"10 đoạn trong 4 văn bản"``."""
    documents = len({hit.passage.document for hit in hits})
    return strings.COUNT.format(passages=len(hits), documents=documents)


def _hit(hit: Hit, about: About | None, view: View, understood: str, ended: bool) -> str:
    passage = hit.passage
    title = title_of(about, passage.document)
    opened = escape(address(view.opened(passage.document, passage.start, passage.end)))
    open_now = (view.doc, view.at) == (passage.document, (passage.start, passage.end))
    here = ' aria-current="true"' if open_now else ""
    return (
        f'<li class="vb-hit"{here}>'
        f'<h3><a class="vb-open" href="{opened}" '
        f'aria-label="{escape(strings.OPEN_NAMED.format(title))}">{escape(title)}</a></h3>'
        + _path(passage.headings, title)
        + _body(passage.text, passage.headings, view.q, understood)
        + _facts(hit, about, ended)
        + (_score(hit) if view.scores else "")
        + f'<p class="vb-actions"><a class="vb-open" href="{opened}">{escape(strings.OPEN)}</a></p></li>'
    )


def _path(headings: Sequence[str], title: str) -> str:
    lines = (read(heading).line for heading in headings)
    steps = [line for line in lines if line and line != title and not is_row(line)]
    shown = "".join(f"<span>{escape(step)}</span>" for step in steps)
    return f'<p class="vb-path" aria-label="{escape(strings.PATH)}">{shown}</p>' if steps else ""


def _body(source: str, headings: Sequence[str], question: str, understood: str) -> str:
    text = _below_headings(read(source).text, headings)
    spans = matches(text, question, understood)
    start, end = excerpt(text, spans)
    if (start, end) == (0, len(text)) or any(map(is_row, text.splitlines())):
        return text_html(text, spans, strings.TABLE)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    part = marked(text[start:end], within(spans, start, end))
    return (
        f'<details class="vb-more"><summary><span class="vb-text">{before}{part}{after}</span> '
        f'<span class="vb-all">{escape(strings.WHOLE_PASSAGE)}</span></summary>'
        f'<p class="vb-text">{marked(text, spans)}</p></details>'
    )


def _below_headings(text: str, headings: Sequence[str]) -> str:
    """The text without the lines that only repeat the path above it; the head of a table stays."""
    lines = (read(heading).line for heading in headings)
    named = {heading for heading in lines if heading and not is_row(heading)}
    while "\n" in text:
        line, rest = text.split("\n", 1)
        if not any(line.rstrip(" :.").endswith(name) and len(line) < len(name) + _MARKER for name in named):
            break
        text = rest
    return text


def _facts(hit: Hit, about: About | None, ended: bool) -> str:
    page = hit.passage.page
    parts = [
        where_of(about.place, about.year) if about else "",
        number_of(about),
        hit.passage.label,
        strings.PAGE.format(page) if page else "",
    ]
    shown = "".join(f"<span>{escape(part)}</span>" for part in parts if part)
    over = f'<span class="vb-over">{escape(strings.OVER)}</span>' if ended else ""
    return f'<p class="vb-facts">{shown}{over}</p>'


def _score(hit: Hit) -> str:
    ranks = [
        (strings.SOURCE_RANK if rank else strings.SOURCE_NONE).format(
            source=strings.SOURCE_NAMES.get(name, name), rank=rank
        )
        for name, rank in sorted(hit.sources.items())
    ]
    line = strings.SCORE.format(score=f"{hit.score:.4f}".replace(".", ","), sources=" · ".join(ranks))
    return f'<p class="vb-facts vb-score">{escape(line)}</p>'
