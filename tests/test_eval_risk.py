"""Risk and coverage: worked out by hand on a few outcomes."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.calibrate import Outcome
from eval.risk import area, curve, drawing

OUTCOMES = st.lists(
    st.builds(Outcome, st.uuids().map(str), st.booleans(), st.floats(0, 1), st.booleans()), max_size=30
)


def test_points_by_hand() -> None:
    sure, wrong = Outcome("a", True, 0.9, True), Outcome("b", True, 0.8, False)
    none, silent = Outcome("c", False, 0.7, True), Outcome("d", True, 0.0, False)
    points = curve([none, silent, wrong, sure])
    assert [(point.threshold, point.coverage) for point in points] == [(0.9, 0.25), (0.8, 0.5), (0.7, 0.75)]
    assert [point.risk for point in points] == [0.0, 0.5, pytest.approx(2 / 3)]
    assert area(points) == pytest.approx((0 + 0.5 + 2 / 3) / 3)


def test_answers_of_one_confidence_are_given_together() -> None:
    points = curve([Outcome("a", True, 0.5, True), Outcome("b", True, 0.5, False)])
    assert [(point.coverage, point.risk) for point in points] == [(1.0, 0.5)]


@given(OUTCOMES)
def test_coverage_grows_and_the_order_of_questions_does_not_matter(outcomes: list[Outcome]) -> None:
    points = curve(outcomes)
    assert points == curve(outcomes[::-1])
    assert all(one.coverage < other.coverage for one, other in pairwise(points))
    assert all(0 <= point.risk <= 1 for point in points)


@given(OUTCOMES)
def test_the_drawing_is_well_formed_and_stays_on_its_page(outcomes: list[Outcome]) -> None:
    root = ET.fromstring(drawing({"chosen on": curve(outcomes), "shown on": []}))
    for line in root.iter("{http://www.w3.org/2000/svg}polyline"):
        for pair in line.attrib["points"].split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= 560 and 0 <= y <= 400
