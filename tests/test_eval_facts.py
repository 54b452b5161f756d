"""What is read is scored by span, value and name; a document read otherwise is left out and named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.facts import PARTS, FactsError, Judged, Score, compare, evaluate, main, names_alike, read_judged
from ingest.document import parse

TEXT = """KẾ HOẠCH
Phát triển kinh tế - xã hội năm 2024

1. Tỷ lệ hộ nghèo còn 2,5%; tỷ lệ che phủ rừng đạt 41%.
2. Xây dựng 07 trường học theo Điều 3.
"""


def fact(written: str, value: str, indicator: str, **more: Any) -> dict[str, Any]:
    """A judged figure of ``TEXT``."""
    start, name = TEXT.index(written), TEXT.index(indicator)
    row = {"start": start, "end": start + len(written), "value": value, "unit": "%", "period": ["2024"]}
    return row | {"status": ["target"], "indicator": [[name, name + len(indicator)]]} | more


def judged(*facts: dict[str, Any], sha256: str | None = None) -> Judged:
    digest = sha256 or hashlib.sha256(TEXT.encode()).hexdigest()
    return Judged("thu", "corpus", "measure", digest, [{"start": 0, "end": len(TEXT), "facts": list(facts)}])


def scored(*facts: dict[str, Any]) -> Score:
    score = Score()
    compare(parse(TEXT, id="thu", source="thu"), judged(*facts), score)
    return score


POVERTY = fact("2,5", "2.5", "Tỷ lệ hộ nghèo")
FOREST = fact("41", "41", "tỷ lệ che phủ rừng")
SCHOOLS = fact("07", "7", "Xây dựng", unit="trường học")


def test_all_right_is_one() -> None:
    score = scored(POVERTY, FOREST, SCHOOLS)
    assert (score.precision, score.recall, score.bound_precision, score.bound_recall) == (1, 1, 1, 1)


def test_what_is_judged_and_not_read_costs_recall_what_is_read_and_not_judged_costs_precision() -> None:
    missing = scored(POVERTY, FOREST, SCHOOLS, fact("3.", "3", "Điều"))
    assert missing.recall == 0.75 and missing.precision == 1
    unjudged = scored(POVERTY, FOREST)
    assert unjudged.recall == 1 and unjudged.precision == pytest.approx(2 / 3)
    optional = scored(POVERTY, FOREST, SCHOOLS | {"optional": True})
    assert (optional.precision, optional.recall, optional.judged) == (1, 1, 2)


@pytest.mark.parametrize(
    ("change", "aspect"),
    [
        ({"unit": "ha"}, "unit"),
        ({"period": ["2025"]}, "period"),
        ({"status": ["result", None]}, "status"),
        ({"indicator": FOREST["indicator"]}, "indicator"),
    ],
)
def test_a_figure_with_one_thing_wrong_is_found_and_not_bound(change: dict[str, Any], aspect: str) -> None:
    score = scored(POVERTY | change, FOREST, SCHOOLS)
    assert (score.found, score.bound, score.right[aspect]) == (3, 2, 2)


def test_a_wrong_value_is_no_find() -> None:
    score = scored(POVERTY | {"value": "25"}, FOREST, SCHOOLS)
    assert (score.found, score.read) == (2, 3)


def test_a_name_must_hold_each_judged_stretch_and_little_else() -> None:
    text = "một hai ba bốn năm sáu " + "bảy " * 40
    within = (0, len(text))
    assert names_alike(text, [(0, 10)], [(0, 10)], within)
    assert not names_alike(text, [(0, 10), (11, 18)], [(0, 10)], within)
    assert not names_alike(text, [(0, 10)], [(0, len(text))], within)
    assert names_alike(text, [(0, 10)], [(0, 10), (23, len(text))], (0, 22))  # headings above are free
    assert names_alike("cây ngô 5 ha, cây ngô 7 ha", [(14, 21)], [(0, 7)], (0, 26))  # words, not places


def test_who_is_in_charge_where_and_how_it_compares_are_told_beside() -> None:
    wrong = scored(POVERTY | {"comparator": ["trên"], "place": [None, "Sơn La"], "organisation": None})
    right = scored(POVERTY | {"comparator": ["bằng"], "place": [None], "organisation": None})
    asked = {"comparator": 1, "place": 1, "organisation": 1}
    assert {one: wrong.asked[one] for one in asked} == {one: right.asked[one] for one in asked} == asked
    assert right.right["comparator"] == 1 and not wrong.right["comparator"]
    assert wrong.bound == right.bound == 1  # they do not decide whether a figure is bound


def test_a_document_that_is_read_otherwise_is_reported_and_not_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thu.txt").write_text(TEXT, encoding="utf-8")
    changed = replace(judged(POVERTY, sha256="0" * 64), document="khac")
    (tmp_path / "khac.txt").write_text(TEXT, encoding="utf-8")
    scores, left = evaluate([tmp_path], [judged(POVERTY), changed])
    assert left == ["khac"] and scores["corpus", "measure"].judged == 1
    with pytest.raises(FactsError):
        evaluate([tmp_path], [changed])
    assert main([str(tmp_path)]) == 1
    assert "đối chiếu" in capsys.readouterr().err


def test_the_judged_file_holds_spans_and_figures_only() -> None:
    rows = read_judged()
    keys = {"start", "end", "value", "unit", "period", "status", "indicator", "optional"}
    keys |= {"comparator", "place", "organisation"}
    for row in rows:
        assert row.part in PARTS and len(row.sha256) == 64
        for unit in row.units:
            for one in unit["facts"]:
                assert set(one) <= keys and unit["start"] <= one["start"] < one["end"] <= unit["end"]
                assert len(one.get("unit") or "") < 40


def test_the_facts_judged_by_eye_are_found(shared: Path) -> None:
    """The bars of docs/answers.md, on the four documents and on what served least to develop."""
    rows = [row for row in read_judged() if row.half == "corpus" or row.part != "develop"]
    scores, changed = evaluate([shared / "corpus", shared / "data/provincial/documents.jsonl.gz"], rows)
    assert not changed
    for half in ("corpus", "provincial"):
        parts = [score for (name, _), score in scores.items() if name == half]
        found = sum(score.found for score in parts)
        assert found / sum(score.read for score in parts) >= 0.95
        assert found / sum(score.judged for score in parts) >= 0.85
        bound = sum(score.bound for score in parts)
        assert bound / sum(score.read for score in parts) >= (0.97 if half == "corpus" else 0.9)
        assert bound / sum(score.judged for score in parts) >= 0.85
