"""Which states of the pages pictures are taken of: addresses, and the steps from there to what has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ui import strings
from ui.compare.state import PARTS, Compared
from ui.compare.state import address as compared_at
from ui.evaluation.state import Looked
from ui.evaluation.state import address as looked_at
from ui.places import address_of, places
from ui.staging import BEGUN, JUDGED, MEASURED, RATERS, SET
from ui.state import View, address

PAGES = {place.package or "ask": address_of(place.slug) for place in places()}
VIEWS = PAGES | {
    "answer": address(View(q="chỉ tiêu BHYT năm 2023")),
    "unaccented": address(View(q="chi tieu bhyt nam 2023")),
    "signer": address(View(q="ai ký nghị quyết năm 2023 của tỉnh Bắc Giang")),
    "abstain": address(View(q="tỷ lệ hộ nghèo của Đồng Tháp năm 2031")),
    "nothing": address(View(q="giá vàng", chosen=(("year", ("1999",)),))),
    "lost": address(View(doc="khong-co")),
    "of-a-pdf": address(View(q="tỷ lệ tham gia BHXH bắt buộc tỉnh Hậu Giang 2020")),
}
REVIEWED = {  # of a store as :mod:`ui.staging` leaves it
    "judging": compared_at(Compared(SET, BEGUN, rater=RATERS[0])),
    "judged": compared_at(Compared(SET, JUDGED, rater=RATERS[0])),
    "two-ways": compared_at(Compared(SET, JUDGED, columns=MEASURED, rater=RATERS[1], blind=False)),
    "agreement": compared_at(Compared(SET, part=PARTS[1])),
    "exchange": compared_at(Compared(SET, part=PARTS[2], rater=RATERS[0])),
    "evaluation-two": looked_at(Looked(2, 1)),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step further, after which a picture is taken; what is empty is left out, the others in this order.

    Attributes:
        picture: its name.
        key: is pressed. click: a selector; the first of its parts is clicked.
        wanted: what the address holds then. seen: a selector of what is there then.
        to: a selector of the part that is brought to the top of the window.
    """

    picture: str
    key: str = ""
    click: str = ""
    wanted: str = ""
    seen: str = ""
    to: str = ""


CHART = "[data-testid=stVegaLiteChart] svg"
FURTHER: Mapping[str, tuple[Step, ...]] = {
    "answer": (
        Step("passages", to=".vb-bar"),
        Step("filters", click=".st-key-filters button", seen="[data-testid=stMultiSelect]"),
        Step("document", key="Escape", click=".vb-card a.vb-open", wanted="doc="),
        Step("document-top", to=".vb-doc h1"),
    ),
    "of-a-pdf": (
        Step("original", click=f".vb-card a:has-text('{strings.ORIGINAL}')", wanted="picture=1"),
        Step("original-frame", to=".vb-picture"),
    ),
    "indicators": (
        Step("indicators-filters", click=".st-key-chi_filters button", seen="[data-testid=stMultiSelect]"),
        Step("indicator", key="Escape", click=".vb-matrix tbody th a", wanted="chi=", seen=CHART),
        Step("indicator-quotes", to=".vb-figures"),
    ),
    "judged": (Step("judged-columns", to=".vc-grid"),),
    "evaluation-two": (
        Step("evaluation-curve", seen=CHART, to="[data-testid=stVegaLiteChart]"),
        Step("evaluation-groups", to=".ve-groups"),
        Step("evaluation-changes", to=".ve-list"),
        Step("evaluation-new", click=".st-key-ve_new button", seen="[data-testid=stMultiSelect]"),
    ),
    "library": (Step("library-document", click=".vb-shelf tbody th a", wanted="vb="),),
}
