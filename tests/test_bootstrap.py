"""Set-up: a killed installation is done again, a whole one is left alone, an old Python is told so.

The installations are real ones, of a package that the test writes; nothing is downloaded.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(".ci/bootstrap.py")


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A project that needs one small package, ``kho`` 1, and for its tests ``thu`` 1."""
    folder = tmp_path / "dự án"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(root / SCRIPT, folder / SCRIPT)
    require(folder, "requirements.txt", wheel(tmp_path, "kho", 1))
    require(folder, "requirements-dev.txt", wheel(tmp_path, "thu", 1))
    return folder


def wheel(folder: Path, name: str, version: int) -> Path:
    """The smallest package that pip installs: one module that knows its version."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", f"version = {version}\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def require(project: Path, name: str, package: Path) -> None:
    text = f"{package.as_uri()}  # why\n" if package.suffix == ".whl" else f"{package}\n"
    (project / name).write_text(text, encoding="utf-8")


def set_up(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120)


def version(project: Path, name: str) -> int | None:
    """Version of the package in the project's environment; ``None`` where it has none."""
    command = [str(project / ".venv/bin/python"), "-c", f"import {name}; print({name}.version)"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return int(done.stdout) if done.returncode == 0 else None


def kill_half_way(project: Path) -> None:
    """Set-up and all that it started end at once, as when the power fails."""
    command = [sys.executable, str(SCRIPT)]
    process = subprocess.Popen(command, cwd=project, stderr=subprocess.DEVNULL, start_new_session=True)
    while not (project / ".venv/.unfinished").exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_set_up_from_nothing_to_done_and_on(project: Path, tmp_path: Path) -> None:
    kill_half_way(project)
    done = set_up(project)
    assert done.returncode == 0, done.stderr
    assert version(project, "kho") == 1
    assert version(project, "thu") is None

    again = set_up(project)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", ""), "nothing changed, nothing to do"

    assert set_up(project, "--dev").returncode == 0
    assert version(project, "thu") == 1

    require(project, "requirements.txt", tmp_path / "none-1-py3-none-any.whl")
    failed = set_up(project)
    assert failed.returncode == 1
    assert "run the command again" in failed.stderr.splitlines()[-1]

    require(project, "requirements.txt", wheel(tmp_path, "kho", 2))
    assert set_up(project).returncode == 0
    assert version(project, "kho") == 2


def test_an_old_python_can_read_the_script(root: Path) -> None:
    """Or its first sight of a new syntax would be all that the user is told."""
    ast.parse((root / SCRIPT).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_named_with_the_next_step(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = loaded(root)
    monkeypatch.setattr(script, "OLDEST", (99, 1))
    assert script.main([]) == 1
    told = capsys.readouterr().err
    assert f"{sys.version_info[0]}.{sys.version_info[1]}" in told
    assert "quá cũ" in told
    assert "too old" in told
    assert "make run PYTHON=python99.1" in told


def loaded(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", root / SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
