"""While the index changes nobody waits for the new one: the old one answers until that is open and warm."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from index.build import build_index
from ingest.run import ingest_paths
from ingest.store import Store
from settings import Settings, load_settings
from tests.page_store import build
from ui.access import LOCAL, User
from ui.desk import ask, behind, is_current, open_desk
from ui.door import Door
from ui.state import View

PAPER = """THÔNG BÁO

Về việc trồng cây năm 2026 của huyện Suối Mẫu

(1) Số cây trồng phân tán năm 2026 của huyện Suối Mẫu đạt 1.250 cây.
"""


def until(holds: Callable[[], bool]) -> None:
    patience = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < patience
        time.sleep(0.02)


def test_the_next_is_opened_behind_the_one_that_serves() -> None:
    go, warmed, opened = Event(), list[str](), list[str]()

    def open_(name: str) -> str:
        opened.append(name)
        if len(opened) > 1:
            assert go.wait(60)
        return f"desk {name}"

    door = Door(open_, warmed.append, stands=lambda _: True)
    assert door.at("a") == "desk a"
    assert [door.at("b") for _ in range(5)] == ["desk a"] * 5  # it is not waited for, and opened once
    assert door.ready("a") and not door.ready("b")
    until(lambda: opened == ["a", "b"])
    go.set()
    until(lambda: door.at("b") == "desk b")
    assert (opened, warmed) == (["a", "b"], ["desk b"])


def test_what_cannot_be_opened_behind_tells_its_reader_why() -> None:
    def open_(name: str) -> str:
        if name == "broken":
            raise ValueError(name)
        return name

    door = Door(open_, lambda _: None, stands=lambda _: True)
    assert door.at("a") == "a"

    def told() -> bool:
        try:
            assert door.at("broken") == "a"
        except ValueError:
            return True
        return False

    until(told)
    assert door.at("a") == "a"
    until(lambda: door.at("c") == "c")


def test_what_no_longer_stands_serves_nobody() -> None:
    door = Door(str.upper, lambda _: None, stands=lambda name: name != "a")
    assert door.at("a") == "A"
    assert door.at("b") == "B"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = build(tmp_path)
    return load_settings(Path(given[3]), Path(given[1]))


def test_a_question_during_the_switch_is_answered_and_the_new_document_found_after_it(
    settings: Settings, tmp_path: Path
) -> None:
    old, view = open_desk(settings), View(q="tỷ lệ bảo hiểm y tế huyện Sông Mẫu năm 2023")
    before = ask(old, view)
    assert before.answers
    (tmp_path / "docs" / "suoi-mau-2026.txt").write_text(PAPER, encoding="utf-8")
    ingest_paths([tmp_path / "docs"], settings.store)
    with Store(settings.store) as source:
        build_index(settings.store, replace(settings), source)
    few = User("Lan", "lan@so.vn", documents_allowed=frozenset({"song-mau-2023"}))
    desk = open_desk(settings)
    assert desk is old  # at once, and not only for the first who comes
    assert ask(desk, view).answers[0].text == before.answers[0].text
    assert ask(open_desk(settings, few), view).answers
    assert behind(desk, settings, LOCAL) == 1
    until(lambda: open_desk(settings) is not old)
    new = open_desk(settings)
    assert is_current(settings)
    assert new.warm.is_set()  # its models are loaded
    assert behind(new, settings, LOCAL) == 0
    assert "suoi-mau-2026" in new.abouts
    assert {hit.passage.document for hit in ask(new, View(q="số cây trồng phân tán Suối Mẫu")).hits} >= {
        "suoi-mau-2026"
    }
    assert ask(open_desk(settings, few), view).answers
