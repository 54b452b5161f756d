"""The command line on two invented documents, with the computable encoder: no model, no network."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.measures import MEASURES
from eval.plain import cut
from eval.plain import main as plain_main
from settings import Settings

NORTH = """ỦY BAN NHÂN DÂN HUYỆN SÔNG MẪU
Số: 12/CTr-UBND
Sông Mẫu, ngày 10 tháng 01 năm 2023

CHƯƠNG TRÌNH HÀNH ĐỘNG
Phát triển kinh tế - xã hội năm 2023

I. CHỈ TIÊU CHỦ YẾU
1. Về kinh tế
- Thu ngân sách nhà nước trên địa bàn đạt 345 tỷ đồng.
- Thu nhập bình quân đầu người đạt 61 triệu đồng.
2. Về xã hội
- Tỷ lệ hộ nghèo giảm còn 2,4% theo chuẩn đa chiều.
- Tỷ lệ dân số tham gia bảo hiểm y tế đạt 93,5%.

II. NHIỆM VỤ, GIẢI PHÁP
1. Nâng cấp 14 km đường giao thông nông thôn, hoàn thành trước ngày 30 tháng 9.
2. Mở 05 lớp đào tạo nghề cho lao động nông thôn.
"""
SOUTH = """UBND TỈNH ĐỒI MẪU
Số: 77/KH-UBND
Đồi Mẫu, ngày 20 tháng 02 năm 2024

KẾ HOẠCH
Chuyển đổi số năm 2024

