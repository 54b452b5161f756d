"""A write over several servers, cut off when another one has committed its part and the first has not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from index.build import BuildReport, build_index
from index.engine import Index, open_index
from index.making import Progress
from index.types import MODES
from ingest.document import parse
from ingest.duplicates import fingerprint
from ingest.facts import facts_of
from ingest.passages import passages_of
from ingest.postgres.connecting import servers_of
from ingest.relations import Relation
from ingest.store import open_store
from settings import PolicyError, Settings
from tests.index_world import HEALTH, POVERTY, Syllables, filled, paper, put_into
from tests.postgres_servers import Server, servers

QUESTIONS = ("tỷ lệ hộ nghèo đa chiều Núi Cấm", "máy cày", "bảo hiểm y tế", "đường liên xã")
CHANGED = {"van-ban-0-2020": paper(9, 2020, "Sông Lam", "Mua máy cày cho tổ hợp tác.", POVERTY.format("9%"))}
OTHER = {"van-ban-moi": paper(12, 2024, "Núi Cấm", HEALTH.format("99,5%"))}
NAMES = count()
ROWS = "SELECT row FROM {0}_g000001.{1} WHERE row < (SELECT (revision + 1) << 20 FROM {0}.generations)"


@pytest.fixture(scope="module")
def cluster() -> Iterator[list[Server]]:
    with servers(3) as running:
        yield running


@pytest.fixture
def settings(cluster: list[Server], tmp_path: Path) -> Settings:
    """An archive in two parts, with its index."""
    from index.postgres.moving import create

    first, *parts = cluster
    schema = f"a{next(NAMES)}"
    settings = Settings(
        store=tmp_path / "db", model="hashing", engine="postgres", dsn=first.dsn, schema=schema
    )
    create(settings, [part.dsn for part in parts])
    put(settings, filled())
    build(settings)
    return settings


def put(settings: Settings, texts: dict[str, str]) -> None:
    with open_store(settings, create=True) as store:
        put_into(store, texts)


def build(settings: Settings, progress: Progress | None = None) -> BuildReport:
    with open_store(settings, fresh=True) as source:
        return build_index(settings.store, settings, source, progress=progress, analyzer=Syllables())


def opened(settings: Settings) -> Index:
    return open_index(settings.store, settings, analyzer=Syllables())


def told(server: Server, *statements: str) -> list[tuple[Any, ...]]:
    """Rows of the last of ``statements``."""
    from ingest.postgres.connecting import connect

    with connect(server.dsn) as connection:
        for one in statements:
            cursor = connection.execute(one)
        return cursor.fetchall()


def cut_off(cluster: list[Server], writing: Callable[[], object], wait: bool = True) -> list[BaseException]:
    """Run ``writing``; the first server dies when a part has committed and it has not. What was raised.

    A part whose commits wait for a replica that never comes has committed and does not say so.

    Args:
        wait: let them wait from the beginning; else ``writing`` does so itself.
    """
    first, *parts = cluster
    raised: list[BaseException] = []

    def run() -> None:
        try:
            writing()
        except BaseException as error:
            raised.append(error)

    if wait:
        wait_for(parts, "nobody")
    writer = threading.Thread(target=run)
    writer.start()
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    deadline = time.monotonic() + 60
    while not any(told(part, waiting) for part in parts):
        assert writer.is_alive(), raised
        assert time.monotonic() < deadline
        time.sleep(0.02)
    first.stop("immediate")
    wait_for(parts, "")
    first.start()
    writer.join(90)
    assert not writer.is_alive()
    return raised


def killed(cluster: list[Server], settings: Settings) -> None:
    """Bring the index up to date, cut off as in :func:`cut_off`, by a writer that dies with the server."""
    from ingest.postgres.connecting import servers_of

    known = servers_of(settings)
    patience, known.patience = known.patience, 0.0
    (error,) = cut_off(cluster, lambda: build(settings))
    known.patience = patience
    assert isinstance(error, PolicyError)


def wait_for(parts: list[Server], replica: str) -> None:
    """Let commits of ``parts`` wait for a replica of this name; for none where it is empty."""
    for part in parts:
        told(part, f"ALTER SYSTEM SET synchronous_standby_names = '{replica}'", "SELECT pg_reload_conf()")


def same_as_whole(ours: Index, settings: Settings, *steps: dict[str, str]) -> None:
    """All that a reader meets is what the same steps make on one server that never dies."""
    plain = replace(settings, schema=f"a{next(NAMES)}")
    for texts in steps:
        put(plain, texts)
        build(plain)
    theirs = opened(plain)
    assert ours.documents() == theirs.documents()
    assert ours.size == theirs.size
    for question in QUESTIONS:
        for mode in MODES:
            a, b = (index.search(question, 200, mode) for index in (ours, theirs))
            assert [(hit.passage, hit.score) for hit in a] == [(hit.passage, hit.score) for hit in b]


def test_the_writer_goes_on_when_the_first_server_is_back(cluster: list[Server], settings: Settings) -> None:
    """What the part kept of the first try is no part of the second."""
    put(settings, CHANGED)
    assert cut_off(cluster, lambda: build(settings)) == []
    same_as_whole(opened(settings), settings, filled(), CHANGED)


@pytest.mark.parametrize("after", [OTHER, CHANGED | OTHER], ids=["other", "both"])
def test_what_a_dead_writer_left_is_nobodys(
    cluster: list[Server], settings: Settings, after: dict[str, str]
) -> None:
    """Whatever is written next: no two passages share a row, and the index is that of the documents."""
    put(settings, CHANGED)
    before = opened(settings)
    found = before.search(QUESTIONS[0])
    killed(cluster, settings)
    assert before.search(QUESTIONS[0]) == opened(settings).search(QUESTIONS[0]) == found
    if not CHANGED.keys() & after.keys():  # it is as it was before
        put(settings, {id: text for id, text in filled().items() if id in CHANGED})
    put(settings, after)
    build(settings)
    same_as_whole(opened(settings), settings, filled(), after)
    for table in ("passages", "vectors", "terms"):
        rows = told(cluster[0], ROWS.format(settings.schema, table))
        assert len(rows) == len(set(rows)), table


def test_what_a_server_commits_late_is_passed_over(cluster: list[Server], settings: Settings) -> None:
    """Rows that turn up after the next write was acknowledged: no reader meets them, the next writer drops
    them."""
    put(settings, CHANGED)
    found = opened(settings).search(QUESTIONS[0])
    killed(cluster, settings)
    later = f"UPDATE {settings.schema}.generations SET revision = revision + 1"
    told(cluster[0], f"{later} RETURNING 1")
    after = opened(settings)
    assert after.search(QUESTIONS[0]) == found
    assert not any("máy cày" in hit.passage.text for hit in after.search("máy cày", 200))
    build(settings)
    same_as_whole(opened(settings), settings, filled(), CHANGED)


def test_a_first_build_goes_on_too(cluster: list[Server], tmp_path: Path) -> None:
    """Rows of many documents, written into a generation that is not open yet."""
    from index.postgres.moving import create

    first, *parts = cluster
    settings = Settings(
        store=tmp_path, model="hashing", engine="postgres", dsn=first.dsn, schema=f"a{next(NAMES)}"
    )
    create(settings, [part.dsn for part in parts])
    put(settings, filled())

    def wait(stage: str, done: int, _: int) -> None:
        if stage == "write" and not done and not waited:
            waited.append(stage)
            wait_for(parts, "nobody")

    waited: list[str] = []
    assert cut_off(cluster, lambda: build(settings, wait), wait=False) == []
    assert waited
    same_as_whole(opened(settings), settings, filled())


def test_all_that_is_kept_of_a_document_is_of_one_commit(cluster: list[Server], settings: Settings) -> None:
    """A writer and the first server die when a part has committed: the new text comes with its own links,
    facts and likeness, and nothing of the old."""
    name, told_of = "van-ban-0-2020", {"one": "12/2019/QĐ-UBND", "two": "45/2021/QĐ-UBND"}
    texts = {"one": filled()[name], "two": CHANGED[name]}

    def write(version: str) -> None:
        document = parse(texts[version], id=name, source=f"{name}.txt")
        relation = Relation(name, "basis", 0, 5, told_of[version], None, None, None, None)
        with open_store(settings, create=True) as store:
            store.put(
                document, passages_of(document), version, f"{name}.txt", None,
                facts_of(document), [relation], fingerprint(document.text),
            )  # fmt: skip

    write("one")
    with open_store(settings, create=True) as store:
        copy = parse(texts["two"], id="ban-sao", source="ban-sao.txt")
        store.put(copy, (), "copy", "ban-sao.txt", None, mark=fingerprint(copy.text))
        assert not any(one.copy for one in store.versions(name))
    known = servers_of(settings)
    patience, known.patience = known.patience, 0.0
    assert cut_off(cluster, lambda: write("two"))
    known.patience = patience
    with open_store(settings, fresh=True) as store:
        version = store.digest_of(name)
        assert version == "two"  # the part has it: so all of it is there
        assert store.document(name).text == parse(texts[version], id=name, source=f"{name}.txt").text
        assert [one.number for one in store.relations(name)] == [told_of[version]]
        assert [one.id for one in store.versions(name) if one.copy] == ["ban-sao"]
        assert {fact.document for fact in store.facts()} <= {name}


def test_a_file_that_becomes_another_document_leaves_nothing_behind(settings: Settings) -> None:
    """Whatever server the two lie on."""
    with open_store(settings, create=True) as store:
        for number in range(8):
            document = parse(paper(number, 2020, "Núi Cấm", POVERTY), id=f"ten-{number}", source="mot.txt")
            store.put(document, (), str(number), "mot.txt", None, mark=fingerprint(document.text))
            assert [one.id for one in store.entries() if one.path == "mot.txt"] == [f"ten-{number}"]
