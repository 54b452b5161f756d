"""Building: whole at every moment, incremental, and told apart when it is stale or damaged."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import generation as g
from index.build import BuildError, build_index
from index.cache import Cache, key_of
from index.engine import Index, open_index
from ingest.store import Store
from ingest.types import Passage
from settings import PolicyError, Settings
from tests.index_world import (
    HEALTH,
    QUESTIONS,
    ROADS,
    Syllables,
    build,
    filled,
    hashing,
    made,
    opened,
    paper,
    put,
    remove,
)

NEW = {"van-ban-moi": paper(9, 2024, "Đảo Yến", HEALTH.format("99%"), ROADS.format("77"))}


def found(index: Index) -> list[list[tuple[str, float]]]:
    """All that an index says: every mode, every question, ids with scores."""
    return [
        [(hit.passage.id, hit.score) for hit in index.search(question, 40, mode)]
        for question in QUESTIONS
        for mode in ("hybrid", "dense", "lexical")
    ]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that came about by adding, changing and removing, with its index built each time."""
    store = tmp_path_factory.mktemp("grown")
    texts = filled()
    made(store, dict(list(texts.items())[::-1][:5]))
    changed = {"van-ban-0-2020": paper(1, 2019, "Sông Lam", HEALTH.format("40%"))}
    put(store, changed | NEW)
    build(store)
    remove(store, *NEW)
    put(store, texts)
    build(store)
    return store


def test_an_index_that_grew_is_one_built_at_once(grown: Path, tmp_path: Path) -> None:
    """Nothing lingers of what was removed or changed: neither passages nor their part in BM25."""
    assert found(opened(grown)) == found(made(tmp_path, filled()))


def test_only_what_changed_is_encoded(tmp_path: Path) -> None:
    put(tmp_path, filled())
    assert build(tmp_path).encoded > 20
    again = build(tmp_path)
    assert (again.changed, again.encoded) == (False, 0)
    put(tmp_path, NEW)
    report = build(tmp_path)
    assert report.changed
    assert 0 < report.encoded == sum(p.document in NEW for p in passages(opened(tmp_path)))
    remove(tmp_path, *NEW)
    assert build(tmp_path).encoded == 0


def passages(index: Index) -> list[Passage]:
    return [p for info in index.documents() for p in index.passages_of(info.id)]


def test_the_index_holds_what_the_store_holds(grown: Path) -> None:
    index = opened(grown)
    with Store(grown) as store:
        assert [info.id for info in index.documents()] == list(store.ids())
        for info in index.documents():
            document = store.document(info.id)
            assert index.document(info.id) == document
            assert index.passages_of(info.id) == store.passages(info.id)
            assert (info.year, info.place, info.title) == (document.year, document.place, document.title)
        assert index.size == sum(len(store.passages(id)) for id in store.ids())


def test_all_documents_removed_leaves_an_empty_index(tmp_path: Path) -> None:
    index = made(tmp_path, NEW)
    remove(tmp_path, *NEW)
    build(tmp_path)
    assert not index.is_current()
    empty = opened(tmp_path)
    assert (empty.size, empty.documents()) == (0, ())
    assert [empty.search("bảo hiểm y tế", mode=mode) for mode in ("hybrid", "dense", "lexical")] == [
        [],
        [],
        [],
    ]


def test_a_reader_keeps_its_generation_while_others_build(tmp_path: Path) -> None:
    index = made(tmp_path, filled(["Sông Lam"]))
    before = found(index)
    put(tmp_path, NEW)
    build(tmp_path)
    assert not index.is_current()
    assert found(index) == before
    assert opened(tmp_path).passage(next(p.id for p in opened(tmp_path).passages_of("van-ban-moi"))).text


def test_old_generations_go_all_but_the_last(tmp_path: Path) -> None:
    for number in range(4):
        put(tmp_path, {f"so-{number}": paper(number, 2020, "Biển Hồ", HEALTH.format(number))})
        build(tmp_path)
    names = sorted(path.name for path in (tmp_path / "index").glob("g*"))
    assert names == ["g000003", "g000004"]


@pytest.mark.parametrize(
    "moment",
    [
        "read 20/",
        "encode 0/",
        "encode 64/",
        "encode 128/",
        "analyze 0/",
        "analyze 128/",
        "write 0/1",
        "write 1/1",
    ],
)
def test_killed_at_any_moment_the_index_opens_and_the_next_build_is_whole(
    moment: str, tmp_path: Path
) -> None:
    """SIGKILL in the middle of a build; what was encoded by then is not encoded again."""
    before = found(made(tmp_path, filled(["Sông Lam"])))
    many = {f"them-{i}": paper(i, 2021, "Đảo Yến", HEALTH.format(i), ROADS.format(i)) for i in range(50)}
    put(tmp_path, many)
    seen = _build_and_kill(tmp_path, moment)
    assert (found(opened(tmp_path)) == before) == (moment != "write 1/1")  # the switch is the last but one
    report = build(tmp_path)
    steps = [line.split()[1].split("/") for line in seen if line.startswith("encode")]
    assert not steps or not report.changed or report.encoded == int(steps[-1][1]) - int(steps[-1][0])
    g.verify(g.current(tmp_path))
    assert found(opened(tmp_path)) == found(made(tmp_path / "fresh", filled(["Sông Lam"]) | many))
    assert not list((tmp_path / "index").glob(f"{g.WORK}*"))


