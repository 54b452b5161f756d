"""Recall curves as a Vega-Lite drawing; Streamlit brings the library with it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ui.evaluation import strings

HEIGHT = 300  # pixels
_VIETNAMESE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}


def recall_spec(curves: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Curves by name over k = 1 …; the vertical axis begins below the lowest value. The colours are those of
    ``chartCategoricalColors``, in the order of ``curves``."""
    rows = [
        {"name": name, "k": k, "value": value}
        for name, values in curves.items()
        for k, value in enumerate(values, 1)
    ]
    lowest = min((value for values in curves.values() for value in values), default=0.0)
    floor = min(0.9, math.floor(10 * lowest) / 10)
    depth = max((len(values) for values in curves.values()), default=1)
    name = {"field": "name", "type": "nominal", "title": None, "sort": list(curves)}
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "step-after"},
        "encoding": {
            "x": {
                "field": "k",
                "type": "quantitative",
                "title": strings.CURVE_K,
                "scale": {"domain": [1, depth]},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": strings.CURVE_R,
                "scale": {"domain": [floor, 1]},
                "axis": {"format": ".2f", "tickCount": 6},
            },
            "color": {**name, "scale": {"domain": list(curves)}},
            "strokeDash": {**name, "scale": {"domain": list(curves), "range": [[1, 0], [6, 3]]}},
            "tooltip": [
                {"field": "name", "title": strings.LOOK_AT},
                {"field": "k", "title": "k"},
                {"field": "value", "title": "R@k", "format": ".3f"},
            ],
        },
        "config": {
            "locale": {"number": _VIETNAMESE},
            # Below each other: two names in a line do not fit on a phone.
            "legend": {"orient": "top", "labelLimit": 420, "columns": 1},
        },
    }
