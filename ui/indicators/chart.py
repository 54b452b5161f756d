"""One indicator drawn: across places at one time, or across years place by place (Vega-Lite).

Streamlit brings the drawing library with it: nothing is loaded from outside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.facts.periods import Period
from ui.indicators import strings
from ui.indicators.figures import Figure
from ui.indicators.matrix import status_of, unit_of, value_of
from ui.indicators.state import Across
from ui.indicators.table import Row, told
from ui.theme import PALETTE

MOST = 20  # places in one drawing
_LINES = 8  # places of which the years are drawn
_SCALES = ((1e12, "nghìn tỷ"), (1e9, "tỷ"), (1e6, "triệu"))
_VIETNAMESE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}

_AXIS = {"format": ",~f", "tickCount": 6}
_HEIGHT = 340  # pixels

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: what stands across, in Vega-Lite, and how high in pixels."""

    across: Across
    spec: Spec
    height: int


def periods_of(row: Row) -> list[Period]:
    """The periods of which at least two places state a value, those with most places first."""
    places: Counter[Period] = Counter()
    for period, _ in {(one.fact.period, one.fact.place) for one in row.figures if one.fact.place}:
        if period:
            places[period] += 1
    held = [period for period, count in places.items() if count > 1]
    return sorted(held, key=lambda one: (-places[one], -one.last, one.first))


def has_years(row: Row) -> bool:
    """Whether some place states the indicator for more than one year."""
    pairs = {(one.fact.place, one.fact.period) for one in row.figures if one.fact.period}
    return any(count > 1 for count in Counter(place for place, _ in pairs).values())


def across_places(row: Row, period: Period, dark: bool = False) -> Drawing:
    """Bars: a place each, the longest first, a colour for each standing."""
    held = [one for one in row.figures if one.fact.period == period and one.fact.place]
    data, unit = _data(sorted(held, key=lambda one: -one.amount)[:MOST], row)
    # Bars of the same place stand below each other only where there are several standings.
    offset = {"yOffset": {"field": "status"}} if len({one["status"] for one in data}) > 1 else {}
    place = {"field": "place", "type": "nominal", "sort": "-x", "title": None, "axis": {"labelLimit": 220}}
    top = max((abs(float(str(one["value"]))) for one in data), default=0.0) * 1.2 or 1.0  # room for the words
    value = {"field": "value", "type": "quantitative", "title": unit, "axis": _AXIS}
    value |= {"scale": {"domainMax": top}}
    standing = {"field": "status", "type": "nominal", "title": None, "scale": {"range": _colours(dark)}}
    common: Spec = {"y": place, "x": value, **offset, "tooltip": _tooltip()}
    bars = {"mark": {"type": "bar", "cornerRadiusEnd": 3}, "encoding": {**common, "color": standing}}
    words = {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": PALETTE["ink"][dark]}
    said = {"mark": words, "encoding": {**common, "text": {"field": "said"}}}
    return Drawing("place", _spec(data, dark, layer=[bars, said]), 100 + 40 * min(len(data), MOST))


def _colours(dark: bool) -> list[str]:
    """Colours of bars, told apart by lightness too."""
    return [PALETTE["accent"][dark], PALETTE["muted"][dark], PALETTE["line"][dark]]


def across_years(row: Row, dark: bool = False) -> Drawing:
    """Lines: years across, a colour for each place, dashes for what is not a result."""
    by_place: Counter[str] = Counter(one.fact.place for one in row.figures if one.fact.place)
    drawn = {place for place, _ in by_place.most_common(_LINES)}
    held = [one for one in row.figures if one.fact.period and (one.fact.place in drawn or not drawn)]
    data, unit = _data(sorted(held, key=lambda one: told(one.fact.period)), row)
    value = {"field": "value", "type": "quantitative", "title": unit, "axis": _AXIS, "scale": {"zero": False}}
    spec = _spec(
        data,
        dark,
        mark={"type": "line", "point": {"size": 70, "filled": True}},
        encoding={
            "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
            "y": value,
            "color": {"field": "place", "type": "nominal", "title": None},
            "strokeDash": {"field": "status", "type": "nominal", "title": None},
            "tooltip": _tooltip(),
        },
    )
    return Drawing("year", spec, _HEIGHT)


def _spec(data: list[dict[str, object]], dark: bool, **drawn: object) -> Spec:
    muted = {"labelColor": PALETTE["muted"][dark], "titleColor": PALETTE["muted"][dark]}
    config = {"locale": {"number": _VIETNAMESE}, "legend": {"orient": "top", **muted}, "axis": muted}
    return {"data": {"values": data}, **drawn, "config": config}


def _tooltip() -> list[Spec]:
    names = {"place": strings.PLACES, "period": strings.CHART_PERIOD, "status": strings.STATUSES}
    return [{"field": name, "title": title} for name, title in (names | {"said": strings.SAID}).items()]


def _data(held: Sequence[Figure], row: Row) -> tuple[list[dict[str, object]], str]:
    """What is drawn, and the unit it is drawn in; of values that say the same one."""
    top = max((abs(one.amount) for one in held), default=0.0)
    unit = unit_of(row)
    scale, said = next(((s, w) for s, w in _SCALES if top >= s * 10 and unit != "%"), (1.0, ""))
    points: dict[tuple[object, ...], dict[str, object]] = {}
    for one in held:
        fact = one.fact
        key = (fact.place, fact.period, fact.status)
        points.setdefault(
            key,
            {
                "place": fact.place or strings.NO_PLACE,
                "period": told(fact.period),
                "year": str(fact.period.last) if fact.period else "",
                "status": status_of(one),
                "value": one.amount / scale,
                "said": value_of(one),
            },
        )
    return list(points.values()), f"{said} {unit}".strip()
