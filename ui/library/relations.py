"""A document among those it speaks of and those that speak of it: a small graph to walk, as HTML.

Three columns: what this document does to others, the document itself, what others do to it. Lists with
headings, so that it is walked by keyboard and heard by a screen reader as it is seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.links import End, Link, links
from ingest.saying import RelationKind
from ingest.store import Store
from ui.access import User
from ui.library import strings
from ui.library.state import Shown, address
from ui.marks import escape
from ui.reading import read
from ui.state import View
from ui.state import address as home_address

_FEW = 8  # documents of one kind in view
_ORDER: tuple[RelationKind, ...] = (
    "replaces", "abolishes", "expires", "amends", "supplements", "attached", "basis",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation from where the person stands.

    Attributes:
        acts: whether the open document acts; else it bears what the other does.
        other: the document at the other end; its id and title are given only where the person may see it.
        quote: document and span that say so.
    """

    kind: RelationKind
    acts: bool
    other: End
    part: str | None
    quote: tuple[str, int, int]


def ties_of(store: Store, document: str, user: User) -> list[Tie]:
    """The relations of a document that documents tell which the person may see; of each pair one."""
    found: dict[tuple[object, ...], Tie] = {}
    for link in links(store, document):
        if user.sees(link.relation.document):
            tie = _tie(link, document, user)
            found.setdefault((tie.kind, tie.acts, tie.other.told, tie.part), tie)
    return sorted(found.values(), key=lambda tie: (_ORDER.index(tie.kind), tie.other.id is None))


def graph_html(title: str, ties: Sequence[Tie], look: Shown) -> str:
    """The graph around the document called ``title``; empty where it has no relations."""
    acts, bears = [tie for tie in ties if tie.acts], [tie for tie in ties if not tie.acts]
    here = f'<p class="vb-here"><span>{escape(strings.HERE)}</span><b>{escape(title)}</b></p>'
    return (
        '<div class="vb-graph">'
        + (_side(bears, "vb-in", strings.BEARS, look) if bears else "")
        + here
        + (_side(acts, "vb-out", strings.ACTS, look) if acts else "")
        + "</div>"
    )


def _tie(link: Link, document: str, user: User) -> Tie:
    acts = link.acting.id == document
    relation, other = link.relation, link.target if acts else link.acting
    if other.id is not None and not user.sees(other.id):
        other = End(other.number, other.issued, None)
    return Tie(relation.kind, acts, other, relation.part, (relation.document, relation.start, relation.end))


def _side(ties: Iterable[Tie], side: str, label: str, look: Shown) -> str:
    kinds: defaultdict[RelationKind, list[Tie]] = defaultdict(list)
    for tie in ties:
        kinds[tie.kind].append(tie)
    groups = "".join(_group(kind, held, side == "vb-out", look) for kind, held in kinds.items())
    return f'<section class="{side}" aria-label="{escape(label)}">{groups}</section>'


def _group(kind: RelationKind, ties: Sequence[Tie], acts: bool, look: Shown) -> str:
    name = strings.RELATION[kind][0 if acts else 1]
    items = "".join(_node(tie, look) for tie in ties[:_FEW])
    rest = len(ties) - _FEW
    more = ""
    if rest > 0:
        others = "".join(_node(tie, look) for tie in ties[_FEW:])
        summary = escape(strings.MORE.format(rest))
        more = f"<li><details><summary>{summary}</summary><ul>{others}</ul></details></li>"
    return f"<h3>{escape(name)}</h3><ul>{items}{more}</ul>"


def _node(tie: Tie, look: Shown) -> str:
    told = tie.other.told
    title = read(tie.other.title).line if tie.other.title else ""
    label = f"<b>{escape(told)}</b>" + (f"<span>{escape(title)}</span>" if title and title != told else "")
    if tie.part:
        label += f"<span>{escape(tie.part)}</span>"
    if tie.other.id is not None:
        href = escape(address(look.opened(tie.other.id)))
        label = f'<a class="vb-open vb-node" href="{href}">{label}</a>'
    else:
        label = f'<p class="vb-node vb-absent">{label}</p>'
    document, start, end = tie.quote
    quote = escape(home_address(View(doc=document, at=(start, end))))
    heard = escape(strings.QUOTE_OF.format(told))
    said = escape(strings.QUOTE)
    return f'<li>{label}<a class="vb-open vb-told" href="{quote}" aria-label="{heard}">{said}</a></li>'
