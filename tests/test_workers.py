"""Work over processes and the machines of a cluster: the same results, and a killed one loses nothing."""

from __future__ import annotations

import importlib.util
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.build import build_index
from index.engine import open_index
from index.generation import CONTENT, DENSE, current, read_manifest
from ingest.run import ingest_paths
from ingest.store import open_store
from ingest.workers import WorkersError, spread
from settings import Settings
from tests.index_world import Syllables, filled, put
from tests.slow_work import doubled


class Killed:
    """Doubles numbers; the process that has the number 3 is killed, once, as a machine may be."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, number: int) -> int:
        if number == 3 and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    found = dict(spread(Killed(tmp_path / "killed"), range(20), "2"))
    assert (tmp_path / "killed").exists()
    assert found == {number: 2 * number for number in range(20)}


def test_a_task_that_kills_each_process_ends_with_a_line() -> None:
    with pytest.raises(WorkersError, match="smaller number"):
        dict(spread(_kill, [1], "1"))


def _kill(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def papers(folder: Path) -> Path:
    folder.mkdir()
    for id, text in filled().items():
        (folder / f"{id}.txt").write_text(text, encoding="utf-8")
    return folder


def built(settings: Settings, folder: Path) -> list[Any]:
    """What reading and indexing ``folder`` ends with."""
    ingest_paths([folder], settings.store, settings=settings)
    with open_store(settings) as source:
        build_index(settings.store, settings, source, analyzer=Syllables())
        entries = source.entries()
    index = open_index(settings.store, settings, analyzer=Syllables())
    hits = [index.search(question) for question in ("hộ nghèo Núi Cấm", "bảo hiểm y tế", "đường liên xã")]
    files = read_manifest(current(settings.store)).files
    return [entries, hits, files[DENSE], files[CONTENT]]


def test_processes_make_the_same_index(tmp_path: Path) -> None:
    folder = papers(tmp_path / "van-ban")
    one, two = (Settings(store=tmp_path / name, model="hashing") for name in ("one", "two"))
    assert built(replace(two, workers="2"), folder) == built(one, folder)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Ray cluster of a head without processors and two nodes with one each."""
    if importlib.util.find_spec("ray") is None:
        pytest.skip("ray is not installed: pip install -r requirements-ray.txt")
    import ray
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        for _ in range(2):
            made.add_node(num_cpus=1)
        yield made
    finally:
        ray.shutdown()
        made.shutdown()  # type: ignore[no-untyped-call, unused-ignore]


def test_a_killed_machine_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    """One of the two goes while both work; what it had in hand the other does."""
    found = {}
    for number, result in spread(doubled, range(30), cluster.address):
        found[number] = result
        if len(found) == 4:
            cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    assert found == {number: 2 * number for number in range(30)}
    folder = papers(tmp_path / "van-ban")
    one, two = (Settings(store=tmp_path / name, model="hashing") for name in ("one", "two"))
    assert built(replace(two, workers=cluster.address), folder) == built(one, folder)


def test_a_machine_killed_while_it_encodes_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    """A build goes on where a node with work in hand dies; nothing is encoded twice that was done."""
    node = cluster.add_node(num_cpus=1)
    many = {
        f"{id}-{copy}": text.replace("Núi Cấm", f"Núi Cấm {copy}")
        for copy in range(40)
        for id, text in filled().items()
    }
    one, two = (Settings(store=tmp_path / name, model="hashing") for name in ("one", "two"))
    put(one.store, many)
    put(two.store, many)
    encoded: list[int] = []

    def kill(stage: str, done: int, total: int) -> None:
        if stage == "encode" and done:
            if not encoded:
                assert done < total / 2
                cluster.remove_node(node, allow_graceful=False)
            encoded.append(done)

    for settings, workers, progress in ((two, cluster.address, kill), (one, "", None)):
        with open_store(settings) as source:
            report = build_index(
                settings.store, replace(settings, workers=workers), source,
                progress=progress, analyzer=Syllables(),
            )  # fmt: skip
    assert encoded[-1] == report.encoded > 1000
    assert encoded == sorted(encoded)
    files = [read_manifest(current(settings.store)).files for settings in (one, two)]
    assert [files[0][name] for name in (DENSE, CONTENT)] == [files[1][name] for name in (DENSE, CONTENT)]


def test_a_cluster_that_is_not_there_is_named() -> None:
    if importlib.util.find_spec("ray") is None:
        with pytest.raises(WorkersError, match="requirements-ray"):
            dict(spread(doubled, [1], "127.0.0.1:1"))
