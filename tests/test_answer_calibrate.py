"""The risk-coverage table."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from answer.calibrate import THRESHOLDS, Outcome, best_threshold, rates, table

outcomes = st.lists(
    st.builds(Outcome, st.text("abc123", min_size=1), st.booleans(), st.floats(0, 1), st.booleans()),
    max_size=30,
)


def test_a_threshold_between_right_and_wrong_is_found() -> None:
    right = [Outcome(f"r{i}", True, 0.8, True) for i in range(5)]
    none = [Outcome(f"n{i}", False, 0.4, False) for i in range(5)]
    assert 0.4 < best_threshold([*right, *none]) <= 0.8
    assert rates([*right, *none], 0.5) == (1.0, 1.0, 1.0)
    assert rates([*right, *none], 0.9) == (0.0, 0.0, 1.0)


@given(outcomes)
def test_a_higher_threshold_answers_less_and_refuses_more(some: list[Outcome]) -> None:
    rows = [rates(some, threshold) for threshold in THRESHOLDS]
    assert all(one[0] >= other[0] and one[2] <= other[2] for one, other in itertools.pairwise(rows))
    assert sum(line.endswith("<") for line in table(some)) == 2
