"""What each feature is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping

FACT_RANK: Mapping[str, float] = {
    "covered": 2.34,
    "own": 2.34,
    "clause": 0.36,
    "beside": 0.37,
    "precise": 1.48,
    "run_around": 0.27,
    "whole": 0.36,
    "leaves_out": -2.93,
    "unit": 2.13,
    "miscounted": -2.06,
    "misdated": -1.96,
    "status": 1.1,
    "direction": 0.13,
    "ordinal": -2.0,
    "contrary": -2.0,
    "missing": -0.47,
    "lacking": -0.14,
    "unnamed": -0.01,
    "retrieval": 1.19,
    "leading": 0.24,
    "behind": -1.26,
}
SENTENCE_RANK: Mapping[str, float] = {
    "covered": 2.64,
    "own": 2.05,
    "precise": 1.18,
    "run": 0.32,
    "defines": 6.0,
    "dated": 0.15,
    "misdated": -0.64,
    "missing": -0.61,
    "absent": -0.59,
    "lacking": -0.2,
    "retrieval": 1.73,
    "leading": 1.12,
    "behind": -0.8,
}
SPAN_RANK: Mapping[str, float] = {
    "source": 2.54,
    "type": 2.14,
    "left": 1.92,
    "right": -0.07,
    "left_who": 0.05,
    "right_who": 1.86,
    "near": 0.48,
    "inside": -0.23,
    "new": 0.42,
    "said": -2.07,
    "named": 0.37,
    "led": 1.26,
    "long": -1.98,
    "short": 0.47,
    "broken": -1.78,
    "figure": -1.51,
    "opens": -1.59,
    "closed": 0.78,
    "list": 0.99,
    "whole": -1.08,
    "cut": -1.86,
    "bracket": -1.15,
    "loose": -1.62,
}
FACT_SURE: Mapping[str, float] = {
    "": -3.44,
    "covered": 1.11,
    "own": 1.18,
    "precise": 0.94,
    "whole": 1.48,
    "unit": 1.27,
    "miscounted": -0.99,
    "misdated": -5.83,
    "dated": 0.1,
    "status": 0.45,
    "missing": -0.2,
    "absent": -0.76,
    "lacking": -0.67,
    "unnamed": -0.9,
    "leaves_out": -0.06,
    "retrieval": 0.43,
    "leading": 1.36,
    "behind": -0.23,
    "strength": 0.65,
}
SENTENCE_SURE: Mapping[str, float] = {
    "": -0.51,
    "covered": 1.04,
    "own": 0.76,
    "precise": 1.42,
    "misdated": -1.76,
    "missing": -0.61,
    "lacking": -1.28,
    "leading": 0.31,
    "strength": 0.38,
}


def weighed(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Weighted sum of features; a name that is not there counts nothing, ``""`` is the constant."""
    return weights.get("", 0.0) + sum(worth * features.get(name, 0.0) for name, worth in weights.items())


def logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Confidence, 0 to 1."""
    return 1 / (1 + math.exp(-weighed(weights, features)))
