"""Physical lines as the file has them, and whether their paragraphs are wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.letters import LOWER
from ingest.markers import marker_of

Layout = str  # "paragraphs" (one a line), "blocks" (wrapped, blank between), "wrapped" (no blank lines)

SENTENCE_END = re.compile(r"[.;:!?…][\"”’»)\]]*$")
LOWER_START = re.compile(rf"[(\"“'‘]?[{LOWER}]")


@dataclass(slots=True)
class Physical:
    """A non-blank physical line; ``gap`` counts the blank lines before it."""

    start: int
    end: int
    raw: str
    gap: int
    clean: str
    bold_before: bool  # emphasis is open where the line starts
    bar: bool  # only a table fence

    @property
    def open_after(self) -> bool:
        return self.bold_before ^ (self.raw.count("**") % 2 == 1)


_EDGE = re.compile(r"\S(?:.*\S)?")


def physical_lines(text: str) -> list[Physical]:
    lines: list[Physical] = []
    gap, offset, bold = 0, 0, False
    for row in text.split("\n"):
        found = _EDGE.search(row)
        if found is None:
            gap, bold = gap + 1, False
        else:
            raw = found.group()
            bar = raw == "|"
            bold = bold and not bar
            start = offset + found.start()
            lines.append(Physical(start, start + len(raw), raw, gap, clean(raw), bold, bar))
            bold, gap = lines[-1].open_after and not bar, 0
        offset += len(row) + 1
    return lines


_MARKUP = re.compile(
    r"\*+|^#+\s+|^>\s+|\\(?=[^\w\s])|<br\s*/?>|\[\s*\]|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)"
)
_SPACE = re.compile(r"\s+")


def clean(raw: str) -> str:
    """``raw`` as it reads: without emphasis, heading and table marks, white space collapsed."""
    text = _MARKUP.sub("", raw.strip())
    if text.startswith("|") or text.endswith("|"):
        text = text.strip("| ")
    return _SPACE.sub(" ", text).strip()


def layout_of(lines: list[Physical]) -> Layout:
    """Whether paragraphs are wrapped, and if so whether blank lines part them."""
    pairs = [(p, n) for p, n in pairwise(lines) if n.gap == 0 and not (p.bar or n.bar)]
    broken = sum(1 for p, n in pairs if LOWER_START.match(n.clean) and not SENTENCE_END.search(p.clean))
    if broken < 3 or broken < (0.12 if broken >= 8 else 0.15) * len(pairs):
        return "paragraphs"
    markers = [n for n in lines if (m := marker_of(n.clean)) and m.style not in ("dash", "plus", "star")]
    if len(markers) >= 4:
        return "blocks" if sum(1 for n in markers if n.gap) > 0.5 * len(markers) else "wrapped"
    ends = [n for p, n in pairs if SENTENCE_END.search(p.clean) and not LOWER_START.match(n.clean)]
    blanks = sum(1 for n in lines if n.gap)
    return "blocks" if blanks > len(ends) else "wrapped"
