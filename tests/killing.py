"""Folders that change, an ingest that is killed again and again, and the state that it must end in.

``python -m tests.killing --files 300 --kills 50`` does at length what the test suite does in short.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

from ingest.run import ingest_paths
from ingest.store import FILE, Store

_MOST = 5  # blows for each that must fall on a run
_ROOT = Path(__file__).resolve().parent.parent


def decree(number: int, articles: int = 1, word: str = "giao chỉ tiêu") -> str:
    """A decision that replaces the one before it."""
    head = f"ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: {number}/QĐ-UBND\nAn Bình, ngày 03 tháng 02 năm 2024\n\n"
    title = f"QUYẾT ĐỊNH\nVề việc {word} đợt {number}\n\n"
    body = "Điều {0}. Chỉ tiêu của thôn {0}\nThôn {0} phấn đấu đạt {1}% người dân có thẻ bảo hiểm y tế.\n"
    last = (
        f"Điều {articles + 1}. Quyết định này thay thế Quyết định số {number - 1}/QĐ-UBND ngày 03/02/2024.\n"
    )
    return head + title + "".join(body.format(item, number + item) for item in range(1, articles + 1)) + last


def make_folder(folder: Path, files: int, articles: int, chance: random.Random) -> None:
    """Decisions, half of them with names that clash, some in archives and on mails, copies among them, and
    files that must be rejected."""
    for number in range(files):
        if number % 10 == 4:
            pack(folder / f"gói {number}.zip", number, chance)
            continue
        if number % 10 == 8:
            (folder / f"thư {number}.eml").write_bytes(letter(number))
            continue
        clashing = f"quyết định {number % 10}.txt"
        path = folder / f"{number // 10:03}" / (clashing if number % 2 else f"văn bản {number}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 29 == 7:
            path.write_bytes(b"\x89PNG\r\n\x1a\n")
            continue
        copied = number % 23 == 5
        path.write_text(decree(1 if copied else number, chance.randint(1, articles)), encoding="utf-8")


def pack(path: Path, number: int, chance: random.Random) -> None:
    """An archive of some decisions, another archive among them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for item in chance.sample(range(6), 4):
            name = f"văn bản {number} phần {item}.txt"
            if item == 3:
                inner = io.BytesIO()
                with zipfile.ZipFile(inner, "w") as packed:
                    packed.writestr(name, decree(4000 + number))
                archive.writestr(f"gói {item}.zip", inner.getvalue())
            else:
                archive.writestr(name, decree(10 * number + chance.choice((item, 5000 + item))))


def letter(number: int) -> bytes:
    """A mail with a decision on it."""
    message = EmailMessage()
    message["Subject"], message["From"] = f"Gửi văn bản {number}", "vp@xa.example"
    message.set_content(f"Kính gửi các đồng chí văn bản số {number}.")
    content = decree(number).encode()
    message.add_attachment(
        content, maintype="application", subtype="octet-stream", filename=f"văn bản kèm {number}.txt"
    )
    return message.as_bytes()


def change_folder(folder: Path, turn: int, chance: random.Random) -> None:
    """Seven files in ten change, some go, some come.

    Only those go whose names clash with none: who keeps which id after that is a matter of who was first,
    and an undisturbed run over the last state of the folder would not know.
    """
    paths = [path for path in sorted(folder.rglob("*.txt")) if path.read_bytes()[:1] != b"\x89"]
    for path in chance.sample(paths, 7 * len(paths) // 10):
        if path.name.startswith("văn bản") and chance.random() < 0.1:
            path.unlink()
        else:
            path.write_text(decree(chance.randint(1000, 2000), 12, "điều chỉnh chỉ tiêu"), encoding="utf-8")
    for path in sorted(folder.rglob("gói *.zip")):
        if chance.random() < 0.1:
            path.unlink()
        else:
            pack(path, int(path.stem.split()[1]), chance)
    for number in range(len(paths) // 30 + 1):
        path = folder / f"văn bản mới {turn} {number}.txt"
        path.write_text(decree(3000 + 100 * turn + number), encoding="utf-8")


def state(store: Path) -> dict[str, object]:
    """All that a store holds of each document; not when it was read, nor what the runs reported."""
    with Store(store) as opened:
        return {
            entry.id: (
                entry,
                opened.document(entry.id),
                opened.passages(entry.id),
                opened.facts(document=entry.id),
                opened.relations(entry.id),
                opened.versions(entry.id),
            )
            for entry in opened.entries()
        }


def kill_once(folder: Path, store: Path, after: float, jobs: int) -> bool:
    """Start an ingest and kill it ``after`` seconds; whether it was still running. The store must open."""
    command = [sys.executable, "-m", "ingest", str(folder), "--store", str(store), "--jobs", str(jobs)]
    process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    killed = process.wait() == -signal.SIGKILL
    if (store / FILE).exists():
        with Store(store, create=True) as opened:
            for entry in opened.entries():
                text = opened.document(entry.id).text
                assert all(text[one.start : one.end] == one.text for one in opened.passages(entry.id))
    return killed


def check(home: Path, files: int, kills: int, seed: int, articles: int = 12) -> int:
    """Kill an ingest until ``kills`` blows have fallen on a run, its folder changing in between; how many
    blows that took.

    Raises:
        AssertionError: a store does not open, the end differs from an undisturbed run's, or of
            ``_MOST`` blows for each that is wanted too few fell.
    """
    chance = random.Random(seed)
    folder, store = home / "files", home / "store"
    make_folder(folder, files, articles, chance)
    started = time.monotonic()
    kill_once(folder, home / "measured", 600, 1)
    whole = time.monotonic() - started
    fell = blow = 0
    while fell < kills:
        assert blow < _MOST * kills, f"{fell} of {blow} blows fell on a run"
        if blow % 2:  # or else the later blows would find nothing left to do
            change_folder(folder, blow, chance)
        fell += kill_once(folder, store, chance.uniform(0.1, 0.7 * whole), 1 + blow % 2)
        blow += 1
    ingest_paths([folder], store)
    ingest_paths([folder], home / "undisturbed")
    assert state(store) == state(home / "undisturbed")
    return blow


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.killing", description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        blows = check(Path(temporary), options.files, options.kills, options.seed)
    print(f"{options.files} files, {options.kills} kills in the middle of a run of {blows} blows: same state")
