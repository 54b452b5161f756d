"""Command line: ``python -m index.postgres create``, ``python -m index.postgres move``, ``… state``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.command import ended
from settings import DEFAULT_FILE, Settings, load_settings

_NAMES = {"judgements": "kết quả chấm", "evaluations": "kết quả đánh giá"}
_KEPT = {
    "copied": "Đã chép {what}.",
    "other": "Nơi đến đã có {what} khác, được giữ nguyên. Muốn thay: đổi tên {where} rồi chạy lại lệnh này.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = _parser().parse_args(arguments)
    return ended(
        lambda: int(options.run(options)), "stopped; what was done is kept, run the same command to go on"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index.postgres", description="An archive in PostgreSQL.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    create = commands.add_parser("create", help="make an empty archive, on one server or in partitions")
    create.add_argument("--partition", action="append", default=[], metavar="DSN",
                        help="a server that holds a share of the documents; repeat for each")  # fmt: skip
    create.set_defaults(run=_create)
    move = commands.add_parser("move", help="copy an archive from files to the database, or back")
    move.add_argument("--to", choices=("postgres", "files"), default="postgres")
    move.set_defaults(run=_move)
    state = commands.add_parser("state", help="what the archive holds, and where")
    state.set_defaults(run=_state)
    for command in (create, move, state):
        command.add_argument("--store", type=Path, help="folder of all generated state")
        command.add_argument("--dsn", help="the database (default: dsn in settings.toml)")
        command.add_argument("--schema", help="name of the archive in it (default: schema in settings.toml)")
        command.add_argument(
            "--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)"
        )
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    settings = load_settings(options.settings, options.store)
    dsn, schema = options.dsn or settings.dsn, options.schema or settings.schema
    return replace(settings, engine="postgres", dsn=dsn, schema=schema)


def _create(options: argparse.Namespace) -> int:
    from index.postgres.moving import create

    settings = _settings(options)
    create(settings, options.partition)
    where = f"{len(options.partition)} máy chủ thành phần" if options.partition else "một máy chủ"
    print(f"Đã tạo kho {settings.schema} trên {where}. Tiếp theo: python -m index.postgres move")
    return 0


def _move(options: argparse.Namespace) -> int:
    from index.postgres.moving import move
    from index.progress import Bars
    from ingest.postgres.keeping import move_kept

    settings = _settings(options)
    with Bars() as bars:
        copied, report = move(settings, options.to, bars)
    for name, (outcome, where) in move_kept(settings, options.to).items():
        if outcome != "there":
            print(_KEPT[outcome].format(what=_NAMES[name], where=where))
    print(
        f"Đã chép {copied} văn bản; chỉ mục {report.generation}: {report.documents} văn bản, "
        f"{report.passages} đoạn, mã hoá mới {report.encoded} đoạn, {report.seconds:.1f} giây. "
        f'Tiếp theo: đặt engine = "{options.to}" trong settings.toml.'
    )
    return 0


def _state(options: argparse.Namespace) -> int:
    from index.postgres.state import read_state
    from ingest.postgres.connecting import servers_of
    from ingest.postgres.spreading import partitions_of

    settings = _settings(options)
    servers = servers_of(settings)
    state = servers.read(lambda connection: read_state(connection, settings.schema))
    partitions = servers.read(lambda connection: partitions_of(connection, settings.schema))
    where = f"{len(partitions)} máy chủ thành phần" if partitions else "một máy chủ"
    print(
        f"Chỉ mục {state.generation}.{state.revision}: {state.passages} đoạn, mô hình {state.encoder}, "
        f"trên {where}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
