"""What the address of the page says: which record is looked at, against which, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from eval.measures import MEASURES
from ui.places import address_of
from ui.state import first

SLUG = "danh-gia"
DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Looked:
    """One state of the page; ids of records are 0 where none is named."""

    record: int = 0
    against: int = 0
    by: str = "style"
    measure: str = "R@1"
    depth: int = 5


def read_looked(params: Mapping[str, list[str]]) -> Looked:
    """The state an address asks for; whatever it says wrongly counts as not said."""

    said = partial(first, params)

    def number(key: str) -> int:
        return int(said(key)) if said(key).isdecimal() and len(said(key)) < 10 else 0

    depth = number("muc")
    return Looked(
        record=number("luot"),
        against=number("so"),
        by="kind" if said("theo") == "kind" else "style",
        measure=said("do") if said("do") in MEASURES else "R@1",
        depth=depth if depth in DEPTHS else 5,
    )


def write_looked(view: Looked) -> dict[str, list[str]]:
    """Query parameters that :func:`read_looked` turns back; defaults are left out."""
    plain = Looked()
    given = {
        "luot": str(view.record or ""),
        "so": str(view.against or ""),
        "theo": view.by if view.by != plain.by else "",
        "do": view.measure if view.measure != plain.measure else "",
        "muc": str(view.depth) if view.depth != plain.depth else "",
    }
    return {key: [value] for key, value in given.items() if value}


def address(view: Looked) -> str:
    """A relative link to ``view``."""
    return address_of(SLUG, write_looked(view))
