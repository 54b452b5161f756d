"""What the address of the page says: which documents are listed and which one is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ui.library.strings import STATE_NAMES
from ui.places import address_of
from ui.state import clean_question

Order = Literal["issued", "title", "warned"]
ORDERS: tuple[Order, ...] = get_args(Order)
SLUG = "kho-van-ban"


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of the page.

    Attributes:
        words: syllables of title, number or issuer, with or without diacritics.
        kinds, years: accepted values, any of them; empty for all.
        states: what must hold of a document (keys of ``STATE_NAMES``), all of them.
        document: id of the open document, empty where none is.
    """

    words: str = ""
    kinds: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    order: Order = "issued"
    page: int = 1
    document: str = ""

    def opened(self, document: str) -> Shown:
        """The same list with a document open."""
        return replace(self, document=document)


_LISTS = {"loai": "kinds", "nam": "years", "la": "states"}


def read_shown(params: Mapping[str, list[str]]) -> Shown:
    """The state an address asks for; whatever it says wrongly counts as not said."""
    first = {key: values[0] for key, values in params.items() if values}
    lists: dict[str, Any] = {
        name: tuple(sorted({*params.get(key, ())} - {""})) for key, name in _LISTS.items()
    }
    lists["states"] = tuple(state for state in lists["states"] if state in STATE_NAMES)
    page = first.get("trang", "")
    return Shown(
        words=clean_question(first.get("tim", ""))[:100].strip(),
        order=next((one for one in ORDERS if one == first.get("xep")), "issued"),
        page=max(1, int(page)) if re.fullmatch(r"[0-9]{1,5}", page) else 1,
        document=first.get("vb", ""),
        **lists,
    )


def write_shown(shown: Shown) -> dict[str, list[str]]:
    """Query parameters that :func:`read_shown` turns back into ``shown``; defaults are left out."""
    params = {"tim": [shown.words], "vb": [shown.document]}
    params["xep"] = [shown.order if shown.order != "issued" else ""]
    params["trang"] = [str(shown.page) if shown.page > 1 else ""]
    params |= {key: list(getattr(shown, name)) for key, name in _LISTS.items()}
    return {key: values for key, values in params.items() if values and values[0]}


def address(shown: Shown) -> str:
    """A relative link to ``shown``."""
    return address_of(SLUG, write_shown(shown))
