"""``python -m ingest.speed PATH ...``: pages a second on one core, beside another loader on the same files.

Counted are seconds of processor, so that a busy machine changes little. Ours is all of ingest but writing:
text, sections, metadata, passages, facts, relations, fingerprint. The other one, where it is installed
(``pip install "markitdown[docx,pdf,xlsx,pptx,xls]"``), only makes text. A page is one of the file's, or 1,800
characters of the text that ingest reads, for both alike. A ``.jsonl.gz`` with a ``text`` a line counts as
that many text files.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.files import find
from ingest.report import PAGE
from ingest.survey import read_sources
from ingest.work import Reading, Task, read
from settings import ROOT

_OTHER = "markitdown"
_COLUMNS = "{:12} {:>6} {:>8} {:>10} {:>9} {:>16} {:>9}"


@dataclass(slots=True)
class Pace:
    """Sums over the files of one ending."""

    files: int = 0
    pages: float = 0.0
    seconds: float = 0.0
    failed: int = 0
    other_seconds: float = 0.0
    other_failed: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m ingest.speed", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"])
    options = parser.parse_args(arguments)
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        files = list(_files(options.paths, Path(folder)))
        print("\n".join(report(measure(files, _other()))))
    return 0


def measure(files: Sequence[Path], other: Callable[[Path], object] | None) -> dict[str, Pace]:
    """Times by ending; each file is read by both in turn, so that a busy machine slows both."""
    paces: defaultdict[str, Pace] = defaultdict(Pace)
    for path in files:
        pace = paces[path.suffix.lower()]
        started = _used()
        outcome = read(Task(path, "x", None, Reading("", secrets=True, cores=1)))
        pace.seconds += _used() - started
        pace.files += 1
        if outcome.document is None:
            pace.failed += 1
        else:
            pace.pages += outcome.page_count or len(outcome.document.text) / PAGE
        if other is not None:
            started = _used()
            try:
                other(path)
            except Exception:  # whatever it raises, it could not read the file
                pace.other_failed += 1
            pace.other_seconds += _used() - started
    return dict(sorted(paces.items()))


def _used() -> float:
    """Seconds of processor that this process and what it waited for (the OCR engine) have used."""
    return sum(os.times()[:4])


def report(paces: dict[str, Pace]) -> Iterator[str]:
    """The lines of the table, a total at the end."""
    yield _COLUMNS.format("ending", "files", "pages", "pages/s", "unread", f"{_OTHER}/s", "unread")
    total = Pace()
    for ending, pace in paces.items():
        yield _line(ending or "(none)", pace)
        for name in Pace.__slots__:
            setattr(total, name, getattr(total, name) + getattr(pace, name))
    yield _line("all", total)


def _line(name: str, pace: Pace) -> str:
    ours = f"{pace.pages / pace.seconds:.1f}" if pace.seconds else "-"
    theirs = f"{pace.pages / pace.other_seconds:.1f}" if pace.other_seconds else "-"
    other = pace.other_failed if pace.other_seconds else "-"
    return _COLUMNS.format(name, pace.files, f"{pace.pages:.0f}", ours, pace.failed, theirs, other)


def _files(paths: Sequence[Path], folder: Path) -> Iterator[Path]:
    for path in paths:
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            for number, source in enumerate(read_sources(path)):
                made = folder / f"{number}.txt"
                made.write_text(source.text, encoding="utf-8")
                yield made
        else:
            yield from find([path], folder).files


def _other() -> Callable[[Path], object] | None:
    """The other loader, ready to read; ``None`` where it is not installed: nothing of ours needs it."""
    if importlib.util.find_spec(_OTHER) is None:
        print(f"{_OTHER} is not installed: only ingest is measured", file=sys.stderr)
        return None
    convert: Callable[[str], object] = importlib.import_module(_OTHER).MarkItDown().convert
    return lambda path: convert(str(path))


if __name__ == "__main__":
    raise SystemExit(main())
