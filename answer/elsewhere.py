"""Candidates of the place that is asked about, and those of others.

Where another place states what is asked far more exactly than the best of the place asked about, the
place very likely does not state it at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from answer.candidates import Candidate

_CLOSE, _WHOLE = 0.15, 0.25  # a little better elsewhere says nothing; so much more, and it is sure
_EXACT = 0.7  # share of the question that another place's figure must hold to say anything


def parted(
    candidates: Sequence[Candidate], allowed: Collection[str]
) -> tuple[list[Candidate], list[Candidate]]:
    """Candidates of ``allowed`` documents and the others; the former know how much better another is
    (feature ``elsewhere``, 0 to 1). The order stays."""
    there = [one for one in candidates if one.document not in allowed]
    best = max((one.own for one in there if one.own >= _EXACT), default=0.0)
    here = [one for one in candidates if one.document in allowed]
    if not best:
        return here, there
    return [_told(one, min(1.0, max(0.0, best - one.own - _CLOSE) / _WHOLE)) for one in here], there


def _told(one: Candidate, better: float) -> Candidate:
    return replace(one, features={**one.features, "elsewhere": better})
