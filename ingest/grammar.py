"""The grammar of Vietnamese official documents: from logical lines to nested sections.

Numbered styles nest in a fixed order (Phần > Chương > Mục > Điều > A. > I. > 1. > 1.1. …); the
light ones ("(9)", "a)", "- ", "+ ") nest in the order in which they first appear. A style that is
already open closes what lies below it; a new one opens a level.
"""

from __future__ import annotations

from functools import lru_cache

from ingest.blocks import RECIPIENTS, attached_title, preamble, signature_end, signs
from ingest.headings import heading_of, is_heading_tail, unmarked_heading
from ingest.kinds import kind_of
from ingest.labels import label_of, piece_of
from ingest.lines import Line, logical_lines
from ingest.markers import LIGHT, Marker, marker_of
from ingest.nodes import LIGHT_RANK, RANKS, Node, Outline
from ingest.quotes import quoted_lines
from ingest.types import Section, SectionKind


def sections_of(text: str) -> tuple[Section, ...]:
    """The sections of ``text`` in document order; every non-white character lies in at least one."""
    return tuple(node.section() for node in outline(text).nodes)


@lru_cache(maxsize=4)
def outline(text: str) -> Outline:
    """Lines and sections of ``text``; cached because passages and metadata read the same outline."""
    lines = logical_lines(text)
    builder = _Builder(lines)
    head, title, basis = preamble(lines)
    for kind, span in (("letterhead", head), ("title", title), ("basis", basis)):
        if span:
            builder.block(kind, span)  # type: ignore[arg-type]
    builder.run(max(head.stop, title.stop, basis.stop))
    return builder.result


