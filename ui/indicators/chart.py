"""One indicator drawn: across places at one time, or across years place by place (Vega-Lite).

Streamlit brings the drawing library with it: nothing is loaded from outside. A drawing names no colour: its
series take those of ``chartCategoricalColors``, its words those of ``ui/page.css``, so that a page whose
scheme is switched is drawn in the other one at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.facts.periods import Period
from ingest.facts.record import STATUSES
from ui.indicators import strings
from ui.indicators.figures import Figure
from ui.indicators.matrix import status_of, unit_of, value_of
from ui.indicators.state import Across
from ui.indicators.table import Row, agree, told

MOST = 20  # places in one drawing
_LINES = 8  # places of which the years are drawn
_SCALES = ((1e12, "nghìn tỷ"), (1e9, "tỷ"), (1e6, "triệu"))
_VIETNAMESE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}

STANDINGS = (*(strings.STATUS[status] for status in STATUSES), strings.NO_STATUS)
_DASHES = ([6, 3], [2, 3], [1, 0], [8, 3, 2, 3])  # of the standings: a result is a whole line

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


def across_places(row: Row, period: Period) -> Drawing:
    """Bars: a place each, the longest first, a colour for each standing, a bar for each value."""
    held = [one for one in row.figures if one.fact.period == period and one.fact.place]
    held.sort(key=lambda one: -one.amount)
    places = list(dict.fromkeys(one.fact.place for one in held))[:MOST]
    data, unit = _data([one for one in held if one.fact.place in places], row)
    # Bars of the same place stand below each other only where there are several.
    slots = sorted({str(one["slot"]) for one in data})
    offset = {"yOffset": {"field": "slot", "sort": slots}} if len(slots) > 1 else {}
    # In words: a sort by what is drawn ("-x") is dropped where two layers share the axis.
    place = {"field": "place", "type": "nominal", "sort": places, "title": None, "axis": {"labelLimit": 220}}
    top = max((abs(float(str(one["value"]))) for one in data), default=0.0) * 1.2 or 1.0  # room for the words
    value = {"field": "value", "type": "quantitative", "title": unit, "axis": _AXIS}
    value |= {"scale": {"domainMax": top}}
    common: Spec = {"y": place, "x": value, **offset, "tooltip": _tooltip()}
    bars = {"mark": {"type": "bar", "cornerRadiusEnd": 3}, "encoding": {**common, "color": _standing(data)}}
    words = {"type": "text", "align": "left", "dx": 6, "fontSize": 13}
    said = {"mark": words, "encoding": {**common, "text": {"field": "said"}}}
    each = max(40, 14 + 22 * len(slots))  # pixels: a line of words for each bar
    return Drawing("place", _spec(data, layer=[bars, said]), 100 + each * len(places))


def across_years(row: Row) -> Drawing:
    """Lines: years across, a colour for each place, dashes for what is not a result.

    A line goes through the first value of a year; what another document says instead is a point of its own.
    """
    by_place: Counter[str] = Counter(one.fact.place for one in row.figures if one.fact.place)
    drawn = [place for place, _ in sorted(by_place.items(), key=lambda pair: (-pair[1], pair[0]))[:_LINES]]
    held = [one for one in row.figures if one.fact.period and (one.fact.place in drawn or not drawn)]
    data, unit = _data(sorted(held, key=lambda one: told(one.fact.period)), row)
    place = {"field": "place", "type": "nominal", "title": None}
    common: Spec = {
        "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
        "y": {
            "field": "value", "type": "quantitative", "title": unit, "axis": _AXIS, "scale": {"zero": False},
        },
        "color": {**place, "scale": {"domain": drawn or [strings.NO_PLACE]}},
    }  # fmt: skip
    dashes = {**_standing(data), "scale": {"domain": list(STANDINGS), "range": list(_DASHES)}}
    lines = {
        "mark": "line",
        "transform": [{"filter": "datum.turn == 0"}],
        "encoding": {**common, "strokeDash": dashes},
    }
    points = {
        "mark": {"type": "point", "size": 70, "filled": True, "opacity": 1},
        "encoding": {**common, "tooltip": _tooltip()},
    }
    signs = {
        "mark": {"type": "text", "dx": 12, "fontSize": 14},
        "transform": [{"filter": "datum.differs"}],
        "encoding": {"x": common["x"], "y": common["y"], "text": {"value": strings.DIFFERS_SIGN}},
    }
    return Drawing("year", _spec(data, layer=[lines, points, signs]), _HEIGHT)


def _standing(data: Sequence[dict[str, object]]) -> Spec:
    """One look for each standing whatever else is drawn; the legend names those there are."""
    there = [name for name in STANDINGS if any(one["status"] == name for one in data)]
    scale = {"domain": list(STANDINGS)}
    return {
        "field": "status", "type": "nominal", "title": None, "scale": scale, "legend": {"values": there},
    }  # fmt: skip


def _spec(data: list[dict[str, object]], **drawn: object) -> Spec:
    config = {"locale": {"number": _VIETNAMESE}, "legend": {"orient": "top"}}
    return {"data": {"values": data}, **drawn, "config": config}


def _tooltip() -> list[Spec]:
    names = {"place": strings.PLACES, "period": strings.CHART_PERIOD, "status": strings.STATUSES}
    return [{"field": name, "title": title} for name, title in (names | {"said": strings.SAID}).items()]


def _data(held: Sequence[Figure], row: Row) -> tuple[list[dict[str, object]], str]:
    """What is drawn, and the unit it is drawn in: of values that say the same one, of others each, with its
    turn among them and marked."""
    top = max((abs(one.amount) for one in held), default=0.0)
    unit = unit_of(row)
    scale, said = next(((s, w) for s, w in _SCALES if top >= s * 10 and unit != "%"), (1.0, ""))
    stated: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for one in held:
        others = stated[one.fact.place, one.fact.period, one.fact.status]
        if not any(agree(one, other) for other in others):
            others.append(one)
    points = [
        _point(one, turn, scale, differs=len(group) > 1)
        for group in stated.values()
        for turn, one in enumerate(group)
    ]
    return points, f"{said} {unit}".strip()


def _point(one: Figure, turn: int, scale: float, *, differs: bool) -> dict[str, object]:
    fact, status = one.fact, status_of(one)
    return {
        "place": fact.place or strings.NO_PLACE,
        "period": told(fact.period),
        "year": str(fact.period.last) if fact.period else "",
        "status": status,
        "value": one.amount / scale,
        "said": f"{strings.DIFFERS_SIGN} {value_of(one)}" if differs else value_of(one),
        "turn": turn,
        "slot": f"{STANDINGS.index(status)}.{turn:02}",
        "differs": differs,
    }
