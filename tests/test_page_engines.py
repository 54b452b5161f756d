"""The page over PostgreSQL shows what it shows over files: cards, passages, documents, what is judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.judgements.store import Judgements
from eval.questions import read_questions
from index.build import build_index
from ingest.run import ingest_paths
from ingest.store import open_store
from settings import load_settings
from tests.postgres_servers import Server
from tests.test_compare_page import SET
from tests.test_compare_page import opened as compared
from tests.test_page import opened, shown
from ui import strings

_SETTINGS = 'model = "hashing"\nquery_prompt = ""\npassage_prompt = ""\n'
_ASKED = 12  # questions of the bundled set, spread over its kinds

Arguments = tuple[list[str], list[str]]


@pytest.fixture(scope="module")
def arguments(root: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Arguments:
    """What ``app.py`` wants to show the bundled papers from files, and from a database beside a folder that
    holds nothing."""
    from index.postgres.moving import move

    folder = tmp_path_factory.mktemp("engines")
    files, database = folder / "files.toml", folder / "database.toml"
    files.write_text(_SETTINGS, encoding="utf-8")
    database.write_text(
        f'{_SETTINGS}engine = "postgres"\ndsn = "{server.dsn}"\nschema = "page"\n', encoding="utf-8"
    )
    settings = load_settings(files, folder / "store")
    ingest_paths([root / "corpus"], settings.store)
    with open_store(settings) as source:
        build_index(settings.store, settings, source)
    move(load_settings(database, settings.store), "postgres")
    (folder / "empty").mkdir()
    return (
        ["--store", str(settings.store), "--settings", str(files)],
        ["--store", str(folder / "empty"), "--settings", str(database)],
    )


@pytest.fixture
def both(root: Path, arguments: Arguments, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """All HTML that the page shows at an address over files, and over the database."""
    return lambda **params: [shown(opened(root, one, monkeypatch, **params)) for one in arguments]


def section(text: str, name: str) -> str:
    """The part of a page with this class, as it stands."""
    found = re.search(rf'<section class="{name}.*?</section>', text, re.DOTALL)
    return found[0] if found else ""


def asked(root: Path) -> list[str]:
    questions = read_questions(root / "eval" / "bundled.jsonl")
    return [one.question for one in questions[:: max(1, len(questions) // _ASKED)]]


def test_a_question_brings_the_same_cards_over_both_engines(
    root: Path, both: Callable[..., list[str]]
) -> None:
    answered = 0
    for question in asked(root):
        files, database = both(q=question)
        assert section(database, "vb-answers") == section(files, "vb-answers"), question
        assert (strings.ABSTAINED in database) == (strings.ABSTAINED in files)
        answered += "<article" in section(files, "vb-answers")
    assert answered >= _ASKED // 2


def test_a_filter_and_a_document_are_the_same_too(root: Path, both: Callable[..., list[str]]) -> None:
    files, database = both(q=asked(root)[0], year="2024")
    assert section(database, "vb-answers") == section(files, "vb-answers")
    link = re.search(r"doc=([\w-]+)&amp;at=(\d+-\d+)", both(q=asked(root)[0])[0])
    assert link
    files, database = both(doc=link[1], at=link[2])
    assert 'id="trich"' in files
    assert database == files


def test_the_first_page_tells_of_the_same_library(both: Callable[..., list[str]]) -> None:
    files, database = both()
    assert database == files


def test_who_judges_over_a_database_is_seen_from_every_machine(
    root: Path, arguments: Arguments, tmp_path: Path
) -> None:
    _, (_, store, _, file) = arguments
    here = load_settings(Path(file), Path(store))
    there = replace(here, store=tmp_path)
    question = read_questions(root / "eval" / "bundled.jsonl")[0]
    Judgements(here).add_questions(SET, [question], "Lan")
    page = compared(here, cau=question.id)
    page.button(key="vc_grade_3").click().run()
    (kept,) = Judgements(there).of(SET)
    assert (kept.rater, kept.grade, kept.question) == ("Lan", 3, question.id)
    page = compared(there, cau=question.id)
    assert not page.button(key="vc_undo").disabled
    page.button(key="vc_undo").click().run()
    assert Judgements(here).of(SET) == []
    assert not [*here.store.glob("judgements*"), *there.store.glob("judgements*")]
