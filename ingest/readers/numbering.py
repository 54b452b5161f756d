"""Word's automatic numbering (w:numPr) written out as the text a reader sees: "Điều 5.", "a)", "- ".

Source of the rules: ECMA-376 part 1, section 17.9 (numbering), with the counters of all lists that
share an abstract definition running on, as Word does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
_ROMAN += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # Symbol and Wingdings bullets have no Unicode letter
BULLET = "-"  # gạch đầu dòng, the bullet of official documents


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, what stands around the number."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A ``w:num``: the abstract list that counts it, its levels, and where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    anew: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document and how far each has counted. ``marker`` must see paragraphs in order."""

    def __init__(self, part: Element | None) -> None:
        abstract = _abstract(part) if part is not None else {}
        self._lists = _lists(part, abstract) if part is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    @classmethod
    def of(cls, lists: Mapping[str, tuple[str, dict[int, Level], dict[int, int]]]) -> Numbering:
        """From lists read elsewhere: number -> the list that counts it, its levels, where they start anew."""
        made = cls(None)
        made._lists = {number: _List(*parts) for number, parts in lists.items()}
        return made

    def level_of_style(self, number: str, style: str) -> int:
        """The level that ``style`` is tied to in list ``number``; 0 where the list names none."""
        entry = self._lists.get(number)
        levels = entry.levels if entry else {}
        return next((level for level, what in levels.items() if what.style == style), 0)

    def marker(self, number: str, level: int) -> str:
        """The marker of the next paragraph at ``level`` of list ``number``, with the space after it."""
        entry = self._lists.get(number)
        if entry is None or level not in entry.levels:
            return ""
        counts = self._count(entry, number, level)
        shape = entry.levels[level]
        if shape.format == "bullet":
            text = _PRIVATE.sub(BULLET, shape.text) or BULLET
        else:
            text = re.sub(
                r"%([1-9])", lambda match: _shown(entry, counts, int(match[1]) - 1, shape), shape.text
            )
        return text + " " if text.strip() and shape.suffix != "nothing" else text

    def _count(self, entry: _List, number: str, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(entry.abstract, {})
        first = (number, level) not in self._begun
        self._begun.add((number, level))
        if first and level in entry.anew:
            counts[level] = entry.anew[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = entry.levels[level].start
        for deeper in [key for key in counts if key > level]:
            restart = entry.levels[deeper].restart if deeper in entry.levels else None
            if restart is None or (restart > 0 and level < restart):
                del counts[deeper]
        return counts


def attribute(element: Element | None, name: str = "val") -> str | None:
    """The attribute with this local name; strict and transitional files differ in namespace only."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if _local(key) == name), None)


def child(element: Element | None, *names: str) -> Element | None:
    """Follow local names downwards, the first child of each name."""
    for name in names:
        if element is None:
            return None
        element = next((item for item in element if local(item) == name), None)
    return element


def children(element: Element, name: str) -> list[Element]:
    """The children with this local name."""
    return [item for item in element if local(item) == name]


def local(element: Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def _local(name: str | bytes) -> str:
    return str(name).rpartition("}")[2]


def _abstract(part: Element) -> dict[str, dict[int, Level]]:
    found, linked, styles = {}, {}, {}
    for item in children(part, "abstractNum"):
        key = attribute(item, "abstractNumId") or ""
        found[key] = {_index(level): _level(level) for level in children(item, "lvl")}
        if link := attribute(child(item, "numStyleLink")):
            linked[key] = link
        if style := attribute(child(item, "styleLink")):
            styles[style] = key
    for key, link in linked.items():
        if not found[key] and link in styles:
            found[key] = found[styles[link]]
    return found


def _lists(part: Element, abstract: dict[str, dict[int, Level]]) -> dict[str, _List]:
    found = {}
    for item in children(part, "num"):
        key = attribute(child(item, "abstractNumId")) or ""
        entry = _List(key, dict(abstract.get(key, {})))
        for override in children(item, "lvlOverride"):
            level, own = _index(override), child(override, "lvl")
            if own is not None:
                entry.levels[level] = _level(own)
            if (start := attribute(child(override, "startOverride"))) is not None:
                entry.anew[level] = _int(start, 1)
                entry.levels[level] = replace(entry.levels.get(level, Level()), start=entry.anew[level])
        found[attribute(item, "numId") or ""] = entry
    return found


def _index(element: Element) -> int:
    return _int(attribute(element, "ilvl"), 0)


def _level(element: Element) -> Level:
    restart = attribute(child(element, "lvlRestart"))
    legal = child(element, "isLgl")
    return Level(
        start=_int(attribute(child(element, "start")), 1),
        format=attribute(child(element, "numFmt")) or "decimal",
        text=attribute(child(element, "lvlText")) or "",
        suffix=attribute(child(element, "suff")) or "tab",
        restart=None if restart is None else _int(restart, 0),
        legal=legal is not None and attribute(legal) not in ("0", "false"),
        style=attribute(child(element, "pStyle")),
    )


def _int(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def _shown(entry: _List, counts: dict[int, int], level: int, shape: Level) -> str:
    """The number that %1..%9 stands for; a level not yet counted shows where it starts."""
    own = entry.levels.get(level, Level())
    number = counts.setdefault(level, own.start)
    return in_format(number, "decimal" if shape.legal else own.format)


def in_format(number: int, form: str) -> str:
    """``number`` as Word writes it in ``w:numFmt`` ``form``; unknown forms count in decimals.

    >>> in_format(4, "upperRoman"), in_format(28, "lowerLetter"), in_format(7, "decimalZero")
    ('IV', 'bb', '07')
    """
    if form in ("none", "bullet"):
        return ""
    if number > 0 and form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if number > 0 and form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
