"""What the address of the page says: which figures are looked at, how they are laid out, what is open.

The address is the only state, as on the first page (:mod:`ui.state`): it can be sent and kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ingest.facts.record import STATUSES
from ui.places import address_of
from ui.state import clean_question

Order = Literal["spread", "field", "name", "count"]
Across = Literal["place", "year"]
ORDERS: tuple[Order, ...] = get_args(Order)
ACROSS: tuple[Across, ...] = get_args(Across)
SLUG = "chi-tieu"
LISTS = ("places", "years", "statuses", "fields")  # the filters that accept several values
_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Look:
    """One state of the page.

    Attributes:
        words: syllables that the name of an indicator holds, with or without diacritics.
        places, years, statuses, fields: accepted values, any of them; empty for all.
        document: id of the one document whose figures are shown, empty for all.
        order: how rows are sorted.
        across: what the columns are, empty where nobody chose.
        norms: figures of no period or no status (time limits, rates) are shown too.
        differing: only indicators for which documents state different values.
        by: heading of the column whose values sort the rows before ``order`` does, empty for none;
            ``rising``: from the smallest on.
        page, column: which part of the rows and of the columns is in view, from 1.
        row: id of the indicator that is open, empty where none is; ``part``: which of its figures are.
    """

    words: str = ""
    places: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    document: str = ""
    order: Order = "spread"
    across: Across | Literal[""] = ""
    norms: bool = False
    differing: bool = False
    by: str = ""
    rising: bool = False
    page: int = 1
    column: int = 1
    row: str = ""
    part: int = 1

    def changed(self, **values: Any) -> Look:
        """The same look with other values, at its first page again, nothing open."""
        return replace(self, **{"page": 1, "column": 1, "row": "", "part": 1, **values})

    @property
    def columns(self) -> Across:
        """What the columns are: years where all figures are of one place or document, else places."""
        return self.across or ("year" if len(self.places) == 1 or self.document else "place")

    @property
    def chosen(self) -> int:
        """How many filters are set besides the words."""
        lists = (self.places, self.years, self.statuses, self.fields)
        return sum(map(len, lists)) + self.norms + self.differing + bool(self.document)


_LISTS = {"noi": "places", "nam": "years", "loai": "statuses", "linhvuc": "fields"}
_FLAGS = {"tatca": "norms", "khac": "differing"}
_NUMBERS = {"trang": "page", "cot": "column", "phan": "part"}


def read_look(params: Mapping[str, list[str]]) -> Look:
    """The look an address asks for; whatever it says wrongly counts as not said."""
    first = {key: values[0] for key, values in params.items() if values}
    values: dict[str, Any] = {
        name: tuple(sorted({*params.get(key, ())} - {""})) for key, name in _LISTS.items()
    }
    values["years"] = tuple(year for year in values["years"] if re.fullmatch(r"\d{4}", year))
    values["statuses"] = tuple(status for status in values["statuses"] if status in STATUSES)
    values |= {name: first.get(key) == "1" for key, name in _FLAGS.items()}
    values |= {name: _number(first.get(key, "")) for key, name in _NUMBERS.items()}
    return Look(
        words=clean_question(first.get("tim", ""))[:100].strip(),
        document=first.get("vb", ""),
        order=next((one for one in ORDERS if one == first.get("xep")), "spread"),
        across=next((one for one in ACROSS if one == first.get("theo")), ""),
        by=(by := clean_question(first.get("xepcot", ""))[:100].strip()),
        rising=bool(by) and first.get("tang") == "1",
        row=first["chi"] if _ID.fullmatch(first.get("chi", "")) else "",
        **values,
    )


def write_look(look: Look) -> dict[str, list[str]]:
    """Query parameters that :func:`read_look` turns back into ``look``; defaults are left out."""
    params = {"tim": [look.words], "vb": [look.document], "chi": [look.row], "xepcot": [look.by]}
    params["tang"] = ["1"] if look.rising else [""]
    params["xep"] = [look.order] if look.order != "spread" else [""]
    params["theo"] = [look.across]
    params |= {key: list(getattr(look, name)) for key, name in _LISTS.items()}
    params |= {key: ["1"] if getattr(look, name) else [""] for key, name in _FLAGS.items()}
    for key, name in _NUMBERS.items():
        number = getattr(look, name)
        params[key] = [str(number)] if number > 1 else [""]
    return {key: values for key, values in params.items() if values and values[0]}


def address(look: Look) -> str:
    """A relative link to ``look``."""
    return address_of(SLUG, write_look(look))


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
