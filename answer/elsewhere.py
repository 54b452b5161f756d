"""Candidates of the place that is asked about, and those of others.

Where another place states what is asked far more exactly than the best of the place asked about, the
place very likely does not state it at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from answer.candidates import Candidate

_CLOSE, _WHOLE = 0.15, 0.25  # a little better elsewhere says nothing; so much more, and it is sure
_EXACT = 0.7  # share of the question that another place's figure must hold to say anything


def parted(
    candidates: Sequence[Candidate],
    allowed: Collection[str],
    central: Collection[str] = (),
    speaks: Callable[[Candidate], bool] = lambda _: False,
) -> tuple[list[Candidate], list[Candidate]]:
    """Candidates of ``allowed`` documents and those of ``central`` ones that ``speaks`` takes in, and the
    others; the former know how much better another place's is (feature ``elsewhere``, 0 to 1). The order
    stays."""
    fits = [one.document in allowed or (one.document in central and speaks(one)) for one in candidates]
    there = [one for one, fit in zip(candidates, fits, strict=True) if not fit]
    here = [one for one, fit in zip(candidates, fits, strict=True) if fit]
    prose = (one for one in there if one.sentence.row is None or one.document not in central)
    rivals = (one.own for one in prose if one.own >= _EXACT)
    best = max(rivals, default=0.0)
    if not best:
        return here, there
    return [_told(one, min(1.0, max(0.0, best - one.own - _CLOSE) / _WHOLE)) for one in here], there


def _told(one: Candidate, better: float) -> Candidate:
    return replace(one, features={**one.features, "elsewhere": better})
