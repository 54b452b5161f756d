"""Passages: the units that are searched and shown, cut along sections.

Between ``min_words`` and ``max_words`` where the text allows it: short neighbours under one
heading go together, long paragraphs part at sentence ends. A passage never crosses an Điều, a
heading, or a fixed block, and begins with the heading lines that lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.grammar import Node, Outline, outline
from ingest.labels import BLOCK_LABELS
from ingest.lines import Line
from ingest.sentences import sentence_ends
from ingest.types import Document, Passage

MIN_WORDS = 40
MAX_WORDS = 250
LEAD_WORDS = 30  # words of a lead-in kept in the context

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
    plan = outline(document.text)
    cutter = _Cutter(document.text, plan, min_words, max_words)
    counts: dict[str, int] = {}
    return tuple(_passage(document, plan, piece, counts) for piece in cutter.pieces())


@dataclass(slots=True)
class _Unit:
    """A line, or a part of a long one, that no passage splits."""

    start: int
    end: int
    words: int
    index: int  # of its line


@dataclass(slots=True)
class _Piece:
    """The units of one passage; ``content`` is the first line that is no heading, if any."""

    units: list[_Unit]
    content: int

    @property
    def words(self) -> int:
        return sum(unit.words for unit in self.units)


class _Cutter:
    def __init__(self, text: str, plan: Outline, min_words: int, max_words: int) -> None:
        self.text, self.plan = text, plan
        self.min_words, self.max_words = min_words, max_words

    def pieces(self) -> Iterator[_Piece]:
        """Pieces of each stretch of lines that stands under one heading."""
        heads: list[_Unit] = []
        for group in self.stretches():
            units = [unit for index in group for unit in self.units(index)]
            body = [unit for unit in units if not self.plan.heads[unit.index]]
            if not any(unit.words for unit in body):
                heads.extend(units)
                if sum(unit.words for unit in heads) > self.max_words:
                    yield _Piece(heads, heads[-1].index)
                    heads = []
                continue
            if heads and not self.leads(heads[-1], units[0]):
                yield _Piece(heads, heads[-1].index)
                heads = []
            yield from self.packed(heads + units, body[0].index)
            heads = []
        if heads:
            yield _Piece(heads, heads[-1].index)

    def leads(self, head: _Unit, unit: _Unit) -> bool:
        """The heading above leads to ``unit``: no Điều and no fixed block starts in between."""
        above, below = self.plan.owner[head.index], self.plan.owner[unit.index]
        return above is below or above in _ancestors(below)

    def stretches(self) -> Iterator[list[int]]:
        group: list[int] = []
        for index in range(len(self.plan.lines)):
            if group and self.parts(group[-1], index):
                yield group
                group = []
            group.append(index)
        if group:
            yield group

    def parts(self, before: int, index: int) -> bool:
        """A new stretch starts at line ``index``: another heading, or what follows a headed part."""
        if self.plan.heads[index] and self.plan.owner[index] is not self.plan.owner[before]:
            return True
        return _headed(self.plan.owner[before]) is not _headed(self.plan.owner[index])

    def units(self, index: int) -> list[_Unit]:
        line = self.plan.lines[index]
        words = len(line.text.split())
        if words <= self.max_words:
            return [_Unit(line.start, line.end, words, index)]
        return list(self.split(line, index))

    def split(self, line: Line, index: int) -> Iterator[_Unit]:
        """Cut a long line at sentence ends into parts of about equal length."""
        ends = sentence_ends(self.text, line.start, line.end)
        total = len(self.text[line.start : line.end].split())
        target = total / -(-total // max(1, int(self.max_words * 0.7)))
        start = line.start
        for position, end in enumerate(ends):
            words = len(self.text[start:end].split())
            following = len(self.text[end : ends[position + 1]].split()) if position + 1 < len(ends) else 0
            if words > self.max_words:
                yield from self.hard(start, end, index)
            elif end == line.end or words + following / 2 > target:
                yield _Unit(start, end, words, index)
            else:
                continue
            start = self.skip_space(end)

    def hard(self, start: int, end: int, index: int) -> Iterator[_Unit]:
        """A sentence longer than any passage (a table, a list without stops): cut between words."""
        words, begin, last = 0, start, start
        for position in _word_ends(self.text, start, end):
            if words == self.max_words:
                yield _Unit(begin, last, words, index)
                begin, words = self.skip_space(last), 0
            words, last = words + 1, position
        yield _Unit(begin, end, words, index)

    def skip_space(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return offset

    def packed(self, units: Sequence[_Unit], content: int) -> Iterator[_Piece]:
        """Put neighbours together until a passage is long enough."""
        pieces: list[_Piece] = []
        current: list[_Unit] = []
        count = 0
        for unit in units:
            full = count >= self.min_words and self.may_cut(current, unit)
            if current and (count + unit.words > self.max_words or full) and count:
                pieces.append(_Piece(current, current[0].index))
                current, count = [], 0
            current.append(unit)
            count += unit.words if not self.plan.heads[unit.index] else 0
        if current:
            pieces.append(_Piece(current, current[0].index))
        pieces[0].content = content
        if len(pieces) > 1 and pieces[-1].words < self.min_words // 2:
            if pieces[-2].words + pieces[-1].words <= self.max_words:
                last = pieces.pop()
                pieces[-1].units.extend(last.units)
        yield from pieces

    def may_cut(self, current: Sequence[_Unit], unit: _Unit) -> bool:
        """A table row stays whole, and a lead-in stays with the first item it leads."""
        before, after = self.plan.lines[current[-1].index], self.plan.lines[unit.index]
        if before.row and before.row == after.row and unit.words < self.min_words:
            return False
        return unit.words > 0 and not before.text.endswith(":")


def _word_ends(text: str, start: int, end: int) -> Iterator[int]:
    inside = False
    for offset in range(start, end):
        space = text[offset].isspace()
        if inside and space:
            yield offset
        inside = not space
    if inside:
        yield end


def _ancestors(node: Node | None) -> list[Node]:
    chain = []
    while node is not None:
        chain.append(node)
        node = node.parent
    return chain


def _headed(node: Node) -> Node:
    """The innermost part around ``node`` that bounds passages: with a heading, an Điều, or a block."""
    current = node
    while current.parent is not None and not current.heading and current.style != "điều":
        current = current.parent
    return current


def _passage(document: Document, plan: Outline, piece: _Piece, counts: dict[str, int]) -> Passage:
    start, end = piece.units[0].start, piece.units[-1].end
    owners = [plan.owner[unit.index] for unit in piece.units]
    node = _common(owners)
    content = plan.owner[piece.content]
    section = node.id
    counts[section] = counts.get(section, 0) + 1
    headings = tuple(part.heading for part in reversed(_ancestors(content)) if part.heading)
    return Passage(
        id=f"{document.id}#{section}.p{counts[section]}",
        document=document.id,
        section=section,
        start=start,
        end=end,
        text=document.text[start:end],
        context=_context(document, plan, piece, content, headings),
        headings=headings,
        label=_label(plan, piece, node, content),
        page=document.page_of(start),
    )


def _common(owners: Sequence[Node]) -> Node:
    """The smallest section that holds all ``owners``; where they share none, the first."""
    shared = _ancestors(owners[0])
    for owner in owners[1:]:
        chain = _ancestors(owner)
        shared = [node for node in shared if any(node is other for other in chain)]
    return shared[0] if shared else owners[0]


def _label(plan: Outline, piece: _Piece, node: Node, content: Node) -> str:
    """The label of what a passage says: of its items' common part below the headings it opens with."""
    inside = [plan.owner[unit.index] for unit in piece.units if not plan.heads[unit.index] and unit.words]
    return (_common(inside) if inside else content or node).label


def _context(
    document: Document, plan: Outline, piece: _Piece, content: Node, headings: tuple[str, ...]
) -> str:
    parts = [document.title]
    if document.place and document.place.casefold() not in document.title.casefold():
        parts.append(document.place)
    parts.extend(headings)
    if content.style in BLOCK_LABELS and content.style in _BLOCK_CONTEXT:
        parts.append(_BLOCK_CONTEXT[content.style])
    lead = _lead_in(plan, piece)
    if lead:
        parts.append(lead)
    return " › ".join(part for part in parts if part)


def _lead_in(plan: Outline, piece: _Piece) -> str:
    """The line ending with ":" that introduces the items of this passage and stands before it."""
    first = piece.units[0].index
    for node in _ancestors(plan.owner[first]):
        if node.lead and node.start < piece.units[0].start:
            words = node.lead.split()
            return " ".join(words[:LEAD_WORDS])
    return ""