class _Builder:
    """Reads lines one by one; ``stack`` holds the open sections from the outermost inwards."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.result = Outline(lines)
        self.stack: list[Node] = []
        self.taken: dict[str, int] = {}
        self.quoted = quoted_lines(lines)
        self.recipients = False
        self.article = 0  # the last one of the act itself

    def block(self, kind: SectionKind, span: range) -> None:
        """One fixed block (letterhead, title, basis, recipients, signature) over the lines of ``span``."""
        self.stack.clear()
        node = self.open(kind, kind, "", "", self.lines[span.start], 0)
        for index in span:
            self.add(self.lines[index], False)
        self.stack.clear()
        del node

    def run(self, index: int) -> None:
        while index < len(self.lines):
            index = self.step(index)

    def step(self, index: int) -> int:
        """Read the line (or block) at ``index``; return the next line to read."""
        line = self.lines[index]
        if not any(c.isalnum() for c in line.text):
            self.filler(line)
            return index + 1
        if index in self.quoted:
            self.paragraph(line)
            return index + 1
        if RECIPIENTS.match(line.text) and len(line.text) < 200:
            end = self.recipients_end(index)
            self.block("recipients", range(index, end))
            self.recipients = True
            return end
        if signs(self.lines, index, self.recipients):
            end = signature_end(self.lines, index)
            self.block("signature", range(index, end))
            return end
        end = attached_title(self.lines, index)
        if end > index:
            return self.attached(index, end)
        if line.row and not self.goes_on(line):
            return self.table_line(line, index)
        return self.marked(line, index)

    def goes_on(self, line: Line) -> bool:
        """Whether a line that seems to be of a table is the act's next article: nobody closed the table."""
        marker = marker_of(line.text) if line.bold else None
        return marker is not None and marker.style == "điều" and marker.number == str(self.article + 1)

    def marked(self, line: Line, index: int) -> int:
        marker = marker_of(line.text)
        if marker and self.acceptable(marker, line):
            return self.numbered(marker, line, index)
        heading = unmarked_heading(self.lines, index)
        if heading:
            return self.titled(heading, line, index)
        self.paragraph(line)
        return index + 1

    def acceptable(self, marker: Marker, line: Line) -> bool:
        if marker.style == "phụ lục":
            return (
                line.bold
                or line.text.isupper()
                or (len(line.text.split()) < 12 and not line.text.endswith("."))
            )
        return marker.style != "phần" or len(line.text.split()) <= 30

    def numbered(self, marker: Marker, line: Line, index: int) -> int:
        rank = RANKS.get(marker.style, LIGHT_RANK)
        self.close_for(marker.style, rank)
        heading = heading_of(marker, self.lines, index)
        kind = self.kind_of(marker, heading)
        node = self.open(kind, marker.style, marker.number, heading, line, rank)
        node.lead = line if line.text.endswith(":") else None
        if kind == "điều" and marker.number.isdigit():
            self.article = int(marker.number)
        run_in = bool(heading) and len(line.text) > len(marker.rest and heading) + 40
        self.add(line, (bool(heading) and not run_in) or not marker.rest)
        return self.heading_tail(node, index + 1) if marker.style in RANKS else index + 1

    def heading_tail(self, node: Node, index: int) -> int:
        """Take in the lines that go on with a heading ("Phần thứ nhất ⏎ KẾT QUẢ …")."""
        while index < len(self.lines) and is_heading_tail(node.style, node.heading, self.lines, index):
            line = self.lines[index]
            node.heading = f"{node.heading} {line.text}".strip()
            self.add(line, True)
            index += 1
        return index

    def titled(self, heading: str, line: Line, index: int) -> int:
        style = "topic" if line.bold or line.text.isupper() else "lead"
        below = not line.text.isupper() and any(8 <= node.rank <= 12 for node in self.stack)
        rank = RANKS["lead"] if below else RANKS[style]
        self.close_for(style, rank)
        node = self.open("heading", style, "", heading, line, rank)
        self.add(line, True)
        return self.heading_tail(node, index + 1)

    def attached(self, index: int, end: int) -> int:
        self.stack.clear()
        heading = " ".join(line.text for line in self.lines[index:end] if not line.text.startswith("("))
        marker = marker_of(self.lines[index].text)
        if marker and marker.style == "phụ lục":
            self.open("phần", marker.style, marker.number, heading, self.lines[index], 1)
        else:
            node = self.open("phần", "attached", "", heading, self.lines[index], 1)
            node.number = kind_of(node.heading) or ""
            node.label = label_of(node.style, node.number, node.heading, None, 0)
        for line in self.lines[index:end]:
            self.add(line, True)
        self.recipients = False
        self.article = 0
        return end

    def table_line(self, line: Line, index: int) -> int:
        top = self.stack[-1] if self.stack else None
        if top is None or top.style != "row" or top.number != str(line.row):
            while self.stack and self.stack[-1].style == "row":
                self.stack.pop()
            self.open("table row", "row", str(line.row), "", line, LIGHT_RANK + 10)
        self.add(line, False)
        return index + 1

    def paragraph(self, line: Line) -> None:
        """Text without a marker: it goes on with what is open, but closes a finished list item."""
        while self.stack and (self.stack[-1].style == "row" or self.ends_item(self.stack[-1])):
            self.stack.pop()
        if not self.stack:
            self.open("body", "body", "", "", line, 0)
        top = self.stack[-1]
        top.lead = line if line.text.endswith(":") else None
        self.add(line, False)

    def ends_item(self, node: Node) -> bool:
        return node.style in ("dash", "plus", "star", "paren") and not node.heading and not node.lead

    def filler(self, line: Line) -> None:
        """Rules and table fences: they belong to what is open, or to what was read last."""
        if not self.stack and self.result.owner:
            last = self.result.owner[-1]
            self.result.owner.append(last)
            self.result.heads.append(False)
            self.stretch(last, line.end)
        elif not self.stack:
            self.open("body", "body", "", "", line, 0)
            self.add(line, False)
        else:
            self.add(line, False)

    def recipients_end(self, start: int) -> int:
        row = self.lines[start].row
        for index in range(start + 1, len(self.lines)):
            line = self.lines[index]
            if not any(c.isalnum() for c in line.text):
                continue
            if signs(self.lines, index, True) or attached_title(self.lines, index) > index:
                return index
            marker = marker_of(line.text)
            listed = marker is not None and marker.style in ("dash", "star", "plus")
            if (
                not listed
                and not (row and line.row == row)
                and (index - start > 1 or marker or len(line.text) > 120)
            ):
                return index
        return len(self.lines)

    def close_for(self, style: str, rank: float) -> None:
        """Close what a marker of ``style`` ends."""
        while self.stack and self.stack[-1].style == "row":
            self.stack.pop()
        if self.stack and self.stack[0].style == "body" and style not in LIGHT:
            self.stack.clear()
        if style in LIGHT:
            open_styles = [node.style for node in self.stack]
            if style in open_styles:
                del self.stack[open_styles.index(style) :]
            return
        fresh = self.stack and self.stack[-1].style == "topic" and not self.stack[-1].lines
        while self.stack and (
            self.stack[-1].rank > rank or self.stack[-1].style == style or self.stack[-1].rank == rank
        ):
            self.stack.pop()
        if style == "roman" and not fresh:
            while self.stack and self.stack[-1].style == "topic":
                self.stack.pop()

    def open(self, kind: SectionKind, style: str, number: str, heading: str, line: Line, rank: float) -> Node:
        parent = self.stack[-1] if self.stack else None
        order = 0
        if parent:
            parent.children += 1
            order = parent.children
        node = Node("", kind, style, number, heading, line.start, line.end, parent, rank)
        node.intro = parent.lead if parent else None
        node.id = self.unique(self.path(node, order))
        node.label = label_of(style, number, heading, parent, order)
        self.stack.append(node)
        self.result.nodes.append(node)
        return node

    def path(self, node: Node, order: int) -> str:
        parent = node.parent
        style = "khoản" if node.kind == "khoản" else node.style
        piece = piece_of(style, node.number, parent.number if parent else "", order)
        while node.style == "điều" and parent and parent.style not in ("attached", "phụ lục"):
            parent = parent.parent
        return f"{parent.id}.{piece}" if parent else piece

    def unique(self, path: str) -> str:
        count = self.taken.get(path, 0) + 1
        self.taken[path] = count
        return path if count == 1 else self.unique(f"{path}-{count}")

    def add(self, line: Line, heading: bool) -> None:
        top = self.stack[-1]
        self.result.owner.append(top)
        self.result.heads.append(heading)
        top.lines += not heading
        self.stretch(top, line.end)

    def stretch(self, node: Node | None, end: int) -> None:
        while node:
            node.end = max(node.end, end)
            node = node.parent

    def kind_of(self, marker: Marker, heading: str) -> SectionKind:
        inside = any(node.style == "điều" for node in self.stack)
        if marker.style in ("phần", "phụ lục"):
            return "phần"
        if marker.style in ("chương", "điều"):
            return marker.style  # type: ignore[return-value]
        if marker.style in ("mục", "tiểu mục", "alpha", "roman"):
            return "mục"
        if inside and marker.style == "num":
            return "khoản"
        if inside and marker.style == "point":
            return "điểm"
        if marker.style in LIGHT:
            return "heading" if heading else "item"
        return "mục" if heading else "item"
