"""Imports point only backwards, and importing a stage loads no model and writes no file."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STAGES = ("ingest", "index", "answer", "eval", "ui")

# Prints what importing the modules named on the command line loaded, and which files it wrote.
PROBE = """
import importlib, json, sys
written = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        written.append(str(arguments[0]))
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps({"loaded": sorted({name.split(".")[0] for name in sys.modules}), "written": written}))
"""


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on ``folder`` with the contracts of its ``pyproject.toml``."""
    code = "import sys; from importlinter.cli import lint_imports_command as c; c(sys.argv[1:])"
    command = [sys.executable, "-c", code, "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_the_tree_keeps_its_contracts(root: Path) -> None:
    done = contracts(root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("ingest", "import index"),
        ("ingest", "import torch"),
        ("index", "import answer"),
        ("answer", "import streamlit"),
        ("answer", "import eval"),
        ("eval", "import ui"),
    ],
)
def test_the_contracts_catch_an_import_that_points_forwards(
    root: Path, tmp_path: Path, module: str, line: str
) -> None:
    """A contract that cannot be broken would guard nothing."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    for stage in STAGES:
        (tmp_path / stage).mkdir()
        (tmp_path / stage / "__init__.py").touch()
    assert contracts(tmp_path).returncode == 0
    (tmp_path / module / "__init__.py").write_text(line, encoding="utf-8")
    done = contracts(tmp_path)
    assert done.returncode == 1
    assert "1 broken" in done.stdout, done.stdout + done.stderr


def test_modules_at_the_top_keep_the_layers_too(root: Path) -> None:
    """import-linter sees packages only: settings know no stage, and no stage knows the app."""
    assert imported(root / "settings.py") <= sys.stdlib_module_names
    for path in (path for stage in STAGES for path in (root / stage).rglob("*.py")):
        assert "app" not in imported(path), path


def imported(path: Path) -> set[str]:
    """Top-level names that a module imports, wherever in the module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_importing_the_stages_loads_nothing_heavy(root: Path) -> None:
    """A command that only reads files must not wait for torch (seconds) nor for underthesea."""
    loaded, _ = probe(root, ["ingest", "index", "answer"])
    assert loaded.isdisjoint({"torch", "transformers", "sentence_transformers", "streamlit", "underthesea"})


def test_importing_any_module_writes_nothing_and_needs_no_page(root: Path) -> None:
    names = [name for stage in ("ingest", "index", "answer", "eval") for name in modules(root, stage)]
    loaded, written = probe(root, ["settings", *names])
    assert "streamlit" not in loaded
    assert [path for path in written if "__pycache__" not in path] == []


def probe(root: Path, names: list[str]) -> tuple[set[str], list[str]]:
    command = [sys.executable, "-B", "-c", PROBE, *names]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    return set(report["loaded"]), report["written"]


def modules(root: Path, stage: str) -> list[str]:
    paths = sorted((root / stage).rglob("*.py"))
    parts = [path.relative_to(root).with_suffix("").parts for path in paths if path.stem != "__main__"]
    return [".".join(part[:-1] if part[-1] == "__init__" else part) for part in parts]
