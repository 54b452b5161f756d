"""``python -m ingest``: files and folders into the store, or the canonical text of one file."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.isolation import Limits
from ingest.printing import lines_of, one_line
from ingest.readers import formats
from ingest.report import Report
from ingest.run import Progress, ingest_paths
from ingest.unpacking import text_of
from settings import DEFAULT_FILE, ROOT, PolicyError, Settings, load_settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; 0 where the store holds a document, 1 where nothing could be done."""
    args = _parser().parse_args(argv)
    _speak_utf8()
    try:
        if args.text is not None:
            return _print_text(args)
        return _ingest(args)
    except PolicyError as error:
        print(f"lỗi: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of the output, such as head, had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description=f"Nạp tài liệu vào kho; đọc {formats()}, tệp trong .zip và tệp đính kèm thư.",
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="tệp hoặc thư mục (mặc định: corpus/)"
    )
    parser.add_argument(
        "--store", type=Path, metavar="DIR", help="thư mục của kho (mặc định theo settings.toml)"
    )
    parser.add_argument(
        "--settings",
        type=Path,
        default=DEFAULT_FILE,
        metavar="FILE",
        help="tệp thiết lập khác (settings.toml)",
    )
    parser.add_argument("--json", action="store_true", help="in báo cáo dạng JSON")
    parser.add_argument("--jobs", type=_count, default=1, metavar="N", help="số tiến trình đọc cùng lúc")
    parser.add_argument(
        "--text",
        type=Path,
        metavar="PATH",
        help="chỉ in văn bản chuẩn của một tệp (trong tệp nén: gói.zip/tệp.docx)",
    )
    return parser


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("phải từ 1 trở lên")
    return number


def _print_text(args: argparse.Namespace) -> int:
    settings = load_settings(args.settings, args.store)
    sys.stdout.write(text_of(args.text, _limits(settings), settings.allow_state_secrets))
    return 0


def _limits(settings: Settings) -> Limits:
    return Limits(settings.file_seconds, settings.file_megabytes)


def _ingest(args: argparse.Namespace) -> int:
    settings = load_settings(args.settings, args.store)
    paths = args.paths or [ROOT / "corpus"]
    with _Bar() as bar:
        report = ingest_paths(
            paths, settings.store, args.jobs, bar.progress, _limits(settings), settings.allow_state_secrets,
            settings,
        )  # fmt: skip
    if args.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(report)))
    if report.stored:
        return 0
    print(f"lỗi: {_nothing(report)}", file=sys.stderr)
    return 1


def _nothing(report: Report) -> str:
    refused = [row for row in report.rows if row.status == "rejected"]
    if not refused:
        return f"không có tệp nào để nạp: chỉ tên tệp hoặc thư mục có tệp {formats()}"
    more = f" (và {len(refused) - 1} tệp khác)" if len(refused) > 1 else ""
    return one_line(f"không nạp được tài liệu nào: {refused[0].path}: {refused[0].reason}{more}")


class _Bar:
    """A progress bar on a terminal's stderr, nothing elsewhere."""

    def __enter__(self) -> _Bar:
        self.progress: Progress | None = self._step if sys.stderr.isatty() else None
        self._bar: Any = None  # tqdm, loaded where there is a terminal to draw on
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def _step(self, done: int, total: int, name: str) -> None:
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=total, unit=" tệp", desc="Đọc", leave=False)
        self._bar.total = total  # more than the files where archives are among them
        self._bar.set_postfix_str(name[:40], refresh=False)
        self._bar.update(done - self._bar.n)


def _speak_utf8() -> None:
    # A Vietnamese Windows console may default to a code page without Vietnamese; offsets want bare \n.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
