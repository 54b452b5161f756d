"""Passages: the units that are searched and shown, cut along sections.

Between ``min_words`` and ``max_words`` where the text allows it: short neighbours under one
heading go together, long paragraphs part at sentence ends. A passage never crosses an Điều, a
heading, or a fixed block, and begins with the heading lines that lead to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from ingest.cutting import Cutter, Piece, Unit
from ingest.grammar import outline
from ingest.nodes import ITEMS, Node, Outline, ancestors
from ingest.truecase import Caser
from ingest.types import Document, Passage

MIN_WORDS = 40
MAX_WORDS = 250
LEAD_WORDS = 30  # words of a lead-in kept in the context
OPENING_WORDS = 16  # words of an item's beginning kept in the context of what goes on with it
TITLE_WORDS = 32  # words of a title kept in the context: its beginning and its end

_BLOCK_CONTEXT = {
    "letterhead": "Số hiệu, cơ quan ban hành, ngày ban hành",
    "title": "Tên văn bản, trích yếu",
    "basis": "Căn cứ ban hành",
    "recipients": "Nơi nhận",
    "signature": "Chữ ký, người ký",
}


def passages_of(
    document: Document, *, min_words: int = MIN_WORDS, max_words: int = MAX_WORDS
) -> tuple[Passage, ...]:
    """The passages of ``document`` in order; together they hold every non-white character, each once."""
    plan = outline(document.shown)
    cutter = Cutter(document.text, plan, min_words, max_words)
    counts: dict[str, int] = {}
    return tuple(_passage(document, plan, piece, counts) for piece in cutter.pieces())


def _passage(document: Document, plan: Outline, piece: Piece, counts: dict[str, int]) -> Passage:
    start, end = piece.units[0].start, piece.units[-1].end
    section = _common([plan.owner[unit.index] for unit in piece.units]).id
    counts[section] = counts.get(section, 0) + 1
    said = [plan.owner[unit.index] for unit in piece.units if not plan.heads[unit.index] and unit.words]
    content = _common(said) if said else plan.owner[piece.content]
    headings = tuple(part.heading for part in reversed(ancestors(content)) if part.heading)
    return Passage(
        id=f"{document.id}#{section}.p{counts[section]}",
        document=document.id,
        section=section,
        start=start,
        end=end,
        text=document.text[start:end],
        context=_context(document, plan, piece, content, headings),
        headings=headings,
        label=content.label,
        page=document.page_of(start),
    )


def _common(owners: Sequence[Node]) -> Node:
    """The smallest section that holds all ``owners``; where they share none, the first."""
    shared = ancestors(owners[0])
    for owner in owners[1:]:
        chain = ancestors(owner)
        shared = [node for node in shared if any(node is other for other in chain)]
    return shared[0] if shared else owners[0]


def _context(
    document: Document, plan: Outline, piece: Piece, content: Node, headings: tuple[str, ...]
) -> str:
    """Title › place › headings › what the block is › lead-in; capitals in normal case for the encoder."""
    parts = [_shortened(document.title)]
    if document.place and document.place.casefold() not in parts[0].casefold():
        parts.append(document.place)
    said = set(document.title.casefold().split())
    case = _caser(document.text)
    parts.extend(case.normal(heading) for heading in headings if not _repeats(heading, said))
    if content.style in _BLOCK_CONTEXT:
        parts.append(_BLOCK_CONTEXT[content.style])
    parts.append(_lead_in(plan, piece))
    return " › ".join(part for part in parts if part)


@lru_cache(maxsize=4)
def _caser(text: str) -> Caser:
    return Caser(text[:60_000])


def _shortened(title: str) -> str:
    """A long title by its beginning (what it is) and its end (about what, which year)."""
    words = title.split()
    if len(words) <= TITLE_WORDS:
        return title
    half = TITLE_WORDS // 2
    return " ".join([*words[:half], "…", *words[-half:]])


def _repeats(heading: str, said: set[str]) -> bool:
    """The heading of an attached document that says the title over again."""
    words = heading.casefold().split()
    return len(words) > 8 and sum(word in said for word in words) > 0.85 * len(words)


def _lead_in(plan: Outline, piece: Piece) -> str:
    """What introduces this passage and stands before it: a line ending ":", a table's header and the
    beginning of its row, the beginning of an item without a heading."""
    first = piece.units[0]
    line = plan.lines[first.index]
    if line.row:
        return _table_header(plan, first.index)
    for node in ancestors(plan.owner[first.index]):
        opening = node.lead if node.lead and node.lead.start == node.start else None
        for lead in (opening if node.start < first.start else None, node.intro):
            if lead is not None and lead.start < first.start and lead.text:
                return " ".join(lead.text.split()[:LEAD_WORDS])
    return _opening(plan, first)


def _opening(plan: Outline, first: Unit) -> str:
    """The first words of the numbered item without a heading that ``first`` goes on with."""
    for node in ancestors(plan.owner[first.index]):
        if node.heading or node.style not in ITEMS:
            continue
        if node.start < first.start:
            line = plan.lines[bisect_right(plan.lines, node.start, key=attrgetter("end"))]
            return " ".join(line.text.split()[:OPENING_WORDS])
    return ""


def _table_header(plan: Outline, index: int) -> str:
    """The cells of the first row of the table around line ``index``, unless that row is in the passage."""
    start = index
    while start and plan.lines[start - 1].row:
        start -= 1
    row = next((line.row for line in plan.lines[start:index] if line.text), plan.lines[index].row)
    if row == plan.lines[index].row:
        return ""
    cells = [line.text for line in plan.lines[start : start + 60] if line.row == row and line.text]
    header = " ".join(" | ".join(cells).split()[: 2 * LEAD_WORDS])
    return " › ".join(filter(None, (header, _row_opening(plan, start, index))))


def _row_opening(plan: Outline, start: int, index: int) -> str:
    """The first words of the row that line ``index`` goes on with, of a table that begins at ``start``."""
    row = plan.lines[index].row
    cells = [line.text for line in plan.lines[start:index] if line.row == row and line.text]
    return " ".join(" | ".join(cells).split()[:OPENING_WORDS])
