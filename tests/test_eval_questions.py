"""Question files that cannot be used say which line and why; variants of questions lose only marks."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import (
    EvalError,
    Question,
    as_row,
    fingerprint,
    half_stripped,
    parse_questions,
    read_questions,
    stripped,
)
from index.syllables import is_accented, unaccent

GOOD = {
    "id": "t1",
    "question": "Đến năm 2025 tỷ lệ hộ nghèo còn bao nhiêu?",
    "kind": "number",
    "style": "formal",
    "evidence": [{"doc": "mau-2023", "quote": "hộ nghèo giảm còn 1,5%"}],
    "answer": "1,5%",
}


def written(folder: Path, *rows: object) -> Path:
    path = folder / "questions.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_reads_what_was_written(tmp_path: Path) -> None:
    compare = GOOD | {
        "id": "t2",
        "kind": "compare",
        "answer": None,
        "answers": [{"doc": "mau-2023", "answer": "2%"}],
    }
    none = {"id": "t3", "question": "giá vàng", "kind": "none", "style": "keyword", "evidence": []}
    first, second, third = read_questions(written(tmp_path, GOOD, "", compare, none))
    assert (first.answer, first.evidence[0].doc, first.answerable) == ("1,5%", "mau-2023", True)
    assert (second.answer, second.answers[0].answer) == (None, "2%")
    assert not third.answerable
    assert fingerprint([first]) == fingerprint([first]) != fingerprint([first, third])


def test_a_note_is_kept_and_is_no_part_of_the_question(tmp_path: Path) -> None:
    plain, noted = read_questions(written(tmp_path, GOOD, GOOD | {"id": "t2", "note": "hai bảng, số khác"}))
    assert (plain.note, noted.note) == ("", "hai bảng, số khác")
    assert as_row(noted)["note"] == "hai bảng, số khác"
    assert "note" not in as_row(plain)
    (bare,) = parse_questions(json.dumps({**as_row(noted), "note": None}), "again")
    assert fingerprint([bare]) == fingerprint([noted])  # records measured before a remark can be compared


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{bad", "not JSON"),
        ("[1]", "not a JSON object"),
        ({k: v for k, v in GOOD.items() if k != "question"}, "'question'"),
        ({k: v for k, v in GOOD.items() if k != "evidence"}, "'evidence'"),
        (GOOD | {"id": ""}, "'id'"),
        (GOOD | {"id": "t 2"}, "space"),
        (GOOD | {"evidence": [{"doc": "mau-2023"}]}, "'quote'"),
        (GOOD | {"evidence": ["mau-2023"]}, "'doc'"),
        (GOOD | {"evidence": [{"doc": "mau-2023", "quote": "…"}]}, "no letter or digit"),
        (GOOD | {"answer": 3}, "'answer'"),
        (GOOD | {"note": 3}, "'note'"),
        (GOOD, "twice"),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, row: object, says: str) -> None:
    with pytest.raises(EvalError) as caught:
        read_questions(written(tmp_path, GOOD, "", row))
    message = str(caught.value)
    assert "line 3" in message
    assert says in message
    assert "\n" not in message


def test_a_file_that_is_missing_empty_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="cannot be read"):
        read_questions(tmp_path / "gone.jsonl")
    with pytest.raises(EvalError, match="no question"):
        read_questions(written(tmp_path, ""))
    path = tmp_path / "legacy.jsonl"
    path.write_bytes("tỷ lệ".encode("utf-16"))
    with pytest.raises(EvalError, match="UTF-8"):
        read_questions(path)


SYLLABLES = ["tỷ", "lệ", "hộ", "nghèo", "Đến", "năm", "2025", "bao", "nhiêu", "GRDP", "xã", "ở"]


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1), st.integers(0, 9))
def test_half_stripped_takes_the_marks_of_half_and_nothing_else(syllables: list[str], seed: int) -> None:
    asked = Question("q", " ".join(syllables), "number", "formal")
    (variant,) = half_stripped([asked], seed)
    after = variant.question.split(" ")
    assert all(new in (old, unaccent(old)) for old, new in zip(syllables, after, strict=True))
    marked = sum(map(is_accented, syllables))
    assert sum(map(is_accented, after)) == marked - math.ceil(marked / 2)
    assert half_stripped([Question("other", "tỷ lệ", "", ""), asked], seed)[1] == variant


def test_stripped_has_no_marks_left() -> None:
    (variant,) = stripped([Question("q", "Đến 2025 đường GTNT ở xã đạt chuẩn?", "number", "formal")])
    assert variant.question == "Den 2025 duong GTNT o xa dat chuan?"
