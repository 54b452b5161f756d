"""``python -m eval.reading FOLDER``: every file below a folder, read or rejected, as a table for people.

A page is what the format counts, or 2,000 characters where it counts none. ``--beside markitdown`` reads
the same files with that loader in the same run, where it is installed, so that the speeds can be compared.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ingest.readers import RawText, Rejected, read_file

_PAGE = 2_000  # characters of an ordinary page of an official document


@dataclass(frozen=True, slots=True)
class Row:
    """One file: what it is, how many characters and pages were read in how many seconds, or why not."""

    name: str
    kind: str
    characters: int
    pages: float
    seconds: float
    note: str

    @property
    def read(self) -> bool:
        return self.kind != "-"


def read_all(paths: Sequence[Path]) -> list[Row]:
    """A row for each file, in order; seconds are those of the processor."""
    return [_row(path) for path in paths]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table in markdown and the throughput; 1 where the folder holds no file."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--without", nargs="*", default=[], metavar="ENDING", help="leave out, such as .pdf .txt"
    )
    parser.add_argument("--beside", choices=["markitdown"], help="another loader to read the same files with")
    args = parser.parse_args(argv)
    paths = [
        path for path in sorted(args.folder.rglob("*")) if path.is_file() and path.suffix not in args.without
    ]
    if not paths:
        print(f"lỗi: {args.folder} không có tệp nào: kiểm tra lại thư mục", file=sys.stderr)
        return 1
    rows = read_all(paths)
    print("| file | read as | characters | note |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.name} | {row.kind} | {row.characters or '-'} | {row.note} |")
    _print_speed("ours", rows)
    if args.beside:
        _print_speed(args.beside, _beside([path for path, row in zip(paths, rows, strict=True) if row.read]))
    return 0


def _row(path: Path) -> Row:
    begun = time.process_time()
    try:
        raw = read_file(path)
    except Rejected as error:
        return Row(path.name, "-", 0, 0, time.process_time() - begun, f"rejected: {error}")
    spent = time.process_time() - begun
    return Row(path.name, raw.kind, len(raw.text), _pages(raw), spent, "; ".join(raw.warnings))


def _pages(raw: RawText) -> float:
    return raw.page_count or len(raw.text) / _PAGE


def _beside(paths: Sequence[Path]) -> list[Row]:
    """The same files by markitdown; those that it can't read count neither pages nor time."""
    convert: Callable[[str], object] = import_module("markitdown").MarkItDown().convert
    rows = []
    for path in paths:
        begun = time.process_time()
        try:
            text = str(getattr(convert(str(path)), "text_content", ""))
        except Exception as error:  # whatever the other loader raises, its file counts as not read
            rows.append(Row(path.name, "-", 0, 0, 0, type(error).__name__))
            continue
        rows.append(Row(path.name, "?", len(text), len(text) / _PAGE, time.process_time() - begun, ""))
    return rows


def _print_speed(name: str, rows: Sequence[Row]) -> None:
    read = [row for row in rows if row.read]
    pages, seconds = sum(row.pages for row in read), sum(row.seconds for row in read)
    speed = f"{pages / seconds:.0f}" if seconds else "-"
    print(f"\n{name}: {len(read)} of {len(rows)} files, {pages:.0f} pages, {seconds:.1f} s, {speed} pages/s")


if __name__ == "__main__":
    sys.exit(main())
