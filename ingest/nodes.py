"""Sections under construction, and the outline that passages and metadata read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.lines import Line
from ingest.types import Section, SectionKind

# How deep a style lies; a marker closes all that lies deeper.
RANKS = {
    "phụ lục": 1, "attached": 1, "phần": 2, "chương": 3, "mục": 4, "tiểu mục": 5, "điều": 6, "alpha": 7,
    "topic": 7.5, "roman": 8, "num": 9, "dec2": 10, "dec3": 11, "dec4": 12, "lead": 12.5,
}  # fmt: skip
LIGHT_RANK = 13.0
ITEMS = frozenset(("điều", "num", "dec2", "dec3", "dec4"))  # numbered, often without a heading


@dataclass(slots=True)
class Node:
    """A section under construction; ``style`` and ``number`` as its marker has them."""

    id: str
    kind: SectionKind
    style: str
    number: str
    heading: str
    start: int
    end: int
    parent: Node | None
    rank: float
    label: str = ""
    children: int = 0
    lines: int = 0  # lines of its own after the heading
    lead: Line | None = None  # its latest line, where that ends with ":" and so introduces what follows
    intro: Line | None = None  # the line of its parent that introduced it

    def section(self) -> Section:
        parent = self.parent.id if self.parent else None
        return Section(self.id, self.kind, self.label, self.heading, self.start, self.end, parent)


@dataclass(slots=True)
class Outline:
    """All sections of a text, and for each logical line its innermost section and whether it is a heading."""

    lines: tuple[Line, ...]
    nodes: list[Node] = field(default_factory=list)
    owner: list[Node] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)


def ancestors(node: Node | None) -> list[Node]:
    """``node`` and the sections around it, from the inside out."""
    chain = []
    while node is not None:
        chain.append(node)
        node = node.parent
    return chain
