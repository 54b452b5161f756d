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
    prose = [one for one in there if one.sentence.row is None or one.document not in central]
    rivals = [one for one in prose if one.own >= _EXACT]
    if not rivals:
        return here, there
    return [_told(one, _better(one, rivals, central)) for one in here], there


def _better(one: Candidate, rivals: Sequence[Candidate], central: Collection[str]) -> float:
    """How much better another place's is, 0 to 1; what a paper says of all places is no rival of the row of
    one in its own table."""
    in_table = one.sentence.row is not None and one.document in central
    others = [rival.own for rival in rivals if not (in_table and rival.document == one.document)]
    return min(1.0, max(0.0, max(others, default=0.0) - one.own - _CLOSE) / _WHOLE)


def _told(one: Candidate, better: float) -> Candidate:
    return replace(one, features={**one.features, "elsewhere": better})