I. MỤC TIÊU
1. Tỷ lệ hồ sơ trực tuyến toàn trình đạt 80%.
2. Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95%.
II. NHIỆM VỤ
1. Số hóa 100% kết quả giải quyết thủ tục hành chính còn hiệu lực.
"""
HEALTH_NORTH = {"doc": "song-mau-2023", "quote": "Tỷ lệ dân số tham gia bảo hiểm y tế đạt 93,5%."}
HEALTH_SOUTH = {"doc": "doi-mau-2024", "quote": "Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95%."}
QUESTIONS: list[dict[str, Any]] = [
    {"id": "t1", "question": "thu ngân sách nhà nước trên địa bàn huyện Sông Mẫu năm 2023", "kind": "number",
     "style": "keyword", "answer": "345 tỷ đồng",
     "evidence": [{"doc": "song-mau-2023", "quote": "Thu ngân sách nhà nước trên địa bàn đạt 345 tỷ đồng."}]},
    {"id": "t2", "question": "tỷ lệ tham gia bảo hiểm y tế", "kind": "compare",
     "style": "formal", "answer": None,
     "answers": [{"doc": "song-mau-2023", "answer": "93,5%"}, {"doc": "doi-mau-2024", "answer": "95%"}],
     "evidence": [HEALTH_NORTH, HEALTH_SOUTH]},
    {"id": "t3", "question": "số hóa kết quả giải quyết thủ tục hành chính", "kind": "task",
     "style": "keyword", "answer": None,
     "evidence": [{"doc": "doi-mau-2024", "quote": "Số hóa 100% kết quả giải quyết"}]},
    {"id": "t4", "question": "giá vé máy bay đi Nhật Bản", "kind": "none", "style": "keyword", "answer": None,
     "evidence": []},
]  # fmt: skip


def write_questions(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eval")
    (folder / "docs").mkdir()
    (folder / "docs" / "song-mau-2023.txt").write_text(NORTH, encoding="utf-8")
    with gzip.open(folder / "more.jsonl.gz", "wt", encoding="utf-8") as records:
        records.write(json.dumps({"id": "doi-mau-2024", "title": "Kế hoạch", "text": SOUTH}) + "\n")
    write_questions(folder / "asked.jsonl", QUESTIONS)
    return folder


@pytest.fixture(scope="module")
def settings(folder: Path) -> Settings:
    return Settings(store=folder / "store", model="hashing", query_prompt="", passage_prompt="")


def command(folder: Path, *more: str) -> list[str]:
    docs = ["--docs", str(folder / "docs"), str(folder / "more.jsonl.gz")]
    return ["--queries", str(folder / "asked.jsonl"), *docs, *more]


@pytest.fixture(scope="module")
def built(folder: Path, settings: Settings) -> Path:
    """The folder once everything in it was measured: the store for evaluation stands."""
    files = ["--run-out", str(folder / "run.trec"), "--qrels-out", str(folder / "qrels.trec")]
    kept = ["--baseline", str(folder / "baseline.json"), "--save-baseline"]
    assert main(command(folder, *files, *kept), settings) == 0
    return folder


def test_one_command_measures_files_and_records(
    built: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(command(built, "--json"), settings) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["questions"], report["answerable"], report["documents"]) == (4, 3, 2)
    assert set(report["modes"]) == {"hybrid", "dense", "lexical"}
    for cells in report["modes"].values():
        assert set(MEASURES) <= set(cells["all"])
        assert "none" not in cells["kind"]  # a question without evidence is in no retrieval measure
        assert sum(cell["questions"] for cell in cells["kind"].values()) == cells["all"]["questions"] == 3
        assert sum(cell["questions"] for cell in cells["style"].values()) == 3
        for name in MEASURES:  # the whole is the weighted mean of its parts
            parts = sum(cell["questions"] * cell[name] for cell in cells["kind"].values())
            assert cells["all"][name] == pytest.approx(parts / 3)
    assert report["modes"]["lexical"]["all"]["R@5"] == 1.0  # the words of each question stand in one passage
    assert report["answers"]["all"]["unanswerable"] == 1
    assert report["answers"]["broken_quotes"] == []


def test_the_second_run_reads_and_encodes_nothing_again(built: Path, settings: Settings) -> None:
    def state() -> dict[Path, int]:
        files = (built / "store" / "eval").rglob("*")
        return {path: path.stat().st_mtime_ns for path in files if path.suffix in (".txt", ".faiss", ".json")}

    before = state()
    assert before
    assert main(command(built, "--no-answers", "--mode", "lexical"), settings) == 0
    assert state() == before


def test_a_run_that_was_written_scores_the_same_when_read(
    built: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(built, "--json", "--no-answers", "--mode", "hybrid"), settings) == 0
    searched = json.loads(capsys.readouterr().out)["modes"]["hybrid"]
    assert main(command(built, "--json", "--run-in", str(built / "run.hybrid.trec")), settings) == 0
    read = json.loads(capsys.readouterr().out)["modes"]["run.hybrid"]
    assert read["all"] == searched["all"]
    assert read["passage_characters"] == searched["passage_characters"]
    judged = {line.split()[0] for line in (built / "qrels.trec").read_text(encoding="utf-8").splitlines()}
    assert judged == {"t1", "t2", "t3"}


def test_check_passes_against_itself_and_fails_where_a_figure_fell(
    built: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = built / "baseline.json"
    check = command(built, "--check", "--mode", "lexical", "--no-answers", "--baseline", str(path))
    assert main(check, settings) == 0
    raised = json.loads(path.read_text(encoding="utf-8"))
    raised["asked"]["figures"]["lexical R@5"] = {"value": 1.5, "tolerance": 0.02}
    (built / "raised.json").write_text(json.dumps(raised), encoding="utf-8")
    capsys.readouterr()
    assert main([*check[:-1], str(built / "raised.json")], settings) == 1
    said = capsys.readouterr().err.strip()
    assert "lexical R@5 fell from 1.500 to 1.000" in said
    assert "\n" not in said
    # Bare questions are another suite, which has no baseline here.
    assert main([*check, "--strip"], settings) == 1


def test_misses_name_what_came_instead(
    built: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = QUESTIONS[0] | {"evidence": [HEALTH_SOUTH]}
    asked = write_questions(built / "wrong.jsonl", [wrong])
    assert (
        main([*command(built, "--misses", "--mode", "lexical")[2:], "--queries", str(asked)], settings) == 0
    )
    out = capsys.readouterr().out
    assert "lexical missed at" in out
    assert "wanted doi-mau-2024: Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95%." in out
    assert "came   song-mau-2023#" in out


def test_a_document_that_evidence_names_and_the_store_lacks_is_a_warning(
    built: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    more = QUESTIONS[0] | {"id": "t9", "evidence": [{"doc": "khong-co", "quote": "x"}]}
    asked = ["--queries", str(write_questions(built / "more.jsonl", [*QUESTIONS, more]))]
    rest = command(built, "--mode", "lexical", "--no-answers")[2:]
    assert main([*asked, *rest], settings) == 0
    assert "'khong-co'" in capsys.readouterr().err
    only = ["--queries", str(write_questions(built / "only.jsonl", [more]))]
    assert main([*only, *rest], settings) == 1
    assert "none of the documents" in capsys.readouterr().err


def test_what_cannot_be_measured_is_one_line_and_status_one(
    built: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = str(built / "asked.jsonl")
    empty = Settings(store=tmp_path / "empty", model="hashing")
    bad = tmp_path / "bad.jsonl.gz"
    bad.write_text("not gzip", encoding="utf-8")
    for arguments, where in (
        (["--queries", str(tmp_path / "gone.jsonl")], settings),
        (["--queries", asked], empty),  # no index there
        (["--queries", asked, "--docs", str(tmp_path / "gone")], settings),
        (["--queries", asked, "--docs", str(bad)], settings),
        (command(built, "--run-in", str(built / "asked.jsonl")), settings),
    ):
        capsys.readouterr()
        assert main(arguments, where) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["--mode", "magic"],
        ["-k", "0"],
        ["--strip", "--half-strip"],
        ["--save-baseline", "--mode", "dense"],
        ["--save-baseline", "--queries", "other.jsonl"],
        ["--run-in", "x", "--mode", "dense"],
    ],
)
def test_wrong_usage_is_status_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_the_plain_pipeline_prints_the_same_columns(
    built: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = command(built)
    assert plain_main(arguments, settings) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in MEASURES)
    assert plain_main([*arguments, "--json"], settings) == 0
    figures = json.loads(capsys.readouterr().out)
    # Both documents fit in one chunk each, and the question of each names words only it has.
    assert figures["plain BM25"]["R@3"] == 1.0
    assert plain_main([*arguments[2:], "--queries", "gone.jsonl"], settings) == 1


@pytest.mark.parametrize(("size", "overlap"), [(1000, 200), (120, 40), (60, 0)])
def test_chunks_cover_the_text_and_point_into_it(size: int, overlap: int) -> None:
    text = (NORTH + SOUTH) * 3
    chunks = cut("mau", text, size, overlap)
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in chunks)
    assert all(len(chunk.text) <= size for chunk in chunks)
    covered = {at for chunk in chunks for at in range(chunk.start, chunk.end)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in covered)
    shared = [a.end - b.start for a, b in pairwise(chunks)]
    assert max(shared) <= overlap
