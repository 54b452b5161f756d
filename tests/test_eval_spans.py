"""The span reader's measures, by hand, and the command on an invented file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.spans import exact_match, f1, main, read_items

CONTEXT = "Chợ Lam Kinh họp ngày 12 hằng tháng. Toàn huyện có 14 hợp tác xã."


def squad(folder: Path) -> Path:
    rows = [{"question": "Toàn huyện có bao nhiêu hợp tác xã?", "answers": [{"text": "14 hợp tác xã"}]}]
    path = folder / "set.json"
    path.write_text(
        json.dumps({"data": [{"paragraphs": [{"context": CONTEXT, "qas": rows}]}]}), encoding="utf-8"
    )
    return path


def test_measures_by_hand() -> None:
    assert exact_match("14 Hợp tác xã.", "14 hợp tác xã") == 1
    assert exact_match("14 hợp tác", "14 hợp tác xã") == 0
    assert f1("14 hợp tác", "14 hợp tác xã") == pytest.approx(2 * 3 / 7)
    assert f1("chợ", "xã") == 0


def test_the_command_reads_a_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [one.answers for one in read_items(squad(tmp_path))] == [("14 hợp tác xã",)]
    assert main([str(squad(tmp_path))]) == 0
    assert "1 questions, EM 1.000, F1 1.000" in capsys.readouterr().out


def test_another_format_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.json"
    path.write_text("[]", encoding="utf-8")
    assert main([str(path)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
