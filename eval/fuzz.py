"""``python -m eval.fuzz FOLDER --mutations 1000 --seed 1``: real files, damaged at random, through ingest.

Each mutation is a real file with bytes flipped, cut out, doubled, zeroed or cut off, or with a part of its
zip damaged and packed again, so that the damage reaches what lies inside. What must come of it is a document
or a rejection with a reason; counted besides are workers that had to be stopped (time, memory, crash) and
errors of readers that nothing foresaw, which are printed with the mutation that shows them.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.files import find
from ingest.isolation import Failure, Limits, each
from ingest.readers import load
from ingest.work import Outcome, Reading, Task, read
from settings import PolicyError

_BUG = "chương trình lỗi"  # how the reason of an error that nothing foresaw begins


class FuzzError(PolicyError):
    """There is nothing to mutate."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """The ``number``-th mutation of a run with ``seed``, of this file."""

    path: Path
    seed: int
    number: int


@dataclass(slots=True)
class Tally:
    """What came of all mutations; ``shown`` are those to look at."""

    ends: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    shown: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what came of it; exit status 1 where a worker had to be stopped or a reader erred unforeseen."""
    parser = argparse.ArgumentParser(prog="python -m eval.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60.0, help="a file may take")
    parser.add_argument(
        "--largest", type=int, default=1 << 20, help="bytes of the largest file that is mutated"
    )
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        chosen = choose(options.folder, options.mutations, options.seed, options.largest)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    tally = fuzz(chosen, options.jobs, Limits(options.seconds))
    print("\n".join(report(tally, len(chosen), time.perf_counter() - started)))
    return 1 if tally.shown else 0


def choose(folder: Path, count: int, seed: int, largest: int = 1 << 20) -> list[Mutation]:
    """``count`` mutations of the files below ``folder``: each ending equally often, its files in turn.

    Raises:
        FuzzError: no file there that is small enough.
    """
    kinds: dict[str, list[Path]] = {}
    for path in find([folder], Path()).files:
        if path.stat().st_size <= largest:
            kinds.setdefault(path.suffix.lower(), []).append(path)
    if not kinds:
        raise FuzzError(f"{folder}: không có tệp nào để thử: chỉ tên một thư mục có tệp")
    turns = [paths for _, paths in sorted(kinds.items())]
    chosen = ((turns[number % len(turns)], number // len(turns)) for number in range(count))
    return [Mutation(paths[turn % len(paths)], seed, number) for number, (paths, turn) in enumerate(chosen)]


def fuzz(mutations: Sequence[Mutation], jobs: int, limits: Limits) -> Tally:
    """Read every mutation as ingest would, in workers within ``limits``."""
    tally = Tally()
    ends = each(_read, mutations, jobs, limits, _failed)
    for mutation, (end, seconds) in zip(mutations, ends, strict=True):
        kind = end.partition(":")[0]
        tally.ends[kind] += 1
        tally.slowest = max(tally.slowest, seconds)
        if kind not in ("read", "rejected"):
            tally.shown.append(f"{end}  {mutation.path.name} seed {mutation.seed} mutation {mutation.number}")
    return tally


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` damaged in one way or, seldom, in two or three: most of it must still be worth reading."""
    if data[:2] == b"PK" and chance.random() < 0.6:
        data = _inside(data, chance)
        if chance.random() < 0.7:
            return data
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(_DAMAGES)(bytearray(data or b"\0"), chance)
    return data


def report(tally: Tally, count: int, seconds: float) -> Iterator[str]:
    """The lines that ``main`` prints."""
    yield f"{count} mutations in {seconds:.0f} s, the slowest took {tally.slowest:.1f} s"
    yield ", ".join(f"{kind} {number}" for kind, number in tally.ends.most_common())
    yield from tally.shown


def _read(mutation: Mutation) -> tuple[str, float]:
    """Runs in a worker: how reading ended, and seconds."""
    chance = random.Random(f"{mutation.seed}/{mutation.number}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{mutation.path.suffix}"
        path.write_bytes(mutated(load(mutation.path), chance))
        started = time.perf_counter()
        outcome = read(Task(path, "x", None, Reading("", cores=1)))
        return _end(outcome), time.perf_counter() - started


def _end(outcome: Outcome) -> str:
    if outcome.reason is None:
        return "read"
    if outcome.reason.startswith(_BUG):
        return f"unforeseen: {outcome.reason}"
    return "rejected" if outcome.reason and "\n" not in outcome.reason else f"no reason: {outcome.reason!r}"


def _failed(_: Mutation, why: Failure) -> tuple[str, float]:
    return f"{why}: stopped", 0.0


def _inside(data: bytes, chance: random.Random) -> bytes:
    """A zip with one of its parts damaged and all sums right again."""
    made = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            parts = old.infolist()
            struck = chance.choice(parts).filename
            for part in parts:
                content = old.read(part)
                if part.filename == struck:
                    content = chance.choice(_DAMAGES)(bytearray(content or b"\0"), chance)
                new.writestr(part.filename, content)
    except (zipfile.BadZipFile, ValueError, IndexError, OSError, RuntimeError):
        return data
    return made.getvalue()


def _place(data: bytearray, chance: random.Random) -> int:
    """Anywhere, but seldom in the first bytes: what is no longer taken for its kind tests little."""
    first = 0 if chance.random() < 0.2 else min(1024, len(data) // 4)
    return chance.randrange(first, len(data))


def _flip(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 2, 8, 64))):
        data[_place(data, chance)] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut_off(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


def _cut_out(data: bytearray, chance: random.Random) -> bytes:
    start = _place(data, chance)
    del data[start : start + chance.choice((1, 16, 512, 8192))]
    return bytes(data)


def _double(data: bytearray, chance: random.Random) -> bytes:
    start = _place(data, chance)
    piece = data[start : start + chance.choice((1, 16, 512, 8192))]
    return bytes(data[:start] + piece * chance.choice((2, 9)) + data[start:])


def _zero(data: bytearray, chance: random.Random) -> bytes:
    start, length = _place(data, chance), chance.choice((2, 64, 4096))
    data[start : start + length] = bytes(len(data[start : start + length]))
    return bytes(data)


def _number(data: bytearray, chance: random.Random) -> bytes:
    """A number of four bytes set to an edge: lengths and offsets are what readers trust."""
    start = _place(data, chance)
    edge = chance.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\1\0\0\0"))
    data[start : start + 4] = edge[: len(data[start : start + 4])]
    return bytes(data)


_DAMAGES: tuple[Callable[[bytearray, random.Random], bytes], ...] = (
    _flip, _flip, _cut_off, _cut_out, _double, _zero, _number,
)  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