def test_killed_between_renaming_and_naming_current(tmp_path: Path) -> None:
    """A whole generation that nobody named, and a half-written name: both are swept up."""
    before = found(made(tmp_path, filled(["Sông Lam"])))
    shutil.copytree(g.current(tmp_path), tmp_path / "index" / "g000002")
    (tmp_path / "index" / f"{g.WORK}.{g.CURRENT}").write_text("g0000", encoding="ascii")
    assert found(opened(tmp_path)) == before
    put(tmp_path, NEW)
    assert build(tmp_path).generation == "g000003"
    assert {path.name for path in (tmp_path / "index").glob("*") if path.is_dir()} == {"g000001", "g000003"}


def _build_and_kill(store: Path, moment: str) -> list[str]:
    """Run a build until it names ``moment``, then kill it there; all it named."""
    command = [sys.executable, "-m", "tests.index_world", str(store)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    seen: list[str] = []
    while line := process.stdout.readline():
        seen.append(line.strip())
        if line.startswith(moment):
            break
        process.stdin.write("\n")
        process.stdin.flush()
    else:
        pytest.fail(f"the build never came to {moment}: {seen}")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return seen


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    put(tmp_path, NEW)
    command = [sys.executable, "-m", "tests.index_world", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline()
        with pytest.raises(BuildError, match="another build"):
            build(tmp_path)
        other.kill()
    build(tmp_path)  # the lock went with its holder
    assert opened(tmp_path).size


def test_nothing_to_build_is_said(tmp_path: Path) -> None:
    with Store(tmp_path, create=True), pytest.raises(BuildError, match="python -m ingest"):
        build(tmp_path)
    with pytest.raises(g.IndexMissing, match="python -m index build"):
        opened(tmp_path)


def test_another_model_or_analyzer_makes_an_index_stale(grown: Path, tmp_path: Path) -> None:
    class Newer(Syllables):
        version = "syllables-2"

    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    other = Settings(store=grown, model=str(tmp_path))
    with pytest.raises(g.IndexStale, match=f"model hashing-256, settings name {tmp_path.name}.*index build"):
        open_index(grown, other, analyzer=Syllables())
    with pytest.raises(g.IndexStale, match="another version"):
        open_index(grown, hashing(grown), analyzer=Newer())


def test_a_stale_index_is_built_again(tmp_path: Path) -> None:
    class Newer(Syllables):
        version = "syllables-2"

    made(tmp_path, NEW)
    with Store(tmp_path) as source:
        report = build_index(tmp_path, hashing(tmp_path), source, analyzer=Newer())
    assert (report.changed, report.encoded) == (True, 0)
    assert open_index(tmp_path, hashing(tmp_path), analyzer=Newer()).size == report.passages


def test_every_damaged_file_is_noticed_and_a_build_mends_it(tmp_path: Path) -> None:
    made(tmp_path, NEW)
    generation = g.current(tmp_path)
    manifest = g.verify(generation)
    assert {g.CONTENT, g.DENSE} < set(manifest.files)
    for name in manifest.files:
        path = generation / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        with pytest.raises(g.IndexDamaged, match=path.name):
            opened(tmp_path)
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        with pytest.raises(g.IndexDamaged, match="sha256"):
            g.verify(generation)
        path.write_bytes(whole)
    opened(tmp_path)
    (generation / g.DENSE).unlink()
    assert build(tmp_path).changed
    opened(tmp_path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": 1}', "không phải json"])
def test_a_damaged_manifest_is_noticed(content: str, tmp_path: Path) -> None:
    made(tmp_path, NEW)
    (g.current(tmp_path) / g.MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(PolicyError, match="index build"):
        opened(tmp_path)
    build(tmp_path)
    opened(tmp_path)


def test_another_layout_is_stale(tmp_path: Path) -> None:
    made(tmp_path, NEW)
    path = g.current(tmp_path) / g.MANIFEST
    path.write_text(
        json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"schema": 99}), encoding="utf-8"
    )
    with pytest.raises(g.IndexStale, match="99"):
        opened(tmp_path)


@pytest.mark.parametrize("content", [b"", b"g999999\n", b"../..", b"\xff\xfe"])
def test_a_wrong_current_is_noticed(content: bytes, tmp_path: Path) -> None:
    made(tmp_path, NEW)
    (tmp_path / "index" / g.CURRENT).write_bytes(content)
    with pytest.raises(g.IndexDamaged, match="index build"):
        opened(tmp_path)
    build(tmp_path)
    opened(tmp_path)


def test_a_damaged_cache_costs_only_time(tmp_path: Path) -> None:
    made(tmp_path, NEW)
    (tmp_path / "index" / "cache.sqlite").write_bytes(b"this is no database" * 100)
    put(tmp_path, filled(["Sông Lam"]))
    report = build(tmp_path)
    assert report.encoded == report.passages


def test_the_cache_keeps_makers_apart_and_forgets_dead_texts(tmp_path: Path) -> None:
    one, two = key_of("một", ""), key_of("", "một")
    assert one != two
    with Cache(tmp_path / "cache.sqlite") as cache:
        cache.put("a", [(one, b"1"), (two, b"2")])
        cache.put("b", [(one, b"3")])
    with Cache(tmp_path / "cache.sqlite") as cache:
        assert cache.missing("b", [two, one, two]) == [two]
        assert list(cache.values("a", [two, one, two])) == [b"2", b"1", b"2"]
        cache.prune([one])
        assert cache.missing("a", [one, two]) == [two]
        assert list(cache.values("b", [one])) == [b"3"]


def test_a_store_can_be_built_from_another_process(tmp_path: Path) -> None:
    """What one process builds, another opens and reads alike."""
    put(tmp_path, NEW)
    process = multiprocessing.get_context("spawn").Process(target=build, args=(tmp_path,))
    process.start()
    process.join()
    assert process.exitcode == 0
    there = found(opened(tmp_path))
    assert there == found(made(tmp_path / "here", NEW))
