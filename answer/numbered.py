"""A number that looks like a year, and is that of a paper: "quyết định 1948 của tỉnh"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from index.content import DocumentInfo
from index.types import Understood

_YEAR_LIKE = re.compile(r"(?P<serial>(?:19|20)\d\d)(?:/[a-z]+(?:-[a-z]+)*)?")


Bearing = Callable[[tuple[str, ...]], Iterable[DocumentInfo]]


def numbered(understood: Understood, bearing: Bearing) -> Understood:
    """The question with such a number written whole ("1948/QĐ-UBND") where a document bears it; else itself.

    A kind that is made for a year ("kế hoạch 2025") names the year; the index reads no number there. Of
    several numbers, or of several places, each is looked up by itself.

    Args:
        bearing: the documents whose own number is one of some (:meth:`index.engine.Index.bearing`).
    """
    alone = len(understood.numbers) == 1 and len(understood.places) < 2
    for one in understood.numbers if alone else ():
        found = _YEAR_LIKE.fullmatch(one)
        own = next((info.number for info in bearing((one,)) if info.number), None) if found else None
        if found and own:
            serial = found["serial"]
            as_typed = rf"(?<![\d/.-]){serial}(?!\d|[/.-]\w)"
            text = re.sub(as_typed, own.replace("\\", r"\\"), understood.text, count=1)
            years = tuple(year for year in understood.years if year != int(serial))
            return replace(understood, text=text, years=years)
    return understood
