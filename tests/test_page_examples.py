"""Questions to begin with: about the documents at hand, and only those that the person sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from answer import open_engine
from ingest.run import ingest_paths
from settings import Settings
from tests.library_world import FILES, SECRET, World, made, plain_settings
from ui import strings
from ui.access import LOCAL, User
from ui.examples import examples


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made(tmp_path_factory.mktemp("examples"))


def test_every_example_is_answered_by_the_documents_at_hand(world: World) -> None:
    found = examples(world.settings, LOCAL)
    assert len(found) >= 4
    assert not {*found} & {*strings.EXAMPLES}
    assert any(one.isascii() for one in found)  # that no diacritics are needed is shown, not told
    engine = open_engine(world.settings.store, world.settings)
    for one in found:
        assert engine.answer(one).answers, one
    assert examples(replace(world.settings), LOCAL) == found


def test_no_example_tells_of_a_hidden_document(world: World) -> None:
    few = User("Lan", "lan@so.vn", documents_allowed=frozenset(FILES) - {SECRET})
    assert any("Đồi Mẫu" in one or "Doi Mau" in one.title() for one in examples(world.settings, LOCAL))
    told = " ".join(examples(world.settings, few)).title()
    assert "Đồi Mẫu" not in told and "Doi Mau" not in told
    nobody = User("Ai", "ai@so.vn", documents_allowed=frozenset())
    assert examples(world.settings, nobody) == strings.EXAMPLES


def test_where_the_documents_state_too_little_the_shipped_questions_are_shown(tmp_path: Path) -> None:
    settings: Settings = plain_settings(tmp_path / "store")
    assert examples(settings, LOCAL) == strings.EXAMPLES
    (tmp_path / "thư.txt").write_text("Kính gửi các phòng: mời họp chiều thứ năm.", encoding="utf-8")
    ingest_paths([tmp_path / "thư.txt"], settings.store)
    assert examples(settings, LOCAL) == strings.EXAMPLES
