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
    "covered": 2.55,
    "own": 2.45,
    "clause": 0.37,
    "beside": 0.3,
    "precise": 1.77,
    "run_around": 0.37,
    "whole": 0.5,
    "leaves_out": -2.9,
    "unit": 2.37,
    "miscounted": -2.22,
    "misdated": -1.98,
    "status": 1.17,
    "direction": 0.45,
    "ordinal": -2.0,
    "contrary": -2.07,
    "foreign": -2.07,
    "other_end": -5.0,
    "missing": -0.67,
    "lacking": -0.2,
    "retrieval": 1.19,
    "leading": 0.26,
    "behind": -1.38,
    "rival": -0.55,
    "season": 1.2,
    "subject": 2.0,
    "repeated": -3.0,
    "part": -1.6,
    "allotted": -0.6,
    "dense": 0.31,
    "lexical": 0.37,
    "titular": -1.0,
    "lost": -0.36,
}
SENTENCE_RANK: Mapping[str, float] = {
    "covered": 2.78,
    "own": 1.74,
    "precise": 0.46,
    "defines": 6.0,
    "dated": 0.26,
    "misdated": -0.84,
    "missing": -0.82,
    "absent": -0.14,
    "lacking": -0.19,
    "retrieval": 1.81,
    "leading": 1.22,
    "behind": -0.78,
    "headed": 0.39,
    "dense": 1.34,
    "lexical": 0.27,
    "titular": -1.49,
    "lost": -1.06,
}
SPAN_RANK: Mapping[str, float] = {
    "inverse": 2.0,
    "counted": 2.0,
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
    "asked_place": -4.0,
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
    "subject": 1.0,
    "charged": 1.0,
    "does": 1.2,
    "helping": -1.0,
    "sort": 1.0,
    "quoted": 0.5,
    "enclosed": 0.3,
    "mixed": -1.0,
    "predicate": 1.5,
    "bound": 1.0,
    "word": -1.5,
    "clause": 1.0,
    "beyond": 1.0,
    "classed": 1.5,
}
FACT_SURE: Mapping[str, float] = {
    "elsewhere": -3.19,
    "uncounted": -3.6,
    "covered": 0.63,
    "own": 0.36,
    "precise": 0.95,
    "whole": 0.9,
    "miscounted": -0.12,
    "misdated": -5.19,
    "status": 0.57,
    "missing": -0.97,
    "absent": -0.24,
    "lacking": -0.76,
    "unnamed": -2.0,
    "direction": 0.5,
    "behind": -0.59,
    "strength": 0.72,
    "dense": 0.88,
    "lexical": 0.68,
    "contrary": -2.0,
    "foreign": -4.0,
    "other_end": -4.0,
    "": -0.91,
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
    held = features.get
    return weights.get("", 0.0) + sum([worth * held(name, 0.0) for name, worth in weights.items()])


def logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Confidence, 0 to 1."""
    return 1 / (1 + math.exp(-weighed(weights, features)))
