"""Automatic numbers of lists in OpenDocument files: "1. ", "a) ", "2.1. ", as their styles define them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ingest.readers.numbering import BULLET, attribute, in_format, local

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level counts, what stands around its number, how many levels are shown."""

    format: str
    prefix: str
    suffix: str
    start: int
    shown: int


class ListNumbers:
    """The list styles of a document, and how far its lists have counted; items are asked for in order."""

    def __init__(self, roots: Sequence[Element]) -> None:
        styles = (item for root in roots for item in root.iter() if local(item) == "list-style")
        self._styles = {attribute(style, "name"): _levels(style) for style in styles}
        outline = (item for root in roots for item in root.iter() if local(item) == "outline-style")
        self._outline = _levels(found) if (found := next(outline, None)) is not None else {}
        self._headings: list[int] = []
        self._open: list[tuple[str | None, list[int]]] = []  # lists around the item, each with its counts
        self._last: dict[str | None, list[int]] = {}

    def begin(self, element: Element) -> None:
        """A ``text:list`` begins, inside the one before where that has not ended."""
        if self._open:
            style, counts = self._open[-1]
            self._open.append((attribute(element, "style-name") or style, [*counts, 0]))
            return
        style = attribute(element, "style-name")
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        self._open.append((style, [self._last.get(style, [0])[0] if goes_on else 0]))

    def end(self) -> None:
        """The list begun last ends."""
        style, counts = self._open.pop()
        if not self._open:
            self._last[style] = counts

    def heading(self, item: Element) -> str:
        """What stands before a ``text:h`` outside of lists, with the space after it; "" for no number."""
        depth = attribute(item, "outline-level") or "1"
        level = self._outline.get(int(depth)) if depth.isdecimal() else None
        if self._open or level is None or attribute(item, "is-list-header") == "true":
            return ""
        counts = (self._headings + [0] * int(depth))[: int(depth)]
        started = attribute(item, "start-value") if attribute(item, "restart-numbering") == "true" else None
        if started and started.isdecimal():
            counts[-1] = int(started)
        else:
            counts[-1] = counts[-1] + 1 if counts[-1] else level.start
        self._headings = counts
        return _shown(counts, level, self._outline) if level.format else ""

    def marker(self, item: Element) -> str:
        """What stands before a ``text:list-item``, with the space after it."""
        style, counts = self._open[-1]
        levels = self._styles.get(style, {})
        level = levels.get(len(counts))
        started = attribute(item, "start-value")
        if started and started.isdecimal():
            counts[-1] = int(started)
        else:
            counts[-1] = counts[-1] + 1 if counts[-1] else level.start if level is not None else 1
        if level is None or not level.format:
            return f"{BULLET} "
        return _shown(counts, level, levels)


def _shown(counts: Sequence[int], level: _Level, levels: Mapping[int, _Level]) -> str:
    shown = range(max(1, len(counts) - level.shown + 1), len(counts) + 1)
    numbers = [in_format(counts[at - 1], levels[at].format) for at in shown if at in levels]
    return f"{level.prefix}{'.'.join(filter(None, numbers))}{level.suffix} "


def _levels(style: Element) -> dict[int, _Level]:
    found = {}
    for item in style:
        number = attribute(item, "level") or ""
        if number.isdecimal():
            found[int(number)] = _level(item)
    return found


def _level(item: Element) -> _Level:
    counted = local(item) in ("list-level-style-number", "outline-level-style")
    start, shown = (attribute(item, name) or "1" for name in ("start-value", "display-levels"))
    return _Level(
        _FORMATS.get(attribute(item, "num-format") or "", "") if counted else "",
        attribute(item, "num-prefix") or "",
        attribute(item, "num-suffix") or "",
        int(start) if start.isdecimal() else 1,
        int(shown) if shown.isdecimal() else 1,
    )
