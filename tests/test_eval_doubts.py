"""What settles a doubt, and what one that always chooses right would gain, on an invented paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.doubts import Chosen, main
from settings import Settings

PAPER = """ỦY BAN NHÂN DÂN HUYỆN SÔNG MẪU
Số: 12/CTr-UBND
Sông Mẫu, ngày 10 tháng 01 năm 2023

CHƯƠNG TRÌNH HÀNH ĐỘNG
Đào tạo nghề năm 2023

- Tổ chức 05 lớp đan lát cho phụ nữ vùng cao.
- Tổ chức 12 lớp sửa máy nổ cho thanh niên xuất ngũ.
- Tổ chức 30 lớp nuôi ong cho nông dân ven rừng.
"""


DOUBTED = "thanh niên nông dân học mấy lớp"  # two lines say some of it


def asked(path: Path, *rows: tuple[str, str | None]) -> Path:
    lines: list[dict[str, Any]] = [
        {"id": f"q{number}", "question": question, "kind": "number" if answer else "none", "style": "keyword",
         "answer": answer, "evidence": [{"doc": "song-mau", "quote": answer}] if answer else []}
        for number, (question, answer) in enumerate(rows)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "song-mau.txt").write_text(PAPER, encoding="utf-8")
    return tmp_path


def settings(place: Path) -> Settings:
    return Settings(store=place / "store", model="hashing", question_model="")


def test_one_text_of_one_call_is_put_first() -> None:
    def nearness(_: str, texts: Sequence[str]) -> list[float]:
        return [0.5] * len(texts)

    chosen = Chosen(nearness, (1, 2))
    assert chosen("gì", ["a", "b", "c"]) == [0.5, 0.5, 0.5]
    assert chosen("gì", ["a", "b", "c"]) == [0.0, 0.0, 1.0]
    assert chosen.sizes == [3, 3]


def test_one_that_chooses_right_gains_what_words_leave_open(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = asked(place / "q.jsonl", (DOUBTED, "12 lớp"), ("giá vé tàu bay đi Nhật", None))
    args = ["--queries", str(file), "--docs", str(place / "docs"), "--store", str(place / "store")]
    assert main(args, settings(place)) == 0
    out = capsys.readouterr().out
    assert out.startswith("q.jsonl: 2 questions, 1 with a doubt")
    assert "perfect 1.000" in out and "cosine 0.500" in out
    assert "refused: 1 without an answer" in out
    assert (
        main(["--queries", str(place / "none.jsonl"), "--store", str(place / "store")], settings(place)) == 1
    )
