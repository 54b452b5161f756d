"""Runs of one font: joined where a format splits them, and what is said about converted ones."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ingest.legacy import Converter, Run

_NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "vps": "VPS", "viscii": "VISCII"}
CONVERTED = "đã đổi {} đoạn chữ gõ bằng phông cũ ({}) sang Unicode"


def joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one font as one run, so that a word cut by formatting is judged whole."""
    return [
        Run("".join(run.text for run in group), font)
        for font, group in groupby(runs, key=lambda run: run.font)
    ]


def legacy_warnings(converter: Converter) -> tuple[str, ...]:
    """What a reader should know: how many runs were converted, and from which encodings."""
    if not converter.count:
        return ()
    names = ", ".join(_NAMES[encoding] for encoding in sorted(converter.count))
    return (CONVERTED.format(sum(converter.count.values()), names),)
