"""Cutting a text into passages: stretches under one heading, packed to a good length."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from ingest.lines import Line
from ingest.nodes import ITEMS, LIGHT_RANK, Node, Outline, ancestors
from ingest.sentences import sentence_ends

_WHOLE = 3  # an item of up to so many times the least length stays in one passage


@dataclass(slots=True)
class Unit:
    """A line, or a part of a long one, that no passage splits."""

    start: int
    end: int
    words: int
    index: int  # of its line


@dataclass(slots=True)
class Piece:
    """The units of one passage; ``content`` is the first line that is no heading, if any."""

    units: list[Unit]
    content: int

    @property
    def words(self) -> int:
        return sum(unit.words for unit in self.units)


class Cutter:
    def __init__(self, text: str, plan: Outline, min_words: int, max_words: int) -> None:
        self.text, self.plan = text, plan
        self.min_words, self.max_words = min_words, max_words
        self.whole = min(max_words, _WHOLE * min_words)

    def pieces(self) -> Iterator[Piece]:
        """Pieces of each stretch of lines that stands under one heading."""
        heads: list[Unit] = []
        for group in self.stretches():
            reserve = sum(unit.words for unit in heads) + self.heading_words(group)
            units = [unit for index in group for unit in self.units(index, reserve)]
            body = [unit for unit in units if not self.plan.heads[unit.index]]
            if heads and not self.leads(heads[-1], units[0]):
                yield Piece(heads, heads[-1].index)
                heads = []
            if not any(unit.words for unit in body):
                heads.extend(units)
                if sum(unit.words for unit in heads) > self.max_words:
                    yield Piece(heads, heads[-1].index)
                    heads = []
                continue
            yield from self.packed(heads + units, body[0].index)
            heads = []
        if heads:
            yield Piece(heads, heads[-1].index)

    def leads(self, head: Unit, unit: Unit) -> bool:
        """The heading above leads to ``unit``: no Điều and no fixed block starts in between."""
        above, below = self.plan.owner[head.index], self.plan.owner[unit.index]
        return above is below or above in ancestors(below)

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

    def heading_words(self, group: Sequence[int]) -> int:
        return sum(len(self.plan.lines[index].text.split()) for index in group if self.plan.heads[index])

    def units(self, index: int, reserve: int) -> list[Unit]:
        """Line ``index`` in parts that leave room for the ``reserve`` words of the headings above it."""
        line = self.plan.lines[index]
        words = len(line.text.split())
        limit = (
            self.max_words if self.plan.heads[index] else max(self.max_words // 2, self.max_words - reserve)
        )
        if words <= limit:
            return [Unit(line.start, line.end, words, index)]
        return list(self.split(line, index, limit))

    def split(self, line: Line, index: int, limit: int) -> Iterator[Unit]:
        """Cut a long line at sentence ends into parts of about equal length."""
        ends = sentence_ends(self.text, line.start, line.end)
        total = len(self.text[line.start : line.end].split())
        target = total / -(-total // max(1, int(limit * 0.7)))
        start = line.start
        for position, end in enumerate(ends):
            words = len(self.text[start:end].split())
            following = len(self.text[end : ends[position + 1]].split()) if position + 1 < len(ends) else 0
            if words > limit:
                yield from self.hard(start, end, index, limit)
            elif end == line.end or words + following / 2 > target:
                yield Unit(start, end, words, index)
            else:
                continue
            start = self.skip_space(end)

    def hard(self, start: int, end: int, index: int, limit: int) -> Iterator[Unit]:
        """A sentence longer than any passage (a table, a list without stops): cut between words."""
        words, begin, last = 0, start, start
        for position in _word_ends(self.text, start, end):
            if words == limit:
                yield Unit(begin, last, words, index)
                begin, words = self.skip_space(last), 0
            words, last = words + 1, position
        yield Unit(begin, end, words, index)

    def skip_space(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return offset

    def packed(self, units: Sequence[Unit], content: int) -> Iterator[Piece]:
        """Put neighbours together until a passage is long enough."""
        pieces: list[Piece] = []
        current: list[Unit] = []
        count, said = 0, 0  # words, and those of them that are no heading
        long_rows = {self.plan.lines[one.index].row for one in units if one.words >= self.min_words}
        for unit in units:
            full = said >= self.min_words and self.may_cut(current, unit, long_rows)
            if said and (count + unit.words > self.max_words or full):
                pieces.append(Piece(current, current[0].index))
                current, count, said = [], 0, 0
            current.append(unit)
            count += unit.words
            said += 0 if self.plan.heads[unit.index] else unit.words
        if current:
            pieces.append(Piece(current, current[0].index))
        pieces[0].content = content
        if len(pieces) > 1 and pieces[-1].words < self.min_words:
            room = self.max_words - pieces[-2].words
            if pieces[-1].words <= room:
                pieces[-2].units.extend(pieces.pop().units)
        yield from pieces

    def may_cut(self, current: Sequence[Unit], unit: Unit, long_rows: Container[int]) -> bool:
        """A table row stays whole, a lead-in with the first item it leads, a short item with its parts."""
        before, after = self.plan.lines[current[-1].index], self.plan.lines[unit.index]
        if sum(one.words for one in (*current, unit)) <= self.whole and self.within(current, unit):
            return False
        if before.row and before.row == after.row and unit.words < self.min_words:
            return False
        if not unit.words:  # a fence begins the next row, which would be cut at its first long cell
            return after.row > before.row > 0 and after.row in long_rows
        return not before.text.endswith(":")

    def within(self, current: Sequence[Unit], unit: Unit) -> bool:
        """``unit`` belongs to the numbered item that ``current`` begins with, under its headings."""
        first = next((one for one in current if not self.plan.heads[one.index]), current[0])
        item, around = self.plan.owner[first.index], ancestors(self.plan.owner[unit.index])
        numbered = item.style in ITEMS or item.rank == LIGHT_RANK
        return numbered and item.start == first.start and any(one is item for one in around)


def _word_ends(text: str, start: int, end: int) -> Iterator[int]:
    inside = False
    for offset in range(start, end):
        space = text[offset].isspace()
        if inside and space:
            yield offset
        inside = not space
    if inside:
        yield end


def _headed(node: Node) -> Node:
    """The innermost part around ``node`` that bounds passages: with a heading, an Điều, or a block."""
    current = node
    while current.parent is not None and not current.heading and current.style != "điều":
        current = current.parent
    return current
