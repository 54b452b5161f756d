"""A number that looks like a year, and is that of a paper: "quyết định 1948 của tỉnh"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from answer.citations import same_number
from index.content import DocumentInfo
from index.types import Understood

_YEAR_LIKE = re.compile(r"(?P<serial>(?:19|20)\d\d)(?:/[a-z]+(?:-[a-z]+)*)?")


def numbered(understood: Understood, infos: Iterable[DocumentInfo]) -> Understood:
    """The question with such a number written whole ("1948/QĐ-UBND") where a document bears it; else itself.

    A kind that is made for a year ("kế hoạch 2025") names the year; the index reads no number there. Of
    several numbers, or of several places, each is looked up by itself.
    """
    alone = len(understood.numbers) == 1 and len(understood.places) < 2
    for one in understood.numbers if alone else ():
        found = _YEAR_LIKE.fullmatch(one)
        bearing = (
            info.number
            for info in (infos if found else ())
            if info.number and same_number(info.number, one, info.kind, info.year)
        )
        if found and (whole := next(bearing, None)):
            serial = found["serial"]
            text = re.sub(rf"(?<![\d/.-]){serial}(?!\d|[/.-]\w)", whole, understood.text, count=1)
            years = tuple(year for year in understood.years if year != int(serial))
            return replace(understood, text=text, years=years)
    return understood
