"""``python -m eval.repairs [PATH ...]``: what the repair of broken text changes in documents as they are.

A path is a text file, a folder of text files, or a ``.jsonl.gz`` with ``id``, ``title``, ``text`` a line.
Prints every difference, then how many documents stayed the same byte for byte. Right text stays: each
line printed is either a fault of the document or one of the program.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from ingest.canonical import canonical
from ingest.repair import repair
from ingest.survey import read_sources
from settings import ROOT, PolicyError

_AROUND = 25  # characters shown before and behind a difference


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the differences; exit status 1 where nothing can be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.repairs", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"])
    options = parser.parse_args(arguments)
    try:
        sources = [source for path in options.paths for source in read_sources(path)]
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    same, seconds, characters = 0, 0.0, 0
    kinds: Counter[str] = Counter()
    for source in sources:
        text = canonical(source.text)
        started = time.perf_counter()
        mended = repair(text)
        seconds += time.perf_counter() - started
        characters += len(text)
        same += mended.text == text
        kinds.update(mended.counts)
        for line in differences(text, mended.text):
            print(f"{source.id}: {line}")
    print(f"{same} of {len(sources)} documents the same byte for byte, {kinds.total()} repairs", end=" ")
    print(f"{dict(kinds)}; {characters / 1e6 / max(seconds, 1e-9):.1f} million characters a second")
    return 0


def differences(before: str, after: str) -> Iterator[str]:
    """Each difference on a line, with what stands around it; lines that are the same are passed over."""
    old, new = before.split("\n"), after.split("\n")
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _inside("\n".join(old[i:j]), "\n".join(new[k:m]))


def _inside(before: str, after: str) -> Iterator[str]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            around = before[max(0, i - _AROUND) : i], before[j : j + _AROUND]
            yield f"{around[0]!r} [{before[i:j]!r} → {after[k:m]!r}] {around[1]!r}"


if __name__ == "__main__":
    sys.exit(main())
