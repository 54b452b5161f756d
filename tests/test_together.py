"""Several processes answer as one does, whatever becomes of them, and none is left behind."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from answer.engine import Engine
from answer.other import Asked, Opening
from answer.together import Others, Together, open_together, processes
from answer.types import Answer
from index.build import build_index
from index.filters import FilterError
from ingest import memory
from ingest.run import ingest_paths
from ingest.store import Store
from settings import ROOT, Settings, SettingsError, load_settings
from tests.answer_world import PAPERS, SUOI_BAC

QUESTIONS = (
    "Tốc độ tăng trưởng kinh tế năm 2023 của tỉnh Lam Hồng là bao nhiêu?",
    "ty le che phu rung nam 2023",
    "Ai ký Nghị quyết năm 2023 của tỉnh Lam Hồng?",
    "so sánh tỷ lệ bảo hiểm y tế giữa các địa phương năm 2023",
    "có bao nhiêu sân bay vũ trụ",
    "",
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    store = tmp_path_factory.mktemp("together") / "store"
    made = Settings(store, model="hashing", query_prompt="", passage_prompt="", answering_processes=2)
    add(made, PAPERS)
    return made


def add(settings: Settings, papers: dict[str, str]) -> None:
    docs = settings.store.parent / "docs"
    docs.mkdir(exist_ok=True)
    for id, text in papers.items():
        (docs / f"{id}.txt").write_text(text, encoding="utf-8")
    ingest_paths([docs], settings.store)
    with Store(settings.store) as source:
        build_index(settings.store, settings, source)


@pytest.fixture(scope="module")
def kept(settings: Settings) -> Together:
    return open_together(settings.store, settings)


@pytest.fixture
def crowd(kept: Together) -> Together:
    """With a process that is ready; no other test's, if that one ended it."""
    return ready(kept)


def ready(crowd: Together) -> Together:
    crowd.others.start()
    wait(lambda: not crowd.others.starting)
    return crowd


def wait(until: Callable[[], bool], seconds: float = 30) -> None:
    patience = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < patience
        time.sleep(0.01)


def elsewhere(crowd: Together, question: str, **given: object) -> Answer:
    """The answer of the other process: this one is taken, and its own engine would fail."""

    class Deaf(Engine):
        def answer(self, *_: object, **__: object) -> Answer:
            raise AssertionError("asked here")

    deaf = Deaf(crowd.engine.index, crowd.engine.abstain_below)
    with crowd.others.place() as here:
        assert here is None
        return Together(deaf, crowd.others, crowd._seen).answer(question, **given)  # type: ignore[arg-type]


def said(answer: Answer) -> Answer:
    return replace(answer, took_ms=0.0)


def pid_of(crowd: Together) -> int:
    with crowd.others.place(), crowd.others.place() as other:
        assert other
        return other.pid


def ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True


# The same answers


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"filters": {"place": ("Lam Hồng",), "year": ("2022", "2023")}, "k": 3},
        {"mode": "lexical", "exact": True},
        {"kept": ("ty", "le")},
    ],
)
def test_another_process_answers_as_this_one(crowd: Together, given: dict[str, object]) -> None:
    for question in QUESTIONS:
        here = crowd.engine.answer(question, **given)  # type: ignore[arg-type]
        assert said(elsewhere(crowd, question, **given)) == said(here)


def test_many_at_once_get_what_each_gets_alone(crowd: Together) -> None:
    alone = [said(crowd.engine.answer(question)) for question in QUESTIONS]
    with ThreadPoolExecutor(10) as people:
        together = list(people.map(crowd.answer, QUESTIONS * 5))
    assert list(map(said, together)) == alone * 5
    assert crowd.others.ready == 1


def test_who_may_see_one_document_meets_it_alone_in_either_process(crowd: Together) -> None:
    limited = crowd.limited(frozenset({"nui-cam-2023", "lam-hong-2023"})).limited(
        frozenset({"nui-cam-2023", "cua-rao-2023"})
    )
    for question in QUESTIONS:
        told = elsewhere(limited, question)
        assert said(told) == said(limited.engine.answer(question))
        assert {hit.passage.document for hit in told.hits} <= {"nui-cam-2023"}
        assert "Lam Hồng" not in repr((told.answers, told.hits))
    assert crowd.limited(None) is crowd


def test_an_error_reaches_whoever_asked_as_it_is(crowd: Together) -> None:
    pid, wrong = pid_of(crowd), {"colour": ("red",)}
    with pytest.raises(FilterError) as here:
        crowd.engine.answer("rừng", wrong)
    with crowd.others.place(), pytest.raises(FilterError) as there:
        crowd.answer("rừng", wrong)
    assert str(there.value) == str(here.value)
    assert pid_of(crowd) == pid  # which goes on


# Processes come and go


def test_one_is_started_once_questions_have_waited_for_as_long_as_it_takes(settings: Settings) -> None:
    opening = Opening(settings.store, settings, str(settings.store / "index" / "g000001"), 60)

    def meet(others: Others) -> bool:
        with others.place(), others.place():
            pass
        return others.starting

    assert meet(Others(opening, 2, 0.0))
    assert not meet(Others(opening, 1, 0.0))  # one process is all there may be
    assert not meet(Others(opening, 2, 5.0))
    some = Others(opening, 2, 0.05)
    for _ in range(20):
        with some.place():
            time.sleep(0.01)
    assert not some.starting  # nobody met anybody
    for _ in range(20):
        with some.place(), some.place():
            time.sleep(0.01)
    assert some.starting


