"""What each feature of a candidate is worth, and how sure the best of them makes an answer.

Tables are printed by ``python -m answer.calibrate --fit`` over all judged questions at hand and copied
here; :mod:`answer.fitting` says how they are found. ``_RANK`` orders candidates of one sort, ``_SURE``
is the logistic whose value is the confidence (its constant is ``""``, lowered by .62 after the fit, so that
nine of ten questions without an answer are refused on each set at hand). Features are named where they
are made: :mod:`answer.candidates` for figures and sentences, :mod:`answer.spans` for spans.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

FACT_RANK: Mapping[str, float] = {
    "covered": 2.35,
    "own": 2.34,
    "clause": 0.37,
    "beside": 0.31,
    "precise": 1.51,
    "run_around": 0.28,
    "whole": 0.39,
    "leaves_out": -2.89,
    "unit": 2.12,
    "miscounted": -2.06,
    "misdated": -1.93,
    "status": 1.1,
    "direction": 0.13,
    "ordinal": -2.0,
    "contrary": -2.0,
    "missing": -0.49,
    "lacking": -0.15,
    "unnamed": -0.01,
    "retrieval": 1.14,
    "leading": 0.18,
    "behind": -1.25,
}
SENTENCE_RANK: Mapping[str, float] = {
    "covered": 2.6,
    "own": 2.01,
    "precise": 1.17,
    "run": 0.26,
    "defines": 6.0,
    "dated": 0.15,
    "misdated": -0.64,
    "missing": -0.57,
    "absent": -0.56,
    "lacking": -0.18,
    "retrieval": 1.68,
    "leading": 1.22,
    "behind": -0.77,
}
SPAN_RANK: Mapping[str, float] = {
    "inverse": 2.0,
    "counted": 1.0,
    "source": 2.46,
    "type": 1.96,
    "left": 1.98,
    "right": 0.19,
    "left_who": 0.06,
    "right_who": 1.77,
    "near": 0.53,
    "inside": -0.34,
    "new": 0.46,
    "said": -1.99,
    "named": 0.4,
    "led": 1.01,
    "long": -1.97,
    "short": 0.25,
    "broken": -1.85,
    "figure": -1.51,
    "opens": -1.68,
    "closed": 0.56,
    "list": 0.88,
    "entire": -1.06,
    "cut": -1.86,
    "bracket": -1.09,
    "loose": -1.62,
}
FACT_SURE: Mapping[str, float] = {
    "elsewhere": -3.26,
    "uncounted": -3.07,
    "covered": 0.76,
    "own": 0.83,
    "precise": 1.06,
    "whole": 0.86,
    "unit": 0.6,
    "miscounted": -0.23,
    "misdated": -5.7,
    "dated": 0.19,
    "status": 0.79,
    "missing": -0.47,
    "absent": -0.37,
    "lacking": -0.53,
    "unnamed": -0.52,
    "retrieval": 0.55,
    "leading": 0.96,
    "behind": -0.27,
    "strength": 0.81,
    "": -2.61,
}
SENTENCE_SURE: Mapping[str, float] = {
    "defines": 5.0,
    "covered": 1.2,
    "own": 1.02,
    "precise": 0.79,
    "misdated": -1.24,
    "missing": -0.94,
    "lacking": -0.92,
    "leading": 2.31,
    "strength": 2.95,
    "": -3.6,
}


def weighed(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Weighted sum of features; a name that is not there counts nothing, ``""`` is the constant."""
    return weights.get("", 0.0) + sum(worth * features.get(name, 0.0) for name, worth in weights.items())


def logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Confidence, 0 to 1."""
    return 1 / (1 + math.exp(-weighed(weights, features)))
