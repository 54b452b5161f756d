"""The plain sources that the bundled digests are made from, read into blocks.

A source is a head of ``key: value`` lines, a line ``---``, and a body of lines::

    ## heading (## to ####)      - list item      | table | row |      > line of the signature
    any other line is a paragraph; **bold** and *italic* inside lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

BlockKind = Literal["heading", "item", "paragraph", "table", "signature"]
Span = tuple[Literal["", "bold", "italic"], str]

_SPAN = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: ``text`` for headings, items and paragraphs; ``rows`` for tables and signatures."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest (bản tóm lược) before it is written: ``head`` has issuer, state, kind, about, part…"""

    id: str
    head: dict[str, str]
    blocks: tuple[Block, ...]

    def lines(self, key: str) -> list[str]:
        """The lines of a head value, which ``/`` with spaces around it separates."""
        return [line.strip() for line in self.head.get(key, "").split(" / ") if line.strip()]


def read_source(path: Path) -> Digest:
    """Read one source; its file name without the ending is the digest's id."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    pairs = (line.split(": ", 1) for line in head.splitlines())
    return Digest(path.stem, dict(pairs), tuple(_merged(_block(line) for line in body.splitlines() if line)))


def split_closing(blocks: tuple[Block, ...]) -> tuple[list[Block], list[Block], Block | None]:
    """Body, recipients (from "Nơi nhận:" on) and signature: offices set the last two side by side."""
    signature = blocks[-1] if blocks[-1].kind == "signature" else None
    rest = list(blocks[:-1] if signature else blocks)
    start = next((i for i, block in enumerate(rest) if block.text == "Nơi nhận:"), len(rest))
    return rest[:start], rest[start:], signature


def spans(text: str) -> list[Span]:
    """Split a line into plain, bold and italic runs."""
    runs: list[Span] = []
    at = 0
    for found in _SPAN.finditer(text):
        runs.append(("", text[at : found.start()]))
        runs.append(("bold", found[1]) if found[1] else ("italic", found[2]))
        at = found.end()
    return [run for run in [*runs, ("", text[at:])] if run[1]]


def _block(line: str) -> Block:
    if heading := re.match(r"(#{2,4}) (.+)", line):
        return Block("heading", heading[2], level=len(heading[1]))
    if line.startswith("- "):
        return Block("item", line[2:])
    if line.startswith("| "):
        return Block("table", rows=(tuple(cell.strip() for cell in line.strip("| ").split("|")),))
    if line.startswith("> "):
        return Block("signature", rows=((line[2:],),))
    return Block("paragraph", line)


def _merged(blocks: Iterable[Block]) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        if merged and block.rows and merged[-1].kind == block.kind:
            merged[-1] = Block(block.kind, rows=merged[-1].rows + block.rows)
        else:
            merged.append(block)
    return merged
