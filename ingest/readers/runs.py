"""Runs of one font: joined where a format splits them, and what is said about converted ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate, chain, groupby

from ingest.canonical import canonical, looks_legacy
from ingest.legacy import Converter, Run, between_marks, shown, unmarked
from ingest.readers.base import RawText
from ingest.readers.raised import settled

BYTE_AD = "\uf0ad"  # as PDF files are read: the letter ư in TCVN3, a hyphen that isn't seen elsewhere
_NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "vps": "VPS", "viscii": "VISCII"}
CONVERTED = "đã đổi {} đoạn chữ gõ bằng phông cũ ({}) sang Unicode"


def joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one font as one run, so that a word cut by formatting is judged whole."""
    return [
        Run("".join(run.text for run in group), font)
        for font, group in groupby(runs, key=lambda run: run.font)
    ]


def without_marks(raw: RawText) -> RawText:
    """``raw`` with what a font of capitals shows told by spans, not by marks in its text, and raised
    figures read: formats that have them have no pages."""
    if raw.margins:
        letters, spans, _ = unmarked(raw.margins)
        raw = replace(raw, margins=shown(letters, spans))
    text, capitals, marks = unmarked(raw.text if raw.pages else settled(raw.text))
    if not marks:
        return raw if text == raw.text else replace(raw, text=text)
    pages = tuple(page - bisect_left(marks, page) for page in raw.pages)
    return replace(raw, text=text, pages=pages, capitals=capitals)


def with_marks(raw: RawText) -> str:
    """The reverse of ``without_marks``, for text that becomes part of another."""
    pieces: list[str] = []
    at = 0
    for start, end in raw.capitals:
        pieces += (raw.text[at:start], between_marks(raw.text[start:end]))
        at = end
    return "".join((*pieces, raw.text[at:]))


def modernised(raw: RawText) -> RawText:
    """Text read without fonts, its lines in an old encoding as Unicode; pages keep their place."""
    if not looks_legacy(raw.text):
        return replace(raw, text=raw.text.replace(BYTE_AD, "")) if BYTE_AD in raw.text else raw
    lines = raw.text.split("\n")
    runs = [Run(line) for line in lines]
    converter = Converter(runs)
    changed = [canonical(converter.text(run).replace(BYTE_AD, "")) for run in runs]
    pages = _moved(raw.pages, lines, changed)
    ends = _moved(tuple(chain.from_iterable(raw.capitals)), lines, changed)
    capitals = tuple(zip(ends[::2], ends[1::2], strict=True))
    warnings = (*raw.warnings, *legacy_warnings(converter))
    return replace(raw, text="\n".join(changed), pages=pages, warnings=warnings, capitals=capitals)


def _moved(pages: tuple[int, ...], before: list[str], after: list[str]) -> tuple[int, ...]:
    """Where pages start after lines changed; inside a line by its share, since VNI letters shrink."""
    old = [0, *accumulate(len(line) + 1 for line in before)]
    new = [0, *accumulate(len(line) + 1 for line in after)]
    moved = []
    for page in pages:
        line = min(bisect_right(old, page) - 1, len(before) - 1)
        share = (page - old[line]) / max(1, len(before[line]))
        moved.append(new[line] + min(len(after[line]), round(share * len(after[line]))))
    return tuple(moved)


def legacy_warnings(converter: Converter) -> tuple[str, ...]:
    """What a reader should know: how many runs were converted, and from which encodings."""
    if not converter.count:
        return ()
    names = ", ".join(_NAMES[encoding] for encoding in sorted(converter.count))
    return (CONVERTED.format(sum(converter.count.values()), names),)
