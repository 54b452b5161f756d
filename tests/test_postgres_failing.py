"""A server that dies under load: no acknowledged write and no search is lost; what a wrong dsn says."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.judgements.store import Judgements
from eval.judgements.types import Pooled
from index.build import build_index
from index.engine import open_index
from index.parts import current_name
from ingest.store import open_store
from settings import PolicyError, Settings, SettingsError, load_settings
from tests.index_world import POVERTY, Syllables, filled, paper, put_into
from tests.postgres_servers import Server, free_port, servers


@pytest.fixture
def primary() -> Iterator[Server]:
    with servers(1) as (one,):
        yield one


def build(settings: Settings) -> None:
    with open_store(settings, fresh=True) as source:
        build_index(settings.store, settings, source, analyzer=Syllables())


def test_a_fail_over_under_load_loses_nothing(primary: Server, tmp_path: Path) -> None:
    replica = primary.replica(primary.folder.parent / "replica")
    primary.stop()
    # A write counts as done when the replica has it too.
    primary.start("synchronous_standby_names=*")
    replica.start()
    both = f"host=127.0.0.1,127.0.0.1 port={primary.port},{replica.port} user=postgres dbname=postgres"
    settings = Settings(store=tmp_path, model="hashing", engine="postgres", dsn=both)
    with open_store(settings, create=True) as store:
        put_into(store, filled())
    build(settings)
    load = _Load(settings)
    with load:
        load.until(writes=2, searches=10)
        primary.stop("immediate")
        replica.promote()
        load.until(writes=len(load.written) + 3, searches=load.searches + 10)
    assert load.failures == []
    kept = Judgements(settings)
    assert [(one.pooled.passage, one.grade) for one in kept.of("s")] == sorted(
        (f"d#{number}", number % 4) for number in range(load.judged)
    )
    assert len(kept.log(10_000)) == load.judged
    with open_store(settings) as store:
        assert set(load.written) <= set(store.ids())
    index = open_index(tmp_path, settings, analyzer=Syllables())
    assert set(load.written) <= {info.id for info in index.documents()}
    for id in load.written:
        hits = index.search("hộ nghèo", 50, filters={"document": (id,)})
        assert {hit.passage.document for hit in hits} == {id}


class _Load:
    """One who writes a paper after another, one who judges and two who search, until the end of the block."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.written: list[str] = []
        self.searches = self.judged = 0
        self.failures: list[BaseException] = []
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._safely, args=(run,))
            for run in (self._write, self._judge, *[self._search] * 2)
        ]

    def __enter__(self) -> _Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def until(self, writes: int, searches: int) -> None:
        """Wait for so many acknowledged writes and answered searches."""
        deadline = time.monotonic() + 90
        while (len(self.written) < writes or self.searches < searches) and time.monotonic() < deadline:
            if self.failures:
                return
            time.sleep(0.02)
        assert time.monotonic() < deadline, (self.written, self.searches)

    def _safely(self, run: object) -> None:
        while not self._stop.is_set():
            try:
                run()  # type: ignore[operator]
            except BaseException as error:
                self.failures.append(error)
                return

    def _write(self) -> None:
        id = f"moi-{len(self.written)}"
        with open_store(self.settings, fresh=True) as store:
            put_into(store, {id: paper(len(self.written) + 1, 2024, "Núi Cấm", POVERTY.format("1%"))})
        build(self.settings)
        self.written.append(id)

    def _judge(self) -> None:
        passage = Pooled(f"d#{self.judged}", "d")
        Judgements(self.settings).judge("s", "q", passage, "Lan", self.judged % 4)
        self.judged += 1
        time.sleep(0.05)

    def _search(self) -> None:
        index = open_index(self.settings.store, self.settings, analyzer=Syllables())
        assert len(index.search("hộ nghèo Núi Cấm")) == 10
        self.searches += 1


def test_searches_go_to_replicas_too(primary: Server, tmp_path: Path) -> None:
    """What is searched on another server than it was written on is what was written."""
    settings = Settings(store=tmp_path, model="hashing", engine="postgres", dsn=primary.dsn)
    with open_store(settings, create=True) as store:
        put_into(store, filled())
    build(settings)
    replica = primary.replica(primary.folder.parent / "reader").start()
    reading = replace(settings, read_dsn=replica.dsn)
    ours = open_index(tmp_path, reading, analyzer=Syllables())
    theirs = open_index(tmp_path, settings, analyzer=Syllables())
    assert ours.search("hộ nghèo") == theirs.search("hộ nghèo")
    primary.stop("immediate")  # who only searches does not need it
    assert ours.search("nâng cấp đường liên xã")
    assert current_name(reading) == ours.name


def test_a_wrong_dsn_is_told_at_once(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    nobody = Settings(
        store=tmp_path, model="hashing", engine="postgres", dsn=f"host=127.0.0.1 port={free_port()}"
    )
    for settings, said in (
        (nobody, "check dsn"),
        (replace(nobody, dsn=""), "needs dsn"),
        (replace(nobody, dsn="where is it"), "correct it"),
        (replace(nobody, schema="a; drop"), "schema"),
    ):
        started = time.monotonic()
        with pytest.raises(PolicyError, match=said) as told:
            open_index(tmp_path, settings)
        assert "\n" not in str(told.value)
        with pytest.raises(PolicyError, match=said):
            open_store(settings, create=True)
        assert time.monotonic() - started < 8


def test_an_engine_is_files_or_postgres(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('engine = "elastic"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="'files', 'postgres'"):
        load_settings(path)
