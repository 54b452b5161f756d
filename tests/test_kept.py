"""What people left behind outlives the server and moves with its archive, over both engines."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.judgements.store import Judgements
from eval.judgements.types import Pooled
from eval.questions import Evidence, Question
from eval.records.store import Records
from eval.records.types import Plan, Result
from ingest.kept import KeptFile, rows_of
from ingest.store import open_store
from settings import PolicyError, Settings
from tests.index_world import POVERTY, paper, put_into
from tests.postgres_servers import Server, servers

A, B = (Pooled(f"song-mau#{n}", "song-mau", f"d{n}") for n in "12")
QUESTIONS = [
    Question("z", "tỷ lệ hộ nghèo?", "number", "formal", (Evidence("song-mau", "còn 2,4%"),), "2,4%"),
    Question("a", "giá vàng", "none", "keyword"),
]


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that a test may stop."""
    with servers(1) as (one,):
        yield one


def left(settings: Settings) -> None:
    """Leave something of every kind behind."""
    judgements, records = Judgements(settings), Records(settings)
    judgements.add_questions("s", QUESTIONS, "Lan")
    judgements.pool("s", "z", [A, B])
    for grade in (1, 3):
        judgements.judge("s", "z", A, "Lan", grade)
    judgements.judge("s", "z", B, "Minh", None)
    judgements.undo("s", "z", "Lan")
    judgements.keep_run("s", "tên", [("z", B.passage, 1), ("z", A.passage, 2)])
    first, second = records.plan([Plan("s", "plain", "hybrid", True), Plan("s", "strip", "dense")], "Lan")
    records.remove(first)
    assert records.claim()
    found = Result("z", "?", "number", "formal", ("song-mau",), {"R@1": 1.0}, 1, A.passage, None)
    records.finish(second, [found], {"key": "dense"}, documents=2, passages=9, median_ms=3.25)


def told(settings: Settings) -> list[object]:
    """All that a page could show of it."""
    judgements, records = Judgements(settings), Records(settings)
    return [
        judgements.sets(), judgements.questions("s"), judgements.pooled("s"), judgements.of("s"),
        judgements.runs("s"), judgements.run("s", "tên", "z"), judgements.log(),
        records.all(), [records.results(one.id) for one in records.all()],
    ]  # fmt: skip


def test_what_people_left_moves_whole_and_back(server: Server, tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    from ingest.postgres.keeping import move_kept

    files = Settings(store=tmp_path / "one")
    database = replace(files, engine="postgres", dsn=server.dsn, schema="moved")
    left(files)
    assert {outcome for outcome, _ in move_kept(database, "postgres").values()} == {"copied"}
    assert told(database) == told(files)
    assert {outcome for outcome, _ in move_kept(database, "postgres").values()} == {"there"}
    # It goes on where it was: numbers go up, the last grade is taken back, the log stays as it is.
    for one in (database, files):
        assert Records(one).plan([Plan("s", "plain", "lexical")], "") == [3]
        assert Judgements(one).undo("s", "z", "Lan") == A.passage
        with pytest.raises(Exception, match="the log is kept"):
            Judgements(one)._kept.write(lambda db: [*db.execute("DELETE FROM log")])
    assert Judgements(database).of("s")[0].rater == "Minh"
    # What differs on both sides is left as it is; into an empty folder all of it comes back.
    judged = told(files)
    assert move_kept(database, "files")["judgements"][0] == "other"
    assert told(files) == judged
    back = replace(files, store=tmp_path / "two")
    assert move_kept(replace(database, store=back.store), "files")["judgements"][0] == "copied"
    assert told(back) == told(database)
    kept = KeptFile(back.store / "judgements.sqlite", None, PolicyError)
    assert rows_of(kept)["log"] == rows_of(Judgements(database)._kept)["log"]


def test_the_command_says_what_moved_and_what_stayed(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from index.postgres.__main__ import main

    files = Settings(store=tmp_path / "store", model="hashing")
    with open_store(files, create=True) as store:
        put_into(store, {"mot": paper(1, 2020, "Núi Cấm", POVERTY)})
    Judgements(files).judge("s", "z", A, "Lan", 1)
    (tmp_path / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    given = ["--store", str(files.store), "--settings", str(tmp_path / "settings.toml"), "--dsn", server.dsn]
    command = ["move", *given, "--schema", "told"]
    assert main(command) == 0
    assert "Đã chép kết quả chấm" in capsys.readouterr().out
    database = replace(files, engine="postgres", dsn=server.dsn, schema="told")
    assert Judgements(database).of("s") == Judgements(files).of("s")
    assert main(command) == 0
    assert "kết quả chấm" not in capsys.readouterr().out
    Judgements(database).judge("s", "z", A, "Lan", 2)
    assert main(command) == 0
    assert "schema told_judgements" in capsys.readouterr().out
    assert Judgements(database).of("s")[0].grade == 2


def test_nothing_moves_where_nobody_left_anything(server: Server, tmp_path: Path) -> None:
    from ingest.postgres.keeping import move_kept

    settings = Settings(store=tmp_path, engine="postgres", dsn=server.dsn, schema="empty")
    assert move_kept(settings, "postgres") == move_kept(settings, "files") == {}
    assert not list(tmp_path.iterdir())


def test_what_a_lost_server_had_done_is_not_done_twice(own: Server, tmp_path: Path) -> None:
    """It has committed, and dies before it says so: the grade and its undoing are in the log once."""
    settings = Settings(store=tmp_path, engine="postgres", dsn=own.dsn)
    kept = Judgements(settings)
    kept.judge("s", "z", A, "Lan", 1)
    kept.judge("s", "z", A, "Lan", 2)
    unsaid(own, lambda: kept.judge("s", "z", A, "Lan", 3))
    unsaid(own, lambda: kept.undo("s", "z", "Lan"))
    assert [one.grade for one in kept.of("s")] == [2]
    lines = [(one.action, one.before, one.after) for one in reversed(kept.log())]
    assert lines == [("judge", "–", "1"), ("judge", "1", "2"), ("judge", "2", "3"), ("undo", "3", "2")]


def unsaid(server: Server, act: object) -> None:
    """Run ``act`` on a server that stops as by a power cut when it has committed and not said so."""
    from ingest.postgres.connecting import connect

    server.stop()
    server.start("synchronous_standby_names=nobody")
    acting = threading.Thread(target=act)  # type: ignore[arg-type]
    acting.start()
    deadline = time.monotonic() + 60
    with connect(server.dsn) as connection:
        waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        while not connection.execute(waiting).fetchone():
            assert acting.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.02)
    server.stop("immediate")
    server.start()
    acting.join(90)
    assert not acting.is_alive()
