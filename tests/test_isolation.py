"""One task that hangs, eats memory or dies costs itself only; the processes are kept and replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest import alive
from ingest.isolation import Failure, Limits, each

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited so on Linux")


def work(task: str) -> str:
    word, _, rest = task.partition(" ")
    if word == "sleep":
        time.sleep(float(rest))
    elif word == "spin":
        while True:
            pass
    elif word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "leave":
        os._exit(3)
    elif word == "eat":
        return str(len(bytearray(int(rest) << 20)))
    elif word == "slow":
        for page in range(6):
            time.sleep(0.15)
            alive.page_done(page + 1, 6)
    elif word == "child":
        Path(rest).write_text(str(subprocess.Popen(["sleep", "60"]).pid), encoding="ascii")
        time.sleep(60)
    elif word == "print":
        print(rest)
        os.write(2, rest.encode())
    return str(os.getpid())


def told(task: str, why: Failure) -> str:
    return f"{why}: {task.split()[0]}"


def run(*tasks: str, jobs: int = 1, seconds: float = 0.5, megabytes: int = 256) -> list[str]:
    return list(each(work, tasks, jobs, Limits(seconds, megabytes), told))


def test_one_process_does_many_tasks_and_is_not_this_one() -> None:
    pids = run(*["now"] * 50)
    assert len(set(pids)) == 1 and str(os.getpid()) not in pids


@posix
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_what_fails_fails_alone_and_order_is_kept(jobs: int) -> None:
    found = run("now", "die", "now", "spin", "leave", "now", jobs=jobs)
    assert [one if ":" in one else "" for one in found] == [
        "",
        "crash: die",
        "",
        "time: spin",
        "crash: leave",
        "",
    ]


@linux
def test_memory_is_limited_and_the_next_task_has_its_own() -> None:
    found = run("eat 100", "eat 2000", "eat 100", seconds=10)
    assert found == [str(100 << 20), "memory: eat", str(100 << 20)]


def test_a_slow_task_that_tells_of_its_pages_is_let_go_on() -> None:
    seen: list[tuple[str, int, int]] = []
    found = list(
        each(
            work,
            ["slow"],
            1,
            Limits(0.5, 256),
            told,
            lambda task, done, pages: seen.append((task, done, pages)),
        )
    )
    assert ":" not in found[0]
    assert seen == [("slow", page, 6) for page in range(1, 7)]


@linux
def test_what_a_killed_process_started_ends_with_it(tmp_path: Path) -> None:
    assert run(f"child {tmp_path / 'pid'}") == ["time: child"]
    pid = (tmp_path / "pid").read_text(encoding="ascii")
    patience = time.monotonic() + 10  # a killed process ends when the system comes to it
    while not ended(pid) and time.monotonic() < patience:
        time.sleep(0.05)
    assert ended(pid)


def ended(pid: str) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True


@linux
def test_workers_end_with_a_run_that_is_killed(tmp_path: Path, root: Path) -> None:
    code = (
        "import os, sys, time, pathlib\n"
        "from ingest.isolation import Limits, each\n"
        "def work(path):\n"
        "    pathlib.Path(path).write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "list(each(work, [sys.argv[1]], 1, Limits(), lambda task, why: None))\n"
    )
    told_at = tmp_path / "pid"
    process = subprocess.Popen([sys.executable, "-c", code, str(told_at)], cwd=root)
    end = time.monotonic() + 20
    while not (told_at.exists() and told_at.read_text(encoding="ascii")) and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    process.wait()
    status = Path(f"/proc/{told_at.read_text(encoding='ascii')}/status")
    while time.monotonic() < end:
        try:
            if "State:\tZ" in status.read_text(encoding="utf-8"):
                return
        except OSError:
            return
        time.sleep(0.02)
    pytest.fail("the worker outlived its run")


def test_what_a_library_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    run("print secret text")
    assert capfd.readouterr() == ("", "")


def test_a_run_beside_other_threads_never_waits_for_their_locks() -> None:
    """A forked child would inherit the lock that a thread holds, and wait for it until its time is up."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        pids = run(*["now"] * 3)
    finally:
        stop.set()
        thread.join()
    assert len(set(pids)) == 1 and str(os.getpid()) not in pids
    assert all(pid.isdigit() for pid in pids)
