"""``--settings FILE``: two configurations can be built, asked and measured side by side."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import answer.__main__ as answer
import eval.__main__ as evaluation
import index.__main__ as index
import ingest.__main__ as ingest
from index.hashing import HashingEncoder
from settings import DEFAULT_FILE, Settings, load_settings
from tests.index_world import filled

ASKED = "tỷ lệ dân số tham gia bảo hiểm y tế của Sông Lam năm 2021"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A settings file that names another store and another model."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "docs").mkdir()
    for name, text in filled(["Sông Lam"]).items():
        (folder / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    question = {
        "id": "q1", "question": ASKED, "kind": "number", "style": "formal", "answer": None,
        "evidence": [{"doc": "van-ban-0-2021", "quote": "Tỷ lệ dân số tham gia bảo hiểm y tế"}],
    }  # fmt: skip
    (folder / "asked.jsonl").write_text(json.dumps(question) + "\n", encoding="utf-8")
    (folder / "other.toml").write_text('store = "kho"\nmodel = "hashing"\n', encoding="utf-8")
    return folder


def test_each_command_works_by_the_file_that_it_is_given(
    other: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ["--settings", str(other / "other.toml")]

    def printed(main: Callable[[Sequence[str]], int], *command: str) -> str:
        capsys.readouterr()
        assert main([*command, *chosen]) == 0
        return capsys.readouterr().out

    printed(ingest.main, str(other / "docs"))
    printed(index.main, "build")
    manifest = next((other / "kho" / "index").glob("g*/manifest.json"))
    assert json.loads(manifest.read_text(encoding="utf-8"))["encoder"] == HashingEncoder().name
    assert "nguyên vẹn" in printed(index.main, "check")
    assert json.loads(printed(index.main, "search", ASKED, "--json"))["hits"]
    assert json.loads(printed(answer.main, ASKED, "--json"))["hits"]
    measure = ["--queries", str(other / "asked.jsonl"), "--no-answers", "--json"]
    assert json.loads(printed(evaluation.main, *measure))["model"] == HashingEncoder().name


@pytest.mark.parametrize(
    ("main", "command"),
    [
        (ingest.main, []),
        (index.main, ["build"]),
        (index.main, ["search", ASKED]),
        (answer.main, [ASKED]),
        (evaluation.main, []),
        (evaluation.main, ["suite"]),
        (evaluation.main, ["ablation"]),
    ],
)
def test_a_file_that_is_not_there_is_said_and_nothing_is_done(
    main: Callable[[Sequence[str]], int],
    command: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*command, "--settings", str(tmp_path / "none.toml")]) == 1
    message = capsys.readouterr().err
    assert "none.toml" in message
    assert message.count("\n") == 1
    assert not any(tmp_path.iterdir())


def test_settings_shown_in_the_text_are_settings(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "models.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    assert examples
    for example in examples:
        path = tmp_path / "settings.toml"
        path.write_text(example, encoding="utf-8")
        assert load_settings(path) != Settings(), example
    for names, default in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| `?([^|`]+)`? \|", text, flags=re.MULTILINE):
        for name in re.findall(r"\w+", names):
            assert getattr(Settings(), name) == tomllib.loads(f"it = {default}")["it"], name


def test_the_shipped_file_is_read_where_none_is_named() -> None:
    assert load_settings(DEFAULT_FILE) == load_settings()