def test_what_a_dying_process_had_in_hand_is_answered_here(crowd: Together) -> None:
    pid, alone = pid_of(crowd), said(crowd.engine.answer(QUESTIONS[0]))
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as people, crowd.others.place() as here:
        assert here is None
        asked = people.submit(crowd.answer, QUESTIONS[0])
        wait(lambda: not crowd.others._free)
        os.kill(pid, signal.SIGKILL)
        assert said(asked.result(30)) == alone
    wait(lambda: crowd.others.ready == 0)
    with crowd.others.place(), crowd.others.place() as other:
        assert other is None  # as long as there is none, all are answered here
    assert pid_of(ready(crowd)) != pid
    assert said(elsewhere(crowd, QUESTIONS[0])) == alone


def test_one_that_nobody_asks_ends_by_itself(settings: Settings, kept: Together) -> None:
    opening = Opening(settings.store, settings, kept.engine.index.name, 0.3)
    brief = ready(Together(kept.engine, Others(opening, 2, 60)))
    pid = pid_of(brief)
    wait(lambda: ended(pid) and brief.others.ready == 0)
    assert said(brief.answer(QUESTIONS[0])) == said(kept.engine.answer(QUESTIONS[0]))


def test_none_outlives_the_process_that_started_it(settings: Settings) -> None:
    code = """
import os, pickle, sys, time
from answer.together import open_together
settings = pickle.load(sys.stdin.buffer)
others = open_together(settings.store, settings).others
others.start()
while others.starting:
    time.sleep(0.01)
with others.place(), others.place() as other:
    print(other.pid, flush=True)
    os.kill(os.getpid(), 9)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(settings), cwd=ROOT, stdout=subprocess.PIPE
    )
    wait(lambda: ended(int(done.stdout)), 10)


def test_a_new_state_of_the_index_is_met_by_all_at_once(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = replace(settings, store=tmp_path_factory.mktemp("states") / "store")
    question = "tỷ lệ hộ dùng nước sạch ở nông thôn huyện Suối Bạc"
    add(own, {"nui-cam-2023": PAPERS["nui-cam-2023"]})
    before = open_together(own.store, own)
    add(own, {"suoi-bac-2024": SUOI_BAC})
    after = ready(open_together(own.store, own))
    assert elsewhere(after, question).answers[0].text == "61,5%"
    assert ready(before).others.ready == 0  # which would answer from another state than this process
    assert before.answer(question).abstained
    pid = pid_of(after)
    del after
    wait(lambda: ended(pid), 10)  # with the state that it answers from


# Settings


def test_how_many_processes_there_may_be_is_a_number_or_auto(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    def read(value: str) -> Settings:
        path.write_text(f"answering_processes = {value}\n", encoding="utf-8")
        return load_settings(path)

    assert processes(read("3")) == 3
    assert processes(read("1")) == 1
    assert 1 <= processes(read('"auto"')) <= 4
    for wrong in ("0", "-1", "true", '"many"', "1.5", '"2"'):
        with pytest.raises(SettingsError, match="answering_processes"):
            read(wrong)


def test_over_a_database_one_process_answers() -> None:
    over = Settings(engine="postgres", dsn="host=none")
    assert processes(over) == 1
    with pytest.raises(SettingsError, match="start the page several times"):
        processes(replace(over, answering_processes=2))


@pytest.fixture
def system(tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    def tell(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="ascii")

    yield tell


def test_memory_that_is_left_is_that_of_the_machine_or_of_its_container(
    tmp_path: Path, system: Callable[[str, str], None]
) -> None:
    assert memory.left(tmp_path) is None  # a system that does not tell
    assert memory.held(tmp_path) is None
    system("proc/meminfo", "MemTotal:  8388608 kB\nMemAvailable:  4194304 kB\n")
    system("proc/self/status", "VmRSS:\t  1048576 kB\n")
    assert (memory.left(tmp_path), memory.held(tmp_path)) == (4096, 1024)
    system("sys/fs/cgroup/memory.current", f"{1 << 30}\n")
    system("sys/fs/cgroup/memory.max", "max\n")
    assert memory.left(tmp_path) == 4096
    system("sys/fs/cgroup/memory.max", f"{3 << 30}\n")
    assert memory.left(tmp_path) == 2048


def test_auto_starts_one_where_it_leaves_as_much_memory_again(
    settings: Settings, tmp_path: Path, system: Callable[[str, str], None]
) -> None:
    others = Others(Opening(None, settings, "none", 60), 2, 60, room=lambda: memory.has_room(tmp_path))
    system("proc/self/status", "VmRSS:\t  1048576 kB\n")
    others.start()
    assert not others.starting  # the system does not tell
    system("proc/meminfo", "MemAvailable:  2000000 kB\n")
    others.start()
    assert not others.starting
    system("proc/meminfo", "MemAvailable:  2200000 kB\n")
    others.start()
    assert others.starting


def test_what_is_asked_can_be_sent() -> None:
    asked = Asked("rừng", {"place": ("Núi Cấm",)}, "hybrid", 10, False, ())
    assert pickle.loads(pickle.dumps(asked)) == asked
